import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { checksOf } from '../../src/core/checks'
import { commitReceipts } from '../../src/flows/commit-receipts'
import { confirmDue } from '../../src/flows/confirm-due'
import { ingestCapture } from '../../src/flows/ingest'
import { pollOnRequest } from '../../src/flows/poll-on-request'
import { pollSource } from '../../src/flows/poll-source'
import { readSnapshot } from '../../src/flows/read-snapshot'
import { startDuePolls } from '../../src/flows/start-due-polls'
import { verify } from '../../src/flows/verify'
import { bodyOf } from '../../src/store/bodies'
import { runBatch } from '../../src/store/database'
import { runs, sources, vendors } from '../../src/store/schema'
import { pollTargets, sourceIs, syncSourceStates } from '../../src/store/source-states'
import { type World, world } from '../world'
import { policy, round, stored, watch } from './watched'

const url = 'https://acme.example.test/terms'
const day = 86_400_000
let w: World
const page = (body: string, headers: Record<string, string> = {}, status = 200) => w.pages.set(url, { status, headers, body })
const stateOf = async (id = 'terms') => {
  const state = (await stored(w)).states.get(id)
  if (!state) throw new Error(`no state of ${id}`)
  return state
}

beforeEach(async () => {
  w = await world()
  await watch(w, { id: 'terms', url })
  page(policy())
})

