import type { HealthCause } from './capture'

const minuteMs = 60_000
const dayMs = 86_400_000
const firstRetryMs = 5 * minuteMs
/** A promise beyond this is not kept to the letter: nothing stays unwatched for longer. */
const longestWaitMs = 7 * dayMs

/** 0 ≤ x < 1 from the first digits of a hash in hex. */
const fraction = (hash: string): number => Number.parseInt(hash.slice(0, 8), 16) / 2 ** 32

/**
 * When a source that is asked now is asked next, as an instant: its own place in its interval, taken from a hash of its id, so that sources
 * added together are spread and stay spread. Never sooner than half an interval.
 */
export function nextPollAfter(now: string, intervalMinutes: number, hashOfId: string): string {
  const interval = intervalMinutes * minuteMs
  const at = Date.parse(now)
  const place = Math.floor(fraction(hashOfId) * interval)
  const next = Math.ceil((at + interval / 2 - place) / interval) * interval + place
  return new Date(next).toISOString()
}

/** When a failing source is asked again: 5 minutes, doubled with each failure up to a day, a quarter more or less by `random` (0 to 1). */
export function backOffUntil(now: string, failures: number, random: number): string {
  const waitMs = Math.min(firstRetryMs * 2 ** Math.min(Math.max(failures, 1) - 1, 20), dayMs)
  return new Date(Date.parse(now) + waitMs * (0.75 + random / 2)).toISOString()
}

/** When the service fetches a second time to confirm: after 5 to 15 minutes. */
export const confirmAfter = (now: string, random: number): string => new Date(Date.parse(now) + (5 + 10 * random) * minuteMs).toISOString()

/**
 * The instant that `Retry-After` names (RFC 9110, 10.2.3): seconds, or a date held against the answer's own `Date`, so that a wrong clock on
 * either side does not matter. Null when it says nothing; at most 7 days from now.
 */
export function retryAfterOf(headers: Record<string, string>, now: string): string | null {
  const value = headers['retry-after']?.trim() ?? ''
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : (Date.parse(value) - Date.parse(headers.date ?? now)) / 1000
  if (value === '' || Number.isNaN(seconds) || seconds <= 0) return null
  return new Date(Date.parse(now) + Math.min(seconds * 1000, longestWaitMs)).toISOString()
}

const ofHost: readonly HealthCause[] = ['dns', 'connect', 'tls', 'timeout', 'proxy', 'http-5xx']
/** Whether a failure says something of the whole host, not of one page. */
export const isOfHost = (cause: HealthCause): boolean => ofHost.includes(cause)

const failuresToBreak = 10
/** Whether an origin failed so often in a row, over all its pages, that it is left alone; after that one failing page is enough. */
export const isBroken = (failures: number): boolean => failures >= failuresToBreak

/** Until when an origin is left alone that failed so often in a row: 5 minutes at first, doubled each time up to a day. */
export const brokenAt = (now: string, failures: number, random: number): string => backOffUntil(now, failures - failuresToBreak + 1, random)
