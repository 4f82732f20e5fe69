import { z } from '@hono/zod-openapi'
import { reviewsOfToDosAsOf } from '../../store/history'
import { reviewsOfToDos, type ToDo } from '../../store/to-dos'
import { seenToDoById, toDosPage } from '../../store/work-pages'
import { record } from '../answer'
import { demandAsOf } from '../as-of'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { notFound } from '../problem'
import { asOfQuery, idParam, texts } from './shared'

const tag = 'To-dos'
const list: ListOptions<'state' | 'entity' | 'entityId' | 'field'> = {
  sort: ['openedAt', 'field', 'updatedAt', 'id'],
  filter: ['state', 'entity', 'entityId', 'field'],
}
const toDoSchema = z
  .object({
    id: z.string(),
    entity: z.enum(['organisation', 'vendor', 'system', 'deployment']),
    entityId: z.string(),
    field: z.string(),
    reviewIds: texts,
    state: z.enum(['open', 'done']),
    openedAt: z.string(),
    doneAt: z.string().nullable(),
    version: z.number().int(),
    demo: z.boolean(),
    updatedAt: z.string(),
  })
  .openapi('ToDo')
const stored = z.custom<ToDo>((value) => typeof value === 'object' && value !== null && 'field' in value)
/** A field of a system can leave tens of thousands of reviews provisional; a to-do names this many. */
const namedReviews = 1_000

/** To-dos: register fields whose value would settle provisional reviews. They are done by editing the record. */
export function toDosRoutes(app: App, { ports, ...rest }: AppDeps): void {
  const { db } = ports
  const shown = async (rows: ToDo[], at: string | null) => {
    const ids = rows.map((row) => row.id)
    const reviews = at === null ? await reviewsOfToDos(db, ids, namedReviews) : await reviewsOfToDosAsOf(db, ids, at, namedReviews)
    return rows.map((row) => ({ ...row, reviewIds: reviews.get(row.id) ?? [] }))
  }

  endpoint(
    app,
    { method: 'get', path: '/to-dos', tag, summary: 'To-dos, page by page', query: listQuery(list), answer: pageSchema(toDoSchema) },
    async ({ c, caller }) => {
      const request = listRequest(c, list, ports.now())
      const page = pageOrProblem(await toDosPage(db, caller, request))
      const rows = page.items.map((item) => stored.parse(item))
      return c.json({ ...page, items: await shown(rows, request.asOf) })
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/to-dos/{id}', tag, summary: 'One to-do', params: idParam, query: asOfQuery, answer: toDoSchema },
    async ({ c, caller, params }) => {
      const live = await seenToDoById(db, caller, params.id)
      if (!live) throw notFound()
      const at = asOfOf(c, ports.now())
      const row =
        at === null
          ? live
          : stored.parse(
              await demandAsOf({ ports, ...rest }, { ...caller, unitIds: null }, { noun: 'to-dos', entity: 'to-do', id: params.id, at }),
            )
      const [item] = await shown([row], at)
      if (!item) throw notFound()
      return record(c, item)
    },
  )
}
