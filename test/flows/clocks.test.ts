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

describe('a week of everything without a tick', () => {
  it('brings each thing of it once, marked late, as work, as a finding or as a decision that no longer stands', async () => {
    const w = await prepared()
    const reviewer = await w.person('risk-owner', { email: 'reviewer@example.test' })
    const since = '2026-06-03T08:00:00.000Z'
    const common = { version: 1, createdAt: since, updatedAt: since }
    await w.ports.db
      .insert(vendors)
      .values({ id: 'alder', name: 'Alder', facts: { tier: 'critical' }, factSources: {}, domains: [], aliases: [], ...common })
    const call = async (path: string, body: object) => {
      const answer = await w.send('POST', `/api/v1${path}`, { token: reviewer.token, body })
      expect([path, answer.status, answer.text.slice(0, 200)]).toEqual([path, expect.toBeOneOf([200, 201]), expect.any(String)])
      return answer.json
    }
    const get = async (path: string) => (await w.send('GET', `/api/v1${path}`, { token: reviewer.token })).json
    const ticked = async (at: string) => {
      w.clock.at(at)
      return tick(w.ports, at)
    }
    await ticked('2026-11-28T08:00:00.000Z')
    const agreed = await call('/contracts', { vendorId: 'larch', reference: 'L-2', endsOn: '2026-12-04' })
    const resting = await call('/decisions', {
      deploymentId: 'letters',
      disposition: 'conditional',
      terms: [{ text: 'Test it again.', dueOn: '2026-12-01', ownerId: reviewer.id }],
      basis: [{ type: 'contract', id: agreed.id }],
    })
    await call(`/decisions/${resting.id}/sign`, {})
    const second = await w.person('risk-owner', { email: 'second-signer@example.test' })
    await w.send('POST', `/api/v1/decisions/${resting.id}/sign`, { token: second.token, body: {} })
    const asked = await call('/questionnaires', { vendorId: 'larch', title: 'Round one', questionIds: ['Q01'] })
    await call(`/questionnaires/${asked.id}/send`, { expiresAt: '2026-12-04T08:00:00Z' })
    const exit = await call('/exits', {
      vendorId: 'larch',
      reason: 'We leave.',
      steps: [{ text: 'Take out our letters.', dueOn: '2026-12-03' }],
    })
    await ticked('2026-11-29T08:00:00.000Z')
    const before = new Set((await told(w)).map(({ key }) => key))
    const standing = await get(`/decisions/${resting.id}`)

    await ticked('2026-12-06T08:00:00.000Z')
    const all = (await told(w)).filter(({ key }) => !before.has(key))
    const about = (event: string, word: string) =>
      all.filter((one) => one.event === event && one.key.includes(word)).map(({ late }) => late)
    expect({
      term: about('term.overdue', resting.id),
      termBefore: about('term.due', resting.id),
      exit: about('exit.unconfirmed', exit.id),
      questionnaire: about('questionnaire.reminder', asked.id),
      questionnaireEnded: about('questionnaire.reminder', `${asked.id} 2026-12-04T08:00:00.000Z ended`),
      contractEnds: about('contract.day', `${agreed.id} ends`),
      contractNotice: about('contract.day', 'contract notice-by'),
      certificate: about('certificate.ending', 'iso'),
      evidence: about('evidence.expired', 'report'),
      model: about('model.ending', 'larch-4-mini'),
      cadence: about('vendor.review-due', 'alder'),
    }).toEqual({
      term: [true],
      termBefore: [],
      exit: [true],
      questionnaire: [true, true],
      questionnaireEnded: [true],
      contractEnds: [true],
      contractNotice: [true],
      certificate: [true],
      evidence: [true],
      model: [true],
      cadence: [true],
    })
    const duties = all.filter(({ event }) => event === 'duties.binding')
    expect([duties.length > 0, duties.every(({ late, key }) => late === true && key.includes(' 2026-12-02 '))]).toEqual([true, true])
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)

    const lapsed = (await get('/findings?limit=100')).items.filter(({ kinds }: { kinds: string[] }) =>
      kinds.includes('certification-lapsed'),
    )
    expect(lapsed).toHaveLength(1)
    expect(lapsed[0].announcementWhy).toContain('Noted late')
    expect([standing.state, (await get(`/decisions/${resting.id}`)).state]).toEqual(['in-force', 'lapsed'])
    expect((await get(`/decisions/${resting.id}`)).because).toMatchObject([{ type: 'contract', id: agreed.id }])

    const first = all.length
    await ticked('2026-12-06T08:00:00.000Z')
    await ticked('2026-12-06T20:00:00.000Z')
    expect((await told(w)).filter(({ key }) => !before.has(key))).toHaveLength(first)
    expect(
      (await get('/findings?limit=100')).items.filter(({ kinds }: { kinds: string[] }) => kinds.includes('certification-lapsed')),
    ).toEqual(lapsed)
  })
})

describe('how often a vendor is looked at', () => {
  const due = async (w: World) => (await told(w)).filter(({ event }) => event === 'vendor.review-due').map(({ key }) => key)

  it('follows the settings by tier, and is never where they say so', async () => {
    const w = await prepared()
    const admin = await w.person('administrator', { email: 'settings@example.test' })
    const shown = (await w.send('GET', '/settings/cadences', { token: admin.token })).text
    expect(shown).toMatch(/name="vendorsEvery.critical"[^>]* value="182"/)
    const save = (fields: Record<string, string>) =>
      w.send('POST', '/settings/cadences', { token: admin.token, form: new URLSearchParams({ objectBefore: '7', ...fields }) })
    expect((await save({ 'vendorsEvery.critical': 'often' })).status).toBe(400)
    expect((await save({ 'vendorsEvery.critical': '', 'vendorsEvery.important': '365', 'vendorsEvery.standard': '730' })).status).toBe(303)
    w.clock.at('2026-12-06T08:00:00.000Z')
    await tick(w.ports, w.ports.now())
    expect(await due(w)).toEqual([])
    expect((await save({ 'vendorsEvery.critical': '90', 'vendorsEvery.important': '365', 'vendorsEvery.standard': '730' })).status).toBe(
      303,
    )
    w.clock.at('2026-12-07T08:00:00.000Z')
    await tick(w.ports, w.ports.now())
    expect(await due(w)).toEqual(['vendor.review-due larch 2026-09-01 queue'])
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
