import { beforeEach, describe, expect, it } from 'vitest'
import { pollOnRequest } from '../../src/flows/poll-on-request'
import { startDuePolls } from '../../src/flows/start-due-polls'
import { type World, world } from '../world'
import { policy, round, stored, watch } from './watched'

const origin = 'https://acme.example.test'
const other = 'https://other.example.test'
const pages = Array.from({ length: 6 }, (_, index) => ({ id: `p${index}`, url: `${origin}/p${index}` }))
const minute = 60_000
let w: World
const quiet = (url: string, status: number, headers: Record<string, string>) => w.pages.set(url, { status, headers, body: 'busy' })
const calm = () => {
  for (const { url } of pages) w.pages.set(url, { body: policy() })
  w.pages.set(`${other}/terms`, { body: policy() })
}

beforeEach(async () => {
  w = await world()
  await watch(w, ...pages, { id: 'elsewhere', url: `${other}/terms` })
  calm()
})

describe('a site that asks to be left alone', () => {
  it.each([
    ['429, in seconds', 429, { 'retry-after': '3600' }],
    ['503, in seconds', 503, { 'retry-after': '3600' }],
    ['429, as a date', 429, { 'retry-after': 'Sat, 21 Nov 2026 10:00:00 GMT', date: 'Sat, 21 Nov 2026 09:00:00 GMT' }],
    [
      '503, as a date by a clock that is wrong',
      503,
      { 'retry-after': 'Sun, 01 Mar 2020 13:00:00 GMT', date: 'Sun, 01 Mar 2020 12:00:00 GMT' },
    ],
  ])('is left alone with all its pages (%s), and no other site with it', async (_, status, headers) => {
    quiet(`${origin}/p1`, status, headers)
    const first = await round(w)
    const until = '2026-11-21T10:00:00.000Z'
    // with two in flight at once, what was under way (the first page) is not taken back
    expect(first.errors).toMatchObject([{ id: 'p1', status }])
    expect(first.deferred.map(({ id }) => id).toSorted()).toEqual(['p2', 'p3', 'p4', 'p5'])
    expect(new Set(first.deferred.map((one) => one.until))).toEqual(new Set([until]))
    expect(first.first).toContain('elsewhere')
    for (const { id } of first.deferred) expect((await stored(w)).states.get(id)?.nextPollAt).toBe(until)
    const asked = w.asked.length
    w.clock.pass(59 * minute)
    expect((await round(w)).deferred).toHaveLength(6)
    expect(w.asked.slice(asked)).toEqual([`${other}/terms`])
    expect(await pollOnRequest(w.ports, 'p4')).toEqual({ ok: false, reason: 'promised', seconds: 60 })
    w.clock.pass(minute)
    calm()
    expect(await round(w)).toMatchObject({ deferred: [], errors: [] })
  })

  it('is asked again by the service when its time is over, and not before', async () => {
    quiet(`${origin}/p0`, 429, { 'retry-after': '600' })
    await startDuePolls(w.ports)
    calm()
    const asked = w.asked.length
    w.clock.pass(9 * minute)
    await startDuePolls(w.ports)
    expect(w.asked).toHaveLength(asked)
    w.clock.pass(minute)
    await startDuePolls(w.ports)
    expect(w.asked.slice(asked).toSorted()).toEqual(pages.map(({ url }) => url))
  })

  it('says so in the answer to its robots.txt too', async () => {
    quiet(`${origin}/robots.txt`, 429, { 'retry-after': '600' })
    expect((await round(w)).deferred).toHaveLength(6)
    expect(w.asked).toEqual([`${other}/terms`])
  })

  it.each([429, 503])('without a time with its %s is met with the back-off of that page alone', async (status) => {
    quiet(`${origin}/p1`, status, {})
    expect(await round(w)).toMatchObject({ errors: [{ id: 'p1' }], deferred: [], first: { length: 6 } })
  })
})
