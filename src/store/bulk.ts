import type { SQL } from 'drizzle-orm'
import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { chunks } from './audit'
import type { Database, Statement } from './database'

const rowsAStatement = 500

type Row<T extends SQLiteTable> = T['$inferSelect']

/**
 * Statements that insert whole rows, 500 or 500,000 characters each: `insert … select … from json_each(?)`, the fastest form on both engines. What
 * is the same in all rows of a statement is bound once, so rows that are alike should stand together. `applies` is the condition that every
 * statement of a guarded batch carries. With `orIgnore` a row whose key is there already is passed over.
 */
export function insertRows<T extends SQLiteTable>(
  db: Pick<Database, 'run'>,
  table: T,
  rows: readonly Row<T>[],
  { applies = sql`1`, orIgnore = false }: { applies?: SQL; orIgnore?: boolean } = {},
): Statement[] {
  const columns = columnsOf(table)
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  )
  const verb = sql.raw(orIgnore ? 'insert or ignore' : 'insert')
  return chunks(encoded(columns, rows), rowsAStatement, ({ length }) => length).map((some) => {
    const { values, payload } = packed(
      columns,
      some.map((row) => row.values),
    )
    return db.run(sql`with bulk as materialized (select value as v from json_each(${payload}))
      ${verb} into ${table} (${names}) select ${sql.join(values, sql`, `)} from bulk where ${applies}`)
  })
}

type Driven = string | number | null

/** Rows as a select list over `json_each`: a value that all rows share is bound, the others are read from their place in the payload. */
function packed(columns: [string, SQLiteColumn][], rows: readonly Driven[][]): { values: SQL[]; payload: string } {
  const [first = []] = rows
  const varying = first.flatMap((value, index) => (rows.every((row) => row[index] === value) ? [] : [index]))
  const values = first.map((value, index) => {
    const place = varying.indexOf(index)
    const given = place >= 0 ? sql.raw(`v->>'$[${place}]'`) : value === null ? sql.raw('null') : sql`${value}`
    // a packed value that was worth packing comes in hexadecimal, which is never JSON
    return columns[index]?.[1].dataType === 'custom'
      ? sql`case when instr('[{', substr(${given}, 1, 1)) then ${given} else unhex(${given}) end`
      : given
  })
  return { values, payload: JSON.stringify(rows.map((row) => varying.map((index) => row[index] ?? null))) }
}

/**
 * Statements that replace every column but the key of rows that are there, found by `id`. Where `was` tells all the rows as they stand, only the
 * columns that change are written: an index on another one is not touched. The guard of the batch must then hold them to their versions.
 */
export function updateRows<T extends SQLiteTable & { id: SQLiteColumn }>(
  db: Pick<Database, 'run'>,
  table: T,
  rows: readonly (Row<T> & { id: string })[],
  { applies = sql`1`, was }: { applies?: SQL; was?: ReadonlyMap<string, object> } = {},
): Statement[] {
  const changes = (name: string) =>
    rows.some((row) => {
      const before = was?.get(row.id)
      return !before || Reflect.get(before, name) !== Reflect.get(row, name)
    })
  const columns = columnsOf(table).filter(([name, column]) => column === table.id || changes(name))
  const key = columns.findIndex(([, column]) => column === table.id)
  if (columns.length < 2) return []
  return chunks(encoded(columns, rows), rowsAStatement, ({ length }) => length).map((some) => {
    const { values, payload } = packed(
      columns,
      some.map((row) => row.values),
    )
    const sets = sql.join(
      columns.flatMap(([, column], index) => (index === key ? [] : [sql`${sql.identifier(column.name)} = ${values[index]}`])),
      sql`, `,
    )
    return db.run(sql`with bulk as materialized (select value as v from json_each(${payload}))
      update ${table} set ${sets} from bulk where ${sql.identifier(getTableName(table))}.${sql.identifier(table.id.name)} = ${values[key]} and ${applies}`)
  })
}

