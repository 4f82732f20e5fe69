import type { HealthCause } from '../core/capture'
import { intervalOf } from '../core/freshness'
import { groupBy } from '../core/group'
import { nextPollAfter } from '../core/schedule'
import { noticeTypes } from '../core/source'
import type { Ports } from '../ports'
import { postpone } from '../store/origins'
import type { PollTarget } from '../store/source-states'
import { stampPolls } from '../store/source-states'
import { commitReceipts } from './commit-receipts'
import { type Holder, holdOrigins } from './hold-origins'
import { type Manners, originManners } from './origin-manners'
import { type PollPorts, pollSource } from './poll-source'
import { advance, type Receipt } from './receipt'
import { receiveFault } from './receive-capture'
import { recheckAfter } from './recheck-announcements'
import { settleReturned } from './settle-returned'
import { createSlots, type Slots } from './slots'

export type RoundPorts = PollPorts & Pick<Ports, 'realNow' | 'sleep' | 'every'>
export type RoundOptions = {
  /** Requests in flight to one origin, ms between their starts, requests in flight in all. */
  perOrigin: number
  minGapMs: number
  concurrency: number
  /** Whether a change seen once is fetched again at the end of this round; otherwise the service does it later. */
  confirm: boolean
  /** Whether a person asks: then an origin's and a source's back-off does not matter. */
  insists?: boolean
  onProgress?: (done: number, all: number) => void
  /** True once nothing more is to be begun; what was not begun is deferred. */
  stopped?: () => boolean
}
export const politeness = { perOrigin: 1, minGapMs: 1_000, concurrency: 16 }

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

/** Receipts wait for one another until they are so many or the first of them so old, and are then written in one batch. */
const batchSize = 64
const batchAgeMs = 1_000

type Round = {
  ports: RoundPorts
  options: RoundOptions
  holder: Holder
  manners: Manners
  /** Not asked because their origin rests, by the instant when it is asked again. */
  rested: Map<string, string[]>
  report: RoundReport
  pending: { receipts: Receipt[]; sinceMs: number }
  targets: Map<string, PollTarget>
  slots: Slots
  all: number
  writing: Promise<void>
}

/**
 * Polls these sources once, each origin by itself and within its manners, and fetches again what changed. A kill at any moment loses only
 * what was not yet in a batch; the next round polls those sources again.
 */
export async function pollRound(ports: RoundPorts, targets: readonly PollTarget[], options: RoundOptions): Promise<RoundReport> {
  const report: RoundReport = {
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
  }
  const now = ports.now()
  const due = targets.filter(({ source, state }) => {
    if (state.retryAfter === null || state.retryAfter <= now) return true
    report.deferred.push({ id: source.id, until: state.retryAfter })
    return false
  })
  const holder = holdOrigins(ports, options)
  const round: Round = {
    ports,
    options,
    holder,
    manners: originManners(ports),
    rested: new Map(),
    report,
    pending: { receipts: [], sinceMs: 0 },
    targets: new Map(due.map((target) => [target.source.id, target])),
    slots: createSlots(options.concurrency),
    all: due.length,
    writing: Promise.resolve(),
  }
  const stopWriting = ports.every?.(batchAgeMs, () => flush(round))
  try {
    const lanes = groupBy(due, ({ source }) => source.origin)
    await runLanes(round, lanes)
    await flush(round)
    if (options.confirm) await confirmAll(round)
    await recheck(round)
  } finally {
    stopWriting?.()
    await flush(round)
    for (const [until, ids] of round.rested) await postpone(ports.db, ids, until)
    report.requests += round.manners.spent.requests
    report.bytesIn += round.manners.spent.bytesIn
    await holder.release([...new Set(due.map(({ source }) => source.origin))])
    holder.stop()
  }
  return tally(report)
}

async function runLanes(round: Round, lanes: Map<string, PollTarget[]>): Promise<void> {
  const { holder, report, ports, options } = round
  const running: Promise<void>[] = []
  let waiting = [...lanes.keys()]
  const start = async (origins: readonly string[]) => {
    const sources = origins.flatMap((origin) => lanes.get(origin) ?? [])
    await stamp(round, sources)
    for (const origin of origins) running.push(runLane(round, origin, lanes.get(origin) ?? []))
  }
  const free = await holder.take(waiting)
  await start(free)
  waiting = without(waiting, free)
  while (waiting.length) {
    const { taken, living } = await holder.wait(waiting)
    await start(taken)
    for (const [origin, untilMs] of living) {
      const until = new Date(Date.parse(ports.now()) + Math.max(0, untilMs - ports.realNow())).toISOString()
      for (const { source } of lanes.get(origin) ?? []) report.deferred.push({ id: source.id, until })
    }
    waiting = without(waiting, [...taken, ...living.keys()])
  }
  await Promise.all(running)
  options.onProgress?.(round.all, round.all)
}

const without = (all: readonly string[], some: readonly string[]) => all.filter((one) => !some.includes(one))

/** The next time of each is set before anything is fetched: a crash cannot make a hot loop on a vendor. */
async function stamp({ ports }: Round, targets: readonly PollTarget[]): Promise<void> {
  if (!targets.length) return
  const now = ports.now()
  const polls = targets.map(({ source, state, tier }) => {
    const nextPollAt = nextPollAfter(now, intervalOf(source, { changedAt: state.changedAt, tier, now }), ports.digest(source.id))
    state.nextPollAt = nextPollAt
    return { sourceId: source.id, nextPollAt }
  })
  await stampPolls(ports.db, polls, now)
}

