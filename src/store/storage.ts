import { type SQL, sql } from 'drizzle-orm'
import type { Database } from './database'

/**
 * What is stored. Checks are all fetches, snapshots one a source and distinct body that came, texts one a source and distinct text, bodies those whose
 * bytes are kept. Bytes are of stored forms.
 */
export type Storage = {
  checks: number
  snapshots: number
  texts: number
  bodies: number
  bodyBytes: number
  textBytes: number
  fileBytes: number
}

export async function storageOf(db: Database): Promise<Storage> {
  const [row] = await db.all<Storage>(sql`select
    (select count(*) from captures) + (select coalesce(sum(count), 0) from runs) as checks,
    (select count(*) from (select distinct source_id, body_hash from captures where body_hash is not null)) as snapshots,
    (select count(*) from (select distinct source_id, fingerprint from captures where fingerprint is not null)) as texts,
    (select count(*) from bodies) as bodies,
    (select coalesce(sum(stored_bytes), 0) from bodies) as "bodyBytes",
    (select coalesce(sum(length(differences) + length(held_back) + length(trail) + length(recognised)), 0) from changes)
      + (select coalesce(sum(length(quotes)), 0) from findings) as "textBytes",
    (select page_count * page_size from pragma_page_count(), pragma_page_size()) as "fileBytes"`)
  if (!row) throw new Error('the database gave no figures')
  return row
}

/** What one source takes: bytes of its kept bodies as stored, where several sources share one it counts for each. */
export type SourceSize = { id: string; checks: number; bodies: number; bytes: number }

/** The sizes of these sources, or of all, the largest first. */
export function sizesBySource(db: Pick<Database, 'all'>, ids?: readonly string[]): Promise<SourceSize[]> {
  const among = (column: SQL) => (ids === undefined ? sql`1` : sql`${column} in (select value from json_each(${JSON.stringify(ids)}))`)
  return db.all<SourceSize>(sql`select sources.id as id,
      (select count(*) from captures where captures.source_id = sources.id)
        + (select coalesce(sum(count), 0) from runs where runs.source_id = sources.id) as checks,
      coalesce(kept.bodies, 0) as bodies, coalesce(kept.bytes, 0) as bytes
    from sources left join (
      select source_id, count(*) as bodies, sum(stored_bytes) as bytes
      from (select distinct source_id, body_hash from captures where body_kept and ${among(sql`source_id`)}) as one join bodies on bodies.hash = one.body_hash
      group by source_id) as kept on kept.source_id = sources.id
    where ${among(sql`sources.id`)} order by bytes desc, id`)
}
