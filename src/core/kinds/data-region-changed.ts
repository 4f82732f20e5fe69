import type { Difference } from '../change'
import type { Kind, KindContext } from '../kind'
import type { Statement } from '../statement'
import { byWords, firstOf, proof } from './by-words'

/** Storage or inference location, global routing or support access location changes. In a table of sub-processors another country in the row says so without a verb. */
export const dataRegionChanged = {
  kind: 'data-region-changed',
  recognise: firstOf(
    placeCellChanged,
    byWords(['data-region-changed'], { notOn: ['models-api', 'subprocessors'], heading: true }),
    byWords(['data-region-changed'], { on: ['subprocessors'] }),
  ),
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

function placeCellChanged(difference: Difference, context: KindContext): Statement[] | null {
  if (context.source.type !== 'subprocessors' || difference.before.length === 0 || difference.after.length === 0) return null
  return proof(difference, context, (passage) => passage.topics.has('place'))
}
