import { beforeEach, describe, expect, it } from 'vitest'
import { policy, watch } from '../flows/watched'
import { type World, world } from '../world'

const url = 'https://acme.example.test/terms'
let w: World
let analyst: string
const get = (path: string, token = analyst) => w.send('GET', `/api/v1${path}`, { token })
const poll = (token = analyst) => w.send('POST', '/api/v1/sources/terms/poll', { token, body: {} })

beforeEach(async () => {
  w = await world()
  await watch(w, { id: 'terms', url })
  w.pages.set(url, { body: policy() })
  analyst = (await w.person('analyst')).token
})

describe('POST /sources/{id}/poll', () => {
  it('answers with capture, change and findings, the confirming fetch included', async () => {
    const first = await poll()
    expect(first).toMatchObject({ status: 200, json: { capture: 'ok', change: 'none', changeId: null, findingIds: [] } })
    w.pages.set(url, { body: policy({ days: 90 }) })
    const { status, json } = await poll()
    expect([status, json.capture, json.change, json.findingIds.length]).toEqual([200, 'ok', 'material', 1])
    const change = (await get(`/changes/${json.changeId}`)).json
    expect(change).toMatchObject({ sourceId: 'terms', verdict: 'material' })
    expect(change.differences[0].after).toContain('90 days')
    const [from, to] = await Promise.all(
      [change.fromSnapshotId, change.toSnapshotId].map((id: string) => get(`/snapshots/${id}?include=statements`)),
    )
    const says = (answer: typeof from, words: string) => answer?.json.statements.some(({ text }: { text: string }) => text.includes(words))
    expect([says(from, '30 days'), says(from, '90 days'), says(to, '30 days'), says(to, '90 days')]).toEqual([true, false, false, true])
  })
  it('answers 200 also when the page failed, with the capture of the failure', async () => {
    await poll()
    w.pages.set(url, { status: 503, body: 'busy' })
    const { status, json } = await poll()
    expect([status, json.change]).toEqual([200, 'none'])
    expect((await get(`/captures/${json.captureId}`)).json).toMatchObject({ status: 503, verdict: json.capture, cause: 'http-5xx' })
  })
  it('is 429 with Retry-After while the site asked for quiet', async () => {
    w.pages.set(url, { status: 503, headers: { 'retry-after': '45' }, body: 'busy' })
    await poll()
    const refused = await poll()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '45'])
  })
  it('is for those who keep sources, and only for sources they see', async () => {
    const { token: auditor } = await w.person('auditor', { scope: 'read' })
    expect((await poll(auditor)).status).toBe(403)
    expect((await w.send('POST', '/api/v1/sources/none/poll', { token: analyst, body: {} })).status).toBe(404)
  })
})

describe('what was watched', () => {
  it('lists captures newest first, filters, and shows one', async () => {
    await poll()
    w.clock.pass(60_000)
    w.pages.set(url, { status: 404, body: 'no' })
    await poll()
    const { items, total } = (await get('/captures')).json
    expect(items.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['soft-404', 'ok'])
    expect(total).toBe(2)
    expect((await get('/captures?filter[verdict]=ok')).json.items).toHaveLength(1)
    expect((await get('/captures?asOf=2026-11-21T09:00:30Z')).json.items).toHaveLength(1)
    expect((await get('/captures/none')).status).toBe(404)
  })
  it('B59 gives the exact bytes as a download, never as a page', async () => {
    const { captureId } = (await poll()).json
    const answer = await get(`/captures/${captureId}/body`)
    expect(answer.text).toBe(policy())
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
  })
  it('counts the polls of the day and what is not watched', async () => {
    await poll()
    w.pages.set(url, { status: 500, body: 'no' })
    await poll()
    const health = (await get('/health')).json
    expect(health.polls).toEqual({
      last24Hours: { attempted: 2, succeeded: 1, failed: 1 },
      last7Days: { attempted: 2, succeeded: 1, failed: 1 },
    })
    expect(health.sources).toEqual({ unavailable: 1 })
  })
  it('takes a capture brought by hand, with when it was', async () => {
    const form = new FormData()
    form.set('file', new File([policy()], 'terms.html', { type: 'text/html' }))
    form.set('at', '2026-11-20T12:00:00Z')
    const made = await w.send('POST', '/api/v1/sources/terms/captures', { token: analyst, form })
    expect(made).toMatchObject({ status: 201, json: { sourceId: 'terms', at: '2026-11-20T12:00:00.000Z', verdict: 'ok' } })
    form.set('at', '2026-11-30T12:00:00Z')
    expect((await w.send('POST', '/api/v1/sources/terms/captures', { token: analyst, form })).status).toBe(400)
  })
})