describe('a round', () => {
  it('B1 makes a baseline of the first fetch and raises nothing', async () => {
    expect(await round(w)).toMatchObject({ first: ['terms'], changed: [], errors: [], requests: 2 })
    expect([w.robots, w.asked]).toEqual([['https://acme.example.test/robots.txt'], [url]])
    const { captures, snapshots, changes, findings } = await stored(w)
    expect([captures.length, snapshots.length, changes.length, findings.length]).toEqual([1, 1, 0, 0])
    expect(await stateOf()).toMatchObject({ health: 'ok', currentSnapshotId: snapshots[0]?.id, pollStartedAt: null })
  })
  it('B2 finds the same bytes unchanged: last-checked moves, nothing is stored but the count', async () => {
    await round(w)
    w.clock.pass(day)
    expect(await round(w)).toMatchObject({ unchanged: 1, first: [], stored: 0, parsed: 0 })
    w.clock.pass(day)
    await round(w)
    expect((await stored(w)).captures).toHaveLength(1)
    expect((await stateOf()).lastCheckedAt).toBe('2026-11-23T09:00:00.000Z')
    expect(await w.ports.db.select().from(runs)).toMatchObject([
      { count: 2, notModified: 0, firstAt: '2026-11-22T09:00:00.000Z', lastAt: '2026-11-23T09:00:00.000Z' },
    ])
  })
  it('keeps each unchanged check with its instant and answer, and a run that was altered does not verify', async () => {
    page(policy(), { etag: '"v1"' })
    await round(w)
    for (const days of [1, 2, 3]) {
      w.clock.pass(day)
      page(policy(), days === 2 ? {} : { etag: '"v1"' })
      await round(w)
    }
    const [run] = await w.ports.db.select().from(runs)
    expect(checksOf(run?.checks ?? '', run?.firstAt ?? '').map(({ at }) => at)).toEqual(
      [22, 23, 24].map((on) => `2026-11-${on}T09:00:00.000Z`),
    )
    const faultOf = async () => (await verify(w.ports)).fault?.entity
    await w.ports.db.delete(vendors)
    await w.ports.db.delete(sources)
    expect(await faultOf()).toBeUndefined()
    await w.ports.db.update(runs).set({ lastAt: '2026-11-25T09:00:00.000Z' })
    expect(await faultOf()).toBe('run')
    await w.ports.db.update(runs).set({ lastAt: run?.lastAt ?? '', checks: `${run?.checks} 0`, count: 4 })
    expect(await faultOf()).toBe('run')
  })
  it('begins another run after 250 checks', async () => {
    await round(w)
    for (let check = 0; check < 252; check++) {
      w.clock.pass(3_600_000)
      await round(w)
    }
    expect((await w.ports.db.select().from(runs).orderBy(runs.firstAt)).map(({ count }) => count)).toEqual([250, 2])
  })
  it('B4 asks with the ETag and takes 304 for a good check without a body', async () => {
    page(policy(), { etag: '"v1"' })
    await round(w)
    w.clock.pass(day)
    expect(await round(w)).toMatchObject({ notModified: 1, unchanged: 0 })
    expect(await stateOf()).toMatchObject({ health: 'ok', lastGoodAt: '2026-11-22T09:00:00.000Z' })
  })
  it('takes other bytes with the same text for the same: a row, no body, no snapshot', async () => {
    await round(w)
    page(policy({ visit: 'b2' }))
    expect(await round(w)).toMatchObject({ unchanged: 1, noise: [], stored: 0, parsed: 0 })
    const { captures, snapshots } = await stored(w)
    expect(snapshots).toHaveLength(1)
    expect(captures).toMatchObject([{ bodyKept: true }, { bodyKept: false, sameTextAs: captures[0]?.id }])
  })
  it('makes one confirmed finding, with its case, of a change that the second fetch shows again', async () => {
    await round(w)
    page(policy({ days: 90 }))
    w.clock.pass(day)
    const report = await round(w)
    expect(report).toMatchObject({ changed: ['terms'], requests: 3 })
    const { changes, findings, snapshots } = await stored(w)
    expect(snapshots).toHaveLength(2)
    expect(changes).toMatchObject([{ verdict: 'material', fromSnapshotId: snapshots[0]?.id, toSnapshotId: snapshots[1]?.id }])
    expect(findings).toMatchObject([{ state: 'confirmed', changeId: changes[0]?.id, origin: 'found', sourceId: 'terms' }])
    expect(findings[0]?.caseId).toBeTruthy()
    expect(findings[0]?.quotes.some(({ text }) => text.includes('90 days'))).toBe(true)
    w.clock.pass(day)
    expect(await round(w)).toMatchObject({ changed: [], unchanged: 1, requests: 2 })
  })
  it('confirms nothing that the second fetch does not show, and holds it back', async () => {
    await round(w)
    const once = [policy({ days: 90 }), policy()]
    const flicker = {
      ...w.ports,
      fetch: async (request: Parameters<typeof w.ports.fetch>[0]) => {
        page(once.shift() ?? policy())
        return w.ports.fetch(request)
      },
    }
    expect(await round({ ports: flicker })).toMatchObject({ changed: [], noise: ['terms'], requests: 2 })
    const { findings } = await stored(w)
    expect(findings.filter(({ state }) => state !== 'not-confirmed')).toEqual([])
    expect(await stateOf()).toMatchObject({ candidate: null, confirmAt: null })
    expect(await round(w)).toMatchObject({ unchanged: 1, requests: 1 })
  })
  it('keeps the bytes of every snapshot exactly', async () => {
    await round(w)
    page(policy({ days: 90 }))
    await round(w)
    const { captures, snapshots } = await stored(w)
    for (const snapshot of snapshots) {
      const capture = captures.find(({ id }) => id === snapshot.captureId)
      const body = await bodyOf(w.ports, capture?.bodyHash ?? '')
      expect(w.ports.digest(body ?? '')).toBe(capture?.bodyHash)
    }
    const texts = await readSnapshot(w.ports, snapshots[1]?.id ?? '')
    expect(texts?.some(({ text }) => text.includes('90 days'))).toBe(true)
  })
})

