import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { whomToAsk } from '../store/people'
import type { HeldRole } from '../store/schema'
import { isVisible, type Scope } from '../store/visibility'
import { demandHand } from './administering'
import type { AppContext, AppDeps, AppEnv } from './environment'
import { NoRolePage } from './pages/no-role'
import { asText } from './path-part'
import { notFound, Problem } from './problem'
import { type Access, routeAccess } from './routes'

/** Whoever sent the request. `unitIds` null = all units; units below one's own are among them. */
export type Caller = Scope & {
  personId: string
  name: string
  email: string
  role: HeldRole
  /** The last day of their access; null = no end. */
  expiresOn: string | null
  /** `session` = signed in by browser, as far as the role goes; otherwise the scope of the token. */
  scope: 'session' | 'read' | 'write' | 'admin'
  /** What the rate limit counts: the token's id or the session's hash. */
  key: string
  /** When the token lapses; null for a session, and for a token without an end. */
  tokenEndsAt: string | null
}

/** What a route asks of a role. CONTRACT.md, "Who may": each role may what the one before may, but the auditor reads alone. */
export const abilities = ['read', 'read-audit', 'write-register', 'write-sources', 'write-cases', 'approve', 'administer'] as const
export type Ability = (typeof abilities)[number]

const procurement: readonly Ability[] = ['read', 'write-register']
const analyst: readonly Ability[] = [...procurement, 'write-sources']
const riskOwner: readonly Ability[] = [...analyst, 'read-audit', 'write-cases', 'approve']
export const roleAbilities: Record<HeldRole, readonly Ability[]> = {
  administrator: abilities,
  'risk-owner': riskOwner,
  analyst,
  procurement,
  auditor: ['read', 'read-audit'],
  none: [],
}

const scopeAllows = (scope: Caller['scope'], ability: Ability) =>
  scope === 'session' ||
  scope === 'admin' ||
  ability === 'read' ||
  ability === 'read-audit' ||
  (scope === 'write' && ability !== 'administer')

/** Whether a person may, by role and by the scope of their token. */
export const can = (caller: Pick<Caller, 'role' | 'scope'>, ability: Ability): boolean =>
  roleAbilities[caller.role].includes(ability) && scopeAllows(caller.scope, ability)

/** As `can`, for acts that the route alone does not decide (an import by its noun): 403 otherwise. */
export function demand(caller: Caller, ability: Ability): void {
  if (!can(caller, ability)) throw new Problem(403, 'not-allowed', refusal(caller, ability))
}

const refusal = (caller: Caller, ability: Ability) =>
  roleAbilities[caller.role].includes(ability)
    ? `The scope of this token is "${caller.scope}".`
    : `This is not for the role "${caller.role}".`

/** Whoever is signed in; for handlers behind the table, where somebody always is. */
export function callerOf(c: AppContext): Caller {
  const caller = c.get('caller')
  if (!caller) throw new Problem(401, 'not-signed-in', 'Sign in, or send a valid API token.', { headers: { 'www-authenticate': 'Bearer' } })
  return caller
}

/**
 * The pattern of the route that will answer, as `METHOD /path/{id}`; null when none will. Of those that match it is the first: `/sources/new` stands
 * before `/sources/{id}`.
 */
export function routeKey(c: AppContext): string | null {
  const routes = matchedRoutes(c).filter((route) => route.method !== 'ALL')
  const path = routes[0]?.path
  return path ? `${c.req.method === 'HEAD' ? 'GET' : c.req.method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}` : null
}

/**
 * Stands before every route: who may is one table (`routes.ts`). Without a caller 401 in the API, 303 to the sign-in page elsewhere. A role
 * that falls short is 403, but 404 where the record in question is not the caller's to see. A route outside the table is nobody's: 403.
 */
export function authorise({ ports }: AppDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const key = routeKey(c)
    if (!key) {
      if (c.req.path.startsWith('/api/')) callerOf(c)
      else if (!c.req.path.startsWith('/assets/') && !c.get('caller')) return c.redirect('/sign-in', 303)
      throw notFound()
    }
    const access: Access | undefined = routeAccess[key]
    if (access === 'open') return next()
    const caller = c.get('caller')
    if (!caller && !/^\/(api\/|metrics$)/.test(c.req.path)) return c.redirect('/sign-in', 303)
    const known = callerOf(c)
    if (access === undefined) throw new Problem(403, 'not-allowed', 'Nobody is allowed here.')
    if (access !== 'signed-in' && !can(known, access)) {
      if (known.role === 'none' && !c.req.path.startsWith('/api/')) return c.html(NoRolePage(await whomToAsk(ports.db)), 403)
      const seen = await seenByPath(ports.db, known, key, c.req.path)
      if (seen === false) throw notFound()
      demand(known, access)
    }
    if (access === 'administer') await demandHand(ports.db, known, key, c.req.path)
    if (known.scope === 'read' && changesOwn(key, access)) throw new Problem(403, 'not-allowed', 'The scope of this token is "read".')
    return next()
  }
}

/**
 * Whether a page changes what is one's own (absence, notices, feeds, tokens, sessions), which every role may and no ability tells: a token that only
 * reads may not. In the API tokens and sessions have rules of their own.
 */
const changesOwn = (key: string, access: Access) => /^POST \/(?!api\/)/.test(key) && (access === 'signed-in' || access === 'read')

/** Whether the record that the path names is visible; null when the path names none: of `/cases/triage` no part is a record. */
async function seenByPath(db: AppDeps['ports']['db'], caller: Caller, key: string, path: string): Promise<boolean | null> {
  if (!/^[A-Z]+ (?:\/api\/v1)?\/[\w-]+\/\{/.test(key)) return null
  const [, noun, id] = /^(?:\/api\/v1)?\/([\w-]+)\/([^/]+)/.exec(path) ?? []
  return noun && id ? isVisible(db, caller, noun, asText(id)) : null
}
