import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Database } from './database'
import { mayComeIn, type Person } from './people'
import { feedAddresses, people } from './schema'

export type FeedAddress = typeof feedAddresses.$inferSelect

/** Whose address this is, while it was not revoked and the person may come in. */
export async function feedByHash(db: Database, hash: string, now: string): Promise<{ address: FeedAddress; person: Person } | null> {
  const [row] = await db
    .select({ address: feedAddresses, person: people })
    .from(feedAddresses)
    .innerJoin(people, eq(people.id, feedAddresses.personId))
    .where(and(eq(feedAddresses.hash, hash), isNull(feedAddresses.revokedAt), mayComeIn(now)))
  return row ?? null
}

export async function feedAddressById(db: Pick<Database, 'select'>, id: string): Promise<FeedAddress | null> {
  const [row] = await db.select().from(feedAddresses).where(eq(feedAddresses.id, id))
  return row ?? null
}

/** A person's addresses that were not revoked, newest first. */
export const feedsOf = (db: Pick<Database, 'select'>, personId: string): Promise<FeedAddress[]> =>
  db
    .select()
    .from(feedAddresses)
    .where(and(eq(feedAddresses.personId, personId), isNull(feedAddresses.revokedAt)))
    .orderBy(desc(feedAddresses.createdAt))
    .limit(20)

export const noteFeedUse = (db: Database, id: string, at: string) =>
  db.update(feedAddresses).set({ lastUsedAt: at }).where(eq(feedAddresses.id, id))
