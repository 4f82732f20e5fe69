import { expect, it } from 'vitest'
import { daysInWords } from '../../src/web/ui/days'
import { world } from '../world'
import { registerForWork } from './register-for-work'

async function begun() {
  const w = await world()
  const made = await registerForWork(w)
  const reported = await made.report({
    systemId: 'sys-lark',
    kinds: ['model-version-replaced'],
    silent: false,
    quote: 'lark-2 is replaced.',
  })
  return { w, made, reported, page: (path: string, token = made.people.admin.token) => w.send('GET', path, { token }) }
}

it('a cell leads to its reason with the review, who decided and the audit rows, and says what the API says', async () => {
  const { w, made, reported, page } = await begun()
  const { token } = made.people.owner
  const [review] = (await made.reviewsOf(reported.caseId)).filter((one: { obligationId: string }) =>
    one.obligationId.startsWith('aiact-26'),
  )
  const path = `/coverage?framework=art-26&cell=${review.obligationId}.${review.deploymentId}`
  const open = await page(path)
  expect(open.status).toBe(200)
  expect(open.text).toContain('id="why"')
  expect(open.text).toContain(`href="/reviews/${review.id}"`)
  expect(open.text).toContain('Our register says')
  expect(open.text).toContain(`/audit?entity=review&amp;id=${review.id}`)
  const api = (await w.send('GET', `/api/v1/coverage?deploymentId=${review.deploymentId}&limit=500`, { token })).json.items
  const cell = api.find((one: { obligationId: string }) => one.obligationId === review.obligationId)
  // on the page its days are words
  expect(open.text).toContain(daysInWords(cell.because, '2026-11-21'))
  expect(Object.keys(cell).sort()).toEqual(['because', 'deploymentId', 'evidenceIds', 'obligationId', 'reviewIds', 'state'])
  await w.send('POST', `/api/v1/cases/${reported.caseId}/triage`, { token, body: { answer: 'material', reason: 'It moved.' } })
  await w.send('POST', `/api/v1/reviews/${review.id}/close`, {
    token,
    body: { outcome: 'holds', reason: 'Read again, it holds.', evidenceIds: [] },
  })
  const closed = (await page(path)).text
  expect(closed).toContain('still holds')
  expect(closed).toContain('Read again, it holds.')
  expect(closed).toContain('The risk-owner')
})

it('the sums count what is open over all uses, and the filter leaves only uses with such a state', async () => {
  const { w, made, page } = await begun()
  const open = (await w.send('GET', '/api/v1/reviews?filter[framework]=eu-ai-act&limit=500', { token: made.people.admin.token })).json.items
  const of26 = open.filter(
    (one: { obligationId: string; state: string }) => one.obligationId.startsWith('aiact-26') && one.state !== 'closed',
  )
  const provisional = of26.filter((one: { provisional: boolean; late: boolean }) => one.provisional && !one.late).length
  const text = (await page('/coverage')).text
  expect(text).toMatch(new RegExp(`<dt>Provisional</dt><dd>${provisional}</dd>`))
  const only = (await page('/coverage?show=provisional')).text
  const used = new Set(
    of26.filter((one: { provisional: boolean }) => one.provisional).map((one: { deploymentId: string }) => one.deploymentId),
  )
  expect((only.match(/<th scope="col"><a href="\/deployments/g) ?? []).length).toBe(Math.min(6, used.size))
})

it('uses of other units are neither shown nor counted nor written to a file', async () => {
  const { w, made, page } = await begun()
  const stranger = await w.person('risk-owner', { email: 'legal@example.test', unitIds: ['elsewhere'] })
  const all = (await w.send('GET', '/api/v1/deployments?limit=500', { token: made.people.admin.token })).json.items
  const theirs = (await w.send('GET', '/api/v1/deployments?limit=500', { token: stranger.token })).json.items
  const hidden = all.filter((one: { id: string }) => !theirs.some((other: { id: string }) => other.id === one.id))
  expect(hidden.length).toBeGreaterThan(0)
  const file = await page('/coverage/export?framework=gdpr&format=csv', stranger.token)
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="coverage-gdpr-2026-11-21\.csv"$/)
  const shown = await page('/coverage?framework=gdpr', stranger.token)
  for (const one of hidden) {
    expect(file.text).not.toContain(one.id)
    expect(shown.text).not.toContain(`/deployments/${one.id}`)
    expect((await page(`/coverage?framework=gdpr&cell=gdpr-28-2.${one.id}`, stranger.token)).text).not.toContain('id="why"')
  }
  const whole = await page('/coverage/export?framework=gdpr&format=csv')
  expect(whole.text.split('\n').filter(Boolean).length).toBe(1 + 14 * all.length)
  const book = await page('/coverage/export?framework=gdpr&format=xlsx')
  expect([book.status, book.headers.get('content-type')]).toEqual([
    200,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ])
})

it('by vendor a cell sums up its uses, names how many need somebody, and leads to the first of them', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const { token } = made.people.owner
  await made.report({ systemId: 'sys-lark', kinds: ['model-version-replaced'], silent: false, quote: 'lark-2 is replaced.' })
  const page = async (path: string, as = token) => (await w.send('GET', path, { token: as })).text
  const shown = await page('/coverage?framework=art-26&by=vendor')
  expect(shown).toContain('EU AI Act by vendor')
  expect(shown).toMatch(/<span>(?:1 of \d+ due|Due)<\/span>/)
  const [, to = ''] = /href="([^"]+)"[^>]*>(?:(?!<a).)*<span>(?:1 of \d+ due|Due)<\/span>/.exec(shown) ?? []
  const reason = await page(to.replaceAll('&amp;', '&').replace('#why', ''))
  expect(reason).toMatch(/Review due on 28 Nov/)
  expect(shown).toContain('<span>n/a</span>')
  const nothing = await page('/coverage?framework=art-26&by=vendor&show=provisional')
  expect(nothing).toContain('No obligation is in such a state for these vendors.')
  const elsewhere = await w.person('risk-owner', { email: 'elsewhere@example.test', unitIds: ['elsewhere'] })
  expect(await page('/coverage?framework=art-26&by=vendor', elsewhere.token)).not.toMatch(/<span>(?:1 of \d+ due|Due)<\/span>/)
})
