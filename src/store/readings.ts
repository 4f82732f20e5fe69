import { desc, eq } from 'drizzle-orm'
import type { Database } from './database'
import type { PageRequest } from './page'
import { readings } from './schema'
import { selectPage } from './select-page'

export type Reading = typeof readings.$inferSelect

export const insertReading = (db: Database, reading: Reading) => db.insert(readings).values(reading)

/** What somebody read last, the newest first. */
export const lastReadings = (db: Database, personId: string, limit: number): Promise<Reading[]> =>
  db.select().from(readings).where(eq(readings.personId, personId)).orderBy(desc(readings.at), desc(readings.id)).limit(limit)

/** What somebody read, page by page. */
export const readingsPage = (db: Database, personId: string, request: PageRequest) =>
  selectPage(db, readings, { id: readings.id, sortable: { at: readings.at }, where: eq(readings.personId, personId), request })
