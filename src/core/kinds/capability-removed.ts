import type { Difference } from '../change'
import type { Kind, KindContext } from '../kind'
import type { Statement } from '../statement'
import { byWords, firstOf, productTypes, proof } from './by-words'

/** A function that we use is cut, limited to a plan, or refused more often. */
export const capabilityRemoved = {
  kind: 'capability-removed',
  recognise: firstOf(byWords(['capability-removed'], { on: productTypes, side: 'added', but: ['model-retired-or-withdrawn'] }), clauseGone),
  examples: [
    { after: 'Export of results is now part of the enterprise plan.', type: 'changelog', is: true },
    { after: 'The explanation panel is no longer available.', type: 'docs', is: true },
    { after: 'Export of results is faster.', type: 'changelog', is: false },
  ],
} as const satisfies Kind

/** Terms that lose a clause about a feature have lost the feature or moved it elsewhere. */
function clauseGone(difference: Difference, context: KindContext): Statement[] | null {
  if (context.source.type !== 'terms' || difference.after.length > 0) return null
  return proof(difference, context, (passage) => passage.topics.has('feature-clause'))
}
