import { z } from '@hono/zod-openapi'
import { endSession, endSessionOf } from '../../flows/end-sessions'
import { personById } from '../../store/people'
import { type Session, sessionByName, sessionName, sessionsPage } from '../../store/sessions'
import { demandReach } from '../administering'
import { type Caller, can, demand } from '../authorise'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound, Problem } from '../problem'

const tag = 'Sessions'
const id = z.object({ id: z.string() })
const list: ListOptions<'personId'> = { sort: ['-lastSeenAt'], filter: ['personId'] }

const sessionSchema = z
  .object({
    id: z.string(),
    personId: z.string(),
    createdAt: z.string(),
    lastSeenAt: z.string(),
    expiresAt: z.string(),
    userAgent: z.string().nullable(),
    current: z.boolean(),
  })
  .openapi('Session')

/** Neither the secret nor its hash leaves: the name of a session is a part of the hash that opens nothing. */
const shown = (
  { hash, personId, createdAt, lastSeenAt, expiresAt, userAgent }: Session,
  caller: Caller,
): z.infer<typeof sessionSchema> => ({
  id: sessionName(hash),
  personId,
  createdAt,
  lastSeenAt,
  expiresAt,
  userAgent,
  current: caller.scope === 'session' && caller.key === hash,
})

/** Sessions of browsers: everybody's own, and those of others for an administrator of their units. */
export function sessionsRoutes(app: App, { ports }: AppDeps): void {
  const { db } = ports

  endpoint(
    app,
    {
      method: 'get',
      path: '/sessions',
      tag,
      summary: 'Own sessions, the one used last first; with filter[personId] those of somebody else, for an administrator',
      query: listQuery(list),
      answer: pageSchema(sessionSchema),
    },
    async ({ c, caller }) => {
      const request = listRequest(c, list, ports.now())
      if (request.asOf !== null) throw invalid([{ path: 'asOf', message: 'sessions are listed as they are now' }])
      if (!request.sort.descending) throw invalid([{ path: 'sort', message: 'expected -lastSeenAt' }])
      const [personId = caller.personId, ...more] = request.filters.personId ?? []
      if (more.length) throw invalid([{ path: 'filter[personId]', message: 'expected one person' }])
      await demandOf(caller, personId)
      const page = pageOrProblem(await sessionsPage(db, personId, request, ports.now()))
      return c.json({ ...page, items: page.items.map((one) => shown(one, caller)) })
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/sessions/{id}', tag, summary: 'One session', params: id, answer: sessionSchema },
    async ({ c, caller, params }) => c.json(shown(await found(caller, params.id), caller)),
  )

  endpoint(
    app,
    { method: 'delete', path: '/sessions/{id}', tag, summary: 'End a session', params: id, answer: null, status: 204 },
    async ({ c, caller, params }) => {
      const session = await found(caller, params.id)
      if (caller.scope === 'read') throw new Problem(403, 'not-allowed', 'The scope of this token is "read".')
      if (session.personId !== caller.personId) await endSessionOf(ports, caller, session)
      else await endSession(ports, caller.personId, params.id)
      return c.body(null, 204)
    },
  )

  async function found(caller: Caller, name: string): Promise<Session> {
    const session = await sessionByName(db, name, ports.now())
    if (!session || (session.personId !== caller.personId && !can(caller, 'administer'))) throw notFound()
    await demandOf(caller, session.personId)
    return session
  }

  /** Somebody else's are for an administrator whose hand reaches them. */
  async function demandOf(caller: Caller, personId: string): Promise<void> {
    if (personId === caller.personId) return
    demand(caller, 'administer')
    const person = await personById(db, personId)
    if (!person) throw notFound()
    demandReach(caller, person.unitIds)
  }
}
