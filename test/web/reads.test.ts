import { beforeAll, describe, expect, it } from 'vitest'
import { type World, world } from '../world'

let w: World
let token: string
const get = (path: string) => w.send('GET', `/api/v1${path}`, { token })
const post = async (path: string, body: unknown = {}) => {
  const answer = await w.send('POST', `/api/v1${path}`, { token, body })
  expect([200, 201], answer.text).toContain(answer.status)
  return answer.json
}
const terms = (days: number) =>
  `<main>${'<p>We keep what you send us on our own machines. </p>'.repeat(5)}<p>We delete it after ${days} days.</p></main>`
const one: Record<string, string> = {}

beforeAll(async () => {
  w = await world()
  token = (await w.person('administrator')).token
  await post('/units', { id: 'above', name: 'Above' })
  await post('/units', { id: 'below', name: 'Below', parentId: 'above' })
  await post('/vendors', { id: 'acme', name: 'Acme' })
  await post('/sources', { id: 'terms', vendorId: 'acme', url: 'https://acme.example/terms', type: 'terms' })
  for (const days of [30, 90]) {
    w.pages.set('https://acme.example/terms', { body: terms(days) })
    const { captureId, changeId } = await post('/sources/terms/poll')
    Object.assign(one, { captures: captureId, ...(changeId && { changes: changeId }) })
  }
  one.snapshots = (await get('/snapshots')).json.items[0].id
  one.audit = String((await get('/audit')).json.items[0].seq)
  w.clock.pass(1000)
})

describe('one record of what is never altered', () => {
  it.each(['captures', 'snapshots', 'changes', 'audit'])(
    'of the %s has an ETag, and is as of an instant only from its own on',
    async (noun) => {
      const path = `/${noun}/${one[noun]}`
      const now = await get(path)
      expect([now.status, now.headers.get('etag')], now.text).toEqual([200, '"1"'])
      expect((await get(`${path}?asOf=${w.ports.now()}`)).json).toEqual(now.json)
      expect((await get(`${path}?asOf=2020-01-01T00:00:00Z`)).status).toBe(404)
      expect((await get(`${path}?asOf=2099-01-01T00:00:00Z`)).json.errors).toMatchObject([{ path: 'asOf' }])
    },
  )
})

it.each(['/health', '/coverage', '/me', '/catalogue'])('%s never gives the state of today as that of another day', async (path) => {
  const answer = await get(`${path}?asOf=2026-01-01T00:00:00Z`)
  expect([answer.status, answer.json.errors]).toMatchObject([400, [{ path: 'asOf' }]])
})

it('a token has an ETag that changes when it is revoked', async () => {
  const { id } = await post('/tokens', { scope: 'read' })
  const tag = async () => (await get(`/tokens/${id}`)).headers.get('etag')
  const before = await tag()
  await w.send('DELETE', `/api/v1/tokens/${id}`, { token })
  expect(before).toBe('"1"')
  expect(await tag()).not.toBe(before)
})

it('statements go with a list of snapshots too, when they are asked for', async () => {
  const { items } = (await get('/snapshots?include=statements&filter[sourceId]=terms')).json
  const texts = items.map((item: { statements: { text: string }[] }) => item.statements.map(({ text }) => text).join(' '))
  expect(texts).toEqual([expect.stringContaining('after 90 days'), expect.stringContaining('after 30 days')])
  expect((await get('/snapshots')).json.items[0]).not.toHaveProperty('statements')
  expect((await get('/snapshots?include=statements&limit=51')).json.errors).toMatchObject([{ path: 'limit' }])
})

it('exports are listed like any noun, and each leads to its file', async () => {
  const { items, next, total } = (await get('/exports')).json
  expect([next, total]).toEqual([null, items.length])
  expect(items.map(({ id }: { id: string }) => id)).toEqual(['vendors', 'systems', 'deployments', 'sources', 'register'])
  for (const { href } of items) expect((await w.send('GET', href, { token })).headers.get('content-type')).toMatch(/^text\/csv/)
})

describe('a filter', () => {
  it('of units goes by their parent', async () => {
    expect((await get('/units?filter[parentId]=above')).json.items.map((unit: { id: string }) => unit.id)).toEqual(['below'])
  })

  it.each(['/reviews?filter[late]=yes', '/reviews?filter[provisional]=maybe', '/evidence?filter[state]=old'])(
    'that asks for what cannot be is refused by name: %s',
    async (path) => {
      const answer = await get(path)
      expect([answer.status, answer.json.errors]).toMatchObject([400, [{ path: path.split('?')[1]?.split('=')[0] }]])
    },
  )

  it('of evidence by its state holds for a past day as well', async () => {
    const form = new FormData()
    form.set('data', JSON.stringify({ vendorId: 'acme', name: 'A report', expiresOn: '2026-12-01' }))
    form.set('file', new File(['Nothing was found.'], 'report.txt', { type: 'text/plain' }))
    expect((await w.send('POST', '/api/v1/evidence', { token, form })).status).toBe(201)
    w.clock.pass(1000)
    const at = w.ports.now()
    const count = async (state: string) => (await get(`/evidence?filter[state]=${state}&asOf=${at}`)).json.total
    expect([await count('current'), await count('expired'), await count('withdrawn')]).toEqual([1, 0, 0])
  })
})
