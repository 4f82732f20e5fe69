import { z } from '@hono/zod-openapi'
import { type ModelInUse, modelsInUse } from '../../flows/models-in-use'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'

const day = z.iso.date()
const origin = z.enum(['pack', 'source', 'person'])
const dated = z.object({
  day,
  origin,
  sourceId: z.string().nullable(),
  quote: z.string().nullable(),
  toldAt: z.string(),
  moved: z.array(z.object({ day, toldAt: z.string(), origin })),
})
const modelSchema = z
  .object({
    model: z.string(),
    announced: dated.nullable(),
    earliest: dated.nullable(),
    committed: dated.nullable(),
    observed: dated.nullable(),
    replacement: z.string().nullable(),
    daysLeft: z.number().int().nullable(),
    endsSoon: z.boolean(),
    systems: z.array(
      z.object({ id: z.string(), name: z.string(), vendorId: z.string(), vendorName: z.string(), binding: z.string().nullable() }),
    ),
    deployments: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        systemId: z.string(),
        ownerId: z.string().nullable(),
        ownerName: z.string().nullable(),
        daysLeft: z.number().int().nullable(),
      }),
    ),
  })
  .openapi('ModelInUse')

/** The models that registered systems run on: what is known of the end of each, whom it reaches, and what takes its place. */
export function modelsRoutes(app: App, { ports }: AppDeps): void {
  endpoint(
    app,
    {
      method: 'get',
      path: '/models',
      tag: 'Models',
      summary: 'Models in use, what ends first coming first',
      query: z.object({ systemId: z.string().optional(), endsSoon: z.enum(['true', 'false']).optional() }),
      answer: z.object({ items: z.array(modelSchema), next: z.null(), total: z.number().int() }),
    },
    async ({ c, caller, query }) => {
      const all = await modelsInUse(ports, caller, query.systemId ? [query.systemId] : undefined)
      const items = all.filter((one) => query.endsSoon === undefined || one.endsSoon === (query.endsSoon === 'true')).map(shown)
      return c.json({ items, next: null, total: items.length })
    },
  )
}

function shown({ model, standing, endsSoon, systems, uses }: ModelInUse): z.infer<typeof modelSchema> {
  const { replacement, daysLeft } = standing
  const of = (kind: 'announced' | 'earliest' | 'committed' | 'observed') => {
    const told = standing[kind]
    if (!told) return null
    const { day: on, origin: by, sourceId, quote, toldAt, moved } = told
    return { day: on, origin: by, sourceId, quote, toldAt, moved }
  }
  return {
    model,
    announced: of('announced'),
    earliest: of('earliest'),
    committed: of('committed'),
    observed: of('observed'),
    replacement,
    daysLeft,
    endsSoon,
    systems: systems.map(({ demo: _, ...system }) => system),
    deployments: uses.map(({ id, name, systemId, ownerId, ownerName }) => ({ id, name, systemId, ownerId, ownerName, daysLeft })),
  }
}
