import { z } from '@hono/zod-openapi'
import { roles } from '../../core/statement'
import { readSnapshot } from '../../flows/read-snapshot'
import { snapshotsPage, visibleSnapshot } from '../../store/watching-page'
import { lasting } from '../answer'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { demandThere, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound, Problem } from '../problem'
import { newestFirst } from './captures'
import { asOfQuery } from './shared'

const tag = 'Snapshots'
const id = z.object({ id: z.string() })
const include = z.object({ include: z.enum(['statements']).optional() })
/** A page with statements reads as many captures again. */
const mostWithStatements = 50
const list: ListOptions<'sourceId' | 'captureId'> = { sort: ['-at', 'id'], filter: ['sourceId', 'captureId'] }
const statement = z.object({
  key: z.string(),
  text: z.string(),
  role: z.enum(roles),
  section: z.string().nullable(),
  row: z.string().nullable(),
  links: z.array(z.string()),
})
const snapshotSchema = z
  .object({
    id: z.string(),
    sourceId: z.string(),
    previousId: z.string().nullable(),
    captureId: z.string(),
    at: z.string(),
    fingerprint: z.string(),
    collector: z.string(),
    collectorVersion: z.string(),
    rules: z.record(z.string(), z.unknown()).nullable(),
    language: z.string().nullable(),
    statementCount: z.number().int(),
    stated: z.array(z.object({ text: z.string(), day: z.string() })),
    statements: z.array(statement).optional(),
  })
  .openapi('Snapshot')

/** What a source said at one instant. Statements are read from the stored capture when they are asked for. */
export function snapshotsRoutes(app: App, { ports }: AppDeps): void {
  const { db } = ports

  endpoint(
    app,
    {
      method: 'get',
      path: '/snapshots',
      tag,
      summary: 'Snapshots, newest first',
      query: listQuery(list).extend(include.shape),
      answer: pageSchema(snapshotSchema),
    },
    async ({ c, caller, query }) => {
      const request = newestFirst(listRequest(c, list, ports.now()), c.req.query('sort'))
      if (query.include && request.limit > mostWithStatements)
        throw invalid([{ path: 'limit', message: `at most ${mostWithStatements} with statements` }])
      const page = pageOrProblem(await snapshotsPage(db, caller, request))
      if (query.include === undefined) return c.json(page)
      const items = []
      // a capture that is no longer kept says nothing
      for (const item of page.items) items.push({ ...item, statements: (await readSnapshot(ports, item.id)) ?? undefined })
      return c.json({ ...page, items })
    },
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/snapshots/{id}',
      tag,
      summary: 'One snapshot, with its statements on request',
      params: id,
      query: include.extend(asOfQuery.shape),
      answer: snapshotSchema,
    },
    async ({ c, caller, params, query }) => {
      const snapshot = await visibleSnapshot(db, caller, params.id)
      if (!snapshot) throw notFound()
      demandThere(c, ports.now(), snapshot.at)
      if (query.include === undefined) return lasting(c, snapshot)
      const statements = await readSnapshot(ports, snapshot.id)
      if (!statements) throw new Problem(410, 'gone', 'The capture that this snapshot was read from is no longer kept.')
      return lasting(c, { ...snapshot, statements })
    },
  )
}
