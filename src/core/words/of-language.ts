import { acts, parties } from './acts'
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

const acting = patternsOf(acts)
const parting = patternsOf(parties)
type Replaced = { removed: readonly string[]; added: readonly string[] }

/** Whether the words that name what is done gave way to words that name something else: "delete" to "sell", not "collect" to "gather". */
export const isAnotherAct = (run: Replaced, language: string | null): boolean => isAnother(run, acting.get(language ?? '') ?? [])

/** Whether the vendor stands where the customer stood, or the other way round: "we may end", "you may end". */
export const isAnotherParty = (run: Replaced, language: string | null): boolean => isAnother(run, parting.get(language ?? '') ?? [])

/** Each side names one of the lines, and no line is named by both. */
function isAnother({ removed, added }: Replaced, lines: readonly RegExp[]): boolean {
  const named = (words: readonly string[]): RegExp[] => lines.filter((line) => [...words, words.join('')].some((word) => line.test(word)))
  const was = named(removed)
  const is = named(added)
  return was.length > 0 && is.length > 0 && !was.some((line) => is.includes(line))
}

function patternsOf(lists: Record<string, readonly string[]>): Map<string, RegExp[]> {
  const pattern = (line: string): RegExp => new RegExp(`^(?:${line.replaceAll('*', '.*')})$`, 'u')
  return new Map(Object.entries(lists).map(([language, lines]) => [language, lines.map(pattern)]))
}

function byLanguage(lists: Record<string, readonly string[]>): Map<string, Set<string>> {
  return new Map(Object.entries(lists).map(([language, words]) => [language, new Set(words)]))
}
