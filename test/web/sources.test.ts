import { describe, expect, it } from 'vitest'
import { world } from '../world'

async function watched() {
  const made = await world()
  const { token } = await made.person('administrator')
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    made.send(method, `/api/v1${path}`, { token, body, headers })
  await send('POST', '/vendors', { id: 'acme', name: 'Acme' })
  await send('POST', '/systems', { id: 'model', vendorId: 'acme', name: 'Model' })
  return { ...made, send }
}

describe('a source', () => {
  it('is enabled, never read and due, with the interval of its type, and nothing is fetched', async () => {
    const { send, asked } = await watched()
    const made = await send('POST', '/sources', {
      id: 's1',
      vendorId: 'acme',
      url: 'https://acme.example/terms',
      type: 'terms',
      systemIds: ['model'],
    })
    expect(made.status, made.text).toBe(201)
    expect(made.json).toMatchObject({
      id: 's1',
      vendorId: 'acme',
      systemIds: ['model'],
      origin: 'https://acme.example',
      intervalMinutes: 720,
      enabled: true,
      health: { state: 'never-read', cause: null },
      lastCheckedAt: null,
      nextPollAt: '2026-11-21T09:00:00.000Z',
    })
    expect(asked).toEqual([])
  })

  it('is asked as often as its type and address say', async () => {
    const { send } = await watched()
    const rows = [
      ['status', '/status', 60],
      ['changelog', '/changelog', 240],
      ['subprocessors', '/list', 240],
      ['dpa', '/dpa.pdf', 1440],
      ['changelog', '/blog/feed.xml', 60],
      ['trust-center', '/trust', 1440],
      ['other', '/x', 720],
    ] as const
    for (const [type, path, minutes] of rows)
      expect(
        (await send('POST', '/sources', { vendorId: 'acme', url: `https://acme.example${path}`, type })).json.intervalMinutes,
        path,
      ).toBe(minutes)
  })

  it('B70 the same address twice for a vendor is refused, however it is spelt', async () => {
    const { send } = await watched()
    await send('POST', '/sources', { id: 's1', vendorId: 'acme', url: 'https://acme.example/terms' })
    for (const url of ['https://acme.example/terms', 'https://ACME.example:443/terms/', 'https://acme.example/terms#top']) {
      const twice = await send('POST', '/sources', { vendorId: 'acme', url })
      expect([twice.status, twice.json.detail]).toEqual([409, expect.stringContaining('s1')])
    }
    expect((await send('POST', '/sources', { vendorId: 'acme', url: 'https://acme.example/terms?region=eu' })).status).toBe(201)
  })

  it('makes the vendor that it names, and takes one that is there by id or name', async () => {
    const { send } = await watched()
    expect((await send('POST', '/sources', { vendor: 'Acme', url: 'https://acme.example/a' })).json.vendorId).toBe('acme')
    expect((await send('POST', '/sources', { vendor: 'v01', url: 'https://new.example/a' })).json.vendorId).toBe('v01')
    expect((await send('GET', '/vendors/v01')).json).toMatchObject({ name: 'v01', version: 1 })
    expect((await send('POST', '/sources', { vendorId: 'nobody', url: 'https://new.example/b' })).json.errors).toEqual([
      { path: 'vendorId', message: 'no such vendor: nobody' },
    ])
    expect((await send('POST', '/sources', { url: 'https://new.example/b' })).status).toBe(400)
  })

  it('with something wrong is refused by the name of the field', async () => {
    const { send } = await watched()
    const rows = [
      ['url', { url: 'ftp://acme.example/' }],
      ['url', { url: 'https://user:secret@acme.example/' }],
      ['url', { url: 'not an address' }],
      ['type', { type: 'poem' }],
      ['intervalMinutes', { intervalMinutes: 5 }],
      ['intervalMinutes', { intervalMinutes: 20_000 }],
      ['collector', { collector: 'none-such' }],
      ['systemIds', { systemIds: ['none'] }],
      ['rules.ignore.0', { rules: { ignore: ['(unclosed'] } }],
      ['rules.ignore.0', { rules: { ignore: ['(?=ahead)'] } }],
      ['rules.select.0', { rules: { select: ['div['] } }],
      ['rules.colour', { rules: { colour: [] } }],
    ] as const
    for (const [path, more] of rows) {
      const answer = await send('POST', '/sources', { vendorId: 'acme', url: 'https://acme.example/x', ...more })
      expect([answer.status, answer.json.errors[0].path], JSON.stringify(more)).toEqual([400, path])
    }
  })

  it('is edited, switched off with a reason and on again; what GET gives PUT accepts', async () => {
    const { send } = await watched()
    await send('POST', '/sources', { id: 's1', vendorId: 'acme', url: 'https://acme.example/terms', type: 'terms' })
    const { json, headers } = await send('GET', '/sources/s1')
    const put = await send('PUT', '/sources/s1', json, { 'if-match': headers.get('etag') ?? '' })
    expect(put.status, put.text).toBe(200)
    const off = await send('PATCH', '/sources/s1', { enabled: false, disabledReason: 'needs a key' }, { 'if-match': '"2"' })
    expect(off.json).toMatchObject({ enabled: false, disabledReason: 'needs a key', health: { state: 'paused' }, nextPollAt: null })
    const on = await send('PATCH', '/sources/s1', { enabled: true, type: 'status' }, { 'if-match': '"3"' })
    expect(on.json).toMatchObject({
      enabled: true,
      disabledReason: null,
      type: 'status',
      intervalMinutes: 60,
      health: { state: 'never-read' },
    })
    expect((await send('DELETE', '/sources/s1', undefined, { 'if-match': '"4"' })).status).toBe(204)
    expect((await send('GET', '/sources')).json).toEqual({ items: [], next: null, total: 0 })
  })
})

