import { and, asc, desc, eq, gt, gte, lt, ne, sql } from 'drizzle-orm'
import type { Database } from './database'
import { type Page, type PageRequest, readCursor, writeCursor } from './page'
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

const nameLength = 16
/** A name for a session that gives nothing away of its secret. */
export const sessionName = (hash: string) => hash.slice(0, nameLength)
const named = sql`substr(${sessions.hash}, 1, ${sql.raw(String(nameLength))})`

/** The session of this name that lasts, whosever it is; null when there is none. */
export async function sessionByName(db: Database, name: string, now: string): Promise<Session | null> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(and(gte(sessions.hash, name), sql`${named} = ${name}`, gt(sessions.expiresAt, now)))
    .orderBy(asc(sessions.hash))
    .limit(1)
  return row ?? null
}

/** A page of a person's sessions that last, the one used last first. A cursor holds the name alone. */
export async function sessionsPage(
  db: Database,
  personId: string,
  { limit, cursor }: Pick<PageRequest, 'limit' | 'cursor'>,
  now: string,
): Promise<Page<Session> | { problem: 'bad-cursor' }> {
  const after = cursor === null ? null : readCursor(cursor)
  if (cursor !== null && typeof after?.value !== 'string') return { problem: 'bad-cursor' }
  const mine = and(eq(sessions.personId, personId), gt(sessions.expiresAt, now))
  const further = after
    ? sql`(${sessions.lastSeenAt} < ${after.value} or (${sessions.lastSeenAt} = ${after.value} and ${named} > ${after.id}))`
    : undefined
  const [rows, [sum]] = await Promise.all([
    db
      .select()
      .from(sessions)
      .where(and(mine, further))
      .orderBy(desc(sessions.lastSeenAt), asc(sessions.hash))
      .limit(limit + 1),
    db.select({ count: sql<number>`count(*)` }).from(sessions).where(mine),
  ])
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, total: sum?.count ?? 0, next: rows.length > limit && last ? writeCursor(last.lastSeenAt, sessionName(last.hash)) : null }
}

export const deleteOtherSessions = (db: Database, personId: string, hash: string) =>
  db.delete(sessions).where(and(eq(sessions.personId, personId), ne(sessions.hash, hash)))

export const touchSession = (db: Database, hash: string, now: string, expiresAt: string) =>
  db.update(sessions).set({ lastSeenAt: now, expiresAt }).where(eq(sessions.hash, hash))
