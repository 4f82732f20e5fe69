import { expect, it } from 'vitest'
import { world } from '../world'

const page = (days: number) =>
  `<html><head><title>Terms</title></head><body><main><h1>Terms of Quietbox</h1>${Array.from({ length: 12 }, (_, n) => `<p>Clause ${n + 1} says that the service is given as it stands and that we answer questions within ${n + 2} working days.</p>`).join('')}<p>We keep prompts for ${days} days and delete them afterwards from all our systems.</p></main></body></html>`

it('why a source went quiet stands in words with what to do, and mending its address brings it back', async () => {
  const w = await world()
  const { token } = await w.person('analyst')
  const post = (path: string, body: unknown) => w.send('POST', `/api/v1${path}`, { token, body })
  await post('/vendors', { id: 'quietbox', name: 'Quietbox' })
  const url = 'https://quietbox.example/terms'
  w.pages.set(url, { body: page(30) })
  const { id } = (await post('/sources', { url, vendor: 'quietbox', type: 'terms' })).json
  await post(`/sources/${id}/poll`, {})
  w.pages.set(url, { fault: 'dns' })
  w.clock.pass(86_400_000)
  await post(`/sources/${id}/poll`, {})
  const board = (await w.send('GET', '/sources?state=out', { token })).text
  expect(board).toContain('Its host name is not known any more.')
  expect(board).toContain('change the address')
  const source = (await w.send('GET', `/sources/${id}`, { token })).text
  for (const text of ['What to do:', 'Last read well', `/sources/${id}/edit`]) expect(source).toContain(text)
  const moved = 'https://quietbox.example/legal/terms'
  w.pages.set(moved, { body: page(30) })
  const { json, headers } = await w.send('GET', `/api/v1/sources/${id}`, { token })
  await w.send('PATCH', `/api/v1/sources/${id}`, { token, body: { url: moved }, headers: { 'if-match': headers.get('etag') ?? '' } })
  w.clock.pass(86_400_000)
  await w.send('POST', `/sources/${id}/poll`, { token, form: new URLSearchParams() })
  expect(json.url).toBe(url)
  expect((await w.send('GET', `/sources/${id}`, { token })).text).not.toContain('We do not see it at the moment')
})

it('two days a month apart are compared by form, and a capture is shown as text whatever it holds', async () => {
  const w = await world()
  const { token } = await w.person('analyst')
  const post = (path: string, body: unknown) => w.send('POST', `/api/v1${path}`, { token, body })
  await post('/vendors', { id: 'quietbox', name: 'Quietbox' })
  const url = 'https://quietbox.example/terms'
  const { id } = (await post('/sources', { url, vendor: 'quietbox', type: 'terms' })).json
  w.pages.set(url, { body: page(30).replace('</main>', '<script>alert(1)</script></main>') })
  await post(`/sources/${id}/poll`, {})
  w.clock.pass(31 * 86_400_000)
  w.pages.set(url, { body: page(90) })
  await post(`/sources/${id}/poll`, {})
  const get = (path: string) => w.send('GET', `/sources/${id}${path}`, { token })
  expect((await get('')).text).toContain('name="fromDay"')
  const compared = (await get('/compare?fromDay=2026-11-25&toDay=2026-12-25')).text
  expect(compared).toMatch(/<del>30<\/del>/)
  expect(compared).toMatch(/<ins>90<\/ins>/)
  const readings = (await w.send('GET', `/api/v1/snapshots?filter[sourceId]=${id}&sort=at`, { token })).json.items
  const picked = (await get(`/compare?from=${readings[0].id}&to=${readings[1].id}`)).text
  expect(picked).toContain('name="fromDay" type="date" value="2026-11-21"')
  expect(picked).toContain('name="toDay" type="date" value="2026-12-22"')
  expect(picked).toMatch(/<b>Was<\/b> on 21 Nov at 09:00/)
  expect((await get('/compare?fromDay=2026-11-25&toDay=2026-11-26')).text).toContain('It read the same on both')
  expect((await get('/compare?fromDay=2026-10-01&toDay=2026-11-26')).text).toContain('Pick an older and a newer capture')
  const { items } = (await w.send('GET', `/api/v1/captures?filter[sourceId]=${id}`, { token })).json
  const first = items.at(-1)
  const raw = await get(`/raw?capture=${first.id}`)
  expect(raw.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(raw.text).toContain(first.bodyHash)
  expect((await get('/raw?capture=nobody')).status).toBe(404)
})

it('the cadences stand in the settings for everybody, the organisation says what is missing and what that settles', async () => {
  const w = await world()
  const { token } = await w.person('administrator')
  const cadences = await w.send('GET', '/settings/cadences', { token })
  expect([cadences.status, cadences.text.includes('Verified within'), cadences.text.includes('Sub-processors')]).toEqual([200, true, true])
  const before = (await w.send('GET', '/settings/organisation', { token })).text
  expect(before).toContain('Decides whether any AI Act entry applies to us at all')
  const { headers } = await w.send('GET', '/api/v1/organisation', { token })
  await w.send('PATCH', '/api/v1/organisation', { token, body: { euNexus: 'none' }, headers: { 'if-match': headers.get('etag') ?? '' } })
  const after = (await w.send('GET', '/settings/organisation', { token })).text
  expect(after.match(/<li><strong>EU nexus/)).toBeNull()
})

it('the scope of the AI management system is chosen from systems by name, none of them included', async () => {
  const w = await world()
  const { token } = await w.person('administrator')
  const api = async (method: string, path: string, body?: object) => (await w.send(method, `/api/v1${path}`, { token, body })).json
  const vendor = await api('POST', '/vendors', { name: 'Osprey' })
  const [notes, search] = [
    await api('POST', '/systems', { name: 'Notes', vendorId: vendor.id }),
    await api('POST', '/systems', { name: 'Search', vendorId: vendor.id }),
  ]
  const save = (...scope: string[]) => {
    const form = new URLSearchParams({ orgName: 'Ours' })
    for (const id of scope) form.append('org.aims_scope_system_ids', id)
    return w.send('POST', '/settings/organisation', { token, form })
  }
  const page = async () => (await w.send('GET', '/settings/organisation', { token })).text
  expect((await save(notes.id, search.id)).status).toBe(303)
  expect((await api('GET', '/organisation')).aimsScopeSystemIds).toEqual([notes.id, search.id])
  expect(await page()).toContain(`<option value="${notes.id}" selected="">Osprey: Notes</option>`)
  expect(await page()).not.toContain('<legend>What it is</legend>')
  await save('[]')
  expect((await api('GET', '/organisation')).aimsScopeSystemIds).toEqual([])
  expect(await page()).toContain('<option value="[]" selected="">None of them</option>')
  await save()
  expect((await api('GET', '/organisation')).aimsScopeSystemIds).toBeNull()
})
