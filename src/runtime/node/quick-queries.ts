import { Column, getTableName, Name, Param, Placeholder, type Query, SQL, StringChunk, Subquery, Table } from 'drizzle-orm'
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core'

type Field = { path: readonly string[]; field: object }
type Text = { sql: string; params: unknown[] }

/**
 * The library's way to write statements, with the same text from less work: it makes a list of each part of a statement of which it asks a dozen
 * times what it is, and writes the names of a table's columns anew for each query. What is not known here is left to the library.
 */
export function quickDialect(): SQLiteAsyncDialect {
  const dialect = new SQLiteAsyncDialect()
  const slowly = dialect.sqlToQuery.bind(dialect)
  dialect.sqlToQuery = (statement, source) => (source === undefined ? written(statement) : null) ?? slowly(statement, source)
  const selecting: unknown = Reflect.get(dialect, 'buildSelection')
  if (typeof selecting === 'function') {
    const selections = keptByFields<unknown>()
    Object.assign(dialect, {
      buildSelection: (fields: readonly Field[], options: { isSingleTable?: boolean } = {}) => {
        const anew = (): unknown => Reflect.apply(selecting, dialect, [fields, options])
        if (fields.length < 3 || !fields.every(({ field }) => field instanceof Column)) return anew()
        return selections(fields, options.isSingleTable ? 'one' : 'some', () => {
          const made = anew()
          const text = made instanceof SQL ? written(made) : null
          return text && !text.params.length ? sqlOf(text.sql) : made
        })
      },
    })
  }
  return dialect
}

const sqlOf = (text: string) => new SQL([new StringChunk(text)])

/** Keeps what is made of the columns of tables: the same columns in the same places have the same. What has other fields is made anew. */
export function keptByFields<T>(): (fields: readonly Field[], way: string, make: () => T) => T {
  // by the first column, so that what is kept goes with the table: one that a single query has is not kept longer than it
  const kept = new WeakMap<object, { fields: readonly Field[]; way: string; made: T }[]>()
  return (fields, way, make) => {
    const first = fields[0]?.field
    if (first === undefined || !fields.every(({ field }) => field instanceof Column)) return make()
    const some = kept.get(first) ?? []
    const known = some.find((one) => one.way === way && areSame(one.fields, fields))
    if (known) return known.made
    const made = make()
    kept.set(first, [...some, { fields, way, made }])
    return made
  }
}

function areSame(before: readonly Field[], now: readonly Field[]): boolean {
  if (before.length !== now.length) return false
  for (let place = 0; place < before.length; place++) {
    const [one, other] = [before[place], now[place]]
    if (one?.field !== other?.field || one?.path.length !== other?.path.length || !one?.path.every((name, at) => name === other?.path[at]))
      return false
  }
  return true
}

/** A statement with its values; null where the library is to be asked. */
function written(statement: SQL): Query | null {
  const text: Text = { sql: '', params: [] }
  return write(statement, text) ? text : null
}

const named = (name: string) => `"${name}"`

/** Adds a part of a statement; false where it is none that is known here. */
function write(part: unknown, to: Text): boolean {
  if (part === undefined) return true
  if (typeof part !== 'object' || part === null) return typeof part !== 'function' && typeof part !== 'symbol' && value(part, to)
  if (part instanceof StringChunk) return add(part.value.join(''), to)
  if (part instanceof SQL) return Reflect.get(part, 'shouldInlineParams') !== true && all(part.queryChunks, to)
  if (part instanceof Column) return add(`${named(getTableName(part.table))}.${named(part.name)}`, to)
  if (part instanceof Param) {
    if (part.value instanceof Placeholder) return false
    const given: unknown = part.value === null ? null : part.encoder.mapToDriverValue(part.value)
    return given instanceof SQL ? write(given, to) : value(given, to)
  }
  if (part instanceof Name) return add(named(part.value), to)
  if (part instanceof Table) return add(named(getTableName(part)), to)
  if (part instanceof SQL.Aliased) return add(named(part.fieldAlias), to)
  if (part instanceof Subquery) {
    const { alias, isWith, sql } = part._
    return isWith ? add(named(alias), to) : add('(', to) && write(sql, to) && add(`) ${named(alias)}`, to)
  }
  if (Array.isArray(part)) {
    to.sql += '('
    const whole = part.every((one: unknown, place) => (place === 0 || add(', ', to)) && write(one, to))
    return whole && add(')', to)
  }
  if (!isWrapped(part)) return false
  const inner = part.getSQL()
  // what wraps itself is a name of its own that is not known here: a view, a placeholder
  if (!(inner instanceof SQL) || inner.queryChunks[0] === part) return false
  return part.shouldOmitSQLParens?.() ? write(inner, to) : add('(', to) && write(inner, to) && add(')', to)
}

type Wrapped = { getSQL: () => unknown; shouldOmitSQLParens?: () => boolean }
const isWrapped = (part: object): part is Wrapped => 'getSQL' in part && typeof part.getSQL === 'function'

function all(parts: readonly unknown[], to: Text): boolean {
  for (const part of parts) if (!write(part, to)) return false
  return true
}

function add(text: string, to: Text): true {
  to.sql += text
  return true
}

function value(given: unknown, to: Text): true {
  to.sql += '?'
  to.params.push(given)
  return true
}
