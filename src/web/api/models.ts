import { z } from '@hono/zod-openapi'
import { modelDateKinds } from '../../core/model-dates'
import { toldTypes } from '../../core/models-in-use'
import { type ModelInUse, modelsInUse } from '../../flows/models-in-use'
import { tellModelDate, toldModelDate, withdrawModelDate } from '../../flows/tell-model-date'
import { type ModelDateRow, toldDateById, toldDatesPage, toldDatesPageAsOf } from '../../store/model-dates'
import { readCursor, writeCursor } from '../../store/page'
import { isVisible } from '../../store/visibility'
import { record } from '../answer'
import { demandAsOf } from '../as-of'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema, trueOrFalse } from '../list'
import { invalid, notFound, Problem } from '../problem'
import { refuse } from './refuse'
import { asOfQuery, demandVisible, idParam, reasonBody } from './shared'

const tag = 'Models'
const day = z.iso.date()
const origin = z.enum(['pack', 'source', 'person'])
const told = z.object({ type: z.enum(toldTypes), note: z.string().nullable(), evidenceId: z.string().nullable(), checkedOn: day })
const dated = z.object({
  day,
  origin,
  sourceId: z.string().nullable(),
  told: told.nullable(),
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

const text = z.string().nullable()
const toldDateSchema = z
  .object({
    id: z.string(),
    model: z.string(),
    kind: z.enum(modelDateKinds),
    day,
    replacement: text,
    quote: text,
    vendorId: text,
    source: told.nullable(),
    toldAt: z.string(),
    recordedAt: text,
    withdrawnAt: text,
    withdrawnReason: text,
    version: z.number().int().nullable(),
    demo: z.boolean().nullable(),
  })
  .openapi('ModelDate')

const models: ListOptions<'systemId' | 'vendorId' | 'endsSoon'> = {
  sort: ['daysLeft', 'model'],
  filter: ['systemId', 'vendorId', 'endsSoon'],
  among: { endsSoon: trueOrFalse },
  besides: ['systemId', 'endsSoon'],
}
const dates: ListOptions<'model' | 'vendorId' | 'kind'> = {
  sort: ['-recordedAt', 'day', 'id'],
  filter: ['model', 'vendorId', 'kind'],
  among: { kind: modelDateKinds },
}

/** The models that registered systems run on: what is known of the end of each, whom it reaches, and what takes its place; and the dates that people were told. */
export function modelsRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  endpoint(
    app,
    {
      method: 'get',
      path: '/models',
      tag,
      summary: 'Models in use, what ends first coming first',
      query: listQuery(models).extend({ systemId: z.string().optional(), endsSoon: z.enum(trueOrFalse).optional() }),
      answer: pageSchema(modelSchema),
    },
    async ({ c, caller }) => {
      const request = listRequest(c, models, ports.now())
      const only = (name: 'systemId' | 'endsSoon') => request.filters[name] ?? c.req.query(name)?.split(',')
      const [systemIds, endsSoon, vendorIds] = [only('systemId'), only('endsSoon')?.[0], request.filters.vendorId]
      if (endsSoon !== undefined && !trueOrFalse.some((one) => one === endsSoon))
        throw invalid([{ path: 'endsSoon', message: 'expected true or false' }])
      const all = await modelsInUse(ports, caller, { ...(systemIds ? { systemIds } : {}), at: request.asOf })
      const wanted = all
        .filter((one) => endsSoon === undefined || String(one.endsSoon) === endsSoon)
        .filter(({ systems }) => !vendorIds || systems.some(({ vendorId }) => vendorIds.includes(vendorId)))
      return c.json(pageOf(wanted, request))
    },
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/model-dates',
      tag,
      summary: 'Dates of models that people were told, page by page',
      query: listQuery(dates),
      answer: pageSchema(toldDateSchema),
    },
    async ({ c, caller }) => {
      const request = listRequest(c, dates, ports.now())
      const page =
        request.asOf === null ? await toldDatesPage(db, caller, request) : await toldDatesPageAsOf(db, caller, request, request.asOf)
      const { items, ...more } = pageOrProblem<unknown>(page)
      return c.json({ ...more, items: items.map((item) => shownDate(storedDate.parse(item))) })
    },
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/model-dates/{id}',
      tag,
      summary: 'One date that a person was told',
      params: idParam,
      query: asOfQuery,
      answer: toldDateSchema,
    },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null)
        return c.json(
          shownDate(storedDate.parse(await demandAsOf(deps, caller, { noun: 'model-dates', entity: 'model-date', id: params.id, at }))),
        )
      await demandVisible(deps, caller, 'model-dates', params.id)
      const row = await toldDateById(db, params.id)
      if (!row) throw notFound()
      return recordDate(c, row)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/model-dates',
      tag,
      summary: 'Record a date of a model that stands on no watched page',
      body: toldModelDate,
      answer: toldDateSchema,
      status: 201,
    },
    async ({ c, caller, body }) => {
      if (!(await isVisible(db, caller, 'vendors', body.vendorId)))
        throw invalid([{ path: 'vendorId', message: `no such vendor: ${body.vendorId}` }])
      const done = await tellModelDate(ports, caller, body)
      if (done.ok) return recordDate(c, done.result, 201)
      if (done.reason === 'id-taken') throw new Problem(409, 'already-exists', 'There is a date with this id.')
      return refuse(done)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/model-dates/{id}/withdraw',
      tag,
      summary: 'Take back a date that a person was told: it no longer counts',
      params: idParam,
      body: reasonBody,
      answer: toldDateSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'model-dates', params.id)
      const done = await withdrawModelDate(ports, caller, params.id, body.reason)
      return done.ok ? recordDate(c, done.result) : refuse(done)
    },
  )
}

