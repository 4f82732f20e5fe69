import type { Kind } from '../kind'
import { notesTypes } from '../source'
import { byWords } from './by-words'

/** The vendor announces a change, but model card, terms or instructions still say the old thing. Decided over time by `keep-promises`, which knows whether the document followed. Here: a notice that speaks of a changed document. */
export const changelogWithoutDocumentChange = {
  kind: 'changelog-without-document-change',
  recognise: byWords(['promise'], { on: notesTypes, side: 'added' }),
  examples: [
    { after: 'We have updated our privacy policy.', type: 'changelog', is: true },
    { after: 'We have updated the colours.', type: 'changelog', is: false },
  ],
} as const satisfies Kind
