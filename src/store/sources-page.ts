import { and, asc, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database'
import { captures, changes, findings, runs, snapshots, sourceStates, sources, vendors } from './schema'
import { countUpTo } from './select-page'
import { isOut } from './shell-page'
import { sizesBySource } from './storage'
import { type Scope, visible, withinPeriod } from './visibility'

export type SourcesFilter = { state: 'all' | 'out' | 'paused'; find: string | null; vendorId: string | null }
const orders = {
  vendor: vendors.name,
  health: sourceStates.health,
  lastGoodAt: sourceStates.lastGoodAt,
  nextPollAt: sourceStates.nextPollAt,
  interval: sources.intervalMinutes,
}
export type SourcesOrder = keyof typeof orders
export const isSourcesOrder = (name: string): name is SourcesOrder => name in orders

type Paging = { sort: { by: SourcesOrder; descending: boolean } | null; offset: number; limit?: number }

/** Of a source what its line says: what a source remembers of its document can be long, and a page shows fifty. */
const sourceLine = {
  source: {
    id: sources.id,
    type: sources.type,
    url: sources.url,
    enabled: sources.enabled,
    disabledReason: sources.disabledReason,
    intervalMinutes: sources.intervalMinutes,
    demo: sources.demo,
  },
  state: {
    health: sourceStates.health,
    cause: sourceStates.cause,
    lastGoodAt: sourceStates.lastGoodAt,
    nextPollAt: sourceStates.nextPollAt,
  },
  vendorName: vendors.name,
}

/** Sources with their vendors' names and states; the vendors are walked through first, in whatever order is asked for. */
const sourceLines = (db: Database, where: SQL | undefined, order: SQL[]) =>
  db
    .select(sourceLine)
    .from(vendors)
    .crossJoin(sources)
    .leftJoin(sourceStates, eq(sourceStates.sourceId, sources.id))
    .where(and(eq(sources.vendorId, vendors.id), where))
    .orderBy(...order)

async function countOf(db: Database, where: SQL | undefined): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)` }).from(sources).where(where)
  return row?.count ?? 0
}

/**
 * Sources with their health; without a wish as to the order those out of reach first. What was never read has no date and stands last. Paged by
 * offset, for the order moves as they are read.
 */
export async function sourcesList(
  db: Database,
  scope: Scope,
  { state, find, vendorId }: SourcesFilter,
  { sort, offset, limit = 50 }: Paging,
) {
  const column = sort && orders[sort.by]

  const where = and(
    visible.vendor(scope, sources.vendorId),
    vendorId ? eq(sources.vendorId, vendorId) : undefined,
    state === 'out' ? sql`${sources.id} in (select source_id from source_states where ${isOut})` : undefined,
    state === 'paused' ? eq(sources.enabled, false) : undefined,
    find
      ? sql`(instr(lower(${sources.url}), lower(${find})) > 0 or ${sources.vendorId} in (select id from vendors where instr(lower(name), lower(${find})) > 0))`
      : undefined,
  )
  if (column) {
    const order = [
      sql`${column} is null`,
      sort.descending ? desc(column) : asc(column),
      asc(vendors.name),
      asc(sources.type),
      asc(sources.id),
    ]
    return { items: await sourceLines(db, where, order).limit(limit).offset(offset), total: await countUpTo(db, sources, where) }
  }
  // what is out comes first; each half is read along an index
  const order = [asc(vendors.name), asc(sources.type), asc(sources.id)]
  const isOutToo = sql`${sources.id} in (select source_id from source_states where ${isOut})`
  const out = await db
    .select(sourceLine)
    .from(sources)
    .innerJoin(vendors, eq(vendors.id, sources.vendorId))
    .leftJoin(sourceStates, eq(sourceStates.sourceId, sources.id))
    .where(and(where, isOutToo))
    .orderBy(...order)
    .limit(limit)
    .offset(offset)
  const outBefore = out.length === limit ? 0 : await countOf(db, and(where, isOutToo))
  const rest = sourceLines(db, and(where, sql`not ${isOutToo}`), order)
  const items = out.length === limit ? out : [...out, ...(await rest.limit(limit - out.length).offset(Math.max(0, offset - outBefore)))]
  return { items, total: await countUpTo(db, sources, where) }
}

/** A source with its state, vendor and latest records, as far as a person sees them; null when there is none. */
export async function sourcePage(db: Database, scope: Scope, id: string) {
  const [row] = await db
    .select({ source: sources, state: sourceStates, vendorName: vendors.name })
    .from(sources)
    .innerJoin(vendors, eq(vendors.id, sources.vendorId))
    .leftJoin(sourceStates, eq(sourceStates.sourceId, sources.id))
    .where(eq(sources.id, id))
  if (!row) return null
  const [fetched, checks, found, judged, kept, sizes] = await Promise.all([
    db
      .select()
      .from(captures)
      .where(and(eq(captures.sourceId, id), withinPeriod(scope, captures.at)))
      .orderBy(desc(captures.ordinal))
      .limit(60),
    db
      .select()
      .from(runs)
      .where(and(eq(runs.sourceId, id), withinPeriod(scope, runs.firstAt, runs.lastAt)))
      .orderBy(desc(runs.lastAt))
      .limit(60),
    db
      .select()
      .from(findings)
      .where(and(eq(findings.sourceId, id), withinPeriod(scope, findings.detectedAt)))
      .orderBy(desc(findings.detectedAt))
      .limit(60),
    db
      .select()
      .from(changes)
      .where(and(eq(changes.sourceId, id), withinPeriod(scope, changes.detectedAt)))
      .orderBy(desc(changes.detectedAt))
      .limit(60),
    db
      .select()
      .from(snapshots)
      .where(and(eq(snapshots.sourceId, id), withinPeriod(scope, snapshots.at)))
      .orderBy(desc(snapshots.at))
      .limit(60),
    sizesBySource(db, [id]),
  ])
  return { ...row, size: sizes[0] ?? null, captures: fetched, runs: checks, findings: found, changes: judged, snapshots: kept }
}
export type SourcePage = NonNullable<Awaited<ReturnType<typeof sourcePage>>>

/** Two snapshots of one source with the captures they were read from, older first. */
export const snapshotsToCompare = (db: Database, scope: Scope, sourceId: string, ids: readonly string[]) =>
  db
    .select({ snapshot: snapshots, capture: captures })
    .from(snapshots)
    .innerJoin(captures, eq(captures.id, snapshots.captureId))
    .where(
      and(
        eq(snapshots.sourceId, sourceId),
        sql`${snapshots.id} in (select value from json_each(${JSON.stringify(ids)}))`,
        withinPeriod(scope, snapshots.at),
      ),
    )
    .orderBy(asc(snapshots.at))

/** A capture of a source by id, or its newest that has bytes; none where it is another source's. */
export const capturesOfSource = (db: Database, scope: Scope, sourceId: string, captureId: string | null) =>
  db
    .select()
    .from(captures)
    .where(
      and(
        eq(captures.sourceId, sourceId),
        captureId ? eq(captures.id, captureId) : sql`${captures.bodyHash} is not null`,
        withinPeriod(scope, captures.at),
      ),
    )
    .orderBy(desc(captures.ordinal))
    .limit(1)

/** The id of the last snapshot of a source up to the end of a day; null when it was not read by then. */
export async function snapshotByDay(db: Database, scope: Scope, sourceId: string, day: string): Promise<string | null> {
  const end = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString()
  const [row] = await db
    .select({ id: snapshots.id })
    .from(snapshots)
    .where(and(eq(snapshots.sourceId, sourceId), lt(snapshots.at, end), withinPeriod(scope, snapshots.at)))
    .orderBy(desc(snapshots.at))
    .limit(1)
  return row?.id ?? null
}
