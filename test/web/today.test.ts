import { expect, it } from 'vitest'
import { world } from '../world'
import { registerForWork } from './register-for-work'

async function begun() {
  const w = await world()
  const made = await registerForWork(w)
  const procurement = await w.person('procurement', { email: 'buys@example.test' })
  const make = (path: string, body: object, token = procurement.token) => w.send('POST', `/api/v1${path}`, { token, body })
  const today = async (token = procurement.token) => (await w.send('GET', '/', { token })).text
  return { w, made, procurement, make, today }
}
const titles = (text: string) => [...text.matchAll(/<h3><a href="[^"]*">([^<]*)<\/a>/g)].map((match) => match[1])

it('lists requests for vendors, answers outstanding and what ends, by time left', async () => {
  const { make, today, made } = await begun()
  const { admin } = made.people
  const ask = { vendorName: 'Osprey', purpose: 'Transcribe calls.' }
  await make('/vendor-requests', { ...ask, neededOn: '2026-12-04' })
  await make('/contracts', { vendorId: 'quietbox', reference: 'QB-7', noticeByOn: '2026-11-24' })
  const asked = await make('/questionnaires', { vendorId: 'quietbox', title: 'Yearly questions' })
  const sent = await make(`/questionnaires/${asked.json.id}/send`, { expiresAt: '2026-11-30T12:00:00.000Z' })
  expect(sent.status).toBe(200)
  const shown = await today()
  expect(titles(shown).map((title) => title?.replace(/^.*: /, ''))).toEqual([
    'last day to give notice of agreement QB-7',
    'answers outstanding',
    'Osprey is asked for',
  ])
  expect(shown).toContain('3 things need you')
  // what somebody else asked is theirs, unless buying is one's work
  expect(titles(await today(admin.token)).some((title) => title?.endsWith('answers outstanding'))).toBe(false)
})

it('says by when to act: the first review due, or the last day to object where that comes first', async () => {
  const { w, made, today } = await begun()
  const { owner } = made.people
  const told = { systemId: 'sys-lark', kinds: ['model-version-replaced'], silent: false }
  const late = await made.report({ ...told, quote: 'lark-2 is replaced.', objectionDeadline: '2026-12-20' })
  const page = (await w.send('GET', `/findings/${late.id}`, { token: owner.token })).text
  expect(page).toMatch(/First review due\. The last day to object is <time[^>]*>Sun 20 Dec<\/time>/)
  expect(await today(owner.token)).toContain('In 7 days')
  const list = (await w.send('GET', '/changes', { token: owner.token })).text
  expect(list).toMatch(/Act by <time[^>]*>Sat 28 Nov<\/time>/)
  expect(list).toContain('<span class="sub">seen</span>')
})

it('shows an auditor where to look, and counts no work that is not theirs', async () => {
  const { w, made, today } = await begun()
  await made.report({ systemId: 'sys-lark', kinds: ['model-version-replaced'], silent: false, quote: 'lark-2 is replaced.' })
  const auditor = await w.person('auditor', { email: 'looks@example.test' })
  const shown = await today(auditor.token)
  expect(shown).toContain('Where to look')
  expect(shown).not.toMatch(/Changes<\/span><span class="n">/)
  expect(await today(made.people.owner.token)).toMatch(/Changes<\/span><span class="n">1</)
  expect((await w.send('GET', '/changes', { token: auditor.token })).text).not.toContain('>Triage<')
})
