import type { Kind } from '../kind'
import { byWords } from './by-words'

/** A new policy, AI addendum, system card, safety report or annex appears. A document that is new as a source is seen by the pipeline; here one that another page says has appeared. */
export const newDocumentPublished = {
  kind: 'new-document-published',
  recognise: byWords(['published'], { side: 'added' }),
  examples: [
    { after: 'AI terms now form part of the agreement.', type: 'terms', is: true },
    { after: 'The lamp forms a circle.', type: 'terms', is: false },
  ],
} as const satisfies Kind
