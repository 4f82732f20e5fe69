import { sql } from 'drizzle-orm'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { insertRows } from '../store/bulk'
import type { Person } from '../store/people'
import { type HeldRole, tokens } from '../store/schema'
import { type Token, tokenScopes } from '../store/tokens'
import { commit } from '../store/writing'

export type TokenScope = (typeof tokenScopes)[number]

/** The scopes that a role's tokens may have: an auditor's only read, and only an administrator's may administer. */
export const scopesOf = (role: HeldRole): readonly TokenScope[] =>
  role === 'none' ? [] : role === 'auditor' ? ['read'] : role === 'administrator' ? ['read', 'write', 'admin'] : ['read', 'write']

/** What makes a token: a session, or a token of this scope and with this end. */
export type Maker = { scope: TokenScope | 'session'; tokenEndsAt: string | null }

/** The scopes that a token may have which somebody of this role makes: one that is made by a token never reaches beyond that. */
export const scopesFor = (role: HeldRole, { scope }: Pick<Maker, 'scope'>): readonly TokenScope[] =>
  scopesOf(role).filter((one) => scope === 'session' || tokenScopes.indexOf(one) <= tokenScopes.indexOf(scope))

/** What the audit trail keeps of a token: of its hash only a digest, and not when it was used. It has no version: it is made, and at most revoked. */
export const auditedToken = ({ hash, lastUsedAt: _, ...token }: Token, digest: Ports['digest']) => ({
  ...token,
  hashDigest: digest(hash),
  version: token.revokedAt ? 2 : 1,
})

/**
 * Makes an API token (`tt_…`), which is shown this once; only its hash is kept. Without a scope it is `write`, or the most that the role
 * allows; a scope beyond the role is refused. `expiresOn` is a day: it lasts until that day begins (UTC). One that a token made ends with that token
 * at the latest.
 */
export async function addToken(
  ports: Pick<Ports, 'db' | 'now' | 'newId' | 'newSecret' | 'digest' | 'log'>,
  actor: Actor,
  person: Pick<Person, 'id' | 'role'>,
  {
    scope,
    expiresOn = null,
    name = null,
    maker = { scope: 'session', tokenEndsAt: null },
  }: { scope?: TokenScope; expiresOn?: string | null; name?: string | null; maker?: Maker },
): Promise<{ ok: true; secret: string; token: Token } | { ok: false; reason: 'beyond-role' | 'already-expired' | 'outlives' }> {
  const { db, now } = ports
  const allowed = scopesFor(person.role, maker)
  const given = scope ?? (allowed.includes('write') ? 'write' : 'read')
  if (!allowed.includes(given)) return { ok: false, reason: 'beyond-role' }
  const expiresAt = expiresOn === null ? maker.tokenEndsAt : `${expiresOn}T00:00:00.000Z`
  if (expiresAt !== null && expiresAt <= now()) return { ok: false, reason: 'already-expired' }
  if (maker.tokenEndsAt !== null && expiresAt !== null && expiresAt > maker.tokenEndsAt) return { ok: false, reason: 'outlives' }
  const secret = `tt_${ports.newSecret(32)}`
  const token: Token = {
    id: ports.newId(),
    personId: person.id,
    name,
    hash: ports.digest(secret),
    scope: given,
    createdAt: now(),
    expiresAt,
    lastUsedAt: null,
    revokedAt: null,
  }
  await commit(ports, actor, {
    acts: [{ action: 'token.added', entity: 'token', entityId: token.id, after: auditedToken(token, ports.digest) }],
    write: (applies) => insertRows(db, tokens, [token], { applies }),
    guard: sql`1`,
  })
  ports.log('token.added', { tokenId: token.id, personId: person.id, scope: given })
  return { ok: true, secret, token }
}
