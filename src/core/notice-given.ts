import type { Day } from './day'

const dayMs = 86_400_000

type Told = {
  announcement: 'announced' | 'silent' | 'unknown'
  effectiveOn: Day | null
  /** When we were told, where that is known; else the day on which it was seen counts. */
  notifiedOn: Day | null
  detectedAt: string
}

/**
 * How many whole days lay between being told of a change and its taking effect: 0 when it was silent or told too late, null when nobody said from
 * when it applies or whether it was told cannot be known. Compared with the days that the contract promises.
 */
export function noticeGiven({ announcement, effectiveOn, notifiedOn, detectedAt }: Told): number | null {
  if (announcement === 'silent') return 0
  if (announcement === 'unknown' || effectiveOn === null) return null
  const told = Date.parse(`${notifiedOn ?? detectedAt.slice(0, 10)}T00:00:00Z`)
  return Math.max(0, Math.round((Date.parse(`${effectiveOn}T00:00:00Z`) - told) / dayMs))
}
