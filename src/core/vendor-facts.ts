import { daysOf, type HeldClause } from './contract/gaps'
import type { Day } from './day'
import { noticeGiven } from './notice-given'

export type ChangeSeen = {
  id: string
  kinds: readonly string[]
  announcement: 'announced' | 'silent' | 'unknown'
  effectiveOn: Day | null
  notifiedOn: Day | null
  detectedAt: string
}
export type Disputed = { findingId: string; check: string; foundAt: string; settledAt: string | null }
type Agreed = { startsOn: Day | null; endsOn: Day | null; clauses: readonly HeldClause[] }

/** What a vendor has done, as counts and days: nothing here is a judgement. */
export type VendorFacts = {
  /** `silentShare` is the part of all of them that was silent, 0 to 1; null where there were none. */
  changes: { total: number; announced: number; silent: number; unknown: number; silentShare: number | null }
  notice: {
    promisedDays: number | null
    promisedBy: 'contract' | 'register' | null
    /** Whole days between being told and taking effect, newest first; what cannot be counted is not among them. */
    given: { findingId: string; kinds: readonly string[]; detectedAt: string; effectiveOn: Day | null; days: number }[]
    /** How many of these are fewer than promised; null where nothing is promised. */
    belowPromise: number | null
  }
  contradictions: { found: number; open: number; corrected: number; items: Disputed[] }
}

const noticeClause = 'change-notice'

/** How many days before a change a vendor promises to tell of it: by a contract in force on a day, the longest, else as the register says. */
export function promisedNotice(
  contracts: readonly Agreed[],
  facts: Record<string, unknown>,
  day: Day,
): { promisedDays: number | null; promisedBy: 'contract' | 'register' | null } {
  const inForce = contracts.filter(({ startsOn, endsOn }) => (startsOn === null || startsOn <= day) && (endsOn === null || day <= endsOn))
  const days = inForce
    .flatMap(({ clauses }) => clauses)
    .flatMap(({ id, present, value }) => (id === noticeClause && present === true ? (daysOf(value) ?? []) : []))
  if (days.length) return { promisedDays: Math.max(...days), promisedBy: 'contract' }
  const told = facts.changeNoticeDays
  return typeof told === 'number' ? { promisedDays: told, promisedBy: 'register' } : { promisedDays: null, promisedBy: null }
}

/** The facts from the changes of a period, newest first, and the contradictions found in it. */
export function vendorFacts(
  changes: readonly ChangeSeen[],
  disputes: readonly Disputed[],
  promise: ReturnType<typeof promisedNotice>,
): VendorFacts {
  const count = (wanted: ChangeSeen['announcement']) => changes.filter(({ announcement }) => announcement === wanted).length
  const given = changes.flatMap((one) => {
    const days = noticeGiven(one)
    const { id, kinds, detectedAt, effectiveOn } = one
    return days === null ? [] : [{ findingId: id, kinds, detectedAt, effectiveOn, days }]
  })
  const corrected = disputes.filter(({ settledAt }) => settledAt !== null).length
  const { promisedDays } = promise
  return {
    changes: {
      total: changes.length,
      announced: count('announced'),
      silent: count('silent'),
      unknown: count('unknown'),
      silentShare: changes.length ? Math.round((1e4 * count('silent')) / changes.length) / 1e4 : null,
    },
    notice: {
      ...promise,
      given,
      belowPromise: promisedDays === null ? null : given.filter(({ days }) => days < promisedDays).length,
    },
    contradictions: { found: disputes.length, open: disputes.length - corrected, corrected, items: [...disputes] },
  }
}
