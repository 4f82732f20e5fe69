import { z } from '@hono/zod-openapi'
import { addUnit, editUnit, newUnit, removeUnit, unitFields } from '../../flows/save-unit'
import { pageAsOf } from '../../store/history'
import { units } from '../../store/schema'
import { filterBy, selectPage } from '../../store/select-page'
import { type Unit, unitById } from '../../store/units'
import { demandVersion, record, stale } from '../answer'
import { demandAsOf } from '../as-of'
import { anyFields, edited } from '../edit'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound, Problem } from '../problem'

const tag = 'Units'
const id = z.object({ id: z.string() })
const list: ListOptions<'parentId'> = { sort: ['name', 'id', 'createdAt'], filter: ['parentId'] }
const unitSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    parentId: z.string().nullable(),
    roleHolders: z.record(z.string(), z.string()),
    version: z.number().int(),
    demo: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Unit')

/** Units: what keeps the register apart, and who holds which role of the pack in each. */
export function unitsRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports
  const unit = async (unitId: string): Promise<Unit> => (await unitById(db, unitId)) ?? absent()

  endpoint(
    app,
    { method: 'get', path: '/units', tag, summary: 'Units, page by page', query: listQuery(list), answer: pageSchema(unitSchema) },
    async ({ c }) => {
      const request = listRequest(c, list, ports.now())
      if (request.asOf !== null)
        return c.json(pageOrProblem(await pageAsOf(db, 'unit', { at: request.asOf, request, filters: request.filters, where: undefined })))
      const sortable = { name: units.name, id: units.id, createdAt: units.createdAt }
      return c.json(
        pageOrProblem(
          await selectPage(db, units, { id: units.id, sortable, where: filterBy(units.parentId, request.filters.parentId), request }),
        ),
      )
    },
  )

  const query = z.object({ asOf: z.string().optional() })
  endpoint(
    app,
    { method: 'get', path: '/units/{id}', tag, summary: 'One unit', params: id, query, answer: unitSchema },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null) return c.json(await demandAsOf(deps, caller, { noun: 'units', entity: 'unit', id: params.id, at }))
      return record(c, await unit(params.id))
    },
  )

  endpoint(
    app,
    { method: 'post', path: '/units', tag, summary: 'Add a unit', body: newUnit, answer: unitSchema, status: 201 },
    async ({ c, caller, body }) => {
      const done = await addUnit(ports, caller, body, caller.unitIds)
      return done.ok ? record(c, done.unit, 201) : refuse(done)
    },
  )

  for (const method of ['put', 'patch'] as const) {
    const shownBody = method === 'put' ? unitFields : unitFields.partial()
    const summary = method === 'put' ? 'Replace a unit' : 'Edit a unit'
    endpoint(
      app,
      { method, path: '/units/{id}', tag, summary, params: id, body: anyFields, shownBody, answer: unitSchema, versioned: true },
      async ({ c, caller, params, body }) => {
        const before = await unit(params.id)
        demandVersion(c, before.version)
        const done = await editUnit(ports, caller, before, edited(unitFields, before, body, method), caller.unitIds)
        return done.ok ? record(c, done.unit) : refuse(done)
      },
    )
  }

  endpoint(
    app,
    {
      method: 'delete',
      path: '/units/{id}',
      tag,
      summary: 'Remove a unit that nothing belongs to',
      params: id,
      answer: null,
      status: 204,
      versioned: true,
    },
    async ({ c, caller, params }) => {
      const before = await unit(params.id)
      demandVersion(c, before.version)
      const done = await removeUnit(ports, caller, before)
      return done.ok ? c.body(null, 204) : refuse(done)
    },
  )
}

function absent(): never {
  throw notFound()
}

function refuse(refusal: Exclude<Awaited<ReturnType<typeof addUnit>>, { ok: true }>): never {
  switch (refusal.reason) {
    case 'id-taken':
      throw new Problem(409, 'already-exists', 'There is a unit with this id.')
    case 'changed':
      throw stale()
    case 'in-use':
      throw new Problem(409, 'in-use', 'People, records or other units belong to this unit.')
    case 'no-such-parent':
      throw invalid([{ path: 'parentId', message: 'no such unit' }])
    case 'beyond-units':
      throw invalid([{ path: 'parentId', message: 'expected one of your units' }])
    case 'cycle':
      throw invalid([{ path: 'parentId', message: 'a unit cannot be below itself' }])
    case 'no-such-person':
      throw invalid([{ path: `roleHolders.${refusal.role}`, message: 'no such person' }])
    case 'unknown':
      throw notFound()
  }
}
