import { asc, eq } from 'drizzle-orm'
import type { Database } from './database'
import { channels } from './schema'

export type Channel = typeof channels.$inferSelect

export async function channelById(db: Pick<Database, 'select'>, id: string): Promise<Channel | null> {
  const [row] = await db.select().from(channels).where(eq(channels.id, id))
  return row ?? null
}

/** All channels by name, the first thousand. */
export const allChannels = (db: Pick<Database, 'select'>): Promise<Channel[]> =>
  db.select().from(channels).orderBy(asc(channels.name), asc(channels.id)).limit(1_000)
