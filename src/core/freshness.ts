import type { SourceType } from './source'
import { defaultInterval, intervalMinutes } from './source-check'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * Within how many hours a document of a vendor must have been verified, by the vendor's tier (`vendor.tier` of the register); a vendor without
 * one counts as standard. Later than that, what rests on the document is shown to rest on something old.
 */
export const freshnessHours = (tier: string | null): number => (tier === 'critical' ? 24 : tier === 'important' ? 72 : 168)

/** Whether a source that is watched has not been verified for longer than its vendor's tier asks. `since` = when watching began. */
export const isStale = (lastGoodAt: string | null, since: string, tier: string | null, now: string): boolean =>
  Date.parse(now) - Date.parse(lastGoodAt ?? since) > freshnessHours(tier) * hourMs

/**
 * How often a source is asked, in minutes: an interval that a person chose to the letter; the usual one of its type by how often the document really
 * changes. Twice as often within two days of a change or of its first reading, half as often after a quiet month, a quarter after three; never
 * outside of 15 minutes to 7 days, and never slower than the freshness that the vendor's tier asks for.
 */
export function intervalOf(
  { type, url, intervalMinutes: usual }: { type: SourceType; url: string; intervalMinutes: number },
  { changedAt, tier, now }: { changedAt: string | null; tier: string | null; now: string },
): number {
  if (changedAt === null || usual !== defaultInterval(type, url)) return usual
  const quietDays = (Date.parse(now) - Date.parse(changedAt)) / dayMs
  const factor = quietDays < 2 ? 0.5 : quietDays < 30 ? 1 : quietDays < 90 ? 2 : 4
  const most = Math.min(intervalMinutes.most, Math.max(usual, freshnessHours(tier) * 60))
  return Math.min(most, Math.max(intervalMinutes.least, Math.round(usual * factor)))
}

/**
 * Before when a page need not be asked again, by its own `Cache-Control` (RFC 9111, 5.2.2.1 and 4.2.3: `max-age` less `Age`); null when it says
 * nothing. At most 7 days, and at most the freshness of the vendor's tier.
 */
export function notBefore(headers: Record<string, string>, { now, tier }: { now: string; tier: string | null }): string | null {
  const control = headers['cache-control'] ?? ''
  const [, seconds] = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(control) ?? []
  if (seconds === undefined || /(?:^|[\s,])no-(?:cache|store)\b/i.test(control)) return null
  const age = /^\d{1,10}$/.test(headers.age ?? '') ? Number(headers.age) : 0
  const freshMs = (Number(seconds) - age) * 1000
  if (freshMs <= 0) return null
  return new Date(Date.parse(now) + Math.min(freshMs, 7 * dayMs, freshnessHours(tier) * hourMs)).toISOString()
}
