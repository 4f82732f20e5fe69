import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import type { Database } from './database'
import type { Person } from './people'
import { accessLinks, people } from './schema'

export type AccessLink = typeof accessLinks.$inferSelect

/** The link with this hash and its person, while it is neither used nor over. */
export async function accessLinkByHash(db: Database, hash: string, now: string): Promise<{ link: AccessLink; person: Person } | null> {
  const [row] = await db
    .select({ link: accessLinks, person: people })
    .from(accessLinks)
    .innerJoin(people, eq(people.id, accessLinks.personId))
    .where(and(eq(accessLinks.hash, hash), isNull(accessLinks.usedAt), gt(accessLinks.expiresAt, now)))
  return row ?? null
}

/** Links of a person that are neither used nor over. */
export const openAccessLinks = (db: Database, personId: string, now: string): Promise<AccessLink[]> =>
  db
    .select()
    .from(accessLinks)
    .where(and(eq(accessLinks.personId, personId), isNull(accessLinks.usedAt), gt(accessLinks.expiresAt, now)))

/** Statements for links that are over: nothing rests on them. */
export const dropLapsedLinks = (db: Database, personId: string, now: string) =>
  db.delete(accessLinks).where(and(eq(accessLinks.personId, personId), lt(accessLinks.expiresAt, now)))
