import { foldText } from './canonical'
import type { Statement } from './statement'
import { months } from './words/months'

const monthNumber = new Map(
  Object.values(months).flatMap((year) => year.flatMap((names, index) => names.map((name): [string, number] => [name, index + 1]))),
)
const names = [...monthNumber.keys()].sort((a, b) => b.length - a.length).join('|')
const initials = [...new Set([...monthNumber.keys()].map((name) => name.slice(0, 1)))].join('')
/** A date begins with a digit or the name of a month: all else is passed over before anything else is asked of it. */
const written = new RegExp(
  `(?=[\\d${initials}])(?<![\\p{L}\\p{N}])(?:${[
    `(?<d1>\\d{1,2})(?:st|nd|rd|th|er|\\.|º)? (?:de |of )?(?<m1>${names})\\.?,? (?:de |del )?(?<y1>(?:19|20)\\d{2})`,
    `(?<m2>${names})\\.? (?<d2>\\d{1,2})(?:st|nd|rd|th)?,? (?<y2>(?:19|20)\\d{2})`,
    `(?<y3>(?:19|20)\\d{2})[-/.](?<m3>\\d{1,2})[-/.](?<d3>\\d{1,2})(?!\\d)`,
    `(?<y4>(?:19|20)\\d{2}) ?年 ?(?<m4>\\d{1,2}) ?月 ?(?<d4>\\d{1,2}) ?日`,
    `(?<a5>\\d{1,2})(?<s5>[./-])(?<b5>\\d{1,2})[./-](?<y5>(?:19|20)\\d{2})`,
    `(?<m6>${names})\\.?,? (?<y6>(?:19|20)\\d{2})`,
  ].join('|')})`,
  'gu',
)

/** The dates in a folded text, with the text they came from and the day they mean; null where day and month cannot be told apart. */
export function datesIn(folded: string): { text: string; index: number; day: string | null }[] {
  if (!/(?:19|20)\d{2}/.test(folded)) return []
  return [...folded.matchAll(written)].map((match) => ({ text: match[0], index: match.index, day: dayOf(match.groups ?? {}) }))
}

function dayOf(groups: Record<string, string | undefined>): string | null {
  if (groups.y6) return null
  const year = groups.y1 ?? groups.y2 ?? groups.y3 ?? groups.y4 ?? groups.y5
  const month = monthNumber.get(groups.m1 ?? groups.m2 ?? '') ?? Number(groups.m3 ?? groups.m4)
  const day = Number(groups.d1 ?? groups.d2 ?? groups.d3 ?? groups.d4)
  if (!groups.a5) return iso(Number(year), month, day)
  const first = Number(groups.a5)
  const second = Number(groups.b5)
  // with full stops the day comes first everywhere; with slashes only a number above 12 tells
  if (groups.s5 === '.' || first > 12) return iso(Number(year), second, first)
  return second > 12 ? iso(Number(year), first, second) : null
}

const iso = (year: number, month: number, day: number): string | null =>
  month >= 1 && month <= 12 && day >= 1 && day <= 31 ? `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` : null

/**
 * A line that is about a date and nothing else: "Last updated: 3 May 2026", "Version of 03.05.2026". Told by shape, not by words: a date,
 * and at most six words beside it, with no other number among them but one of a version.
 */
export function isDateLine(text: string): boolean {
  if (text.length > 140) return false
  const folded = foldText(text)
  const dates = datesIn(folded)
  if (dates.length === 0) return false
  let rest = folded
  for (const date of dates) rest = rest.replace(date.text, ' ')
  const left = rest.match(/[\p{L}\p{N}][\p{L}\p{N}.']*/gu) ?? []
  return (
    left.length <= 6 &&
    left.filter((word) => /\d/.test(word)).every((word) => /^v?\d+(?:\.\d+)*$/.test(word)) &&
    left.filter((word) => /\d/.test(word)).length < 2
  )
}

/** The dates a document states of itself in lines of their own. */
export function statedDates(statements: readonly Pick<Statement, 'text' | 'role'>[]): { text: string; day: string }[] {
  const stated: { text: string; day: string }[] = []
  for (const { text } of statements) {
    if (stated.length >= 8) break
    if (text.length > 140 || !/(?:19|20)\d{2}/.test(text) || !isDateLine(text)) continue
    for (const { day } of datesIn(foldText(text))) if (day) stated.push({ text, day })
  }
  return stated
}
