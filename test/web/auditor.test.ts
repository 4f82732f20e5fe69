import { expect, it } from 'vitest'
import { world } from '../world'
import { registerForWork } from './register-for-work'

/** Two changes, one in November and one in December, and an auditor whose access is limited as given. */
async function limited(limits: Record<string, unknown>) {
  const w = await world()
  const made = await registerForWork(w)
  const { auditor, admin } = made.people
  const report = (quote: string, detected: string) =>
    made.report({ systemId: 'sys-new', kinds: ['data-retention-changed'], silent: false, quote, detected })
  const first = await report('Thirty days.', '2026-11-21')
  const dismissed = await made.reviewsOf(first.caseId)
  await made.act(`/cases/${first.caseId}/triage`, { answer: 'not-material', reason: 'Our agreement keeps its own period.' })
  w.clock.at('2026-12-05T09:00:00.000Z')
  const second = await report('Ninety days.', '2026-12-05')
  const etag = (await w.send('GET', `/api/v1/people/${auditor.id}`, { token: admin.token })).headers.get('etag') ?? ''
  const set = await w.send('PATCH', `/api/v1/people/${auditor.id}`, { token: admin.token, body: limits, headers: { 'if-match': etag } })
  expect(set.status).toBe(200)
  const read = (path: string) => w.send('GET', path, { token: auditor.token })
  return {
    w,
    made,
    first,
    second,
    dismissed,
    read,
    auditor,
    admin,
    change: (body: object) => w.send('PATCH', `/api/v1/people/${auditor.id}`, { token: admin.token, body, headers: { 'if-match': '"2"' } }),
  }
}
const items = async (answer: Promise<{ json: { items: Record<string, string>[] } }>) => (await answer).json.items

it('an auditor of one framework reads its reviews, coverage and acts alone; others are not there for them', async () => {
  const { made, read } = await limited({ frameworks: ['gdpr'] })
  const all = (await made.get('/reviews?limit=500')).items
  const mine = await items(read('/api/v1/reviews?limit=500'))
  const framework = (one: { obligationId: string }) => one.obligationId.startsWith('gdpr')
  expect(mine.map((one) => one.id).sort()).toEqual(
    all
      .filter(framework)
      .map((one: { id: string }) => one.id)
      .sort(),
  )
  expect(mine.length).toBeGreaterThan(0)
  const other = all.find((one: { obligationId: string }) => !framework(one))
  for (const path of [`/api/v1/reviews/${other.id}`, `/reviews/${other.id}`, `/api/v1/reviews/${other.id}?asOf=2026-12-05T09:00:00Z`])
    expect([path, (await read(path)).status]).toEqual([path, 404])
  expect((await read(`/reviews/${mine[0]?.id}`)).status).toBe(200)
  const covered = new Set((await items(read('/api/v1/coverage?limit=500'))).map((one) => String(one.obligationId).split('-')[0]))
  expect([...covered]).toEqual(['gdpr'])
  expect((await read('/coverage?framework=iso42001')).text).not.toMatch(/>ISO\/IEC 42001/)
  const acts = await items(read('/api/v1/audit?filter[entity]=review&limit=500'))
  const ids = new Set(mine.map((one) => one.id))
  expect(acts.length).toBeGreaterThan(0)
  expect(acts.filter((act) => !ids.has(String(act.entityId)))).toEqual([])
  expect((await read('/')).text).toContain('Auditor; read only; GDPR; as of')
})

it('an auditor of a period sees what happened in it and nothing of before or after', async () => {
  const { made, first, second, read } = await limited({ periodFrom: '2026-11-01', periodTo: '2026-11-30', expiresOn: '2026-12-31' })
  const findings = (await items(read('/api/v1/findings'))).map((one) => one.id)
  expect(findings).toEqual([first.id])
  expect((await items(read('/api/v1/cases'))).map((one) => one.id)).toEqual([first.caseId])
  for (const path of [`/findings/${second.id}`, `/api/v1/findings/${second.id}`, `/api/v1/cases/${second.caseId}`])
    expect([path, (await read(path)).status]).toEqual([path, 404])
  expect((await read(`/findings/${first.id}`)).status).toBe(200)
  const acts = await items(read('/api/v1/audit?limit=500'))
  expect(acts.length).toBeGreaterThan(0)
  expect(acts.every(({ at }) => String(at) < '2026-12-01')).toBe(true)
  const december = (await made.get('/audit?limit=1&sort=-seq')).items[0]
  expect((await read(`/api/v1/audit/${december.seq}`)).status).toBe(404)
  // coverage is as of today, which is not in the period
  expect(await items(read('/api/v1/coverage'))).toEqual([])
  expect((await read('/coverage')).status).toBe(404)
  expect((await read('/changes')).text).not.toContain('Ninety days.')
  expect((await read('/')).text).toMatch(/read only until .*31 Dec.*; days from .*1 Nov.* to .*30 Nov/)
})

it('what an auditor reads is kept for administrators; what others read is not', async () => {
  const { w, read, auditor, admin } = await limited({ frameworks: ['gdpr'] })
  await read('/api/v1/vendors?limit=5')
  await read('/reviews')
  await read('/vendors/none')
  const path = `/api/v1/people/${auditor.id}/readings`
  const kept = (await w.send('GET', path, { token: admin.token })).json.items.map((one: { path: string }) => one.path)
  expect(kept.sort()).toEqual(['/api/v1/vendors?limit=5', '/reviews'])
  expect((await w.send('GET', `/settings/people/${auditor.id}`, { token: admin.token })).text).toContain('/api/v1/vendors?limit=5')
  expect((await read(path)).status).toBe(403)
  expect((await w.send('GET', `/api/v1/people/${admin.id}/readings`, { token: admin.token })).json.items).toEqual([])
})

it('refuses a framework that the pack does not know, and a period that ends before it begins', async () => {
  const { change } = await limited({})
  expect((await change({ frameworks: ['law of the sea'] })).json.errors).toMatchObject([{ path: 'frameworks.0' }])
  expect((await change({ periodFrom: '2026-02-01', periodTo: '2026-01-01' })).json.errors).toMatchObject([{ path: 'periodTo' }])
})
