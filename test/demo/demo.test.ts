import { describe, expect, it } from 'vitest'
import { loadDemo } from '../../src/demo/load'
import { removeDemo } from '../../src/demo/remove'
import { verify } from '../../src/flows/verify'
import { changes, findings, reviewStates, reviews, sourceStates } from '../../src/store/schema'
import { world } from '../world'

const nouns = [
  'vendors',
  'systems',
  'deployments',
  'sources',
  'findings',
  'cases',
  'reviews',
  'to-dos',
  'units',
  'people',
  'captures',
  'changes',
  'snapshots',
  'decisions',
] as const

describe('the demonstration', () => {
  it('is played through the real pipeline, stands beside real records, and leaves none of it when removed', async () => {
    const made = await world()
    const { ports, send } = made
    const { token, id } = await made.person('administrator')
    const added = await send('POST', '/api/v1/vendors', { token, body: { id: 'own', name: 'Our own vendor' } })
    expect(added.status).toBe(201)
    const count = async (noun: string) => (await send('GET', `/api/v1/${noun}?limit=1`, { token })).json.total
    const counts = async () => Object.fromEntries(await Promise.all(nouns.map(async (noun) => [noun, await count(noun)])))
    const before = await counts()
    const health = async () => (await send('GET', '/api/v1/health', { token })).json.polls.last7Days
    const loaded = await loadDemo(ports, { personId: id })
    expect(loaded).toMatchObject({ ok: true, vendors: 6, systems: 14, deployments: 9, sources: 24 })
    expect(made.asked).toEqual([])
    const found = await ports.db.select().from(findings)
    expect(found.length).toBeGreaterThanOrEqual(14)
    expect(new Set(found.flatMap((one) => one.kinds)).size).toBeGreaterThanOrEqual(10)
    expect(found.filter((one) => one.announcement === 'silent').length).toBeGreaterThanOrEqual(5)
    expect(
      found.some((one) => one.kinds.includes('subprocessor-added') && one.objectBy !== null && one.objectBy > ports.now().slice(0, 10)),
    ).toBe(true)
    expect(found.filter(({ origin }) => origin === 'contradiction').map(({ kinds, quotes }) => [kinds, quotes.length])).toContainEqual([
      ['subprocessor-added'],
      2,
    ])
    const judged = await ports.db.select().from(changes)
    expect(judged.filter((one) => one.verdict === 'noise' && one.heldBack.length).length).toBeGreaterThanOrEqual(2)
    expect((await ports.db.select().from(sourceStates)).filter((one) => one.health === 'unavailable')).toHaveLength(1)
    const decided = (await send('GET', '/api/v1/decisions', { token })).json.items
    const standing = Object.fromEntries(decided.map((one: { disposition: string; state: string }) => [one.disposition, one.state]))
    expect(standing).toEqual({ restricted: 'lapsed', conditional: 'degraded' })
    // its people keep up with their work: most was signed in time, a little is late, and every state is there to be seen
    const today = ports.now().slice(0, 10)
    const work = await ports.db.select().from(reviews)
    const [closed, open] = [work.filter(({ state }) => state === 'closed'), work.filter(({ state }) => state !== 'closed')]
    expect(closed.length).toBeGreaterThan(open.length)
    expect(closed.filter(({ dueOn, closedAt }) => dueOn !== null && closedAt !== null && closedAt.slice(0, 10) > dueOn)).toEqual([])
    const late = open.filter(({ dueOn }) => dueOn !== null && dueOn < today).length
    expect([late > 0, late < open.length / 10]).toEqual([true, true])
    expect(new Set(work.map(({ state }) => state))).toEqual(new Set(reviewStates))
    expect(found.filter(({ headline }) => headline === null).map(({ kinds }) => kinds)).toEqual([])
    expect((await verify(ports)).fault).toBeNull()
    expect(await loadDemo(ports, { personId: id })).toEqual({ ok: false, reason: 'loaded-already' })
    expect((await health()).attempted).toBeGreaterThan(100)
    expect((await removeDemo(ports, { personId: id })).ok).toBe(true)
    expect(await counts()).toEqual(before)
    expect(await health()).toEqual({ attempted: 0, succeeded: 0, failed: 0 })
    expect((await verify(ports)).fault).toBeNull()
  }, 120_000)
})
