import type { CaptureVerdict, HealthCause, HealthState } from './capture'

export type Health = { state: HealthState; cause: HealthCause | null; since: string | null; failures: number }

/** *Lasts* (CONTRACT.md, "Defaults"): three captures or 72 hours. */
const lastingFailures = 3
const lastingMs = 72 * 3_600_000

const byVerdict: Record<CaptureVerdict, HealthState> = {
  ok: 'ok',
  'not-modified': 'ok',
  blocked: 'blocked',
  'consent-wall': 'blocked',
  login: 'login',
  partial: 'partial',
  moved: 'moved',
  'soft-404': 'unavailable',
  error: 'unavailable',
  empty: 'unavailable',
  'wrong-locale': 'unavailable',
}

/**
 * A source's health after one more capture. `wasRead` = it had been read before, so that bytes which no longer can be are our collector's
 * fault until shown otherwise. `since` stays while the state does; a page that is not there becomes *gone* when that lasts.
 */
export function healthAfter(
  previous: Health,
  capture: { verdict: CaptureVerdict; cause: HealthCause | null; status: number | null; at: string; needsBrowser?: boolean },
  wasRead: boolean,
): Health {
  const { verdict, cause, at } = capture
  let state = byVerdict[verdict]
  if (state === 'ok') return { state, cause: null, since: previous.state === 'ok' ? (previous.since ?? at) : at, failures: 0 }
  const failures = previous.failures + 1
  if (wasRead && verdict === 'error' && (cause === 'unreadable' || cause === 'wrong-type')) state = 'collector-broken'
  if (capture.needsBrowser) state = 'needs-browser'
  const missing = verdict === 'soft-404'
  const failing = previous.state === 'unavailable' || previous.state === 'gone'
  if (missing && failing && previous.since && (failures >= lastingFailures || Date.parse(at) - Date.parse(previous.since) >= lastingMs))
    state = 'gone'
  return { state, cause: cause ?? verdict, since: previous.state === state ? (previous.since ?? at) : at, failures }
}
