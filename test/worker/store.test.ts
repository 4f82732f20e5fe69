import { applyD1Migrations, env } from 'cloudflare:test'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { modelsInUse } from '../../src/flows/models-in-use'
import { setRetention } from '../../src/flows/set-retention'
import { tellModelDate, toldModelDate } from '../../src/flows/tell-model-date'
import { trimCaptures } from '../../src/flows/trim-captures'
import { openWorker } from '../../src/runtime/worker/ports'
import { appendAudited, ruleActor } from '../../src/store/audit'
import { nothingBlocks } from '../../src/store/blocking'
import { insertRows } from '../../src/store/bulk'
import { writeContradictions } from '../../src/store/contradictions'
import { runBatch } from '../../src/store/database'
import { findingsUnderVendor } from '../../src/store/findings'
import { systemsUpward } from '../../src/store/model-dates'
import { captures, changes, deployments, systems, vendors } from '../../src/store/schema'
import { disputesOfVendor, ofVendorAsOf } from '../../src/store/vendor-facts'
import { commit } from '../../src/store/writing'

const { ports } = openWorker(env)
const at = '2020-01-01T00:00:00.000Z'
beforeAll(() => applyD1Migrations(env.DB, env.TEST_MIGRATIONS))

it('long texts of changes are packed on D1 too, and read again', async () => {
  const differences = Array.from({ length: 60 }, (_, index) => ({
    before: null,
    after: `We keep it for ${index} days.`,
    section: null,
    why: 'words',
  }))
  const ids = { id: 'c', sourceId: 's', vendorId: 'v', fromSnapshotId: 'a', toSnapshotId: 'b' }
  const change = {
    ...ids,
    detectedAt: at,
    verdict: 'material' as const,
    differences,
    heldBack: [],
    recognised: [],
    trail: [],
    rulesVersion: 'x@1',
  }
  await runBatch(ports.db, insertRows(ports.db, changes, [change]))
  expect(await ports.db.select().from(changes)).toEqual([change])
  expect(await ports.db.all(sql`select typeof(differences) as type from changes`)).toEqual([{ type: 'blob' }])
})

it('trims on D1 as on Node', async () => {
  const capture = (ordinal: number) => ({
    id: `k${ordinal}`,
    sourceId: 's',
    ordinal,
    at,
    verdict: 'ok' as const,
    bodyHash: `h${ordinal}`,
    bodyKept: true,
  })
  await ports.db.insert(captures).values([capture(1), capture(2)])
  await setRetention(ports, ruleActor, { bodyDays: 30, captureDays: 30 })
  expect(await trimCaptures(ports)).toEqual({ bodiesTrimmed: 1, capturesTrimmed: 0 })
  expect(await ports.db.select({ id: captures.id }).from(captures).where(sql`body_kept`)).toEqual([{ id: 'k2' }])
})

it('counts dates of models, what a vendor did and what it contradicts on D1 as on Node', async () => {
  const { db } = ports
  const common = { unitId: null, factSources: {}, version: 1, createdAt: at, updatedAt: at, demo: false }
  const vendor = { ...common, id: 'larch', name: 'Larch', facts: {}, domains: [], aliases: [] }
  await db.insert(vendors).values(vendor)
  const system = { ...common, id: 'writer', vendorId: 'larch', name: 'Writer', facts: { modelIdentifiers: ['larch-4'] } }
  await db.insert(systems).values(system)
  await db
    .insert(deployments)
    .values({ ...common, id: 'letters', systemId: 'writer', name: 'Letters', ownerId: null, facts: { status: 'planned' } })
  await appendAudited(
    ports,
    ruleActor,
    [
      { action: 'vendor.added', entity: 'vendor', entityId: 'larch', after: vendor },
      { action: 'system.added', entity: 'system', entityId: 'writer', after: { ...system, feature: null } },
    ],
    () => [],
  )
  const told = await tellModelDate(
    ports,
    ruleActor,
    toldModelDate.parse({ model: 'larch-4', kind: 'committed', day: '2031-01-31', vendorId: 'larch', source: { type: 'email' } }),
  )
  expect(told.ok).toBe(true)
  const find = async (asked: Parameters<typeof modelsInUse>[2]) => {
    const [one] = await modelsInUse(ports, { unitIds: null }, asked)
    return { committed: one?.standing.committed?.day, uses: one?.uses.length }
  }
  expect(await find({})).toEqual({ committed: '2031-01-31', uses: 1 })
  expect(await find({ at: ports.now() })).toEqual({ committed: '2031-01-31', uses: 0 })
  expect(await systemsUpward(db, 'writer')).toEqual(['writer'])

  const disputed = {
    id: 'x',
    vendorId: 'larch',
    findingId: 'f',
    check: 'models',
    fact: 'larch-4',
    foundAt: at,
    settledAt: null,
    version: 1,
  }
  const write = (action: string, rows: Parameters<typeof writeContradictions>[2]) =>
    commit(ports, ruleActor, writeContradictions(db, action, rows))
  expect(await write('contradiction.found', { found: [disputed] })).toBe(true)
  expect(await write('contradiction.found', { found: [disputed] })).toBe(false)
  expect(await write('contradiction.settled', { settled: [{ ...disputed, settledAt: at, version: 2 }] })).toBe(true)
  expect(await disputesOfVendor(db, 'larch', { from: null, to: null })).toMatchObject([{ findingId: 'f', settledAt: at }])
  expect(await ofVendorAsOf(db, 'contradiction', 'larch', ports.now())).toMatchObject([{ version: 2 }])
  expect(await findingsUnderVendor(db, 'larch')).toEqual([])
  const free = async (uses: { id: string; status: string }[]) =>
    (await db.all<{ free: number }>(sql`select (${nothingBlocks(uses)}) as free`))[0]?.free
  expect(
    await free([
      { id: 'letters', status: 'planned' },
      { id: 'other', status: 'pilot' },
    ]),
  ).toBe(1)
})
