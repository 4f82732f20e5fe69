import { z } from '@hono/zod-openapi'
import { addCertificate, certificateFields, editCertificate, newCertificate, removeCertificate } from '../../flows/save-certificate'
import { type Certificate, certificateById, certificateState, certificateStates, certificatesPage } from '../../store/certificates'
import { certificates } from '../../store/schema'
import { isVisible, visible } from '../../store/visibility'
import { demandVersion, record, stale } from '../answer'
import { demandAsOf } from '../as-of'
import type { Caller } from '../authorise'
import { anyFields, edited } from '../edit'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound } from '../problem'
import { refuse } from './refuse'
import { asOfQuery, dayOf, idParam } from './shared'

const tag = 'Certificates'
const list: ListOptions<'vendorId' | 'standard'> = { sort: ['-createdAt', 'validTo', 'updatedAt', 'id'], filter: ['vendorId', 'standard'] }
const text = z.string().nullable()
const certificateSchema = z
  .object({
    id: z.string(),
    vendorId: z.string(),
    standard: z.string(),
    number: text,
    issuer: text,
    scope: text,
    validFrom: text,
    validTo: text,
    evidenceId: text,
    withdrawnReason: text,
    state: z.enum(certificateStates),
    version: z.number().int(),
    demo: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Certificate')
const stored = z.custom<Certificate>((value) => typeof value === 'object' && value !== null && 'standard' in value)
const shown = (row: Certificate, today: string) => ({ ...row, state: certificateState(row, today) })

/** Certificates of vendors: ISO/IEC 42001, ISO/IEC 27001, SOC 2 and others, with scope and validity. */
export function certificatesRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports
  const today = () => ports.now().slice(0, 10)

  endpoint(
    app,
    {
      method: 'get',
      path: '/certificates',
      tag,
      summary: 'Certificates, page by page',
      query: listQuery(list),
      answer: pageSchema(certificateSchema),
    },
    async ({ c, caller }) => {
      const day = dayOf(c, ports.now())
      const page = pageOrProblem(await certificatesPage(db, caller, listRequest(c, list, ports.now())))
      return c.json({ ...page, items: page.items.map((item) => shown(stored.parse(item), day)) })
    },
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/certificates/{id}',
      tag,
      summary: 'One certificate',
      params: idParam,
      query: asOfQuery,
      answer: certificateSchema,
    },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at === null) return record(c, shown(await demand(caller, params.id), today()))
      const then = await demandAsOf(deps, caller, { noun: 'certificates', entity: 'certificate', id: params.id, at })
      return record(c, shown(stored.parse(then), at.slice(0, 10)))
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/certificates',
      tag,
      summary: 'Add a certificate',
      body: newCertificate,
      answer: certificateSchema,
      status: 201,
    },
    async ({ c, caller, body }) => {
      if (!(await isVisible(db, caller, 'vendors', body.vendorId))) throw invalid([{ path: 'vendorId', message: 'no such vendor' }])
      const done = await addCertificate(ports, caller, body)
      return done.ok ? record(c, shown(done.result, today()), 201) : refuse(done)
    },
  )

  for (const method of ['put', 'patch'] as const) {
    const shownBody = method === 'put' ? certificateFields : certificateFields.partial()
    const summary = method === 'put' ? 'Replace a certificate' : 'Edit a certificate'
    endpoint(
      app,
      {
        method,
        path: '/certificates/{id}',
        tag,
        summary,
        params: idParam,
        body: anyFields,
        shownBody,
        answer: certificateSchema,
        versioned: true,
      },
      async ({ c, caller, params, body }) => {
        const before = await demand(caller, params.id)
        demandVersion(c, before.version)
        const done = await editCertificate(ports, caller, before, edited(certificateFields, shown(before, today()), body, method))
        if (!done.ok && done.reason === 'changed') throw stale()
        return done.ok ? record(c, shown(done.result, today())) : refuse(done)
      },
    )
  }

  endpoint(
    app,
    {
      method: 'delete',
      path: '/certificates/{id}',
      tag,
      summary: 'Remove a certificate that should not be on record',
      params: idParam,
      answer: null,
      status: 204,
      versioned: true,
    },
    async ({ c, caller, params }) => {
      const before = await demand(caller, params.id)
      demandVersion(c, before.version)
      const done = await removeCertificate(ports, caller, before)
      if (!done.ok && done.reason === 'changed') throw stale()
      return done.ok ? c.body(null, 204) : refuse(done)
    },
  )

  async function demand(caller: Caller, id: string): Promise<Certificate> {
    const row = await certificateById(db, id, visible.filed(caller, certificates.vendorId, certificates.createdAt))
    if (!row) throw notFound()
    return row
  }
}
