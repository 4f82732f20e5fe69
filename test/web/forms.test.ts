import { describe, expect, it } from 'vitest'
import { world } from '../world'

/** Two units with a vendor each, and a risk owner who belongs to the first. */
async function twoUnits() {
  const made = await world()
  const { token } = await made.person('administrator')
  const api = async (path: string, body: unknown) => {
    const answer = await made.send('POST', `/api/v1${path}`, { token, body })
    expect(answer.status, answer.text).toBe(201)
    return answer.json
  }
  const [ours, theirs] = [await api('/units', { name: 'Ours' }), await api('/units', { name: 'Theirs' })]
  await api('/vendors', { id: 'near', name: 'Nearvend', unitId: ours.id })
  await api('/vendors', { id: 'far', name: 'Farvend', unitId: theirs.id })
  await api('/systems', { id: 'near-model', vendorId: 'near', name: 'Near model', unitId: ours.id })
  await api('/systems', { id: 'far-model', vendorId: 'far', name: 'Far model', unitId: theirs.id })
  const owner = await made.person('risk-owner', { unitIds: [ours.id] })
  const page = (path: string) => made.send('GET', path, { token: owner.token })
  const post = (path: string, fields: Record<string, string>) =>
    made.send('POST', path, { token: owner.token, form: new URLSearchParams(fields) })
  return { ...made, api, page, post, theirs }
}
const words = { kinds: 'pricing-only', quote: 'Prices rise.', type: 'email', note: 'a mail', detected: '2026-11-20' }

describe('forms of a person of one unit', () => {
  it.each(['/systems/new', '/deployments/new', '/sources/new', '/findings/new'])('%s offers what they may see', async (path) => {
    const { page } = await twoUnits()
    const { status, text } = await page(path)
    expect(status).toBe(200)
    expect(text).toMatch(/Nearvend|Near model/)
    expect(text).not.toMatch(/Farvend|Far model|>Theirs</)
  })

  it.each<{ says: string; path: string; fields: Record<string, string> }>([
    { says: 'a system of their vendor', path: '/systems/new', fields: { 'system.name': 'X', 'system.vendor_id': 'far' } },
    { says: 'a use of their system', path: '/deployments/new', fields: { 'dep.name': 'X', 'dep.system_id': 'far-model' } },
    { says: 'a source of theirs', path: '/sources/new', fields: { url: 'https://far.example/', vendorId: 'far', enabled: 'true' } },
    { says: 'a report about them', path: '/findings/new', fields: { ...words, about: 'vendor:far' } },
  ])('take nothing that rests on what another unit has: $says', async ({ path, fields }) => {
    const { post } = await twoUnits()
    const answer = await post(path, fields)
    expect(answer.status, answer.headers.get('location') ?? '').toBe(400)
    expect(answer.text).not.toContain('Farvend')
  })

  it('give no record to a unit that is not theirs', async () => {
    const { post, theirs } = await twoUnits()
    expect((await post('/vendors/new', { 'vendor.name': 'X', 'vendor.unit_id': theirs.id })).status).toBe(400)
  })
})

describe('pages of what units share', () => {
  it('name no system that another unit keeps to itself', async () => {
    const { api, page, theirs } = await twoUnits()
    await api('/vendors', { id: 'shared', name: 'Sharedvend' })
    await api('/systems', { id: 'open-model', vendorId: 'shared', name: 'Open model' })
    await api('/systems', { id: 'hidden', vendorId: 'shared', name: 'Hidden tool', unitId: theirs.id, parentSystemIds: ['open-model'] })
    await api('/systems', { id: 'ours', vendorId: 'shared', name: 'Our tool', parentSystemIds: ['open-model'] })
    for (const path of ['/vendors/shared', '/systems/open-model']) {
      const { text } = await page(path)
      expect(text).toContain('Our tool')
      expect(text).not.toContain('Hidden tool')
    }
  })
})

describe('the form of a record', () => {
  it.each([
    { path: '/vendors/near', gone: 'Other records rest on this vendor' },
    { path: '/systems/near-model', gone: null },
  ])('has a way to remove it: $path', async ({ path, gone }) => {
    const { page, post } = await twoUnits()
    expect((await page(`${path}/edit`)).text).toContain(`<form class="form" method="post" action="${path}/remove">`)
    const done = await post(`${path}/remove`, {})
    expect(done.status).toBe(gone ? 409 : 303)
    if (gone) expect(done.text).toContain(gone)
    expect((await page(path)).status).toBe(gone ? 200 : 404)
  })

  it('has a way to remove a source that was never read', async () => {
    const { api, page, post } = await twoUnits()
    await api('/sources', { id: 's1', vendorId: 'near', url: 'https://near.example/terms' })
    expect((await page('/sources/s1/edit')).text).toContain('action="/sources/s1/remove"')
    expect((await post('/sources/s1/remove', {})).status).toBe(303)
    expect((await page('/sources/s1')).status).toBe(404)
  })
})

