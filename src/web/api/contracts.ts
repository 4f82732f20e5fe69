import { z } from '@hono/zod-openapi'
import { contractFields, contractRowFrom, newContract, removeContract, saveContract } from '../../flows/save-contract'
import { type Contract, contractById, contractsPage, contractsPageAsOf } from '../../store/contracts'
import { contracts } from '../../store/schema'
import { isVisible, visible } from '../../store/visibility'
import { demandVersion, record } from '../answer'
import { demandAsOf } from '../as-of'
import type { Caller } from '../authorise'
import { anyFields, edited } from '../edit'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound } from '../problem'
import { refuse } from './record-routes'

const tag = 'Contracts'
const id = z.object({ id: z.string() })
const list: ListOptions<'vendorId'> = { sort: ['createdAt', 'id', 'reference', 'endsOn', 'noticeByOn'], filter: ['vendorId'] }
const contractSchema = z
  .object({
    id: z.string(),
    ...contractFields.shape,
    version: z.number().int(),
    demo: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Contract')

/** Contracts with vendors: their days and what their clauses say. */
export function contractsRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  endpoint(
    app,
    {
      method: 'get',
      path: '/contracts',
      tag,
      summary: 'Contracts, page by page',
      query: listQuery(list),
      answer: pageSchema(contractSchema),
    },
    async ({ c, caller }) => {
      const request = listRequest(c, list, ports.now())
      if (request.asOf !== null) return c.json(pageOrProblem(await contractsPageAsOf(db, caller, request, request.asOf)))
      return c.json(pageOrProblem(await contractsPage(db, caller, request)))
    },
  )

  const asOf = z.object({ asOf: z.string().optional() })
  endpoint(
    app,
    { method: 'get', path: '/contracts/{id}', tag, summary: 'One contract', params: id, query: asOf, answer: contractSchema },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null) return c.json(await demandAsOf(deps, caller, { noun: 'contracts', entity: 'contract', id: params.id, at }))
      return record(c, await demand(caller, params.id))
    },
  )

  endpoint(
    app,
    { method: 'post', path: '/contracts', tag, summary: 'Add a contract', body: newContract, answer: contractSchema, status: 201 },
    async ({ c, caller, body }) => {
      const { id: wanted, ...given } = body
      await demandVendor(caller, given.vendorId)
      const done = await saveContract(ports, caller, contractRowFrom(given, { id: wanted ?? ports.newId(), at: ports.now() }, null), null)
      return done.ok ? record(c, done.row, 201) : refuse(done, 'contract')
    },
  )

  for (const method of ['put', 'patch'] as const) {
    const summary = method === 'put' ? 'Replace a contract' : 'Edit a contract'
    const shownBody = method === 'put' ? contractFields : contractFields.partial()
    endpoint(
      app,
      { method, path: '/contracts/{id}', tag, summary, params: id, body: anyFields, shownBody, answer: contractSchema, versioned: true },
      async ({ c, caller, params, body }) => {
        const before = await demand(caller, params.id)
        demandVersion(c, before.version)
        const given = edited(contractFields, before, body, method)
        await demandVendor(caller, given.vendorId)
        const done = await saveContract(ports, caller, contractRowFrom(given, { id: before.id, at: ports.now() }, before), before)
        return done.ok ? record(c, done.row) : refuse(done, 'contract')
      },
    )
  }

  endpoint(
    app,
    {
      method: 'delete',
      path: '/contracts/{id}',
      tag,
      summary: 'Remove a contract',
      params: id,
      answer: null,
      status: 204,
      versioned: true,
    },
    async ({ c, caller, params }) => {
      const before = await demand(caller, params.id)
      demandVersion(c, before.version)
      const done = await removeContract(ports, caller, before)
      return done.ok ? c.body(null, 204) : refuse(done, 'contract')
    },
  )

  async function demand(caller: Caller, contractId: string): Promise<Contract> {
    const row = await contractById(db, contractId, visible.filed(caller, contracts.vendorId, contracts.createdAt))
    if (!row) throw notFound()
    return row
  }

  async function demandVendor(caller: Caller, vendorId: string): Promise<void> {
    if (!(await isVisible(db, caller, 'vendors', vendorId))) throw invalid([{ path: 'vendorId', message: `no such vendor: ${vendorId}` }])
  }
}
