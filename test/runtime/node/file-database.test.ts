import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/libsql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/runtime/node/database'
import { fileDatabase } from '../../../src/runtime/node/file-database'
import { openQuickly } from '../../../src/runtime/node/quick-reads'
import * as schema from '../../../src/store/schema'

const { deployments, people, systems, vendors } = schema
const at = '2026-11-21T09:00:00.000Z'
const made = { factSources: {}, version: 1, createdAt: at, updatedAt: at }
const vendor = (id: string) => ({ id, name: `Vendor ${id}`, facts: { tier: 'high' }, domains: [], aliases: [], ...made })
const system = (id: string, vendorId: string) => ({ id, vendorId, name: `System ${id}`, facts: {}, ...made })
const deployment = (id: string, systemId: string) => ({ id, systemId, name: `Use ${id}`, facts: {}, ...made })

describe('the database of a file', () => {
  let dir: string
  let ours: ReturnType<typeof fileDatabase>
  let library: ReturnType<typeof drizzle<typeof schema>>
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'telltale-file-'))
    const opened = await openDatabase({ dataDir: dir, databaseUrl: null, at })
    await opened.db.insert(vendors).values([vendor('lark'), vendor('wren')])
    await opened.db.insert(systems).values([system('notes', 'lark'), system('mail', 'wren')])
    await opened.db.insert(deployments).values([deployment('a', 'notes'), deployment('b', 'gone')])
    opened.close()
    const path = join(dir, 'telltale.db')
    ours = fileDatabase(openQuickly(`file:${path}`, 5000))
    library = drizzle(createClient({ url: `file:${path}` }), { schema })
  })
  afterAll(() => {
    ours.$client.close()
    library.$client.close()
    rmSync(dir, { recursive: true, force: true })
  })
  type Db = Pick<typeof library, 'select' | 'all' | 'values'>

  it.each<{ says: string; ask: (db: Db) => PromiseLike<unknown> }>([
    { says: 'whole records with JSON, flags and nulls', ask: (db) => db.select().from(vendors).orderBy(vendors.id) },
    { says: 'no record', ask: (db) => db.select().from(people).where(eq(people.id, 'nobody')) },
    {
      says: 'two tables of which one may miss',
      ask: (db) => db.select().from(deployments).leftJoin(systems, eq(systems.id, deployments.systemId)).orderBy(deployments.id),
    },
    {
      says: 'two tables of which either may miss',
      ask: (db) =>
        db.select().from(systems).fullJoin(deployments, eq(systems.id, deployments.systemId)).orderBy(systems.id, deployments.id),
    },
    {
      says: 'parts of a record that are of several tables, and expressions',
      ask: (db) =>
        db
          .select({
            id: deployments.id,
            of: { system: systems.name, vendor: vendors.name },
            system: { id: systems.id, unit: systems.unitId },
            counted: { letters: sql<number>`length(${deployments.name})` },
            flag: sql`${deployments.demo}`.mapWith(deployments.demo),
          })
          .from(deployments)
          .leftJoin(systems, eq(systems.id, deployments.systemId))
          .leftJoin(vendors, eq(vendors.id, systems.vendorId))
          .orderBy(deployments.id),
    },
    {
      says: 'a query in a query',
      ask: (db) => {
        const named = db.select({ id: vendors.id, facts: vendors.facts }).from(vendors).as('named')
        return db.select().from(named).orderBy(named.id)
      },
    },
    {
      says: 'rows by name, where the first of a name counts',
      ask: (db) => db.all(sql`select id, name, name as id, null as none, 1.5 as part from systems order by 1`),
    },
    { says: 'rows as lists', ask: (db) => db.values(sql`select id, 7, x'00ff' from systems order by 1`) },
  ])('answers $says as the library does, each time', async ({ ask }) => {
    const expected = await ask(library)
    expect(await ask(ours)).toEqual(expected)
    expect(await ask(ours)).toEqual(expected)
  })

  it('says what a statement fails with as the library does, and answers the next one', async () => {
    const failure = async (db: Db) => {
      const error = await db
        .select({ none: sql`none_such` })
        .from(vendors)
        .then(
          () => null,
          (one: unknown) => one,
        )
      return error instanceof Error ? [error.message, error.cause instanceof Error && error.cause.message] : null
    }
    expect(await failure(ours)).toEqual(await failure(library))
    expect(await ours.select({ id: vendors.id }).from(vendors).limit(1)).toHaveLength(1)
  })

  it('refuses a whole number that a number cannot hold, as the library does', async () => {
    const ask = (db: Db) => db.all(sql`select 9007199254740993 as number`)
    await expect(async () => ask(library)).rejects.toThrow()
    await expect(async () => ask(ours)).rejects.toThrow()
    expect(await ours.all(sql`select 9007199254740991 as number`)).toEqual([{ number: Number.MAX_SAFE_INTEGER }])
  })

  it('sees what another connection wrote, and columns that it added', async () => {
    const all = () => ours.all(sql`select * from grown`)
    await library.run(sql`create table grown (a)`)
    await library.run(sql`insert into grown values (1)`)
    expect(await all()).toEqual([{ a: 1 }])
    await library.run(sql`alter table grown add column b default 2`)
    expect(await all()).toEqual([{ a: 1, b: 2 }])
    await library.run(sql`insert into grown values (3, 4)`)
    expect(await all()).toEqual([
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ])
  })

  it('writes, and answers what a write returns', async () => {
    const [one] = await ours.insert(vendors).values(vendor('kite')).returning({ id: vendors.id, facts: vendors.facts })
    expect(one).toEqual({ id: 'kite', facts: { tier: 'high' } })
    await ours.batch([ours.delete(vendors).where(eq(vendors.id, 'kite'))])
    expect(await ours.select().from(vendors).where(eq(vendors.id, 'kite'))).toEqual([])
  })
})
