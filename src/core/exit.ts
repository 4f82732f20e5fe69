import type { Day } from './day'

export type ExitStep = { id: string; text: string; dueOn: Day | null; doneOn: Day | null; evidenceId: string | null }

/** The step with which an exit ends: the vendor has confirmed that our data is deleted. */
export const deletionStep = 'deletion-confirmed'

/**
 * The usual steps of leaving a vendor's system. They are ours, not words of a law or standard; the duties behind them are the contract's, Art. 28(3)(g)
 * GDPR and, for financial entities, Art. 28(8) DORA. The last is the confirmation of deletion.
 */
export const usualExitSteps: readonly { id: string; text: string }[] = [
  { id: 'replacement', text: 'Say what takes its place, or that nothing does, and who has agreed.' },
  { id: 'notice', text: 'Give notice under the contract, in time for its last day.' },
  { id: 'export', text: 'Take out our data, prompts, settings and logs, and check that they can be read.' },
  { id: 'records', text: 'Keep the records that we must hold on to: logs, assessments, evidence.' },
  { id: 'access', text: 'Close accounts, keys, integrations and sub-processor approvals.' },
  { id: 'people', text: 'Tell those who use it and those about whom it decides.' },
  { id: 'register', text: 'Set the deployment to suspended, and to retired once deletion is confirmed.' },
  { id: deletionStep, text: 'Have in writing that our data is deleted, by the vendor and by those it passed it on to.' },
]

/** Days on which an exit that nobody has confirmed is recalled: every so many days after it was begun. */
const everyDays = 7

/** The last day in (after, until] on which an open exit is recalled; null when there is none. */
export function recalledOn(begunOn: Day, { after, until }: { after: Day; until: Day }): Day | null {
  const dayMs = 86_400_000
  const begun = Date.parse(`${begunOn}T00:00:00Z`)
  const since = Math.floor((Date.parse(`${until}T00:00:00Z`) - begun) / dayMs)
  if (since < everyDays) return null
  const day = new Date(begun + (since - (since % everyDays)) * dayMs).toISOString().slice(0, 10)
  return day > after ? day : null
}
