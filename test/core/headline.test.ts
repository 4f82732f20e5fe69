import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HeadlineInput, headlineOf, longestHeadline } from '../../src/core/headline'
import { pack } from '../../src/core/pack'
import { type SourceType, sourceTypes } from '../../src/core/source'
import { stepBetween } from './invented'

const frame = (text: string, heading = '2 Your data') => `<html lang="en"><body><main><h1>Terms of the service</h1>
<h2>1 Service</h2><p>We give you access to our models through an interface.</p><p>You need an account with a business address.</p>
<h2>${heading}</h2><p>You keep all rights in the content that you send to us.</p>${text}
<h2>3 Law</h2><p>The law of the place of our seat applies to these terms.</p></main></body></html>`
const paragraph = (text: string) => frame(`<p>${text}</p>`)
const table = (head: string[], rows: string[][]) =>
  frame(
    `<table><tr>${head.map((one) => `<th>${one}</th>`).join('')}</tr>${rows.map((row) => `<tr>${row.map((one) => `<td>${one}</td>`).join('')}</tr>`).join('')}</table>`,
  )
const entries = (...all: [title: string, text: string][]) =>
  `<html lang="en"><body><main><h1>Changelog</h1>${all.map(([title, text]) => `<h2>${title}</h2><p>${text}</p>`).join('')}</main></body></html>`
const old: [string, string] = ['3 May 2026: Calendar view', 'Meetings can be seen by week in the calendar.']

const parties = (...names: string[]) =>
  table(
    ['Name', 'Purpose', 'Country'],
    [['Northmoor Cloud GmbH', 'Hosting', 'Germany'], ...names.map((name) => [name, 'Customer support', 'Ireland'])],
  )
const models = (...rows: string[][]) =>
  table(['Model', 'State', 'Retirement date', 'Replacement'], [['plume-1', 'Retired', '2025-02-01', 'plume-2'], ...rows])

type Case = { says: string; type?: SourceType; before: string; after: string; line: string | null }

