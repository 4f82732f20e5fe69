import { de, en, es, fr, it, ja, nl, pt, zh } from 'chrono-node'
import type { Difference } from './change'
import { type RelativeEffect, relativeEffect } from './relative-effect'
import { type DateWords, dateWords } from './words/dates'

export type DatedText = { day: string; text: string }

type Parser = { parse: (text: string, reference: { instant: Date; timezone: number }) => readonly Parsed[] }
type Parsed = {
  index: number
  text: string
  start: { isCertain: (part: 'day' | 'month' | 'year') => boolean; get: (part: 'day' | 'month' | 'year') => number | null }
}
const parsers: Readonly<Record<string, { strict: Parser }>> = { en, de, fr, es, it, nl, pt, zh, ja }

/** A fixed day stands in for today: a date that needs today to be read is not taken at all. */
const reference = { instant: new Date(Date.UTC(2000, 0, 1, 12)), timezone: 0 }
const hasYear = /(?:19|20|21)\d{2}/
/** "30 days after 1 March 2027": the parser adds up; whether calendar or working days are meant is for a person to say. */
const counted = /\p{L}+s\s+\p{L}+\s/iu
const mostStatements = 80
const readCharacters = 3000
const shownCharacters = 300
const lookBack = 90

/**
 * When a change takes effect and until when one may object, as its *new* words say: a full date (day, month and year) near words of effect or
 * objection in the document's language. Null when the words give none.
 *
 * Not taken: `01/02/2026` (two readings) and dates without year or day. What the document says of its own last change is no effect. Where no date is
 * given, a period after a date or a notice is read instead (`relativeEffect`). `day` is `YYYY-MM-DD`, `text` the words it was read from.
 */
export function dateWithMeaning(
  differences: readonly Difference[],
  language: string | null,
): { effective: RelativeEffect | null; objectBy: DatedText | null } {
  const found: { day: string; text: string; meaning: 'effective' | 'object'; rank: number }[] = []
  let read = 0
  for (const { before, after } of differences) {
    const known = before.map((statement) => statement.text).join('\n')
    for (const { text } of after) {
      if (!hasYear.test(text) || read++ >= mostStatements) continue
      for (const date of datesIn(text, language)) if (!known.includes(date.words)) found.push(...meaningOf(text, date, language))
    }
  }
  const best = (meaning: 'effective' | 'object') => {
    const [first] = found.filter((entry) => entry.meaning === meaning).sort((a, b) => b.rank - a.rank)
    return first ? { day: first.day, text: first.text } : null
  }
  return { effective: best('effective') ?? relative(differences, language), objectBy: best('object') }
}

/** The first new words that count their effect from a date or a notice. */
function relative(differences: readonly Difference[], language: string | null): RelativeEffect | null {
  const dateIn = (text: string) => datesIn(text, language)[0] ?? null
  for (const { before, after } of differences.slice(0, mostStatements)) {
    const known = before.map(({ text }) => relativeEffect(text, languagesFor(language), dateIn)?.text)
    for (const { text } of after) {
      const found = relativeEffect(text, languagesFor(language), dateIn)
      if (found && !known.includes(found.text)) return found
    }
  }
  return null
}

/** The full dates in a text, in order: where they stand, their words and their day. */
export function datesIn(text: string, language: string | null): { index: number; words: string; day: string }[] {
  const seen = new Map<number, { index: number; words: string; day: string }>()
  const part = text.slice(0, readCharacters)
  for (const lang of languagesFor(language)) {
    for (const result of parsers[lang]?.strict.parse(part, reference) ?? []) {
      const { start } = result
      if (seen.has(result.index) || !hasYear.test(result.text) || ambiguous(result.text) || counted.test(result.text)) continue
      if (!start.isCertain('day') || !start.isCertain('month') || !start.isCertain('year')) continue
      const day = dayOf(start.get('year'), start.get('month'), start.get('day'))
      if (day) seen.set(result.index, { index: result.index, words: result.text, day })
    }
  }
  return [...seen.values()].sort((a, b) => a.index - b.index)
}

/** `01/02/2026` is the first of February or the second of January; `13/02/2026` and `01.02.2026` are read one way only. */
function ambiguous(text: string): boolean {
  const parts = /^(\d{1,2})([/-])(\d{1,2})\2\d{2,4}$/.exec(text.trim())
  return parts !== null && Number(parts[1]) <= 12 && Number(parts[3]) <= 12 && parts[1] !== parts[3]
}

function dayOf(year: number | null, month: number | null, day: number | null): string | null {
  if (year === null || month === null || day === null || year < 1990 || year > 2150) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null
}

function meaningOf(
  text: string,
  date: { index: number; words: string; day: string },
  language: string | null,
): { day: string; text: string; meaning: 'effective' | 'object'; rank: number }[] {
  const end = date.index + date.words.length
  const lead = clauseBefore(text.slice(Math.max(0, date.index - lookBack), date.index))
  const tail = text.slice(end, end + 30)
  for (const words of languagesFor(language).flatMap((lang) => dateWords[lang] ?? [])) {
    if (endsWith(lead, words.relative)) return []
    if (stands(lead, words.about) && !stands(lead, words.takesEffect)) return []
    const rank = rankOf(lead, tail, text, words)
    const shown = text.length <= shownCharacters ? text : text.slice(Math.max(0, date.index - 200), end + 80).trim()
    if (stands(text, words.object) && endsWith(lead, words.begins)) return [{ day: date.day, text: shown, meaning: 'object', rank }]
    if (rank > 0) return [{ day: date.day, text: shown, meaning: 'effective', rank }]
  }
  return []
}

function rankOf(lead: string, tail: string, text: string, words: DateWords): number {
  if (stands(lead, words.takesEffect)) return 3
  if (cjk.test(words.takesEffect) && stands(tail, words.takesEffect)) return 3
  if (!endsWith(lead, words.begins)) return 0
  return stands(text, words.takesEffect) ? 2 : 1
}

const cjk = /[\p{Script=Han}\p{Script=Hiragana}]/u
const clauseBefore = (lead: string) => lead.split(/[.;!?。；]\s+|\n/).at(-1) ?? lead
const fold = (text: string) =>
  ` ${text
    .toLowerCase()
    .replace(/[\u2019'\-–()“”"„«»:,*_]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()} `

function stands(text: string, phrases: string): boolean {
  const folded = fold(text)
  return phrases
    .split('|')
    .some((phrase) => folded.includes(cjk.test(phrase) ? phrase : ` ${phrase}${phrase.length > 6 && !phrase.includes(' ') ? '' : ' '}`))
}

/** The date follows right upon one of the phrases, but for an article or the like. */
function endsWith(text: string, phrases: string): boolean {
  const folded = fold(text).replace(/ (?:the|dem|den|le|la|el|il|de|del|du|dal|van|day of|about) $/, ' ')
  return phrases
    .split('|')
    .some((phrase) => folded.endsWith(cjk.test(phrase) ? `${phrase} ` : ` ${phrase} `) || fold(text).endsWith(` ${phrase} `))
}

const languagesFor = (language: string | null): string[] => {
  const own = (language ?? 'en').toLowerCase().split(/[-_]/)[0] ?? 'en'
  return own !== 'en' && own in parsers ? [own, 'en'] : ['en']
}
