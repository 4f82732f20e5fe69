import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { afterEach, describe, expect, it } from 'vitest'
import { emptyLog, migrationsDir, openDatabase } from '../../src/runtime/node/database'

const main = new URL('../../src/runtime/node/main.ts', import.meta.url).pathname
const dirs: string[] = []
const temporary = () => {
  const dir = mkdtempSync(join(tmpdir(), 'telltale-db-'))
  dirs.push(dir)
  return dir
}
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true })
})
const open = (dataDir: string, migrations?: string) =>
  openDatabase({ dataDir, databaseUrl: null, at: '2026-11-21T09:00:00.000Z', migrations })
/** The migrations of a later version: ours and one more. */
function later(): string {
  const dir = join(temporary(), 'drizzle')
  cpSync(migrationsDir(), dir, { recursive: true })
  const file = join(dir, 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8'))
  journal.entries.push({ idx: journal.entries.length, version: '6', when: 99_999_999_999_999, tag: 'later', breakpoints: true })
  writeFileSync(file, JSON.stringify(journal))
  writeFileSync(join(dir, 'later.sql'), 'CREATE TABLE later (id text);')
  return dir
}
const statement = async (dir: string, sql: string) => {
  const client = createClient({ url: `file:${join(dir, 'telltale.db')}` })
  const result = await client.execute(sql)
  client.close()
  return result.rows
}

describe('the database file', () => {
  it('has pages of 2 KB where it is new, keeps those it was made with, and its log grows to 128 MB either way', async () => {
    const settingsOf = async (dir: string) => {
      const { client, close } = await open(dir)
      const value = async (name: string) => Number((await client.execute(`PRAGMA ${name}`)).rows[0]?.[0])
      const found = { page: await value('page_size'), log: (await value('wal_autocheckpoint')) * (await value('page_size')) }
      close()
      return found
    }
    const earlier = temporary()
    await statement(earlier, 'PRAGMA page_size=4096')
    await statement(earlier, 'CREATE TABLE made_before (id text)')
    expect(await settingsOf(temporary())).toEqual({ page: 2_048, log: 128 * 1024 * 1024 })
    expect(await settingsOf(earlier)).toEqual({ page: 4_096, log: 128 * 1024 * 1024 })
  })
  it('at a place where no folder can be made ends with a sentence, and does not hang', { timeout: 300_000 }, async () => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--import', 'tsx', main, 'export', '--as', 'vendors', '--data', '/proc/telltale/data'],
      { timeout: 120_000, encoding: 'utf8', env: { ...process.env, TELLTALE_LOG: 'silent' } },
    )
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('the folder /proc/telltale cannot be made')
    const file = join(temporary(), 'file')
    writeFileSync(file, '')
    await expect(open(join(file, 'below'))).rejects.toThrow(/cannot be made/)
    const dir = join(temporary(), 'a', 'b')
    ;(await open(dir)).close()
    expect(existsSync(join(dir, 'telltale.db'))).toBe(true)
  })

  it('is made and migrated where there is none, and opened again as it is', async () => {
    const dir = temporary()
    ;(await open(dir)).close()
    ;(await open(dir)).close()
    expect(existsSync(join(dir, 'telltale.db'))).toBe(true)
    expect(existsSync(join(dir, 'backups'))).toBe(false)
    expect(await statement(dir, "select count(*) as n from sqlite_master where name in ('vendors','audit','record_versions')")).toEqual([
      { n: 3 },
    ])
  })

  it('of an older version is copied before it is migrated', async () => {
    const dir = temporary()
    ;(await open(dir)).close()
    ;(await open(dir, later())).close()
    expect(readdirSync(join(dir, 'backups'))).toEqual(['telltale-2026-11-21T09-00-00-000Z.db'])
    expect(await statement(dir, "select count(*) as n from sqlite_master where name = 'later'")).toEqual([{ n: 1 }])
  })

  it('of a newer version is refused', async () => {
    const dir = temporary()
    ;(await open(dir, later())).close()
    await expect(open(dir)).rejects.toThrow(/newer Telltale/)
  })

  it('that cannot be opened says which and why', async () => {
    await expect(open('/dev/null/nowhere')).rejects.toThrow(/cannot be opened/)
  })

  it('is brought up by two that open it at once', async () => {
    const dir = temporary()
    const [one, two] = await Promise.all([open(dir), open(dir)])
    one.close()
    two.close()
    expect(await statement(dir, "select count(*) as n from sqlite_master where name = 'audit'")).toEqual([{ n: 1 }])
  })

  it('whose log is emptied has given all its free pages back, and nobody is kept from writing', async () => {
    const dir = temporary()
    const opened = await open(dir)
    await opened.client.executeMultiple(`create table gone (bytes blob);
      insert into gone select randomblob(4000) from (with recursive n(i) as (select 1 union all select i + 1 from n where i < 300) select i from n);
      drop table gone`)
    const free = async () => Number((await opened.client.execute('pragma freelist_count')).rows[0]?.freelist_count)
    expect(await free()).toBeGreaterThanOrEqual(300)
    await emptyLog(opened)
    expect(await free()).toBe(0)
    const other = await open(dir)
    await other.client.execute('create table made_by_another (a)')
    other.close()
    opened.close()
  })
})
