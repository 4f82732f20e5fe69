import { addDays, type Day } from './day'

/** A time of day on the wall, `HH:MM`. */
export const isTimeOfDay = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

/** Whether the platform knows the time zone (IANA name). */
export function isTimeZone(name: string): boolean {
  try {
    clockOf(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>()
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  clocks.set(zone, made)
  return made
}

/** What calendar and clock on the wall say in a zone at an instant. */
export function localAt(at: string | number, zone: string): { day: Day; time: string } {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(typeof at === 'number' ? at : Date.parse(at))
      .map(({ type, value }) => [type, value]),
  )
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return { day: `${of('year')}-${of('month')}-${of('day')}`, time: `${of('hour')}:${of('minute')}` }
}

const wallMs = (day: Day, time: string) => Date.parse(`${day}T${time}:00.000Z`)
const dayMs = 86_400_000

/** Minutes are exact: zones of today are whole minutes off UTC. */
function offsetMs(atMs: number, zone: string): number {
  const { day, time } = localAt(atMs, zone)
  return wallMs(day, time) - Math.floor(atMs / 60_000) * 60_000
}

/**
 * The instant at which the clock on the wall of a zone shows this time on this day. Where clocks go back and show it twice, the first; where they go
 * forward and never show it, the instant as far behind the jump as the time lies in it.
 */
export function instantOf(day: Day, time: string, zone: string): string {
  const wall = wallMs(day, time)
  const [before, after] = [wall - offsetMs(wall - dayMs, zone), wall - offsetMs(wall + dayMs, zone)]
  const shown = [before, after].filter((ms) => wall - ms === offsetMs(ms, zone))
  return new Date(shown.length ? Math.min(...shown) : before).toISOString()
}

export type Rhythmic = { zone: string; time: string; weekly: boolean }

/** The latest instant, not after `at`, at which a daily or weekly (Monday) message is due at its local time. */
export function lastDue(at: string, { zone, time, weekly }: Rhythmic): string {
  const { day } = localAt(at, zone)
  for (let back = 0; ; back++) {
    const candidate = addDays(day, -back)
    const due = instantOf(candidate, time, zone)
    if (due <= at && (!weekly || isMonday(candidate))) return due
  }
}

const isMonday = (day: Day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1

/** The first instant, not before `at`, outside the quiet hours `from` to `to` (local, over midnight too). The same time twice is none. */
export function afterQuiet(at: string, { zone, from, to }: { zone: string; from: string | null; to: string | null }): string {
  if (from === null || to === null || from === to) return at
  const { day, time } = localAt(at, zone)
  const quiet = from < to ? time >= from && time < to : time >= from || time < to
  if (!quiet) return at
  const end = instantOf(from > to && time >= from ? addDays(day, 1) : day, to, zone)
  return end > at ? end : at
}
