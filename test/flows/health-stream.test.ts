import { eq, like } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { tick } from '../../src/flows/tick'
import { notices, vendors } from '../../src/store/schema'
import { type World, world } from '../world'
import { policy, round, watch } from './watched'

const url = 'https://acme.example.test/terms'
const hour = 3_600_000
const day = 24 * hour
let w: World
const page = (body: string, status = 200) => w.pages.set(url, { body, status })
const told = async () => (await w.ports.db.select().from(notices).where(like(notices.event, 'source.%'))).map(({ event }) => event)
const pass = async (ms: number, { poll = true } = {}) => {
  w.clock.pass(ms)
  if (poll) await round(w)
  expect((await tick(w.ports, w.ports.now())).ok).toBe(true)
}

beforeEach(async () => {
  w = await world()
  await watch(w, { id: 'terms', url })
  page(policy())
  await round(w)
})

describe('the stream of health', () => {
  it('tells once, reminds each week, tells another cause, and tells the recovery', async () => {
    page('<title>Sign in</title><h1>Sign in</h1><p>Sign in to go on.</p>')
    await pass(hour)
    expect(await told()).toEqual(['source.failing'])
    await pass(hour)
    await pass(day)
    expect(await told()).toEqual(['source.failing'])
    await pass(7 * day)
    expect((await told()).at(-1)).toBe('source.reminded')
    page('not here', 404)
    await pass(hour)
    expect((await told()).at(-1)).toBe('source.cause-changed')
    page(policy())
    await pass(hour)
    await pass(hour)
    expect(await told()).toEqual(['source.failing', 'source.reminded', 'source.cause-changed', 'source.recovered'])
    const [first] = await w.ports.db.select().from(notices)
    expect(first).toMatchObject({
      sourceId: 'terms',
      state: 'waiting',
      payload: { sources: 1, state: 'login', cause: 'login', sourceIds: ['terms'] },
    })
  })
  it('says nothing of what passes by itself until it lasts', async () => {
    page('busy', 503)
    await pass(hour)
    page(policy())
    await pass(hour)
    expect(await told()).toEqual([])
    page('busy', 503)
    for (let times = 0; times < 3; times++) await pass(hour)
    expect(await told()).toEqual(['source.failing'])
  })
  it('tells of a source that is not verified within the time of its vendor’s tier', async () => {
    await w.ports.db
      .update(vendors)
      .set({ facts: { tier: 'critical' } })
      .where(eq(vendors.id, 'acme'))
    await pass(23 * hour, { poll: false })
    expect(await told()).toEqual([])
    await pass(2 * hour, { poll: false })
    await pass(2 * hour, { poll: false })
    expect(await told()).toEqual(['source.stale'])
    await pass(hour)
    expect(await told()).toEqual(['source.stale', 'source.recovered'])
  })
  it('makes one notice of one site that is away', async () => {
    await watch(w, ...Array.from({ length: 5 }, (_, index) => ({ id: `p${index}`, url: `https://acme.example.test/${index}` })))
    page('no', 404)
    await pass(hour)
    for (let times = 0; times < 2; times++) await pass(hour)
    const rows = await w.ports.db.select().from(notices).where(eq(notices.event, 'source.failing'))
    expect(rows.map(({ payload }) => payload.cause).toSorted()).toEqual(['dns', 'http-4xx'])
    expect(rows.find(({ payload }) => payload.cause === 'dns')?.payload).toMatchObject({
      sources: 5,
      sourceIds: ['p0', 'p1', 'p2', 'p3', 'p4'],
    })
  })
})
