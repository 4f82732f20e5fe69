import type { Day } from './day'
import type { Severity } from './kind'
import type { Action } from './pack'

export const basisTypes = ['snapshot', 'claim', 'evidence', 'certificate', 'contract'] as const
export type BasisType = (typeof basisTypes)[number]
export const shownDecisionStates = [
  'draft',
  'awaiting-second-signature',
  'in-force',
  'in-question',
  'degraded',
  'lapsed',
  'superseded',
] as const
export type ShownDecisionState = (typeof shownDecisionStates)[number]
export type Because = { type: string; id: string; text: string }
export type Term = { id: string; text: string; dueOn: Day | null; ownerId: string | null; doneOn: Day | null }

/** A term whose day has gone by: due on a day means until its end. */
export const isOverdue = ({ dueOn, doneOn }: Pick<Term, 'dueOn' | 'doneOn'>, today: Day): boolean =>
  doneOn === null && dueOn !== null && dueOn < today

type Stored = {
  state: 'draft' | 'awaiting-second-signature' | 'in-force' | 'lapsed' | 'superseded'
  terms: readonly Term[]
  because: readonly Because[]
}

/**
 * How a decision stands and why, in the order lapsed, in question, degraded, in force. `touching` are the untriaged and provisional findings on what
 * it rests on or on its deployment; with none of them and no overdue term what is in force is in force.
 */
export function standingOf(
  { state, terms, because }: Stored,
  touching: readonly Because[],
  today: Day,
): { state: ShownDecisionState; because: Because[] } {
  if (state !== 'in-force') return { state, because: [...because] }
  if (touching.length) return { state: 'in-question', because: [...touching] }
  const overdue = terms.filter((term) => isOverdue(term, today))
  if (overdue.length)
    return {
      state: 'degraded',
      because: overdue.map(({ id, text, dueOn }) => ({ type: 'term', id, text: `Overdue since ${dueOn}: ${text.replace(/\.$/, '')}` })),
    }
  return { state, because: [] }
}

/**
 * Whether a decision needs a second person: the vendor is one of the critical tier, or a critical review was opened for the deployment, be it still
 * open or closed as anything but not material.
 */
export const needsSecondSignature = (vendorTier: unknown, reviews: readonly { severity: Severity; outcome: string | null }[]): boolean =>
  vendorTier === 'critical' || reviews.some(({ severity, outcome }) => severity === 'critical' && outcome !== 'not-material')

/**
 * Whether an open review keeps a deployment from going live: every one while it is planned; of a pilot those that ask to redo or to decide, critical
 * or high. From any other status nothing is kept back.
 */
export function blocksGoLive(status: unknown, { action, severity }: { action: Action; severity: Severity }): boolean {
  if (status === 'planned') return true
  return status === 'pilot' && (action === 'redo' || action === 'decide') && (severity === 'critical' || severity === 'high')
}
