import { beforeEach, describe, expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

type Made = Awaited<ReturnType<typeof registerForWork>>

let w: World
let made: Made
const day = 86_400_000
const tell = (more: object = {}, who: 'analyst' | 'auditor' | 'owner' = 'analyst') =>
  w.send('POST', '/api/v1/model-dates', {
    token: made.people[who].token,
    body: {
      model: 'Larch 4 Mini',
      kind: 'committed',
      day: '2027-01-31',
      vendorId: 'talentworks',
      source: { type: 'email', note: 'From their account manager' },
      ...more,
    },
  })
const models = async (query = '') => (await made.get(`/models?limit=500${query}`)).items
const larch = async (query = '') => (await models(query)).find((one: { model: string }) => one.model === 'larch-4-mini') ?? null

beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
  await made.post('/systems', { id: 'writer', vendorId: 'talentworks', name: 'Writer', modelIdentifiers: ['larch-4-mini'] })
  await made.post('/deployments', { id: 'letters', systemId: 'writer', name: 'Letters', unitId: 'hiring', ownerId: made.people.owner.id })
})

describe('a date of a model that a person was told', () => {
  it('counts with its source and the day it was looked at, moves the one before, and is audited', async () => {
    const first = await tell({ day: '2026-12-15', checkedOn: '2026-11-02', replacement: 'larch-5-mini', quote: 'It stops in December.' })
    expect([first.status, first.headers.get('etag'), first.json]).toMatchObject([
      201,
      '"1"',
      { model: 'larch-4-mini', source: { type: 'email', note: 'From their account manager', evidenceId: null, checkedOn: '2026-11-02' } },
    ])
    expect(await larch()).toMatchObject({ endsSoon: true, daysLeft: 24, replacement: 'larch-5-mini' })
    await tell({ checkedOn: '2026-11-20' })
    expect(await larch()).toMatchObject({
      endsSoon: true,
      daysLeft: 71,
      committed: { day: '2027-01-31', origin: 'person', told: { type: 'email', checkedOn: '2026-11-20' }, moved: [{ day: '2026-12-15' }] },
      deployments: [{ id: 'letters' }],
    })
    expect((await w.send('GET', '/models', { token: made.people.owner.token })).text).toContain(', moved from 15 Dec')
    expect(await verify(w.ports)).toMatchObject({ ok: true })
    await w.ports.db.run("update model_dates set day = '2029-01-01' where origin = 'person'")
    expect(await verify(w.ports)).toMatchObject({ ok: false, fault: { entity: 'model-date' } })
  })

  it('no longer counts once it is withdrawn, and stays on record with the reason', async () => {
    const { id } = (await tell()).json
    const taken = await made.act(`/model-dates/${id}/withdraw`, { reason: 'It was another model.' }, 'analyst')
    expect([taken.status, taken.json.withdrawnReason]).toEqual([200, 'It was another model.'])
    expect((await larch())?.committed).toBeNull()
    expect((await made.act(`/model-dates/${id}/withdraw`, { reason: 'Again.' }, 'analyst')).status).toBe(409)
    expect((await made.get('/model-dates')).items.map((one: { id: string }) => one.id)).toEqual([id])
    expect(await verify(w.ports)).toMatchObject({ ok: true })
  })

  it.each<[string, object, string]>([
    ['a vendor that is not there', { vendorId: 'none' }, 'vendorId'],
    ['no day', { day: '2027-02-30' }, 'day'],
    ['a day to come on which it was looked at', { checkedOn: '2026-11-22' }, 'checkedOn'],
    ['a document of nobody', { source: { type: 'email', evidenceId: 'none' } }, 'source.evidenceId'],
    ['no model', { model: '…' }, 'model'],
  ])('is refused with %s', async (_, more, path) => {
    const answer = await tell(more)
    expect([answer.status, answer.json.errors?.[0]?.path]).toEqual([400, path])
  })

  it('is not an auditor’s to tell, and not there for somebody who does not see the vendor', async () => {
    expect((await tell({}, 'auditor')).status).toBe(403)
    await made.post('/vendors', { id: 'far', name: 'Far', unitId: 'hiring' })
    const { id } = (await tell({ vendorId: 'far' })).json
    const other = await w.person('analyst', { email: 'far@example.test', unitIds: ['elsewhere'] })
    expect((await w.send('GET', `/api/v1/model-dates/${id}`, { token: other.token })).status).toBe(404)
    expect((await w.send('GET', '/api/v1/model-dates', { token: other.token })).json.items).toEqual([])
    expect((await w.send('GET', '/api/v1/models?systemId=writer', { token: other.token })).json.items[0].committed).toBeNull()
  })

  it('is entered by a form that starts from the model, and withdrawn on the page that shows where it stands', async () => {
    const token = made.people.analyst.token
    const page = await w.send('GET', '/models', { token })
    expect(page.text).toContain('href="/models/dates/new?model=larch-4-mini"')
    const form = await w.send('GET', '/models/dates/new?model=larch-4-mini', { token })
    expect(form.text).toContain('value="larch-4-mini"')
    const post = (fields: Record<string, string>) =>
      w.send('POST', '/models/dates/new', {
        token,
        form: new URLSearchParams({ model: 'larch-4-mini', vendorId: 'talentworks', kind: 'committed', type: 'email', ...fields }),
      })
    const wrong = await post({ day: '' })
    expect([wrong.status, wrong.text.includes('Day')]).toEqual([400, true])
    expect((await post({ day: '2026-12-31', note: 'A letter <b>of theirs</b>', checkedOn: '2026-11-20' })).status).toBe(303)
    const shown = (await w.send('GET', '/models', { token })).text
    expect(shown).toContain('datetime="2026-12-31"')
    expect(shown).toContain('A letter &lt;b&gt;of theirs')
    const [{ id }] = (await made.get('/model-dates')).items
    const gone = await w.send('POST', `/models/dates/${id}/withdraw`, { token, form: new URLSearchParams({ reason: 'Wrong model.' }) })
    expect(gone.status).toBe(303)
    expect((await larch())?.committed).toBeNull()
  })
})

