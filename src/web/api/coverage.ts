import { z } from '@hono/zod-openapi'
import { coverageOf, coverageStates, obligationsOf } from '../../flows/coverage'
import { totalLimit } from '../../store/page'
import { seesToday } from '../../store/visibility'
import { countDeployments, nextDeployments } from '../../store/work-pages'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { pageSchema } from '../list'
import { invalid } from '../problem'
import { texts } from './shared'

const cellSchema = z
  .object({
    obligationId: z.string(),
    deploymentId: z.string(),
    state: z.enum(coverageStates),
    reviewIds: texts,
    evidenceIds: texts,
    because: z.string(),
  })
  .openapi('Coverage')
const query = z.object({
  framework: z.string().optional(),
  deploymentId: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional(),
})

/** Coverage: how each obligation stands for each deployment. Pages run through the deployments by id, each with all its obligations. */
export function coverageRoutes(app: App, { ports }: AppDeps): void {
  const { db } = ports
  endpoint(
    app,
    {
      method: 'get',
      path: '/coverage',
      tag: 'Coverage',
      summary: 'Obligations by deployment, page by page',
      query,
      answer: pageSchema(cellSchema),
    },
    async ({ c, caller, query: asked }) => {
      const all = obligationsOf(asked.framework ?? null)
      if (!all.length) throw invalid([{ path: 'framework', message: 'no such framework' }])
      const today = ports.now().slice(0, 10)
      const obligations = all.filter(({ framework }) => caller.limits?.frameworks?.includes(framework) ?? true)
      if (!obligations.length || !seesToday(caller, today)) return c.json({ items: [], next: null, total: 0 })
      const from = cursorOf(asked.cursor)
      const each = obligations.length
      const filter = { deploymentId: asked.deploymentId ?? null }
      const deployments = await nextDeployments(db, caller, {
        ...filter,
        from: from?.deploymentId ?? '',
        limit: Math.ceil((asked.limit + (from?.skip ?? 0)) / each) + 1,
      })
      const cells = await coverageOf(ports, deployments, obligations, today)
      const begin = from && deployments[0]?.id === from.deploymentId ? from.skip : 0
      const items = cells.slice(begin, begin + asked.limit)
      const following = cells[begin + asked.limit]
      const count = (await countDeployments(db, caller, filter)) * each
      const next = following ? `${(begin + asked.limit) % each}.${following.deploymentId}` : null
      return c.json({ items: items.map(({ dueOn: _, ...shown }) => shown), next, total: count > totalLimit ? null : count })
    },
  )
}

/** `12.dep-1`: the thirteenth obligation of that deployment comes next. */
function cursorOf(cursor: string | undefined): { deploymentId: string; skip: number } | null {
  if (cursor === undefined) return null
  const [, skip, deploymentId] = /^(\d{1,4})\.(.+)$/.exec(cursor) ?? []
  if (!skip || !deploymentId) throw invalid([{ path: 'cursor', message: 'not a cursor of this list' }])
  return { deploymentId, skip: Number(skip) }
}
