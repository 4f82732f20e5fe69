import { z } from 'zod'
import { groupBy } from '../core/group'
import { reviewDateField } from '../core/staleness'
import type { Actor } from '../store/audit'
import { claimsUnder, linkReviewClaims } from '../store/claims'
import { evidenceByIds } from '../store/evidence'
import { type DeploymentRow, reachOfDeployments } from '../store/reach'
import { writeRegisterRows } from '../store/register-rows'
import { linkReviewEvidence } from '../store/resting'
import { type Review, reviewsById, writeReviews } from '../store/reviews'
import { reviewOutcomes } from '../store/schema'
import { combine, nothing, type Persisted, persist, type Refusal, type Writing } from '../store/writing'
import { closeFinishedCases } from './close-finished-cases'
import { knownQuestions } from './known-questions'
import type { FindingPorts } from './record-finding'

export const closing = z.strictObject({
  outcome: z.enum(reviewOutcomes),
  reason: z.string().trim().min(1).max(5_000),
  evidenceIds: z.array(z.string().min(1).max(200)).max(100).default([]),
})
export type Closing = z.infer<typeof closing>
export const closings = z.strictObject({
  items: z
    .array(closing.extend({ id: z.string().min(1).max(200) }))
    .min(1)
    .max(1_000),
})

/** `index` is the place of the refused item. */
export type CloseRefusal = Refusal<'unknown' | 'not-open' | 'no-such-evidence' | 'named-twice'> & { index: number }

/**
 * Closes reviews in one sign-off, each with its own outcome; all of them or none. A critical one waits for another person's signature. *Redone* and
 * *holds* set the review's date on the deployment. The last review of a case closes the case.
 */
export function closeReviews(
  ports: FindingPorts,
  actor: Actor,
  items: readonly (Closing & { id: string })[],
): Promise<Persisted<Review[], CloseRefusal>> {
  const { db, now } = ports
  return persist<Review[], CloseRefusal>(ports, actor, async () => {
    const reviews = new Map(
      (
        await reviewsById(
          db,
          items.map((item) => item.id),
        )
      ).map((review) => [review.id, review]),
    )
    const refused = refusal(items, reviews) ?? (await withoutEvidence(ports, items))
    if (refused) return refused
    const at = now()
    const rested = await claimsBehind(ports, [...reviews.values()])
    const closed = items.flatMap((item): Review[] => {
      const review = reviews.get(item.id)
      if (!review) return []
      const waits = review.severity === 'critical'
      return [
        {
          ...review,
          state: waits ? 'awaiting-second-signature' : 'closed',
          outcome: item.outcome,
          outcomeReason: item.reason,
          evidenceIds: item.evidenceIds,
          closedBy: actor.personId,
          closedAt: waits ? null : at,
          startedAt: review.startedAt ?? at,
          version: review.version + 1,
          updatedAt: at,
          ...withClaims(review, rested.get(review.id) ?? []),
        },
      ]
    })
    const finished = closed.filter((review) => review.state === 'closed')
    const waiting = closed.filter((review) => review.state !== 'closed')
    const writing = combine(
      writeReviews(db, 'review.closed', { changed: finished }),
      writeReviews(db, 'review.sent-for-second-signature', { changed: waiting }),
      await afterClosing(ports, finished),
      linked(ports, rested),
      linkedDocuments(ports, closed),
    )
    return { ok: true, writing, result: closed }
  })
}

function refusal(items: readonly { id: string }[], reviews: ReadonlyMap<string, Review>): CloseRefusal | null {
  const seen = new Set<string>()
  for (const [index, { id }] of items.entries()) {
    const review = reviews.get(id)
    if (!review) return { ok: false, reason: 'unknown', index }
    if (seen.has(id)) return { ok: false, reason: 'named-twice', index }
    if (review.state !== 'open' && review.state !== 'in-progress')
      return { ok: false, reason: 'not-open', index, detail: `The review is ${review.state}.` }
    seen.add(id)
  }
  return null
}

