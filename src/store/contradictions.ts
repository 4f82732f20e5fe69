import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { SourceType } from '../core/source'
import { isOneOf } from './bulk'
import type { Database, Statement } from './database'
import { changes, contradictions, findings, isUnfollowed, modelDates, sourceStates, sources } from './schema'

export type Contradiction = typeof contradictions.$inferSelect
type Read = Pick<Database, 'select' | 'selectDistinct'>

/** Sources whose current version has not been held against the vendor's others, some at a time. */
export const unfollowed = (db: Read, limit: number) =>
  db
    .select({ sourceId: sourceStates.sourceId, snapshotId: sourceStates.currentSnapshotId, vendorId: sources.vendorId, type: sources.type })
    .from(sourceStates)
    .innerJoin(sources, eq(sources.id, sourceStates.sourceId))
    .where(isUnfollowed)
    .limit(limit)
export type Unfollowed = Awaited<ReturnType<typeof unfollowed>>[number]

/** Notes which version was followed; another that has become current meanwhile is followed next. */
export const noteFollowed = (db: Database, sourceId: string, snapshotId: string | null): Statement =>
  db.update(sourceStates).set({ followedSnapshotId: snapshotId }).where(eq(sourceStates.sourceId, sourceId))

/** The current versions of a vendor's watched documents of some types. */
export const heldDocuments = (db: Read, vendorId: string, types: readonly SourceType[]) =>
  db
    .select({
      sourceId: sources.id,
      type: sources.type,
      systemIds: sources.systemIds,
      snapshotId: sql<string>`${sourceStates.currentSnapshotId}`,
    })
    .from(sources)
    .innerJoin(sourceStates, eq(sourceStates.sourceId, sources.id))
    .where(
      and(
        eq(sources.vendorId, vendorId),
        eq(sources.enabled, true),
        isOneOf(sources.type, types),
        sql`${sourceStates.currentSnapshotId} is not null`,
      ),
    )
    .orderBy(sources.id)
    .limit(40)

/** The newest change of a source that was not held back. */
export async function latestChange(db: Read, sourceId: string) {
  const [row] = await db
    .select()
    .from(changes)
    .where(and(eq(changes.sourceId, sourceId), sql`${changes.verdict} <> 'noise'`))
    .orderBy(desc(changes.detectedAt))
    .limit(1)
  return row ?? null
}

export const contradictionsOf = (db: Read, vendorId: string): Promise<Contradiction[]> =>
  db.select().from(contradictions).where(eq(contradictions.vendorId, vendorId)).orderBy(desc(contradictions.foundAt))

/** The same with what each finding quotes, the newest first. */
export const contradictionsShown = (db: Read, vendorId: string, limit: number) =>
  db
    .select({ contradiction: contradictions, finding: findings })
    .from(contradictions)
    .innerJoin(findings, eq(findings.id, contradictions.findingId))
    .where(eq(contradictions.vendorId, vendorId))
    .orderBy(sql`${contradictions.settledAt} is not null`, desc(contradictions.foundAt))
    .limit(limit)

export async function contradictionOfFinding(db: Read, vendorId: string, findingId: string): Promise<Contradiction | null> {
  const [row] = await db
    .select()
    .from(contradictions)
    .where(and(eq(contradictions.vendorId, vendorId), eq(contradictions.findingId, findingId)))
  return row ?? null
}

/** While it is not in dispute already. */
export const isUndisputed = (id: string): SQL => sql`not exists (select 1 from contradictions where id = ${id} and settled_at is null)`

/** A fact in dispute: a new one, or one that had been settled and is in dispute again, with the finding that says so now. */
export const insertContradiction = (db: Database, row: Contradiction, applies: SQL): Statement =>
  db.run(
    sql`insert into contradictions (id, vendor_id, finding_id, "check", fact, found_at, settled_at)
      select ${row.id}, ${row.vendorId}, ${row.findingId}, ${row.check}, ${row.fact}, ${row.foundAt}, null where ${applies}
      on conflict (id) do update set finding_id = excluded.finding_id, found_at = excluded.found_at, settled_at = null`,
  )

export const settleContradictions = (db: Database, ids: readonly string[], at: string): Statement =>
  db
    .update(contradictions)
    .set({ settledAt: at })
    .where(and(isOneOf(contradictions.id, ids), isNull(contradictions.settledAt)))

/** Vendors of whom a watched page told a last day of a model that lies from one day up to another, that day left out. */
export async function vendorsWithEndings(db: Read, from: string, before: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ vendorId: sources.vendorId })
    .from(modelDates)
    .innerJoin(sources, eq(sources.id, modelDates.sourceId))
    .where(and(sql`${modelDates.day} >= ${from} and ${modelDates.day} < ${before}`, eq(modelDates.kind, 'committed')))
  return rows.map(({ vendorId }) => vendorId)
}
