import { expect, it } from 'vitest'
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
