import { addDays, type Day } from './day'
import { type RelativeWords, relativeWords, writtenCounts } from './words/relative-effect'

/** When a text says that something takes effect, counted from a date or from being told. `day` is null where no date can be counted to. */
export type RelativeEffect = { day: Day | null; text: string; daysAfterNotice?: number }

const readCharacters = 3_000
const shownCharacters = 300

/**
 * "takes effect 30 days after 1 March 2027" is a day, calendar days assumed; "30 days after notice" is kept in its words with the count, for what the
 * notice is the caller knows; working days are kept in their words alone. `dateIn` finds the first full date of a text. Null where nothing of it is said.
 */
export function relativeEffect(
  text: string,
  languages: readonly string[],
  dateIn: (text: string) => { index: number; day: Day } | null,
): RelativeEffect | null {
  const part = text.slice(0, readCharacters).replace(/\s+/g, ' ')
  for (const words of languages.flatMap((language) => relativeWords[language] ?? [])) {
    const found = words.effect.test(part) ? words.period.exec(part) : null
    const { count = '', kind = '', unit = '', rest = '' } = found?.groups ?? {}
    const number = /^\d+$/.test(count) ? Number(count) : (writtenCounts[count.toLowerCase()] ?? null)
    if (!found || number === null) continue
    const from = Math.max(0, found.index - 160)
    const shown = part.length <= shownCharacters ? part : part.slice(from, from + shownCharacters).trim()
    const clause = rest.split(/(?<!\d)[.;:!?]\s/)[0] ?? rest
    const date = dateIn(clause)
    const told = words.told.test(clause)
    if (!date && !told) continue
    const counted = countable(words, `${kind}${unit}`, unit)
    if (!counted) return { day: null, text: shown }
    if (date && date.index < nearTheStart) return { day: after(date.day, number, counted), text: shown }
    return told && counted !== 'month'
      ? { day: null, text: shown, daysAfterNotice: number * (counted === 'week' ? 7 : 1) }
      : { day: null, text: shown }
  }
  return null
}
const nearTheStart = 40

const countable = ({ working, units }: RelativeWords, whole: string, unit: string): 'day' | 'week' | 'month' | null =>
  working.test(whole) ? null : (units[unit.toLowerCase()] ?? null)

function after(day: Day, count: number, unit: 'day' | 'week' | 'month'): Day {
  if (unit !== 'month') return addDays(day, count * (unit === 'week' ? 7 : 1))
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + count + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10)
}
