import { and, eq, gt, lt } from 'drizzle-orm'
import type { Database } from './database'
import type { Person } from './people'
import { people, sessions } from './schema'

export type Session = typeof sessions.$inferSelect

/** The session with this hash and its person, while it lasts and the person is active. */
export async function sessionByHash(db: Database, hash: string, now: string): Promise<{ session: Session; person: Person } | null> {
  const [row] = await db
    .select({ session: sessions, person: people })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.hash, hash), gt(sessions.expiresAt, now), eq(people.state, 'active')))
  return row ?? null
}

export const insertSession = (db: Database, session: Session) => db.insert(sessions).values(session)

export const deleteSession = (db: Database, hash: string) => db.delete(sessions).where(eq(sessions.hash, hash))

export const deleteLapsedSessions = (db: Database, now: string) => db.delete(sessions).where(lt(sessions.expiresAt, now))

export const deleteSessionsOf = (db: Database, personId: string) => db.delete(sessions).where(eq(sessions.personId, personId))

export const touchSession = (db: Database, hash: string, now: string, expiresAt: string) =>
  db.update(sessions).set({ lastSeenAt: now, expiresAt }).where(eq(sessions.hash, hash))
