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
import { readAgain } from './meanwhile'
import { type Manners, originManners } from './origin-manners'
import { type PollPorts, pollSource } from './poll-source'
import { advance, patchOf, type Receipt } from './receipt'
import { receiveFault } from './receive-capture'
import { recheckAfter } from './recheck-announcements'
import { deferred, emptyReport, outcomeOf, type RoundReport, tally } from './round-report'
import { settleReturned } from './settle-returned'
import { createSlots } from './slots'
import { inTurn, type Turn, takeTurns } from './take-turns'

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
  /** Origins that are done and go back with the next batch. */
  leaving: string[]
  targets: Map<string, PollTarget>
  turn: (source: PollTarget['source']) => Turn
  all: number
  writing: Promise<void>
}

/**
 * Polls these sources once, each origin by itself and within its manners, and fetches again what changed. A kill at any moment loses only
 * what was not yet in a batch; the next round polls those sources again.
 */
export async function pollRound(ports: RoundPorts, targets: readonly PollTarget[], options: RoundOptions): Promise<RoundReport> {
  const report = emptyReport()
  const now = ports.now()
  const due = targets.filter(({ source, state }) => {
    if (state.retryAfter === null || state.retryAfter <= now) return true
    report.deferred.push({ id: source.id, until: state.retryAfter })
    return false
  })
  const holder = holdOrigins(ports, options)
  // the gap is counted from when a request goes out, not from when its turn came
  const fetch: RoundPorts['fetch'] = (request) => {
    holder.started(new URL(request.url).origin)
    return ports.fetch(request)
  }
  const manners = originManners({ ...ports, fetch })
  const round: Round = {
    ports,
    options,
    holder,
    manners,
    rested: new Map(),
    report,
    pending: { receipts: [], sinceMs: 0 },
    leaving: [],
    targets: new Map(due.map((target) => [target.source.id, target])),
    turn: takeTurns({
      ports,
      holder,
      manners,
      slots: createSlots(options.concurrency),
      perOrigin: options.perOrigin,
      minGapMs: options.minGapMs,
      insists: options.insists ?? false,
      stopped: options.stopped ?? (() => false),
    }),
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
  const begunMs = ports.realNow()
  const start = async (origins: readonly string[], waited: boolean) => {
    const touched = origins.filter((origin) => waited || holder.askedSince(origin, begunMs - recentMs))
    const { left, done } = await readAgain(
      ports,
      touched.flatMap((origin) => lanes.get(origin) ?? []),
    )
    for (const origin of touched)
      lanes.set(
        origin,
        left.filter(({ source }) => source.origin === origin),
      )
    for (const target of left) round.targets.set(target.source.id, target)
    for (const { source, state } of done) report.deferred.push({ id: source.id, until: state.nextPollAt })
    await stamp(
      round,
      origins.flatMap((origin) => lanes.get(origin) ?? []),
    )
    for (const origin of origins) running.push(runLane(round, origin, lanes.get(origin) ?? []))
  }
  const free = await holder.take(waiting)
  await start(free, false)
  waiting = without(waiting, free)
  while (waiting.length) {
    const { taken, living } = await holder.wait(waiting)
    await start(taken, true)
    for (const [origin, untilMs] of living) {
      const until = new Date(Date.parse(ports.now()) + Math.max(0, untilMs - ports.realNow())).toISOString()
      for (const { source } of lanes.get(origin) ?? []) report.deferred.push({ id: source.id, until })
    }
    waiting = without(waiting, [...taken, ...living.keys()])
  }
  await Promise.all(running)
  options.onProgress?.(round.all, round.all)
}

/** Targets are read a little before their round begins. */
const recentMs = 2_000

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

/** Given back with the next batch, when what was fetched is written: whoever takes the origin next must see it. */
async function releaseAfter(round: Round, origin: string): Promise<void> {
  round.leaving.push(origin)
  if (!round.ports.every) await flush(round)
}

const isWaiting = ({ targets, report }: Round, id: string) =>
  targets.get(id)?.state.candidate != null && report.outcomes.get(id)?.result !== 'error'

async function pollOne(round: Round, origin: string, target: PollTarget): Promise<void> {
  const { report, manners, pending } = round
  const ports = { ...round.ports, fetch: manners.listening }
  const { id, url } = target.source
  const turn = round.turn(target.source)
  const putOff = (until: string, rests: boolean) => {
    if (rests) round.rested.set(until, [...(round.rested.get(until) ?? []), id])
    return deferred(report, id, until)
  }
  try {
    const against = await turn.go(url)
    if (against && 'until' in against) return putOff(against.until, against.until > ports.now())
    const { receipt, requests, bytesIn } = against
      ? { receipt: receiveFault(ports, target, { ...against, at: ports.now() }), requests: 0, bytesIn: 0 }
      : await pollSource(target.source.rules?.render ? { ...ports, fetch: inTurn(turn, ports.fetch, url) } : ports, target, turn.admit)
    const elsewhere = turn.putOff()
    if (elsewhere) return putOff(elsewhere.until, elsewhere.until > ports.now())
    await manners.note(origin, receipt)
    report.outcomes.set(id, outcomeOf(receipt, target))
    report.requests += requests
    report.bytesIn += bytesIn
    if (receipt.parsed) report.parsed++
    if (receipt.body) report.stored++
    round.targets.set(id, advance(target, receipt))
    if (!pending.receipts.length) pending.sinceMs = ports.realNow()
    pending.receipts.push({ ...receipt, was: patchOf(target) })
  } catch (error) {
    // one source that trips over a fault of ours must not stop the rest
    ports.log('poll.failed', { sourceId: id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    report.errors.push({ id, status: null, kind: 'internal' })
  } finally {
    await turn.end()
  }
  round.options.onProgress?.(report.outcomes.size, round.all)
  if (pending.receipts.length >= batchSize || ports.realNow() - pending.sinceMs >= batchAgeMs) await flush(round)
}

/** One batch at a time, in order. */
function flush(round: Round): Promise<void> {
  const receipts = round.pending.receipts.splice(0)
  const leaving = round.leaving.splice(0)
  if (receipts.length || leaving.length)
    round.writing = round.writing.then(async () => {
      for (const { state } of await commitReceipts(round.ports, receipts)) {
        round.report.outcomes.delete(state.sourceId)
        round.report.deferred.push({ id: state.sourceId, until: state.nextPollAt })
      }
      if (leaving.length) await round.holder.release(leaving)
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
