import { isEmpty } from './conditions'
import { type Severity, severities } from './kind'
import type { Trigger } from './pack'
import type { States } from './states'

/** Days within which a review of this severity is due at the latest, where the severity was raised to it (rule `due`). */
const caps: Record<Severity, number | null> = { critical: 7, high: 14, medium: 30, low: 90, info: null }

const rank = (severity: Severity) => severities.indexOf(severity)
const step = (severity: Severity, by: number): Severity =>
  severities[Math.min(Math.max(rank(severity) + by, 0), severities.length - 1)] ?? severity

/** The gravest of some severities; `info` where there is none. */
export const severest = (all: readonly Severity[]): Severity =>
  all.reduce((worst, each) => (rank(each) < rank(worst) ? each : worst), 'info')

/** What raises severity, in words; each is true in the register as it is or as it will be, and the unknown raises nothing. */
export function raisingReasons(states: States, silent: boolean): string[] {
  const reasons: string[] = []
  if (silent) reasons.push('the change was silent')
  if (states.either({ cond: 'special' }) === true) reasons.push('special categories of personal data')
  if (states.either({ field: 'dep.affected_groups', contains_any: ['minors', 'vulnerable'] }) === true)
    reasons.push('minors or vulnerable groups')
  if (states.either({ cond: 'critical' }) === true) reasons.push('a critical or important function')
  if (states.either({ cond: 'hr' }) === true) reasons.push('a high-risk deployment')
  return reasons
}

/** The kind that means silence itself: its default counts it already. */
export const silentKind = 'silent-content-change'

/**
 * Severity of one kind for one deployment (`semantics-severity`): the default, raised one step by any reason, lowered one step while only planned.
 * Kinds of severity info stay info. `silent` is what the change says of itself.
 */
export function severityOf(
  trigger: Trigger,
  { states, silent, status }: { states: States; silent: boolean; status: string | null },
): Severity {
  const byDefault = trigger.default_severity
  if (byDefault === 'info') return 'info'
  const raised = raisingReasons(states, silent && trigger.id !== silentKind).length ? step(byDefault, -1) : byDefault
  return status === 'planned' && rank(raised) < rank('low') ? step(raised, 1) : raised
}

/** The days a kind gives, capped only where its severity ended above the default; null makes no task. */
export function daysGiven(trigger: Trigger, severity: Severity): number | null {
  const cap = caps[severity]
  if (trigger.due_days === null || cap === null || rank(severity) >= rank(trigger.default_severity)) return trigger.due_days
  return Math.min(trigger.due_days, cap)
}

/** `dep.status` of a record; null = unknown. */
export const statusOf = (record: Record<string, unknown>): string | null => {
  const status = record['dep.status']
  return isEmpty(status) ? null : String(status)
}
