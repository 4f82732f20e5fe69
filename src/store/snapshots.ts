import { and, desc, eq, gte, lte, sql } from 'drizzle-orm'
import type { SourceType } from '../core/source'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { captures, changes, snapshots, sources } from './schema'

export type SnapshotRow = typeof snapshots.$inferSelect
export type ChangeRow = typeof changes.$inferSelect

export async function snapshotById(db: Pick<Database, 'select'>, id: string): Promise<SnapshotRow | null> {
  const [row] = await db.select().from(snapshots).where(eq(snapshots.id, id))
  return row ?? null
}

/** A snapshot with the capture that it was read from. */
export async function snapshotWithCapture(db: Pick<Database, 'select'>, id: string) {
  const [row] = await db
    .select({ snapshot: snapshots, capture: captures })
    .from(snapshots)
    .innerJoin(captures, eq(captures.id, snapshots.captureId))
    .where(eq(snapshots.id, id))
  return row ?? null
}

export async function changeById(db: Pick<Database, 'select'>, id: string): Promise<ChangeRow | null> {
  const [row] = await db.select().from(changes).where(eq(changes.id, id))
  return row ?? null
}

export async function captureById(db: Pick<Database, 'select'>, id: string) {
  const [row] = await db.select().from(captures).where(eq(captures.id, id))
  return row ?? null
}

/** The newest capture of a source with these bytes. */
export async function captureWithBody(db: Pick<Database, 'select'>, sourceId: string, bodyHash: string) {
  const [row] = await db
    .select()
    .from(captures)
    .where(and(eq(captures.bodyHash, bodyHash), eq(captures.sourceId, sourceId)))
    .orderBy(desc(captures.ordinal))
    .limit(1)
  return row ?? null
}

/** The capture that a person means: by ordinal from 1, or the latest at or before an instant. */
export async function captureAt(db: Pick<Database, 'select'>, sourceId: string, at: { ordinal: number } | { instant: string }) {
  const [row] = await db
    .select()
    .from(captures)
    .where(and(eq(captures.sourceId, sourceId), 'ordinal' in at ? eq(captures.ordinal, at.ordinal) : lte(captures.at, at.instant)))
    .orderBy(desc(captures.at), desc(captures.ordinal))
    .limit(1)
  return row ?? null
}

const mostNotices = 200

/** What a vendor's notice places were seen to add since an instant, newest first. */
export async function noticesSince(
  db: Pick<Database, 'select'>,
  vendorId: string,
  types: readonly SourceType[],
  since: string,
): Promise<{ sourceId: string; seenAt: string; text: string }[]> {
  const rows = await db
    .select({ sourceId: changes.sourceId, seenAt: changes.detectedAt, differences: changes.differences })
    .from(changes)
    .innerJoin(sources, eq(sources.id, changes.sourceId))
    .where(and(eq(changes.vendorId, vendorId), gte(changes.detectedAt, since), isOneOf(sources.type, types)))
    .orderBy(desc(changes.detectedAt))
    .limit(mostNotices)
  return rows.flatMap(({ sourceId, seenAt, differences }) =>
    differences.flatMap(({ after }) => (after ? [{ sourceId, seenAt, text: after }] : [])),
  )
}

/** Whether a notice place of the vendor is watched and readable, whatever it says. */
export async function watchesNotices(db: Database, vendorId: string, types: readonly SourceType[], exceptId: string): Promise<boolean> {
  const [row] = await db.all<{
    found: number
  }>(sql`select exists (select 1 from sources join source_states on source_states.source_id = sources.id
    where sources.vendor_id = ${vendorId} and sources.id <> ${exceptId} and source_states.current_snapshot_id is not null
      and sources.enabled and ${isOneOf(sources.type, types)}) as found`)
  return row?.found === 1
}
