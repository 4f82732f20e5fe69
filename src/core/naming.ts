import type { RecognisedKind } from './examination'

/** Ends the rule of a kind where the language of the document has no word lists, so that English words alone were looked for. */
export const unreadLanguage = ':unread-language'

/** How the kinds of a change were come by, in a sentence for a person; null where words or structure named them, which is the rule. */
export function namingOf(recognised: readonly Pick<RecognisedKind, 'rule'>[]): string | null {
  if (recognised.length === 0) return null
  if (recognised.some(({ rule }) => rule.endsWith(unreadLanguage)))
    return 'Its kind was not read in this language: it is named after what the page is and the English words in it.'
  const implied = recognised.every(({ rule }) => rule.startsWith('fallback:'))
  return implied ? 'No word of it names a kind: it is named after what the page is.' : null
}
