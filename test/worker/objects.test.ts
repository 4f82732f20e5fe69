import { applyD1Migrations, env } from 'cloudflare:test'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { keepBody } from '../../src/flows/keep-body'
import { setRetention } from '../../src/flows/set-retention'
import { trimCaptures } from '../../src/flows/trim-captures'
import { openWorker } from '../../src/runtime/worker/ports'
import { ruleActor } from '../../src/store/audit'
import { bodyOf, insertBody } from '../../src/store/bodies'
import { runBatch } from '../../src/store/database'
import { bodies, bodyChunks, captures } from '../../src/store/schema'

const { ports } = openWorker(env)
const { BODIES: _bucket, ...without } = env
const inDatabase = openWorker(without).ports
const at = '2026-01-01T09:00:00.000Z'
const page = (visit: number) =>
  new TextEncoder().encode(`<h1>Terms ${visit}</h1>${Array.from({ length: 400 }, (_, index) => `<p>${Math.sin(index)}</p>`).join('')}`)

/** Keeps a body as a poll does: its stored form first, then its row and the capture. */
async function keep(by: typeof ports, ordinal: number, body: Uint8Array, sourceId = 's'): Promise<string> {
  const hash = by.digest(body)
  const { body: kept } = await keepBody(by, hash, body, sourceId)
  if (!kept) throw new Error('it was kept before')
  await runBatch(by.db, insertBody(by.db, kept))
  await by.db.insert(captures).values({ id: `c${ordinal}`, sourceId, ordinal, at, verdict: 'ok', bodyHash: hash, bodyKept: true })
  return hash
}
const objects = async () => (await env.BODIES.list()).objects.map(({ key }) => key).toSorted()

beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS))

it('bodies lie in the bucket where there is one, as deltas too, and come back exactly', async () => {
  const hashes = [await keep(ports, 1, page(1)), await keep(ports, 2, page(2))]
  expect(await objects()).toEqual(hashes.map((hash) => `bodies/${hash}`).toSorted())
  const rows = await ports.db.select().from(bodies)
  expect(rows.map(({ data, encoding }) => [data, encoding]).toSorted()).toEqual([
    [null, 'br'],
    [null, 'br-delta'],
  ])
  expect(rows.every(({ storedBytes }) => storedBytes > 0)).toBe(true)
  expect(await ports.db.select().from(bodyChunks)).toEqual([])
  for (const [index, hash] of hashes.entries()) expect(new Uint8Array((await bodyOf(ports, hash)) ?? [])).toEqual(page(index + 1))
})

it('without one they lie in the database, and both are read beside one another', async () => {
  const hash = await keep(inDatabase, 3, new TextEncoder().encode('another page altogether, kept before there was a bucket'), 't')
  expect(await objects()).toHaveLength(2)
  expect(new TextDecoder().decode((await bodyOf(ports, hash)) ?? undefined)).toMatch(/^another page/)
})

it('one that the bucket has lost is a fault, not an empty page', async () => {
  const hash = await keep(ports, 4, new TextEncoder().encode('a page that gets lost'))
  await env.BODIES.delete(`bodies/${hash}`)
  await expect(bodyOf(ports, hash)).rejects.toThrow(/is not where bodies are kept/)
})

it('what retention trims goes from the bucket with the next trimming', async () => {
  await setRetention(ports, ruleActor, { bodyCount: 1 })
  expect(await trimCaptures(ports)).toMatchObject({ bodiesTrimmed: 2 })
  await trimCaptures(ports)
  expect(await objects()).toEqual([])
  expect(await ports.db.all(sql`select id from captures where body_kept`)).toEqual([{ id: 'c3' }, { id: 'c4' }])
})
