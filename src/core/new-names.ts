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
    const end = words.slice(-2)
    // most names end in words that stood together before, or hardly stand in the new version: they need no closer look
    if (end.some((word) => noOffering.test(word)) || before.whole.includes(blockKey(end.join(' ')))) continue
    if (allText(after).split(end.join(' ')).length <= oftenEnough) continue
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
  const is = isOften(word, before) && !isWrittenPlain(word.toLowerCase(), word, before)
  memo.set(word, is)
  return is
}

function isOften(word: string, before: Named): boolean {
  if (!allText(before).includes(word)) return false
  let written = 0
  return before.statements.some(({ text }) => text.includes(word) && ++written >= oftenEnough)
}

/** Whether more than a tenth of the statements that hold the word as a name hold it as a plain word too. */
function isWrittenPlain(lower: string, word: string, before: Named): boolean {
  if (!allText(before).includes(lower)) return false
  const isPlain = new RegExp(`(?<![\\p{L}\\p{N}./@#-])${lower}(?![\\p{L}\\p{N}./@-])`, 'u')
  const plain = before.statements.filter(({ text }) => text.includes(lower) && isPlain.test(text)).length
  return plain * 10 > before.statements.filter(({ text }) => text.includes(word)).length
}

const joined = new WeakMap<Named, string>()

/** All statements in one text: most words of a change stand nowhere in it, and one search says so. */
function allText(before: Named): string {
  const text = joined.get(before) ?? before.statements.map((statement) => statement.text).join('\n')
  joined.set(before, text)
  return text
}
