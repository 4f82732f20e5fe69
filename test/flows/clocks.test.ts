import { beforeEach, describe, expect, it } from 'vitest'
import { tick } from '../../src/flows/tick'
import { certificates, contracts, evidence, modelDates, notices, vendors } from '../../src/store/schema'
import { registerForWork } from '../web/register-for-work'
import { type World, world } from '../world'

const dayMs = 86_400_000

/** A register in which something of every sort falls into the first week of December 2026. */
async function prepared(): Promise<World> {
  const w = await world()
  const { admin } = (await registerForWork(w)).people
  const { db } = w.ports
  const common = { version: 1, createdAt: '2026-06-03T08:00:00.000Z', updatedAt: '2026-06-03T08:00:00.000Z' }
  await db
    .insert(vendors)
    .values({ id: 'larch', name: 'Larch', facts: { tier: 'critical' }, factSources: {}, domains: [], aliases: [], ...common })
  const post = async (path: string, body: object) => {
    const answer = await w.send('POST', `/api/v1${path}`, { token: admin.token, body })
    expect([path, answer.status]).toEqual([path, 201])
  }
  await post('/systems', { id: 'writer', vendorId: 'larch', name: 'Larch Writer', modelIdentifiers: ['larch-4-mini'] })
  await post('/deployments', { id: 'letters', systemId: 'writer', name: 'Letters', ownerId: admin.id })
  await db.insert(modelDates).values({
    id: 'told',
    model: 'larch-4-mini',
    kind: 'committed',
    day: '2026-12-10',
    replacement: 'larch-5-mini',
    quote: null,
    sourceId: null,
    findingId: null,
    origin: 'person',
    toldAt: common.createdAt,
  })
  await db
    .insert(contracts)
    .values({ id: 'contract', vendorId: 'larch', reference: 'L-1', clauses: [], noticeByOn: '2026-12-03', ...common })
  await db.insert(certificates).values({ id: 'iso', vendorId: 'larch', standard: 'ISO/IEC 27001:2022', validTo: '2026-12-02', ...common })
  await db.insert(evidence).values({
    id: 'report',
    vendorId: 'larch',
    name: 'Report',
    type: 'other',
    sha256: 'a'.repeat(64),
    bytes: 1,
    supports: [],
    expiresOn: '2026-12-02',
    state: 'current',
    ...common,
  })
  return w
}

const told = async ({ ports }: World) =>
  (await ports.db.select().from(notices))
    .filter(({ causeId }) => causeId === null)
    .map(({ event, idempotencyKey, payload }) => ({ event, key: idempotencyKey, late: payload.late }))

describe('a week without ticks, then one', () => {
  let w: World
  const ticked = async (at: string) => {
    w.clock.at(at)
    const done = await tick(w.ports, at)
    return done.ok ? done.counts : null
  }
  beforeEach(async () => {
    w = await prepared()
    w.clock.at('2026-11-29T08:00:00.000Z')
    await ticked('2026-11-29T08:00:00.000Z')
  })

  it('brings every reminder, expiry and date of the week once, marked late where it is, and the next tick brings none of it', async () => {
    const before = new Set((await told(w)).map(({ key }) => key))
    await ticked('2026-12-06T08:00:00.000Z')
    const week = (await told(w)).filter(({ key }) => !before.has(key))
    const of = (event: string) => week.filter((one) => one.event === event)
    expect(of('model.ending').map(({ late }) => late)).toEqual([true])
    expect(of('model.ending')[0]?.key).toContain('2026-12-10 2026-12-03')
    expect(of('duties.binding').length).toBeGreaterThan(0)
    expect(of('duties.binding').every(({ late, key }) => late === true && key.includes('2026-12-02 2026-12-02'))).toBe(true)
    expect(of('vendor.review-due').map(({ key, late }) => [key, late])).toEqual([['vendor.review-due larch 2026-12-02 queue', true]])
    expect(of('evidence.expired')).toHaveLength(1)
    expect(of('contract.day').filter(({ key }) => key.includes('contract noticeByOn') || key.includes('2026-12-03'))).toHaveLength(1)
    expect(new Set(week.map(({ key }) => key)).size).toBe(week.length)
    await ticked('2026-12-06T08:00:00.000Z')
    await ticked('2026-12-06T20:00:00.000Z')
    expect((await told(w)).filter(({ key }) => !before.has(key))).toHaveLength(week.length)
  })

  it('tells of the same things as a tick a day, which are then not late', async () => {
    const names = (all: { event: string; key: string }[]) =>
      all
        .filter(({ event }) => ['model.ending', 'duties.binding', 'vendor.review-due', 'evidence.expired'].includes(event))
        .map(({ key }) => key)
        .sort()
    await ticked('2026-12-06T08:00:00.000Z')
    const once = names(await told(w))
    w = await prepared()
    for (let day = 0; day < 8; day++) await ticked(new Date(Date.parse('2026-11-29T08:00:00.000Z') + day * dayMs).toISOString())
    const daily = await told(w)
    expect(names(daily)).toEqual(once)
    expect(daily.filter(({ late }) => late === true)).toEqual([])
  })
})

describe('models in use', () => {
  it('name every system, use and owner that a shutdown within 90 days reaches, with what takes its place, on the page and in the API', async () => {
    const w = await prepared()
    const reader = await w.person('auditor', { email: 'reader@example.test' })
    const { json } = await w.send('GET', '/api/v1/models?endsSoon=true', { token: reader.token })
    const larch = json.items.find((one: { model: string }) => one.model === 'larch-4-mini')
    expect(larch).toMatchObject({
      committed: { day: '2026-12-10', origin: 'person', moved: [] },
      announced: null,
      replacement: 'larch-5-mini',
      daysLeft: 19,
      systems: [{ id: 'writer' }],
      deployments: [{ id: 'letters', ownerName: 'The administrator', daysLeft: 19 }],
    })
    for (const path of ['/models', '/systems/writer', '/deployments/letters']) {
      const page = await w.send('GET', path, { token: reader.token })
      expect([path, page.status]).toEqual([path, 200])
      expect(page.text).toContain('larch-4-mini')
      expect(page.text).toContain('larch-5-mini')
    }
  })

  it('shows from where a committed day was moved', async () => {
    const w = await prepared()
    const reader = await w.person('auditor', { email: 'reader@example.test' })
    await w.ports.db.insert(modelDates).values({
      id: 'moved',
      model: 'larch-4-mini',
      kind: 'committed',
      day: '2027-06-30',
      replacement: null,
      quote: null,
      sourceId: null,
      findingId: null,
      origin: 'person',
      toldAt: '2026-11-20T00:00:00.000Z',
    })
    const { json } = await w.send('GET', '/api/v1/models?systemId=writer', { token: reader.token })
    expect(json.items[0]).toMatchObject({
      endsSoon: false,
      committed: { day: '2027-06-30', moved: [{ day: '2026-12-10' }] },
      replacement: 'larch-5-mini',
    })
  })
})
