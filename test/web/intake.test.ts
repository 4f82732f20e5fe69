import { expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import { world } from '../world'

const origin = { origin: 'http://localhost' }

async function begun() {
  const w = await world()
  const { token, id } = await w.person('procurement')
  const page = (path: string) => w.send('GET', path, { token })
  const post = (path: string, fields: Record<string, string> | [string, string][]) =>
    w.send('POST', path, { token, form: new URLSearchParams(fields) })
  return { w, token, id, page, post }
}
const ask = { vendorName: 'Osprey Transcribe', domain: 'osprey.example', purpose: 'Transcribe calls.' }

it('asking for a vendor by domain tells of the one that is there, and asks for another use of it on wish', async () => {
  const { w, token, page, post } = await begun()
  const vendor = (await w.send('POST', '/api/v1/vendors', { token, body: { name: 'Osprey', domains: ['osprey.example'] } })).json
  const told = await post('/intake/new', { domain: 'https://app.osprey.example/', purpose: 'Transcribe calls.' })
  expect([told.status, told.text.includes('We may have this vendor already'), told.text.includes('same domain, osprey.example')]).toEqual([
    200,
    true,
    true,
  ])
  expect((await w.send('GET', '/api/v1/vendor-requests', { token })).json.total).toBe(0)
  // Enter in a field presses the first button of its form: it must not ask for another use
  const [, form = ''] = /<form class="form"[^>]*>(.*?)<\/form>/s.exec(told.text) ?? []
  expect(/<button[^>]*>/.exec(form)?.[0]).not.toContain('name=')
  const joined = await post('/intake/new', { ...ask, vendorId: vendor.id })
  expect(joined.status).toBe(303)
  const [request] = (await w.send('GET', '/api/v1/vendor-requests', { token })).json.items
  expect(request).toMatchObject({ vendorId: vendor.id, state: 'in-progress' })
  expect((await page(`/intake/${request.id}`)).text).toContain('Not the same: part them')
})

it('a request goes its way by forms alone: answers, documents, hand-over, and its count in the sidebar', async () => {
  const { w, token, page, post } = await begun()
  const asked = await post('/intake/new', ask)
  const path = asked.headers.get('location')?.split('?')[0] ?? ''
  expect((await page('/')).text).toMatch(/Intake<\/span><span class="n">1</)
  await post(`${path}/start`, {})
  await post(`${path}/answers`, { data: 'special', people: 'none', location: 'elsewhere' })
  const answered = (await page(path)).text
  expect(answered).toContain('It gets special categories of personal data')
  expect(answered).toContain('Transfer assessment')
  expect(answered).toContain('GDPR Arts 44-46')
  await post(`${path}/documents`, { act: 'asked-all' })
  await post(`${path}/documents`, { act: 'received dpa' })
  const id = path.split('/').at(-1)
  const read = async () => (await w.send('GET', `/api/v1/vendor-requests/${id}`, { token })).json
  expect((await read()).documents).toMatchObject({
    dpa: { askedOn: '2026-11-21', receivedOn: '2026-11-21' },
    transfer: { askedOn: '2026-11-21' },
  })
  const corrected = { act: 'days', 'askedOn.dpa': '2026-11-19', 'receivedOn.dpa': '', 'askedOn.transfer': '' }
  await post(`${path}/documents`, corrected)
  expect((await read()).documents).toEqual({ dpa: { askedOn: '2026-11-19', receivedOn: null, evidenceId: null } })
  expect((await post(`${path}/hand-over`, { systemName: 'Osprey Calls', systemKind: 'ai_product' })).status).toBe(303)
  const done = await read()
  expect((await w.send('GET', `/api/v1/systems/${done.systemId}`, { token })).json).toMatchObject({
    name: 'Osprey Calls',
    kind: 'ai_product',
  })
  expect((await page(path)).text).toContain(`/vendors/${done.vendorId}`)
  expect((await page('/')).text).not.toMatch(/Intake<\/span><span class="n">/)
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('declining needs a reason and can be undone from the line that says it', async () => {
  const { post, page } = await begun()
  const path = (await post('/intake/new', ask)).headers.get('location')?.split('?')[0] ?? ''
  expect((await post(`${path}/end`, { reason: ' ', how: 'declined' })).status).toBe(400)
  const ended = await post(`${path}/end`, { reason: 'Too dear.', how: 'declined' })
  const shown = (await page(ended.headers.get('location') ?? '')).text
  expect(shown).toContain('Too dear.')
  expect(shown).toContain(`action="${path}/undo"`)
  expect((await post(`${path}/undo`, {})).status).toBe(303)
  expect((await page('/intake')).text).toContain('Osprey Transcribe')
})

it('the public address shows a form and nothing else, keeps what is asked, and ends when it is revoked', async () => {
  const { w, token, page, post } = await begun()
  await w.send('POST', '/api/v1/vendors', { token, body: { name: 'Osprey', domains: ['osprey.example'] } })
  const made = await post('/intake/link', {})
  const link = /http:\/\/localhost(\/ask\/[\w-]+)/.exec(made.text)?.[1] ?? ''
  const open = (fields: Record<string, string>) => w.send('POST', link, { form: new URLSearchParams(fields), headers: origin })
  expect((await w.send('GET', link)).text).toContain('Your e-mail address')
  expect((await w.send('GET', '/ask/guessed')).status).toBe(404)
  expect((await page('/intake')).text).not.toContain(link)
  const wrong = await open({ ...ask, askedByName: 'L. Farouk', askedByEmail: 'nowhere' })
  expect([wrong.status, wrong.text.includes('#f-askedByEmail'), wrong.text.includes('Osprey</')]).toEqual([400, true, false])
  const kept = await open({ ...ask, askedByName: 'L. Farouk', askedByEmail: 'l@calder.example', unitId: 'u', state: 'handed-over' })
  expect([kept.status, kept.text.includes('<h1>Asked</h1>')]).toEqual([200, true])
  const [request] = (await w.send('GET', '/api/v1/vendor-requests', { token })).json.items
  expect(request).toMatchObject({ vendorName: 'Osprey Transcribe', askedBy: null, askedByName: 'L. Farouk', state: 'asked', unitId: null })
  const many = await Promise.all(Array.from({ length: 12 }, () => open({ ...ask, askedByName: 'A', askedByEmail: 'a@b.example' })))
  expect(many.map((one) => one.status)).toContain(429)
  await post('/intake/link/revoke', {})
  expect((await w.send('GET', link)).status).toBe(404)
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})