describe('the past', () => {
  it('sources, contracts, units and people are listed and shown as they were then', async () => {
    const { send, clock } = await watched()
    await send('POST', '/units', { id: 'u1', name: 'Before' })
    await send('POST', '/people', { id: 'p1', email: 'a@example.test', name: 'Before', role: 'analyst' })
    await send('POST', '/sources', { id: 's1', vendorId: 'acme', url: 'https://acme.example/a', systemIds: ['model'] })
    await send('POST', '/contracts', { id: 'c1', vendorId: 'acme', reference: 'Before' })
    clock.pass(60_000)
    const at = '2026-11-21T09:00:30Z'
    for (const [path, body] of [
      ['/units/u1', { name: 'After' }],
      ['/people/p1', { name: 'After' }],
      ['/sources/s1', { url: 'https://acme.example/b' }],
      ['/contracts/c1', { reference: 'After' }],
    ] as const) {
      expect((await send('PATCH', path, body, { 'if-match': '"1"' })).status, path).toBe(200)
      const [one, list] = [await send('GET', `${path}?asOf=${at}`), await send('GET', `${path.replace(/\/\w+$/, '')}?asOf=${at}&sort=id`)]
      expect([one.status, one.json.version, list.status], path).toEqual([200, 1, 200])
      expect(
        list.json.items.map((item: { id: string; version: number }) => `${item.id} ${item.version}`),
        path,
      ).toContain(`${one.json.id} 1`)
      expect(one.text + list.text).not.toContain('passwordHash')
    }
    expect((await send('GET', `/sources?asOf=${at}&filter[systemId]=model&filter[q]=/A`)).json.total).toBe(1)
    expect((await send('GET', `/sources?asOf=${at}&filter[systemId]=other`)).json.total).toBe(0)
    expect((await send('GET', '/units?asOf=2026-11-21T08:00:00Z')).json.total).toBe(0)
  })
})

describe('a contract', () => {
  it('keeps its days and clauses', async () => {
    const { send } = await watched()
    const body = {
      id: 'c1',
      vendorId: 'acme',
      reference: 'C-7',
      startsOn: '2026-01-01',
      endsOn: '2027-01-01',
      clauses: [{ id: 'notice', present: true, value: 30, reference: '4.2' }],
    }
    expect((await send('POST', '/contracts', body)).json).toMatchObject({ ...body, noticeByOn: null, version: 1 })
    const { json, headers } = await send('GET', '/contracts/c1')
    expect((await send('PUT', '/contracts/c1', json, { 'if-match': headers.get('etag') ?? '' })).status).toBe(200)
    expect((await send('PATCH', '/contracts/c1', { endsOn: '2025-01-01' }, { 'if-match': '"2"' })).json.errors).toEqual([
      { path: 'endsOn', message: 'lies before startsOn' },
    ])
    expect((await send('PATCH', '/contracts/c1', { endsOn: '2026-02-30' }, { 'if-match': '"2"' })).status).toBe(400)
    expect((await send('GET', '/contracts?filter[vendorId]=acme')).json.total).toBe(1)
  })
})
