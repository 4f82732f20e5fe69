import { z } from '@hono/zod-openapi'
import { freshnessHours } from '../../core/freshness'
import { labelInputs, labelOn } from '../../core/label'
import { isLate } from '../../core/merge-reviews'
import { actions, obligationOf } from '../../core/pack'
import { questionsTouched } from '../../core/plan'
import { closeReviews, closing, closings } from '../../flows/close-reviews'
import { approveReview, reassignReview, reopenReview, returnReview, startReview } from '../../flows/move-review'
import { explanationsById } from '../../store/explanations'
import { compareText } from '../../store/review-reasons'
import { type Review, type ReviewRow, reviewById, withLinks } from '../../store/reviews'
import { reviewOutcomes, reviewStates } from '../../store/schema'
import { staleBehind } from '../../store/stale'
import { reviewsPage } from '../../store/work-pages'
import { record } from '../answer'
import { demandAsOf } from '../as-of'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema, trueOrFalse } from '../list'
import { notFound } from '../problem'
import { refuse } from './refuse'
import { asOfQuery, dayOf, demandVisible, idParam, nothing, personBody, reasonBody, severity, texts } from './shared'

const tag = 'Reviews'
const list: ListOptions<
  | 'state'
  | 'severity'
  | 'deploymentId'
  | 'obligationId'
  | 'framework'
  | 'action'
  | 'outcome'
  | 'ownerId'
  | 'late'
  | 'provisional'
  | 'caseId'
  | 'findingId'
> = {
  sort: ['-openedAt', 'dueOn', 'closedAt', 'updatedAt', 'id'],
  filter: [
    'state',
    'severity',
    'deploymentId',
    'obligationId',
    'framework',
    'action',
    'outcome',
    'ownerId',
    'late',
    'provisional',
    'caseId',
    'findingId',
  ],
  among: { late: trueOrFalse, provisional: trueOrFalse },
}
const text = z.string().nullable()
const reasonSchema = z.object({
  findingId: z.string(),
  caseId: z.string(),
  kind: z.string(),
  text: z.string(),
  at: z.string(),
  explanationId: text,
  /** State, values of the conditions and days; on the one record only. */
  explanation: z.unknown().optional(),
})
export const reviewSchema = z
  .object({
    id: z.string(),
    caseIds: texts,
    deploymentId: z.string(),
    unitId: text,
    obligationId: z.string(),
    framework: z.string(),
    citation: z.string(),
    title: z.string(),
    action: z.enum(actions),
    severity,
    state: z.enum(reviewStates),
    outcome: z.enum(reviewOutcomes).nullable(),
    outcomeReason: text,
    evidenceIds: texts,
    dueOn: text,
    late: z.boolean(),
    provisional: z.boolean(),
    stale: z.boolean().nullable(),
    reasons: z.array(reasonSchema),
    /** Sources behind its reasons that have not been verified within the freshness of their vendor's tier; of one review, as of today. */
    unverifiedSources: z.array(z.object({ sourceId: z.string(), lastGoodAt: text, freshnessHours: z.number().int() })).optional(),
    toDoIds: texts,
    /** The claims that it rested on when it was signed off. */
    claimIds: texts,
    /** The due-diligence questions to ask again, and no others. */
    questionIds: texts,
    labelAtDetection: z.string(),
    label: z.string(),
    ownerId: text,
    role: z.string(),
    openedAt: z.string(),
    startedAt: text,
    closedAt: text,
    closedBy: text,
    approvedBy: text,
    approvedAt: text,
    returnReason: text,
    packVersion: z.string(),
    packHash: z.string(),
    version: z.number().int(),
    demo: z.boolean(),
    updatedAt: z.string(),
  })
  .openapi('Review')
const storedRow = z.custom<ReviewRow>((value) => typeof value === 'object' && value !== null && 'obligationId' in value)
const stored = z.custom<Review>((value) => typeof value === 'object' && value !== null && 'obligationId' in value && 'reasons' in value)

