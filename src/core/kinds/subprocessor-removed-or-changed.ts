import type { Difference } from '../change'
import type { Kind, KindContext } from '../kind'
import type { Statement } from '../statement'
import { listEntry, partyRow } from './by-structure'
import { contractTypes, firstOf, proof } from './by-words'

/** A sub-processor leaves, or its purpose, name or country changes. */
export const subprocessorRemovedOrChanged = {
  kind: 'subprocessor-removed-or-changed',
  recognise: firstOf(listEntry('subprocessors', 'removed'), listEntry('subprocessors', 'edited'), partyRow('removed'), removedInProse),
  examples: [
    { before: 'Acme Support Ltd · support · Ireland', type: 'subprocessors', role: 'row', is: true },
    { before: 'Acme Ltd · hosting · Germany', after: 'Acme Ltd · hosting · United States', type: 'subprocessors', role: 'row', is: true },
    { after: 'We work from Leeds.', type: 'subprocessors', is: false },
  ],
} as const satisfies Kind

function removedInProse(difference: Difference, context: KindContext): Statement[] | null {
  if (!contractTypes.includes(context.source.type)) return null
  const declared = context.source.type !== 'terms' && context.source.type !== 'usage-policy'
  const said = (side: 'added' | 'removed') =>
    proof(
      difference,
      context,
      (passage) => passage.side === side && (passage.topics.has('subprocessor') || (declared && passage.topics.has('recipient'))),
    )
  return said('added') ? null : said('removed')
}
