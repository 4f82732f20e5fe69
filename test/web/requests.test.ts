import { beforeAll, describe, expect, it } from 'vitest'
import { type World, world } from '../world'

let w: World
let token: string
beforeAll(async () => {
  w = await world()
  token = (await w.person('administrator')).token
  await w.send('POST', '/api/v1/vendors', { token, body: { id: 'acme', name: 'Acme' } })
  await w.send('POST', '/api/v1/sources', { token, body: { id: 'terms', vendorId: 'acme', url: 'https://acme.example/terms' } })
})

/** A request with whatever bytes and headers. */
const raw = (method: string, path: string, body: string | null, headers: Record<string, string> = {}) =>
  w.app.request(`http://localhost/api/v1${path}`, { method, headers: { authorization: `Bearer ${token}`, ...headers }, body })

describe('a request without a body', () => {
  it.each([
    ['with no word on its type', {}],
    ['as JSON', { 'content-type': 'application/json' }],
  ])('is a verb that needs no word, %s', async (_, headers: Record<string, string>) => {
    w.pages.set('https://acme.example/terms', { body: `<main><p>${'We keep what you send us for a year. '.repeat(5)}</p></main>` })
    const polled = await raw('POST', '/sources/terms/poll', null, headers)
    expect([polled.status, await polled.json()]).toMatchObject([200, { capture: 'ok', change: 'none' }])
  })

  it('is told what is missing where words are needed', async () => {
    const refused = await raw('POST', '/vendors', null)
    expect([refused.status, await refused.json()]).toMatchObject([400, { errors: [{ path: 'name' }] }])
  })

  it('never empties a record', async () => {
    const etag = (await w.send('GET', '/api/v1/organisation', { token })).headers.get('etag') ?? ''
    expect((await raw('PUT', '/organisation', null, { 'if-match': etag })).status).toBe(415)
    expect((await raw('PUT', '/organisation', '', { 'if-match': etag, 'content-type': 'application/json' })).status).toBe(400)
  })
})

describe('where a file is expected', () => {
  const uploads = ['/sources/terms/captures', '/evidence', '/imports']

  it.each(uploads)('%s refuses JSON as the wrong media type', async (path) => {
    const refused = await raw('POST', path, '{}', { 'content-type': 'application/json' })
    expect([refused.status, await refused.json()]).toMatchObject([415, { code: 'wrong-media-type' }])
  })

  it.each(uploads)('%s refuses a form that does not hold together', async (path) => {
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=abc'])
      expect((await raw('POST', path, 'no form at all', { 'content-type': type })).status, type).toBe(400)
  })
})

describe('an Idempotency-Key', () => {
  const upload = () => {
    const form = new FormData()
    form.set('data', JSON.stringify({ vendorId: 'acme', name: 'A report' }))
    form.set('file', new File(['Nothing was found.'], 'report.txt', { type: 'text/plain' }))
    return w.send('POST', '/api/v1/evidence', { token, form, headers: { 'idempotency-key': 'upload' } })
  }

  it('knows an upload again, which is divided by another boundary each time', async () => {
    const [one, two] = [await upload(), await upload()]
    expect([one.status, two.status], two.text).toEqual([201, 201])
    expect(two.json.id).toBe(one.json.id)
    expect((await w.send('GET', '/api/v1/evidence', { token })).json.total).toBe(1)
  })

  it('does not keep an answer that says to come again later', async () => {
    w.clock.pass(600_000)
    const poll = (key: string) => w.send('POST', '/api/v1/sources/terms/poll', { token, body: {}, headers: { 'idempotency-key': key } })
    const answers = []
    for (const key of ['1', '2', '3', '4', '5', '6', '7']) answers.push((await poll(key)).status)
    expect(answers).toEqual([200, 200, 200, 200, 200, 200, 429])
    w.clock.pass(600_000)
    expect((await poll('7')).status).toBe(200)
  })
})

it('every refusal has a title in words, of which its code is none', async () => {
  await w.send('POST', '/api/v1/systems', { token, body: { id: 'model', vendorId: 'acme', name: 'Model' } })
  const reported = {
    systemId: 'model',
    kinds: ['pricing-only'],
    detected: '2026-11-21',
    quote: 'Dearer.',
    source: { type: 'other', note: 'x' },
  }
  const { id, caseId } = (await w.send('POST', '/api/v1/findings', { token, body: reported })).json
  for (const [path, body] of [
    [`/findings/${id}/confirm`, {}],
    [`/findings/${id}/dismiss`, { reason: 'No.' }],
    [`/cases/${caseId}/undo`, {}],
    [`/cases/${caseId}/approve`, {}],
  ] as const) {
    const { status, json } = await w.send('POST', `/api/v1${path}`, { token, body })
    expect([status, json.title], path).toEqual([409, expect.stringMatching(/^[A-Z].* .*\.$/)])
  }
})

it('an address that does not exist asks who is there first', async () => {
  expect((await w.send('GET', '/api/v1/nothing-of-the-kind')).status).toBe(401)
  expect((await w.send('GET', '/api/v1/nothing-of-the-kind', { token })).status).toBe(404)
})
