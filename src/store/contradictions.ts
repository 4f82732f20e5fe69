import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { SourceType } from '../core/source'
import { insertRows, isOneOf, updateRows } from './bulk'
import type { Database, Statement } from './database'
import { changes, contradictions, findings, isUnfollowed, modelDates, sourceStates, sources } from './schema'
import type { Writing } from './writing'

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

/** Facts in dispute, new or again, and settled ones (`version` already raised), each with its audit row; while nobody else has found or settled them meanwhile. */
export function writeContradictions(
  db: Pick<Database, 'run'>,
  action: string,
  { found = [], settled = [] }: { found?: readonly Contradiction[]; settled?: readonly Contradiction[] },
): Writing {
  const ids = (rows: readonly Contradiction[]) => JSON.stringify(rows.map(({ id }) => id))
  const inState = (rows: readonly Contradiction[], unwanted: SQL) =>
    rows.length
      ? sql`not exists (select 1 from contradictions where id in (select value from json_each(${ids(rows)})) and ${unwanted})`
      : sql`1`
  return {
    acts: [...found, ...settled].map((after) => ({ action, entity: 'contradiction', entityId: after.id, after })),
    write: (applies) => [
      ...(found.length
        ? [db.run(sql`delete from contradictions where id in (select value from json_each(${ids(found)})) and ${applies}`)]
        : []),
      ...insertRows(db, contradictions, found, { applies }),
      ...updateRows(db, contradictions, settled, { applies }),
    ],
    guard: sql`${inState(found, sql`settled_at is null`)} and ${inState(settled, sql`settled_at is not null`)}`,
  }
}

/** Vendors of whom a watched page told a last day of a model that lies from one day up to another, that day left out. */
export async function vendorsWithEndings(db: Read, from: string, before: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ vendorId: sources.vendorId })
    .from(modelDates)
    .innerJoin(sources, eq(sources.id, modelDates.sourceId))
    .where(and(sql`${modelDates.day} >= ${from} and ${modelDates.day} < ${before}`, eq(modelDates.kind, 'committed')))
  return rows.map(({ vendorId }) => vendorId)
}
