import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { setRetention } from '../../src/flows/set-retention'
import { tick } from '../../src/flows/tick'
import { verify } from '../../src/flows/verify'
import { ruleActor } from '../../src/store/audit'
import { bodyOf } from '../../src/store/bodies'
import { audit } from '../../src/store/schema'
import { storageOf } from '../../src/store/storage'
import { type World, world } from '../world'
import { policy, round, stored } from './watched'

const day = 86_400_000
const url = 'https://acme.example.test/terms'
const dated = (on: number) => `<p>Last updated: ${on} March 2026</p>`
let w: World
const set = (given: Parameters<typeof setRetention>[2]) => setRetention(w.ports, ruleActor, given)
const ticked = async () => {
  const done = await tick(w.ports, w.ports.now())
  return done.ok ? done.counts : done
}
const captures = async () => (await stored(w)).captures
const kept = async () => (await captures()).filter(({ bodyKept }) => bodyKept).map(({ ordinal }) => ordinal)

/** A day apart: a baseline, three other dates (which raise nothing), a change that raises a finding, another date, and three fetches of noise. */
beforeEach(async () => {
  w = await world()
  const { token } = await w.person('administrator')
  await w.send('POST', '/api/v1/vendors', { token, body: { id: 'acme', name: 'Acme' } })
  const added = await w.send('POST', '/api/v1/sources', { token, body: { id: 'terms', vendorId: 'acme', url, type: 'terms' } })
  expect(added.status).toBe(201)
  const bodies = [
    ...[1, 2, 3, 4].map((on) => policy({ dated: dated(on) })),
    policy({ days: 90, dated: dated(4) }),
    policy({ days: 90, dated: dated(9) }),
    ...[1, 2, 3].map((visit) => policy({ days: 90, dated: dated(9), visit: `v${visit}` })),
  ]
  for (const body of bodies) {
    w.pages.set(url, { status: 200, headers: { 'content-type': 'text/html' }, body })
    await round(w)
    w.clock.pass(day)
  }
  const { findings } = await stored(w)
  expect([findings.length, await kept()]).toEqual([1, [1, 2, 3, 4, 5, 6]])
})

describe('retention', () => {
  it('nothing is trimmed until somebody sets it', async () => {
    w.clock.pass(3_000 * day)
    expect(await ticked()).toMatchObject({ bodiesTrimmed: 0, capturesTrimmed: 0 })
    expect(await kept()).toEqual([1, 2, 3, 4, 5, 6])
  })
  it('trims old bodies, but for those of a finding and of the current text, says so in the trail, and verifies', async () => {
    await set({ bodyDays: 30 })
    w.clock.pass(20 * day)
    expect(await ticked()).toMatchObject({ bodiesTrimmed: 0 })
    w.clock.pass(20 * day)
    expect(await ticked()).toMatchObject({ bodiesTrimmed: 3 })
    expect(await kept()).toEqual([4, 5, 6])
    const [row] = await w.ports.db.select().from(audit).where(sql`action = 'captures.trimmed'`)
    expect(JSON.parse(row?.after ?? '{}')).toMatchObject({ bodiesTrimmed: 3, capturesTrimmed: 0 })
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
    w.clock.pass(day)
    await ticked()
    for (const { bodyKept, bodyHash } of await captures()) {
      const body = bodyKept && bodyHash ? await bodyOf(w.ports, bodyHash) : null
      if (bodyKept) expect(w.ports.digest(body ?? '')).toBe(bodyHash)
    }
  })
  it('drops the bytes of a body once nothing rests on it', async () => {
    const before = await storageOf(w.ports.db)
    await w.ports.db.run(sql`update bodies set base_hash = null, encoding = 'identity' where 1`)
    await set({ bodyDays: 30 })
    w.clock.pass(60 * day)
    await ticked()
    w.clock.pass(day)
    await ticked()
    expect((await storageOf(w.ports.db)).bodies).toBe(before.bodies - 3)
  })
  it('a body on which newer ones rest as deltas stays readable through them', async () => {
    await set({ bodyDays: 30 })
    w.clock.pass(60 * day)
    await ticked()
    w.clock.pass(day)
    await ticked()
    const sixth = (await captures()).find(({ ordinal }) => ordinal === 6)
    expect(w.ports.digest((await bodyOf(w.ports, sixth?.bodyHash ?? '')) ?? '')).toBe(sixth?.bodyHash)
  })
  it('trims rows that only said the same again, but for the newest', async () => {
    await set({ captureDays: 30 })
    w.clock.pass(60 * day)
    expect(await ticked()).toMatchObject({ bodiesTrimmed: 0, capturesTrimmed: 2 })
    expect((await captures()).map(({ ordinal }) => ordinal)).toEqual([1, 2, 3, 4, 5, 6, 9])
    expect(await round(w)).toMatchObject({ unchanged: 1, errors: [] })
  })
  it.each([{ heldVendors: ['acme'] }, { heldSources: ['terms'] }])('a legal hold keeps everything: %o', async (hold) => {
    await set({ bodyDays: 1, captureDays: 1, ...hold })
    w.clock.pass(60 * day)
    expect(await ticked()).toMatchObject({ bodiesTrimmed: 0, capturesTrimmed: 0 })
    await set({ heldVendors: [], heldSources: [] })
    expect(await ticked()).toMatchObject({ bodiesTrimmed: 3, capturesTrimmed: 2 })
  })
  it('a setting that was changed behind the trail is found', async () => {
    await set({ bodyDays: 30 })
    await w.ports.db.run(sql`update settings set value = json_set(value, '$.bodyDays', 1) where key = 'retention'`)
    expect(await verify(w.ports)).toMatchObject({ ok: false, fault: { entity: 'retention' } })
  })
})

it('a source tells what is stored of it', async () => {
  const { token } = await w.person('auditor')
  const { json } = await w.send('GET', '/api/v1/sources/terms', { token })
  expect(json.stored).toMatchObject({ checks: 9, bodies: 6 })
  const { bodyBytes } = await storageOf(w.ports.db)
  expect(json.stored.bytes).toBe(bodyBytes)
})
