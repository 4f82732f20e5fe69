import { beforeEach, describe, expect, it } from 'vitest'
import { people } from '../../src/store/schema'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

const url = 'https://terms.quietbox.example/'
const policy = (days: string, footer = 'Quietbox Ltd') => `<html><head><title>Terms</title></head><body><main><h1>Terms</h1>
  <h2>1 Your content</h2><p>You keep all rights in the content that you send to us, and we process it only to provide the service to you.</p>
  <h2>2 Retention</h2><p>We retain prompts and outputs for ${days} after they are submitted and then delete them from all our systems.</p>
  <h2>3 Law</h2><p>These terms are governed by the law of the place where you are established as a customer.</p></main><footer>${footer}</footer></body></html>`

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
})
const ask = async (query: string, token = made.people.owner.token) => (await w.send('GET', `/why?${query}`, { token })).text
const verdict = (text: string) => /<h2 id="verdict">([^<]*)</.exec(text)?.[1]
const day = 86_400_000

async function watched() {
  w.pages.set(url, { body: policy('30 days') })
  const { id } = await made.post('/sources', { url, vendorId: 'quietbox', type: 'terms' }, 'analyst')
  const poll = () => w.send('POST', `/api/v1/sources/${id}/poll`, { token: made.people.analyst.token, body: {} })
  await poll()
  return { id, poll }
}

describe('why did I not get an alert?', () => {
  it('says that nothing is watched, or that the watching began later', async () => {
    expect(verdict(await ask('vendor=Quietbox&on=2026-11-21'))).toBe('Nothing of this vendor is watched.')
    await watched()
    expect(verdict(await ask('vendor=Quietbox&on=2026-10-01'))).toBe('It was not watched then: the watching began later.')
    expect(await ask('vendor=Nobody+Ltd&on=2026-11-21')).toContain('No single vendor is meant')
  })

  it('counts the readings, tells failures and gaps, and says when nothing changed', async () => {
    const { poll } = await watched()
    w.clock.pass(day)
    await poll()
    w.clock.pass(3 * day)
    w.pages.set(url, { fault: 'timeout' })
    await poll()
    const text = await ask('vendor=quietbox&on=2026-11-24')
    expect(verdict(text)).toBe('It was read 2 times in these days, and no change was seen.')
    expect(text).toContain('2 good readings, 1 failure (timeout)')
    expect(text).toContain('Longest time without one: 3 days')
  })

  it('names the change that it found, who was told, and what the settings of the reader do', async () => {
    const { poll } = await watched()
    w.clock.pass(day)
    w.pages.set(url, { body: policy('90 days') })
    await poll()
    const on = w.ports.now().slice(0, 10)
    const open = await ask(`vendor=quietbox&about=retain+prompts&on=${on}`)
    expect(verdict(open)).toMatch(/case is open/)
    expect(open).toMatch(/href="\/findings\//)
    expect(verdict(await ask(`vendor=quietbox&on=${on}`, made.people.analyst.token))).toMatch(/risk owners alone are told/)
    expect(verdict(await ask(`vendor=quietbox&about=marmalade&on=${on}`))).toMatch(/no change with these words was seen/)
    await w.ports.db.update(people).set({ rhythm: 'weekly', minSeverity: 'critical', quietFrom: '20:00', quietTo: '07:00' })
    const set = await ask(`vendor=quietbox&on=${on}`)
    expect(set).toContain('You asked for a weekly digest')
    expect(set).toContain('Quiet hours from 20:00 to 07:00')
    const [finding] = (await made.get('/findings?filter[vendorId]=quietbox')).items
    await made.act(`/cases/${finding.caseId}/assign`, { personId: made.people.second.id })
    expect(verdict(await ask(`finding=${finding.id}`, made.people.second.token))).toMatch(/^A notice to you waits/)
  })

  it('knows nothing of what the asker may not see', async () => {
    const { id } = await watched()
    const found = await made.report({ systemId: 'sys-new', kinds: ['model-version-replaced'], silent: false, quote: 'A ranker.' })
    await w.ports.db.run("update vendors set unit_id = 'hiring'")
    await w.ports.db.run("update systems set unit_id = 'hiring'")
    await w.ports.db.run("update deployments set unit_id = 'hiring'")
    const other = await w.person('analyst', { email: 'other@example.test', unitIds: ['elsewhere'] })
    expect(await ask('vendor=Quietbox&on=2026-11-21', other.token)).toContain('No single vendor is meant')
    for (const query of [`source=${id}`, `finding=${found.id}`])
      expect((await w.send('GET', `/why?${query}`, { token: other.token })).status).toBe(404)
  })
})
