import { expect, it } from 'vitest'
import { catalogue } from '../../collectors/catalogue'
import { verify } from '../../src/flows/verify'
import { world } from '../world'

const told = {
  vendorName: 'Osprey Transcribe',
  domain: 'https://www.osprey.example/product',
  systemName: 'Osprey Calls',
  purpose: 'Transcribe recorded customer calls in claims.',
  neededOn: '2027-02-01',
}
const answered = { data: 'special', people: 'addresses', autonomy: 'suggests', criticality: 'days', location: 'elsewhere' }

async function begun() {
  const w = await world()
  const people = { procurement: await w.person('procurement'), owner: await w.person('risk-owner'), auditor: await w.person('auditor') }
  const { token } = people.procurement
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    w.send(method, `/api/v1${path}`, { token, headers, ...(body === undefined ? {} : { body }) })
  const asked = await send('POST', '/vendor-requests', told)
  return { w, people, send, asked }
}

it('a vendor is asked for, answered, and handed over into the register with what was answered and nothing else', async () => {
  const { w, people, send, asked } = await begun()
  expect([asked.status, asked.json]).toMatchObject([
    201,
    { domain: 'osprey.example', state: 'asked', tier: null, tierProvisional: true, askedBy: people.procurement.id },
  ])
  const { id } = asked.json
  const edited = await send('PATCH', `/vendor-requests/${id}`, { factors: answered }, { 'if-match': '"1"' })
  expect(edited.json).toMatchObject({ tier: 'critical', tierProvisional: false, version: 2 })
  expect(edited.json.documentsNeeded.map((one: { id: string }) => one.id)).toEqual(
    expect.arrayContaining(['dpa', 'transfer', 'continuity']),
  )
  const wrong = await send('PATCH', `/vendor-requests/${id}`, { documents: { diploma: {} } }, { 'if-match': '"2"' })
  expect([wrong.status, wrong.json.errors[0].path]).toEqual([400, 'documents.diploma'])

  expect((await send('POST', `/vendor-requests/${id}/hand-over`, { useName: 'Call notes' })).status).toBe(403)
  const done = await w.send('POST', `/api/v1/vendor-requests/${id}/hand-over`, {
    token: people.owner.token,
    body: { useName: 'Call notes' },
  })
  expect([done.status, done.json.state]).toEqual([200, 'handed-over'])
  const vendor = await send('GET', `/vendors/${done.json.vendorId}`)
  expect(vendor.json).toMatchObject({
    name: 'Osprey Transcribe',
    domains: ['osprey.example'],
    tier: 'critical',
    country: null,
    legalName: null,
  })
  expect(vendor.json.factSources.tier.source).toContain('asked when it was taken in')
  const system = await send('GET', `/systems/${done.json.systemId}`)
  expect(system.json).toMatchObject({ name: 'Osprey Calls', vendorId: done.json.vendorId, kind: null })
  const uses = await send('GET', `/deployments?filter[systemId]=${done.json.systemId}`)
  expect(uses.json.items).toMatchObject([
    {
      name: 'Call notes',
      purpose: told.purpose,
      status: 'planned',
      personalData: 'identifiable',
      specialCategoryData: true,
      profiling: null,
    },
  ])
  expect((await send('POST', `/vendor-requests/${id}/hand-over`, {})).status).toBe(409)
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('a vendor of the catalogue comes with the systems and sources that were chosen, once', async () => {
  const { w, send } = await begun()
  const entry = [...catalogue().values()].find((one) => one.systems.length > 1 && one.sources.length > 1)
  if (!entry) throw new Error('the catalogue has no vendor with two systems and two sources')
  const [system] = entry.systems
  const [source] = entry.sources
  const ask = () =>
    send('POST', '/vendor-requests', { vendorName: entry.name, purpose: 'Drafts.', catalogueId: entry.id, factors: { data: 'public' } })
  const { id } = (await ask()).json
  const chosen = { catalogueSystems: [system?.id], catalogueSources: [source?.id] }
  const done = await send('POST', `/vendor-requests/${id}/hand-over`, chosen)
  expect(done.status).toBe(200)
  const of = async (noun: string) => (await send('GET', `/${noun}?filter[vendorId]=${done.json.vendorId}`)).json.items
  expect((await of('systems')).map((one: { name: string }) => one.name)).toEqual([system?.name])
  expect((await of('sources')).map((one: { url: string }) => one.url)).toEqual([source?.url])
  expect((await send('GET', `/vendors/${done.json.vendorId}`)).json).toMatchObject({ catalogueId: entry.id, tier: 'standard' })
  const again = await send('POST', `/vendor-requests/${(await ask()).json.id}/hand-over`, {})
  expect([again.status, again.json.code]).toEqual([409, 'there-already'])
  expect(w.asked).toEqual([])
})

it('a request joins a vendor that we have, or another request, and can be declined and taken back', async () => {
  const { w, send, asked } = await begun()
  const vendor = (await send('POST', '/vendors', { name: 'Osprey', domains: ['osprey.example'] })).json
  const path = `/vendor-requests/${asked.json.id}`
  expect((await send('POST', `${path}/join`, { vendorId: 'nobody' })).status).toBe(400)
  expect((await send('POST', `${path}/join`, { vendorId: vendor.id })).json).toMatchObject({ vendorId: vendor.id, state: 'in-progress' })
  expect((await send('POST', `${path}/decline`, { reason: ' ' })).status).toBe(400)
  expect((await send('POST', `${path}/decline`, { reason: 'No budget.' })).json).toMatchObject({ state: 'declined', reason: 'No budget.' })
  expect((await send('PATCH', path, { purpose: 'Other' }, { 'if-match': '"3"' })).status).toBe(400)
  expect((await send('POST', `${path}/undo`, {})).json).toMatchObject({ state: 'in-progress', reason: null })
  const other = (await send('POST', '/vendor-requests', told)).json
  expect((await send('POST', `/vendor-requests/${other.id}/join`, { requestId: asked.json.id })).json).toMatchObject({ state: 'withdrawn' })
  const done = await send('POST', `${path}/hand-over`, {})
  expect(done.json).toMatchObject({ state: 'handed-over', vendorId: vendor.id })
  expect((await send('GET', '/vendors')).json.total).toBe(1)
  expect((await send('GET', '/vendor-requests?filter[state]=withdrawn')).json.items).toMatchObject([{ id: other.id }])
  const before = await send('GET', `${path}?asOf=2026-11-21T09:00:00Z`)
  expect(before.json.state).toBe('handed-over')
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('requests stay within their unit, and reading is not asking', async () => {
  const { w, people, send } = await begun()
  const admin = await w.person('administrator')
  const unit = (await w.send('POST', '/api/v1/units', { token: admin.token, body: { name: 'Claims' } })).json
  const own = (await send('POST', '/vendor-requests', { ...told, unitId: unit.id })).json
  const apart = (await w.send('POST', '/api/v1/units', { token: admin.token, body: { name: 'Legal' } })).json
  const stranger = await w.person('procurement', { email: 'legal@example.test', unitIds: [apart.id] })
  const strange = (method: string, path: string, body?: unknown) =>
    w.send(method, `/api/v1/vendor-requests${path}`, { token: stranger.token, ...(body ? { body } : {}) })
  expect((await strange('GET', `/${own.id}`)).status).toBe(404)
  expect((await strange('POST', `/${own.id}/decline`, { reason: 'x' })).status).toBe(404)
  expect((await w.send('GET', `/intake/${own.id}`, { token: stranger.token })).status).toBe(404)
  expect((await strange('POST', '', { ...told, unitId: unit.id })).status).toBe(400)
  const reads = await w.send('GET', `/api/v1/vendor-requests/${own.id}`, { token: people.auditor.token })
  expect(reads.status).toBe(200)
  expect((await w.send('POST', '/api/v1/vendor-requests', { token: people.auditor.token, body: told })).status).toBe(403)
})
