import { createClient } from '@libsql/client'
import { and, asc, eq, inArray, isNull, placeholder, type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/libsql'
import { alias } from 'drizzle-orm/sqlite-core'
import { afterAll, expect, it } from 'vitest'
import { fileDatabase } from '../../../src/runtime/node/file-database'
import * as schema from '../../../src/store/schema'

const { deployments, people, systems, tokens, vendors } = schema
const client = createClient({ url: ':memory:' })
const ours = fileDatabase(client)
const library = drizzle(client, { schema })
afterAll(() => client.close())
type Db = Pick<typeof library, 'select' | 'insert' | 'update' | 'delete' | 'with' | '$with'>
type Asked = { toSQL: () => { sql: string; params: unknown[] } }

const owner = alias(people, 'owner')
const named: SQL = sql`${vendors.name} = ${"Lark's"}`
it.each<{ says: string; ask: (db: Db) => Asked }>([
  { says: 'a whole table', ask: (db) => db.select().from(vendors) },
  {
    says: 'two whole tables',
    ask: (db) => db.select().from(tokens).innerJoin(people, eq(people.id, tokens.personId)).where(eq(tokens.hash, 'x')),
  },
  {
    says: 'the same columns under other names',
    ask: (db) => db.select({ a: vendors.id, b: vendors.name, c: vendors.facts }).from(vendors),
  },
  {
    says: 'the same columns, of which a join may find none',
    ask: (db) =>
      db.select({ a: vendors.id, b: vendors.name, c: vendors.facts }).from(systems).leftJoin(vendors, eq(vendors.id, systems.vendorId)),
  },
  {
    says: 'a table under another name',
    ask: (db) => db.select().from(deployments).leftJoin(owner, eq(owner.id, deployments.ownerId)).orderBy(asc(owner.name)),
  },
  {
    says: 'queries in a query, and a table of one',
    ask: (db) => {
      const few = db.$with('few').as(db.select({ id: systems.id, vendor: systems.vendorId, name: systems.name }).from(systems).limit(3))
      const one = db
        .select({ letters: sql<number>`length(${vendors.name})`.as('letters') })
        .from(vendors)
        .as('one')
      return db
        .with(few)
        .select({ letters: one.letters, most: sql`max(${one.letters})` })
        .from(one)
        .where(sql`exists (${db.select().from(few)})`)
        .groupBy(sql`${one.letters}`)
    },
  },
  {
    says: 'conditions of every type',
    ask: (db) =>
      db
        .select({ id: vendors.id })
        .from(vendors)
        .where(and(named, inArray(vendors.id, ['a', 'b']), isNull(vendors.unitId), eq(vendors.demo, true), sql`1 in ${[1, 2]}`, undefined)),
  },
  {
    says: 'a value to come',
    ask: (db) =>
      db
        .select({ id: vendors.id })
        .from(vendors)
        .where(eq(vendors.id, placeholder('id'))),
  },
  { says: 'values in the text', ask: (db) => db.select({ id: vendors.id }).from(vendors).where(sql`1 = ${2}`.inlineParams()) },
  {
    says: 'a record to keep, with JSON and bytes',
    ask: (db) =>
      db
        .insert(vendors)
        .values({
          id: 'v',
          name: 'V',
          facts: { tier: 'high' },
          factSources: {},
          domains: ['v.example'],
          aliases: [],
          version: 1,
          createdAt: 'x',
          updatedAt: 'x',
        })
        .onConflictDoUpdate({ target: vendors.id, set: { name: sql`excluded.name || ${new Uint8Array([1])}` } })
        .returning(),
  },
  { says: 'a record to alter', ask: (db) => db.update(vendors).set({ facts: {}, unitId: null, demo: false }).where(named) },
  { says: 'a record to let go', ask: (db) => db.delete(vendors).where(named).returning({ id: vendors.id }) },
])('writes $says as the library does, each time', ({ ask }) => {
  const expected = ask(library).toSQL()
  expect(ask(ours).toSQL()).toEqual(expected)
  expect(ask(ours).toSQL()).toEqual(expected)
})

it('keeps records apart that are made of the same columns', async () => {
  await client.execute(`create table vendors (id text, name text, domains text)`)
  await client.execute(`insert into vendors values ('lark', 'Lark', '["lark.example"]')`)
  const three = (db: Db) => db.select({ a: vendors.id, b: vendors.name, c: vendors.domains }).from(vendors)
  const within = (db: Db) => db.select({ of: { a: vendors.id, b: vendors.name }, c: vendors.domains }).from(vendors)
  for (const _ of [1, 2]) {
    expect(await three(ours)).toEqual([{ a: 'lark', b: 'Lark', c: ['lark.example'] }])
    expect(await within(ours)).toEqual([{ of: { a: 'lark', b: 'Lark' }, c: ['lark.example'] }])
  }
})
