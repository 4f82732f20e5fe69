import { and, asc, desc, gt, lt, or, type SQL, sql } from 'drizzle-orm'
import { groupBy } from '../core/group'
import type { Database } from './database'
import { type Page, type PageRequest, readCursor, totalLimit, writeCursor } from './page'

/** An SQL condition on `audit`: the greatest of a record's rows at or before an instant, which holds the state it had then. */
export const latest = (entity: string, at: string): SQL => sql`entity = ${entity} and at <= ${at} and seq = (
  select max(seq) from audit as later where later.entity = audit.entity and later.entity_id = audit.entity_id and later.at <= ${at})`

/** The state of a record as of an instant, as the audit trail keeps it; null when it was not there then. The caller parses it. */
export async function stateAsOf(db: Pick<Database, 'all'>, entity: string, id: string, at: string): Promise<unknown> {
  const [row] = await db.all<{ after: string | null }>(sql`select after from audit where entity_id = ${id} and ${latest(entity, at)}`)
  return row?.after ? JSON.parse(row.after) : null
}

/** A field of the recorded state, for conditions and order. */
export const recorded = (name: string): SQL => sql`(after ->> ${`$.${name}`})`

/**
 * A list as of an instant: the states that records of a noun had then, under conditions on `recorded(…)` fields, sorted by one of them and by id.
 * Filters compare as text.
 */
export async function pageAsOf(
  db: Pick<Database, 'all'>,
  entity: string,
  { at, request, filters, where }: { at: string; request: PageRequest; filters: Partial<Record<string, string[]>>; where: SQL | undefined },
): Promise<Page<unknown> | { problem: 'bad-cursor' }> {
  const { descending, name } = request.sort
  const sort = name === 'id' ? sql`entity_id` : recorded(name)
  const cursor = request.cursor === null ? null : readCursor(request.cursor)
  if (request.cursor !== null && cursor === null) return { problem: 'bad-cursor' }
  const past = descending ? lt : gt
  const beyond = cursor && or(past(sort, cursor.value), and(sql`${sort} is ${cursor.value}`, past(sql`entity_id`, cursor.id)))
  const asked = Object.entries(filters).map(
    ([field, values]) => values && sql`${recorded(field)} in (select value from json_each(${JSON.stringify(values)}))`,
  )
  const then = and(latest(entity, at), sql`after is not null`, where, ...asked) ?? sql`1`
  const order = descending ? sql`${desc(sort)}, entity_id desc` : sql`${asc(sort)}, entity_id`
  const [rows, counted] = await Promise.all([
    db.all<{ id: string; sortValue: string | number | null; after: string }>(
      sql`select entity_id as id, ${sort} as sortValue, after from audit where ${and(then, beyond ?? undefined)} order by ${order} limit ${request.limit + 1}`,
    ),
    db.all<{ count: number }>(sql`select count(*) as count from (select 1 from audit where ${then} limit ${totalLimit + 1})`),
  ])
  const some = rows.slice(0, request.limit)
  const last = some.at(-1)
  const count = counted[0]?.count ?? 0
  return {
    items: some.map((row): unknown => JSON.parse(row.after)),
    next: rows.length > some.length && last ? writeCursor(last.sortValue, last.id) : null,
    total: count > totalLimit ? null : count,
  }
}

/** The fields (names of the pack) whose to-dos were open at an instant, by record. */
export async function provisionalFieldsAsOf(
  db: Pick<Database, 'all'>,
  entity: string,
  ids: readonly string[],
  at: string,
): Promise<Map<string, string[]>> {
  const rows = await db.all<{ entityId: string; field: string }>(sql`
    select ${recorded('entityId')} as entityId, ${recorded('field')} as field from audit
    where ${latest('to-do', at)} and ${recorded('entity')} = ${entity} and ${recorded('state')} = 'open'
      and ${recorded('entityId')} in (select value from json_each(${JSON.stringify(ids)})) order by field`)
  return new Map([...groupBy(rows, (row) => row.entityId)].map(([id, some]) => [id, some.map((row) => row.field)]))
}

/** At most `limit` ids of reviews by to-do, as recorded of the reviews at an instant. */
export async function reviewsOfToDosAsOf(
  db: Pick<Database, 'all'>,
  ids: readonly string[],
  at: string,
  limit: number,
): Promise<Map<string, string[]>> {
  const rows = await db.all<{ toDoId: string; reviewId: string }>(sql`
    select part.value as toDoId, audit.entity_id as reviewId from audit, json_each(audit.after, '$.toDoIds') as part
    where ${latest('review', at)} and after is not null and part.value in (select value from json_each(${JSON.stringify(ids)}))
    order by reviewId`)
  return new Map([...groupBy(rows, (row) => row.toDoId)].map(([id, some]) => [id, some.slice(0, limit).map((row) => row.reviewId)]))
}
