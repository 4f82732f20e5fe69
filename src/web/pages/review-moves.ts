import { z } from 'zod'
import { closeReviews, closing } from '../../flows/close-reviews'
import { approveReview, reassignReview, reopenReview, returnReview, startReview } from '../../flows/move-review'
import { isVisible } from '../../store/visibility'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, invalid, notFound } from '../problem'
import { actorOf, resultOf } from './act'
import { doneAt } from './flash'

const because = z.string().trim().min(1).max(2_000)

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

  app.post('/reviews/:id/start', async (c) => {
    const id = await seen(c)
    resultOf(await startReview(ports, actorOf(c), id))
    return back(c, id, 'started')
  })

  app.post('/reviews/:id/close', async (c) => {
    const id = await seen(c)
    const { typed, all } = await formFields(c)
    const signed = closing.safeParse({ outcome: typed.outcome, reason: typed.reason, evidenceIds: all('evidence') })
    if (!signed.success) throw invalid(fieldErrors(signed.error), 'Choose an outcome and say why.')
    const [review] = resultOf(await closeReviews(ports, actorOf(c), [{ ...signed.data, id }]))
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
