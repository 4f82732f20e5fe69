import type { MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { noteSessionUse, noteTokenUse } from '../flows/note-use'
import { limitsOf, type Person } from '../store/people'
import { sessionByHash } from '../store/sessions'
import { tokenByHash } from '../store/tokens'
import { unitsBelow } from '../store/units'
import { isSecure } from './address'
import type { Caller } from './authorise'
import type { AppContext, AppDeps, AppEnv } from './environment'

/** A session lasts this long after it was last used. */
export const sessionHours = 12

/**
 * `__Host-` cookies must be Secure, which a browser does not send over plain http; there a plain name serves (loopback, or behind nothing).
 * Secure is decided by how the installation is reached (`address.ts`).
 */
export const cookieName = (secure: boolean) => (secure ? '__Host-telltale' : 'telltale')

/** Finds who sends the request: a bearer token, else the session of the cookie. An unknown token is nobody, whatever cookie goes with it. */
export function identify(deps: AppDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const header = c.req.header('authorization')
    c.set('caller', header === undefined ? await fromCookie(deps, c) : await fromToken(deps, header))
    return next()
  }
}

async function fromToken(deps: AppDeps, header: string): Promise<Caller | null> {
  const { db, now, digest } = deps.ports
  const secret = /^Bearer\s+(tt_[\w-]+)$/i.exec(header)?.[1]
  const found = secret ? await tokenByHash(db, digest(secret), now()) : null
  if (!found) return null
  const { token, person } = found
  await noteTokenUse(deps.ports, token)
  return callerFrom({ db }, person, { scope: token.scope, key: token.id, tokenEndsAt: token.expiresAt })
}

async function fromCookie(deps: AppDeps, c: AppContext): Promise<Caller | null> {
  const { db, now, digest } = deps.ports
  const secret = getCookie(c, cookieName(isSecure(c, deps)))
  const found = secret ? await sessionByHash(db, digest(secret), now()) : null
  if (!found) return null
  const { session, person } = found
  await noteSessionUse(deps.ports, session, sessionHours * 3_600_000)
  return callerFrom({ db }, person, { scope: 'session', key: session.hash, tokenEndsAt: null })
}

async function callerFrom(
  { db }: Pick<AppDeps['ports'], 'db'>,
  person: Person,
  way: Pick<Caller, 'scope' | 'key' | 'tokenEndsAt'>,
): Promise<Caller> {
  const unitIds = person.unitIds === null ? null : await unitsBelow(db, person.unitIds)
  return {
    limits: limitsOf(person),
    expiresOn: person.expiresOn,
    personId: person.id,
    name: person.name,
    email: person.email,
    role: person.role,
    unitIds,
    ...way,
  }
}
