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
