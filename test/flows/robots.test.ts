import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { origins, sources } from '../../src/store/schema'
import { type World, world } from '../world'
import { policy, round, stored, watch } from './watched'

const origin = 'https://acme.example.test'
const url = `${origin}/legal/terms`
const hour = 3_600_000
let w: World
const robots = (body: string, status = 200) => w.pages.set(`${origin}/robots.txt`, { body, status })
const stateOf = async (id = 'terms') => (await stored(w)).states.get(id)

beforeEach(async () => {
  w = await world()
  await watch(w, { id: 'terms', url })
  w.pages.set(url, { body: policy() })
})

describe('robots.txt of a site', () => {
  it('that forbids the page keeps it from being asked, with a cause of its own and no change', async () => {
    robots('User-agent: Telltale\nDisallow: /legal/')
    expect(await round(w)).toMatchObject({ errors: [{ id: 'terms', kind: 'robots', status: null }], requests: 1 })
    expect(w.asked).toEqual([])
    expect(await stateOf()).toMatchObject({ health: 'blocked', cause: 'robots' })
    expect((await stored(w)).captures).toMatchObject([
      { verdict: 'blocked', cause: 'robots', reason: expect.stringMatching(/robots\.txt/) },
    ])
  })
  it('is asked once in 24 hours for all pages of the site, whoever asks', async () => {
    robots('User-agent: *\nDisallow: /private')
    await watch(w, { id: 'privacy', url: `${origin}/privacy` }, { id: 'other', url: 'https://other.example.test/terms' })
    w.pages.set(`${origin}/privacy`, { body: policy() })
    w.pages.set('https://other.example.test/terms', { body: policy() })
    await round(w)
    w.clock.pass(23 * hour)
    await round(w)
    expect(w.robots.toSorted()).toEqual([`${origin}/robots.txt`, 'https://other.example.test/robots.txt'])
    w.clock.pass(2 * hour)
    await round(w)
    expect(w.robots).toHaveLength(4)
  })
  it.each([404, 403, 410, 401])('answered with %s allows everything', async (status) => {
    robots('User-agent: *\nDisallow: /', status)
    expect(await round(w)).toMatchObject({ first: ['terms'], errors: [] })
  })
  it('that cannot be read forbids, is asked at the next poll again, and for a day at most', async () => {
    robots('User-agent: *\nDisallow: /private')
    await round(w)
    w.clock.pass(25 * hour)
    robots('oh', 503)
    for (let times = 0; times < 3; times++) {
      expect(await round(w)).toMatchObject({ errors: [{ id: 'terms', kind: 'robots' }], requests: 1 })
      w.clock.pass(7 * hour)
    }
    expect(w.asked).toHaveLength(1)
    w.clock.pass(4 * hour)
    expect(await round(w)).toMatchObject({ unchanged: 1, errors: [], requests: 2 })
    const [known] = await w.ports.db.select().from(origins)
    expect(known).toMatchObject({ robots: 'User-agent: *\nDisallow: /private', robotsStatus: 'failed' })
  })
  it('that cannot be read because the host is not there is told with the host’s cause', async () => {
    w.pages.set(`${origin}/robots.txt`, { fault: 'dns' })
    expect(await round(w)).toMatchObject({ errors: [{ id: 'terms', kind: 'dns' }] })
    w.pages.set(`${origin}/robots.txt`, { fault: 'unreadable' })
    expect(await round(w)).toMatchObject({ errors: [{ id: 'terms', kind: 'robots' }] })
  })
  it('is passed over where a person gave a reason', async () => {
    robots('User-agent: *\nDisallow: /')
    await w.ports.db.update(sources).set({ robotsOverride: 'the vendor allowed it by mail' }).where(eq(sources.id, 'terms'))
    expect(await round(w)).toMatchObject({ first: ['terms'], errors: [] })
    expect(w.robots).toEqual([])
  })
  it('is read for its first 500 KB', async () => {
    robots(`User-agent: *\nAllow: /\n${'# filler\n'.repeat(60_000)}Disallow: /legal/`)
    expect(await round(w)).toMatchObject({ first: ['terms'] })
    const [known] = await w.ports.db.select().from(origins)
    expect(known?.robots?.length).toBe(500 * 1024)
  })
})

describe('the reason for passing robots.txt over', () => {
  it('is given by API and stands in the audit trail', async () => {
    const { token } = await w.person('administrator')
    const before = await w.send('GET', '/api/v1/sources/terms', { token })
    expect(before.json.robotsOverride).toBeNull()
    const done = await w.send('PATCH', '/api/v1/sources/terms', {
      token,
      body: { robotsOverride: 'the vendor allowed it by mail' },
      headers: { 'if-match': before.headers.get('etag') ?? '' },
    })
    expect(done.status).toBe(200)
    const trail = await w.send('GET', '/api/v1/audit?filter[entityId]=terms', { token })
    expect(JSON.stringify(trail.json.items)).toContain('source.edited')
    expect(done.json.robotsOverride).toBe('the vendor allowed it by mail')
    expect((await w.send('GET', '/sources/terms', { token })).text).toContain('the vendor allowed it by mail')
  })
})

describe('an origin that fails again and again', () => {
  const pages = Array.from({ length: 14 }, (_, index) => ({ id: `p${index}`, url: `${origin}/p${index}` }))
  it('is left alone after ten failures in a row, tried with what is in flight at once, and taken up again', async () => {
    await watch(w, ...pages)
    robots('')
    for (const page of pages) w.pages.set(page.url, { fault: 'connect' })
    w.pages.set(url, { fault: 'connect' })
    const first = await round(w)
    expect([first.errors.length, first.deferred.length]).toEqual([10, 5])
    const until = first.deferred[0]?.until ?? ''
    expect(Date.parse(until) - Date.parse(w.ports.now())).toBe(5 * 60_000)
    for (const { id } of first.deferred) expect((await stateOf(id))?.nextPollAt).toBe(until)
    const asked = w.asked.length
    expect((await round(w)).deferred).toHaveLength(15)
    expect(w.asked).toHaveLength(asked)
    w.clock.at(until)
    const probe = await round(w)
    // as many as are in flight at once
    expect([probe.errors.length, probe.deferred.length]).toEqual([2, 13])
    w.clock.at(probe.deferred[0]?.until ?? '')
    for (const page of pages) w.pages.set(page.url, { body: policy() })
    w.pages.set(url, { body: policy() })
    expect((await round(w)).first).toHaveLength(15)
    const [known] = await w.ports.db.select().from(origins)
    expect(known).toMatchObject({ failures: 0, backoffUntil: null })
  })
})
