import { movesOfChange } from '../../flows/claim-versions'
import { commenting, commentOnCase, takeBackComment } from '../../flows/comment-on-case'
import { dismissFinding, dismissing } from '../../flows/dismiss-finding'
import { assignCase, joinCase, snoozeCase, snoozing } from '../../flows/move-case'
import { setsOf } from '../../flows/offer-edits'
import { confirmFinding } from '../../flows/record-finding'
import { approveCase, triage, triageCase, triageCases } from '../../flows/triage-case'
import { undoTriage } from '../../flows/undo-triage'
import { caseById } from '../../store/cases'
import { findingsById } from '../../store/findings'
import { waitingCases } from '../../store/today-page'
import { isVisible } from '../../store/visibility'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, invalid, notFound } from '../problem'
import { demandWhole } from '../within-units'
import { actorOf, resultOf } from './act'
import { doneAt } from './flash'

/** What people do to a case and to a finding without one. Each form leads back to the change. */
export function casePages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  const seen = async (c: AppContext, noun: string) => {
    const id = c.req.param('id') ?? ''
    if (!(await isVisible(db, callerOf(c), noun, id))) throw notFound()
    return id
  }
  const changeOf = async (caseId: string) => {
    const found = await caseById(db, caseId)
    return found?.findingIds[0] ? `/findings/${found.findingIds[0]}` : '/changes'
  }

  app.get('/cases/:id', async (c) => c.redirect(await changeOf(await seen(c, 'cases')), 303))

  app.post('/triage', async (c) => {
    const { typed, all } = await formFields(c)
    const ids = [...new Set(all('case'))].slice(0, 200)
    if (!ids.length) throw invalid([{ path: 'case', message: 'pick at least one' }], 'Pick at least one case first.')
    const answered = triage.safeParse({ answer: typed.answer, reason: typed.reason })
    if (!answered.success) throw invalid(fieldErrors(answered.error), 'Say why.')
    for (const id of ids) {
      if (!(await isVisible(db, callerOf(c), 'cases', id))) throw notFound()
      if (answered.data.answer === 'not-material') await demandWhole(deps, callerOf(c), id)
    }
    resultOf(
      await triageCases(
        ports,
        actorOf(c),
        ids.map((id) => ({ ...answered.data, id })),
      ),
    )
    return c.redirect(doneAt('/changes?view=waiting', 'triaged-many'), 303)
  })

  app.post('/cases/:id/triage', async (c) => {
    const id = await seen(c, 'cases')
    const { typed, all } = await formFields(c)
    const chosen = all('set')
    const found = await caseById(db, id)
    const offered = Object.assign({}, ...(await findingsById(db, found?.findingIds ?? [])).map(setsOf))
    const sets = Object.fromEntries(Object.entries(offered).filter(([name]) => chosen.includes(name)))
    const reason = [typed.why, typed.reason]
      .map((part) => part?.trim())
      .filter(Boolean)
      .join('. ')
    const answered = triage.safeParse({ answer: typed.answer, reason, sets })
    if (!answered.success) throw invalid(fieldErrors(answered.error), 'Choose a reason, or write one.')
    if (answered.data.answer === 'not-material') await demandWhole(deps, callerOf(c), id)
    const done = resultOf(await triageCase(ports, actorOf(c), id, answered.data))
    const word = done.answer === 'material' ? 'material' : done.state === 'awaiting-second-signature' ? 'awaiting-second' : 'not-material'
    const [next] = (await waitingCases(db, callerOf(c), 2)).filter((one) => one.id !== id)
    return c.redirect(`${doneAt(await changeOf(id), word, id)}${next ? `&next=${encodeURIComponent(next.id)}` : ''}`, 303)
  })

  app.post('/cases/:id/undo', async (c) => {
    const id = await seen(c, 'cases')
    const { kept } = resultOf(await undoTriage(ports, actorOf(c), id))
    return c.redirect(doneAt(await changeOf(id), kept.length ? 'undone-kept' : 'undone'), 303)
  })

  app.post('/cases/:id/approve', async (c) => {
    const id = await seen(c, 'cases')
    await demandWhole(deps, callerOf(c), id)
    resultOf(await approveCase(ports, actorOf(c), id))
    return c.redirect(doneAt(await changeOf(id), 'approved'), 303)
  })

  app.post('/cases/:id/assign', async (c) => {
    const id = await seen(c, 'cases')
    const { typed } = await formFields(c)
    resultOf(await assignCase(ports, actorOf(c), id, typed.personId ?? ''))
    return c.redirect(doneAt(await changeOf(id), 'assigned'), 303)
  })

  app.post('/cases/:id/snooze', async (c) => {
    const id = await seen(c, 'cases')
    const { typed } = await formFields(c)
    const wanted = snoozing.safeParse({ until: typed.until, reason: typed.reason })
    if (!wanted.success) throw invalid(fieldErrors(wanted.error), 'Give a day and a reason.')
    resultOf(await snoozeCase(ports, actorOf(c), id, wanted.data))
    return c.redirect(doneAt(await changeOf(id), 'snoozed'), 303)
  })

  app.post('/cases/:id/join', async (c) => {
    const id = await seen(c, 'cases')
    const { typed } = await formFields(c)
    const into = typed.caseId ?? ''
    if (!(await isVisible(db, callerOf(c), 'cases', into))) throw invalid([{ path: 'caseId', message: 'no such case' }], 'Choose a case.')
    resultOf(await joinCase(ports, actorOf(c), id, into))
    return c.redirect(doneAt(await changeOf(into), 'joined'), 303)
  })

  app.post('/cases/:id/comments', async (c) => {
    const id = await seen(c, 'cases')
    const { typed } = await formFields(c)
    const said = commenting.safeParse({ text: typed.text })
    if (!said.success) throw invalid(fieldErrors(said.error), 'Write something, in at most 5,000 characters.')
    resultOf(await commentOnCase(ports, callerOf(c), id, said.data.text))
    return c.redirect(`${doneAt(await changeOf(id), 'commented')}#story`, 303)
  })

  app.post('/cases/:id/comments/:commentId/take-back', async (c) => {
    const id = await seen(c, 'cases')
    resultOf(await takeBackComment(ports, callerOf(c), { id: c.req.param('commentId'), caseId: id }))
    return c.redirect(`${doneAt(await changeOf(id), 'comment-taken-back')}#story`, 303)
  })

  app.post('/findings/:id/confirm', async (c) => {
    const id = await seen(c, 'findings')
    resultOf(await confirmFinding(ports, actorOf(c), id, (finding) => movesOfChange(ports, finding.changeId)))
    return c.redirect(doneAt(`/findings/${id}`, 'confirmed'), 303)
  })

  app.post('/findings/:id/dismiss', async (c) => {
    const id = await seen(c, 'findings')
    const { typed } = await formFields(c)
    const given = dismissing.safeParse({ reason: typed.reason })
    if (!given.success) throw invalid(fieldErrors(given.error), 'Give a reason.')
    resultOf(await dismissFinding(ports, actorOf(c), id, given.data.reason))
    return c.redirect(doneAt(`/findings/${id}`, 'dismissed'), 303)
  })
}
