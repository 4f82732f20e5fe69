import { z } from 'zod'
import { addDays, type Day } from './day'
import type { Severity } from './kind'
import { usualRhythm } from './review-rhythm'

const daysOf = z.array(z.int().min(0).max(180)).max(10)
const aTier = z.int().min(1).max(3_650).nullable()
const bySeverity = <T extends z.ZodType>(each: T) => z.strictObject({ critical: each, high: each, medium: each, low: each, info: each })

/**
 * On which days people are reminded, and when somebody else is told. Numbers are whole days in the reader's zone; an empty list is never, null is never.
 */
export const cadence = z.strictObject({
  /** Days before a review is due. */
  reviewsBefore: bySeverity(daysOf),
  /** Days before the last day to object. */
  objectBefore: daysOf,
  /** Days before a document, certificate or contract ends, a contract starts or renews, or notice can last be given; 0 = on the day. */
  endsBefore: daysOf.default([60, 30, 7, 0]),
  /** Days after the last decision on it, or its registration, at which a vendor of a tier is to be looked at as a whole. */
  vendorsEvery: z.strictObject({ critical: aTier, important: aTier, standard: aTier }).default(usualRhythm),
  /** Days after a case was opened and still waits for triage. */
  triageAfter: bySeverity(daysOf),
  /** Days after its due day at which a review is told to the risk owners of its unit. */
  escalateReviewsAfter: bySeverity(z.int().min(0).max(180).nullable()),
  /** Days after its opening at which a case that waits is told to the administrators. */
  escalateTriageAfter: bySeverity(z.int().min(0).max(180).nullable()),
  version: z.int().min(0),
})
export type Cadence = z.infer<typeof cadence>

/** Until somebody sets others. The more severe, the shorter the days that the pack gives, so the closer together. */
export const usualCadence: Cadence = {
  reviewsBefore: { critical: [3, 1], high: [7, 2], medium: [7], low: [7], info: [] },
  objectBefore: [7, 3, 1],
  endsBefore: [60, 30, 7, 0],
  vendorsEvery: usualRhythm,
  triageAfter: { critical: [1, 2], high: [2, 4], medium: [5], low: [10], info: [] },
  escalateReviewsAfter: { critical: 1, high: 3, medium: 7, low: 14, info: null },
  escalateTriageAfter: { critical: 2, high: 5, medium: 10, low: 21, info: null },
  version: 0,
}

/** Days between two reminders, the first excluded: what fell on one of them is told today, and is late where that was not today. */
export type Between = { after: Day; today: Day }

/** The latest of the days `anchor` + offset that falls between two reminders; null when none does. */
export function fallsOn(anchor: Day, offsets: readonly number[], { after, today }: Between): Day | null {
  const days = offsets.map((offset) => addDays(anchor, offset)).filter((day) => day > after && day <= today)
  return days.sort().at(-1) ?? null
}

export const before = (days: readonly number[]): number[] => days.map((count) => -count)
export const never = (days: number | null): number[] => (days === null ? [] : [days])

/** The largest number that stands in the lists. */
export const furthest = (lists: Record<Severity, readonly number[]> | readonly number[]): number =>
  Math.max(0, ...(Array.isArray(lists) ? lists : Object.values(lists).flat()))
