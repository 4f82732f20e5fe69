import { and, eq, lt } from 'drizzle-orm'
import type { Database } from './database'
import { idempotencyKeys } from './schema'

export type KeptAnswer = typeof idempotencyKeys.$inferSelect

export async function keptAnswer(db: Database, personId: string, key: string): Promise<KeptAnswer | null> {
  const [row] = await db
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.personId, personId), eq(idempotencyKeys.key, key)))
  return row ?? null
}

/** Takes the key for a request that begins; false when somebody else holds it. */
export async function takeKey(db: Database, row: Omit<KeptAnswer, 'status' | 'etag' | 'body'>): Promise<boolean> {
  const taken = await db
    .insert(idempotencyKeys)
    .values({ ...row, status: 0, etag: null, body: '' })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  return taken.length > 0
}

const one = (personId: string, key: string) => and(eq(idempotencyKeys.personId, personId), eq(idempotencyKeys.key, key))

export const keepAnswer = (db: Database, personId: string, key: string, answer: Pick<KeptAnswer, 'status' | 'etag' | 'body'>) =>
  db.update(idempotencyKeys).set(answer).where(one(personId, key))

export const dropKey = (db: Database, personId: string, key: string) => db.delete(idempotencyKeys).where(one(personId, key))

export const dropOldKeys = (db: Database, before: string) => db.delete(idempotencyKeys).where(lt(idempotencyKeys.at, before))
