import { sql } from 'drizzle-orm'
import type { Database } from './database'

/** What is stored: checks are all fetches, snapshots one a source and distinct state. Bytes are of stored forms. */
export type Storage = { checks: number; snapshots: number; bodies: number; bodyBytes: number; textBytes: number; fileBytes: number }

export async function storageOf(db: Database): Promise<Storage> {
  const [row] = await db.all<Storage>(sql`select
    (select count(*) from captures) + (select coalesce(sum(count), 0) from runs) as checks,
    (select count(*) from (select distinct source_id, fingerprint from captures where fingerprint is not null)) as snapshots,
    (select count(*) from bodies) as bodies,
    (select coalesce(sum(stored_bytes), 0) from bodies) as "bodyBytes",
    (select coalesce(sum(length(differences) + length(held_back) + length(trail) + length(recognised)), 0) from changes)
      + (select coalesce(sum(length(quotes)), 0) from findings) as "textBytes",
    (select page_count * page_size from pragma_page_count(), pragma_page_size()) as "fileBytes"`)
  if (!row) throw new Error('the database gave no figures')
  return row
}
