import { z } from 'zod'
import { addDays, dayText, earliest } from '../core/day'
import { higherSeverity } from '../core/merge-reviews'
import type { Actor } from '../store/audit'
import { type Case, type CaseDeployment, caseById, deploymentsOfCase, writeCaseDeployments, writeCases } from '../store/cases'
import { findingsById, writeFindings } from '../store/findings'
import { type Review, reviewsOfCases, writeReviews } from '../store/reviews'
import { combine, nothing, type Persisted, persist, type Refusal } from '../store/writing'
import { lapseDecisions } from './lapse-decisions'
import { canTake, takerOf } from './move-review'
import { notice, noticesOf } from './notify-people'
import type { FindingPorts } from './record-finding'

export type CaseRefusal = Refusal<'unknown' | 'wrong-state' | 'no-such-person' | 'bad-day' | 'no-such-case' | 'same-case'>
type Done = Promise<Persisted<Case, CaseRefusal>>

export const snoozing = z.strictObject({ until: dayText, reason: z.string().trim().min(1).max(2_000) })

const wrongState = (one: Case): CaseRefusal => ({ ok: false, reason: 'wrong-state', detail: `The case is ${one.state}.` })
const raised = (before: Case, at: string, changes: Partial<Case>): Case => ({
  ...before,
  ...changes,
  version: before.version + 1,
  updatedAt: at,
})

/** Gives a case to a person, who is told. */
export function assignCase(ports: FindingPorts, actor: Actor, id: string, personId: string): Done {
  const { db, now } = ports
  return persist<Case, CaseRefusal>(ports, actor, async () => {
    const before = await caseById(db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    if (before.state === 'closed') return wrongState(before)
    const takerId = await takerOf(ports, personId)
    if (!(await canTake(ports, takerId, null))) return { ok: false, reason: 'no-such-person' }
    const next = raised(before, now(), { assigneeId: takerId })
    const told = notice(ports, {
      idempotencyKey: `case.assigned ${id} ${next.version} ${takerId}`,
      event: 'case.assigned',
      personId: takerId,
      caseId: id,
      payload: { severity: next.severity },
      demo: next.demo,
    })
    return { ok: true, writing: combine(writeCases(db, 'case.assigned', { changed: [next] }), noticesOf(ports, [told])), result: next }
  })
}

/** Nobody is to forget a case by snoozing it. */
const longestSnoozeDays = 90

/** Puts a case to sleep until a day, at most 90 days off; a tick wakes it. Its reviews and their clocks run on. */
export function snoozeCase(ports: FindingPorts, actor: Actor, id: string, { until, reason }: z.infer<typeof snoozing>): Done {
  const { db, now } = ports
  return persist<Case, CaseRefusal>(ports, actor, async () => {
    const before = await caseById(db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    if (before.state !== 'open' && before.state !== 'triaged') return wrongState(before)
    const at = now()
    const today = at.slice(0, 10)
    const last = addDays(today, longestSnoozeDays)
    if (until <= today || until > last)
      return { ok: false, reason: 'bad-day', detail: `expected a day after ${today}, ${last} at the latest` }
    const next = raised(before, at, { state: 'snoozed', stateBefore: before.state, snoozedUntil: until, snoozeReason: reason })
    return { ok: true, writing: writeCases(db, 'case.snoozed', { changed: [next] }), result: next }
  })
}

/** A snoozed case as it is when it wakes. */
export const awake = (before: Case, at: string): Case =>
  raised(before, at, { state: before.stateBefore ?? 'open', stateBefore: null, snoozedUntil: null, snoozeReason: null })

/**
 * Puts the findings of a case into another that is not closed: their reasons, deployments and dates count there, and the first case is closed with a
 * pointer to it. Answers the case that was joined into the other.
 */
export function joinCase(ports: FindingPorts, actor: Actor, id: string, intoId: string): Done {
  const { db, now } = ports
  return persist<Case, CaseRefusal>(ports, actor, async () => {
    if (id === intoId) return { ok: false, reason: 'same-case' }
    const [from, into] = [await caseById(db, id), await caseById(db, intoId)]
    if (!from) return { ok: false, reason: 'unknown' }
    if (!into) return { ok: false, reason: 'no-such-case' }
    if (from.state === 'closed') return wrongState(from)
    if (into.state === 'closed') return wrongState(into)
    const at = now()
    const findings = (await findingsById(db, from.findingIds)).map((finding) => ({
      ...finding,
      caseId: intoId,
      version: finding.version + 1,
      updatedAt: at,
    }))
    const reviews = (await reviewsOfCases(db, [id])).map((review) => moved(review, { id, intoId, at }))
    const reached = merged(await deploymentsOfCase(db, intoId), await deploymentsOfCase(db, id), intoId)
    const inTarget = new Set((await reviewsOfCases(db, [intoId])).map((review) => review.id))
    const target = raised(into, at, {
      findingIds: [...into.findingIds, ...from.findingIds].sort(),
      severity: higherSeverity(into.severity, from.severity),
      objectBy: earliest([into.objectBy, from.objectBy]),
      reviewCount: new Set([...inTarget, ...reviews.map((review) => review.id)]).size,
      deploymentCount: reached.all,
      offeredEdits: [...into.offeredEdits, ...from.offeredEdits],
    })
    const closed = raised(from, at, {
      state: 'closed',
      stateBefore: null,
      closedAt: at,
      joinedInto: intoId,
      findingIds: [],
      reviewCount: 0,
    })
    const writing = combine(
      writeFindings(db, 'finding.joined', { changed: findings }),
      writeCases(db, 'case.joined', { changed: [closed, target] }),
      writeCaseDeployments(db, 'case.reached', reached.changed),
      writeReviews(db, 'review.joined', { linked: reviews }),
      into.answer === 'material' ? await lapseDecisions(ports, { caseIds: [id] }) : nothing,
    )
    return { ok: true, writing, result: closed }
  })
}

const moved = (review: Review, { id, intoId, at }: { id: string; intoId: string; at: string }): Review => ({
  ...review,
  reasons: review.reasons.map((reason) => (reason.caseId === id ? { ...reason, caseId: intoId } : reason)),
  version: review.version + 1,
  updatedAt: at,
})

/** The deployments of two cases as those of one; `changed` are the rows that are new or worse than they stood. */
function merged(
  there: readonly CaseDeployment[],
  more: readonly CaseDeployment[],
  caseId: string,
): { all: number; changed: CaseDeployment[] } {
  const byId = new Map(there.map((row) => [row.deploymentId, row]))
  const changed = more.flatMap((row) => {
    const held = byId.get(row.deploymentId)
    const next = {
      ...row,
      caseId,
      severity: held ? higherSeverity(held.severity, row.severity) : row.severity,
      dueOn: earliest([held?.dueOn, row.dueOn]),
    }
    byId.set(row.deploymentId, next)
    return held && held.severity === next.severity && held.dueOn === next.dueOn ? [] : [next]
  })
  return { all: byId.size, changed }
}
