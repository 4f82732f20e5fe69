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
  let written = 0
  let plain = 0
  const lower = word.toLowerCase()
  const isPlain = new RegExp(`(?<![\\p{L}\\p{N}./@#-])${lower}(?![\\p{L}\\p{N}./@-])`, 'u')
  for (const { text } of before.statements) {
    if (text.includes(word)) written++
    if (isPlain.test(text)) plain++
  }
  const is = written >= oftenEnough && plain * 10 <= written
  memo.set(word, is)
  return is
}