async function withoutEvidence({ db }: Pick<FindingPorts, 'db'>, items: readonly Closing[]): Promise<CloseRefusal | null> {
  const wanted = [...new Set(items.flatMap((item) => item.evidenceIds))]
  if (!wanted.length) return null
  const there = new Set((await evidenceByIds(db, wanted)).filter((one) => one.state === 'current').map((one) => one.id))
  const index = items.findIndex((item) => item.evidenceIds.some((id) => !there.has(id)))
  return index < 0 ? null : { ok: false, reason: 'no-such-evidence', index, detail: 'No such evidence, or it was withdrawn.' }
}

/** What follows from reviews that are closed for good: dates on their deployments, and cases without an open review closed. */
export async function afterClosing(ports: Pick<FindingPorts, 'db' | 'now'>, finished: readonly Review[]): Promise<Writing> {
  return combine(await writeDates(ports, finished), await closeFinishedCases(ports, finished))
}

/** The claims that each review rests on when it is signed now, by review: the standing ones on questions about its obligation. */
async function claimsBehind({ db }: Pick<FindingPorts, 'db'>, reviews: readonly Review[]): Promise<Map<string, string[]>> {
  const under = groupBy(await claimsUnder(db, [...new Set(reviews.map((review) => review.deploymentId))]), (one) => one.deploymentId)
  if (!under.size) return new Map()
  const questions = await knownQuestions({ db })
  return new Map(
    reviews.map((review) => [
      review.id,
      (under.get(review.deploymentId) ?? [])
        .filter(({ questionId }) => questions.get(questionId)?.obligations.includes(review.obligationId))
        .map(({ claimId }) => claimId),
    ]),
  )
}

/** The trail keeps with a review what it was signed on, so that nobody can take a link out or put one in unseen. */
function withClaims({ claimIds = [] }: Review, more: readonly string[]): Pick<Review, 'claimIds'> {
  const all = [...new Set([...claimIds, ...more])].sort()
  return all.length ? { claimIds: all } : {}
}

function linked({ db }: Pick<FindingPorts, 'db'>, rested: ReadonlyMap<string, readonly string[]>): Writing {
  const links = [...rested].flatMap(([reviewId, claimIds]) => claimIds.map((claimId) => ({ reviewId, claimId })))
  return links.length ? { ...nothing, write: (applies) => linkReviewClaims(db, links, applies) } : nothing
}

function linkedDocuments({ db }: Pick<FindingPorts, 'db'>, closed: readonly Review[]): Writing {
  const links = closed.flatMap(({ id, evidenceIds }) => [...new Set(evidenceIds)].map((evidenceId) => ({ reviewId: id, evidenceId })))
  return links.length ? { ...nothing, write: (applies) => linkReviewEvidence(db, links, applies) } : nothing
}

/** `dates` of the deployments: the day on which a review of that kind was done again, or confirmed to hold. */
async function writeDates({ db, now }: Pick<FindingPorts, 'db' | 'now'>, finished: readonly Review[]): Promise<Writing> {
  const at = now()
  const today = at.slice(0, 10)
  const fields = new Map<string, Record<string, string>>()
  for (const review of finished) {
    const field = reviewDateField(review.obligationId)
    if (field && (review.outcome === 'redone' || review.outcome === 'holds'))
      fields.set(review.deploymentId, { ...fields.get(review.deploymentId), [field]: today })
  }
  const { deployments } = await reachOfDeployments(db, [...fields.keys()])
  const dated = deployments.flatMap((deployment): DeploymentRow[] => {
    const set = fields.get(deployment.id) ?? {}
    const dates = datesOf(deployment)
    if (Object.entries(set).every(([name, day]) => dates[name] === day)) return []
    return [{ ...deployment, facts: { ...deployment.facts, dates: { ...dates, ...set } }, version: deployment.version + 1, updatedAt: at }]
  })
  return writeRegisterRows(db, 'dated-by-review', { deployments: dated })
}

const datesOf = ({ facts: { dates } }: Pick<DeploymentRow, 'facts'>): Record<string, unknown> =>
  typeof dates === 'object' && dates !== null && !Array.isArray(dates) ? { ...dates } : {}
