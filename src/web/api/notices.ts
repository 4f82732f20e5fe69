import { z } from '@hono/zod-openapi'
import { severities } from '../../core/kind'
import { discardNotice, retryNotice } from '../../flows/settle-parked'
import { type NoticeRow, outsideChannel } from '../../store/notices'
import { type NoticeFilter, noticesPage, visibleNotice } from '../../store/notices-page'
import type { Caller } from '../authorise'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound, Problem } from '../problem'

const tag = 'Notices'
const id = z.object({ id: z.string() })
const list: ListOptions<NoticeFilter> = {
  sort: ['-at', 'id'],
  filter: ['state', 'channelId', 'personId', 'caseId', 'findingId', 'event', 'digestId'],
}

const noticeSchema = z
  .object({
    id: z.string(),
    event: z.string(),
    channelId: z.string().nullable(),
    personId: z.string().nullable(),
    findingId: z.string().nullable(),
    caseId: z.string().nullable(),
    reviewId: z.string().nullable(),
    sourceId: z.string().nullable(),
    digestId: z.string().nullable(),
    severity: z.enum(severities).nullable(),
    state: z.enum(['waiting', 'sent', 'parked']),
    tries: z.number().int(),
    nextTryAt: z.string().nullable(),
    sentAt: z.string().nullable(),
    fault: z.string().nullable(),
    at: z.string(),
    demo: z.boolean(),
  })
  .openapi('Notice')

const shown = (row: NoticeRow): z.infer<typeof noticeSchema> => ({
  id: row.id,
  event: row.event,
  channelId: row.channelId === outsideChannel ? null : row.channelId,
  personId: row.personId,
  findingId: row.findingId,
  caseId: row.caseId,
  reviewId: row.reviewId,
  sourceId: row.sourceId,
  // under which digest it waits is ours until that is made
  digestId: row.digestId?.startsWith('next ') ? null : row.digestId,
  severity: row.severity,
  state: row.state,
  tries: row.tries,
  nextTryAt: row.state === 'waiting' && row.nextTryAt < '9999' ? row.nextTryAt : null,
  sentAt: row.sentAt,
  fault: row.fault,
  at: row.at,
  demo: row.demo,
})

/** Notices: what was told, what waits, and what could not be sent. */
export function noticesRoutes(app: App, { ports }: AppDeps): void {
  const { db } = ports
  const notice = async (caller: Caller, noticeId: string) => (await visibleNotice(db, caller, noticeId)) ?? absent()

  endpoint(
    app,
    { method: 'get', path: '/notices', tag, summary: 'Notices, page by page', query: listQuery(list), answer: pageSchema(noticeSchema) },
    async ({ c, caller }) => {
      const request = listRequest(c, list, ports.now())
      if (request.asOf !== null) throw invalid([{ path: 'asOf', message: 'notices are listed as they are now' }])
      const page = pageOrProblem(await noticesPage(db, caller, request))
      return c.json({ ...page, items: page.items.map(shown) })
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/notices/{id}', tag, summary: 'One notice', params: id, answer: noticeSchema },
    async ({ c, caller, params }) => {
      const row = await notice(caller, params.id)
      c.header('etag', `"${row.state}-${row.tries}"`)
      return c.json(shown(row))
    },
  )

  endpoint(
    app,
    { method: 'post', path: '/notices/{id}/retry', tag, summary: 'Send a parked notice again', params: id, answer: noticeSchema },
    async ({ c, caller, params }) => {
      await notice(caller, params.id)
      const done = await retryNotice(ports, params.id)
      if (!done.ok && done.reason === 'link-forgotten')
        throw new Problem(409, 'link-forgotten', 'It was to carry a secret link, which is forgotten. Make a new link instead.')
      if (!done.ok) throw new Problem(409, 'not-parked', 'The notice is not parked.')
      return c.json(shown(await notice(caller, params.id)))
    },
  )

  endpoint(
    app,
    { method: 'post', path: '/notices/{id}/discard', tag, summary: 'Drop a notice that was not sent', params: id, answer: noticeSchema },
    async ({ c, caller, params }) => {
      const before = await notice(caller, params.id)
      const done = await discardNotice(ports, params.id)
      if (!done.ok) throw new Problem(409, 'already-sent', 'The notice was sent already.')
      return c.json(shown(before))
    },
  )
}

function absent(): never {
  throw notFound()
}
