import type { HealthCause } from '../core/capture'
import type { PollTarget } from '../store/source-states'
import type { Receipt } from './receipt'

/** What a round did, as `poll --once --json` prints it: every source stands in exactly one place. */
export type RoundReport = {
  changed: string[]
  first: string[]
  noise: string[]
  unchanged: number
  notModified: number
  errors: { id: string; status: number | null; kind: HealthCause | 'internal' }[]
  deferred: { id: string; until: string }[]
  requests: number
  bytesIn: number
  parsed: number
  stored: number
  /** How each source that was polled ended. */
  outcomes: Map<string, PollOutcome>
}

/** What stays in memory of a receipt once it is written. */
export type PollOutcome = Pick<Receipt, 'result' | 'status' | 'cause' | 'verdict' | 'reason' | 'material' | 'changeId' | 'findingIds'> & {
  captureId: string | null
}

export const emptyReport = (): RoundReport => ({
  changed: [],
  first: [],
  noise: [],
  unchanged: 0,
  notModified: 0,
  errors: [],
  deferred: [],
  requests: 0,
  bytesIn: 0,
  parsed: 0,
  stored: 0,
  outcomes: new Map(),
})

/** One that was asked once and should have been asked again stays where the first answer put it. */
export function deferred(report: RoundReport, id: string, until: string): void {
  if (!report.outcomes.has(id)) report.deferred.push({ id, until })
}

/** What is told of a receipt once it is written. */
export function summary({ result, status, cause, verdict, reason, material, changeId, findingIds, state }: Receipt): PollOutcome {
  return { result, status, cause, verdict, reason, material, changeId, findingIds, captureId: state.lastCaptureId }
}

/** A change that the second fetch did not bear out was seen all the same: it is held back, not absent. */
export function outcomeOf(receipt: Receipt, before: PollTarget): PollOutcome {
  const outcome = summary(receipt)
  if (before.state.candidate === null || outcome.result === 'error') return outcome
  const vanished = outcome.result === 'unchanged' || outcome.result === 'not-modified'
  return vanished || receipt.state.candidate !== null ? { ...outcome, result: 'noise', material: 'noise' } : outcome
}

/** Puts every source where its outcome belongs. */
export function tally(report: RoundReport): RoundReport {
  for (const [id, { result, status, cause, verdict }] of report.outcomes) {
    if (result === 'changed' || result === 'first' || result === 'noise') report[result].push(id)
    else if (result === 'unchanged') report.unchanged++
    else if (result === 'not-modified') report.notModified++
    else report.errors.push({ id, status, kind: cause ?? verdict })
  }
  return report
}
