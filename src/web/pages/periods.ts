import { addDays, isDay } from '../../core/day'
import { dayInWords, months } from '../ui/days'

export type Period = { from: string | null; to: string | null }
export type NamedPeriod = { id: string; label: string; from: string | null; to: string | null }

const quarterOf = (day: string) => Math.floor((Number(day.slice(5, 7)) - 1) / 3)
const pad = (value: number) => String(value).padStart(2, '0')

/** The calendar quarter before the one of `today`. */
export function lastQuarter(today: string): { from: string; to: string; label: string } {
  const quarter = quarterOf(today)
  const year = Number(today.slice(0, 4)) - (quarter === 0 ? 1 : 0)
  const start = (quarter === 0 ? 3 : quarter - 1) * 3
  const from = `${year}-${pad(start + 1)}-01`
  const next = start + 3 >= 12 ? `${year + 1}-01-01` : `${year}-${pad(start + 4)}-01`
  return { from, to: addDays(next, -1), label: `${months[start] ?? ''} to ${months[start + 2] ?? ''} ${year}` }
}

/** The calendar month that lies `back` months before that of `today`; 0 = this one, as far as it has gone. */
export function monthBefore(today: string, back: number): { from: string; to: string; label: string } {
  const index = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - back
  const [year, month] = [Math.floor(index / 12), index % 12]
  const next = month === 11 ? `${year + 1}-01-01` : `${year}-${pad(month + 2)}-01`
  return { from: `${year}-${pad(month + 1)}-01`, to: addDays(next, -1), label: `${months[month] ?? ''} ${year}` }
}

/** The periods that a click chooses. */
export function namedPeriods(today: string): NamedPeriod[] {
  const quarter = lastQuarter(today)
  return [
    { id: 'all', label: 'All time', from: null, to: null },
    { id: '3-months', label: 'Last 3 months', from: addDays(today, -91), to: today },
    { id: 'quarter', label: quarter.label, from: quarter.from, to: quarter.to },
    { id: '12-months', label: 'Last 12 months', from: addDays(today, -365), to: today },
  ]
}

/** The period that an address asks for: `period=` by name, or `from=` and `to=` as days. What is no day counts as not given. */
export function periodOf(query: Record<string, string>, today: string, fallback = 'all'): NamedPeriod {
  const from = isDay(query.from) ? query.from : null
  const to = isDay(query.to) ? query.to : null
  if (from || to) return { id: 'own', label: periodWords({ from, to }, today), from, to }
  const named = namedPeriods(today)
  return (
    named.find((one) => one.id === query.period) ??
    named.find((one) => one.id === fallback) ?? { id: 'all', label: 'All time', from: null, to: null }
  )
}

/** "1 Sep to 30 Nov 2026" */
export function periodWords({ from, to }: Period, now: string): string {
  const words = (day: string) => dayInWords(day, now, false)
  if (from && to) return `${words(from)} to ${words(to)}`
  return from ? `since ${words(from)}` : to ? `until ${words(to)}` : 'All time'
}
