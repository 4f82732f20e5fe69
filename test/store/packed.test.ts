import { inflateRawSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { insertRows } from '../../src/store/bulk'
import { runBatch } from '../../src/store/database'
import { inflateBy } from '../../src/store/packed'
import { changes } from '../../src/store/schema'
import { type World, world } from '../world'

let w: World
beforeEach(async () => {
  w = await world()
})

type Change = typeof changes.$inferSelect
const change = (id: string, texts: readonly string[]): Change => ({
  id,
  sourceId: 'terms',
  vendorId: 'acme',
  fromSnapshotId: 'a',
  toSnapshotId: 'b',
  detectedAt: '2026-11-21T09:00:00.000Z',
  verdict: 'material',
  differences: texts.map((text) => ({ before: text, after: `${text}!`, section: null, why: 'words' })),
  heldBack: texts.map((text) => ({ text, rule: 'volatile' as const })),
  recognised: [],
  trail: [...texts],
  rulesVersion: 'x@1',
})
const stored = (id: string) =>
  w.ports.db.all<{ type: string; size: number }>(
    sql`select typeof(differences) as type, length(differences) as size from changes where id = ${id}`,
  )

it('long differences are stored in a fraction of their length, short ones as they are', async () => {
  const long = change(
    'long',
    Array.from({ length: 60 }, (_, index) => `We keep what you write for ${index} days, and no longer than that.`),
  )
  const short = change('short', ['30 days'])
  await runBatch(w.ports.db, insertRows(w.ports.db, changes, [long, short]))
  expect(await w.ports.db.select().from(changes)).toEqual([long, short])
  expect(await stored('short')).toMatchObject([{ type: 'text' }])
  const [row] = await stored('long')
  expect(row?.type).toBe('blob')
  expect(row?.size).toBeLessThan(JSON.stringify(long.differences).length / 5)
})

it('whatever is written is read again, by a bulk insert or a plain one, and so is the JSON of older versions', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary', maxLength: 80 }), { maxLength: 12 }), async (texts) => {
      await w.ports.db.delete(changes)
      const [bulk, plain, old] = [change('bulk', texts), change('plain', texts), change('old', texts)]
      await runBatch(w.ports.db, insertRows(w.ports.db, changes, [bulk]))
      await w.ports.db.insert(changes).values([plain, old])
      await w.ports.db.run(sql`update changes set differences = ${JSON.stringify(old.differences)} where id = 'old'`)
      expect(await w.ports.db.select().from(changes).orderBy(changes.id)).toEqual([bulk, old, plain])
    }),
    { numRuns: 40 },
  ))

it('what was packed everywhere is unpacked the same by the way that Node has', async () => {
  const long = change(
    'long',
    Array.from({ length: 60 }, (_, index) => `Nach ${index} Tagen löschen wir alles – ausnahmslos.`),
  )
  await runBatch(w.ports.db, insertRows(w.ports.db, changes, [long]))
  const spied: number[] = []
  inflateBy((data) => {
    spied.push(data.length)
    return inflateRawSync(data)
  })
  expect(await w.ports.db.select().from(changes)).toEqual([long])
  expect(spied.length).toBeGreaterThan(0)
})
