import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { startDuePolls } from '../../src/flows/start-due-polls'
import { vendors } from '../../src/store/schema'
import { policy, stored, watch } from '../flows/watched'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

const day = 86_400_000
let w: World
let token: string
beforeEach(async () => {
  w = await world()
  await watch(
    w,
    { id: 'terms', url: 'https://acme.example.test/terms' },
    { id: 'other', url: 'https://other.example.test/terms', vendor: 'other' },
  )
  for (const host of ['acme', 'other']) w.pages.set(`https://${host}.example.test/terms`, { body: policy() })
  token = (await w.person('administrator', { email: 'first@example.test' })).token
  await startDuePolls(w.ports)
})
const send = (path: string, body: unknown, as = token) => w.send('POST', `/api/v1${path}`, { token: as, body })
const shown = async (id: string) => (await w.send('GET', `/api/v1/sources/${id}`, { token })).json

describe('pausing', () => {
  it('a vendor keeps its sources from being asked, by schedule and by hand, and is audited', async () => {
    const done = await send('/health/pause', { vendorId: 'acme', reason: 'asked by mail to stop' })
    expect(done.json.pauses).toMatchObject({ all: null, vendors: [{ vendorId: 'acme', reason: 'asked by mail to stop' }] })
    expect(await shown('terms')).toMatchObject({ enabled: true, health: { state: 'paused' }, nextPollAt: null })
    expect((await send('/sources/terms/poll', {})).status).toBe(409)
    w.clock.pass(2 * day)
    const before = w.asked.length
    await startDuePolls(w.ports)
    expect(w.asked.slice(before)).toEqual(['https://other.example.test/terms'])
    const trail = await w.send('GET', '/api/v1/audit?filter[entity]=polling', { token })
    expect(trail.json.items).toMatchObject([{ action: 'polling.paused', entityId: 'acme' }])
    expect((await send('/health/pause', { vendorId: 'acme', reason: 'again' })).status).toBe(409)

    expect((await send('/health/resume', { vendorId: 'acme' })).json.pauses.vendors).toEqual([])
    expect(await shown('terms')).toMatchObject({ health: { state: 'ok' } })
    await startDuePolls(w.ports)
    expect(w.asked.at(-1)).toBe('https://acme.example.test/terms')
  })
  it('everything is for an administrator, from the page as well', async () => {
    const analyst = (await w.person('analyst', { email: 'looker@example.test' })).token
    expect((await send('/health/pause', { reason: 'maintenance' }, analyst)).status).toBe(403)
    expect((await send('/health/pause', { reason: 'one of ours', vendorId: 'acme' }, analyst)).status).toBe(200)
    const form = new URLSearchParams({ reason: 'maintenance of our network', vendorId: '' })
    const paused = await w.send('POST', '/sources/pause', { token, form, headers: { origin: 'http://localhost' } })
    expect(paused.status).toBe(303)
    expect((await w.send('GET', '/sources', { token })).text).toContain('maintenance of our network')
    w.clock.pass(2 * day)
    expect(await startDuePolls(w.ports)).toBeNull()
  })
})

describe('what is not verified', () => {
  it('is listed by the tier of its vendor', async () => {
    await w.ports.db
      .update(vendors)
      .set({ facts: { tier: 'critical' } })
      .where(eq(vendors.id, 'acme'))
    const stale = async () => (await w.send('GET', '/api/v1/health', { token })).json.stale
    w.clock.pass(day + 3_600_000)
    expect(await stale()).toEqual([{ sourceId: 'terms', lastGoodAt: expect.stringContaining('2026-11-21T09:00'), freshnessHours: 24 }])
    const page = (await w.send('GET', '/sources', { token })).text
    expect(page).toContain('Not verified for too long')
    expect(page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).toMatch(/acme: Terms/i)
    w.clock.pass(7 * day)
    expect(await stale()).toHaveLength(2)
  })
})

describe('a deployment that no source stands for', () => {
  it('is listed on the page and in the API until something is watched for it', async () => {
    const made = await registerForWork(w)
    const admin = made.people.admin.token
    const listed = async () => (await w.send('GET', '/api/v1/health', { token: admin })).json.deploymentsWithoutSource
    const before = await listed()
    expect(before.length).toBeGreaterThan(0)
    const page = (await w.send('GET', '/sources', { token: admin })).text
    expect(page).toContain('Deployments that nothing is watched for')
    for (const { id } of before) expect(page).toContain(`href="/deployments/${id}"`)
    const vendorIds = (await w.send('GET', '/api/v1/vendors', { token: admin })).json.items.map(({ id }: { id: string }) => id)
    for (const vendorId of vendorIds)
      await w.send('POST', '/api/v1/sources', {
        token: admin,
        body: { vendorId, url: `https://${vendorId}.example.test/terms`, type: 'dpa' },
      })
    w.clock.pass(60_000)
    expect(await listed()).toEqual([])
    expect((await w.send('GET', '/sources', { token: admin })).text).not.toContain('Deployments that nothing is watched for')
  })
})

describe('a review', () => {
  it('shows when it rests on a source that has not been verified for too long', async () => {
    const made = await registerForWork(w)
    const admin = made.people.admin.token
    const url = 'https://nimbus.example.test/terms'
    w.pages.set(url, { body: policy() })
    const added = await w.send('POST', '/api/v1/sources', {
      token: admin,
      body: { id: 'nimbus-terms', url, vendorId: 'nimbus', type: 'terms' },
    })
    expect(added.status).toBe(201)
    const poll = () => w.send('POST', '/api/v1/sources/nimbus-terms/poll', { token: admin, body: {} })
    await poll()
    w.pages.set(url, { body: policy({ days: 90 }) })
    const found = await poll()
    const finding = (await w.send('GET', `/api/v1/findings/${found.json.findingIds[0]}`, { token: admin })).json
    const [review] = (await w.send('GET', `/api/v1/reviews?filter[caseId]=${finding.caseId}`, { token: admin })).json.items
    const shown = async () => (await w.send('GET', `/api/v1/reviews/${review.id}`, { token: admin })).json.unverifiedSources
    expect(await shown()).toEqual([])
    w.clock.pass(30 * day)
    expect(await shown()).toMatchObject([{ sourceId: 'nimbus-terms' }])
    expect((await w.send('GET', `/reviews/${review.id}`, { token: admin })).text).toContain('Rests on something old')
  })
})

describe('the next poll', () => {
  it('keeps to the page’s own max-age, and adapts', async () => {
    w.pages.set('https://acme.example.test/terms', { body: policy(), headers: { 'cache-control': 'max-age=172800' } })
    w.clock.pass(2 * day)
    await startDuePolls(w.ports)
    const { states } = await stored(w)
    expect(states.get('terms')?.nextPollAt).toMatch(/^2026-11-25T09:00:0/)
    expect((states.get('other')?.nextPollAt ?? '') < '2026-11-24T09:00:00.000Z').toBe(true)
  })
})
