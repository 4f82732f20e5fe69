import { z } from '@hono/zod-openapi'
import { captureVerdicts, transportCauses } from '../../core/capture'
import { bodyOf } from '../../store/bodies'
import { capturesPage, runsOfCaptures, visibleCapture } from '../../store/watching-page'
import { lasting } from '../answer'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { demandThere, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { notFound, Problem } from '../problem'
import { asOfQuery } from './shared'

const tag = 'Captures'
const id = z.object({ id: z.string() })
const list: ListOptions<'sourceId' | 'verdict' | 'cause'> = { sort: ['-at', 'id'], filter: ['sourceId', 'verdict', 'cause'] }
export const captureSchema = z
  .object({
    id: z.string(),
    sourceId: z.string(),
    ordinal: z.number().int(),
    at: z.string(),
    status: z.number().int().nullable(),
    verdict: z.enum(captureVerdicts),
    cause: z.enum([...transportCauses, ...captureVerdicts]).nullable(),
    reason: z.string().nullable(),
    finalUrl: z.string().nullable(),
    mediaType: z.string().nullable(),
    bodyHash: z.string().nullable(),
    bytes: z.number().int().nullable(),
    fingerprint: z.string().nullable(),
    bodyKept: z.boolean(),
    sameTextAs: z.string().nullable(),
    headers: z.record(z.string(), z.string()).nullable(),
    /** With `include=runs`: the checks that found these bytes unchanged, newest first. */
    runs: z
      .array(
        z.object({
          id: z.string(),
          firstAt: z.string(),
          lastAt: z.string(),
          count: z.number().int(),
          notModified: z.number().int(),
          hash: z.string(),
        }),
      )
      .optional(),
  })
  .openapi('Capture')
const include = z.object({ include: z.enum(['runs']).optional() })
const oneQuery = include.extend(asOfQuery.shape)

/** What was fetched, as it came: rows are never altered. */
export function capturesRoutes(app: App, { ports }: AppDeps): void {
  const { db } = ports

  const withRuns = async <T extends { id: string; sourceId: string }>(items: readonly T[], wanted: 'runs' | undefined) => {
    if (wanted === undefined) return items
    const runs = await runsOfCaptures(db, items)
    return items.map((item) => ({ ...item, runs: runs.get(item.id) ?? [] }))
  }

  endpoint(
    app,
    {
      method: 'get',
      path: '/captures',
      tag,
      summary: 'Captures, newest first; with the checks that found them unchanged on request',
      query: listQuery(list).extend(include.shape),
      answer: pageSchema(captureSchema),
    },
    async ({ c, caller, query }) => {
      const page = pageOrProblem(await capturesPage(db, caller, newestFirst(listRequest(c, list, ports.now()), c.req.query('sort'))))
      return c.json({ ...page, items: await withRuns(page.items, query.include) })
    },
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/captures/{id}',
      tag,
      summary: 'One capture; with the checks that found it unchanged on request',
      params: id,
      query: oneQuery,
      answer: captureSchema,
    },
    async ({ c, caller, params, query }) => {
      const capture = await visibleCapture(db, caller, params.id)
      if (!capture) throw notFound()
      demandThere(c, ports.now(), capture.at)
      const [shown] = await withRuns([capture], query.include)
      return lasting(c, shown ?? capture)
    },
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/captures/{id}/body',
      tag,
      summary: 'The exact bytes of a capture, as a download',
      params: id,
      answer: { mediaType: 'application/octet-stream' },
    },
    async ({ c, caller, params }) => {
      const capture = await visibleCapture(db, caller, params.id)
      if (!capture) throw notFound()
      const body = capture.bodyHash ? await bodyOf(ports, capture.bodyHash) : null
      if (!body) {
        const same = capture.sameTextAs ? ` The capture ${capture.sameTextAs} holds the same text.` : ''
        throw new Problem(404, 'not-found', `The bytes of this capture were not kept.${same}`)
      }
      // never as the type that the vendor sent: a page of theirs must not run as one of ours
      return c.body(new Uint8Array(body), 200, {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="capture-${capture.id}.bin"`,
        'x-content-type-options': 'nosniff',
      })
    },
  )
}

/** Lists of what happened begin with the newest unless a sort is given. */
export const newestFirst = <R extends { sort: { name: string; descending: boolean } }>(request: R, asked: string | undefined): R =>
  asked === undefined ? { ...request, sort: { ...request.sort, descending: true } } : request
