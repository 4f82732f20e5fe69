import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { keyset, type Page, writeCursor } from './page'
import { captures, cases, changes, findings, snapshots, sources, systemParents, systems, vendors } from './schema'
import { idsWith, recordsWith } from './search'
import { countUpTo } from './select-page'
import { type Scope, visible } from './visibility'

export type ChangesView = 'waiting' | 'all' | 'silent' | 'provisional'
export type ChangesFilter = { view: ChangesView; vendorId?: string | null; sourceId?: string | null; find?: string | null }

/** One line of the list: a finding with the names around it, and the day on which the first of what is still open is due. */
const columns = {
  finding: findings,
  vendorName: vendors.name,
  sourceType: sources.type,
  caseState: cases.state,
  caseSeverity: cases.severity,
  deploymentCount: cases.deploymentCount,
  dueOn: sql<string | null>`case ${cases.state} when 'closed' then null
    when 'triaged' then (select min(due_on) from review_reasons join reviews on reviews.id = review_id where case_id = ${findings.caseId} and reviews.state <> 'closed')
    else (select min(due_on) from case_deployments where case_id = ${findings.caseId}) end`,
}
export type ChangeLine = Awaited<ReturnType<typeof lines>>[number]

const lines = (db: Database, where: SQL | undefined, order: SQL[], limit: number) =>
  db
    .select(columns)
    .from(findings)
    .innerJoin(vendors, eq(vendors.id, findings.vendorId))
    .leftJoin(sources, eq(sources.id, findings.sourceId))
    .leftJoin(cases, eq(cases.id, findings.caseId))
    .where(where)
    .orderBy(...order)
    .limit(limit)

function filtered(
  scope: Scope,
  { view, vendorId, sourceId }: ChangesFilter,
  /** Of the words that were searched for; null = none were. */
  withWords: readonly string[] | null,
  waiting: SQL | undefined,
): SQL | undefined {
  return and(
    visible.finding(scope),
    waiting,
    view === 'silent' ? eq(findings.announcement, 'silent') : undefined,
    view === 'provisional' ? eq(findings.state, 'provisional') : undefined,
    vendorId ? eq(findings.vendorId, vendorId) : undefined,
    sourceId ? eq(findings.sourceId, sourceId) : undefined,
    withWords ? isOneOf(findings.id, withWords) : undefined,
  )
}

const fewWaiting = 2_000

/** Findings whose case waits: by the cases where these are few, else by looking at one finding after the other, for then enough come soon. */
async function ofWaiting(db: Database): Promise<SQL> {
  const states = sql`state in ('open', 'awaiting-second-signature')`
  const few = await db
    .select({ id: cases.id })
    .from(cases)
    .where(states)
    .limit(fewWaiting + 1)
  if (few.length > fewWaiting) return sql`exists (select 1 from cases where cases.id = +${findings.caseId} and cases.${states})`
  return isOneOf(
    findings.caseId,
    few.map((one) => one.id),
  )
}

/** A page of findings, newest first. */
export async function changesPage(
  db: Database,
  scope: Scope,
  filter: ChangesFilter,
  cursor: string | null,
  limit = 50,
): Promise<Page<ChangeLine> | { problem: 'bad-cursor' }> {
  const withWords = filter.find ? await recordsWith(db, 'finding', filter.find) : null
  const where = filtered(scope, filter, withWords, filter.view === 'waiting' ? await ofWaiting(db) : undefined)
  const keys = keyset(findings.detectedAt, findings.id, { name: 'detectedAt', descending: true }, cursor)
  if ('problem' in keys) return keys
  const [rows, total] = await Promise.all([lines(db, and(where, keys.where), keys.order, limit + 1), countUpTo(db, findings, where)])
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, total, next: rows.length > limit && last ? writeCursor(last.finding.detectedAt, last.finding.id) : null }
}

/** The newest findings that have these words: picked by their day alone, for thousands may have them. */
export async function newestWith(db: Database, scope: Scope, typed: string, limit: number): Promise<ChangeLine[]> {
  const ids = idsWith('finding', typed)
  if (!ids) return []
  const order = [desc(findings.detectedAt), desc(findings.id)]
  const newest = await db
    .select({ id: findings.id })
    .from(findings)
    .where(and(sql`${findings.id} in ${ids}`, visible.finding(scope)))
    .orderBy(...order)
    .limit(limit)
  const found = newest.map((one) => one.id)
  return lines(db, isOneOf(findings.id, found), order, limit)
}

/** Findings of these cases with the names around them, newest first: what Today shows. */
export const linesOfCases = (db: Database, caseIds: readonly string[]): Promise<ChangeLine[]> =>
  lines(db, isOneOf(findings.caseId, caseIds), [desc(findings.detectedAt), desc(findings.id)], 500)

export async function changeLine(db: Database, findingId: string): Promise<ChangeLine | null> {
  const [row] = await lines(db, eq(findings.id, findingId), [desc(findings.id)], 1)
  return row ?? null
}

