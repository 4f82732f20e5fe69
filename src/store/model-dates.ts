import { and, asc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { insertRows, isOneOf } from './bulk'
import type { Database, Statement } from './database'
import { deployments, modelDates, namesModels, people, sources, systems, vendors } from './schema'
import { type Scope, visible } from './visibility'

export type ModelDateRow = typeof modelDates.$inferSelect
type Read = Pick<Database, 'select' | 'all'>

/** All that was told of some models, the earliest word first, by the reference list and by pages that the reader sees. */
export const datesOfModels = (db: Read, scope: Scope, models: readonly string[]) =>
  db
    .select({ date: modelDates })
    .from(modelDates)
    .leftJoin(sources, eq(sources.id, modelDates.sourceId))
    .where(
      and(
        isOneOf(modelDates.model, models),
        or(isNull(modelDates.sourceId), and(isNotNull(sources.id), visible.source(scope, sources.id))),
      ),
    )
    .orderBy(asc(modelDates.toldAt), asc(modelDates.id))

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

/** Systems that name the models they run on, with their vendor, as far as the reader sees them. */
export const systemsWithModels = (db: Read, scope: Scope, { limit, ids }: { limit: number; ids?: readonly string[] }) =>
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

/** The uses of some systems and of all that is built on these, as far as the reader sees them, with the root that each rests on. */
export const usesUnder = (db: Read, scope: Scope, systemIds: readonly string[]) =>
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
    .from(deployments)
    .innerJoin(
      sql`(with recursive walk(root, id) as (select value, value from json_each(${JSON.stringify(systemIds)})
        union select walk.root, system_parents.system_id from system_parents join walk on system_parents.parent_id = walk.id) select root, id from walk) as down`,
      sql`down.id = ${deployments.systemId}`,
    )
    .leftJoin(people, eq(people.id, deployments.ownerId))
    .where(visible.deployment(scope, deployments.id))
    .orderBy(asc(deployments.name))
    .limit(5_000)
export type UseUnder = Awaited<ReturnType<typeof usesUnder>>[number]
