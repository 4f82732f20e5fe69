import { addEvidence, maxEvidenceBytes, newEvidence } from '../../flows/add-evidence'
import { closeReviews, closings } from '../../flows/close-reviews'
import { approveReview } from '../../flows/move-review'
import { callerOf, demand } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields, formFile } from '../form-data'
import { fieldErrors, invalid, notFound, Problem } from '../problem'
import { actorOf, resultOf } from './act'
import { changeTitle } from './change-words'
import { doneAt } from './flash'
import { show } from './show'
import { type SignedSoFar, type UseOfCase, UseReview, untouched, useOfCase, useTitle } from './use-review'

/** One page for a case and a use of ours: one sign-off closes all its reviews, each with its own outcome; and the second signature under them. */
export function useReviewPages(app: App, deps: AppDeps): void {
  const { ports } = deps

  const demandUse = async (c: AppContext) => {
    const { id: caseId = '', deploymentId = '' } = c.req.param()
    const view = await useOfCase(deps, callerOf(c), { caseId, deploymentId })
    if (!view) throw notFound()
    return view
  }
  const page = (c: AppContext, view: UseOfCase, so: SignedSoFar, status: 200 | 400 | 409 = 200) => {
    const [first] = view.behind
    return show(
      c,
      deps,
      {
        title: useTitle(view),
        section: 'reviews',
        crumbs: [
          { href: '/reviews', label: 'Reviews' },
          ...(first ? [{ href: `/findings/${first.finding.id}`, label: changeTitle(first.vendorName, first.finding, null) }] : []),
        ],
        children: <UseReview view={view} so={so} now={ports.now()} />,
      },
      status,
    )
  }
  const addressOfUse = ({ case: { id }, use }: UseOfCase) => `/cases/${id}/uses/${use.deployment.id}`

  app.get('/cases/:id/uses/:deploymentId', async (c) => page(c, await demandUse(c), untouched))

  app.post('/cases/:id/uses/:deploymentId', async (c) => {
    const view = await demandUse(c)
    const { typed, all } = await formFields(c)
    if (typed.second !== undefined) return signSecond(c, view, typed.second.split(' '))
    const evidence = all('evidence')
    const again = (faults: SignedSoFar['faults'], status: 400 | 409) => page(c, view, { typed, evidence, faults }, status)
    const answered = view.toSign.map((review) => ({
      id: review.id,
      outcome: typed[`outcome-${review.id}`] || typed.outcome || '',
      reason: typed[`reason-${review.id}`]?.trim() || typed.reason?.trim() || '',
      evidenceIds: evidence,
    }))
    const missing = answered.filter(({ outcome, reason }) => !outcome || !reason)
    if (missing.length)
      return again(
        missing.map(({ id, outcome }) => ({ path: `outcome-${id}`, message: outcome ? 'say why' : 'choose an outcome, here or for all' })),
        400,
      )
    const given = closings.safeParse({ items: answered })
    if (!given.success) return again(faultsOf(fieldErrors(given.error), answered), 400)
    const added = await uploaded(c, view, typed.documentName)
    const items = given.data.items.map((item) => ({ ...item, evidenceIds: [...item.evidenceIds, ...(added ? [added] : [])] }))
    const done = await closeReviews(ports, actorOf(c), items)
    if (!done.ok) return again([{ path: null, message: done.detail ?? 'One of them has been signed meanwhile. Nothing was signed.' }], 409)
    return c.redirect(doneAt(addressOfUse(view), 'signed-many'), 303)
  })

  async function signSecond(c: AppContext, view: UseOfCase, ids: readonly string[]) {
    demand(callerOf(c), 'approve')
    const waiting = new Set(view.waiting.map((review) => review.id))
    for (const id of ids) if (waiting.has(id)) resultOf(await approveReview(ports, actorOf(c), id))
    return c.redirect(doneAt(addressOfUse(view), 'approved'), 303)
  }

  /** The document that came with the sign-off, kept as evidence about the vendor that changed; null where there came none. */
  async function uploaded(c: AppContext, view: UseOfCase, name: string | undefined): Promise<string | null> {
    const file = await formFile(c, 'document')
    if (!file) return null
    if (file.size > maxEvidenceBytes) throw new Problem(413, 'too-large', 'A document may have 25 MB.')
    const given = newEvidence.safeParse({
      vendorId: view.case.vendorId,
      name: name?.trim() || file.name || 'A document',
      supports: [...new Set(view.toSign.map((review) => review.obligationId))],
    })
    if (!given.success) throw invalid(fieldErrors(given.error), 'The document’s name is too long.')
    const body = new Uint8Array(await file.arrayBuffer())
    const kept = await addEvidence(ports, actorOf(c), given.data, { name: file.name || null, body })
    return resultOf(kept).id
  }
}

const faultsOf = (errors: readonly { path: string; message: string }[], answered: readonly { id: string }[]): SignedSoFar['faults'] =>
  errors.map(({ path, message }) => {
    const at = answered[Number(/^items\.(\d+)/.exec(path)?.[1] ?? -1)]
    return { path: at ? `outcome-${at.id}` : null, message }
  })
