import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { startDuePolls } from '../../src/flows/start-due-polls'
import { vendors } from '../../src/store/schema'
import { policy, watch } from '../flows/watched'
import { world } from '../world'
import { registerForWork } from './register-for-work'

it('charts count what happened by month, severity, silence and days to triage, with the same as a table, within what one may see', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const report = (more: object) =>
    made.report({ systemId: 'sys-plain', kinds: ['model-version-replaced'], silent: false, quote: 'A new writer.', ...more })
  const vendor = await w.send('GET', '/api/v1/vendors/talentworks', { token: made.people.admin.token })
  await w.send('PATCH', '/api/v1/vendors/talentworks', {
    token: made.people.admin.token,
    body: { changeNoticeDays: 30 },
    headers: { 'if-match': vendor.headers.get('etag') ?? '' },
  })
  const told = await report({ effective: '2027-01-10', notified: '2026-11-21' })
  await report({ silent: true, quote: 'A newer writer.' })
  await report({ effective: '2026-12-01', notified: '2026-11-21', quote: 'The newest writer.' })
  w.clock.pass(3 * 86_400_000)
  await made.act(`/cases/${told.caseId}/triage`, { answer: 'material', reason: 'We rely on it.' })
  const page = async (query = '', token = made.people.owner.token) => w.send('GET', `/charts${query}`, { token })
  const { text } = await page()
  expect(text).toContain('<title id="by-silence">1 of 3 changes were silent</title>')
  expect(text).toContain('Half of the cases were answered within 3 days')
  expect(text).toContain('2 cases wait still')
  expect(text).toContain('<title id="notice-kept">1 of 3 changes came with the notice that was promised</title>')
  expect(text).toMatch(/<th scope="row">Nov<\/th><td class="num">2<\/td><td class="num">1<\/td><td class="num">3<\/td>/)
  expect((await page('?vendor=quietbox&months=3')).text).toContain('0 of 0 changes were silent')
  expect((await page('?vendor=talentworks&months=3')).text).toContain('1 of 3 changes were silent')
  expect((await page('?vendor=nobody')).status).toBe(404)
  expect(text).not.toContain(' style=')
})

it('charts show how long ago sources were verified against what the tier of their vendor asks for, as of now', async () => {
  const w = await world()
  await watch(
    w,
    { id: 'terms', url: 'https://acme.example.test/terms' },
    { id: 'other', url: 'https://other.example.test/terms', vendor: 'other' },
    { id: 'silent', url: 'https://other.example.test/gone', vendor: 'other' },
  )
  for (const host of ['acme', 'other']) w.pages.set(`https://${host}.example.test/terms`, { body: policy() })
  await w.ports.db
    .update(vendors)
    .set({ facts: { tier: 'critical' } })
    .where(eq(vendors.id, 'acme'))
  const { token } = await w.person('administrator', { email: 'first@example.test' })
  await startDuePolls(w.ports)
  const rows = async () => {
    const { text } = await w.send('GET', '/charts', { token })
    const [, table = ''] = /<th scope="col">Verified within<\/th>.*?<tbody>(.*?)<\/tbody>/s.exec(text) ?? []
    const cells = [...table.matchAll(/<th scope="row">([^<]*)<\/th><td class="num">(\d+)<\/td><td class="num">(\d+)<\/td>/g)]
    return {
      text,
      counted: cells.flatMap(([, age, within, late]) => (within === '0' && late === '0' ? [] : [`${age}: ${within} + ${late}`])),
    }
  }
  const first = await rows()
  expect(first.counted).toEqual(['6 h: 2 + 0', 'never: 1 + 0'])
  expect(first.text).toContain('<title id="fresh">All of 3 sources were verified within what the tier of the vendor asks for</title>')
  // nothing is audited meanwhile: what moves is the clock
  w.clock.pass(25 * 3_600_000)
  const later = await rows()
  expect(later.counted).toEqual(['3 days: 1 + 1', 'never: 1 + 0'])
  expect(later.text).toContain('<title id="fresh">1 of 3 sources was verified longer ago than the tier of the vendor asks for</title>')
  w.clock.pass(7 * 86_400_000)
  expect((await rows()).counted).toEqual(['older: 0 + 2', 'never: 0 + 1'])
  expect((await w.send('GET', '/charts?vendor=acme', { token })).text).not.toContain('id="fresh"')
})
