import { addDays, type Day } from './day'

/** How many days after the last decision on it (or its registration) a vendor is looked at again as a whole, by its tier. Ours: no law sets them. */
export const reviewRhythmDays = { critical: 182, important: 365, standard: 730 } as const

/** The day on which a vendor of a tier is due to be looked at again; null for a tier that is not known. */
export function nextLook(tier: unknown, since: Day): Day | null {
  const days = tier === 'critical' || tier === 'important' || tier === 'standard' ? reviewRhythmDays[tier] : null
  return days === null ? null : addDays(since, days)
}
