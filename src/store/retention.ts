import { type SQL, sql } from 'drizzle-orm'
import { keepEverything, type Retention, retention } from '../core/retention'
import type { Database, Statement } from './database'
import { setting } from './settings'

export const retentionKey = 'retention'

export async function retentionOf(db: Database): Promise<Retention> {
  const value = await setting(db, retentionKey)
  return value === undefined ? keepEverything : retention.parse(value)
}

/** An SQL condition: nobody else has set it since `before` was read. */
export const retentionStands = (before: Retention): SQL =>
  sql`coalesce((select value ->> '$.version' from settings where key = ${retentionKey}), 0) = ${before.version}`

export const writeRetention = (db: Pick<Database, 'run'>, value: Retention, at: string, applies: SQL): Statement =>
  db.run(sql`insert into settings (key, value, updated_at) select ${retentionKey}, ${JSON.stringify(value)}, ${at} where ${applies}
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`)

/** What is under legal hold, with its name; what is no longer there keeps its id. */
export function heldNames(
  db: Pick<Database, 'all'>,
  { heldVendors, heldSources }: Retention,
): Promise<{ kind: 'vendor' | 'source'; id: string; name: string }[]> {
  return db.all(sql`select 'vendor' as kind, held.value as id, coalesce(vendors.name, held.value) as name
      from json_each(${JSON.stringify(heldVendors)}) as held left join vendors on vendors.id = held.value
    union all select 'source', held.value, coalesce(sources.url, held.value)
      from json_each(${JSON.stringify(heldSources)}) as held left join sources on sources.id = held.value`)
}

/** An SQL condition on a row `old` of captures: something rests on it, or it is under legal hold. */
const rests = ({ heldVendors, heldSources }: Retention): SQL => sql`(
  exists (select 1 from source_states where source_states.source_id = old.source_id
    and old.id in (source_states.current_capture_id, source_states.last_capture_id))
  or exists (select 1 from snapshots join source_states on source_states.current_snapshot_id = snapshots.id
    where snapshots.source_id = old.source_id and snapshots.capture_id = old.id)
  or exists (select 1 from snapshots join changes on snapshots.id in (changes.from_snapshot_id, changes.to_snapshot_id)
      join findings on findings.change_id = changes.id
    where snapshots.source_id = old.source_id and snapshots.capture_id = old.id and changes.source_id = old.source_id)
  or exists (select 1 from claims join snapshots on snapshots.id in (claims.support ->> '$.snapshotId', claims.checked_snapshot_id)
    where claims.source_id = old.source_id and snapshots.capture_id = old.id)
  or exists (select 1 from decision_basis join snapshots on snapshots.id = decision_basis.ref_id
    where decision_basis.source_id = old.source_id and decision_basis.type = 'snapshot' and snapshots.capture_id = old.id)
  or exists (select 1 from bodies where bodies.hash = old.body_hash and bodies.held)
  or old.ordinal = (select max(ordinal) from captures as newest
    where newest.source_id = old.source_id and newest.body_kept and newest.verdict = 'ok')
  or old.source_id in (select value from json_each(${JSON.stringify(heldSources)}))
  or exists (select 1 from sources join json_each(${JSON.stringify(heldVendors)}) as held on held.value = sources.vendor_id
    where sources.id = old.source_id))`

/** What is too old, as an instant, and how many bodies each source keeps; null = no such limit. */
export type Limits = { before: string | null; count: number | null }

/** Captures beyond the limits whose bodies nothing rests on, the oldest first. */
export function bodiesToTrim(db: Pick<Database, 'all'>, held: Retention, { before, count }: Limits, limit: number): Promise<Kept[]> {
  if (before === null && count === null) return Promise.resolve([])
  const tooOld = before === null ? sql`0` : sql`at < ${before}`
  const tooMany =
    count === null
      ? sql`0`
      : sql`id in (select id from (select id, row_number() over (partition by source_id order by ordinal desc) as place
          from captures where body_kept) where place > ${count})`
  return db.all<Kept>(sql`select id, coalesce((select stored_bytes from bodies where bodies.hash = old.body_hash), 0) as bytes
    from captures as old where body_kept and (${tooOld} or ${tooMany}) and not ${rests(held)} order by at limit ${limit}`)
}

/** Captures before an instant that only say once more what another one says, the oldest first. */
export const capturesToTrim = (db: Pick<Database, 'all'>, held: Retention, before: string, limit: number): Promise<{ id: string }[]> =>
  db.all<{ id: string }>(sql`select id from captures as old where at < ${before} and same_text_as is not null and not body_kept
    and not exists (select 1 from runs where runs.capture_id = old.id and runs.last_at >= ${before}) and not ${rests(held)} order by at limit ${limit}`)

type Kept = { id: string; bytes: number }
type Trimmed = { bodies: readonly string[]; captures: readonly string[]; runsBefore: string | null }

/**
 * Takes bodies from these captures and drops those rows. What rests on them is asked again, for a finding may have come since they were read. A body
 * itself goes with `dropUnusedBodies`, later, lest a poll under way that found it kept loses it.
 */
export function trim(db: Pick<Database, 'run'>, held: Retention, { bodies, captures, runsBefore }: Trimmed, applies: SQL): Statement[] {
  const among = (ids: readonly string[]) =>
    sql`id in (select old.id from captures as old where old.id in (select value from json_each(${JSON.stringify(ids)})) and not ${rests(held)})`
  const statements = [
    db.run(sql`update captures set body_kept = 0, same_text_as = coalesce(same_text_as, (select other.id from captures as other
        where other.source_id = captures.source_id and other.fingerprint = captures.fingerprint and other.body_kept and other.id <> captures.id limit 1))
      where ${among(bodies)} and ${applies}`),
    db.run(sql`delete from captures where ${among(captures)} and ${applies}`),
  ]
  if (runsBefore === null) return statements
  const runs = sql`delete from runs where last_at < ${runsBefore} and id not in (select run_id from source_states where run_id is not null)
    and source_id not in (select value from json_each(${JSON.stringify(held.heldSources)}))
    and source_id not in (select id from sources where vendor_id in (select value from json_each(${JSON.stringify(held.heldVendors)}))) and ${applies}`
  return [...statements, db.run(runs)]
}

/** Drops bodies that no capture keeps, no evidence holds and no other body rests on; answers which. */
export async function dropUnusedBodies(db: Pick<Database, 'all' | 'run'>): Promise<string[]> {
  const unused = sql`not held and not exists (select 1 from captures where captures.body_hash = bodies.hash and captures.body_kept)
    and hash not in (select sha256 from evidence) and hash not in (select base_hash from bodies where base_hash is not null)`
  const dropped: string[] = []
  for (;;) {
    const gone = await db.all<{ hash: string }>(sql`delete from bodies where ${unused} returning hash`)
    if (!gone.length) break
    dropped.push(...gone.map(({ hash }) => hash))
  }
  await db.run(sql`delete from body_chunks where not exists (select 1 from bodies where bodies.hash = body_chunks.hash)`)
  return dropped
}
