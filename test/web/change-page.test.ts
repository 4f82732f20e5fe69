import { beforeEach, expect, it } from 'vitest'
import { watch } from '../flows/watched'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

const url = 'https://nimbus.example.test/terms'
const clause = (n: number) =>
  `<p>Clause ${n} of this section says that the service is given to customers as it stands on working day ${n}.</p>`
const terms = (
  days: number,
) => `<!doctype html><html lang="en"><head><title>Terms of service</title></head><body><main><h1>Terms of service</h1>
<p>These terms govern the use of the service by our customers, who decide which of its features their staff may use.</p>
<h2>Customer data</h2>${[1, 2, 3, 4, 5].map(clause).join('')}
<p>We retain prompts and outputs for ${days} days after they are submitted and then delete them from all our systems.</p>
${[6, 7, 8].map(clause).join('')}</main></body></html>`

let w: World
let token: string
let page: string
const poll = async (days: number) => {
  w.pages.set(url, { body: terms(days) })
  expect((await w.send('POST', '/api/v1/sources/terms/poll', { token, body: {} })).status).toBe(200)
}

beforeEach(async () => {
  w = await world()
  await registerForWork(w)
  token = (await w.person('analyst', { email: 'reader@example.test' })).token
  await watch(w, { id: 'terms', url, vendor: 'nimbus' })
  await poll(30)
  w.clock.at('2026-11-22T07:30:00.000Z')
  await poll(30)
  w.clock.at('2026-11-23T06:15:00.000Z')
  await poll(400)
  const [finding] = (await w.send('GET', '/api/v1/findings', { token })).json.items
  page = (await w.send('GET', `/findings/${finding.id}`, { token })).text
})

it('a passage stands in its section: two statements on either side, and how many more are folded away', () => {
  const article = page.split('<article class="diff"')[1]?.split('</article>')[0] ?? ''
  expect([4, 5, 6, 7].map((n) => article.includes(`Clause ${n} of`))).toEqual([true, true, true, true])
  expect([3, 8].map((n) => article.includes(`Clause ${n} of`))).toEqual([false, false])
  expect(article).toMatch(/<a href="\/sources\/terms\/statements\?snapshot=\w+">3 more passages above in this section<\/a>/)
  expect(article).toContain('1 more passage below in this section')
})

it('the supply chain is drawn with the way of the change to our uses, through the systems built on it', () => {
  const picture = page.split('<figure class="pic">')[1]?.split('</figure>')[0] ?? ''
  for (const text of ['changed 23 Nov', 'Red follows the change of Nimbus Models.', 'class="edge hit"', 'CV ranking', 'Screening'])
    expect(picture).toContain(text)
})

it('the clock has a box of the hours in which the change was made: from the last good check to the one that found it', () => {
  const clock = page.split('<div class="clock">')[1]?.split('</div>')[0] ?? ''
  expect(clock).toContain('class="win"')
  expect(clock).toMatch(/Changed between <time[^>]*datetime="2026-11-22T07:30:00[^>]*>.*<time[^>]*datetime="2026-11-23T06:15:0/)
})

it('the top says what is asked and by when, and leads to what an auditor is shown', () => {
  const facts = page.split('class="facts')[1]?.split('</dl>')[0] ?? ''
  expect(facts).toContain('Say whether it is material to us. First review due.')
  expect(page).toContain('<a href="#proof">To show an auditor</a>')
  expect(page).toMatch(/<section id="proof"><h2>To show an auditor<\/h2>.*both captures/s)
})

it('a number that moved says why it matters', () => {
  const called = page.split('<div class="called">')[1]?.split('</div>')[0] ?? ''
  expect(called).toContain('Why it matters')
  expect(called).toContain('30 days')
  expect(called).toMatch(/retention.*reviews? due/i)
})
