import { eq } from 'drizzle-orm'
import type { Database } from './database'
import { notices } from './schema'

/** Every notice about a finding, sent or waiting. */
export const noticesAbout = (db: Pick<Database, 'select'>, findingId: string) =>
  db.select().from(notices).where(eq(notices.findingId, findingId))
