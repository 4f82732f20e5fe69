import { beforeEach, describe, expect, it } from 'vitest'
import { ingestCapture } from '../../src/flows/ingest'
import { pollOnRequest } from '../../src/flows/poll-on-request'
import { reviews } from '../../src/store/schema'
import { registerForWork } from '../web/register-for-work'
import { type World, world } from '../world'
import { policy, round, stored, watch } from './watched'

const terms = 'https://acme.example.test/terms'
const log = 'https://acme.example.test/changelog'
const entry = (title: string, text: string) => `<h2>${title}</h2><p>${text}</p>`
const changelog = (
  ...entries: string[]
) => `<!doctype html><html lang="en"><head><title>Changelog</title></head><body><main><h1>Changelog</h1>
${entries.join('\n')}
${entry('3 November 2026', 'The export of reports to spreadsheets now keeps the order of its columns, as several customers had asked.')}
${entry('12 October 2026', 'Search in long conversations is faster, and it finds words that stand in attached documents as well.')}
</main></body></html>`
const announcing = entry('22 November 2026', 'Our terms of service have been updated: we now retain prompts and outputs for 90 days.')

describe('a notice that comes within three days of a silent change', () => {
  let w: World
  beforeEach(async () => {
    w = await world()
    await watch(w, { id: 'terms', url: terms }, { id: 'log', url: log, type: 'changelog' })
    w.pages.set(terms, { body: policy() })
    w.pages.set(log, { body: changelog() })
    await round(w)
    w.pages.set(terms, { body: policy({ days: 90 }) })
    await round(w)
    const { findings } = await stored(w)
    expect(findings).toMatchObject([{ sourceId: 'terms', announcement: 'silent' }])
    w.clock.pass(86_400_000)
    w.pages.set(log, { body: changelog(announcing) })
  })
  const told = async () => (await stored(w)).findings.find(({ sourceId }) => sourceId === 'terms')

  it('makes it announced when the notice place is polled, without a tick', async () => {
    expect(await pollOnRequest(w.ports, 'log')).toMatchObject({ ok: true, outcome: { result: 'changed' } })
    expect(await told()).toMatchObject({ announcement: 'announced', announcedBy: { sourceId: 'log' } })
  })

  it('makes it announced when a person brings the notice by hand', async () => {
    const body = new TextEncoder().encode(changelog(announcing))
    const brought = async () => {
      w.clock.pass(60_000)
      return ingestCapture(w.ports, 'log', { at: w.ports.now(), body, mediaType: 'text/html' })
    }
    await brought()
    expect(await brought()).toMatchObject({ ok: true })
    expect(await told()).toMatchObject({ announcement: 'announced', announcedBy: { sourceId: 'log' } })
  })
})

describe('a silent change', () => {
  let w: World
  beforeEach(async () => {
    w = await world()
    await registerForWork(w)
    await watch(w, { id: 'terms', url: terms, vendor: 'talentworks' }, { id: 'log', url: log, type: 'changelog', vendor: 'talentworks' })
    w.pages.set(terms, { body: policy({ dated: '<p>Version 3.2</p>' }) })
    w.pages.set(log, { body: changelog() })
    await round(w)
  })
  const told = async () => (await stored(w)).findings.find(({ sourceId }) => sourceId === 'terms')

  it('carries the kind of silence, and loses it with its reviews when the vendor announces it after all', async () => {
    w.pages.set(terms, { body: policy({ days: 90, dated: '<p>Version 3.2</p>' }) })
    await round(w)
    const silent = await told()
    expect(silent).toMatchObject({ announcement: 'silent', state: 'confirmed', announcementWhy: expect.stringContaining('Version 3.2') })
    expect(silent?.kinds).toEqual(['data-retention-changed', 'silent-content-change'])
    const asked = (await w.ports.db.select().from(reviews)).filter(({ obligationId }) => obligationId === 'iso27001-a-5-28')
    w.clock.pass(86_400_000)
    w.pages.set(log, { body: changelog(announcing) })
    await round(w)
    expect(await told()).toMatchObject({ announcement: 'announced', kinds: ['data-retention-changed'] })
    const left = (await w.ports.db.select().from(reviews)).filter(({ obligationId }) => obligationId === 'iso27001-a-5-28')
    expect(asked.length).toBeGreaterThan(0)
    expect(left.every(({ state, outcomeReason }) => state === 'closed' && outcomeReason?.includes('announced the change'))).toBe(true)
  })

  it('is none where the document moved its own version', async () => {
    w.pages.set(terms, { body: policy({ days: 90, dated: '<p>Version 3.3</p>' }) })
    await round(w)
    expect(await told()).toMatchObject({ announcement: 'announced', announcedBy: { sourceId: 'terms', quote: 'Version 3.3' } })
    expect((await told())?.kinds).not.toContain('silent-content-change')
  })
})

