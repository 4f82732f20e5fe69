import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { severities } from '../../src/core/kind'
import { mergeDemands } from '../../src/core/merge-reviews'
import { actions, pack } from '../../src/core/pack'
import { findingReport, reportFinding } from '../../src/flows/report-finding'
import { settleToDos } from '../../src/flows/settle-to-dos'
import { verify } from '../../src/flows/verify'
import { insertRows } from '../../src/store/bulk'
import { runBatch } from '../../src/store/database'
import { withLinks } from '../../src/store/reviews'
import { deployments, organisation, reviews, systems, toDos, vendors } from '../../src/store/schema'
import { facts } from '../web/register-for-work'
import { world } from '../world'

const at = '2026-11-21T09:00:00.000Z'
const common = { unitId: null, factSources: {}, version: 1, demo: false, createdAt: at, updatedAt: at }

/** One vendor, one system, two uses of it: one fully described, one with unknown facts. */
async function register() {
  const w = await world()
  const { db } = w.ports
  const { personalData: _, controlsLogs: __, ...halfKnown } = facts('dep')
  const uses = [
    { ...common, id: 'whole', name: 'whole', systemId: 's1', ownerId: null, facts: facts('dep') },
    { ...common, id: 'half', name: 'half', systemId: 's1', ownerId: null, facts: halfKnown },
  ]
  await runBatch(db, [
    ...insertRows(db, organisation, [{ id: 'ours', name: 'Ours', facts: facts('org'), factSources: {}, version: 1, updatedAt: at }]),
    ...insertRows(db, vendors, [
      {
        ...common,
        id: 'v1',
        name: 'V',
        facts: facts('vendor'),
        domains: [],
        aliases: [],
        catalogueId: null,
        announcedBeforeDays: null,
        announcedAfterDays: null,
      },
    ]),
    ...insertRows(db, systems, [
      {
        ...common,
        id: 's1',
        name: 'S',
        facts: facts('system'),
        vendorId: 'v1',
        state: 'registered',
        proposedByFindingId: null,
        feature: null,
      },
    ]),
    ...insertRows(db, deployments, uses),
  ])
  const report = async (kinds: string[], effective: string | null, silent: boolean | null) => {
    const body = { systemId: 's1', kinds, detected: '2026-11-21', effective, silent, quote: kinds.join(', '), source: { type: 'other' } }
    const done = await reportFinding(w.ports, { personId: null }, findingReport.parse(body))
    if (!done.ok) throw new Error(done.reason)
    return done.result
  }
  /** What stands open, without ids and instants. */
  const open = async () => {
    const rows = await withLinks(db, await db.select().from(reviews))
    return rows
      .map((row) => ({
        pair: `${row.deploymentId} ${row.obligationId}`,
        demand: [row.action, row.severity, row.dueOn, row.provisional, row.lateFromStart, row.role],
        kinds: [...new Set(row.reasons.map((reason) => reason.kind))].sort(),
      }))
      .sort((a, b) => (a.pair < b.pair ? -1 : 1))
  }
  /** The same of registered uses: a feature that a change proposes is reached by what comes after it, and not by what came before. */
  const ofUses = async () => (await open()).filter(({ pair }) => !pair.startsWith('draft-'))
  return { ...w, report, open, ofUses }
}

const kindIds = [...pack().triggers.keys()]
const change = fc.record({
  kinds: fc.uniqueArray(fc.constantFrom(...kindIds), { minLength: 1, maxLength: 3 }),
  effective: fc.constantFrom(null, '2026-10-01', '2026-12-20', '2028-01-01'),
  silent: fc.constantFrom(true, false, null),
})

describe('planning', () => {
  it('the same change twice opens no review twice: the open ones take the reasons of both cases', async () => {
    await fc.assert(
      fc.asyncProperty(change, async ({ kinds, effective, silent }) => {
        const { report, open, ports } = await register()
        await report(kinds, effective, silent)
        const once = await open()
        const second = await report(kinds, effective, silent)
        expect(await open()).toEqual(once)
        expect(second.case?.reviewCount).toBe(once.length)
        const rows = await withLinks(ports.db, await ports.db.select().from(reviews))
        for (const row of rows) expect(new Set(row.reasons.map((reason) => reason.caseId)).size).toBe(2)
      }),
      { numRuns: 12 },
    )
  }, 300_000)

  it('the order of changes does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 2, maxLength: 3 }), async (changes) => {
        const [one, other] = [await register(), await register()]
        for (const { kinds, effective, silent } of changes) await one.report(kinds, effective, silent)
        for (const { kinds, effective, silent } of [...changes].reverse()) await other.report(kinds, effective, silent)
        expect(await other.ofUses()).toEqual(await one.ofUses())
      }),
      { numRuns: 10 },
    )
  }, 300_000)

  it('completing a field never drops an active review, and settles its to-dos; what no longer applies is closed with the reason', async () => {
    await fc.assert(
      fc.asyncProperty(change, fc.boolean(), async ({ kinds, effective, silent }, personal) => {
        const { report, ports } = await register()
        await report(kinds, effective, silent)
        const before = await ports.db.select().from(reviews)
        const [half] = (await ports.db.select().from(deployments)).filter((row) => row.id === 'half')
        if (!half) throw new Error('no such deployment')
        await ports.db
          .update(deployments)
          .set({ facts: { ...half.facts, personalData: personal ? 'identifiable' : 'none', controlsLogs: true } })
        await settleToDos(ports, { personId: null }, 'deployment', 'half')
        const after = new Map((await ports.db.select().from(reviews)).map((row) => [row.id, row]))
        for (const row of before) {
          const now = after.get(row.id)
          if (!row.provisional) expect(now?.state).toBe('open')
          else if (now?.state === 'closed') expect(now.outcomeReason).toMatch(/^No longer due here: dep\./)
          else expect(now?.state).toBe('open')
        }
        const waiting = (await ports.db.select().from(toDos)).filter((one) => one.entityId === 'half' && one.state === 'open')
        expect(waiting.map((one) => one.field)).toEqual([])
      }),
      { numRuns: 12 },
    )
  }, 300_000)

  it('leaves a whole chain whatever is reported', async () => {
    const { report, ports } = await register()
    for (const kind of kindIds.slice(0, 12)) await report([kind], null, null)
    const found = await verify(ports)
    expect(found.fault?.what).toMatch(/never recorded it/) // the register above was laid without its audit rows
    expect(found.head).toMatch(/^[0-9a-f]{64}$/)
  }, 300_000)
})

describe('merging two demands on one review', () => {
  const demand = fc.record({
    action: fc.constantFrom(...actions),
    severity: fc.constantFrom(...severities),
    role: fc.constantFrom('dpo', 'legal', 'system-owner'),
    dueOn: fc.constantFrom(null, '2026-12-01', '2026-12-02', '2027-01-01'),
    lateFromStart: fc.boolean(),
    provisional: fc.boolean(),
    stale: fc.constantFrom(null, true, false),
  })
  it('knows neither order nor grouping nor repetition', () => {
    fc.assert(
      fc.property(demand, demand, demand, (a, b, c) => {
        expect(mergeDemands(a, b)).toEqual(mergeDemands(b, a))
        expect(mergeDemands(mergeDemands(a, b), c)).toEqual(mergeDemands(a, mergeDemands(b, c)))
        expect(mergeDemands(a, a)).toEqual(a)
      }),
    )
  })
})
