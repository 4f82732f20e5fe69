import { z } from 'zod'

/** A calendar day in UTC, `YYYY-MM-DD`. Days compare as strings. */
export type Day = string

const dayMs = 86_400_000

/** Whether a value is a day that exists: `2026-02-29` is not. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const [year, month, day] = [Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8))]
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day >= 1 && day <= (month === 2 && isLeap ? 29 : (daysOfMonth[month - 1] ?? 0))
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** `count` calendar days later, earlier when negative. */
export const addDays = (day: Day, count: number): Day => toDay(Date.parse(`${day}T00:00:00Z`) + count * dayMs)

/** The next Monday to Friday after the day; public holidays are not known here. */
export function nextWorkingDay(day: Day): Day {
  const next = addDays(day, 1)
  const weekday = new Date(`${next}T00:00:00Z`).getUTCDay()
  return weekday === 6 ? addDays(next, 2) : weekday === 0 ? addDays(next, 1) : next
}

/** The first of the days that are known; null where none is. */
export function earliest(days: readonly (Day | null | undefined)[]): Day | null {
  let first: Day | null = null
  for (const day of days) if (typeof day === 'string' && (first === null || day < first)) first = day
  return first
}

export const latest = (first: Day, second: Day): Day => (first > second ? first : second)

/** A day that exists, for schemas. */
export const dayText = z.iso.date({ error: 'expected a day as YYYY-MM-DD' })

const toDay = (at: number) => new Date(at).toISOString().slice(0, 10)
