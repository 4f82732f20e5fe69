import { and, eq, sql } from 'drizzle-orm'
import { groupBy } from '../core/group'
import { allOf, insertRows, isOneOf, updateRows, versionsStand } from './bulk'
import type { Database } from './database'
import { toDoReviews, toDos } from './schema'
import type { Writing } from './writing'

/** A register field to complete; the same object is what the audit trail keeps of it. */
export type ToDo = typeof toDos.$inferSelect
export type ToDoEntity = ToDo['entity']

export async function toDoById(db: Pick<Database, 'select'>, id: string): Promise<ToDo | null> {
  const [row] = await db.select().from(toDos).where(eq(toDos.id, id))
  return row ?? null
}

/** All to-dos of these records, open and done. */
export const toDosOf = (db: Pick<Database, 'select'>, entityIds: readonly string[]): Promise<ToDo[]> =>
  db.select().from(toDos).where(isOneOf(toDos.entityId, entityIds))

/** The fields (names of the pack) that leave reviews provisional, by record id: what `provisionalFields` shows. */
export async function provisionalFieldsOf(
  db: Pick<Database, 'select'>,
  entity: ToDoEntity,
  entityIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await db
    .select({ entityId: toDos.entityId, field: toDos.field })
    .from(toDos)
    .where(and(eq(toDos.entity, entity), eq(toDos.state, 'open'), isOneOf(toDos.entityId, entityIds)))
    .orderBy(toDos.field)
  const byId = groupBy(rows, (row) => row.entityId)
  return new Map([...byId].map(([id, some]) => [id, some.map((row) => row.field)]))
}

/** At most `limit` ids of reviews by to-do: those that wait for it, or waited until it was done. */
export async function reviewsOfToDos(db: Pick<Database, 'select'>, ids: readonly string[], limit: number): Promise<Map<string, string[]>> {
  const ranked = db
    .select({
      toDoId: toDoReviews.toDoId,
      reviewId: toDoReviews.reviewId,
      rank: sql<number>`row_number() over (partition by to_do_id order by review_id)`.as('rank'),
    })
    .from(toDoReviews)
    .where(isOneOf(toDoReviews.toDoId, ids))
    .as('ranked')
  const rows = await db.select().from(ranked).where(sql`${ranked.rank} <= ${limit}`)
  return new Map([...groupBy(rows, (row) => row.toDoId)].map(([id, some]) => [id, some.map((row) => row.reviewId)]))
}

/** New to-dos and changed ones (their `version` already raised), each with its audit row. A field of a record has one to-do at most. */
export function writeToDos(
  db: Pick<Database, 'run'>,
  action: string,
  { added = [], changed = [] }: { added?: readonly ToDo[]; changed?: readonly ToDo[] },
): Writing {
  const keys = JSON.stringify(added.map((one) => [one.entity, one.entityId, one.field]))
  const none = sql`not exists (select 1 from json_each(${keys}) as wanted join ${toDos} as held
    on held.entity = wanted.value->>'$[0]' and held.entity_id = wanted.value->>'$[1]' and held.field = wanted.value->>'$[2]')`
  return {
    acts: [...added, ...changed].map((after) => ({ action, entity: 'to-do', entityId: after.id, after })),
    write: (applies) => [...insertRows(db, toDos, added, { applies }), ...updateRows(db, toDos, changed, { applies })],
    guard: allOf([
      versionsStand(
        toDos,
        changed.map(({ id, version }) => ({ id, version: version - 1 })),
      ),
      ...(added.length ? [none] : []),
    ]),
  }
}
