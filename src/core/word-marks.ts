import { diffWordsWithSpace } from 'diff'

/** A piece of text with what became of it between two wordings. */
export type Run = { text: string; mark: 'same' | 'gone' | 'came' }

const longest = 20_000

/**
 * The two wordings of a passage with the words marked that went and came. Words too far apart to be aligned (or texts over 20,000 characters)
 * come back whole as gone and came: that reads better than scattered letters, and costs nothing.
 */
export function markWords(before: string | null, after: string | null): { before: Run[]; after: Run[] } {
  if (before === null || after === null) return { before: whole(before, 'gone'), after: whole(after, 'came') }
  if (before.length > longest || after.length > longest) return { before: whole(before, 'gone'), after: whole(after, 'came') }
  const parts = diffWordsWithSpace(before, after, { maxEditLength: 400 })
  if (!parts) return { before: whole(before, 'gone'), after: whole(after, 'came') }
  const runs: Run[] = parts.map((part) => ({ text: part.value, mark: part.added ? 'came' : part.removed ? 'gone' : 'same' }))
  return { before: joined(runs.filter((run) => run.mark !== 'came')), after: joined(runs.filter((run) => run.mark !== 'gone')) }
}

const whole = (text: string | null, mark: Run['mark']): Run[] => (text ? [{ text, mark }] : [])

/** Marked words that only a space keeps apart are one mark. */
function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = []
  for (const [index, run] of runs.entries()) {
    const last = out.at(-1)
    const next = runs[index + 1]
    const bridge = run.mark === 'same' && /^\s*$/.test(run.text) && last && last.mark !== 'same' && next?.mark === last.mark
    if (last && (last.mark === run.mark || bridge)) last.text += run.text
    else out.push({ ...run })
  }
  return out
}

/** A number, date or switch that moved: what it was, what it is. */
export type Moved = { was: string; now: string }

const monthNames = 'January|February|March|April|May|June|July|August|September|October|November|December'
const measure = new RegExp(
  [
    `\\b\\d{1,2} (?:${monthNames})(?: \\d{4})?\\b`,
    '\\b\\d{4}-\\d{2}-\\d{2}\\b',
    '(?:[€$£]\\s?)?\\b\\d[\\d.,]*\\d(?:\\s?(?:%|per cent|(?:calendar |business |working )?(?:hours?|days?|weeks?|months?|years?|minutes?|seconds?|tokens?|requests?|pages?)\\b))?',
    '(?:[€$£]\\s?)?\\b\\d(?:\\s?(?:%|per cent|(?:calendar |business |working )?(?:hours?|days?|weeks?|months?|years?|minutes?|seconds?|tokens?|requests?|pages?)\\b))?',
    '\\b(?:by default|opt(?:ed)?[ -]?(?:in|out)|do not|does not|will not|may not|never|always|on|off|may|must|shall)\\b',
  ].join('|'),
  'gi',
)

/**
 * Numbers, dates and switches ("30 days", "15 December 2026", "do not") that one wording has and the other has not, paired in the order in
 * which they stand. At most eight; a side without its pair is an empty text.
 */
export function movedMeasures(before: string | null, after: string | null): Moved[] {
  if (before === null || after === null) return []
  const was = [...before.matchAll(measure)].map((match) => match[0])
  const now = [...after.matchAll(measure)].map((match) => match[0])
  const [gone, came] = [without(was, now), without(now, was)]
  const pairs: Moved[] = []
  for (const one of gone) {
    const at = came.findIndex((other) => unit(other) === unit(one))
    const [pair] = at < 0 ? [] : came.splice(at, 1)
    pairs.push({ was: one, now: pair ?? '' })
  }
  return [...pairs, ...came.map((one) => ({ was: '', now: one }))].slice(0, 8)
}

const unit = (text: string) =>
  /\d/.test(text) ? (new RegExp(monthNames, 'i').test(text) || /-\d\d-/.test(text) ? 'date' : 'number') : 'switch'

function without(some: readonly string[], others: readonly string[]): string[] {
  const left = others.map((one) => one.toLowerCase())
  return some.filter((one) => {
    const at = left.indexOf(one.toLowerCase())
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
