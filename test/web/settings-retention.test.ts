import { beforeEach, describe, expect, it } from 'vitest'
import { tick } from '../../src/flows/tick'
import { verify } from '../../src/flows/verify'
import { sources, vendors } from '../../src/store/schema'
import { policy, round, stored, watch } from '../flows/watched'
import { type World, world } from '../world'

const day = 86_400_000
const path = '/settings/retention'
let w: World
let token: string
const url = (id: string) => `https://${id}.example.test/terms`
const dated = (on: number) => `<p>Last updated: ${on} March 2026</p>`
const get = async (query = '') => (await w.send('GET', `${path}${query}`, { token })).text
const post = (to: string, fields: Record<string, string>, by = token) =>
  w.send('POST', `${path}${to}`, { token: by, form: new URLSearchParams(fields) })
const previewed = (html: string) => /id="preview"[^>]*>([^<]*)</.exec(html)?.[1] ?? ''
const kept = async (id: string) =>
  (await stored(w)).captures.filter(({ sourceId, bodyKept }) => sourceId === id && bodyKept).map(({ ordinal }) => ordinal)

/** Two vendors with a page each, which bears another date on each of six days and raises nothing. */
beforeEach(async () => {
  w = await world()
  token = (await w.person('administrator')).token
  await watch(w, { id: 'one', url: url('one'), vendor: 'acme' }, { id: 'two', url: url('two'), vendor: 'zenith' })
  for (let on = 1; on <= 6; on++) {
    for (const id of ['one', 'two']) w.pages.set(url(id), { body: policy({ dated: dated(on) }) })
    await round(w)
    w.clock.pass(day)
  }
  expect([await kept('one'), await kept('two')]).toEqual([
    [1, 2, 3, 4, 5, 6],
    [1, 2, 3, 4, 5, 6],
  ])
})

describe('the settings of retention', () => {
  it('keep everything at first, say what would go before anything is set, and set nothing by asking', async () => {
    expect(previewed(await get())).toMatch(/nothing would be trimmed/)
    expect(previewed(await get('?bodyDays=&bodyCount=2&captureDays='))).toMatch(/trim 8 pages \([\d.,]+ (?:bytes|k?B)/)
    await tick(w.ports, w.ports.now())
    expect(await kept('one')).toHaveLength(6)
  })

  it('by count keep the newest of each source, and by age what is young, audited', async () => {
    const done = await post('', { bodyDays: '', bodyCount: '2', captureDays: '' })
    expect(done.headers.get('location')).toBe(`${path}?done=saved`)
    await tick(w.ports, w.ports.now())
    expect([await kept('one'), await kept('two')]).toEqual([
      [5, 6],
      [5, 6],
    ])
    const trail = await w.send('GET', '/api/v1/audit?filter[entity]=retention', { token })
    expect(trail.json.items).toMatchObject([{ action: 'retention.set' }])
    w.clock.pass(30 * day)
    await post('', { bodyDays: '10', bodyCount: '', captureDays: '' })
    await tick(w.ports, w.ports.now())
    // what the current text rests on stays
    expect(await kept('one')).toEqual([6])
    // these sources came without a trail of their own
    for (const table of [vendors, sources]) await w.ports.db.delete(table)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('never take what is under legal hold, of a vendor or of a source, until it is released', async () => {
    expect((await post('/hold', { heldVendor: 'acme', heldSource: '' })).status).toBe(303)
    expect((await post('/hold', { heldVendor: '', heldSource: url('two') })).status).toBe(303)
    await post('', { bodyDays: '', bodyCount: '1', captureDays: '' })
    expect(previewed(await get())).toMatch(/nothing would be trimmed/)
    await tick(w.ports, w.ports.now())
    expect([(await kept('one')).length, (await kept('two')).length]).toEqual([6, 6])
    expect(await get()).toContain('acme</a>')
    await post('/release', { vendor: 'acme' })
    w.clock.pass(day)
    await tick(w.ports, w.ports.now())
    expect([(await kept('one')).length, (await kept('two')).length]).toEqual([1, 6])
  })

  it('refuse what is no number, and a source that nobody watches', async () => {
    const wrong = await post('', { bodyDays: '0', bodyCount: 'many', captureDays: '' })
    expect([wrong.status, wrong.text.includes('#f-bodyDays'), wrong.text.includes('#f-bodyCount')]).toEqual([400, true, true])
    const nobody = await post('/hold', { heldVendor: '', heldSource: 'https://nobody.example.test/' })
    expect([nobody.status, nobody.text.includes('#f-heldSource')]).toEqual([400, true])
  })

  it('are for administrators', async () => {
    const { token: owner } = await w.person('risk-owner')
    expect((await w.send('GET', path, { token: owner })).status).toBe(403)
    expect((await post('', { bodyDays: '1' }, owner)).status).toBe(403)
    expect((await w.send('GET', '/settings', { token: owner })).text).not.toContain(`href="${path}"`)
    expect((await w.send('GET', '/settings', { token })).text).toContain(`href="${path}"`)
  })
})
