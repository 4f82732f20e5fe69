import { and, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Database } from './database'
import { keyset, type Page, type PageRequest, totalLimit, writeCursor } from './page'

/**
 * One page of a table's rows under a condition, with its cursor and total. `sortable` maps the names of a list's `sort` to columns; a name is also
 * the row's own, for the cursor holds the last row's value.
 */
export async function selectPage<T extends SQLiteTable>(
  db: Database,
  table: T,
  {
    id,
    sortable,
    where,
    request,
    counted = true,
  }: {
    id: SQLiteColumn
    sortable: Record<string, SQLiteColumn>
    where: SQL | undefined
    request: PageRequest
    /** False where counting would look at every row: the total is then null. */
    counted?: boolean
  },
): Promise<Page<T['$inferSelect']> | { problem: 'bad-cursor' }> {
  const column = sortable[request.sort.name]
  if (!column) throw new Error(`${request.sort.name} is not sortable`)
  const keys = keyset(column, id, request.sort, request.cursor)
  if ('problem' in keys) return keys
  const rows = await db
    .select()
    .from<SQLiteTable>(table)
    .where(and(where, keys.where))
    .orderBy(...keys.order)
    .limit(request.limit + 1)
  const isAll = request.cursor === null && rows.length <= request.limit
  const total = !counted ? null : isAll ? rows.length : await countUpTo(db, table, where)
  const items = rows.slice(0, request.limit)
  const last = items.at(-1)
  return {
    items,
    total,
    next: rows.length > items.length && last ? writeCursor(cursorValue(last, request.sort.name), String(Reflect.get(last, id.name))) : null,
  }
}

/** Exact to 10,000, null beyond. */
export async function countUpTo(db: Database, table: SQLiteTable, where: SQL | undefined): Promise<number | null> {
  const some = db
    .select({ one: sql`1` })
    .from(table)
    .where(where)
    .limit(totalLimit + 1)
  const [row] = await db.select({ count: sql<number>`count(*)` }).from(some.as('some'))
  const count = row?.count ?? 0
  return count > totalLimit ? null : count
}

function cursorValue(row: object, name: string): string | number | null {
  const value: unknown = Reflect.get(row, name)
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

/**
 * `column in (…)` for a filter, one bound parameter; undefined when it was not asked for. A single value is `=`: an index over the column and the
 * order of the list then gives the page without sorting all that matches.
 */
export const filterBy = (column: SQLiteColumn | SQL, values: readonly string[] | undefined): SQL | undefined =>
  values &&
  (values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} in (select value from json_each(${JSON.stringify(values)}))`)

/** Conditions of which some may be missing, as one; for callers outside the store. */
export const allOfThem = (conditions: readonly (SQL | undefined)[]): SQL | undefined => and(...conditions)
