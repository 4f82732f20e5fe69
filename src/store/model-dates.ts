import { and, asc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { allOf, insertRows, isOneOf, updateRows, versionsStand } from './bulk'
import type { Database, Statement } from './database'
import { latest, pageAsOf, recorded } from './history'
import type { Page, PageRequest } from './page'
import { deployments, modelDates, namesModels, people, sources, systems, vendors } from './schema'
import { filterBy, selectPage } from './select-page'
import { type Scope, visible } from './visibility'
import type { Writing } from './writing'

export type ModelDateRow = typeof modelDates.$inferSelect
type Read = Pick<Database, 'select' | 'all'>

/** What a date has that was read off a page or a list. */
export const readOff = {
  vendorId: null,
  told: null,
  recordedAt: null,
  withdrawnAt: null,
  withdrawnReason: null,
  version: null,
  demo: null,
} as const satisfies Partial<ModelDateRow>

/**
 * All that was told of some models and stands, the earliest word first: by the reference list, by pages that the reader sees, and to people by vendors that
 * the reader sees. With `at` what was known then.
 */
export const datesOfModels = (db: Read, scope: Scope, models: readonly string[], at: string | null = null) =>
  db
    .select({ date: modelDates })
    .from(modelDates)
    .leftJoin(sources, eq(sources.id, modelDates.sourceId))
    .where(
      and(
        isOneOf(modelDates.model, models),
        or(isNull(modelDates.sourceId), and(isNotNull(sources.id), visible.source(scope, sources.id))),
        or(isNull(modelDates.vendorId), visible.vendor(scope, modelDates.vendorId) ?? sql`1`),
        at === null
          ? isNull(modelDates.withdrawnAt)
          : sql`coalesce(${modelDates.recordedAt}, ${modelDates.toldAt}) <= ${at} and coalesce(${modelDates.withdrawnAt}, '9999') > ${at}`,
      ),
    )
    .orderBy(asc(modelDates.toldAt), asc(modelDates.id))

/** A date that a person was told; null for what stands on a page or list. */
export async function toldDateById(db: Pick<Database, 'select'>, id: string): Promise<ModelDateRow | null> {
  const [row] = await db
    .select()
    .from(modelDates)
    .where(and(eq(modelDates.id, id), isNotNull(modelDates.version)))
  return row ?? null
}

type Asked = PageRequest & { filters: { model?: string[]; vendorId?: string[]; kind?: string[] } }

/** Dates that people were told, page by page. */
export async function toldDatesPage(db: Database, scope: Scope, request: Asked): Promise<Page<ModelDateRow> | { problem: 'bad-cursor' }> {
  const { model, vendorId, kind } = request.filters
  const where = and(
    isNotNull(modelDates.version),
    visible.vendor(scope, modelDates.vendorId),
    filterBy(modelDates.model, model),
    filterBy(modelDates.vendorId, vendorId),
    filterBy(modelDates.kind, kind),
  )
  const sortable = { recordedAt: modelDates.recordedAt, day: modelDates.day, id: modelDates.id }
  return selectPage(db, modelDates, { id: modelDates.id, sortable, where, request })
}

/** The same as of an instant. */
export const toldDatesPageAsOf = (
  db: Database,
  scope: Scope,
  request: Asked,
  at: string,
): Promise<Page<unknown> | { problem: 'bad-cursor' }> =>
  pageAsOf(db, 'model-date', { at, request, filters: request.filters, where: visible.vendor(scope, recorded('vendorId')) })

/** Dates that people were told, added or changed (`version` already raised), each with its audit row. */
export function writeToldDates(
  db: Pick<Database, 'run'>,
  action: string,
  { added = [], changed = [] }: { added?: readonly ModelDateRow[]; changed?: readonly ModelDateRow[] },
): Writing {
  return {
    acts: [...added, ...changed].map((after) => ({ action, entity: 'model-date', entityId: after.id, after })),
    write: (applies) => [...insertRows(db, modelDates, added, { applies }), ...updateRows(db, modelDates, changed, { applies })],
    guard: allOf([
      ...added.map(
        ({ id, vendorId }) =>
          sql`not exists (select 1 from model_dates where id = ${id}) and exists (select 1 from vendors where id = ${vendorId})`,
      ),
      versionsStand(
        modelDates,
        changed.map(({ id, version }) => ({ id, version: (version ?? 1) - 1 })),
      ),
    ]),
  }
}

/** What one source told last of each of these models and kinds of date. */
export async function latestOfSource(db: Read, sourceId: string | null, models: readonly string[]): Promise<Map<string, ModelDateRow>> {
  const rows = await db
    .select()
    .from(modelDates)
    .where(sql`${isOneOf(modelDates.model, models)} and ${sourceId === null ? sql`origin = 'pack'` : sql`source_id = ${sourceId}`}`)
    .orderBy(asc(modelDates.toldAt), asc(modelDates.id))
  return new Map(rows.map((row) => [`${row.model} ${row.kind}`, row]))
}

/** Dates as they were told; one that is known stays as it is. */
export const insertModelDates = (db: Database, rows: readonly ModelDateRow[]): Statement[] =>
  insertRows(db, modelDates, rows, { orIgnore: true })

/** A system and all that it is built on, however far up. */
export async function systemsUpward(db: Pick<Database, 'all'>, systemId: string): Promise<string[]> {
  const rows = await db.all<{ id: string }>(sql`with recursive walk(id) as (select ${systemId}
    union select parent_id from system_parents join walk on system_parents.system_id = walk.id) select id from walk limit 500`)
  return rows.map(({ id }) => id)
}

/** What of a system and its vendor a list of models needs. */
export type SystemWithModels = {
  system: Pick<typeof systems.$inferSelect, 'id' | 'name' | 'vendorId' | 'facts' | 'feature' | 'demo'>
  vendorName: string
}

/** Systems that name the models they run on, with their vendor, as far as the reader sees them. */
export const systemsWithModels = (
  db: Read,
  scope: Scope,
  { limit, ids }: { limit: number; ids?: readonly string[] },
): Promise<SystemWithModels[]> =>
  db
    .select({ system: systems, vendorName: vendors.name })
    .from(systems)
    .innerJoin(vendors, eq(vendors.id, systems.vendorId))
    .where(
      and(
        ids ? isOneOf(systems.id, ids) : sql`systems.id in (select id from systems where ${namesModels})`,
        visible.system(scope, systems.id),
      ),
    )
    .orderBy(asc(systems.name))
    .limit(limit)

/** The same as recorded at an instant, of systems that are seen today, or of all that were there for who sees everything. The caller parses `system`. */
export async function systemsWithModelsAsOf(
  db: Read,
  scope: Scope,
  { limit, ids, at }: { limit: number; ids?: readonly string[]; at: string },
): Promise<{ system: unknown; vendorName: string | null }[]> {
  const named = sql`(json_array_length(after -> '$.facts.modelIdentifiers') > 0 or after ->> '$.feature.upstreamModel' is not null)`
  const rows = await db.all<{ after: string; vendorName: string | null }>(sql`select after,
      (select after ->> '$.name' from audit as told where told.entity = 'vendor' and told.entity_id = audit.after ->> '$.vendorId' and told.at <= ${at}
        order by told.seq desc limit 1) as vendorName
    from audit where ${and(
      latest('system', at),
      sql`after is not null and ${named}`,
      ids && isOneOf(sql`entity_id`, ids),
      visible.system(scope, sql`entity_id`),
    )} order by ${recorded('name')} limit ${limit}`)
  return rows.map(({ after, vendorName }) => ({ system: JSON.parse(after), vendorName }))
}

/** A use that rests on a system, with the root that it was asked for by. */
export type UseUnder = {
  root: string
  id: string
  name: string
  systemId: string
  ownerId: string | null
  unitId: string | null
  ownerName: string | null
  status: string | null
  demo: boolean
}
const mostUses = 5_000

/** The uses of some systems and of all that is built on these, as far as the reader sees them, with the root that each rests on. */
export const usesUnder = (db: Read, scope: Scope, systemIds: readonly string[]): Promise<UseUnder[]> =>
  db
    .select({
      root: sql<string>`down.root`,
      id: deployments.id,
      name: deployments.name,
      systemId: deployments.systemId,
      ownerId: deployments.ownerId,
      unitId: deployments.unitId,
      ownerName: people.name,
      status: sql<string | null>`${deployments.facts} ->> '$.status'`,
      demo: deployments.demo,
    })
    .from(
      sql`(with recursive walk(root, id) as (select value, value from json_each(${JSON.stringify(systemIds)})
        union select walk.root, system_parents.system_id from system_parents join walk on system_parents.parent_id = walk.id) select root, id from walk) as down`,
    )
    // crossed, so that the few systems are looked for among the uses; else all uses are gone through by name
    .crossJoin(deployments)
    .leftJoin(people, eq(people.id, deployments.ownerId))
    .where(and(eq(deployments.systemId, sql`down.id`), visible.deployment(scope, deployments.id)))
    .orderBy(asc(deployments.name), asc(deployments.id))
    .limit(mostUses)

/** The same as recorded at an instant; owners under the names they have today. */
export async function usesUnderAsOf(db: Read, scope: Scope, systemIds: readonly string[], at: string): Promise<UseUnder[]> {
  const rows = await db.all<Omit<UseUnder, 'demo'> & { demo: number }>(sql`
    with recursive edges(system_id, parent_id) as materialized (
        select entity_id, part.value from audit, json_each(audit.after, '$.facts.parentSystemIds') as part
          where ${latest('system', at)} and after is not null),
      walk(root, id) as (select value, value from json_each(${JSON.stringify(systemIds)})
        union select walk.root, edges.system_id from edges join walk on edges.parent_id = walk.id)
    select walk.root as root, entity_id as id, ${recorded('name')} as name, ${recorded('systemId')} as "systemId", ${recorded('ownerId')} as "ownerId",
      ${recorded('unitId')} as "unitId", people.name as "ownerName", ${recorded('facts.status')} as status, ${recorded('demo')} as demo
    from audit join walk on walk.id = ${recorded('systemId')} left join people on people.id = ${recorded('ownerId')}
    where ${and(latest('deployment', at), sql`after is not null`, visible.deployment(scope, sql`entity_id`))}
    order by ${recorded('name')} limit ${mostUses}`)
  return rows.map(({ demo, ...use }) => ({ ...use, demo: demo === 1 }))
}