/** The findings just before and after one in time, as far as they are seen. */
export async function neighbours(db: Database, scope: Scope, { id, detectedAt }: { id: string; detectedAt: string }) {
  const seen = visible.finding(scope)
  const at = sql`(${detectedAt}, ${id})`
  const place = sql`(${findings.detectedAt}, ${findings.id})`
  const one = (where: SQL, order: SQL) =>
    db.select({ id: findings.id }).from(findings).where(and(where, seen)).orderBy(order, order).limit(1)
  const [newer, older] = await Promise.all([
    one(sql`${place} > ${at}`, sql`${findings.detectedAt} asc, ${findings.id} asc`),
    one(sql`${place} < ${at}`, sql`${findings.detectedAt} desc, ${findings.id} desc`),
  ])
  return { newer: newer[0]?.id ?? null, older: older[0]?.id ?? null }
}

export type Change = typeof changes.$inferSelect

/** A change with its source and the captures that its two snapshots were read from; null when there is none. */
export async function changeWithSource(db: Database, id: string) {
  const [row] = await db
    .select({ change: changes, source: sources, vendorName: vendors.name })
    .from(changes)
    .innerJoin(sources, eq(sources.id, changes.sourceId))
    .innerJoin(vendors, eq(vendors.id, changes.vendorId))
    .where(eq(changes.id, id))
  if (!row) return null
  const read = await db
    .select({ snapshot: snapshots, captureAt: captures.at, bodyHash: captures.bodyHash, bytes: captures.bytes })
    .from(snapshots)
    .innerJoin(captures, eq(captures.id, snapshots.captureId))
    .where(inArray(snapshots.id, [row.change.fromSnapshotId, row.change.toSnapshotId]))
  const of = (id: string) => read.find((one) => one.snapshot.id === id) ?? null
  const to = of(row.change.toSnapshotId)
  return { ...row, from: of(row.change.fromSnapshotId), to, lastGoodAt: to ? await lastGoodBefore(db, row.source.id, to) : null }
}

/** The last check before a capture that found the page as it was: the change was made after it. Null when none is known. */
async function lastGoodBefore(db: Database, sourceId: string, to: { captureAt: string; bodyHash: string | null }): Promise<string | null> {
  const [row] = await db.all<{ at: string | null }>(sql`select max(at) as at from (
    select max(last_at) as at from runs where source_id = ${sourceId} and last_at < ${to.captureAt}
    union all select * from (select at from captures where source_id = ${sourceId} and at < ${to.captureAt}
      and verdict in ('ok', 'not-modified') and body_hash is not ${to.bodyHash} order by at desc limit 1))`)
  return row?.at ?? null
}
export type ChangeWithSource = NonNullable<Awaited<ReturnType<typeof changeWithSource>>>

/** Changes that made no finding of their own: cosmetic, or held back as noise. Newest first. */
export async function quietChanges(db: Database, scope: Scope, filter: { sourceId?: string | null }, cursor: string | null, limit = 50) {
  const where = and(
    sql`${changes.verdict} <> 'material'`,
    filter.sourceId ? eq(changes.sourceId, filter.sourceId) : undefined,
    visible.change(scope),
  )
  const keys = keyset(changes.detectedAt, changes.id, { name: 'detectedAt', descending: true }, cursor)
  if ('problem' in keys) return keys
  const rows = await db
    .select({ change: changes, vendorName: vendors.name, sourceType: sources.type, demo: sources.demo })
    .from(changes)
    .innerJoin(sources, eq(sources.id, changes.sourceId))
    .innerJoin(vendors, eq(vendors.id, changes.vendorId))
    .where(and(where, keys.where))
    .orderBy(...keys.order)
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items,
    total: await countUpTo(db, changes, where),
    next: rows.length > limit && last ? writeCursor(last.change.detectedAt, last.change.id) : null,
  }
}

/**
 * For each system that rests on `roots`, the names of the systems from the root to it: how a change arrives there. Shortest way first, at most
 * eight steps.
 */
export async function waysFrom(db: Database, roots: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.select({ id: sql<string>`way.id`, names: sql<string>`way.names` }).from(
    sql`(with recursive way(id, names, depth) as (
        select id, json_array(name), 0 from ${systems} where ${isOneOf(systems.id, roots)}
        union all
        select child.id, json_insert(way.names, '$[#]', child.name), way.depth + 1
        from way join ${systemParents} as link on link.parent_id = way.id join ${systems} as child on child.id = link.system_id where way.depth < 8
      ) select id, names from way order by depth desc) as way`,
  )
  return new Map(rows.map((row) => [row.id, namesOf(row.names)]))
}

function namesOf(text: string): string[] {
  const parsed: unknown = JSON.parse(text)
  return Array.isArray(parsed) ? parsed.map(String) : []
}
