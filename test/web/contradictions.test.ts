import { beforeEach, describe, expect, it } from 'vitest'
import { tick } from '../../src/flows/tick'
import { verify } from '../../src/flows/verify'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

type Made = Awaited<ReturnType<typeof registerForWork>>
type Finding = { id: string; caseId: string; kinds: string[]; origin: string; quotes: { text: string; sourceId: string }[] }

let w: World
let made: Made
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
})

const address = (name: string) => `https://quietbox.example/${name}`
const page = (title: string, ...parts: string[]) =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main><h1>${title}</h1><p>What stands here is kept by the people who answer for it, and is meant for customers of all our plans.</p>${parts.join('')}</main></body></html>`
const table = (heads: string[], rows: string[][]) =>
  `<table><thead><tr>${heads.map((one) => `<th>${one}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((one) => `<td>${one}</td>`).join('')}</tr>`).join('')}</tbody></table>`
const show = (name: string, body: string, type = 'text/html') => w.pages.set(address(name), { body, headers: { 'content-type': type } })
const watch = (name: string, type: string) => made.post('/sources', { id: name, url: address(name), vendorId: 'quietbox', type })
/** All sources polled as somebody asks for it, then what the clock brings; answers the contradictions that there are. */
async function looked(...names: string[]): Promise<Finding[]> {
  w.clock.pass(3_600_000)
  for (const name of names) expect((await made.act(`/sources/${name}/poll`, {})).status, name).toBe(200)
  await tick(w.ports, w.ports.now())
  return (await made.get('/findings?limit=100')).items.filter((one: Finding) => one.origin === 'contradiction')
}
const verdicts = async () => (await made.get('/changes')).items.map((one: { verdict: string }) => one.verdict)

describe('documents of a vendor that contradict each other', () => {
  const parties = [
    ['Fernhill Hosting Ltd', 'Hosting', 'Ireland'],
    ['Oxbow Mail GmbH', 'Mail', 'Austria'],
  ]
  const annex = (rows: string[][]) =>
    page('Data processing agreement', '<h2>Annex 2: Sub-processors</h2>', table(['Sub-processor', 'Purpose', 'Country'], rows))
  const list = (rows: string[][]) => page('Sub-processors', table(['Name', 'Purpose', 'Country'], rows))
  const added = ['Marlpit Inference Inc', 'Model hosting', 'Canada']

  it('a sub-processor on the page and not in the annex is one finding with both quotes, beside the ordinary one, with a case of its own', async () => {
    show('list', list(parties))
    show('annex', annex(parties))
    await watch('list', 'subprocessors')
    await watch('annex', 'dpa')
    expect(await looked('list', 'annex')).toEqual([])
    show('list', list([...parties, added]))
    const [finding, ...more] = await looked('list', 'annex')
    expect(more).toEqual([])
    expect(finding).toMatchObject({ kinds: ['subprocessor-added'] })
    expect(finding?.quotes.map(({ sourceId }) => sourceId)).toEqual(['list', 'annex'])
    expect(finding?.quotes[0]?.text).toContain('Marlpit')
    expect(finding?.quotes[1]?.text).not.toContain('Marlpit')
    expect((await made.get(`/cases/${finding?.caseId}`)).state).toBe('open')
    const ordinary = (await made.get('/findings')).items.filter((one: Finding) => one.origin === 'found')
    expect(ordinary.map(({ kinds }: Finding) => kinds)).toEqual([['subprocessor-added']])
    expect(await looked('list', 'annex')).toHaveLength(1)
    expect(await verify(w.ports)).toMatchObject({ ok: true })
  })

  it('a model in the list past its retirement date is one finding with both quotes', async () => {
    const models = (ids: string[]) => JSON.stringify({ data: ids.map((id) => ({ id, object: 'model' })) })
    show('models', models(['sedge-2', 'sedge-1']), 'application/json')
    show('ends', page('Deprecations', table(['Model', 'Shutdown date', 'Replacement'], [['sedge-1', '1 November 2026', 'sedge-2']])))
    await watch('models', 'models-api')
    await watch('ends', 'deprecations')
    const [finding, ...more] = await looked('models', 'ends')
    expect(more).toEqual([])
    expect(finding).toMatchObject({ kinds: ['model-retired-or-withdrawn'] })
    expect(finding?.quotes.map(({ sourceId }) => sourceId)).toEqual(['models', 'ends'])
    expect(finding?.quotes[0]?.text).toContain('sedge-1')
    expect(finding?.quotes[1]?.text).toContain('1 November 2026')
    show('models', models(['sedge-2']), 'application/json')
    expect(await looked('models', 'ends')).toHaveLength(1)
    expect(await verify(w.ports)).toMatchObject({ ok: true })
  })

  it('a date that was moved over the same words is one finding with both dates, and its change stays cosmetic', async () => {
    const terms = (day: string) => page('Terms', `<p>Last updated: ${day}</p>`, '<p>We answer for what our staff does with your notes.</p>')
    show('terms', terms('2 March 2026'))
    await watch('terms', 'terms')
    expect(await looked('terms')).toEqual([])
    show('terms', terms('20 November 2026'))
    const [finding, ...more] = await looked('terms')
    expect(more).toEqual([])
    expect(finding).toMatchObject({ kinds: ['date-bumped-no-change'] })
    expect(finding?.quotes.map(({ text, sourceId }) => [text, sourceId])).toEqual([
      ['Last updated: 2 March 2026', 'terms'],
      ['Last updated: 20 November 2026', 'terms'],
    ])
    expect(await verdicts()).toEqual(['cosmetic'])
    expect(await looked('terms')).toHaveLength(1)
  })

  it('documents that agree give none', async () => {
    show('list', list(parties))
    show('annex', annex(parties))
    show('models', JSON.stringify({ data: [{ id: 'sedge-2', object: 'model' }] }), 'application/json')
    show('ends', page('Deprecations', table(['Model', 'Shutdown date'], [['sedge-1', '1 November 2026']])))
    show('log', page('Changelog', '<h2>12 November 2026</h2><p>Oxbow Mail GmbH is added as a sub-processor.</p>'))
    show('terms', page('Terms', '<p>Last updated: 2 March 2026</p>'))
    for (const [name, type] of [
      ['list', 'subprocessors'],
      ['annex', 'dpa'],
      ['models', 'models-api'],
      ['ends', 'deprecations'],
      ['log', 'changelog'],
      ['terms', 'terms'],
    ] as const)
      await watch(name, type)
    for (let round = 0; round < 2; round++) expect(await looked('list', 'annex', 'models', 'ends', 'log', 'terms')).toEqual([])
  })

  it('are counted among the facts of the vendor, with how many were put right, and are no change', async () => {
    show('list', list([...parties, added]))
    show('annex', annex(parties))
    await watch('list', 'subprocessors')
    await watch('annex', 'dpa')
    const [finding] = await looked('list', 'annex')
    const before = w.ports.now()
    show('annex', annex([...parties, added]))
    await looked('list', 'annex')
    const facts = async (query = '') => made.get(`/vendors/quietbox/facts${query}`)
    expect((await facts()).contradictions).toMatchObject({
      found: 1,
      open: 0,
      corrected: 1,
      items: [{ findingId: finding?.id, check: 'subprocessors', settledAt: expect.any(String) }],
    })
    expect((await facts(`?asOf=${before}`)).contradictions).toMatchObject({ found: 1, open: 1, corrected: 0 })
    expect((await facts()).changes.total).toBe(1)
  })
})

describe('the facts of a vendor', () => {
  const report = (more: object) =>
    made.report({ vendorId: 'quietbox', kinds: ['sla-or-support-changed'], silent: false, quote: 'We answer later.', ...more })
  const facts = async (query = '') => made.get(`/vendors/quietbox/facts${query}`)
  const noticed = { notified: '2026-11-20', effective: '2026-12-05' }

  it('are the share of silent changes, and notice promised and given, each with its count', async () => {
    await report(noticed)
    await report({ silent: true })
    await report({ silent: null })
    await report({ silent: null })
    expect((await facts()).changes).toEqual({ total: 4, announced: 1, silent: 1, unknown: 2, silentShare: 0.25 })
    const { notice } = await facts()
    expect(notice.given.map(({ days }: { days: number }) => days).sort()).toEqual([0, 15])
    expect(notice).toMatchObject({ promisedDays: null, promisedBy: null, belowPromise: null })
    const at = w.ports.now()
    w.clock.pass(60_000)
    await made.post('/contracts', {
      vendorId: 'quietbox',
      reference: 'QB-3',
      clauses: [{ id: 'change-notice', present: true, value: '10 days', reference: '12.3' }],
    })
    expect((await facts()).notice).toMatchObject({ promisedDays: 10, promisedBy: 'contract', belowPromise: 1 })
    expect((await facts(`?asOf=${at}`)).notice.promisedBy).not.toBe('contract')
    const page = await w.send('GET', '/vendors/quietbox', { token: made.people.owner.token })
    expect(page.text).toContain('10 days promised')
  })

  it('are counted over the days asked for, as of an instant, and refused for no day', async () => {
    await report({ silent: true })
    const at = w.ports.now()
    w.clock.pass(86_400_000 * 2)
    await report({ silent: true, detected: '2026-11-23' })
    expect((await facts()).changes.total).toBe(2)
    expect((await facts('?to=2026-11-21')).changes.total).toBe(1)
    expect((await facts('?from=2026-11-22&to=2026-11-30')).changes.total).toBe(1)
    expect((await facts(`?asOf=${at}`)).changes).toMatchObject({ total: 1, silentShare: 1 })
    expect((await facts('?to=2026-01-01')).changes).toMatchObject({ total: 0, silentShare: null })
    const { token } = made.people.owner
    expect((await w.send('GET', '/api/v1/vendors/quietbox/facts?from=2026-02-30', { token })).status).toBe(400)
    const other = await w.person('analyst', { email: 'far@example.test', unitIds: ['elsewhere'] })
    await made.post('/vendors', { id: 'far', name: 'Far', unitId: 'hiring' })
    for (const query of ['', `?asOf=${w.ports.now()}`])
      expect((await w.send('GET', `/api/v1/vendors/far/facts${query}`, { token: other.token })).status).toBe(404)
  })
})