/** Reviews: one obligation to look at again for one deployment, and what people answered. */
export function reviewsRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports
  const today = () => ports.now().slice(0, 10)
  const whole = async (review: Review, day: string) => {
    const explanations = await explanationsById(
      db,
      review.reasons.flatMap(({ explanationId }) => explanationId ?? []),
    )
    const reasons = review.reasons.map((reason) => ({ ...reason, explanation: explanations.get(reason.explanationId ?? '') ?? null }))
    return { ...shown(review, day), reasons }
  }

  const unverified = async ({ reasons }: Review) => {
    const old = await staleBehind(db, ports.now(), [...new Set(reasons.map(({ findingId }) => findingId))])
    return old.map(({ sourceId, lastGoodAt, tier }) => ({ sourceId, lastGoodAt, freshnessHours: freshnessHours(tier) }))
  }

  endpoint(
    app,
    { method: 'get', path: '/reviews', tag, summary: 'Reviews, page by page', query: listQuery(list), answer: pageSchema(reviewSchema) },
    async ({ c, caller }) => {
      const request = listRequest(c, list, ports.now())
      const day = dayOf(c, ports.now())
      const page = pageOrProblem(await reviewsPage(db, caller, request, day))
      const rows =
        request.asOf === null
          ? await withLinks(
              db,
              page.items.map((item) => storedRow.parse(item)),
            )
          : page.items.map((item) => stored.parse(item))
      return c.json({ ...page, items: rows.map((review) => shown(review, day)) })
    },
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/reviews/{id}',
      tag,
      summary: 'One review, with how it came about',
      params: idParam,
      query: asOfQuery,
      answer: reviewSchema,
    },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null)
        return record(
          c,
          await whole(
            stored.parse(await demandAsOf(deps, caller, { noun: 'reviews', entity: 'review', id: params.id, at })),
            at.slice(0, 10),
          ),
        )
      await demandVisible(deps, caller, 'reviews', params.id)
      const review = await reviewById(db, params.id)
      if (!review) throw notFound()
      return record(c, { ...(await whole(review, today())), unverifiedSources: await unverified(review) })
    },
  )

  const verbs = [
    { name: 'start', summary: 'Begin work on it', body: nothing, run: startReview },
    { name: 'approve', summary: "Sign another person's closing", body: nothing, run: approveReview },
  ] as const
  for (const { name, summary, body, run } of verbs) {
    endpoint(
      app,
      { method: 'post', path: `/reviews/{id}/${name}`, tag, summary, params: idParam, body, answer: reviewSchema },
      async ({ c, caller, params }) => {
        await demandVisible(deps, caller, 'reviews', params.id)
        const done = await run(ports, caller, params.id)
        return done.ok ? record(c, shown(done.result, today())) : refuse(done)
      },
    )
  }

  const reasoned = [
    { name: 'return', summary: 'Send a closing back to work', run: returnReview },
    { name: 'reopen', summary: 'Open a closed review again', run: reopenReview },
  ] as const
  for (const { name, summary, run } of reasoned) {
    endpoint(
      app,
      { method: 'post', path: `/reviews/{id}/${name}`, tag, summary, params: idParam, body: reasonBody, answer: reviewSchema },
      async ({ c, caller, params, body }) => {
        await demandVisible(deps, caller, 'reviews', params.id)
        const done = await run(ports, caller, params.id, body.reason)
        return done.ok ? record(c, shown(done.result, today())) : refuse(done)
      },
    )
  }

  endpoint(
    app,
    {
      method: 'post',
      path: '/reviews/{id}/reassign',
      tag,
      summary: 'Give it to a person',
      params: idParam,
      body: personBody,
      answer: reviewSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'reviews', params.id)
      const done = await reassignReview(ports, caller, params.id, body.personId)
      return done.ok ? record(c, shown(done.result, today())) : refuse(done)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/reviews/{id}/close',
      tag,
      summary: 'Close it; a critical one waits for a second signature',
      params: idParam,
      body: closing,
      answer: reviewSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'reviews', params.id)
      const done = await closeReviews(ports, caller, [{ ...body, id: params.id }])
      const [review] = done.ok ? done.result : []
      return done.ok && review ? record(c, shown(review, today())) : refuse(done.ok ? { ok: false, reason: 'unknown' } : done)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/reviews/close',
      tag,
      summary: 'Close many in one sign-off, all or none',
      body: closings,
      answer: z.object({ items: z.array(reviewSchema) }),
    },
    async ({ c, caller, body }) => {
      for (const { id } of body.items) await demandVisible(deps, caller, 'reviews', id)
      const done = await closeReviews(ports, caller, body.items)
      return done.ok ? c.json({ items: done.result.map((review) => shown(review, today())) }) : refuse(done, `items.${done.index}.`)
    },
  )
}

/** As the API shows it: with today's label and lateness. How each reason came about is told by the one record, not by lists. */
function shown(review: Review, today: string) {
  const { labelInputs: inputs, lateFromStart: _, ownerByHand: __, reasons, ...row } = review
  return {
    ...row,
    title: obligationOf(review.obligationId).title,
    questionIds: questionsTouched(
      reasons.map((reason) => reason.kind),
      [review.obligationId],
    ),
    caseIds: [...new Set(reasons.map((reason) => reason.caseId))].sort(compareText),
    reasons,
    claimIds: review.claimIds ?? [],
    late: isLate(review, today),
    label: labelOn(today, labelInputs.parse(inputs)),
  }
}
