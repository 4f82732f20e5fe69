import { blockKey } from './canonical'
import type { Reading } from './reading'

/** At least two words with capitals, as offerings are written: "Quill Copilot Enterprise", "Quill for Health". */
const names = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]*(?:[ \u00a0](?:for[ \u00a0])?\p{Lu}[\p{L}\p{N}]*)+/gu
/** What documents, parties and parts of an organisation are called: their names are written alike and offer nothing. */
const noOffering =
  /^(?:terms?|policy|policies|agreements?|addendum|notices?|statements?|section|guidelines?|conditions?|schedule|exhibit|annex|appendix|code|faqs?|center|centre|documentation|inc|ltd|llc|limited|gmbh|corp|corporation|company|group|entities|privacy|act|regulation|laws?|rules|support|team|website|site|blog|parties|party|users?|customers?|account|content|data|information|officer|contract|license|licence)$/i
const longestRead = 4000
const oftenEnough = 3

type Named = Pick<Reading, 'statements' | 'whole'>

/**
 * New members of a family of names: what the text calls something that the document never called so, though it knows the first word as a name
 * (three statements and more with a capital, hardly one without), and now speaks of it in three statements. "Quill" known, "Quill Enterprise" new.
 * Needs no list of anybody's products.
 */
export function newNames(text: string, before: Named, after: Named): string[] {
  const found: string[] = []
  for (const [match] of text.slice(0, longestRead).matchAll(names)) {
    const words = match.split(/[ \u00a0]/)
    const from = words.findIndex((word) => isFamily(word, before))
    const name = words.slice(from)
    if (from < 0 || name.length < 2 || name.some((word) => noOffering.test(word))) continue
    const written = name.join(' ')
    if (!before.whole.includes(blockKey(written)) && after.statements.filter((one) => one.text.includes(written)).length >= oftenEnough)
      found.push(written)
  }
  return found
}

const kept = new WeakMap<Named, Map<string, boolean>>()

function isFamily(word: string, before: Named): boolean {
  const memo = kept.get(before) ?? new Map<string, boolean>()
  kept.set(before, memo)
  const known = memo.get(word)
  if (known !== undefined) return known
  const alone = capitals(before).get(word) ?? 0
  // "Quill" also stands in "QuillBot"; a word that never stands alone is no family
  const written = alone === 0 ? 0 : before.statements.filter(({ text }) => text.includes(word)).length
  const is = written >= oftenEnough && !isWrittenPlain(word.toLowerCase(), before, written / 10)
  memo.set(word, is)
  return is
}

function isWrittenPlain(word: string, { statements }: Named, most: number): boolean {
  const isPlain = new RegExp(`(?<![\\p{L}\\p{N}./@#-])${word}(?![\\p{L}\\p{N}./@-])`, 'u')
  let plain = 0
  for (const { text } of statements) {
    if (text.includes(word) && isPlain.test(text) && ++plain > most) return true
  }
  return false
}

const indexed = new WeakMap<Named, Map<string, number>>()

/** In how many statements each word with a capital stands: read once, since a change may hold hundreds of names. */
function capitals(before: Named): Map<string, number> {
  const held = indexed.get(before)
  if (held) return held
  const counts = new Map<string, number>()
  for (const { text } of before.statements)
    for (const word of new Set(text.match(/(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]*/gu))) counts.set(word, (counts.get(word) ?? 0) + 1)
  indexed.set(before, counts)
  return counts
}
