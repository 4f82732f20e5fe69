import type { Client, InArgs, InStatement, ResultSet, Value } from '@libsql/client'
import { ConnectionPool, createClient, Sqlite3Client } from '@libsql/client/sqlite3'

/** So many reads are kept prepared; those that were not asked for longest are let go. */
const mostKept = 400
/** A read that was given more text than this is not kept, for the text would be kept with it. */
const mostText = 20_000

type Connection = Awaited<ReturnType<ConnectionPool['acquire']>>
type Row = ResultSet['rows'][number]
type Read = { cells: (args: Value[]) => unknown[]; rowOf: (cells: Value[]) => Row; columns: string[]; types: string[] }
/** What a read answers. Who wants the cells alone (`tables.ts`) has them without rows being made of them. */
export type ReadAnswer = ResultSet & { cells: readonly Value[][] }

/**
 * The library's client for one connection to a file, with its reads kept prepared: the library prepares every statement anew and defines each cell of
 * the answer as two properties, which takes longer than most reads do. What is answered is the same. Whatever writes or is unusual is left to the library,
 * as are addresses that say more than a path.
 */
export function openQuickly(url: string, timeout: number): Client {
  const path = /^file:(?!\/\/)([^?#%]+)$/.exec(url)?.[1]
  if (path === undefined) return createClient({ url, timeout, concurrency: 1 })
  const pool = new ConnectionPool(path, { timeout }, 1)
  pool.release(pool.acquireSync()) // a file that cannot be opened is told of at once
  const client = new Sqlite3Client(pool, 'number')
  const unhurried = client.execute.bind(client)
  const readFrom = keptReads()
  client.execute = async (asked: InStatement | string, besides?: InArgs) => {
    const { sql, args = [] } = typeof asked === 'string' ? { sql: asked, args: besides } : asked
    const given = Array.isArray(args) && (readFrom.knows(sql) || isRead(sql)) ? allBound(args) : null
    if (given && !client.closed) {
      const connection = await pool.acquire()
      try {
        const answer = readFrom.answer(connection, sql, given)
        if (answer) return answer
      } finally {
        pool.release(connection)
      }
    }
    return unhurried({ sql, args })
  }
  return client
}

/** Whether a statement reads and does nothing else; false where that cannot be told at a glance. */
const isRead = (sql: string): boolean =>
  /^\s*select\b/i.test(sql) || (/^\s*with\b/i.test(sql) && !/\b(insert|update|delete|replace)\b/i.test(sql))

/** Values as SQLite is given them; null where the library has to look at one. */
function allBound(args: readonly unknown[]): Value[] | null {
  const values: Value[] = []
  for (const value of args) {
    if (typeof value === 'string' || value === null || (typeof value === 'number' && Number.isFinite(value))) values.push(value)
    else if (typeof value === 'boolean') values.push(value ? 1 : 0)
    else return null
  }
  return values
}

/** Answers reads from a connection, each prepared once; null where the library is to be asked. */
function keptReads(): {
  knows: (sql: string) => boolean
  answer: (connection: Connection, sql: string, args: Value[]) => ReadAnswer | null
} {
  const kept = new Map<string, Read>()
  let of: Connection | null = null
  const answer = (connection: Connection, sql: string, args: Value[]) => {
    if (of !== connection) kept.clear()
    of = connection
    try {
      const read = kept.get(sql) ?? prepared(connection, sql)
      kept.delete(sql)
      const cells = read.cells(args)
      if (!allFit(cells, read.columns.length)) return null
      if (lettersOf(args) <= mostText) kept.set(sql, read)
      if (kept.size > mostKept) for (const oldest of [...kept.keys()].slice(0, kept.size - mostKept)) kept.delete(oldest)
      return answerOf(read, cells)
    } catch {
      // a read can be asked again: the library does so, and says what is wrong in the words that callers know
      kept.delete(sql)
      return null
    }
  }
  return { knows: (sql) => kept.has(sql), answer }
}

function lettersOf(args: readonly Value[]): number {
  let letters = 0
  for (const value of args) if (typeof value === 'string') letters += value.length
  return letters
}

function answerOf({ columns, types, rowOf }: Read, cells: Value[][]): ReadAnswer {
  const told = { columns, columnTypes: types, rowsAffected: 0 }
  let rows: Row[] | null = null
  return {
    ...told,
    cells,
    get rows() {
      rows ??= cells.map(rowOf)
      return rows
    },
    lastInsertRowid: undefined,
    toJSON: () => ({ ...told, rows: cells, lastInsertRowid: null }),
  }
}

/** Cells as the statement's columns say, each a value that a JavaScript number, text or buffer holds exactly. */
const allFit = (rows: readonly unknown[], columns: number): rows is Value[][] =>
  rows.every((cells) => Array.isArray(cells) && cells.length === columns && cells.every(fits))
const fits = (cell: unknown) => typeof cell !== 'number' || !Number.isInteger(cell) || Number.isSafeInteger(cell)

function prepared(connection: Connection, sql: string): Read {
  const statement = connection.prepare(sql)
  statement.raw(true)
  const described = statement.columns()
  const columns = described.map(({ name }) => name)
  return { cells: (args) => statement.all(args), rowOf: rowsWith(columns), columns, types: described.map(({ type }) => type ?? '') }
}

/**
 * Rows as callers of the library know them: cells by name, of two columns of one name the first, and by number, where only the names are listed. The numbers
 * are read through what all rows of a statement share.
 */
function rowsWith(columns: readonly string[]): (cells: Value[]) => Row {
  if (columns.some((name) => /^(\d+|length|__proto__|constructor)$/.test(name))) throw new Error('these names need the library')
  const named = columns.flatMap((name, index) => (columns.indexOf(name) === index ? [{ name, index }] : []))
  class Cells {
    [name: string | number]: Value
    readonly #cells: Value[]
    constructor(cells: Value[]) {
      this.#cells = cells
      for (const { name, index } of named) this[name] = cells[index] ?? null
    }
    static at = (row: Cells, index: number): Value => row.#cells[index] ?? null
    get length(): number {
      return columns.length
    }
  }
  for (const index of columns.keys()) {
    Object.defineProperty(Cells.prototype, index, {
      get(this: Cells) {
        return Cells.at(this, index)
      },
    })
  }
  return (cells) => new Cells(cells)
}
