import { beforeEach, describe, expect, it } from 'vitest'
import { readPromised } from '../../src/flows/read-promised'
import { tick } from '../../src/flows/tick'
import { promises } from '../../src/store/schema'
import { registerForWork } from '../web/register-for-work'
import { type World, world } from '../world'
import { policy, round, stored, watch } from './watched'

const terms = 'https://acme.example.test/terms'
const log = 'https://acme.example.test/changelog'
const kind = 'changelog-without-document-change'
const entry = (title: string, text: string) => `<h2>${title}</h2><p>${text}</p>`
const changelog = (
  ...entries: string[]
) => `<!doctype html><html lang="en"><head><title>Changelog</title></head><body><main><h1>Changelog</h1>
${entries.join('\n')}
${entry('3 November 2026', 'The export of reports to spreadsheets now keeps the order of its columns, as several customers had asked.')}
${entry('12 October 2026', 'Search in long conversations is faster, and it finds words that stand in attached documents as well.')}
</main></body></html>`
const promise = 'We have updated our terms of service and thank all customers who have written to us about them.'
const dayMs = 86_400_000

describe('a changelog that announces a change of a watched document', () => {
  let w: World
  beforeEach(async () => {
    w = await world()
    await registerForWork(w)
    await watch(w, { id: 'log', url: log, type: 'changelog', vendor: 'talentworks' })
    w.pages.set(terms, { body: policy() })
    w.pages.set(log, { body: changelog() })
  })
  const watchTerms = () => watch(w, { id: 'terms', url: terms, vendor: 'talentworks' })
  const announce = async (text = promise) => {
    await round(w)
    w.clock.pass(dayMs)
    w.pages.set(log, { body: changelog(entry('22 November 2026', text)) })
    await round(w)
  }
  /** What `telltale tick` does at an instant, after so many days. */
  const ticked = async (days: number) => {
    w.clock.pass(days * dayMs)
    const read = await readPromised(w.ports)
    const done = await tick(w.ports, w.ports.now())
    return { read, unkept: done.ok ? done.counts.promisesUnkept : null }
  }
  const told = async () => (await stored(w)).findings.filter(({ kinds }) => kinds.includes(kind))
  const outcomes = async () => (await w.ports.db.select().from(promises)).map(({ outcome }) => outcome)

  it('and the document stays as it was: told once after the window, with the words and a case', async () => {
    await watchTerms()
    await announce()
    expect(await ticked(13)).toEqual({ read: 0, unkept: 0 })
    expect(await told()).toEqual([])
    expect(await ticked(1)).toEqual({ read: 1, unkept: 1 })
    const [finding, ...more] = await told()
    expect(more).toEqual([])
    expect(finding).toMatchObject({
      state: 'confirmed',
      kinds: [kind],
      sourceId: 'terms',
      announcement: 'announced',
      announcedBy: { sourceId: 'log' },
      quotes: [{ side: 'stated', text: promise, sourceId: 'log' }],
    })
    expect(finding?.caseId).not.toBeNull()
    expect(await ticked(30)).toEqual({ read: 0, unkept: 0 })
    expect(await told()).toHaveLength(1)
  })

  it('is late and not lost after weeks of sleep, and reads the document before it says anything of it', async () => {
    await watchTerms()
    await announce()
    w.pages.set(terms, { body: policy({ days: 90 }) })
    expect(await ticked(40)).toEqual({ read: 1, unkept: 0 })
    expect([await told(), await outcomes()]).toEqual([[], ['kept']])
  })

  it('and the document cannot be read: waits for it', async () => {
    await watchTerms()
    await announce()
    w.pages.set(terms, { status: 503 })
    expect(await ticked(20)).toEqual({ read: 1, unkept: 0 })
    w.pages.set(terms, { body: policy() })
    w.clock.pass(dayMs)
    await round(w)
    expect(await ticked(0)).toEqual({ read: 0, unkept: 1 })
  })

  it.each([
    ['changes within the window', { days: 90 }],
    [
      'changes a word that matters little',
      { extra: '<p>The offices of the company are open to visitors on Wednesdays in the afternoon.</p>' },
    ],
  ])('and the document %s: nothing is told', async (_name, change) => {
    await watchTerms()
    await announce()
    w.clock.pass(dayMs)
    w.pages.set(terms, { body: policy(change) })
    await round(w)
    await ticked(20)
    expect([await told(), await outcomes()]).toEqual([[], ['kept']])
  })

  it('and only the date of the document moves: that is no change of it', async () => {
    await watchTerms()
    w.pages.set(terms, { body: policy({ dated: '<p>Last updated: 3 May 2026</p>' }) })
    await announce()
    w.clock.pass(dayMs)
    w.pages.set(terms, { body: policy({ dated: '<p>Last updated: 23 November 2026</p>' }) })
    await round(w)
    const bumped = (await stored(w)).changes.find(({ sourceId }) => sourceId === 'terms')
    expect(bumped).toMatchObject({ verdict: 'cosmetic', recognised: [{ kind: 'date-bumped-no-change' }] })
    expect(await ticked(20)).toMatchObject({ unkept: 1 })
  })

  it('by a day that it names: nothing before that day is over', async () => {
    await watchTerms()
    await announce('We will update our terms of service on 15 January 2027, and we thank all customers who have written to us.')
    expect(await ticked(30)).toEqual({ read: 0, unkept: 0 })
    expect(await ticked(30)).toEqual({ read: 1, unkept: 1 })
    expect(await told()).toMatchObject([{ effectiveOn: '2027-01-15' }])
  })

  it('that nobody watches: nothing is told, and it is kept that nobody watched it', async () => {
    await announce()
    expect(await ticked(20)).toEqual({ read: 0, unkept: 0 })
    expect([await told(), await outcomes()]).toEqual([[], ['unwatched']])
  })

  it('that was first read after the notice: nothing can be said of it', async () => {
    await announce()
    w.clock.pass(dayMs)
    await watchTerms()
    await round(w)
    await ticked(20)
    expect([await told(), await outcomes()]).toEqual([[], ['unwatched']])
  })

  it('in two places is told once', async () => {
    const news = 'https://acme.example.test/news'
    await watchTerms()
    await watch(w, { id: 'news', url: news, type: 'news', vendor: 'talentworks' })
    w.pages.set(news, { body: changelog() })
    await announce()
    w.clock.pass(dayMs)
    w.pages.set(news, { body: changelog(entry('23 November 2026', promise)) })
    await round(w)
    await ticked(20)
    expect(await told()).toHaveLength(1)
    expect((await outcomes()).sort()).toEqual(['told', 'unkept'])
  })
})
