import { z } from 'zod'

const days = z.number().int().min(1).max(36_500).nullable()

/**
 * How long is kept what proves nothing; null = for ever, which is where an installation starts. Whatever a finding, a decision or the current text
 * rests on stays, and so does everything of a vendor or source under legal hold.
 */
export const retention = z.strictObject({
  /** Bodies of captures, in days since the capture. */
  bodyDays: days,
  /** Of each source only so many bodies, the newest; missing where it was set before there was such a limit. */
  bodyCount: z.number().int().min(1).max(1_000_000).nullable().default(null),
  /** Rows of captures that differed in nothing that is read, and of unchanged checks. */
  captureDays: days,
  /** Legal hold: ids. */
  heldVendors: z.array(z.string()),
  heldSources: z.array(z.string()),
  version: z.number().int(),
})
export type Retention = z.infer<typeof retention>

export const keepEverything: Retention = {
  bodyDays: null,
  bodyCount: null,
  captureDays: null,
  heldVendors: [],
  heldSources: [],
  version: 0,
}

/** The instant before which something is old enough; null where it is kept for ever. */
export const cutoff = (now: string, days: number | null): string | null =>
  days === null ? null : new Date(Date.parse(now) - days * 86_400_000).toISOString()