/** D1 takes 32 arguments to a function: 15 names with their values. */
const pairsAnObject = 15

/**
 * Whole rows where there are thousands: each comes as a few JSON texts, for what both drivers do for every value of a row costs more than reading it.
 */
export async function selectRows<T extends SQLiteTable>(db: Pick<Database, 'all'>, table: T, where: SQL): Promise<Row<T>[]> {
  const rows = await db.all<{ texts: string }>(sql`select ${rowTexts(getTableColumns(table))} as texts from ${table} where ${where}`)
  return rows.map((row) => Object.assign({}, ...parsedTexts(row.texts)))
}

/** A row of these columns as an SQL expression: JSON texts, a line each. */
export function rowTexts(columns: Readonly<Record<string, SQLiteColumn>>): SQL {
  const pairs = Object.entries(columns).map(([name, column]) => sql`${sql.raw(`'${name}'`)}, ${jsonOf(column)}`)
  const objects = chunks(pairs, pairsAnObject).map((some) => sql`json_object(${sql.join(some, sql`, `)})`)
  return sql.join(objects, sql` || char(10) || `)
}

/** What `rowTexts` gave, in parts of the row. */
export const parsedTexts = (texts: string) => texts.split('\n').map((text) => JSON.parse(text))

function jsonOf(column: SQLiteColumn): SQL {
  if (column.dataType === 'json') return sql`json(coalesce(${column}, 'null'))`
  return column.dataType === 'boolean'
    ? sql`json(case when ${column} is null then 'null' when ${column} then 'true' else 'false' end)`
    : sql`${column}`
}

/** An SQL condition: every one of these records still has the version that was read. True for none. */
export function versionsStand<T extends SQLiteTable & { id: SQLiteColumn; version: SQLiteColumn }>(
  table: T,
  read: readonly { id: string; version: number }[],
): SQL {
  const parts = chunks(read, 10_000, ({ id }) => id.length + 12).map(
    (some) => sql`(select count(*) from json_each(${JSON.stringify(some.map(({ id, version }) => [id, version]))}) as was
      join ${table} as live on live.id = was.value->>'$[0]' and live.version = was.value->>'$[1]') = ${some.length}`,
  )
  return allOf(parts)
}

/** `and` that is true for none, each part in brackets. */
export const allOf = (conditions: readonly SQL[]): SQL =>
  conditions.length
    ? sql.join(
        conditions.map((condition) => sql`(${condition})`),
        sql` and `,
      )
    : sql`1`

/** `column in (…)` for a list of any length, with one bound parameter. */
export const isOneOf = (column: SQLiteColumn | SQL, values: readonly string[]): SQL =>
  sql`${column} in (select value from json_each(${JSON.stringify(values)}))`

const columnsOf = (table: SQLiteTable): [string, SQLiteColumn][] => Object.entries(getTableColumns(table))

/** Rows as the driver takes them, with their length in characters. */
function encoded(columns: [string, SQLiteColumn][], rows: readonly object[]): { values: Driven[]; length: number }[] {
  // rows that are alike stand together: a value is put into the driver's form only where it is another than in the row before
  const values: unknown[] = []
  const drivens: Driven[] = []
  return rows.map((row) => {
    let length = 0
    columns.forEach(([name, column], index) => {
      const value: unknown = Reflect.get(row, name) ?? null
      if (index >= drivens.length || values[index] !== value) {
        values[index] = value
        drivens[index] = drivenBy(column, value)
      }
      const driven = drivens[index]
      length += typeof driven === 'string' ? driven.length + 4 : 6
    })
    return { values: [...drivens], length }
  })
}

function drivenBy(column: SQLiteColumn, value: unknown): Driven {
  const driven: unknown = value === null ? null : column.mapToDriverValue(value)
  return typeof driven === 'string' || typeof driven === 'number' || driven === null ? driven : String(driven)
}
