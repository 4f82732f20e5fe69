import { and, eq, gt, isNull, or } from 'drizzle-orm'
import type { Database } from './database'
import { mayComeIn, type Person } from './people'
import { people, tokens } from './schema'

export type Token = typeof tokens.$inferSelect
export const tokenScopes = ['read', 'write', 'admin'] as const

/** The token with this hash and its person, while neither is revoked, lapsed or gone. */
export async function tokenByHash(db: Database, hash: string, now: string): Promise<{ token: Token; person: Person } | null> {
  const [row] = await db
    .select({ token: tokens, person: people })
    .from(tokens)
    .innerJoin(people, eq(people.id, tokens.personId))
    .where(and(eq(tokens.hash, hash), isNull(tokens.revokedAt), or(isNull(tokens.expiresAt), gt(tokens.expiresAt, now)), mayComeIn(now)))
  return row ?? null
}

export async function tokenById(db: Database, id: string): Promise<Token | null> {
  const [row] = await db.select().from(tokens).where(eq(tokens.id, id))
  return row ?? null
}

export const touchToken = (db: Database, id: string, now: string) => db.update(tokens).set({ lastUsedAt: now }).where(eq(tokens.id, id))
