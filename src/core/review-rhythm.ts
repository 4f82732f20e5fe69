import { addDays, type Day } from './day'

export const tiers = ['critical', 'important', 'standard'] as const
export type Tier = (typeof tiers)[number]
/** How many days after the last decision on it (or its registration) a vendor is looked at again as a whole, by its tier; null = never by itself. */
export type ReviewRhythm = Record<Tier, number | null>

/** Until somebody sets others. Ours: no law sets them. */
export const usualRhythm: ReviewRhythm = { critical: 182, important: 365, standard: 730 }

/** The day on which a vendor of a tier is due to be looked at again; null for a tier that is not known, or that is never looked at by itself. */
export function nextLook(tier: unknown, since: Day, rhythm: ReviewRhythm): Day | null {
  const known = tiers.find((one) => one === tier)
  const days = known ? rhythm[known] : null
  return days === null ? null : addDays(since, days)
}