describe('when a change takes effect', () => {
  it('is kept in its words where no date can be counted to, and counted from the notice in a notice', async () => {
    const w = await world()
    await watch(w, { id: 'terms', url: terms }, { id: 'log', url: log, type: 'changelog' })
    w.pages.set(terms, { body: policy() })
    w.pages.set(log, { body: changelog() })
    await round(w)
    const words = 'We retain uploads for 90 days now, and this takes effect 30 days after notice to the customer.'
    w.pages.set(terms, { body: policy({ extra: `<p>${words}</p>` }) })
    w.pages.set(log, { body: changelog(entry('20 November 2026', words)) })
    await round(w)
    const { findings } = await stored(w)
    const of = (id: string) => findings.find(({ sourceId }) => sourceId === id)
    expect(of('terms')).toMatchObject({ effectiveOn: null, effectiveWords: words })
    expect(of('log')).toMatchObject({ effectiveOn: '2026-12-21', effectiveWords: expect.stringContaining(words) })
  })
})

describe('a vendor with an announcement window of its own', () => {
  let w: World
  let token: string
  const vendor = async (fields: Record<string, unknown>) => {
    const before = await w.send('GET', '/api/v1/vendors/acme', { token })
    return w.send('PATCH', '/api/v1/vendors/acme', { token, body: fields, headers: { 'if-match': before.headers.get('etag') ?? '' } })
  }
  const changeAndNotice = async (daysApart: number) => {
    w.pages.set(terms, { body: policy({ days: 90 }) })
    await round(w)
    w.clock.pass(daysApart * 86_400_000)
    w.pages.set(log, { body: changelog(announcing) })
    await round(w)
    return (await stored(w)).findings.find(({ sourceId }) => sourceId === 'terms')?.announcement
  }
  beforeEach(async () => {
    w = await world()
    token = (await w.person('administrator')).token
    await watch(w, { id: 'terms', url: terms }, { id: 'log', url: log, type: 'changelog' })
    w.pages.set(terms, { body: policy() })
    w.pages.set(log, { body: changelog() })
    await round(w)
  })

  it('has the usual one of 14 and 3 days at first: a notice five days after a change announces nothing', async () => {
    expect((await w.send('GET', '/api/v1/vendors/acme', { token })).json).toMatchObject({
      announcedBeforeDays: null,
      announcedAfterDays: null,
    })
    expect(await changeAndNotice(5)).toBe('silent')
  })

  it('takes a notice of five days later for the announcement where ten are set, and that is in the trail', async () => {
    expect((await vendor({ announcedAfterDays: 10 })).json).toMatchObject({ announcedBeforeDays: null, announcedAfterDays: 10 })
    expect(await changeAndNotice(5)).toBe('announced')
    expect((await w.send('GET', '/api/v1/audit?filter[entityId]=acme', { token })).text).toContain('vendor.edited')
  })

  it('takes a notice of three weeks before where thirty days are set, and not where the usual 14 are', async () => {
    const noticeAndChange = async () => {
      w.pages.set(log, { body: changelog(announcing) })
      await round(w)
      w.clock.pass(21 * 86_400_000)
      w.pages.set(terms, { body: policy({ days: 90 }) })
      await round(w)
      return (await stored(w)).findings.find(({ sourceId }) => sourceId === 'terms')?.announcement
    }
    await vendor({ announcedBeforeDays: 30 })
    expect(await noticeAndChange()).toBe('announced')
  })

  it('is set in the form of the vendor, refused where it is none, and forgotten by PUT', async () => {
    const form = { 'vendor.name': 'acme', 'vendor.announced_before_days': '30', 'vendor.announced_after_days': '7' }
    const post = (fields: Record<string, string>) => w.send('POST', '/vendors/acme/edit', { token, form: new URLSearchParams(fields) })
    expect((await post(form)).status).toBe(303)
    const kept = await w.send('GET', '/api/v1/vendors/acme', { token })
    expect(kept.json).toMatchObject({ announcedBeforeDays: 30, announcedAfterDays: 7 })
    expect((await w.send('GET', '/vendors/acme/edit', { token })).text).toMatch(/name="vendor\.announced_before_days"[^>]*value="30"/)
    const wrong = await post({ ...form, 'vendor.announced_after_days': '-1' })
    expect([wrong.status, wrong.text.includes('#f-vendor.announced_after_days')]).toEqual([400, true])
    const replaced = await w.send('PUT', '/api/v1/vendors/acme', {
      token,
      body: { name: 'acme' },
      headers: { 'if-match': kept.headers.get('etag') ?? '' },
    })
    expect(replaced.json).toMatchObject({ announcedBeforeDays: null, announcedAfterDays: null })
  })
})
