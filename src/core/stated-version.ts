import { foldText } from './canonical'
import { datesIn } from './stated'
import type { Statement } from './statement'

/** What a document says of its own version: the line as written, and its numbers. */
export type StatedVersion = { text: string; parts: number[] }

/** What stands before a version in all languages we read, and in most others: `v` or a word that begins like *version*, and few that do not. */
const marked =
  /(?<![\p{L}\p{N}])(?:v|ver\.?|vers\p{L}*|fassung|rev\.?|revision|revisie|revisione|revisao|版本|バージョン)[\s:#]*(?:no\.?|nr\.?|n°|号)?\s*(?<number>\d+(?:[._-]\d+){0,3})(?![\p{L}\p{N}%])|第\s?(?<edition>\d+(?:\.\d+)*)\s?版/u
const longest = 140
const mostWords = 5
const atTheTop = 20
const atTheEnd = 6

/**
 * The version that a document states of itself in a line of its own ("Version 3.2", "Terms of service · v2026-05"); null where it states none. Told by
 * shape: near the top or the end, no sentence, a mark of a version with a number, and hardly a word beside it. What an item of a list or an
 * example says is about something else; a date is no version.
 */
export function statedVersion(statements: readonly Pick<Statement, 'text' | 'role'>[]): StatedVersion | null {
  const places = statements.length <= atTheTop + atTheEnd ? statements : [...statements.slice(0, atTheTop), ...statements.slice(-atTheEnd)]
  for (const { text, role } of places) {
    if (role === 'code' || role === 'item' || text.length > longest || !/\d/.test(text)) continue
    const parts = versionIn(text)
    if (parts) return { text, parts }
  }
  return null
}

function versionIn(text: string): number[] | null {
  let folded = foldText(text)
  for (const date of datesIn(folded)) folded = folded.replace(date.text, ' ')
  const found = marked.exec(folded)
  const number = found?.groups?.number ?? found?.groups?.edition
  if (!found || number === undefined) return null
  const rest = folded.replace(found[0], ' ')
  const words = rest.match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length > mostWords || words.some((word) => /\d/.test(word)) || /[\p{L}\p{N}][.!?。]\s*$/u.test(folded)) return null
  return number.split(/[._-]/).map(Number)
}

/** Whether a version is later than another: 3.10 than 3.9, 2026-05 than 2026-04, 2.0.1 than 2.0. */
export function isLaterVersion(one: StatedVersion, other: StatedVersion): boolean {
  for (let at = 0; at < Math.max(one.parts.length, other.parts.length); at++) {
    const difference = (one.parts[at] ?? 0) - (other.parts[at] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}
