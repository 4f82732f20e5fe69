import { z } from '@hono/zod-openapi'
import { dayText } from '../../core/day'
import { addToken } from '../../flows/add-token'
import { revokeToken } from '../../flows/revoke-token'
import { personById } from '../../store/people'
import { tokens } from '../../store/schema'
import { allOfThem, filterBy, selectPage } from '../../store/select-page'
import { type Token, tokenById, tokenScopes } from '../../store/tokens'
import { demandReach } from '../administering'
import { type Caller, can, demand } from '../authorise'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound, Problem } from '../problem'

const tag = 'Tokens'
const id = z.object({ id: z.string() })
const list: ListOptions<'personId' | 'scope'> = { sort: ['-createdAt', 'id'], filter: ['personId', 'scope'] }

const tokenSchema = z
  .object({
    id: z.string(),
    personId: z.string(),
    name: z.string().nullable(),
    scope: z.enum(tokenScopes),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
  })
  .openapi('Token')
const newToken = z.strictObject({
  personId: z.string().optional(),
  name: z.string().max(200).nullish(),
  scope: z.enum(tokenScopes).optional(),
  /** A day, or an instant of which the day counts. */
  expires: dayText.nullish(),
})

const shown = ({ hash: _, ...token }: Token) => token
const refusals = {
  'beyond-role': { path: 'scope', message: 'beyond the role of the person' },
  'already-expired': { path: 'expires', message: 'has passed' },
  outlives: { path: 'expires', message: 'later than the token that makes it' },
} as const

/** API tokens: everybody's own, and all of them for an administrator. */
export function tokensRoutes(app: App, { ports }: AppDeps): void {
  const { db } = ports

  endpoint(
    app,
    {
      method: 'get',
      path: '/tokens',
      tag,
      summary: 'Own tokens; all of them for an administrator',
      query: listQuery(list),
      answer: pageSchema(tokenSchema),
    },
    async ({ c, caller }) => {
      const request = listRequest(c, list, ports.now())
      if (request.asOf !== null) throw invalid([{ path: 'asOf', message: 'tokens are listed as they are now' }])
      const { personId, scope } = request.filters
      const where = allOfThem([
        filterBy(tokens.personId, can(caller, 'administer') ? personId : [caller.personId]),
        filterBy(tokens.scope, scope),
      ])
      const page = pageOrProblem(
        await selectPage(db, tokens, { id: tokens.id, sortable: { createdAt: tokens.createdAt, id: tokens.id }, where, request }),
      )
      return c.json({ ...page, items: page.items.map(shown) })
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/tokens/{id}', tag, summary: 'One token', params: id, answer: tokenSchema },
    async ({ c, caller, params }) => {
      const token = await mine(caller, params.id)
      c.header('etag', token.revokedAt === null ? '"1"' : '"2"')
      return c.json(shown(token))
    },
  )

  const made = tokenSchema.extend({ token: z.string().nullable() })
  endpoint(
    app,
    { method: 'post', path: '/tokens', tag, summary: 'Make a token, shown this once', body: newToken, answer: made, status: 201 },
    async ({ c, caller, body }) => {
      if (body.personId !== undefined && body.personId !== caller.personId) demand(caller, 'administer')
      if (body.scope === 'admin') demand(caller, 'administer')
      if (caller.scope === 'read' && body.scope !== 'read')
        throw invalid([{ path: 'scope', message: 'a token of scope read makes tokens of scope read only' }])
      const person = (await personById(db, body.personId ?? caller.personId)) ?? absent()
      if (person.id !== caller.personId) demandReach(caller, person.unitIds)
      const done = await addToken(ports, caller, person, {
        scope: body.scope,
        name: body.name ?? null,
        expiresOn: body.expires ?? null,
        maker: caller,
      })
      if (!done.ok) throw invalid([refusals[done.reason]])
      c.set('secretFields', ['token'])
      c.header('etag', '"1"')
      return c.json({ ...shown(done.token), token: done.secret }, 201)
    },
  )

  endpoint(
    app,
    { method: 'delete', path: '/tokens/{id}', tag, summary: 'Revoke a token', params: id, answer: null, status: 204 },
    async ({ c, caller, params }) => {
      const token = await mine(caller, params.id)
      if (token.personId !== caller.personId) demandReach(caller, (await personById(db, token.personId))?.unitIds ?? null)
      if (caller.scope === 'read' && token.id !== caller.key)
        throw new Problem(403, 'not-allowed', 'A token of scope "read" ends none but itself.')
      await revokeToken(ports, caller, token)
      return c.body(null, 204)
    },
  )

  async function mine(caller: Caller, tokenId: string): Promise<Token> {
    const token = await tokenById(db, tokenId)
    return token && (token.personId === caller.personId || can(caller, 'administer')) ? token : absent()
  }
}

function absent(): never {
  throw notFound()
}
