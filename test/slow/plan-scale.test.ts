import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, it } from 'vitest'
import { findingReport, reportFinding } from '../../src/flows/report-finding'
import { verify } from '../../src/flows/verify'
import { openDatabase } from '../../src/runtime/node/database'
import { insertRows } from '../../src/store/bulk'
import { runBatch } from '../../src/store/database'
import { deployments, organisation, systemParents, systems, vendors } from '../../src/store/schema'
import { facts } from '../web/register-for-work'
import { world } from '../world'

const at = '2026-11-21T09:00:00.000Z'
const row = (id: string, more: object) => ({
  id,
  unitId: null,
  name: id,
  factSources: {},
  version: 1,
  demo: false,
  createdAt: at,
  updatedAt: at,
  facts: {},
  ...more,
})

describe('one change of a model that 2,000 deployments rest on', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'telltale-scale-'))
  afterAll(() => rm(dir, { recursive: true, force: true }))

  it('makes one case, in the seconds that it prints', async () => {
    const opened = await openDatabase({ dataDir: dir, databaseUrl: null, at })
    const { ports } = await world({ ports: { db: opened.db } })
    const vendorRows = [...Array(5_000).keys()].map((n) =>
      row(`v${n}`, { domains: [], aliases: [], catalogueId: null, facts: facts('vendor') }),
    )
    const more = { state: 'registered', proposedByFindingId: null, feature: null }
    const systemRows = [...Array(20_000).keys()].map((n) =>
      row(`s${n}`, {
        ...more,
        vendorId: `v${n % 5_000}`,
        facts: n >= 1 && n <= 200 ? { ...facts('system'), parentSystemIds: ['s0'] } : facts('system'),
      }),
    )
    const parents = [...Array(200).keys()].map((n) => ({ systemId: `s${n + 1}`, parentId: 's0' }))
    const systemOf = (n: number) => (n < 2_000 ? `s${1 + (n % 200)}` : `s${300 + (n % 19_000)}`)
    const deploymentRows = [...Array(30_000).keys()].map((n) => row(`d${n}`, { systemId: systemOf(n), ownerId: null, facts: facts('dep') }))
    const inScope = systemRows.map((system) => system.id)
    const ours = {
      id: 'ours',
      name: 'Ours',
      facts: { ...facts('org'), aimsScopeSystemIds: inScope },
      factSources: {},
      version: 1,
      updatedAt: at,
    }
    for (const statements of [
      insertRows(ports.db, organisation, [ours]),
      insertRows(ports.db, vendors, vendorRows as never),
      insertRows(ports.db, systems, systemRows as never),
      insertRows(ports.db, systemParents, parents),
      insertRows(ports.db, deployments, deploymentRows as never),
    ])
      await runBatch(ports.db, statements)

    const report = findingReport.parse({
      systemId: 's0',
      kinds: ['model-version-replaced'],
      detected: '2026-11-21',
      effective: '2026-12-20',
      quote: 'A new model.',
      source: { type: 'email' },
    })
    const began = performance.now()
    const done = await reportFinding(ports, { personId: null }, report)
    const tookMs = performance.now() - began
    expect(done.ok && done.result.case?.deploymentCount).toBe(2_000)
    const [count] = await ports.db.all<{ reviews: number; cases: number }>(
      sql`select (select count(*) from reviews) as reviews, (select count(*) from cases) as cases`,
    )
    expect(count?.cases).toBe(1)
    expect(count?.reviews).toBe(28_000)
    console.log(`planned 28,000 reviews of 2,000 deployments in ${Math.round(tookMs)} ms`)
    const again = performance.now()
    const second = await reportFinding(ports, { personId: null }, { ...report, quote: 'And another.' })
    console.log(`joined them in ${Math.round(performance.now() - again)} ms`)
    expect(second.ok && second.result.case?.reviewCount).toBe(28_000)
    const checking = performance.now()
    const verified = await verify(ports)
    expect(verified.fault?.seq ?? null).toBeNull() // the chain is whole; the register was put there unrecorded
    console.log(`verified ${verified.rows} rows, fault ${verified.fault?.what} in ${Math.round(performance.now() - checking)} ms`)
  }, 300_000)
})
