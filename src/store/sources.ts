import { and, eq, type SQL, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { pageAsOf, recorded } from './history'
import type { Page, PageRequest } from './page'
import { sourceStates, sources } from './schema'
import { filterBy, selectPage } from './select-page'
import { type Scope, visible } from './visibility'

export type Source = typeof sources.$inferSelect
/** As much of a source's state as is told. */
export type SourceHealth = Pick<
  typeof sourceStates.$inferSelect,
  'sourceId' | 'health' | 'cause' | 'healthSince' | 'lastCheckedAt' | 'lastGoodAt' | 'nextPollAt'
>

export async function sourceById(db: Pick<Database, 'select'>, id: string, where?: SQL): Promise<Source | null> {
  const [row] = await db
    .select()
    .from(sources)
    .where(and(eq(sources.id, id), where))
  return row ?? null
}

/** A source by its address as it was written, or by its id. */
export async function sourceNamed(db: Pick<Database, 'select'>, name: string): Promise<Source | null> {
  const [row] = await db.select().from(sources).where(sql`${sources.id} = ${name} or ${sources.url} = ${name}`).limit(1)
  return row ?? null
}

export const sourcesByIds = (db: Pick<Database, 'select'>, ids: readonly string[]): Promise<Source[]> =>
  db.select().from(sources).where(isOneOf(sources.id, ids))

/** Addresses that are watched for these vendors. */
export const addressesOf = (db: Pick<Database, 'select'>, vendorIds: readonly string[]) =>
  db.select({ id: sources.id, vendorId: sources.vendorId, url: sources.url }).from(sources).where(isOneOf(sources.vendorId, vendorIds))

export async function healthOf(db: Pick<Database, 'select'>, ids: readonly string[]): Promise<Map<string, SourceHealth>> {
  const rows = await db
    .select({
      sourceId: sourceStates.sourceId,
      health: sourceStates.health,
      cause: sourceStates.cause,
      healthSince: sourceStates.healthSince,
      lastCheckedAt: sourceStates.lastCheckedAt,
      lastGoodAt: sourceStates.lastGoodAt,
      nextPollAt: sourceStates.nextPollAt,
    })
    .from(sourceStates)
    .where(isOneOf(sourceStates.sourceId, ids))
  return new Map(rows.map((row) => [row.sourceId, row]))
}

type Filters = Partial<Record<'vendorId' | 'type' | 'enabled' | 'health' | 'systemId' | 'q', string[]>>

export async function sourcesPage(
  db: Database,
  scope: Scope,
  request: PageRequest & { filters: Filters },
): Promise<Page<Source> | { problem: 'bad-cursor' }> {
  const { vendorId, type, enabled, health, systemId, q } = request.filters
  const where = and(
    visible.vendor(scope, sources.vendorId),
    filterBy(sources.vendorId, vendorId),
    filterBy(sources.type, type),
    enabled && sql`${sources.enabled} = ${enabled.includes('true') ? 1 : 0}`,
    health && sql`${sources.id} in (select source_id from source_states where ${isOneOf(sql`health`, health)})`,
    systemId && sql`exists (select 1 from json_each(${sources.systemIds}) where ${isOneOf(sql`value`, systemId)})`,
    q && sql`instr(lower(${sources.url}), ${q.join(',').toLowerCase()}) > 0`,
  )
  const sortable = { createdAt: sources.createdAt, id: sources.id, url: sources.url, type: sources.type, updatedAt: sources.updatedAt }
  return selectPage(db, sources, { id: sources.id, sortable, where, request })
}

/** The same as of an instant, without their health: that is of today. */
export async function sourcesPageAsOf(
  db: Database,
  scope: Scope,
  request: PageRequest & { filters: Filters },
  at: string,
): Promise<Page<unknown> | { problem: 'bad-cursor' }> {
  const { vendorId, type, systemId, q } = request.filters
  const where = and(
    visible.vendor(scope, recorded('vendorId')),
    systemId && sql`exists (select 1 from json_each(after, '$.systemIds') where ${isOneOf(sql`value`, systemId)})`,
    q && sql`instr(lower(${recorded('url')}), ${q.join(',').toLowerCase()}) > 0`,
  )
  return pageAsOf(db, 'source', { at, request, filters: { vendorId, type }, where })
}

/** Whether nothing that a source brought is kept: only then may it go; otherwise it is switched off. */
export const isUnread = (id: string): SQL =>
  sql`not exists (select 1 from captures where source_id = ${id}) and not exists (select 1 from findings where source_id = ${id})`