async function runLane(round: Round, origin: string, sources: readonly PollTarget[]): Promise<void> {
  const queue = [...sources]
  const work = async () => {
    for (let target = queue.shift(); target; target = queue.shift()) await pollOne(round, origin, target)
  }
  await Promise.all(Array.from({ length: Math.min(round.options.perOrigin, sources.length) }, work))
  const waits = round.options.confirm && sources.some(({ source }) => isWaiting(round, source.id))
  if (!waits) await releaseAfter(round, origin)
}

/** Given back only when what was fetched is written: whoever takes the origin next must see it. */
async function releaseAfter(round: Round, origin: string): Promise<void> {
  const { pending } = round
  if (pending.receipts.some(({ state }) => round.targets.get(state.sourceId)?.source.origin === origin)) await flush(round)
  await round.writing
  await round.holder.release([origin])
}

const isWaiting = ({ targets, report }: Round, id: string) =>
  targets.get(id)?.state.candidate != null && report.outcomes.get(id)?.result !== 'error'

async function pollOne(round: Round, origin: string, target: PollTarget): Promise<void> {
  const { ports, report, holder, manners, slots, pending } = round
  const { id } = target.source
  const rests = round.options.insists ? null : await manners.restsUntil(origin)
  if (rests !== null) {
    round.rested.set(rests, [...(round.rested.get(rests) ?? []), id])
    return deferred(report, id, rests)
  }
  const begin = async () => ((await holder.mayStart(origin)) ? slots.enter() : null)
  let done: (() => void) | null = null
  try {
    const forbidden = round.options.stopped?.() ? null : await manners.forbidden(target, begin)
    if (!forbidden && !round.options.stopped?.()) done = await begin()
    if (!forbidden && !done) return deferred(report, id, ports.now())
    const { receipt, requests, bytesIn } = forbidden
      ? { receipt: receiveFault(ports, target, { ...forbidden, at: ports.now() }), requests: 0, bytesIn: 0 }
      : await pollSource(ports, target)
    await manners.note(origin, receipt)
    report.outcomes.set(id, outcomeOf(receipt, target))
    report.requests += requests
    report.bytesIn += bytesIn
    if (receipt.parsed) report.parsed++
    if (receipt.body) report.stored++
    round.targets.set(id, advance(target, receipt))
    if (!pending.receipts.length) pending.sinceMs = ports.realNow()
    pending.receipts.push(receipt)
  } catch (error) {
    // one source that trips over a fault of ours must not stop the rest
    ports.log('poll.failed', { sourceId: id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    report.errors.push({ id, status: null, kind: 'internal' })
  } finally {
    done?.()
  }
  round.options.onProgress?.(report.outcomes.size, round.all)
  if (pending.receipts.length >= batchSize || ports.realNow() - pending.sinceMs >= batchAgeMs) await flush(round)
}

/** One that was asked once and should have been asked again stays where the first answer put it. */
function deferred(report: RoundReport, id: string, until: string): void {
  if (!report.outcomes.has(id)) report.deferred.push({ id, until })
}

/** What is told of a receipt once it is written. */
export function summary({ result, status, cause, verdict, reason, material, changeId, findingIds, state }: Receipt): PollOutcome {
  return { result, status, cause, verdict, reason, material, changeId, findingIds, captureId: state.lastCaptureId }
}

/** A change that the second fetch did not bear out was seen all the same: it is held back, not absent. */
function outcomeOf(receipt: Receipt, before: PollTarget): PollOutcome {
  const outcome = summary(receipt)
  if (before.state.candidate === null || outcome.result === 'error') return outcome
  const vanished = outcome.result === 'unchanged' || outcome.result === 'not-modified'
  return vanished || receipt.state.candidate !== null ? { ...outcome, result: 'noise', material: 'noise' } : outcome
}

/** One batch at a time, in order. */
function flush(round: Round): Promise<void> {
  const receipts = round.pending.receipts.splice(0)
  if (receipts.length)
    round.writing = round.writing.then(async () => {
      for (const { state } of await commitReceipts(round.ports, receipts)) {
        round.report.outcomes.delete(state.sourceId)
        round.report.deferred.push({ id: state.sourceId, until: state.nextPollAt })
      }
    })
  return round.writing
}

/** Places where a vendor announces come first, so that what they say is known when the rest is judged. */
async function confirmAll(round: Round): Promise<void> {
  const waiting = [...round.targets.values()].filter(({ source }) => isWaiting(round, source.id))
  for (const first of [true, false]) {
    const some = waiting.filter(({ source }) => noticeTypes.includes(source.type) === first)
    await Promise.all([...groupBy(some, ({ source }) => source.origin)].map(([origin, sources]) => runLane(round, origin, sources)))
    await flush(round)
  }
}

/** What a vendor's notice place brought may announce what was found in silence just before. */
async function recheck({ ports, report, targets }: Round): Promise<void> {
  const read = [...report.outcomes].flatMap(([id, { result }]) => {
    const source = targets.get(id)?.source
    return source ? [{ source, result }] : []
  })
  await recheckAfter(ports, read)
  const isBack = ({ state }: PollTarget) => state.gatedFindingId !== null && state.gatedSince === null
  if ([...targets.values()].some(isBack)) await settleReturned(ports)
}

function tally(report: RoundReport): RoundReport {
  for (const [id, { result, status, cause, verdict }] of report.outcomes) {
    if (result === 'changed' || result === 'first' || result === 'noise') report[result].push(id)
    else if (result === 'unchanged') report.unchanged++
    else if (result === 'not-modified') report.notModified++
    else report.errors.push({ id, status, kind: cause ?? verdict })
  }
  return report
}
