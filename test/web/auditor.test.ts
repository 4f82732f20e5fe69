import { expect, it } from 'vitest'
import { composeDigest } from '../../src/flows/compose-digest'
import { limitsOf, personById } from '../../src/store/people'
import { notices, pollHours } from '../../src/store/schema'
import { policy, watch } from '../flows/watched'
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

it('a period holds on the page of a source, its captures and readings, the list of evidence and the figures of a digest', async () => {
  const { w, made, read, admin } = await limited({ periodFrom: '2026-11-01', periodTo: '2026-11-30' })
  const url = 'https://nimbus.example.test/terms'
  w.clock.at('2026-11-22T09:00:00.000Z')
  await watch(w, { id: 'terms', url, vendor: 'nimbus' })
  const poll = async (at: string, days: number) => {
    w.clock.at(at)
    w.pages.set(url, { body: policy({ days }) })
    expect((await w.send('POST', '/api/v1/sources/terms/poll', { token: admin.token, body: {} })).status).toBe(200)
    const form = new FormData()
    form.set('file', new File([`Report of ${days} days.`], `report-${days}.txt`, { type: 'text/plain' }))
    form.set('data', JSON.stringify({ vendorId: 'nimbus', name: `Report of ${days}` }))
    const added = await w.send('POST', '/api/v1/evidence', { token: admin.token, form })
    expect([added.status, added.text]).toEqual([201, added.text])
  }
  await poll('2026-11-25T09:00:00.000Z', 30)
  await poll('2026-12-05T10:00:00.000Z', 90)
  const captures = (await made.get('/captures?filter[sourceId]=terms&sort=at')).items
  expect(captures.length).toBeGreaterThan(1)
  const [inside, after] = [captures[0].id, captures.at(-1).id]
  const raw = (id: string) => `/sources/terms/raw?capture=${id}`
  const page = (await read('/sources/terms')).text
  const said = (at: string) => page.includes(`the capture of ${at}`)
  expect([said(captures[0].at), said(captures.at(-1).at)]).toEqual([true, false])
  expect([(await read(raw(inside))).status, (await read(raw(after))).status]).toEqual([200, 404])
  expect((await read('/sources/terms/statements')).text).toContain('for 30 days')
  expect((await read('/sources/terms/compare?fromDay=2026-11-25&toDay=2026-12-05')).text).not.toContain('90 days')
  const evidence = await items(read('/api/v1/evidence'))
  expect(evidence.map(({ name }) => name)).toEqual(['Report of 30'])
  expect((await read('/evidence')).text).not.toContain('Report of 90')
  const all = (await made.get('/evidence')).items.find(({ name }: { name: string }) => name === 'Report of 90')
  expect((await read(`/api/v1/evidence/${all.id}/file`)).status).toBe(404)
})

it('the digest of an auditor counts no check outside their period', async () => {
  const { w, auditor } = await limited({ periodFrom: '2026-11-01', periodTo: '2026-11-30' })
  await w.ports.db.insert(pollHours).values([
    { hour: '2026-11-30T08', attempted: 3, failed: 1 },
    { hour: '2026-12-01T08', attempted: 40, failed: 4 },
  ])
  const row = { id: 'd', payload: { weekly: true, from: '2026-11-28T08:00:00.000Z', to: '2026-12-05T08:00:00.000Z' } }
  const person = await personById(w.ports.db, auditor.id)
  const reader = {
    scope: { unitIds: null, limits: person && limitsOf(person) },
    today: '2026-12-05',
    zone: 'UTC',
    personId: auditor.id,
    name: '',
  }
  const [notice] = await w.ports.db.select().from(notices).limit(1)
  if (!notice) throw new Error('no notice is there')
  const said = await composeDigest(w.ports, { ...notice, ...row }, reader, () => null)
  expect(said.lines[0]).toContain('3 polls attempted, 2 succeeded, 1 failed')
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

it('a new person has the last day and the limits that were given with the rest at once, and the form keeps them at a fault', async () => {
  const w = await world()
  const { token } = await w.person('administrator')
  const fields = { name: 'Outside Auditor', email: 'outside@example.test', role: 'auditor', password: 'seven quiet gauges' }
  const limits = { frameworks: 'gdpr', periodFrom: '2026-11-01', periodTo: '2026-11-30', expiresOn: '2026-12-31' }
  const add = (more: Record<string, string>) =>
    w.send('POST', '/settings/people', { token, form: new URLSearchParams({ ...fields, ...limits, ...more }) })
  const wrong = await add({ periodTo: '2026-10-01' })
  expect(wrong.status).toBe(400)
  expect(wrong.text).toMatch(/value="gdpr"[^>]*checked/)
  expect(wrong.text).toContain('value="2026-12-31"')
  expect((await add({})).status).toBe(303)
  const [person] = (await w.send('GET', '/api/v1/people?filter[email]=outside@example.test', { token })).json.items
  expect(person).toMatchObject({ ...limits, frameworks: ['gdpr'], version: 1 })
  const body = { name: 'N', email: 'n@example.test', role: 'auditor', periodFrom: '2026-02-01', periodTo: '2026-01-01' }
  expect((await w.send('POST', '/api/v1/people', { token, body })).json.errors).toMatchObject([{ path: 'periodTo' }])
})
