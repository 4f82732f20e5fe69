import type { Client, InValue } from '@libsql/client'
import { Column, DrizzleQueryError, type ExtractTablesWithRelations, getTableName, is, type Query, SQL, Subquery } from 'drizzle-orm'
import { LibSQLDatabase } from 'drizzle-orm/libsql'
import { LibSQLSession } from 'drizzle-orm/libsql/session'
import type * as schema from '../../store/schema'
import { keptByFields, quickDialect } from './quick-queries'
import type { ReadAnswer } from './quick-reads'

type Tables = ExtractTablesWithRelations<typeof schema>
type Session = LibSQLSession<typeof schema, Tables>
type Fields = NonNullable<Parameters<Session['prepareQuery']>[1]>
type Decoder = { mapFromDriverValue: (value: unknown) => unknown }

/**
 * The tables over a client of ours. What a column of an answer becomes is worked out once an answer; the library does it for each value anew. The values
 * are the same.
 */
export function fileDatabase(client: Client): LibSQLDatabase<typeof schema> & { $client: Client } {
  const dialect = quickDialect()
  const session: Session = new LibSQLSession(client, dialect, undefined, {}, undefined)
  const stock = session.prepareQuery.bind(session)
  const makers = keptByFields<ReturnType<typeof recordMaker>>()
  const prepareQuery: Session['prepareQuery'] = (query, fields, method, inArrays, mapper, ...rest) => {
    const prepared = stock<never>(query, fields, method, inArrays, mapper, ...rest)
    if (!fields || mapper) return prepared
    const slowly = prepared.mapAllResult.bind(prepared)
    return Object.assign(prepared, {
      values: () => valuesOf(client, query),
      mapAllResult: (rows: unknown, inBatch?: boolean) => {
        if (inBatch || !isList(rows)) return slowly(rows, inBatch)
        const joined: unknown = Reflect.get(prepared, 'joinsNotNullableMap')
        return rows.map(makers(fields, joined === undefined ? '' : JSON.stringify(joined), () => recordMaker(fields, joined)))
      },
    })
  }
  return Object.assign(new LibSQLDatabase<typeof schema>('async', dialect, Object.assign(session, { prepareQuery }), undefined), {
    $client: client,
  })
}

const isList = (rows: unknown): rows is readonly ArrayLike<unknown>[] => Array.isArray(rows)
const hasCells = (result: object): result is ReadAnswer => 'cells' in result

/** What a query answers, a list of values a row. An error names the statement, as the library's do. */
async function valuesOf(client: Client, { sql, params }: Query): Promise<readonly ArrayLike<unknown>[]> {
  try {
    if (!params.every(isBindable)) throw new TypeError('a value that the database has no type for')
    const result = await client.execute({ sql, args: params })
    return hasCells(result) ? result.cells : result.rows
  } catch (error) {
    throw new DrizzleQueryError(sql, params, error instanceof Error ? error : new Error(String(error)))
  }
}

const isBindable = (value: unknown): value is InValue =>
  value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value) || value instanceof Uint8Array || value instanceof Date

/**
 * Makes the record of each list of values as `mapResultRow` of the library does: `path` says where in it a value goes, and what an outer join did not
 * find is null as a whole.
 */
function recordMaker(fields: Fields, joined: unknown): (values: ArrayLike<unknown>) => Record<string, unknown> {
  const columns = fields.map(({ path, field }) => ({ name: path.at(-1) ?? '', within: path.slice(0, -1), decoder: decoderOf(field) }))
  const outer = outerJoined(fields, joined)
  return (values) => {
    const record: Record<string, unknown> = {}
    for (let place = 0; place < columns.length; place++) {
      const column = columns[place]
      if (!column) continue
      const value = values[place]
      const decoded = value === null ? null : column.decoder.mapFromDriverValue(value instanceof ArrayBuffer ? Buffer.from(value) : value)
      if (column.within.length) partOf(record, column.within)[column.name] = decoded
      else record[column.name] = decoded
    }
    for (const { name, key } of outer) if (partOf(record, [name])[key] === null) record[name] = null
    return record
  }
}

function partOf(record: Record<string, unknown>, within: readonly string[]): Record<string, unknown> {
  let part = record
  for (const name of within) {
    const known = part[name]
    const next: Record<string, unknown> = isRecord(known) ? known : {}
    part[name] = next
    part = next
  }
  return part
}
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function decoderOf(field: Fields[number]['field']): Decoder {
  if (is(field, Column)) return field
  const decoder: unknown = Reflect.get(is(field, SQL) ? field : is(field, Subquery) ? field._.sql : field.sql, 'decoder')
  if (isDecoder(decoder)) return decoder
  throw new TypeError('an expression that says not what its value becomes')
}
const isDecoder = (value: unknown): value is Decoder => isRecord(value) && typeof value.mapFromDriverValue === 'function'

/** The parts of a record that are all of one table which an outer join may not have found: where the first of its columns is null, nothing was. */
function outerJoined(fields: Fields, joined: unknown): { name: string; key: string }[] {
  const parts = new Map<string, { key: string; tables: Set<string> }>()
  for (const { path, field } of fields) {
    const [name, key] = path
    if (path.length !== 2 || name === undefined || key === undefined || !is(field, Column)) continue
    const part = parts.get(name) ?? { key, tables: new Set() }
    parts.set(name, { ...part, tables: part.tables.add(getTableName(field.table)) })
  }
  return [...parts]
    .filter(([, { tables }]) => tables.size === 1 && isRecord(joined) && [...tables].every((table) => !joined[table]))
    .map(([name, { key }]) => ({ name, key }))
}