describe('failures are states of health, never changes', () => {
  beforeEach(async () => {
    await round(w)
    w.clock.pass(day)
  })
  it.each([500, 502, 503, 504, 429])('B8 %s keeps the last good snapshot', async (status) => {
    const { currentSnapshotId, lastGoodAt } = await stateOf()
    page('<h1>busy</h1>', {}, status)
    expect(await round(w)).toMatchObject({ errors: [{ id: 'terms', status }], changed: [] })
    expect(await stateOf()).toMatchObject({ currentSnapshotId, lastGoodAt, health: 'unavailable' })
    expect((await stored(w)).changes).toEqual([])
  })
  it.each([
    ['seconds', '120'],
    ['a date', 'Sun, 22 Nov 2026 09:02:00 GMT'],
  ])('B8 honours Retry-After as %s', async (_, value) => {
    page('busy', { 'retry-after': value, date: 'Sun, 22 Nov 2026 09:00:00 GMT' }, 503)
    await round(w)
    const asked = w.asked.length
    expect(await round(w)).toMatchObject({ deferred: [{ id: 'terms', until: '2026-11-22T09:02:00.000Z' }], requests: 0 })
    expect(w.asked).toHaveLength(asked)
    page(policy())
    w.clock.pass(121_000)
    expect(await round(w)).toMatchObject({ unchanged: 1, deferred: [] })
  })
  it.each([
    [403, 'http-4xx'],
    [404, 'http-4xx'],
    [500, 'http-5xx'],
  ])('B9 %s is told in words, with a cause', async (status, cause) => {
    page('<title>No</title><p>no</p>', {}, status)
    await round(w)
    const [, capture] = (await stored(w)).captures
    expect(capture).toMatchObject({ status, cause })
    expect(capture?.reason).toMatch(/\w+ \w+/)
  })
  it.each(['dns', 'timeout', 'tls', 'refused-address', 'too-large'] as const)(
    'B9 a transport fault is told with its cause: %s',
    async (fault) => {
      w.pages.set(url, { fault })
      expect(await round(w)).toMatchObject({ errors: [{ id: 'terms', kind: fault }] })
      expect(await stateOf()).toMatchObject({ health: 'unavailable', cause: fault, failures: 1 })
    },
  )
  it('B10 recovers with the same content and finds no change', async () => {
    page('oh', {}, 500)
    await round(w)
    page(policy())
    w.clock.pass(day)
    expect(await round(w)).toMatchObject({ unchanged: 1, changed: [] })
    expect(await stateOf()).toMatchObject({ health: 'ok', cause: null, failures: 0, healthSince: '2026-11-23T09:00:00.000Z' })
    expect((await stored(w)).changes).toEqual([])
  })
  it.each([
    ['zero bytes', ''],
    ['a page without text', '<!doctype html><html><head></head><body><div id="root"></div></body></html>'],
  ])('B18 %s are an empty state', async (_, body) => {
    page(body)
    await round(w)
    expect(await stateOf()).toMatchObject({ health: 'unavailable', cause: 'empty' })
  })
  it('B18 nothing empty becomes a baseline', async () => {
    await watch(w, { id: 'empty', url: 'https://acme.example.test/empty' })
    w.pages.set('https://acme.example.test/empty', { body: '' })
    await round(w)
    expect(await stateOf('empty')).toMatchObject({ currentSnapshotId: null, health: 'unavailable' })
  })
  it('B21 an error page with status 200 counts as one', async () => {
    page('<title>404 Not Found</title><h1>404 Not Found</h1><p>The page is not here.</p>')
    expect(await round(w)).toMatchObject({ errors: [{ id: 'terms' }], changed: [] })
  })
  it('B23 a challenge marked by headers is blocked, a plain 403 is what it says', async () => {
    page('<title>Just a moment...</title>', { 'cf-mitigated': 'challenge', server: 'cloudflare' }, 403)
    await round(w)
    expect(await stateOf()).toMatchObject({ health: 'blocked' })
    page('<title>Forbidden</title>', { server: 'cloudflare' }, 403)
    await round(w)
    expect(await stateOf()).toMatchObject({ health: 'unavailable', cause: 'http-4xx' })
  })
  it('a page that stays away is gone after three captures', async () => {
    page('not here', {}, 404)
    for (const health of ['unavailable', 'unavailable', 'gone']) {
      await round(w)
      expect((await stateOf()).health).toBe(health)
      w.clock.pass(3_600_000)
    }
  })
  it('B53 one document that fails does not keep the next from being read', async () => {
    await watch(w, { id: 'privacy', url: 'https://acme.example.test/privacy' })
    w.pages.set('https://acme.example.test/privacy', { body: policy() })
    page('no', {}, 500)
    expect(await round(w)).toMatchObject({ errors: [{ id: 'terms' }], first: ['privacy'] })
  })
  it('B54 a fault of ours with one source stops nothing else', async () => {
    await watch(w, { id: 'privacy', url: 'https://acme.example.test/privacy' })
    w.pages.set('https://acme.example.test/privacy', { body: policy() })
    const broken = {
      ...w.ports,
      fetch: (request: Parameters<typeof w.ports.fetch>[0]) =>
        request.url === url ? Promise.reject(new Error('a bug')) : w.ports.fetch(request),
    }
    expect(await round({ ports: broken })).toMatchObject({ errors: [{ id: 'terms', kind: 'internal' }], first: ['privacy'] })
  })
})

