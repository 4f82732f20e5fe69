import type { CaptureVerdict, HealthCause } from '../core/capture'
import { gatedAfter } from '../core/gated'
import type { Health } from '../core/health'
import { healthAfter } from '../core/health'
import { backOffUntil } from '../core/schedule'
import type { SourceView } from '../core/source'
import type { Ports } from '../ports'
import { canonicalJson } from '../store/audit'
import type { NewBody } from '../store/bodies'
import type { PromiseRow } from '../store/promises'
import type { ChangeRow, SnapshotRow } from '../store/snapshots'
import type { CaptureRow, PollTarget, RunRow, StatePatch } from '../store/source-states'
import type { Recorded } from './record-finding'

/** How a poll of one source ended, in the words of the poll's report. */
export type PollResult = 'first' | 'changed' | 'noise' | 'unchanged' | 'not-modified' | 'error'

/**
 * What one check of one source writes, before it is written, and how it ended. Receipts of many sources are committed together; one with a
 * finding goes into an audited batch of its own.
 */
export type Receipt = {
  state: StatePatch
  /** The state as it stands in the database, where that is known: what stays the same need not be written. */
  was?: StatePatch
  run: RunRow | null
  capture: CaptureRow | null
  body: NewBody | null
  snapshot: SnapshotRow | null
  change: ChangeRow | null
  /** What the change of a notice place promises of other documents. */
  promises?: PromiseRow[]
  /** Made when it is committed, since it reads the register and the vendor's notices. */
  finding: (() => Promise<Pick<Recorded, 'writing'>[]>) | null
  findingIds: string[]
  /** The change that this check is about, new or confirmed. */
  changeId: string | null
  result: PollResult
  verdict: CaptureVerdict
  cause: HealthCause | null
  reason: string | null
  status: number | null
  material: 'none' | 'noise' | 'cosmetic' | 'material'
  parsed: boolean
}

export const viewOf = ({ source }: PollTarget): SourceView => ({
  id: source.id,
  url: source.url,
  type: source.type,
  collector: source.collector,
  rules: source.rules,
})

/** Names what a snapshot was read under: another address, collector or rule makes a new baseline. */
export const configOf = ({ source }: PollTarget, digest: Ports['digest']): string =>
  digest(canonicalJson([source.url, source.collector, source.rules])).slice(0, 16)

/** Whether the current snapshot is one of the source as it stands now. */
export const hasBaseline = (target: PollTarget, digest: Ports['digest']): boolean =>
  target.state.currentSnapshotId !== null && target.state.validatorsFor === configOf(target, digest)

/** The state as it is: what a check starts from. Named one by one, for thousands are made in a round. */
export const patchOf = ({ state }: PollTarget): StatePatch => ({
  sourceId: state.sourceId,
  nextPollAt: state.nextPollAt,
  health: state.health,
  cause: state.cause,
  healthSince: state.healthSince,
  failures: state.failures,
  lastCheckedAt: state.lastCheckedAt,
  lastGoodAt: state.lastGoodAt,
  etag: state.etag,
  lastModified: state.lastModified,
  validatorsFor: state.validatorsFor,
  currentSnapshotId: state.currentSnapshotId,
  currentCaptureId: state.currentCaptureId,
  lastCaptureId: state.lastCaptureId,
  lastBodyHash: state.lastBodyHash,
  lastFingerprint: state.lastFingerprint,
  runId: state.runId,
  candidate: state.candidate,
  candidateChangeId: state.candidateChangeId,
  confirmAt: state.confirmAt,
  retryAfter: state.retryAfter,
  changedAt: state.changedAt,
  gatedSince: state.gatedSince,
  gatedCaptures: state.gatedCaptures,
  gatedFindingId: state.gatedFindingId,
  memory: null,
})

/** Health after a capture, with the time of the next try where it failed. */
export function withHealth(
  patch: StatePatch,
  capture: { verdict: CaptureVerdict; cause: HealthCause | null; status: number | null; at: string; needsBrowser?: boolean },
  random: number,
): StatePatch {
  const before: Health = { state: patch.health, cause: patch.cause, since: patch.healthSince, failures: patch.failures }
  const { state, cause, since, failures } = healthAfter(before, capture, patch.currentSnapshotId !== null)
  const good = state === 'ok'
  const gated = gatedAfter({ since: patch.gatedSince, captures: patch.gatedCaptures }, capture)
  return {
    ...patch,
    health: state,
    cause,
    healthSince: since,
    failures,
    gatedSince: gated.since,
    gatedCaptures: gated.captures,
    lastCheckedAt: capture.at,
    lastGoodAt: good ? capture.at : patch.lastGoodAt,
    retryAfter: null,
    nextPollAt: good ? patch.nextPollAt : earlier(patch.nextPollAt, failures, backOffUntil(capture.at, failures, random)),
  }
}

/** The first failures are tried again before the interval is over; a lasting one less often than it. */
const earlier = (planned: string, failures: number, retry: string) => (failures <= 3 === planned < retry ? planned : retry)

const keptHeaders = [
  'etag',
  'last-modified',
  'content-language',
  'content-encoding',
  'date',
  'server',
  'retry-after',
  'location',
  'cf-mitigated',
]

/** The headers that explain a capture later; bounded. */
export function headersToKeep(headers: Record<string, string>): Record<string, string> | null {
  const kept = keptHeaders.flatMap((name) => (headers[name] ? [[name, headers[name].slice(0, 300)]] : []))
  return kept.length ? Object.fromEntries(kept) : null
}

/** One per source and number: two processes that poll the same source at once make the same id, and one of them loses. */
export const captureIdOf = (digest: Ports['digest'], sourceId: string, ordinal: number): string =>
  digest(`capture\n${sourceId}\n${ordinal}`).slice(0, 24)

/** Twice is once: see the README on snapshots. */
export const snapshotIdOf = (
  digest: Ports['digest'],
  {
    sourceId,
    previousId,
    fingerprint,
    collectorVersion,
  }: Pick<SnapshotRow, 'sourceId' | 'previousId' | 'fingerprint' | 'collectorVersion'>,
): string => digest(`snapshot\n${sourceId}\n${previousId ?? ''}\n${fingerprint}\n${collectorVersion}`).slice(0, 32)

export const changeIdOf = (digest: Ports['digest'], fromSnapshotId: string, toSnapshotId: string): string =>
  digest(`change\n${fromSnapshotId}\n${toSnapshotId}`).slice(0, 24)

/** The target as it stands once its receipt is written, for the next check in the same process. */
export function advance(target: PollTarget, { state, run, capture }: Receipt): PollTarget {
  const { memory, ...patch } = state
  return {
    source: target.source,
    tier: target.tier,
    state: { ...target.state, ...patch, pollStartedAt: null, waits: memory ? memory.waiting !== null : target.state.waits },
    last: capture ?? target.last,
    run: run ?? (patch.runId === null ? null : target.run),
  }
}
