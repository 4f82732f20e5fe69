import { eq, sql } from 'drizzle-orm'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { tokens } from '../store/schema'
import type { Token } from '../store/tokens'
import { commit } from '../store/writing'
import { auditedToken } from './add-token'

/** Ends a token for good; once ended, it stays as it was. */
export async function revokeToken(ports: Pick<Ports, 'db' | 'now' | 'digest'>, actor: Actor, token: Token): Promise<void> {
  const revokedAt = ports.now()
  await commit(ports, actor, {
    acts: [{ action: 'token.revoked', entity: 'token', entityId: token.id, after: auditedToken({ ...token, revokedAt }, ports.digest) }],
    write: (applies) => [
      ports.db
        .update(tokens)
        .set({ revokedAt })
        .where(sql`${eq(tokens.id, token.id)} and ${applies}`),
    ],
    guard: sql`exists (select 1 from tokens where id = ${token.id} and revoked_at is null)`,
  })
}
