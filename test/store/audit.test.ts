import { asc, desc } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appendAudited, auditHash, canonicalJson, canonicalWriter, genesis } from '../../src/store/audit'
import { audit } from '../../src/store/schema'
import { world } from '../world'

const text = fc.string({ unit: 'binary' })
const value = fc.oneof(
  fc.constant(null),
  fc.constant(undefined),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  text,
  fc.jsonValue(),
)
/** Records that share names and values, as the reviews of one change do. */
const alike = fc.array(fc.constantFrom('a', 'b', '2', '10', '__proto'), { minLength: 1, maxLength: 4 }).chain((names) =>
  fc.tuple(value, value, value).chain((values) =>
    fc.array(
      fc
        .tuple(...names.map(() => fc.constantFrom(...values)))
        .map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]]))),
      { maxLength: 12 },
    ),
  ),
)

describe('canonical JSON', () => {
  it('is written of many records as it is of each', () =>
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: alike }, fc.array(fc.dictionary(fc.string(), value)))), (groups) => {
        const written = canonicalWriter()
        for (const record of groups.flat()) {
          const { text, quoted } = written(record)
          expect(text).toBe(canonicalJson(record))
          expect(quoted).toBe(JSON.stringify(text))
        }
      }),
    ))
})

describe('the trail', () => {
  it('keeps every record with the bytes that were hashed', async () => {
    const { ports } = await world()
    const record = fc.dictionary(text, fc.oneof(fc.jsonValue(), text))
    const name = fc.constantFrom('review.opened', 'case.opened', 'it\'s "so"')
    const entityId = fc.string({ unit: 'grapheme' })
    const act = fc.record({ action: name, entity: name, entityId, after: fc.option(record) })
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
        let head = (await ports.db.select().from(audit).orderBy(desc(audit.seq)).limit(1))[0] ?? { seq: 0, hash: genesis }
        const before = head.seq
        expect(await appendAudited(ports, { personId: null }, acts, () => [])).toBe(true)
        const rows = (await ports.db.select().from(audit).orderBy(asc(audit.seq))).slice(before)
        expect(rows.map((row) => row.after)).toEqual(acts.map(({ after }) => after && canonicalJson(after)))
        for (const row of rows) {
          expect(row).toMatchObject({ seq: head.seq + 1, prev: head.hash, hash: auditHash(ports.digest, row) })
          head = row
        }
      }),
      { numRuns: 40 },
    )
  })
})