describe('the headline of a change', () => {
  it.each<Case>([
    {
      says: 'tells the period that moved',
      before: paragraph('We keep your content for 30 days in Ireland, and then delete it.'),
      after: paragraph('We keep your content for 180 days in Ireland, and then delete it.'),
      line: 'changes retention or deletion: 30 days became 180 days',
    },
    {
      says: 'tells a number with what it counts',
      before: paragraph('The price of the team plan is 19 euros for each user and month.'),
      after: paragraph('The price of the team plan is 24 euros for each user and month.'),
      line: 'changes prices: 19 euros became 24 euros',
    },
    {
      says: 'tells a figure of a table with its row',
      type: 'model-card',
      before: table(
        ['Measure', 'Accuracy'],
        [
          ['Loans, women', '83.1 %'],
          ['Loans, men', '84.0 %'],
        ],
      ),
      after: table(
        ['Measure', 'Accuracy'],
        [
          ['Loans, women', '79.4 %'],
          ['Loans, men', '84.0 %'],
        ],
      ),
      line: 'changes benchmark or accuracy figures: Loans, women from 83.1 % to 79.4 %',
    },
    {
      says: 'tells what was denied and is allowed, with the words that follow both',
      before: paragraph('We do not use your content to train or improve our models, and we ask our suppliers not to.'),
      after: paragraph('We may use your content to train and improve our models unless an administrator switches this off.'),
      line: 'changes the use of customer data for training: “do not use your content” became “may use your content”',
    },
    {
      says: 'tells a word that turns a sentence, between its neighbours',
      before: paragraph('We will not keep your recordings after the end of the contract.'),
      after: paragraph('We will keep your recordings after the end of the contract.'),
      line: 'changes retention or deletion: “will not keep” became “will keep”',
    },
    {
      says: 'names a sub-processor that came',
      type: 'subprocessors',
      before: parties(),
      after: parties('Osprey Transcribe Ltd'),
      line: 'adds sub-processor Osprey Transcribe Ltd',
    },
    {
      says: 'names two, and counts the others',
      type: 'subprocessors',
      before: parties(),
      after: parties('Osprey Ltd', 'Heron Ltd', 'Plover Ltd', 'Curlew Ltd'),
      line: 'adds sub-processors Osprey Ltd, Heron Ltd and 2 more',
    },
    {
      says: 'names a sub-processor that went',
      type: 'subprocessors',
      before: parties('Fernhill Mail AS'),
      after: parties(),
      line: 'removes sub-processor Fernhill Mail AS',
    },
    {
      says: 'tells which model ends, and when',
      type: 'deprecations',
      before: models(),
      after: models(['quill-4-2026-03', 'Deprecated', '2027-03-22', 'quill-5']),
      line: 'deprecates quill-4-2026-03, which ends on 22 March 2027',
    },
    {
      says: 'gives the title of an entry, without its date',
      type: 'changelog',
      before: entries(old),
      after: entries(['4 June 2026: Recap remembers meetings', 'Recap now remembers what was said in previous meetings.'], old),
      line: 'adds memory or personalisation: “Recap remembers meetings”',
    },
    {
      says: 'tells a limit as an entry tells it',
      type: 'changelog',
      before: entries(old),
      after: entries(['4 June 2026: Limits', 'The rate limit of the interface is lowered from 600 to 400 requests per minute.'], old),
      line: 'changes limits or context: from 600 to 400 requests per minute',
    },
    {
      says: 'says nothing by a title that every release has',
      type: 'changelog',
      before: entries(old),
      after: entries(
        [
          '4 June 2026: Bug fixes',
          'Assist can now use tools and execute code on its own, in any place that an administrator has opened to it.',
        ],
        old,
      ),
      line: null,
    },
    {
      says: 'of a kind that no word names, tells the page alone',
      type: 'usage-policy',
      before: frame('<ul><li>Software that does harm</li></ul>', 'Not for these'),
      after: frame('<ul><li>Software that does harm</li><li>Software that sorts people at work</li></ul>', 'Not for these'),
      line: 'changes its usage policy: adds “Software that sorts people at work”',
    },
    {
      says: 'gives the heading where too much of a passage is different',
      before: paragraph('A person must look at every ranking before a candidate is rejected, and can override what it says at any time.'),
      after: paragraph(
        'Whoever stays below your threshold is rejected automatically; human oversight of it is yours to arrange as you see fit.',
      ),
      line: 'changes human oversight, under “2 Your data”',
    },
    {
      says: 'does not pair two periods of one sentence by their order',
      before: paragraph('We delete recordings after 30 days, and keep a backup of them for 60 days.'),
      after: paragraph('We delete recordings after 60 days, and keep a backup of them for 90 days.'),
      line: 'changes retention or deletion, under “2 Your data”',
    },
  ])('$says', async ({ type = 'terms', before, after, line }) => {
    const { outcome, headline } = await stepBetween(before, after, type)
    expect(outcome).toBe('material')
    expect(headline).toBe(line)
  })

  it('takes the gravest of several kinds, and a party that only moved for neither new nor gone', () => {
    const row = (text: string) => ({ text, role: 'row' as const, section: null })
    const moved: HeadlineInput['all'] = [
      { before: [], after: [row('Osprey Ltd | Mail')], section: null },
      { before: [row('Osprey Ltd | Letters')], after: [], section: null },
    ]
    const told = (passages: HeadlineInput['all']) =>
      headlineOf({
        kinds: [
          { kind: 'pricing-only', passages },
          { kind: 'subprocessor-added', passages: passages.slice(0, 1) },
        ],
        all: passages,
        source: 'subprocessors',
        language: 'en',
      })
    expect(told(moved.slice(0, 1))).toBe('adds sub-processor Osprey Ltd')
    expect(told(moved)).toBeNull()
  })

  const kinds = [...pack().triggers.keys(), 'no-such-kind']
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom(
      'We keep it for 30 days.',
      'We keep it for 90 days.',
      'Osprey Ltd | Mail | Ireland',
      'We may\u202e use\n“your” data <b>now</b>',
      'from 600 to 400 requests',
      'x'.repeat(3_000),
    ),
  )
  const said = fc.record({ text: nasty, role: fc.constantFrom('row' as const, 'paragraph' as const, 'heading' as const, 'entry' as const) })
  const passage = fc.record({
    before: fc.array(said, { maxLength: 2 }),
    after: fc.array(said, { maxLength: 2 }),
    section: fc.option(nasty),
  })
  const input: fc.Arbitrary<HeadlineInput> = fc
    .record({
      all: fc.array(passage, { maxLength: 6 }),
      named: fc.array(fc.record({ kind: fc.constantFrom(...kinds), isImplied: fc.boolean(), from: fc.nat(3) }), { maxLength: 4 }),
      source: fc.option(fc.constantFrom(...sourceTypes)),
      language: fc.constantFrom('en', 'de', 'zh', null),
    })
    .map(({ all, named, source, language }) => ({
      kinds: named.map(({ kind, isImplied, from }) => ({ kind, isImplied, passages: all.slice(from) })),
      all,
      source,
      language,
    }))

  it('is one line of plain text of bounded length, the same each time, whatever a page says', () =>
    fc.assert(
      fc.property(input, (given) => {
        const line = headlineOf(given)
        expect(headlineOf(given)).toBe(line)
        if (line === null) return
        expect(line.length).toBeLessThanOrEqual(longestHeadline)
        expect(line).toMatch(/^[a-z]/)
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
        expect(line.match(/“/g)?.length ?? 0).toBe(line.match(/”/g)?.length ?? 0)
      }),
      { numRuns: 300 },
    ))

  it('says of a party or a figure nothing that does not stand in a passage', () =>
    fc.assert(
      fc.property(input, (given) => {
        const line = headlineOf(given) ?? ''
        const flat = (text: string) =>
          text
            .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
            .replace(/[\p{Cf}\p{Co}\p{Cs}\p{Cn}]+/gu, '')
            .replace(/[“”„"«»]/g, '’')
            .replaceAll('\\', '')
        const texts = given.all.map(({ before, after, section }) =>
          flat([...before.map(({ text }) => text), section ?? '', ...after.map(({ text }) => text)].join(' ')),
        )
        for (const [, words = ''] of line.matchAll(/“([^”]*)”/g)) expect(texts.some((text) => text.includes(words))).toBe(true)
      }),
      { numRuns: 300 },
    ))
})
