import { beforeEach, describe, expect, it } from 'vitest'
import { tick } from '../../src/flows/tick'
import { recordFault } from '../../src/flows/verify'
import { contradictions, modelDates } from '../../src/store/schema'
import { registerForWork } from '../web/register-for-work'
import { type World, world } from '../world'
import { policy, round, stored, watch } from './watched'

const at = (path: string) => `https://talentworks.example.test/${path}`
const page = (title: string, ...parts: string[]) =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main><h1>${title}</h1>${parts.join('\n')}</main></body></html>`
const table = (heads: string[], rows: string[][]) =>
  `<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`
const intro =
  '<p>This page is kept by the legal team and says who works for us and for what, in the words of our agreement with customers.</p>'

const parties = [
  ['Northwind Compute, Inc.', 'Hosting', 'Ireland'],
  ['Seaglass Mail Ltd', 'Mail', 'Germany'],
  ['Larkspur Analytics GmbH', 'Statistics', 'Austria'],
]
const extra = ['Copperfield Inference B.V.', 'Model hosting', 'Netherlands']
const subprocessors = (rows: string[][]) => page('Sub-processors', intro, table(['Name', 'Purpose', 'Country'], rows))
const annex = (rows: string[][]) =>
  page(
    'Data processing agreement',
    '<h2>1. Subject</h2><p>The processor works on personal data for the customer under this agreement and on documented instructions alone.</p>',
    '<h2>Annex III: Sub-processors</h2><p>The customer has agreed to the following.</p>',
    `<ul>${rows.map(([name, what, where]) => `<li>${name?.replace(', Inc.', ' Incorporated').replace(' B.V.', ' BV')} (${what}, ${where})</li>`).join('')}</ul>`,
  )
const deprecations = (day: string) =>
  page(
    'Model deprecations',
    intro,
    table(
      ['Model', 'Retirement date', 'Replacement'],
      [
        ['quill-2-mini', day, 'quill-3-mini'],
        ['quill-1', '3 March 2026', 'quill-3'],
      ],
    ),
  )
const models = (ids: string[]) =>
  JSON.stringify({ object: 'list', data: ids.map((id) => ({ id, object: 'model', owned_by: 'talentworks', deprecated: false })) })
const dayMs = 86_400_000

describe('documents of one vendor held against each other', () => {
  let w: World
  beforeEach(async () => {
    w = await world()
    await registerForWork(w)
  })
  const show = (path: string, body: string, headers?: Record<string, string>) =>
    w.pages.set(at(path), { body, ...(headers ? { headers } : {}) })
  const looked = async (days = 1) => {
    w.clock.pass(days * dayMs)
    await round(w)
    const done = await tick(w.ports, w.ports.now())
    return done.ok ? done.counts.contradictions : null
  }
  const told = async () => (await stored(w)).findings.filter(({ origin }) => origin === 'contradiction')
  const rows = () => w.ports.db.select().from(contradictions)

  describe('the page of sub-processors and the annex', () => {
    beforeEach(async () => {
      await watch(
        w,
        { id: 'list', url: at('subs'), type: 'subprocessors', vendor: 'talentworks' },
        { id: 'dpa', url: at('dpa'), type: 'dpa', vendor: 'talentworks' },
      )
      show('subs', subprocessors(parties))
      show('dpa', annex(parties))
    })

    it('agree, though one writes legal forms and punctuation in another way: nothing is found', async () => {
      expect(await looked()).toBe(0)
      expect([await told(), await rows()]).toEqual([[], []])
    })

    it('one more on the page than in the annex: exactly one finding with both quotes, each with its source, beside the ordinary one', async () => {
      await looked()
      show('subs', subprocessors([...parties, extra]))
      expect(await looked()).toBe(1)
      const [finding, ...more] = await told()
      expect(more.map(({ kinds, quotes }) => [kinds, quotes])).toEqual([])
      expect(finding).toMatchObject({ kinds: ['subprocessor-added'], state: 'confirmed', changeId: null })
      expect(finding?.quotes.map(({ sourceId }) => sourceId)).toEqual(['list', 'dpa'])
      expect(finding?.quotes[0]?.text).toContain('Copperfield Inference')
      expect(finding?.quotes[1]?.text).toContain('Larkspur')
      expect(finding?.quotes[1]?.text).not.toContain('Copperfield')
      expect(finding?.caseId).not.toBeNull()
      const reader = await w.person('auditor', { email: 'reader@example.test' })
      const shown = await w.send('GET', `/findings/${finding?.id}`, { token: reader.token })
      for (const words of [at('subs'), at('dpa'), 'Copperfield Inference B.V.', 'Larkspur Analytics']) expect(shown.text).toContain(words)
      const vendor = await w.send('GET', '/vendors/talentworks', { token: reader.token })
      expect(vendor.text).toContain('In dispute')
      expect(vendor.text).toContain('1 contradiction between documents, 0 corrected.')
      expect(
        (await stored(w)).findings.filter(({ origin, kinds }) => origin === 'found' && kinds.includes('subprocessor-added')),
      ).toHaveLength(1)
      expect(await looked()).toBe(0)
      expect(await told()).toHaveLength(1)
    })

    it('settles when the annex follows, and each step of it is in the audit trail', async () => {
      await looked()
      show('subs', subprocessors([...parties, extra]))
      await looked()
      show('dpa', annex([...parties, extra]))
      expect(await looked()).toBe(0)
      const [row, ...more] = await rows()
      expect([more, row?.settledAt !== null]).toEqual([[], true])
      const owner = await w.person('risk-owner', { email: 'reads-the-trail@example.test' })
      const { json } = await w.send('GET', `/api/v1/audit?filter[entity]=contradiction&filter[entityId]=${row?.id}&sort=seq`, {
        token: owner.token,
      })
      expect(json.items.map(({ action }: { action: string }) => action)).toEqual(['contradiction.found', 'contradiction.settled'])
      expect(await recordFault(w.ports, 'contradiction')).toBeNull()
      await w.ports.db.update(contradictions).set({ settledAt: null })
      expect(await recordFault(w.ports, 'contradiction')).toMatchObject({ entityId: row?.id, what: expect.stringContaining('settledAt') })
    })

    it('that comes back after it was settled is told again, once the return has lasted', async () => {
      await looked()
      show('subs', subprocessors([...parties, extra]))
      await looked()
      show('dpa', annex([...parties, extra]))
      await looked()
      show('dpa', annex(parties))
      const returned = []
      for (let day = 0; day < 6; day++) returned.push(await looked())
      expect(returned.filter((made) => made !== 0)).toEqual([1])
      expect(returned[0]).toBe(0)
      const [first, second, ...more] = await told()
      expect(more).toEqual([])
      expect(second?.quotes.map(({ sourceId }) => sourceId)).toEqual(first?.quotes.map(({ sourceId }) => sourceId))
      const [row] = await rows()
      expect(row).toMatchObject({ findingId: second?.id, settledAt: null, version: 3 })
      const reader = await w.person('auditor', { email: 'reader@example.test' })
      expect((await w.send('GET', '/vendors/talentworks', { token: reader.token })).text).toContain('In dispute')
      expect(await recordFault(w.ports, 'contradiction')).toBeNull()
    })

    it('an agreement that only points at the page contradicts nothing', async () => {
      show('dpa', policy())
      expect(await looked()).toBe(0)
    })

    it('and a changelog that names one who stands nowhere is one more finding, a day still ahead is waited for', async () => {
      await watch(w, { id: 'log', url: at('log'), type: 'changelog', vendor: 'talentworks' })
      const entries = (sentence: string) =>
        page(
          'Changelog',
          `<h2>20 November 2026</h2><p>${sentence}</p><h2>1 October 2026</h2><p>Exports of reports keep the order of columns as customers had asked.</p>`,
        )
      show('log', entries('From 5 December 2026 we have added Copperfield Inference B.V. as a sub-processor.'))
      expect(await looked()).toBe(0)
      show('log', entries('We have added Copperfield Inference B.V. as a sub-processor for the hosting of models.'))
      expect(await looked()).toBe(1)
      expect((await told()).map(({ quotes }) => quotes.map(({ sourceId }) => sourceId))).toEqual([['log', 'list']])
    })
  })

  describe('the list of models and the table of deprecations', () => {
    beforeEach(async () => {
      await watch(
        w,
        { id: 'table', url: at('deprecations'), type: 'deprecations', vendor: 'talentworks' },
        { id: 'models', url: at('models'), type: 'models-api', vendor: 'talentworks' },
      )
      show('deprecations', deprecations('30 November 2026'))
      show('models', models(['quill-3', 'quill-3-mini', 'quill-2-mini']), { 'content-type': 'application/json' })
    })

    it('a model in the list past its day is exactly one finding with both quotes, found without anything new to read', async () => {
      expect(await looked()).toBe(0)
      expect(await looked(5)).toBe(0)
      expect(await looked(6)).toBe(1)
      const [finding, ...more] = await told()
      expect(more).toEqual([])
      expect(finding).toMatchObject({ kinds: ['model-retired-or-withdrawn'] })
      expect(finding?.quotes.map(({ sourceId }) => sourceId)).toEqual(['models', 'table'])
      expect(finding?.quotes[0]?.text).toContain('quill-2-mini')
      expect(finding?.quotes[1]?.text).toContain('30 November 2026')
      expect(await looked()).toBe(0)
    })

    it('settles once the list follows', async () => {
      await looked(20)
      show('models', models(['quill-3', 'quill-3-mini']), { 'content-type': 'application/json' })
      expect(await looked()).toBe(0)
      expect((await rows()).map(({ settledAt }) => settledAt !== null)).toEqual([true])
    })

    it('keeps the dates it reads, and what they were before they moved', async () => {
      await looked()
      show('deprecations', deprecations('15 January 2027'))
      await looked()
      const dates = (await w.ports.db.select().from(modelDates)).filter(
        ({ origin, model }) => origin === 'source' && model === 'quill-2-mini',
      )
      expect(dates.map(({ kind, day, replacement }) => [kind, day, replacement])).toEqual([
        ['committed', '2026-11-30', 'quill-3-mini'],
        ['committed', '2027-01-15', 'quill-3-mini'],
      ])
    })
  })

  it('a date that moves with nothing else is exactly one finding with both dates, and its change stays cosmetic', async () => {
    await watch(w, { id: 'terms', url: at('terms'), vendor: 'talentworks' })
    show('terms', policy({ dated: '<p>Last updated: 3 May 2026</p>' }))
    await looked()
    show('terms', policy({ dated: '<p>Last updated: 20 November 2026</p>' }))
    expect(await looked()).toBe(1)
    expect((await stored(w)).changes.map(({ verdict }) => verdict)).toEqual(['cosmetic'])
    const all = (await stored(w)).findings
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject({ origin: 'contradiction', kinds: ['date-bumped-no-change'], sourceId: 'terms' })
    expect(all[0]?.quotes).toEqual([
      { side: 'removed', text: 'Last updated: 3 May 2026', sourceId: 'terms' },
      { side: 'added', text: 'Last updated: 20 November 2026', sourceId: 'terms' },
    ])
    expect(await looked()).toBe(0)
    show('terms', policy({ days: 90, dated: '<p>Last updated: 24 November 2026</p>' }))
    await looked()
    expect((await rows()).map(({ settledAt }) => settledAt !== null)).toEqual([true])
  })
})
