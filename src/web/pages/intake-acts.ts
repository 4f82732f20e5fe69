import type { z } from 'zod'
import { type Factor, factors } from '../../core/intake/factors'
import { documentIds, documentsFor } from '../../core/intake/tier'
import { handingOver, handOverRequest } from '../../flows/hand-over-request'
import { endRequest, joinRequest, linkVendor, startRequest, undoEnd } from '../../flows/move-vendor-request'
import { requestFields, requestRowFrom, saveVendorRequest } from '../../flows/save-vendor-request'
import { type VendorRequest, vendorRequestById } from '../../store/vendor-requests'
import { callerOf, demand } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, invalid, notFound, Problem } from '../problem'
import { demandWithin } from '../within-units'
import { actorOf, resultOf } from './act'
import { doneAt } from './flash'

const list: readonly Factor[] = factors

/** What the buttons and forms of a request do. */
export function intakeActs(app: App, deps: AppDeps): void {
  const { ports } = deps

  const found = async (c: AppContext): Promise<VendorRequest> => {
    const row = await vendorRequestById(ports.db, callerOf(c), c.req.param('id') ?? '')
    if (!row) throw notFound()
    return row
  }
  const back = (c: AppContext, id: string, done: string, at = '') => c.redirect(`${doneAt(`/intake/${id}`, done)}${at}`, 303)

  /** Keeps what was changed of a request, on top of what stands. */
  async function keep(c: AppContext, row: VendorRequest, changes: Partial<z.input<typeof requestFields>>, at: string) {
    const { vendorName, domain, systemName, purpose, neededOn, unitId, assigneeId, catalogueId, factors: known, documents } = row
    const parsed = requestFields.safeParse({
      ...{ vendorName, domain, systemName, purpose, neededOn, unitId, assigneeId, catalogueId, factors: known, documents },
      ...changes,
    })
    if (!parsed.success) throw invalid(fieldErrors(parsed.error))
    const begun = { id: row.id, at: ports.now(), askedBy: row.askedBy }
    const done = await saveVendorRequest(ports, actorOf(c), requestRowFrom(parsed.data, begun, row), row)
    if (done.ok) return back(c, row.id, 'saved', at)
    if (done.reason === 'invalid') throw invalid(done.errors)
    throw new Problem(409, done.reason, 'Somebody else may have changed it meanwhile. Read the page again.')
  }

  app.post('/intake/:id/answers', async (c) => {
    const row = await found(c)
    const { typed } = await formFields(c)
    return keep(c, row, { factors: Object.fromEntries(list.map(({ id }) => [id, typed[id] || null])) }, '#tier')
  })

  app.post('/intake/:id/edit', async (c) => {
    const row = await found(c)
    const { typed } = await formFields(c)
    const given = (name: 'domain' | 'systemName' | 'neededOn' | 'catalogueId') =>
      name in typed ? { [name]: typed[name]?.trim() || null } : {}
    return keep(
      c,
      row,
      {
        ...given('domain'),
        ...given('systemName'),
        ...given('neededOn'),
        ...given('catalogueId'),
        ...(typed.vendorName === undefined ? {} : { vendorName: typed.vendorName }),
        ...(typed.purpose === undefined ? {} : { purpose: typed.purpose }),
      },
      'catalogueId' in typed ? '#dup' : '',
    )
  })

  app.post('/intake/:id/documents', async (c) => {
    const row = await found(c)
    const { typed } = await formFields(c)
    return keep(c, row, { documents: documentsAfter(row, typed, ports.now().slice(0, 10)) }, '#docs')
  })

  app.post('/intake/:id/start', async (c) => {
    const row = await found(c)
    const { typed } = await formFields(c)
    resultOf(await startRequest(ports, actorOf(c), row.id, typed.personId || null))
    return back(c, row.id, typed.personId ? 'assigned' : 'request-started')
  })

  app.post('/intake/:id/join', async (c) => {
    const row = await found(c)
    const { typed } = await formFields(c)
    if (typed.requestId) {
      if (!(await vendorRequestById(ports.db, callerOf(c), typed.requestId))) throw notFound()
      resultOf(await joinRequest(ports, actorOf(c), row.id, typed.requestId))
      return back(c, typed.requestId, 'request-joined')
    }
    const vendorId = typed.part ? null : (typed.vendorId ?? '')
    if (vendorId !== null) await demandWithin(deps, callerOf(c), { vendorId })
    resultOf(await linkVendor(ports, actorOf(c), row.id, vendorId))
    return back(c, row.id, vendorId === null ? 'request-parted' : 'request-joined')
  })

  app.post('/intake/:id/end', async (c) => {
    const row = await found(c)
    const { typed } = await formFields(c)
    const reason = typed.reason?.trim()
    if (!reason) throw invalid([{ path: 'reason', message: 'say why' }])
    resultOf(await endRequest(ports, actorOf(c), row.id, typed.how === 'withdrawn' ? 'withdrawn' : 'declined', reason.slice(0, 5_000)))
    return back(c, row.id, 'ended')
  })

  app.post('/intake/:id/undo', async (c) => {
    const row = await found(c)
    resultOf(await undoEnd(ports, actorOf(c), row.id))
    return back(c, row.id, 'request-reopened')
  })

  app.post('/intake/:id/hand-over', async (c) => {
    const row = await found(c)
    const { typed, all } = await formFields(c)
    const chosen = typed.fromCatalogue ? { catalogueSystems: all('catalogueSystems'), catalogueSources: all('catalogueSources') } : {}
    const parsed = handingOver.safeParse({
      ...chosen,
      systemName: typed.systemName?.trim() || null,
      systemKind: typed.systemKind || null,
      useName: typed.useName?.trim() || null,
    })
    if (!parsed.success) throw invalid(fieldErrors(parsed.error))
    if (parsed.data.useName) demand(callerOf(c), 'write-cases')
    const done = await handOverRequest(ports, actorOf(c), row.id, parsed.data)
    resultOf(done.ok ? { ok: true, result: null } : done)
    return back(c, row.id, 'request-handed')
  })
}

/** The documents of a request after a press of a button: one asked for or come in today, all asked for, or days as typed. */
function documentsAfter(row: VendorRequest, typed: Record<string, string>, today: string): VendorRequest['documents'] {
  const [act = '', id = ''] = (typed.act ?? '').split(' ')
  const known = row.documents
  if (act === 'asked' || act === 'received')
    return { ...known, [id]: { ...known[id], [act === 'asked' ? 'askedOn' : 'receivedOn']: today } }
  if (act === 'asked-all') {
    const unasked = documentsFor(row.factors).filter((one) => !known[one.id]?.askedOn && !known[one.id]?.receivedOn)
    return { ...known, ...Object.fromEntries(unasked.map((one) => [one.id, { askedOn: today }])) }
  }
  const given = documentIds.flatMap((one) => {
    const value = (field: string) => typed[`${field}.${one}`]?.trim() || null
    if (!(`askedOn.${one}` in typed)) return []
    const days = { askedOn: value('askedOn'), receivedOn: value('receivedOn'), evidenceId: value('evidenceId') }
    return Object.values(days).some((day) => day !== null) ? [[one, days] as const] : []
  })
  return Object.fromEntries(given)
}