describe('models in use', () => {
  it('of a use are those of all that its system is built on, however far up', async () => {
    await made.post('/systems', { id: 'middle', vendorId: 'nimbus', name: 'Middle', parentSystemIds: ['writer'] })
    await made.post('/systems', { id: 'top', vendorId: 'quietbox', name: 'Top', parentSystemIds: ['middle'] })
    await made.post('/deployments', { id: 'far-down', systemId: 'top', name: 'Far down' })
    await tell({ checkedOn: '2026-11-20' })
    const page = await w.send('GET', '/deployments/far-down', { token: made.people.owner.token })
    expect(page.text).toContain('larch-4-mini')
    expect(page.text).toContain('71 days left')
  })

  it('page by page hold each model once, in the order asked for', async () => {
    for (const [n, day] of [3, 1, 2].entries()) {
      await made.post('/systems', { id: `s${n}`, vendorId: 'talentworks', name: `S${n}`, modelIdentifiers: [`birch-${n}`, 'birch-x'] })
      await tell({ model: `birch-${n}`, day: `2027-03-0${day}` })
    }
    for (const sort of ['daysLeft', '-daysLeft', 'model', '-model']) {
      const whole = (await made.get(`/models?sort=${sort}`)).items.map((one: { model: string }) => one.model)
      const read: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: { items: { model: string }[]; next: string | null; total: number } = await made.get(
          `/models?sort=${sort}&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
        )
        expect(page.total).toBe(whole.length)
        read.push(...page.items.map((one) => one.model))
        cursor = page.next
      }
      expect([sort, read]).toEqual([sort, whole])
    }
    expect((await models('&sort=daysLeft')).map((one: { model: string }) => one.model).slice(0, 3)).toEqual([
      'birch-1',
      'birch-2',
      'birch-0',
    ])
    expect((await models('&filter[vendorId]=quietbox')).map((one: { model: string }) => one.model)).not.toContain('larch-4-mini')
    expect((await w.send('GET', '/api/v1/models?cursor=x', { token: made.people.owner.token })).status).toBe(400)
    expect((await w.send('GET', '/api/v1/models?endsSoon=maybe', { token: made.people.owner.token })).status).toBe(400)
  })

  it('are as they were at an instant: what was told by then, by the systems and uses that were there then', async () => {
    const before = w.ports.now()
    w.clock.pass(day)
    await tell({ day: '2026-12-15', checkedOn: '2026-11-21' })
    const told = w.ports.now()
    w.clock.pass(day)
    const { id } = (await tell({ day: '2027-06-30' })).json
    await made.act(`/model-dates/${id}/withdraw`, { reason: 'A mistake.' }, 'analyst')
    const etag = (await w.send('GET', '/api/v1/systems/writer', { token: made.people.admin.token })).headers.get('etag') ?? ''
    await w.send('PATCH', '/api/v1/systems/writer', {
      token: made.people.admin.token,
      headers: { 'if-match': etag },
      body: { modelIdentifiers: ['larch-9'] },
    })
    expect(await larch()).toBeNull()
    expect(await larch(`&asOf=${told}`)).toMatchObject({
      committed: { day: '2026-12-15' },
      daysLeft: 23,
      systems: [{ id: 'writer', vendorName: 'Talentworks' }],
      deployments: [{ id: 'letters', ownerId: made.people.owner.id }],
    })
    expect(await larch(`&asOf=${before}`)).toMatchObject({ committed: null, daysLeft: null })
    const other = await w.person('analyst', { email: 'far@example.test', unitIds: ['elsewhere'] })
    const seen = await w.send('GET', `/api/v1/models?asOf=${told}`, { token: other.token })
    expect(seen.json.items.find((one: { model: string }) => one.model === 'larch-4-mini').deployments).toEqual([])
  })

  it('are a file too, as CSV and as a workbook', async () => {
    await tell()
    const token = made.people.auditor.token
    const csv = await w.send('GET', '/models/file?format=csv', { token })
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(csv.text).toMatch(/^model,/)
    expect(csv.text).toContain('larch-4-mini')
    expect(csv.text).toContain('2027-01-31')
    expect((await w.send('GET', '/models/file?format=xlsx', { token })).text.slice(0, 2)).toBe('PK')
    expect((await w.send('GET', '/models/file?format=pdf', { token })).status).toBe(400)
  })
})
