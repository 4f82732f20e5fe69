import { statementKey } from './canonical'
import { type ChangedWords, changedWords } from './changed-words'
import type { Pair } from './compare'
import { isDateLine } from './stated'
import { said } from './statement'
import { functionWords } from './words/function-words'
import { modality } from './words/modality'

export type Grade = { grade: 'cosmetic' | 'material'; rule: string; why: string }

const binding = new Set(Object.values(functionWords).flat())
const turning = new Set(Object.values(modality).flat())
const cosmetic = (rule: string, why: string): Grade => ({ grade: 'cosmetic', rule, why })

/**
 * Whether a difference is editorial (cosmetic, with its rule and reason) or may matter to a customer. Told by shape: what is not positively
 * recognised as editorial is material, whatever words it holds.
 */
export function graded(pair: Pair): Grade {
  const { before, after } = pair
  const texts = [before, after].flatMap((statement) => (statement ? [said(statement)] : []))
  const role = (after ?? before)?.role
  if (role === 'code' && (!before || before.role === 'code')) return cosmetic('code-sample', 'an example to copy changed')
  if (role === 'heading' && (!before || before.role === 'heading')) return cosmetic('heading', 'only a heading changed')
  if (texts.every(isDateLine)) return cosmetic('date-line', 'only the date of the document changed')
  if (texts.every(isCopyright)) return cosmetic('copyright', 'only the copyright line changed')
  if (before && after) return editGraded(said(before), said(after))
  const lone = texts[0] ?? ''
  if (role === 'paragraph' && isFragment(lone)) return cosmetic('fragment', 'a lone fragment outside lists and tables, no sentence')
  if (isPointer(lone)) return cosmetic('pointer', 'a pointer to another page')
  return { grade: 'material', rule: before ? 'removed' : 'added', why: before ? 'a statement is gone' : 'a statement was added' }
}

function editGraded(before: string, after: string): Grade {
  const changed = changedWords(before, after)
  const material: Grade = { grade: 'material', rule: 'edited', why: 'a statement says something else' }
  if (!changed) return material
  if (changed.runs.length === 0) return cosmetic('punctuation', 'only signs between words changed')
  const verdicts = changed.runs.map((run) => runGraded(run, before, after))
  const first = verdicts[0]
  return first && verdicts.every((verdict) => verdict !== null) ? cosmetic(first.rule, first.why) : { ...material, why: whyOf(changed) }
}

type Small = { rule: string; why: string }

/** Why one replaced run of words is editorial, or null. */
function runGraded({ removed, added }: { removed: string[]; added: string[] }, before: string, after: string): Small | null {
  const all = [...removed, ...added]
  if (statementKey(removed.join('')) === statementKey(added.join(''))) return { rule: 'joined', why: 'words were joined or split' }
  if (all.some((word) => /[\d%$€£¥]/.test(word))) {
    if (isReference(removed, added, before, after)) return { rule: 'cross-reference', why: 'a reference to another section was renumbered' }
    return null
  }
  if (all.some((word) => turning.has(word) || /n't$/.test(word))) return null
  if (all.every((word) => binding.has(word))) return { rule: 'function-words', why: 'only words that bind the sentence changed' }
  if (removed.length === added.length && removed.every((word, index) => isSpelling(word, added[index] ?? '')))
    return { rule: 'spelling', why: 'a spelling or an ending changed' }
  return null
}

const whyOf = ({ removed, added }: ChangedWords): string => {
  if ([...removed, ...added].some((word) => /\d/.test(word))) return 'a number, amount or date inside a statement changed'
  if ([...removed, ...added].some((word) => turning.has(word))) return 'a permission, duty, negation or condition changed'
  return 'a statement says something else'
}

/** One or two letters of a long word (a typing error), or a plural; never between two words that turn a sentence. */
export function isSpelling(one: string, other: string): boolean {
  if (one === other) return true
  const shorter = one.length < other.length ? one : other
  const longer = shorter === one ? other : one
  if (shorter.length >= 3 && longer.startsWith(shorter) && /^(?:s|es|'s|s'|')$/.test(longer.slice(shorter.length))) return true
  if (shorter.length >= 4 && longer.endsWith('ies') && shorter.endsWith('y') && longer.slice(0, -3) === shorter.slice(0, -1)) return true
  if (shorter.length < 5 || longer.length - shorter.length > 2) return false
  return (
    distance(shorter, longer, shorter.length >= 8 ? 2 : 1) &&
    !/^(?:in|un|im|ir|dis|non|de|re|pre)/.test(longer.slice(0, longer.length - shorter.length + 1))
  )
}

/** Whether two words are within `most` edits (insertion, deletion, replacement, swap of neighbours). */
function distance(a: string, b: string, most: number): boolean {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  let older = previous
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (older[j - 2] ?? 0) + 1)
      row.push(best)
    }
    older = previous
    previous = row
  }
  return (previous[b.length] ?? most + 1) <= most
}

/** "Section 12" became "Section 13": bare numbers after the same word, which is no unit and no amount. */
function isReference(removed: string[], added: string[], before: string, after: string): boolean {
  if (
    removed.length !== 1 ||
    added.length !== 1 ||
    !/^\d{1,2}(?:\.\d{1,2})*$/.test(removed[0] ?? '') ||
    !/^\d{1,2}(?:\.\d{1,2})*$/.test(added[0] ?? '')
  )
    return false
  const leads = (text: string, number: string): boolean =>
    new RegExp(
      `(?:section|sections|sect|clause|clauses|paragraph|paragraphs|article|articles|annex|appendix|schedule|exhibit|part|chapter|abschnitt|ziffer|artikel|absatz|paragraphe|clausula|seccion|sezione|articolo|§|第) ?(?:no\\.? ?)?\\(?${number.replaceAll('.', '\\.')}(?![\\d.]*\\d)`,
      'i',
    ).test(text)
  return leads(before, removed[0] ?? '') && leads(after, added[0] ?? '')
}

const isCopyright = (text: string): boolean => text.length < 160 && /©|\(c\)\s*(?:19|20)\d{2}|^copyright\b/i.test(text)

/** A lone fragment: few words and no sentence. Chinese and Japanese count by signs. */
function isFragment(text: string): boolean {
  if (/[.!?。！？;:]["”’)]?\s*$/.test(text) && text.length > 30) return false
  const count = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  const wide = text.match(/[\u3040-\u30ff\u3400-\u9fff]/g)?.length ?? 0
  return wide > 0 ? wide < 8 : count < 6
}

const isPointer = (text: string): boolean =>
  text.length < 160 &&
  /^(?:please )?(?:see|read|learn|find out|view|visit|click|go to|refer to|for more|more information|back to)\b/i.test(text) &&
  !/\d/.test(text)