const storedDate = z.custom<ModelDateRow>((value) => typeof value === 'object' && value !== null && 'model' in value && 'day' in value)

const shownDate = ({ told: source, sourceId: _, findingId: __, origin: ___, ...row }: ModelDateRow): z.infer<typeof toldDateSchema> => ({
  ...row,
  source,
})
const recordDate = (c: Parameters<typeof record>[0], row: ModelDateRow, status: 200 | 201 = 200) =>
  record(c, { ...shownDate(row), version: row.version ?? 0 }, status)

type Asked = { limit: number; cursor: string | null; sort: { name: string; descending: boolean } }
const never = 1e9

/** A page of models in the order asked for; they are worked out together, so that a page is a part of all of them. */
function pageOf(all: readonly ModelInUse[], { limit, cursor, sort }: Asked) {
  const placeOf = ({ model, standing }: ModelInUse) => (sort.name === 'model' ? model : (standing.daysLeft ?? never))
  const isBefore = (a: readonly [string | number, string], b: readonly [string | number, string]) =>
    a[0] === b[0] ? a[1] < b[1] : a[0] < b[0]
  const keyOf = (one: ModelInUse) => [placeOf(one), one.model] as const
  const inOrder = [...all].sort((a, b) => (isBefore(keyOf(a), keyOf(b)) ? -1 : 1) * (sort.descending ? -1 : 1))
  const after = cursor === null ? null : readCursor(cursor)
  if (cursor !== null && (after === null || after.value === null)) return pageOrProblem<never>({ problem: 'bad-cursor' })
  const last = after && ([after.value ?? never, after.id] as const)
  const rest = last ? inOrder.filter((one) => (sort.descending ? isBefore(keyOf(one), last) : isBefore(last, keyOf(one)))) : inOrder
  const some = rest.slice(0, limit)
  const end = some.at(-1)
  return {
    items: some.map(shown),
    next: rest.length > some.length && end ? writeCursor(placeOf(end), end.model) : null,
    total: all.length,
  }
}

function shown({ model, standing, endsSoon, systems, uses }: ModelInUse): z.infer<typeof modelSchema> {
  const { replacement, daysLeft } = standing
  const of = (kind: (typeof modelDateKinds)[number]) => {
    const known = standing[kind]
    if (!known) return null
    const { day: on, origin: by, sourceId, told: how, quote, toldAt, moved } = known
    return { day: on, origin: by, sourceId, told: told.nullable().parse(how ?? null), quote, toldAt, moved }
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