describe('a source that was edited', () => {
  it('B47 makes a new baseline and raises nothing', async () => {
    await round(w)
    await w.ports.db
      .update(sources)
      .set({ rules: { ignore: ['support desk'] } })
      .where(eq(sources.id, 'terms'))
    expect(await round(w)).toMatchObject({ unchanged: 1, changed: [], first: [] })
    const { snapshots, changes, findings } = await stored(w)
    expect([snapshots.length, changes.length, findings.length]).toEqual([2, 0, 0])
    expect(snapshots[1]).toMatchObject({ previousId: snapshots[0]?.id, rules: { ignore: ['support desk'] } })
  })
  it('asks without validators of the earlier rules', async () => {
    page(policy(), { etag: '"v1"' })
    await round(w)
    await w.ports.db
      .update(sources)
      .set({ rules: { ignore: ['support desk'] } })
      .where(eq(sources.id, 'terms'))
    expect(await round(w)).toMatchObject({ notModified: 0, unchanged: 1 })
  })
})

describe('twice is once', () => {
  it('the same poll written twice is refused whole the second time', async () => {
    await runBatch(w.ports.db, syncSourceStates(w.ports.db, w.ports.now()))
    const [target] = await pollTargets(w.ports.db, sourceIs('terms'))
    if (!target) throw new Error('no target')
    const [one, two] = [await pollSource(w.ports, target), await pollSource(w.ports, target)]
    expect((await commitReceipts(w.ports, [one.receipt])).size).toBe(0)
    expect((await commitReceipts(w.ports, [two.receipt])).size).toBe(1)
    const { captures, snapshots } = await stored(w)
    expect([captures.length, snapshots.length]).toEqual([1, 1])
  })
  it('a vendor who changes and changes back makes three snapshots when the return lasts', async () => {
    await round(w)
    page(policy({ days: 90 }))
    w.clock.pass(day)
    await round(w)
    page(policy())
    for (let again = 0; again < 4; again++) {
      w.clock.pass(2 * day)
      await round(w)
    }
    const { snapshots } = await stored(w)
    const chain = new Set(snapshots.map(({ id }) => id))
    expect(chain.size).toBe(snapshots.length)
    const state = await stateOf()
    expect(snapshots.find(({ id }) => id === state.currentSnapshotId)?.fingerprint).toBe(snapshots[0]?.fingerprint)
    expect(state.currentSnapshotId).not.toBe(snapshots[0]?.id)
  })
})

