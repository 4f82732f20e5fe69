import { intervalOf } from '../core/freshness'
import { groupBy } from '../core/group'
import { nextPollAfter } from '../core/schedule'
import { noticeTypes } from '../core/source'
import type { Ports } from '../ports'
import type { DueSource } from '../store/due-sources'
import { postpone } from '../store/origins'
import { type PollTarget, stampPolls } from '../store/source-states'
import { commitReceipts } from './commit-receipts'
import { type Holder, holdOrigins } from './hold-origins'
import { type Lanes, lanesOf } from './lanes'
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
  lanes: Lanes
  /** What was polled and waits for its second fetch. */
  candidates: Map<string, PollTarget>
  /** Where vendors announce, of what was polled. */
  noticePlaces: Map<string, Pick<PollTarget['source'], 'type' | 'vendorId'>>
  /** Whether a document came back that had been closed. */
  isBack: boolean
  turn: (source: PollTarget['source']) => Turn
  all: number
  writing: Promise<void>
}

/**
 * Polls these sources once, each origin by itself and within its manners, and fetches again what changed. A kill at any moment loses only
 * what was not yet in a batch; the next round polls those sources again.
 */
export async function pollRound(ports: RoundPorts, sources: readonly DueSource[], options: RoundOptions): Promise<RoundReport> {
  const report = emptyReport()
  const now = ports.now()
  const due = sources.filter(({ id, retryAfter }) => {
    if (retryAfter === null || retryAfter <= now) return true
    report.deferred.push({ id, until: retryAfter })
    return false
  })
  const byOrigin = groupBy(due, ({ origin }) => origin)
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
    lanes: lanesOf(ports, byOrigin),
    candidates: new Map(),
    noticePlaces: new Map(),
    isBack: false,
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
    await runLanes(round, [...byOrigin.keys()])
    await flush(round)
    if (options.confirm) await confirmAll(round)
    await recheck(round)
  } finally {
    stopWriting?.()
    await flush(round)
    for (const [until, ids] of round.rested) await postpone(ports.db, ids, until)
    report.requests += round.manners.spent.requests
    report.bytesIn += round.manners.spent.bytesIn
    await holder.release([...byOrigin.keys()])
    holder.stop()
  }
  return tally(report)
}

async function runLanes(round: Round, origins: readonly string[]): Promise<void> {
  const { holder, report, ports, options, lanes } = round
  const running: Promise<void>[] = []
  let waiting = [...origins]
  const start = async (origins: readonly string[]) => {
    for await (const some of lanes.portions(origins)) {
      const next = await readNext(round, some)
      for (const origin of some) {
        const lane = runLane(round, origin, next.get(origin) ?? [])
        // told by the end of this function, not by whatever waits before it
        lane.catch(() => {})
        running.push(lane)
      }
    }
  }
  const free = await holder.take(waiting)
  await start(free)
  waiting = without(waiting, free)
  while (waiting.length) {
    const { taken, living } = await holder.wait(waiting)
    await start(taken)
    for (const [origin, untilMs] of living) {
      const until = new Date(Date.parse(ports.now()) + Math.max(0, untilMs - ports.realNow())).toISOString()
      for (const { id } of lanes.rest(origin)) report.deferred.push({ id, until })
    }
    waiting = without(waiting, [...taken, ...living.keys()])
  }
  await Promise.all(running)
  options.onProgress?.(round.all, round.all)
}

const without = (all: readonly string[], some: readonly string[]) => all.filter((one) => !some.includes(one))

/**
 * What comes next of these origins. The next time of each is set before anything is fetched: a crash cannot make a hot loop on a vendor. One round is
 * shared by all processes that make it: what another polled since it was found due is done.
 */
async function readNext({ ports, lanes, report }: Round, origins: readonly string[]): Promise<Map<string, PollTarget[]>> {
  const { left, done } = await lanes.next(origins)
  for (const { source, state } of done) report.deferred.push({ id: source.id, until: state.nextPollAt })
  const now = ports.now()
  const polls = [...left.values()].flat().map(({ source, state, tier }) => {
    const nextPollAt = nextPollAfter(now, intervalOf(source, { changedAt: state.changedAt, tier, now }), ports.digest(source.id))
    state.nextPollAt = nextPollAt
    return { sourceId: source.id, nextPollAt }
  })
  try {
    if (polls.length) await stampPolls(ports.db, polls, now)
  } catch (error) {
    // nobody will poll them now: else the rest of the round would wait for ever for their room
    lanes.finished(polls.length)
    throw error
  }
  return left
}

async function runLane(round: Round, origin: string, first: readonly PollTarget[]): Promise<void> {
  const { lanes, candidates, options } = round
  const asked: string[] = []
  let read = [...first]
  while (read.length) {
    asked.push(...read.map(({ source }) => source.id))
    try {
      await askInTurn(round, origin, read)
    } finally {
      lanes.finished(read.length)
    }
    read = (await readNext(round, [origin])).get(origin) ?? []
  }
  const waits = options.confirm && asked.some((id) => candidates.has(id))
  if (!waits) await releaseAfter(round, origin)
}

async function askInTurn(round: Round, origin: string, targets: readonly PollTarget[]): Promise<void> {
  const queue = [...targets]
  const work = async () => {
    for (let target = queue.shift(); target; target = queue.shift()) await pollOne(round, origin, target)
  }
  await Promise.all(Array.from({ length: Math.min(round.options.perOrigin, targets.length) }, work))
}

/** Given back with the next batch, when what was fetched is written: whoever takes the origin next must see it. */
async function releaseAfter(round: Round, origin: string): Promise<void> {
  round.leaving.push(origin)
  if (!round.ports.every) await flush(round)
}

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
    keep(round, advance(target, receipt), receipt)
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

/** What the end of the round asks about one that was polled. */
function keep(round: Round, { source, state, ...rest }: PollTarget, { result }: Receipt): void {
  if (state.candidate !== null && result !== 'error') round.candidates.set(source.id, { source, state, ...rest })
  else round.candidates.delete(source.id)
  if (noticeTypes.includes(source.type)) round.noticePlaces.set(source.id, { type: source.type, vendorId: source.vendorId })
  if (state.gatedFindingId !== null && state.gatedSince === null) round.isBack = true
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
  const waiting = [...round.candidates.values()]
  const [places, others] = [true, false].map((first) =>
    groupBy(
      waiting.filter(({ source }) => noticeTypes.includes(source.type) === first),
      ({ source }) => source.origin,
    ),
  )
  for (const lanes of [places, others]) {
    const asked = [...(lanes ?? [])].map(async ([origin, targets]) => {
      await askInTurn(round, origin, targets)
      if (lanes === others || !others?.has(origin)) await releaseAfter(round, origin)
    })
    await Promise.all(asked)
    await flush(round)
  }
}

/** What a vendor's notice place brought may announce what was found in silence just before. */
async function recheck({ ports, report, noticePlaces, isBack }: Round): Promise<void> {
  const read = [...noticePlaces].flatMap(([id, source]) => {
    const result = report.outcomes.get(id)?.result
    return result ? [{ source, result }] : []
  })
  await recheckAfter(ports, read)
  if (isBack) await settleReturned(ports)
}
