import { z } from '@hono/zod-openapi'
import { catalogue } from '../../../collectors/catalogue'
import { catalogueVendor } from '../../core/catalogue'
import { addFromCatalogue } from '../../flows/add-from-catalogue'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { invalid, notFound, Problem } from '../problem'

const tag = 'Catalogue'
const shortSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  domains: z.array(z.string()),
  systems: z.number().int(),
  sources: z.number().int(),
})
const pickedSchema = z.object({
  id: z.string(),
  vendorId: z.string(),
  systemIds: z.array(z.string()),
  sourceIds: z.array(z.string()),
  version: z.number().int(),
})

/** The catalogue: vendors that we know, to be picked into the register with their systems and sources. */
export function catalogueRoutes(app: App, { ports }: AppDeps): void {
  const query = z.object({ q: z.string().max(200).optional() })
  const items = z.object({ items: z.array(shortSchema), next: z.null(), total: z.number().int() })
  endpoint(
    app,
    { method: 'get', path: '/catalogue', tag, summary: 'Vendors of the catalogue, by a word of their name', query, answer: items },
    async ({ c, query: { q } }) => {
      const word = q?.toLowerCase() ?? ''
      const found = [...catalogue().values()].filter((vendor) =>
        [vendor.name, ...vendor.aliases, ...vendor.domains].some((text) => text.toLowerCase().includes(word)),
      )
      const short = found.map(({ id, name, kind, domains, systems, sources }) => ({
        id,
        name,
        kind,
        domains,
        systems: systems.length,
        sources: sources.length,
      }))
      return c.json({ items: short, next: null, total: short.length })
    },
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/catalogue/{id}',
      tag,
      summary: 'One vendor of the catalogue',
      params: z.object({ id: z.string() }),
      answer: catalogueVendor,
    },
    async ({ c, params }) => {
      const entry = catalogue().get(params.id)
      if (!entry) throw notFound()
      return c.json(entry)
    },
  )

  const body = z.strictObject({ id: z.string(), unitId: z.string().nullish(), systems: z.array(z.string()).optional() })
  endpoint(
    app,
    {
      method: 'post',
      path: '/vendors/from-catalogue',
      tag,
      summary: 'Pick a vendor with its systems and sources',
      body,
      answer: pickedSchema,
      status: 201,
    },
    async ({ c, caller, body: given }) => {
      const done = await addFromCatalogue(ports, caller, { id: given.id, unitId: given.unitId ?? null, systems: given.systems })
      if (!done.ok && done.reason === 'there-already')
        throw new Problem(409, 'already-exists', `This vendor is in the register already: ${done.vendorId}.`)
      if (!done.ok)
        throw invalid([
          done.reason === 'no-such-unit' ? { path: 'unitId', message: 'no such unit' } : { path: 'id', message: 'not in the catalogue' },
        ])
      c.header('etag', `"${done.vendor.version}"`)
      const ids = { systemIds: done.systems.map((system) => system.id), sourceIds: done.sources.map((source) => source.id) }
      return c.json({ id: done.vendor.id, vendorId: done.vendor.id, ...ids, version: done.vendor.version }, 201)
    },
  )
}
