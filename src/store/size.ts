import { sql } from 'drizzle-orm'
import type { Database } from './database'

/** The highest row number among findings and sources: about how large an installation is, and it costs nothing to know. */
export async function highestRow(db: Pick<Database, 'all'>): Promise<number> {
  const [row] = await db.all<{ most: number }>(
    sql`select max(coalesce((select max(rowid) from findings), 0), coalesce((select max(rowid) from source_states), 0)) as most`,
  )
  return row?.most ?? 0
}
