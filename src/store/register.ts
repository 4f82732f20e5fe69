import { and, eq, type SQL, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { pageAsOf, recorded } from './history'
import type { Page, PageRequest } from './page'
import { deployments, systems, vendors } from './schema'
import { filterBy, selectPage } from './select-page'
import { type Scope, visible } from './visibility'

/** Vendors, systems and deployments: the three nouns of the register that share their form. */
export const registerTables = { vendor: vendors, system: systems, deployment: deployments } as const
export type RegisterEntity = keyof typeof registerTables
export type Vendor = typeof vendors.$inferSelect
export type System = typeof systems.$inferSelect
export type Deployment = typeof deployments.$inferSelect
export type RegisterRow<E extends RegisterEntity> = (typeof registerTables)[E]['$inferSelect']
type Found<T> = Page<T> | { problem: 'bad-cursor' }
type Filters = Partial<Record<string, string[]>>

const text = (column: SQL, values: string[] | undefined): SQL | undefined => (values ? isOneOf(column, values) : undefined)
/** Words of a search as part of the name, whatever their case. */
const named = (name: SQL, words: string[] | undefined): SQL | undefined =>
  words ? sql`instr(lower(${name}), ${words.join(',').toLowerCase()}) > 0` : undefined

export async function vendorsPage(db: Database, scope: Scope, request: PageRequest & { filters: Filters }): Promise<Found<Vendor>> {
  const { filters } = request
  const where = and(
    visible.vendor(scope, vendors.id),
    filterBy(vendors.unitId, filters.unitId),
    filterBy(vendors.catalogueId, filters.catalogueId),
    text(sql`${vendors.facts} ->> '$.tier'`, filters.tier),
    named(sql`${vendors.name}`, filters.q),
  )
  return selectPage(db, vendors, { id: vendors.id, sortable: sortable(vendors), where, request })
}

export async function systemsPage(db: Database, scope: Scope, request: PageRequest & { filters: Filters }): Promise<Found<System>> {
  const { filters } = request
  const where = and(
    visible.system(scope, systems.id),
    filterBy(systems.unitId, filters.unitId),
    filterBy(systems.vendorId, filters.vendorId),
    filterBy(systems.state, filters.state),
    text(sql`${systems.facts} ->> '$.kind'`, filters.kind),
    filters.parentSystemId
      ? sql`${systems.id} in (select system_id from system_parents where ${isOneOf(sql`parent_id`, filters.parentSystemId)})`
      : undefined,
    named(sql`${systems.name}`, filters.q),
  )
  return selectPage(db, systems, { id: systems.id, sortable: sortable(systems), where, request })
}

export async function deploymentsPage(db: Database, scope: Scope, request: PageRequest & { filters: Filters }): Promise<Found<Deployment>> {
  const { filters } = request
  const where = and(
    visible.deployment(scope, deployments.id),
    filterBy(deployments.unitId, filters.unitId),
    filterBy(deployments.systemId, filters.systemId),
    filterBy(deployments.ownerId, filters.ownerId),
    text(sql`${deployments.facts} ->> '$.status'`, filters.status),
    filters.vendorId
      ? sql`${deployments.systemId} in (select id from systems where ${isOneOf(sql`vendor_id`, filters.vendorId)})`
      : undefined,
    named(sql`${deployments.name}`, filters.q),
  )
  return selectPage(db, deployments, { id: deployments.id, sortable: sortable(deployments), where, request })
}

/** The same records as of an instant: seen when they may be seen today, or are gone and were of one's units then. */
export async function registerPageAsOf(
  db: Database,
  scope: Scope,
  entity: RegisterEntity,
  request: PageRequest & { filters: Filters },
  at: string,
): Promise<Found<unknown>> {
  const id = sql`entity_id`
  const today = { vendor: visible.vendor, system: visible.system, deployment: visible.deployment }[entity](scope, id)
  const gone = sql`not exists (select 1 from ${registerTables[entity]} where id = entity_id)`
  const theirs = sql`(${recorded('unitId')} is null or ${isOneOf(recorded('unitId'), scope.unitIds ?? [])})`
  const { q, kind, tier, status, ...filters } = request.filters
  const facts = { 'facts.kind': kind, 'facts.tier': tier, 'facts.status': status }
  const where = and(today && sql`(${today} or (${gone} and ${theirs}))`, named(recorded('name'), q))
  return pageAsOf(db, entity, { at, request, filters: { ...filters, ...facts }, where })
}

const sortable = (table: typeof vendors | typeof systems | typeof deployments) => ({
  name: table.name,
  id: table.id,
  createdAt: table.createdAt,
  updatedAt: table.updatedAt,
})

export async function vendorById(db: Pick<Database, 'select'>, id: string, where?: SQL): Promise<Vendor | null> {
  const [row] = await db
    .select()
    .from(vendors)
    .where(and(eq(vendors.id, id), where))
  return row ?? null
}

export async function systemById(db: Pick<Database, 'select'>, id: string, where?: SQL): Promise<System | null> {
  const [row] = await db
    .select()
    .from(systems)
    .where(and(eq(systems.id, id), where))
  return row ?? null
}

export async function deploymentById(db: Pick<Database, 'select'>, id: string, where?: SQL): Promise<Deployment | null> {
  const [row] = await db
    .select()
    .from(deployments)
    .where(and(eq(deployments.id, id), where))
  return row ?? null
}

/** Whether nothing rests on a record, as a condition in SQL. */
export const isFree = {
  vendor: (id: string): SQL =>
    sql`not exists (select 1 from systems where vendor_id = ${id}) and not exists (select 1 from sources where vendor_id = ${id})
      and not exists (select 1 from contracts where vendor_id = ${id}) and not exists (select 1 from findings where vendor_id = ${id})`,
  system: (id: string): SQL =>
    sql`not exists (select 1 from deployments where system_id = ${id}) and not exists (select 1 from system_parents where parent_id = ${id})
      and not exists (select 1 from findings, json_each(findings.system_ids) where value = ${id})
      and not exists (select 1 from sources, json_each(sources.system_ids) where value = ${id})`,
  deployment: (id: string): SQL =>
    sql`not exists (select 1 from reviews where deployment_id = ${id}) and not exists (select 1 from case_deployments where deployment_id = ${id})`,
}

/** Ids among these that are in a table of the register, or of units or people. */
export async function knownIds(
  db: Pick<Database, 'all'>,
  table: 'vendors' | 'systems' | 'deployments' | 'units' | 'people',
  ids: readonly string[],
): Promise<Set<string>> {
  if (!ids.length) return new Set()
  const rows = await db.all<{ id: string }>(sql`select id from ${sql.identifier(table)} where ${isOneOf(sql`id`, ids)}`)
  return new Set(rows.map((row) => row.id))
}

/** The edges of the graph above some systems: each system that they rest on, however far up, with what it rests on in turn. */
export async function parentsAbove(db: Pick<Database, 'all'>, ids: readonly string[]): Promise<{ systemId: string; parentId: string }[]> {
  return db.all<{ systemId: string; parentId: string }>(sql`
    with recursive above(id) as (select value from json_each(${JSON.stringify(ids)})
      union select parent_id from system_parents join above on system_parents.system_id = above.id)
    select system_id as systemId, parent_id as parentId from system_parents where system_id in (select id from above)`)
}
