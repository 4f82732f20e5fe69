import { z } from 'zod'
import { addEvidence, maxEvidenceBytes, newEvidence } from '../../flows/add-evidence'
import { closeReviews, closing } from '../../flows/close-reviews'
import { approveReview, keepDraft, reassignReview, reopenReview, returnReview } from '../../flows/move-review'
import { reviewById } from '../../store/reviews'
import { vendorOfReview } from '../../store/reviews-page'
import { isVisible } from '../../store/visibility'
import { callerOf, demand } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields, formFile } from '../form-data'
import { fieldErrors, invalid, notFound, Problem } from '../problem'
import { actorOf, resultOf } from './act'
import { doneAt } from './flash'

const because = z.string().trim().min(1).max(2_000)
const draft = z.string().max(5_000)

/** The forms of a review's page. */
export function reviewMoves(app: App, deps: AppDeps): void {
  const { ports } = deps

  const seen = async (c: AppContext) => {
    const id = c.req.param('id') ?? ''
    if (!(await isVisible(ports.db, callerOf(c), 'reviews', id))) throw notFound()
    return id
  }
  const back = (c: AppContext, id: string, done: string) => c.redirect(doneAt(`/reviews/${id}`, done), 303)
  const reasonOf = async (c: AppContext) => {
    const { typed } = await formFields(c)
    const reason = because.safeParse(typed.reason)
    if (!reason.success) throw invalid([{ path: 'reason', message: 'Give a reason.' }], 'Give a reason.')
    return reason.data
  }

  /** The document that came with a form, kept as evidence about the review's vendor; null where there came none. */
  const uploaded = async (c: AppContext, id: string, name: string | undefined): Promise<string | null> => {
    const file = await formFile(c, 'document')
    if (!file) return null
    demand(callerOf(c), 'write-sources')
    if (file.size > maxEvidenceBytes) throw new Problem(413, 'too-large', 'A document may have 25 MB.')
    const [review, vendorId] = await Promise.all([reviewById(ports.db, id), vendorOfReview(ports.db, id)])
    if (!review || !vendorId) throw notFound()
    if (review.state !== 'open' && review.state !== 'in-progress')
      throw new Problem(409, 'wrong-state', `The review is ${review.state}: nothing was kept.`)
    const given = newEvidence.safeParse({ vendorId, name: name?.trim() || file.name || 'A document', supports: [review.obligationId] })
    if (!given.success) throw invalid(fieldErrors(given.error), 'The document’s name is too long.')
    const body = new Uint8Array(await file.arrayBuffer())
    const kept = await addEvidence(ports, actorOf(c), given.data, { name: file.name || null, body })
    return resultOf(kept).id
  }

  app.post('/reviews/:id/start', async (c) => {
    const id = await seen(c)
    const { typed, all } = await formFields(c)
    const reason = draft.safeParse(typed.reason ?? '')
    if (!reason.success) throw invalid(fieldErrors(reason.error, 'reason'), 'The reason is too long.')
    const added = await uploaded(c, id, typed.documentName)
    const chosen = [...all('evidence'), ...(added ? [added] : [])]
    resultOf(await keepDraft(ports, actorOf(c), id, reason.data))
    const query = chosen.map((one) => `&evidence=${encodeURIComponent(one)}`).join('')
    return c.redirect(`${doneAt(`/reviews/${id}`, 'started')}${query}`, 303)
  })

  app.post('/reviews/:id/close', async (c) => {
    const id = await seen(c)
    const { typed, all } = await formFields(c)
    const signed = closing.safeParse({ outcome: typed.outcome, reason: typed.reason, evidenceIds: all('evidence') })
    if (!signed.success) throw invalid(fieldErrors(signed.error), 'Choose an outcome and say why.')
    const added = await uploaded(c, id, typed.documentName)
    const evidenceIds = [...signed.data.evidenceIds, ...(added ? [added] : [])]
    const [review] = resultOf(await closeReviews(ports, actorOf(c), [{ ...signed.data, evidenceIds, id }]))
    return back(c, id, review?.state === 'awaiting-second-signature' ? 'awaiting-second' : 'closed')
  })

  app.post('/reviews/:id/approve', async (c) => {
    const id = await seen(c)
    resultOf(await approveReview(ports, actorOf(c), id))
    return back(c, id, 'approved')
  })

  app.post('/reviews/:id/return', async (c) => {
    const id = await seen(c)
    resultOf(await returnReview(ports, actorOf(c), id, await reasonOf(c)))
    return back(c, id, 'returned')
  })

  app.post('/reviews/:id/reopen', async (c) => {
    const id = await seen(c)
    resultOf(await reopenReview(ports, actorOf(c), id, await reasonOf(c)))
    return back(c, id, 'reopened')
  })

  app.post('/reviews/:id/reassign', async (c) => {
    const id = await seen(c)
    const { typed } = await formFields(c)
    resultOf(await reassignReview(ports, actorOf(c), id, typed.personId ?? ''))
    return back(c, id, 'reassigned')
  })
}
