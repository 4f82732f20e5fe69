import { and, desc, eq, gte, lte, type SQL, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import type { Database } from './database'
import type { Page, PageRequest } from './page'
import { captures, changes, pollHours, runs, snapshots, sourceStates } from './schema'
import { filterBy, selectPage } from './select-page'
import { type Scope, visible } from './visibility'

type Request<Name extends string> = PageRequest & { filters: Partial<Record<Name, string[]>>; asOf: string | null }
type Answer<T> = Promise<Page<T> | { problem: 'bad-cursor' }>

/** Captures, snapshots and changes are never altered: as of an instant they are those that were there by then. */
export function capturesPage(
  db: Database,
  scope: Scope,
  request: Request<'sourceId' | 'verdict' | 'cause'>,
): Answer<typeof captures.$inferSelect> {
  const { sourceId, verdict, cause } = request.filters
  const where = and(
    visible.capture(scope),
    filterBy(captures.sourceId, sourceId),
    filterBy(captures.verdict, verdict),
    filterBy(captures.cause, cause),
    until(captures.at, request.asOf),
  )
  return selectPage(db, captures, { id: captures.id, sortable: { at: captures.at, id: captures.id }, where, request })
}

export function snapshotsPage(
  db: Database,
  scope: Scope,
  request: Request<'sourceId' | 'captureId'>,
): Answer<typeof snapshots.$inferSelect> {
  const { sourceId, captureId } = request.filters
  const where = and(
    visible.snapshot(scope),
    filterBy(snapshots.sourceId, sourceId),
    filterBy(snapshots.captureId, captureId),
    until(snapshots.at, request.asOf),
  )
  return selectPage(db, snapshots, { id: snapshots.id, sortable: { at: snapshots.at, id: snapshots.id }, where, request })
}

export function changeRecords(
  db: Database,
  scope: Scope,
  request: Request<'sourceId' | 'vendorId' | 'verdict' | 'toSnapshotId'>,
): Answer<typeof changes.$inferSelect> {
  const { sourceId, vendorId, verdict, toSnapshotId } = request.filters
  const where = and(
    visible.change(scope),
    filterBy(changes.sourceId, sourceId),
    filterBy(changes.vendorId, vendorId),
    filterBy(changes.verdict, verdict),
    filterBy(changes.toSnapshotId, toSnapshotId),
    until(changes.detectedAt, request.asOf),
  )
  return selectPage(db, changes, { id: changes.id, sortable: { detectedAt: changes.detectedAt, id: changes.id }, where, request })
}

const until = (column: typeof captures.at | typeof snapshots.at | typeof changes.detectedAt, asOf: string | null): SQL | undefined =>
  asOf === null ? undefined : lte(column, asOf)

export async function visibleCapture(db: Database, scope: Scope, id: string) {
  const [row] = await db
    .select()
    .from(captures)
    .where(and(eq(captures.id, id), visible.capture(scope)))
  return row ?? null
}

type RunOfCapture = Omit<typeof runs.$inferSelect, 'sourceId' | 'captureId' | 'checks'>
const mostRuns = 5_000

/** The checks that found these captures unchanged, by capture, newest first. */
export async function runsOfCaptures(
  db: Pick<Database, 'select'>,
  captured: readonly { id: string; sourceId: string }[],
): Promise<Map<string, RunOfCapture[]>> {
  const rows = await db
    .select()
    .from(runs)
    .where(
      and(
        isOneOf(
          runs.sourceId,
          captured.map(({ sourceId }) => sourceId),
        ),
        isOneOf(
          runs.captureId,
          captured.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(desc(runs.lastAt))
    .limit(mostRuns)
  const found = new Map<string, RunOfCapture[]>()
  for (const { sourceId: _source, captureId, checks: _checks, ...run } of rows) found.set(captureId, [...(found.get(captureId) ?? []), run])
  return found
}

export async function visibleSnapshot(db: Database, scope: Scope, id: string) {
  const [row] = await db
    .select()
    .from(snapshots)
    .where(and(eq(snapshots.id, id), visible.snapshot(scope)))
  return row ?? null
}

export async function visibleChange(db: Database, scope: Scope, id: string) {
  const [row] = await db
    .select()
    .from(changes)
    .where(and(eq(changes.id, id), visible.change(scope)))
  return row ?? null
}

export type PollFigures = { attempted: number; succeeded: number; failed: number }

/** Checks since an hour (`2026-11-20T09`), of all sources. */
export async function pollsSince(db: Database, hour: string): Promise<PollFigures> {
  const [row] = await db
    .select({
      attempted: sql<number>`coalesce(sum(${pollHours.attempted}), 0)`,
      failed: sql<number>`coalesce(sum(${pollHours.failed}), 0)`,
    })
    .from(pollHours)
    .where(gte(pollHours.hour, hour))
  const { attempted, failed } = row ?? { attempted: 0, failed: 0 }
  return { attempted, succeeded: attempted - failed, failed }
}

/** How many sources are in which state of health, as far as they are seen. */
export async function sourcesByHealth(db: Database, scope: Scope): Promise<Record<string, number>> {
  const rows = await db
    .select({ state: sourceStates.health, count: sql<number>`count(*)` })
    .from(sourceStates)
    .where(visible.source(scope, sourceStates.sourceId))
    .groupBy(sourceStates.health)
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

const mostShown = 1_000

/**
 * Deployments that nothing is watched for: no source that is switched on stands for their system, or for any system that it is built on. A
 * source without systems stands for all of its vendor's.
 */
export async function unwatchedDeployments(db: Database, scope: Scope): Promise<{ id: string; name: string; systemId: string }[]> {
  const seen = visible.deployment(scope, sql`deployments.id`) ?? sql`1`
  // from the few systems that no source stands for; from all that are watched it takes seven times as long
  return db.all(sql`with recursive
      watched(id) as materialized (select value from sources, json_each(sources.system_ids) where sources.enabled and sources.system_ids <> '[]'),
      whole(vendor_id) as materialized (select distinct vendor_id from sources where enabled and system_ids = '[]'),
      bare(id) as materialized (
        select id from systems where vendor_id not in (select vendor_id from whole) and id not in (select id from watched)),
      carried(id) as (
        select system_parents.system_id from bare join system_parents on system_parents.system_id = bare.id
          join systems on systems.id = system_parents.parent_id where systems.id not in (select id from bare)
        union select system_parents.system_id from carried join system_parents on system_parents.parent_id = carried.id)
    select id, name, system_id as "systemId" from deployments
    where system_id in (select id from bare) and system_id not in (select id from carried) and ${seen} order by name, id limit ${mostShown}`)
}
