import type { Day } from './day'
import { type Severity, severities } from './kind'
import { type Action, actions } from './pack'

/** What two changes that make the same obligation due for the same deployment have to agree on. */
export type Demand = {
  action: Action
  severity: Severity
  /** The role of the pack that answers for its severest kind. */
  role: string
  dueOn: Day | null
  lateFromStart: boolean
  provisional: boolean
  /** Whether the date of the last such review lies before the change; null where none is stored. */
  stale: boolean | null
}

const stronger = <T>(order: readonly T[], a: T, b: T): T => (order.indexOf(b) < order.indexOf(a) ? b : a)
export const higherSeverity = (a: Severity, b: Severity): Severity => stronger(severities, a, b)

/**
 * Two demands on one review as one (the rule *merge*): strongest action, highest severity with its role, earliest date (a date beats none) and
 * whether that one is late; provisional only while both are. Neither order nor repetition matters; of equal severities the role first by name.
 */
export function mergeDemands(a: Demand, b: Demand): Demand {
  const first = earlier(a, b)
  const severity = higherSeverity(a.severity, b.severity)
  const roles = [a, b].filter((one) => one.severity === severity).map((one) => one.role)
  return {
    action: stronger(actions, a.action, b.action),
    severity,
    role: roles.sort()[0] ?? a.role,
    dueOn: first.dueOn,
    lateFromStart: a.dueOn === b.dueOn ? a.lateFromStart || b.lateFromStart : first.lateFromStart,
    provisional: a.provisional && b.provisional,
    stale: a.stale === null ? b.stale : a.stale || (b.stale ?? false),
  }
}

const earlier = (a: Demand, b: Demand): Demand => (a.dueOn === null ? b : b.dueOn === null || a.dueOn <= b.dueOn ? a : b)

/** Late today: not closed, and late from the start or its day gone by. Product time says what day it is. */
export const isLate = (review: { state: string; lateFromStart: boolean; dueOn: Day | null }, today: Day): boolean =>
  review.state !== 'closed' && (review.lateFromStart || (review.dueOn !== null && review.dueOn < today))
