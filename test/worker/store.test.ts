import { applyD1Migrations, env } from 'cloudflare:test'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { setRetention } from '../../src/flows/set-retention'
import { trimCaptures } from '../../src/flows/trim-captures'
import { openWorker } from '../../src/runtime/worker/ports'
import { ruleActor } from '../../src/store/audit'
import { insertRows } from '../../src/store/bulk'
import { runBatch } from '../../src/store/database'
import { captures, changes } from '../../src/store/schema'

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
