import { beforeEach, describe, expect, it } from 'vitest'
import { heldReasons } from '../../src/core/held'
import { policy, watch } from '../flows/watched'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

const url = 'https://acme.example.test/terms'
let w: World
let token: string
const get = (path: string) => w.send('GET', path, { token })
const changes = async () => (await get('/api/v1/changes?sort=-detectedAt')).json.items
const poll = async (body: string) => {
  w.clock.pass(86_400_000)
  w.pages.set(url, { body })
  const { status, json } = await w.send('POST', '/api/v1/sources/terms/poll', { token, body: {} })
  expect(status).toBe(200)
  return json
}
/** Presses the button of a page that raises these words. */
async function press(page: string, words: string) {
  const html = (await get(page)).text
  const form = html.split('<form').find((one) => one.includes('/raise"') && one.includes(words) && one.includes('type="hidden"')) ?? ''
  const value = (name: string) => unescaped(new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? '')
  const action = /action="([^"]+)"/.exec(form)?.[1] ?? ''
  return w.send('POST', action, {
    token,
    form: new URLSearchParams({ quote: value('quote'), reason: value('reason') }),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
}
const unescaped = (text: string) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')

beforeEach(async () => {
  w = await world()
  await registerForWork(w)
  token = (await w.person('analyst', { email: 'reader@example.test' })).token
})

describe('what was held back', () => {
  beforeEach(async () => {
    await watch(w, { id: 'terms', url, vendor: 'talentworks', rules: { show: 'removed' } })
    await poll(policy())
    await poll(policy({ extra: '<p>A newsletter about the service is sent to all customers on the first day of every quarter.</p>' }))
  })
  const reason = heldReasons['show-removed']

  it('says its rule and the reason in words, in the API and on the pages, and no rule stands there bare', async () => {
    const [change] = await changes()
    expect(change).toMatchObject({ verdict: 'noise', heldBack: [{ rule: 'show-removed', reason }] })
    for (const path of ['/sources/terms', `/changes/${change.id}`]) {
      const { status, text } = await get(path)
      expect([status, text.includes(reason), text.includes('show-removed')]).toEqual([200, true, false])
    }
  })

  it('is made a finding by one press on the page of its source', async () => {
    const done = await press('/sources/terms', 'A newsletter about')
    expect(done.status).toBe(303)
    const [finding] = (await get('/api/v1/findings')).json.items
    expect(finding).toMatchObject({ origin: 'raised', state: 'confirmed', quotes: [{ text: expect.stringContaining('A newsletter') }] })
    expect((await get(`/findings/${finding.id}`)).text).toContain('1 change was held back: see why')
  })
})

describe('a date that moved over the same words', () => {
  beforeEach(async () => {
    await watch(w, { id: 'terms', url, vendor: 'talentworks' })
    await poll(policy({ dated: '<p>Last updated: 3 May 2026</p>' }))
    await poll(policy({ dated: '<p>Last updated: 23 November 2026</p>' }))
  })

  it('is an editorial change of its own kind, and nobody is told', async () => {
    const [change] = await changes()
    expect(change).toMatchObject({ verdict: 'cosmetic', recognised: [{ kind: 'date-bumped-no-change' }] })
    expect((await get('/api/v1/findings')).json.total).toBe(0)
    expect((await get('/sources/terms')).text).toContain('only the date of the document changed')
  })

  it('is made a finding by one press, and is then more than a date', async () => {
    expect((await press('/sources/terms', '23 November')).status).toBe(303)
    const [finding] = (await get('/api/v1/findings')).json.items
    expect(finding.kinds).toEqual(['silent-content-change'])
  })
})

it('a change says how it was decided: what was compared, how it was weighed, what named it', async () => {
  await watch(w, { id: 'terms', url, vendor: 'talentworks' })
  await poll(policy())
  const { findingIds } = await poll(policy({ days: 90 }))
  const { text } = await get(`/findings/${findingIds[0]}`)
  const how = text.slice(text.indexOf('How this was decided'))
  for (const words of ['read by html-document', '1 differences', 'weighed: ', 'a number, amount or date', 'Retention', 'by its words'])
    expect(how).toContain(words)
})

it('every rule that holds back has a reason that is no bare name', () => {
  for (const [rule, reason] of Object.entries(heldReasons))
    expect([rule, reason.split(' ').length > 4, reason.includes(rule)]).toEqual([rule, true, false])
})
