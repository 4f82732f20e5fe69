import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pollRound } from '../../src/flows/poll-round'
import { createFetch, type Fetcher } from '../../src/runtime/node/fetch'
import { runBatch } from '../../src/store/database'
import { dueSources } from '../../src/store/due-sources'
import { origins } from '../../src/store/schema'
import { enabledOnly, syncSourceStates } from '../../src/store/source-states'
import { type PagesServer, pagesServer } from '../runtime/node/pages-server'
import { type World, world } from '../world'
import { policy, stored, watch } from './watched'

let w: World
let fetcher: Fetcher
let here: PagesServer
let there: PagesServer
/** What the second site says of itself, and how it answers. */
let robots: { status: number; body: string }
let answer: (request: IncomingMessage, response: ServerResponse) => void
let sleeps: number[]

const round = async () => {
  await runBatch(w.ports.db, syncSourceStates(w.ports.db, w.ports.now()))
  return pollRound(w.ports, await dueSources(w.ports.db, enabledOnly), { perOrigin: 1, minGapMs: 1_000, concurrency: 16, confirm: true })
}
const healthOf = async (id: string) => {
  const state = (await stored(w)).states.get(id)
  return [state?.health, state?.cause]
}

beforeEach(async () => {
  robots = { status: 404, body: '' }
  answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(policy())
  there = await pagesServer(
    (request, response) =>
      request.url === '/robots.txt'
        ? response.writeHead(robots.status, { 'content-type': 'text/plain' }).end(robots.body)
        : answer(request, response),
    { answersRobots: true },
  )
  here = await pagesServer((request, response) => response.writeHead(302, { location: `${there.origin}${request.url}` }).end())
  fetcher = createFetch({ allowPrivate: [{ address: '127.0.0.1', bits: 32 }], proxy: null, contact: null, publicUrl: null })
  sleeps = []
  w = await world({ ports: { fetch: fetcher.fetch } })
  const { sleep } = w.ports
  w.ports.sleep = async (ms) => {
    sleeps.push(ms)
    await sleep(ms)
  }
})
afterEach(async () => {
  await Promise.all([fetcher.close(), here.close(), there.close()])
})

describe('a redirect to another site', () => {
  it('asks that site’s robots.txt first, once, and is followed where it allows', async () => {
    robots = { status: 200, body: 'User-agent: *\nDisallow: /private' }
    await watch(w, { id: 'a', url: `${here.origin}/a` }, { id: 'b', url: `${here.origin}/b` })
    expect((await round()).first).toEqual(['a', 'b'])
    expect(there.asked.map(({ path }) => path)).toEqual(['/robots.txt', '/a', '/b'])
    expect((await stored(w)).captures.map(({ finalUrl }) => finalUrl)).toEqual([`${there.origin}/a`, `${there.origin}/b`])
  })

  it('that its robots.txt forbids is not followed, with the cause robots', async () => {
    robots = { status: 200, body: 'User-agent: Telltale\nDisallow: /' }
    await watch(w, { id: 'a', url: `${here.origin}/a` })
    expect((await round()).errors).toEqual([{ id: 'a', status: null, kind: 'robots' }])
    expect(there.asked.map(({ path }) => path)).toEqual(['/robots.txt'])
    expect(await healthOf('a')).toEqual(['blocked', 'robots'])
    const [capture] = (await stored(w)).captures
    expect(capture).toMatchObject({ verdict: 'blocked', cause: 'robots', finalUrl: `${there.origin}/a` })
    expect(capture?.reason).toMatch(/^It redirects to 127\.0\.0\.1:\d+\. The robots\.txt/)
  })

  it('whose robots.txt fails is not followed', async () => {
    robots = { status: 503, body: '' }
    await watch(w, { id: 'a', url: `${here.origin}/a` })
    await round()
    expect(await healthOf('a')).toEqual(['blocked', 'robots'])
    expect(there.asked.map(({ path }) => path)).toEqual(['/robots.txt'])
  })

  it('keeps the gap of that site with those that are watched there, and gives it back', async () => {
    await watch(w, { id: 'a', url: `${here.origin}/a` }, { id: 'there', url: `${there.origin}/terms` })
    expect((await round()).first.toSorted()).toEqual(['a', 'there'])
    // robots.txt, the page watched there and the one that the redirect leads to: two gaps at least
    expect(sleeps.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(2_000)
    const held = await w.ports.db.select().from(origins)
    expect(held.map(({ origin, leaseOwner }) => [origin, leaseOwner]).toSorted()).toEqual(
      [here.origin, there.origin].toSorted().map((origin) => [origin, null]),
    )
  })

  it('that asks to be left alone is left alone as that site, and the first site is not', async () => {
    answer = (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end('busy')
    await watch(w, { id: 'a', url: `${here.origin}/a` })
    await round()
    await watch(w, { id: 'b', url: `${here.origin}/b` }, { id: 'there', url: `${there.origin}/terms` })
    const before = there.asked.length
    const { deferred } = await round()
    expect(deferred.map(({ id }) => id).toSorted()).toEqual(['a', 'b', 'there'])
    expect(there.asked).toHaveLength(before)
    expect(here.asked.map(({ path }) => path)).toEqual(['/a', '/b'])
  })
})

describe('a redirect within a site', () => {
  it('to what its robots.txt forbids is not followed', async () => {
    robots = { status: 200, body: 'User-agent: *\nDisallow: /private' }
    answer = (request, response) =>
      request.url === '/terms' ? response.writeHead(302, { location: '/private/terms' }).end() : response.end(policy())
    await watch(w, { id: 'a', url: `${there.origin}/terms` })
    await round()
    expect(await healthOf('a')).toEqual(['blocked', 'robots'])
    expect(there.asked.map(({ path }) => path)).toEqual(['/robots.txt', '/terms'])
  })
})
