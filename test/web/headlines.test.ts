import { beforeEach, expect, it } from 'vitest'
import { tellPeople } from '../../src/flows/tell-people'
import { watch } from '../flows/watched'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

const url = 'https://nimbus.example.test/terms'
const terms = (
  sentence: string,
) => `<!doctype html><html lang="en"><head><title>Terms of service</title></head><body><main><h1>Terms of service</h1>
<p>These terms govern the use of the service by our customers, who decide which of its features their staff may use.</p>
<h2>Customer data</h2><p>${sentence}</p><h2>Law</h2><p>The law of Ireland applies to these terms, and its courts decide.</p></main></body></html>`

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
})
const read = async (path: string) => (await w.send('GET', path, { token: made.people.owner.token })).text
const title = (page: string) => /<title>([^<]*)<\/title>/.exec(page)?.[1] ?? ''
const heading = (page: string) => /<h1[^>]*>([^<]*)<\/h1>/.exec(page)?.[1] ?? ''

it('a change is named for what the vendor did wherever it is named, with what the rules call it beside', async () => {
  const { token } = made.people.admin
  await watch(w, { id: 'terms', url, vendor: 'nimbus' })
  const poll = async (days: number) => {
    w.pages.set(url, { body: terms(`We retain prompts and outputs for ${days} days after they are submitted and then delete them.`) })
    w.clock.pass(3_600_000)
    expect((await w.send('POST', '/api/v1/sources/terms/poll', { token, body: {} })).status).toBe(200)
  }
  await poll(30)
  await poll(400)
  const [finding] = (await made.get('/findings?filter[sourceId]=terms')).items
  expect(finding).toMatchObject({
    kinds: expect.arrayContaining(['data-retention-changed']),
    headline: 'changes retention or deletion: 30 days became 400 days',
  })
  const named = 'Nimbus Models changes retention or deletion: 30 days became 400 days'

  const page = await read(`/findings/${finding.id}`)
  expect([heading(page), title(page).startsWith(named)]).toEqual([named, true])
  for (const path of ['/', '/changes', '/search?q=prompts']) {
    const list = await read(path)
    expect(list).toContain(`<a href="/findings/${finding.id}">${named}</a>`)
    expect(list).toContain('<span class="soft">Retention or deletion changed</span>')
  }
  const timeline = await read('/vendors/nimbus')
  expect(timeline).toContain(`<a href="/findings/${finding.id}">Changes retention or deletion: 30 days became 400 days</a>`)
  expect(timeline).toContain('Retention or deletion changed. Terms.')

  await tellPeople(w.ports, w.ports.now())
  const mail = w.mails.find(({ to }) => to === made.people.owner.email)
  expect(mail?.subject).toContain(named)
  expect(mail?.text).toContain(named)
})

it('what a page says of itself stands in a title as text, in one short line', async () => {
  const hostile = 'We train on <img src=x onerror=alert(1)>\n“all” your \u202edata'
  const finding = await made.report({ vendorId: 'nimbus', kinds: ['customer-data-training-changed'], quote: hostile })
  expect(finding.headline).toBeNull()
  const told = await made.report({
    vendorId: 'nimbus',
    kinds: ['customer-data-training-changed'],
    quote: 'We train on & learn\u202e from\n“all” you send us.',
  })
  expect(told.headline).toBe('changes the use of customer data for training: adds “We train on & learn from ’all’ you send us”')
  const page = await read(`/findings/${told.id}`)
  expect(heading(page)).toBe(
    'Nimbus Models changes the use of customer data for training: adds “We train on &amp; learn from ’all’ you send us”',
  )
})

it('a change of which nothing is certain but its kind is named for the kind', async () => {
  const finding = await made.report({ vendorId: 'nimbus', kinds: ['product-discontinued'], quote: 'We end the product next year.' })
  expect(finding.headline).toBeNull()
  expect(heading(await read(`/findings/${finding.id}`))).toBe('Nimbus Models: Product discontinued or vendor insolvent')
})
