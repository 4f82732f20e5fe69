import { functionWords } from './function-words'
import { modality } from './modality'

const turning = byLanguage(modality)
const binding = byLanguage(functionWords)
const allTurning = new Set(Object.values(modality).flat())

/** Whether a folded word turns the meaning of a sentence in this language (permission, duty, negation, condition); in any, where none is known. */
export const turns = (word: string, language: string | null): boolean =>
  /n't$/.test(word) || (turning.get(language ?? '') ?? allTurning).has(word)

/** Whether a folded word only binds a sentence. Without a known language no word does. */
export const binds = (word: string, language: string | null): boolean => binding.get(language ?? '')?.has(word) ?? false

function byLanguage(lists: Record<string, readonly string[]>): Map<string, Set<string>> {
  return new Map(Object.entries(lists).map(([language, words]) => [language, new Set(words)]))
}
