import type { Difference } from '../change'
import type { Kind } from '../kind'
import { wordingOf } from '../wording'
import { whole } from './by-structure'

/** Spelling, formatting, navigation, translation, renamed headings, moved address with the same content. Graded by the comparison as cosmetic. Here: the two sides hold the same words in the same order. */
export const editorialOrLayoutOnly = {
  kind: 'editorial-or-layout-only',
  recognise: (difference, { language }) => (sameWords(difference, language) ? whole(difference) : null),
  examples: [
    { before: 'We keep data “here” – always.', after: 'We keep data "here", always.', is: true },
    { before: 'We keep data here.', after: 'We sell data here.', is: false },
  ],
} as const satisfies Kind

function sameWords(difference: Difference, language: string | null): boolean {
  if (difference.before.length === 0 || difference.after.length === 0) return false
  return wordingOf(difference, language).passages.every((passage) => passage.changedTokens === 0)
}