describe('the service', () => {
  it('polls what is due, and confirms later what changed', async () => {
    await startDuePolls(w.ports)
    expect(await startDuePolls(w.ports)).toBeNull()
    page(policy({ days: 90 }))
    w.clock.pass(2 * day)
    await startDuePolls(w.ports)
    const { confirmAt } = await stateOf()
    expect((await stored(w)).findings.filter(({ state }) => state === 'confirmed')).toEqual([])
    w.clock.at(confirmAt ?? '')
    await startDuePolls(w.ports)
    expect((await stored(w)).findings).toMatchObject([{ state: 'confirmed' }])
  })
  it('sets the next time before it fetches, and takes up what a dead process began', async () => {
    const dying = { ...w.ports, fetch: () => Promise.reject(new Error('killed here')) }
    await startDuePolls(dying)
    const left = await stateOf()
    expect(left.nextPollAt > w.ports.now()).toBe(true)
    expect(left.pollStartedAt).not.toBeNull()
    expect((await startDuePolls(w.ports))?.first).toEqual(['terms'])
    expect(await stateOf()).toMatchObject({ pollStartedAt: null })
  })
  it('leaves a source alone whose poll ended the process three times', async () => {
    const dying = { ...w.ports, fetch: () => Promise.reject(new Error('killed here')) }
    for (let times = 0; times < 4; times++) await startDuePolls(dying)
    expect(await startDuePolls(w.ports)).toBeNull()
  })
  it('an addition of a critical or high kind is told at once, as provisional, and confirmed by the second fetch', async () => {
    const list = 'https://acme.example.test/subprocessors'
    const table = (more = '') =>
      `<!doctype html><html lang="en"><title>Sub-processors</title><main><h1>Sub-processors</h1><p>We use these sub-processors to provide the service.</p><table><tr><th>Name</th><th>Purpose</th><th>Country</th></tr><tr><td>Northgate Hosting GmbH</td><td>Hosting</td><td>Germany</td></tr><tr><td>Lindqvist Mail AB</td><td>E-mail</td><td>Sweden</td></tr>${more}</table></main></html>`
    await watch(w, { id: 'subs', url: list, type: 'subprocessors' })
    w.pages.set(list, { body: table() })
    await round(w)
    w.pages.set(list, { body: table('<tr><td>Harbour Inference Ltd</td><td>Model hosting and inference</td><td>United States</td></tr>') })
    w.clock.pass(2 * day)
    await round(w, { confirm: false })
    const [first] = (await stored(w)).findings
    expect(first).toMatchObject({ state: 'provisional', caseId: null, kinds: expect.arrayContaining(['subprocessor-added']) })
    w.clock.at((await stateOf('subs')).confirmAt ?? '')
    await startDuePolls(w.ports)
    const after = (await stored(w)).findings
    expect(after).toMatchObject([{ id: first?.id, state: 'confirmed' }])
    expect(after[0]?.caseId).toBeTruthy()
  })
  it.each([
    { beside: 'an edit', was: 'within 30 days', is: 'within 90 days', findings: 1 },
    { beside: 'a removal', was: '<tr><td>Lindqvist Mail AB</td><td>E-mail</td><td>Sweden</td></tr>', is: '', findings: 0 },
  ])('an addition of a critical or high kind beside $beside makes $findings provisional findings', async ({ was, is, findings }) => {
    const list = 'https://acme.example.test/subprocessors'
    const table = (more = '') =>
      `<!doctype html><html lang="en"><title>Sub-processors</title><main><h1>Sub-processors</h1><p>We use these sub-processors to provide the service within 30 days.</p><table><tr><th>Name</th><th>Purpose</th><th>Country</th></tr><tr><td>Northgate Hosting GmbH</td><td>Hosting</td><td>Germany</td></tr><tr><td>Lindqvist Mail AB</td><td>E-mail</td><td>Sweden</td></tr>${more}</table></main></html>`
    await watch(w, { id: 'subs', url: list, type: 'subprocessors' })
    w.pages.set(list, { body: table() })
    await round(w)
    const added = table('<tr><td>Harbour Inference Ltd</td><td>Model hosting and inference</td><td>United States</td></tr>')
    w.pages.set(list, { body: added.replace(was, is) })
    w.clock.pass(2 * day)
    await round(w, { confirm: false })
    expect((await stored(w)).findings.filter(({ state }) => state === 'provisional')).toHaveLength(findings)
  })
})

