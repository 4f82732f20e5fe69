import { runBatch } from '../store/database'
import { dueSources } from '../store/due-sources'
import { originState } from '../store/origins'
import { notePoll, pollTargets, sourceIs, syncSourceStates } from '../store/source-states'
import { politeness, pollRound, type RoundPorts } from './poll-round'
import type { PollOutcome } from './round-report'

export type RequestedPoll =
  | { ok: true; outcome: PollOutcome }
  | { ok: false; reason: 'unknown' }
  /** An invented page, which stands at no address. */
  | { ok: false; reason: 'demonstration' }
  /** A person has paused the vendor, or everything. */
  | { ok: false; reason: 'paused' }
  /** `seconds` until it may be asked again. */
  | { ok: false; reason: 'too-often' | 'promised' | 'busy'; seconds: number }
  | { ok: false; reason: 'failed' }

const mostAMinute = 6
const minuteMs = 60_000

/**
 * A poll that a person asks for, with the confirming fetch when something changed. It does not wait for the source's time or back-off, but keeps
 * the origin's gap, a promised Retry-After, and six a minute.
 */
export async function pollOnRequest(ports: RoundPorts, sourceId: string): Promise<RequestedPoll> {
  const { db } = ports
  await runBatch(db, syncSourceStates(db, ports.now()))
  const [target] = await pollTargets(db, sourceIs(sourceId))
  if (!target) return { ok: false, reason: 'unknown' }
  if (target.source.demo) return { ok: false, reason: 'demonstration' }
  if (target.source.enabled && !target.state.enabled) return { ok: false, reason: 'paused' }
  const ofOrigin = await originState(db, target.source.origin)
  for (const promised of [target.state.retryAfter, ofOrigin?.retryAfter])
    if (promised && promised > ports.now()) return { ok: false, reason: 'promised', seconds: secondsTo(ports.now(), promised) }
  const asked = await notePoll(db, sourceId, { nowMs: ports.realNow(), windowMs: minuteMs, most: mostAMinute })
  if (!asked.noted)
    return { ok: false, reason: 'too-often', seconds: Math.max(1, Math.ceil((asked.oldestMs + minuteMs - ports.realNow()) / 1000)) }
  const report = await pollRound(ports, await dueSources(db, sourceIs(sourceId)), { ...politeness, confirm: true, insists: true })
  const outcome = report.outcomes.get(sourceId)
  if (outcome) return { ok: true, outcome }
  const [deferred] = report.deferred
  return deferred ? { ok: false, reason: 'busy', seconds: secondsTo(ports.now(), deferred.until) } : { ok: false, reason: 'failed' }
}

const secondsTo = (now: string, until: string) => Math.max(1, Math.ceil((Date.parse(until) - Date.parse(now)) / 1000))
