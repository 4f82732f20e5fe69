import { beforeEach, describe, expect, it } from 'vitest'
import { cases } from '../../src/store/schema'
import { type World, world } from '../world'
import { policy, round, stored, watch } from './watched'

const url = 'https://acme.example.test/terms'
const hour = 3_600_000
let w: World
const page = (body: string, status = 200, headers = {}) => w.pages.set(url, { body, status, headers })
const rounds = async (times: number, ms = hour) => {
  for (let round_ = 0; round_ < times; round_++) {
    w.clock.pass(ms)
    await round(w)
  }
}
const findings = async () => (await stored(w)).findings
const states = async () => (await stored(w)).states.get('terms')

beforeEach(async () => {
  w = await world()
  await watch(w, { id: 'terms', url })
  page(policy())
  await round(w)
})

describe('a document that stays away', () => {
  it.each([
    ['gone', () => page('not here', 404)],
    ['behind a login', () => page('<title>Sign in</title><h1>Sign in</h1><p>Sign in to go on.</p>')],
    ['behind a challenge', () => page('<title>Just a moment</title>', 403, { 'cf-mitigated': 'challenge' })],
  ])('%s becomes one finding with the third capture, and no second one while it lasts', async (_, away) => {
    away()
    await rounds(2)
    expect(await findings()).toEqual([])
    await rounds(1)
    const [finding, ...more] = await findings()
    expect(more).toEqual([])
    expect(finding).toMatchObject({
      kinds: ['document-gone-or-gated'],
      state: 'confirmed',
      origin: 'found',
      announcement: 'unknown',
      sourceId: 'terms',
      changeId: null,
      quotes: [
        { side: 'removed', text: expect.stringContaining('These terms govern') },
        { side: 'stated', text: expect.stringMatching(/3 captures since/) },
      ],
    })
    expect(finding?.reason).toMatch(/3 captures since 2026-11-21T10:00.*read last at 2026-11-21T09:00/)
    expect(finding?.caseId).toBeTruthy()
    await rounds(4, 30 * hour)
    expect(await findings()).toHaveLength(1)
    expect((await stored(w)).changes).toEqual([])
  })
  it('becomes one after 72 hours with the second capture', async () => {
    page('not here', 410)
    await rounds(1)
    await rounds(1, 72 * hour)
    expect(await findings()).toMatchObject([{ kinds: ['document-gone-or-gated'] }])
  })
  it.each([
    ['a server that fails', () => page('oh', 503)],
    ['a refusal', () => page('no', 403)],
    ['a host that is not there', () => w.pages.set(url, { fault: 'connect' as const })],
  ])('because of %s stays a state of health, however long', async (_, away) => {
    away()
    await rounds(6, 40 * hour)
    expect(await findings()).toEqual([])
  })
  it('that was never read raises nothing', async () => {
    const never = 'https://acme.example.test/never'
    await watch(w, { id: 'never', url: never })
    w.pages.set(never, { body: 'not here', status: 404 })
    await rounds(4)
    expect(await findings()).toEqual([])
  })
  it('closes by itself when the document is back the same and nobody has answered, and is told anew when it goes again', async () => {
    page('not here', 404)
    await rounds(3)
    page(policy())
    await rounds(1)
    expect(await states()).toMatchObject({ health: 'ok', gatedFindingId: null, gatedCaptures: 0 })
    const [closed] = await w.ports.db.select().from(cases)
    expect(closed).toMatchObject({ state: 'closed', answer: 'not-material', reason: expect.stringMatching(/back, the same/) })
    expect((await stored(w)).changes).toEqual([])
    expect(await findings()).toHaveLength(1)
    page('not here', 404)
    await rounds(3)
    expect(await findings()).toHaveLength(2)
  })
  it('is left to people when the document comes back as another one', async () => {
    page('not here', 404)
    await rounds(3)
    page(policy({ days: 90 }))
    await rounds(1)
    expect(await states()).toMatchObject({ health: 'ok', gatedFindingId: null })
    expect((await w.ports.db.select().from(cases)).map(({ state }) => state)).toEqual(['open', 'open'])
    expect((await findings()).map(({ state }) => state)).toEqual(['confirmed', 'confirmed'])
  })
})
