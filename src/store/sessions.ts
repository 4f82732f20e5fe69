import { and, desc, eq, gt, lt, ne } from 'drizzle-orm'
import type { Database } from './database'
import { mayComeIn, type Person } from './people'
import { people, sessions } from './schema'

export type Session = typeof sessions.$inferSelect

/** The session with this hash and its person, while it lasts and the person may come in. */
export async function sessionByHash(db: Database, hash: string, now: string): Promise<{ session: Session; person: Person } | null> {
  const [row] = await db
    .select({ session: sessions, person: people })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.hash, hash), gt(sessions.expiresAt, now), mayComeIn(now)))
  return row ?? null
}

export const insertSession = (db: Database, session: Session) => db.insert(sessions).values(session)

export const deleteSession = (db: Database, hash: string) => db.delete(sessions).where(eq(sessions.hash, hash))

export const deleteLapsedSessions = (db: Database, now: string) => db.delete(sessions).where(lt(sessions.expiresAt, now))

export const deleteSessionsOf = (db: Database, personId: string) => db.delete(sessions).where(eq(sessions.personId, personId))

/** A person's sessions that last, the one used last first. */
export const sessionsOf = (db: Database, personId: string, now: string): Promise<Session[]> =>
  db
    .select()
    .from(sessions)
    .where(and(eq(sessions.personId, personId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(100)

export const deleteOtherSessions = (db: Database, personId: string, hash: string) =>
  db.delete(sessions).where(and(eq(sessions.personId, personId), ne(sessions.hash, hash)))

export const touchSession = (db: Database, hash: string, now: string, expiresAt: string) =>
  db.update(sessions).set({ lastSeenAt: now, expiresAt }).where(eq(sessions.hash, hash))
