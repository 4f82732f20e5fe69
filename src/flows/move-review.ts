import type { Actor } from '../store/audit'
import { type Case, casesById, writeCases } from '../store/cases'
import { personById } from '../store/people'
import { responsibility } from '../store/reach'
import { isOpenReview, type Review, reviewById, writeReviews } from '../store/reviews'
import { unitsBelow } from '../store/units'
import { combine, type Persisted, persist, type Refusal } from '../store/writing'
import { afterClosing } from './close-reviews'
import type { FindingPorts } from './record-finding'

export type ReviewRefusal = Refusal<'unknown' | 'wrong-state' | 'own-work' | 'another-open' | 'no-such-person'>
type Done = Promise<Persisted<Review, ReviewRefusal>>

/** Reads the review, asks `next` what it becomes, and writes that. */
function move(
  ports: FindingPorts,
  actor: Actor,
  id: string,
  action: string,
  next: (review: Review, at: string) => Review | ReviewRefusal | Promise<Review | ReviewRefusal>,
): Done {
  return persist<Review, ReviewRefusal>(ports, actor, async () => {
    const before = await reviewById(ports.db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    const at = ports.now()
    const after = await next(before, at)
    if ('ok' in after) return after
    const review: Review = { ...after, version: before.version + 1, updatedAt: at }
    const follow =
      review.state === 'closed'
        ? [await afterClosing(ports, [review])]
        : before.state === 'closed'
          ? [await reopenCases(ports, review, at)]
          : []
    return { ok: true, writing: combine(writeReviews(ports.db, action, { changed: [review] }), ...follow), result: review }
  })
}

const wrongState = (review: Review): ReviewRefusal => ({ ok: false, reason: 'wrong-state', detail: `The review is ${review.state}.` })

export const startReview = (ports: FindingPorts, actor: Actor, id: string): Done =>
  move(ports, actor, id, 'review.started', (review, at) =>
    review.state === 'open' ? { ...review, state: 'in-progress', startedAt: review.startedAt ?? at } : wrongState(review),
  )

/** Begins work, or goes on with it, and keeps the reason as far as it is written: it stands as the outcome's reason while there is no outcome. */
export const keepDraft = (ports: FindingPorts, actor: Actor, id: string, reason: string): Done =>
  move(ports, actor, id, 'review.drafted', (review, at) =>
    review.state === 'open' || review.state === 'in-progress'
      ? { ...review, state: 'in-progress', startedAt: review.startedAt ?? at, outcomeReason: reason.trim() || null }
      : wrongState(review),
  )

/** The second signature: by another person than the one who closed it. Its date is then set on the deployment. */
export const approveReview = (ports: FindingPorts, actor: Actor, id: string): Done =>
  move(ports, actor, id, 'review.approved', (review, at) => {
    if (review.state !== 'awaiting-second-signature') return wrongState(review)
    if (review.closedBy === actor.personId)
      return { ok: false, reason: 'own-work', detail: 'A second person approves what the first one closed.' }
    return { ...review, state: 'closed', closedAt: at, approvedBy: actor.personId, approvedAt: at }
  })

const unsigned = { outcome: null, outcomeReason: null, closedBy: null, closedAt: null, approvedBy: null, approvedAt: null } as const

/** Not approved: back to work, with the reason. */
export const returnReview = (ports: FindingPorts, actor: Actor, id: string, reason: string): Done =>
  move(ports, actor, id, 'review.returned', (review) =>
    review.state === 'awaiting-second-signature'
      ? { ...review, ...unsigned, state: 'in-progress', returnReason: reason }
      : wrongState(review),
  )

/** Only a person opens a closed review again; its closed cases with it. Refused while another is open for the same duty and deployment. */
export const reopenReview = (ports: FindingPorts, actor: Actor, id: string, reason: string): Done =>
  move(ports, actor, id, 'review.reopened', async (review) => {
    if (review.state !== 'closed') return wrongState(review)
    if (await isOpenReview(ports.db, review.deploymentId, review.obligationId))
      return { ok: false, reason: 'another-open', detail: 'Another review is open for this deployment and obligation.' }
    return { ...review, ...unsigned, state: 'open', startedAt: null, returnReason: reason }
  })

async function reopenCases({ db }: Pick<FindingPorts, 'db'>, review: Review, at: string) {
  const cases = await casesById(db, [...new Set(review.reasons.map((reason) => reason.caseId))])
  const reopened = cases
    .filter((one) => one.state === 'closed' && one.joinedInto === null)
    .map(
      (one): Case => ({
        ...one,
        ...(one.answer === 'material' ? { state: 'triaged' } : unanswered),
        closedAt: null,
        version: one.version + 1,
        updatedAt: at,
      }),
    )
  return writeCases(db, 'case.reopened', { changed: reopened })
}

const unanswered = {
  state: 'open',
  answer: null,
  reason: null,
  triagedBy: null,
  triagedAt: null,
  approvedBy: null,
  approvedAt: null,
} as const

/**
 * Gives a review to a person, who keeps it whatever is planned later; while they are away to whoever stands in. The person must be here, and of the
 * review's unit.
 */
export const reassignReview = (ports: FindingPorts, actor: Actor, id: string, personId: string): Done =>
  move(ports, actor, id, 'review.reassigned', async (review) => {
    if (review.state === 'closed') return wrongState(review)
    const takerId = await takerOf(ports, personId)
    if (!(await canTake(ports, takerId, review.unitId))) return { ok: false, reason: 'no-such-person' }
    return { ...review, ownerId: takerId, ownerByHand: true }
  })

/** Who takes new work of a person today: themselves, or whoever stands in while they are away. */
export async function takerOf({ db, now }: Pick<FindingPorts, 'db' | 'now'>, personId: string): Promise<string> {
  const { active } = await responsibility(db, now().slice(0, 10))
  return active.get(personId) ?? personId
}

/** Whether a person is here and belongs to the unit, or to one above it. */
export async function canTake({ db }: Pick<FindingPorts, 'db'>, personId: string, unitId: string | null): Promise<boolean> {
  const person = await personById(db, personId)
  if (!person || person.state === 'left') return false
  return person.unitIds === null || unitId === null || (await unitsBelow(db, person.unitIds)).includes(unitId)
}