describe('a tick', () => {
  it('makes the second fetch of what waits for one by then, once, and polls nothing else', async () => {
    await round(w)
    page(policy({ days: 90 }))
    w.clock.pass(day)
    await round(w, { confirm: false })
    const before = w.asked.length
    expect(await confirmDue(w.ports)).toBe(0)
    w.clock.at((await stateOf()).confirmAt ?? '')
    expect(await confirmDue(w.ports)).toBe(1)
    expect(await confirmDue(w.ports)).toBe(0)
    expect(w.asked).toHaveLength(before + 1)
    expect((await stored(w)).findings).toMatchObject([{ state: 'confirmed' }])
  })
})

describe('a poll that a person asks for', () => {
  it('answers with the finding, the confirming fetch included', async () => {
    await pollOnRequest(w.ports, 'terms')
    page(policy({ days: 90 }))
    const done = await pollOnRequest(w.ports, 'terms')
    expect(done).toMatchObject({ ok: true, outcome: { verdict: 'ok', material: 'material' } })
    const [finding] = (await stored(w)).findings
    expect(done.ok && done.outcome.findingIds).toEqual([finding?.id])
    expect(done.ok && done.outcome.changeId).toBe(finding?.changeId)
  })
  it('of an invented page of the demonstration asks nobody', async () => {
    await w.ports.db.update(sources).set({ demo: true }).where(eq(sources.id, 'terms'))
    const before = w.asked.length
    expect(await pollOnRequest(w.ports, 'terms')).toEqual({ ok: false, reason: 'demonstration' })
    expect(w.asked).toHaveLength(before)
  })
  it('is refused the seventh time in a minute, with the seconds to wait', async () => {
    let nowMs = 1_000_000
    const at = (ms: number) => {
      nowMs = ms
      const sleep = async (wait: number) => {
        nowMs += wait
      }
      return { ...w.ports, realNow: () => nowMs, sleep }
    }
    for (let times = 0; times < 6; times++) expect((await pollOnRequest(at(1_000_000 + times * 2_000), 'terms')).ok).toBe(true)
    expect(await pollOnRequest(at(1_012_000), 'terms')).toEqual({ ok: false, reason: 'too-often', seconds: 48 })
    expect((await pollOnRequest(at(1_061_000), 'terms')).ok).toBe(true)
  })
  it('keeps a promised Retry-After, and does not wait for our own back-off', async () => {
    page('busy', {}, 500)
    expect(await pollOnRequest(w.ports, 'terms')).toMatchObject({ ok: true, outcome: { verdict: 'error' } })
    page('busy', { 'retry-after': '30' }, 503)
    expect(await pollOnRequest(w.ports, 'terms')).toMatchObject({ ok: true })
    expect(await pollOnRequest(w.ports, 'terms')).toEqual({ ok: false, reason: 'promised', seconds: 30 })
  })
})

describe('what is brought by hand', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  it('goes the same way as what was fetched', async () => {
    const bring = (at: string, days: number) =>
      ingestCapture(w.ports, 'terms', { at, body: bytes(policy({ days })), mediaType: 'text/html' })
    expect(await bring('2026-11-01T00:00:00.000Z', 30)).toMatchObject({ ok: true, outcome: { result: 'first' } })
    expect(await bring('2026-11-02T00:00:00.000Z', 90)).toMatchObject({ ok: true })
    expect(await bring('2026-11-03T00:00:00.000Z', 90)).toMatchObject({ ok: true, outcome: { material: 'material' } })
    expect(await bring('2026-11-02T00:00:00.000Z', 60)).toEqual({ ok: false, reason: 'older', newest: '2026-11-03T00:00:00.000Z' })
  })
})
