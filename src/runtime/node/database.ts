import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflateRawSync } from 'node:zlib'
import { type Client, createClient } from '@libsql/client'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { z } from 'zod'
import type { Database } from '../../store/database'
import { inflateBy } from '../../store/packed'
import { Failure } from './cli/command'
import { fileDatabase } from './file-database'
import { makeFolder } from './make-folder'
import { openQuickly } from './quick-reads'

const journal = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) })

/** The folder of migrations, from `src/` as from `dist/`. */
export function migrationsDir(): string {
  for (let dir = dirname(fileURLToPath(import.meta.url)); dir !== dirname(dir); dir = dirname(dir)) {
    if (existsSync(join(dir, 'drizzle', 'meta', '_journal.json'))) return join(dir, 'drizzle')
  }
  throw new Failure('the folder "drizzle" with the migrations is not beside the program')
}

const logBytes = 128 * 1024 * 1024

/** A page of this file: one of before keeps the size that it was made with. */
async function pageBytes(client: Client): Promise<number> {
  return Number((await client.execute('PRAGMA page_size')).rows[0]?.page_size ?? 4_096)
}

export type Opened = { db: Database; client: Client; close: () => void; url: string }

/**
 * Opens the database, takes a copy of an older one beside it (`backups/`), and migrates. A newer one is refused, for we cannot know what
 * its columns mean. Fails with a sentence that says what is wrong.
 */
export async function openDatabase({
  dataDir,
  databaseUrl,
  at,
  migrations = migrationsDir(),
}: {
  dataDir: string
  databaseUrl: string | null
  at: string
  migrations?: string
}): Promise<Opened> {
  const file = databaseUrl === null
  const url = databaseUrl ?? `file:${resolve(dataDir, 'telltale.db')}`
  try {
    if (file) makeFolder(dataDir)
    const client = url.startsWith('file:') ? openQuickly(url, 5000) : createClient({ url, timeout: 5000, concurrency: 1 })
    if (url.startsWith('file:')) {
      // both count only in a file that is new: small pages, since a hundred tables and indexes of a few rows take one each and bodies end anywhere;
      // and what trimming frees can be given back to the disk
      await client.execute('PRAGMA page_size=2048')
      await client.execute('PRAGMA auto_vacuum=INCREMENTAL')
      await client.execute('PRAGMA journal_mode=WAL')
      await client.execute('PRAGMA synchronous=NORMAL')
      // 64 MB: one change can open tens of thousands of reviews, each with its audit row, and their indexes are hit in random order
      await client.execute('PRAGMA cache_size=-65536')
      // and 128 MB of log before it is copied into the file: else so large a batch would end with copying all of itself
      await client.execute(`PRAGMA wal_autocheckpoint=${Math.floor(logBytes / (await pageBytes(client)))}`)
      // what the log took beyond 4 MB is given back at the next checkpoint
      await client.execute('PRAGMA journal_size_limit=4194304')
    }
    // a list of fifty changes unpacks a hundred values: 1 instead of 10 ms
    inflateBy(inflateRawSync)
    const db = fileDatabase(client)
    const backups = url.startsWith('file:') ? join(dirname(url.slice(5)), 'backups') : null
    await bringUpToDate({ client, migrations, apply: () => migrate(db, { migrationsFolder: migrations }), backups, at })
    return { db, client, url, close: () => client.close() }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(
      `the database at ${url.replace(/\/\/[^@/]*@/, '//')} cannot be opened: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/**
 * Gives free pages back, copies the log into the file and empties it, so that nothing is stored twice when a command ends. Where another process reads or writes just then it
 * does that later.
 */
export async function emptyLog({ client, url }: Pick<Opened, 'client' | 'url'>): Promise<void> {
  if (!url.startsWith('file:')) return
  await client.execute('PRAGMA busy_timeout=100')
  try {
    // it gives a row a page and does its work row by row: `execute` would stop at the first, in the middle of a write
    await client.executeMultiple('PRAGMA incremental_vacuum')
    await client.execute('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch (error) {
    // somebody reads or writes just then: the log is emptied another time
    if (!(error instanceof Error && 'code' in error && (error.code === 'SQLITE_LOCKED' || error.code === 'SQLITE_BUSY'))) throw error
  }
}

export async function migrationState(
  client: Client,
  migrations = migrationsDir(),
): Promise<{ applied: number; known: number; newest: number; last: number }> {
  const known = journal.parse(JSON.parse(readFileSync(join(migrations, 'meta', '_journal.json'), 'utf8'))).entries
  const table = await client.execute("select 1 from sqlite_master where name = '__drizzle_migrations'")
  const newest = Math.max(...known.map((entry) => entry.when))
  if (!table.rows.length) return { applied: 0, known: known.length, newest, last: 0 }
  const row = (await client.execute('select count(*) as applied, coalesce(max(created_at), 0) as last from __drizzle_migrations')).rows[0]
  return { applied: Number(row?.applied ?? 0), known: known.length, newest, last: Number(row?.last ?? 0) }
}

type Upgrade = { client: Client; migrations: string; apply: () => Promise<unknown>; backups: string | null; at: string }

async function bringUpToDate({ client, migrations, apply, backups, at }: Upgrade): Promise<void> {
  const { applied, known, newest, last } = await migrationState(client, migrations)
  if (last > newest)
    throw new Failure('the data directory was written by a newer Telltale; start that one, or restore a backup of this version')
  if (applied === known) return
  if (applied > 0 && backups) {
    makeFolder(backups)
    await client.execute({ sql: 'VACUUM INTO ?', args: [join(backups, `telltale-${at.replace(/[:.]/g, '-')}.db`)] })
  }
  await applyOnce({ client, migrations, apply }, known)
}

/** Two processes that start together both try; the one that comes second finds the work done. */
async function applyOnce({ client, migrations, apply }: Pick<Upgrade, 'client' | 'migrations' | 'apply'>, known: number): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await apply()
      return
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve, 100 * (attempt + 1)))
      if ((await migrationState(client, migrations)).applied === known) return
      if (attempt === 5) throw error
    }
  }
}
