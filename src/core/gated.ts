import type { CaptureVerdict, HealthCause } from './capture'

/** Since when a document is gone or gated, and in how many captures. */
export type Gated = { since: string | null; captures: number }

/** *Lasts* (CONTRACT's defaults): three captures or 72 hours. */
const lastsCaptures = 3
const lastsMs = 72 * 3_600_000

/** The page answers, and what it answers is not the document: it is gone, leads elsewhere, or asks who we are first. */
const gating: readonly CaptureVerdict[] = ['soft-404', 'login', 'blocked', 'consent-wall', 'moved']

/**
 * After one more capture. A document that was read ends it; a failure of the network, of the server or a word of `robots.txt` says nothing of the
 * document and leaves it as it was.
 */
export function gatedAfter(
  before: Gated,
  { verdict, cause, at }: { verdict: CaptureVerdict; cause: HealthCause | null; at: string },
): Gated {
  if (verdict === 'ok' || verdict === 'not-modified') return { since: null, captures: 0 }
  if (!gating.includes(verdict) || cause === 'robots') return before
  return { since: before.since ?? at, captures: before.captures + 1 }
}

/** Whether it has lasted long enough to be told as a change of its own (`document-gone-or-gated` of the pack: not an outage shorter than three polls). */
export const staysGated = ({ since, captures }: Gated, at: string): boolean =>
  since !== null && captures > 1 && (captures >= lastsCaptures || Date.parse(at) - Date.parse(since) >= lastsMs)
