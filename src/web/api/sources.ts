import { z } from '@hono/zod-openapi'
import { captureVerdicts, healthStates, transportCauses } from '../../core/capture'
import { newSource, sourceFields } from '../../core/source-check'
import { namedVendor } from '../../flows/name-vendor'
import { registerWriting } from '../../flows/register-writing'
import { removeSource, type SourceRefusal, saveSource } from '../../flows/save-source'
import { sourceRowFrom } from '../../flows/source-row'
import { sources } from '../../store/schema'
import { healthOf, type Source, sourceById, sourcesPage, sourcesPageAsOf } from '../../store/sources'
import { sizesBySource } from '../../store/storage'
import { isVisible, visible } from '../../store/visibility'
import { demandVersion, record, stale } from '../answer'
import { demandAsOf } from '../as-of'
import type { Caller } from '../authorise'
import { anyFields, edited } from '../edit'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound, Problem } from '../problem'
import { demandWithin } from '../within-units'

const tag = 'Sources'
const id = z.object({ id: z.string() })
const asOf = z.object({ asOf: z.string().optional() })
const list: ListOptions<'vendorId' | 'type' | 'enabled' | 'health' | 'systemId' | 'q'> = {
  sort: ['createdAt', 'id', 'url', 'type', 'updatedAt'],
  filter: ['vendorId', 'type', 'enabled', 'health', 'systemId', 'q'],
}
const sourceSchema = z
  .object({
    id: z.string(),
    ...sourceFields.shape,
    systemIds: z.array(z.string()),
    origin: z.string(),
    /** What polling found is told as it is now, not of the past. */
    health: z
      .object({
        state: z.enum(healthStates),
        cause: z.enum([...transportCauses, ...captureVerdicts]).nullable(),
        since: z.string().nullable(),
      })
      .optional(),
    lastCheckedAt: z.string().nullish(),
    lastGoodAt: z.string().nullish(),
    nextPollAt: z.string().nullish(),
    /** All fetches; kept bodies, and what they take as stored. */
    stored: z.object({ checks: z.number().int(), bodies: z.number().int(), bytes: z.number().int() }).optional(),
    version: z.number().int(),
    demo: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Source')

/** Sources as the API shows them, with their health. One without a state yet was never read, or is switched off. */
export async function shownSources(db: AppDeps['ports']['db'], rows: readonly Source[]) {
  const ids = rows.map((row) => row.id)
  const [states, sizes] = await Promise.all([healthOf(db, ids), sizesBySource(db, ids)])
  const stored = new Map(sizes.map(({ id, ...size }) => [id, size]))
  return rows.map((row) => {
    const state = states.get(row.id)
    const health = row.enabled ? (state?.health ?? 'never-read') : ('paused' as const)
    return {
      ...row,
      health: { state: health, cause: health === 'paused' ? null : (state?.cause ?? null), since: state?.healthSince ?? null },
      lastCheckedAt: state?.lastCheckedAt ?? null,
      lastGoodAt: state?.lastGoodAt ?? null,
      nextPollAt: health === 'paused' ? null : (state?.nextPollAt ?? null),
      stored: stored.get(row.id) ?? { checks: 0, bodies: 0, bytes: 0 },
    }
  })
}

/** Sources: the public pages and feeds of vendors that are polled. Saving one fetches nothing. */
export function sourcesRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  endpoint(
    app,
    { method: 'get', path: '/sources', tag, summary: 'Sources, page by page', query: listQuery(list), answer: pageSchema(sourceSchema) },
    async ({ c, caller }) => {
      const request = listRequest(c, list, ports.now())
      if (request.asOf !== null) return c.json(pageOrProblem(await sourcesPageAsOf(db, caller, request, request.asOf)))
      const page = pageOrProblem(await sourcesPage(db, caller, request))
      return c.json({ ...page, items: await shownSources(db, page.items) })
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/sources/{id}', tag, summary: 'One source, with its health', params: id, query: asOf, answer: sourceSchema },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null) return c.json(await demandAsOf(deps, caller, { noun: 'sources', entity: 'source', id: params.id, at }))
      return record(c, await shown(await demand(caller, params.id)))
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/sources',
      tag,
      summary: 'Add a source; nothing is fetched',
      body: newSource,
      answer: sourceSchema,
      status: 201,
    },
    async ({ c, caller, body }) => {
      const { id: wanted, vendor, vendorId, ...given } = body
      const named = vendor === undefined ? null : await namedVendor(ports, vendor)
      if (vendor !== undefined && !named) throw invalid([{ path: 'vendor', message: 'several vendors have this name: give vendorId' }])
      const owner = named?.vendor.id ?? vendorId ?? ''
      if (!named?.isNew && (await isVisible(db, caller, 'vendors', owner)) === false)
        throw invalid([{ path: 'vendorId', message: `no such vendor: ${owner}` }])
      const also = named?.isNew ? [registerWriting(db, 'vendor', { added: [named.vendor] })] : []
      const row = sourceRowFrom(given, owner, { id: wanted ?? ports.newId(), at: ports.now() }, null)
      await demandWithin(deps, caller, { systemIds: row.systemIds })
      const done = await saveSource(ports, caller, row, null, also)
      return done.ok ? record(c, await shown(done.row), 201) : refuse(done)
    },
  )

  for (const method of ['put', 'patch'] as const) {
    const summary = method === 'put' ? 'Replace a source' : 'Edit a source; a changed address or rule makes a new baseline'
    const shownBody = method === 'put' ? sourceFields : sourceFields.partial()
    endpoint(
      app,
      { method, path: '/sources/{id}', tag, summary, params: id, body: anyFields, shownBody, answer: sourceSchema, versioned: true },
      async ({ c, caller, params, body }) => {
        const before = await demand(caller, params.id)
        demandVersion(c, before.version)
        const { vendorId, ...given } = edited(sourceFields, await shown(before), body, method)
        if (vendorId !== before.vendorId && (await isVisible(db, caller, 'vendors', vendorId)) === false)
          throw invalid([{ path: 'vendorId', message: `no such vendor: ${vendorId}` }])
        const row = sourceRowFrom(given, vendorId, { id: before.id, at: ports.now() }, before)
        await demandWithin(deps, caller, { systemIds: row.systemIds }, before)
        const done = await saveSource(ports, caller, row, before)
        return done.ok ? record(c, await shown(done.row)) : refuse(done)
      },
    )
  }

  endpoint(
    app,
    {
      method: 'delete',
      path: '/sources/{id}',
      tag,
      summary: 'Remove a source that was never read',
      params: id,
      answer: null,
      status: 204,
      versioned: true,
    },
    async ({ c, caller, params }) => {
      const before = await demand(caller, params.id)
      demandVersion(c, before.version)
      const done = await removeSource(ports, caller, before)
      return done.ok ? c.body(null, 204) : refuse(done)
    },
  )

  async function demand(caller: Caller, sourceId: string): Promise<Source> {
    const row = await sourceById(db, sourceId, visible.vendor(caller, sources.vendorId))
    if (!row) throw notFound()
    return row
  }

  async function shown(row: Source) {
    const [item] = await shownSources(db, [row])
    if (!item) throw new Error('a row was not shown')
    return item
  }
}

function refuse(refusal: SourceRefusal): never {
  switch (refusal.reason) {
    case 'invalid':
      throw invalid(refusal.errors)
    case 'watched-already':
      throw new Problem(
        409,
        'already-exists',
        `This address is watched for the vendor already, by the source ${refusal.sourceId}. One source may serve several systems.`,
      )
    case 'id-taken':
      throw new Problem(409, 'already-exists', 'There is a source with this id.')
    case 'in-use':
      throw new Problem(409, 'in-use', 'This source was read: what it brought is kept. Switch it off with enabled: false.')
    case 'changed':
      throw stale()
  }
}
