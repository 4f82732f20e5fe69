import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client, InArgs } from '@libsql/client'
import { createClient } from '@libsql/client/sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openQuickly } from '../../../src/runtime/node/quick-reads'

let dir: string
let quick: Client
let library: Client

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'telltale-reads-'))
  const url = `file:${join(dir, 'some.db')}`
  quick = openQuickly(url, 5000)
  library = createClient({ url, timeout: 5000, concurrency: 1 })
  await quick.execute('pragma journal_mode=wal')
  await quick.executeMultiple(`create table things (id integer primary key, name text, weight real, body blob);
    insert into things values (1, 'one', 1.5, x'0102'), (2, null, -2, null), (3, 'dré', 1e300, x''), (4, '', 9007199254740991, null)`)
})
afterEach(() => {
  quick.close()
  library.close()
  rmSync(dir, { recursive: true, force: true })
})

/** What a caller can see of an answer: columns, and each row by number and by name. */
async function seen(client: Client, sql: string, args: InArgs = []) {
  const { columns, columnTypes, rows, rowsAffected, lastInsertRowid } = await client.execute({ sql, args })
  const told = rows.map((row) => ({
    cells: Array.prototype.slice.call(row),
    names: { ...row },
    length: row.length,
    keys: Object.keys(row),
  }))
  return { columns, columnTypes, told, rowsAffected, lastInsertRowid }
}

describe('reads that are kept prepared', () => {
  it.each<{ says: string; sql: string; args?: InArgs }>([
    { says: 'values of every kind', sql: 'select * from things order by id' },
    {
      says: 'two columns of one name',
      sql: 'select a.id, b.id, a.name, b.name from things a join things b on b.id = a.id + 1 order by a.id',
    },
    { says: 'no rows', sql: 'select id from things where id = ?', args: [99] },
    { says: 'what is given', sql: 'select ? as a, ? as b, ? as c, ? as d, ? as e', args: [1.5, 'x', null, true, 7] },
    { says: 'a list in JSON', sql: 'select name from things where id in (select value from json_each(?)) order by 1', args: ['[1,3]'] },
    { says: 'values by name', sql: 'select name from things where id = :id', args: { id: 3 } },
    { says: 'a walk', sql: 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 250) select i from n' },
    { says: 'bytes that are given', sql: 'select id from things where body = ?', args: [new Uint8Array([1, 2])] },
    { says: 'columns that are called as numbers are', sql: 'select 7, 8' },
    { says: 'a column that is called length', sql: 'select 7 as length, 8 as "constructor"' },
    { says: 'a plan', sql: 'explain query plan select * from things where id = ?', args: [1] },
    { says: 'more text than is kept', sql: 'select length(?) as n', args: ['x'.repeat(30_000)] },
  ])('$says: the same answer as the library gives, twice', async ({ sql, args = [] }) => {
    const expected = await seen(library, sql, args)
    expect(await seen(quick, sql, args)).toEqual(expected)
    expect(await seen(quick, sql, args)).toEqual(expected)
  })

  it.each([
    { says: 'a fault in the statement', sql: 'select nothing from things', args: [] },
    { says: 'a number beyond what a number holds', sql: 'select 9007199254740993 as n', args: [] },
    { says: 'a fault while it reads', sql: "select json_extract(name, '$.x') from things where id = 1", args: [] },
    { says: 'a value that is none', sql: 'select ? as n', args: [Number.NaN] },
  ])('$says: refused in the words of the library', async ({ sql, args }) => {
    const told = async (client: Client) =>
      client.execute({ sql, args }).then(
        () => null,
        (error) => ({ name: error.name, message: error.message, code: error.code }),
      )
    const expected = await told(library)
    expect(expected).not.toBeNull()
    expect(await told(quick)).toEqual(expected)
    expect((await seen(quick, 'select count(*) as n from things')).told[0]?.names).toEqual({ n: 4 })
  })

  it('sees what it wrote itself, what another connection wrote, and columns that came later', async () => {
    const all = 'select * from things where id > ? order by id'
    expect((await seen(quick, all, [4])).told).toEqual([])
    await quick.batch([{ sql: 'insert into things (id, name) values (?, ?)', args: [5, 'five'] }], 'write')
    expect((await seen(quick, all, [4])).told.map((row) => row.names.name)).toEqual(['five'])
    await library.execute("insert into things (id, name) values (6, 'six')")
    expect((await seen(quick, all, [4])).told.map((row) => row.names.name)).toEqual(['five', 'six'])
    await library.execute("alter table things add column colour text default 'red'")
    expect(await seen(quick, all, [4])).toEqual(await seen(library, all, [4]))
    expect((await seen(quick, all, [4])).told.map((row) => row.names.colour)).toEqual(['red', 'red'])
  })

  it('a write that begins with its source is made once and answers its rows', async () => {
    const { rows } = await quick.execute(
      "with one(name) as (select 'new') insert into things (name) select name from one returning id, name",
    )
    expect(rows.map((row) => row.name)).toEqual(['new'])
    expect((await seen(quick, "select count(*) as n from things where name = 'new'")).told[0]?.names).toEqual({ n: 1 })
  })

  it('answers reads that are asked for at once, each with its own, and leaves the file to writers', async () => {
    const sql = 'select id, name from things where id = ?'
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => quick.execute({ sql, args: [(index % 4) + 1] })))
    expect(answers.map(({ rows }) => rows[0]?.id)).toEqual(answers.map((_, index) => (index % 4) + 1))
    await library.execute("update things set name = 'changed' where id = 1")
    await quick.execute('drop table things')
    await expect(quick.execute({ sql, args: [1] })).rejects.toThrow('no such table')
  })

  it('forgets reads that were not asked for longest, and still answers them', async () => {
    for (let n = 0; n < 900; n++) expect((await quick.execute(`select ${n} as n`)).rows[0]?.n).toBe(n)
    expect((await quick.execute('select 0 as n')).rows[0]?.n).toBe(0)
  })

  it('is closed as the library is', async () => {
    await quick.execute('select 1 as n')
    quick.close()
    await expect(quick.execute('select 1 as n')).rejects.toThrow('closed')
  })

  it('an address with more than a path is opened by the library', async () => {
    const other = openQuickly(`file://${join(dir, 'some.db').replace('some', '%73ome')}`, 5000)
    expect((await other.execute('select count(*) as n from things')).rows[0]?.n).toBe(4)
    other.close()
  })
})
