import type { Difference } from '../change'
import type { Kind, KindContext } from '../kind'
import type { Statement } from '../statement'
import { byWords, firstOf, proof } from './by-words'

/** Storage or inference location, global routing or support access location changes. In a table of sub-processors another country in the row says so without a verb. */
export const dataRegionChanged = {
  kind: 'data-region-changed',
  recognise: firstOf(placeCellChanged, proseOnly(byWords(['data-region-changed'], { heading: true }))),
  examples: [
    { after: 'Requests may be processed in any region.', type: 'docs', is: true },
    { after: 'EU hosting is now available.', type: 'changelog', is: true },
    {
      before: 'Acme Hosting · hosting · Germany',
      after: 'Acme Hosting · hosting · Germany, United States',
      type: 'subprocessors',
      role: 'row',
      is: true,
    },
    { after: 'Acme Hosting is a large company.', type: 'docs', is: false },
  ],
} as const satisfies Kind

/** A new or removed row states all its cells; that is the party, not the place. */
function proseOnly(recognise: Kind['recognise']): Kind['recognise'] {
  return (difference, context) => {
    const rows =
      context.source.type === 'subprocessors' &&
      [...difference.before, ...difference.after].some(({ role }) => role === 'row' || role === 'record')
    return rows ? null : recognise(difference, context)
  }
}

function placeCellChanged(difference: Difference, context: KindContext): Statement[] | null {
  if (context.source.type !== 'subprocessors' || difference.before.length === 0 || difference.after.length === 0) return null
  return proof(difference, context, (passage) => passage.topics.has('place'))
}