describe('a list with nothing in it', () => {
  it('says that the filter left nothing, not that there is nothing', async () => {
    const { page } = await twoUnits()
    const filtered = await page('/register/deployments?status=retired')
    expect(filtered.text).toContain('None of the deployments matches these filters')
    expect(filtered.text).toContain('Drop retired')
  })

  it('is sorted as its heads say, and the order stays with the other filters', async () => {
    const { api, page } = await twoUnits()
    for (const [id, minutes] of [
      ['s1', 60],
      ['s2', 1440],
      ['s3', 15],
    ] as const)
      await api('/sources', { id, vendorId: 'near', url: `https://near.example/${id}`, intervalMinutes: minutes })
    const order = async (query: string) =>
      [...(await page(`/sources?${query}`)).text.matchAll(/href="\/sources\/(s\d)"/g)].map((match) => match[1])
    expect(await order('sort=interval')).toEqual(['s3', 's1', 's2'])
    expect(await order('sort=-interval')).toEqual(['s2', 's1', 's3'])
    expect(await order('sort=nonsense')).toHaveLength(3)
    expect((await page('/sources?sort=interval')).text).toContain('state=paused&amp;sort=interval')
    expect((await page('/sources?vendor=nobody')).text).toContain('None in this view')
  })

  it('offers no act that the reader may not do', async () => {
    const { page, send, person } = await twoUnits()
    const { token } = await person('auditor', { scope: 'read' })
    expect((await page('/changes')).text).toContain('href="/findings/new"')
    expect((await send('GET', '/changes', { token })).text).not.toContain('href="/findings/new"')
  })
})

describe('a form that is saved as it was opened', () => {
  it('keeps an interval that no choice names', async () => {
    const { api, page, post } = await twoUnits()
    await api('/sources', { id: 's1', vendorId: 'near', url: 'https://near.example/terms', type: 'terms', intervalMinutes: 30 })
    const { text } = await page('/sources/s1/edit')
    expect(text).toMatch(/<option value="30" selected="">Every 30 minutes</)
    expect(
      (
        await post('/sources/s1/edit', {
          url: 'https://near.example/terms',
          vendorId: 'near',
          type: 'terms',
          intervalMinutes: '30',
          enabled: 'true',
        })
      ).status,
    ).toBe(303)
    expect((await page('/api/v1/sources/s1')).json).toMatchObject({ intervalMinutes: 30 })
  })

  it('keeps an owner who has left', async () => {
    const { api, page, person, send } = await twoUnits()
    const administrator = await person('administrator', { email: 'second@example.test' })
    const leaving = await person('procurement')
    await api('/deployments', { id: 'd1', systemId: 'near-model', name: 'Use', ownerId: leaving.id })
    const held = await send('GET', `/api/v1/people/${leaving.id}`, { token: administrator.token })
    const left = await send('PATCH', `/api/v1/people/${leaving.id}`, {
      token: administrator.token,
      body: { role: 'auditor' },
      headers: { 'if-match': held.headers.get('etag') ?? '' },
    })
    expect(left.status, left.text).toBe(200)
    expect((await page('/deployments/d1/edit')).text).toContain(`<option value="${leaving.id}" selected="">`)
  })
})

describe('the search', () => {
  it('leads on to the whole list where it shows the first of many', async () => {
    const { api, page } = await twoUnits()
    for (let index = 0; index < 9; index++) await api('/vendors', { id: `many-${index}`, name: `Many & more ${index}` })
    const { text } = await page('/search?q=many+%26')
    expect(text).toContain('href="/search?q=many+%26&amp;in=vendor"')
    expect((await page('/search?q=near')).text).not.toContain('All vendors with these words')
    expect((await page('/search?q=zzz')).text).toContain('href="/why?about=zzz"')
  })
})

describe('a page that refuses', () => {
  it('leads back to the page of ours from which the reader came, and to no other', async () => {
    const { page, send, person } = await twoUnits()
    const { token } = await person('administrator', { email: 'third@example.test' })
    const from = (referer: string) => send('GET', '/vendors/nobody', { token, headers: { referer } })
    expect((await from('http://localhost/register/vendors?find=n')).text).toContain('<a href="/register/vendors?find=n">Back')
    expect((await from('http://elsewhere.example/register')).text).not.toContain('Back to where')
    expect((await from('http://localhost//elsewhere.example/')).text).not.toContain('Back to where')
    const { text } = await page('/vendors/nobody')
    expect(text.match(/There is nothing here/g)).toHaveLength(2)
  })
})

describe('an import by form', () => {
  it('says where what was taken is to be seen', async () => {
    const { send, person } = await twoUnits()
    const { token } = await person('administrator', { email: 'third@example.test' })
    const form = new FormData()
    form.set('as', 'vendors')
    form.set('file', new File(['vendor.name\nAcme\n'], 'vendors.csv'))
    expect((await send('POST', '/import', { token, form })).text).toMatch(/1 row new.*href="\/register\/vendors">See them/s)
  })
})

describe('the first check of a source by hand', () => {
  it('is told as the first reading, not as unchanged', async () => {
    const { api, pages, post } = await twoUnits()
    const words = Array.from({ length: 30 }, (_, index) => `<p>Clause ${index}: prompts are kept for thirty days and then deleted.</p>`)
    pages.set('https://near.example/terms', { body: `<html lang="en"><body><h1>Terms</h1>${words.join('')}</body></html>` })
    await api('/sources', { id: 's1', vendorId: 'near', url: 'https://near.example/terms', type: 'terms' })
    expect((await post('/sources/s1/poll', {})).headers.get('location')).toBe('/sources/s1?done=poll-first')
  })
})
