import { load } from 'cheerio'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectors } from '../../collectors'
import type { Capture } from '../../src/core/capture'
import { compare } from '../../src/core/compare'
import type { Examination } from '../../src/core/examination'
import { examineWith } from '../../src/core/examine'
import { fingerprintWith } from '../../src/core/extract'
import { emptyMemory } from '../../src/core/memory'
import type { Reading } from '../../src/core/reading'
import type { SourceView } from '../../src/core/source'

const examine = examineWith(collectors)
const fingerprint = fingerprintWith(collectors)
const address = 'https://vendor.example/terms'
const source: SourceView = { id: 's1', url: address, type: 'terms', collector: null, rules: null }
const captured = (body: string | Uint8Array, mediaType: string | null = 'text/html'): Capture => ({
  at: '2026-05-01T00:00:00.000Z',
  status: 200,
  headers: {},
  mediaType,
  requestedUrl: address,
  finalUrl: address,
  body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
})
const html5 = 'text/html'
const runs = { numRuns: 60 }

const vocabulary =
  'customer data service contract notice region partner system report council harbour meadow window garden letter market forest bridge valley signal copper planet mirror candle'.split(
    ' ',
  )
const sentence = fc.array(fc.constantFrom(...vocabulary), { minLength: 12, maxLength: 22 }).map((words) => `The ${words.join(' ')}.`)
const section = fc.record({
  title: fc.constantFrom('Use', 'Data', 'Fees', 'Law', 'Support'),
  prose: fc.array(sentence, { minLength: 2, maxLength: 5 }),
  items: fc.array(sentence, { maxLength: 3 }),
})
const document = fc.array(section, { minLength: 2, maxLength: 5 })
type Document = typeof document extends fc.Arbitrary<infer Value> ? Value : never
/** What a server makes anew at every visit, and what a redesign changes without a word. */
const dress = fc.record({
  visit: fc.stringMatching(/^[a-f0-9]{10}$/),
  cls: fc.stringMatching(/^[a-z]{3,8}$/),
  typographic: fc.boolean(),
  wrapped: fc.boolean(),
  swapped: fc.boolean(),
})
type Dress = typeof dress extends fc.Arbitrary<infer Value> ? Value : never
const plainDress: Dress = { visit: 'a1b2c3d4e5', cls: 'text', typographic: false, wrapped: false, swapped: false }

function html(sections: Document, { visit, cls, typographic, wrapped, swapped }: Dress = plainDress): string {
  const space = wrapped ? '\n   ' : ' '
  const said = (text: string): string =>
    (typographic ? text.replaceAll('.', '\u200b.').replaceAll(' the ', '\u00a0the ') : text).split(' ').join(space)
  const attributes = (name: string): string => (swapped ? `id="${visit}${name}" class="${cls}"` : `class="${cls}" id="${visit}${name}"`)
  const body = sections
    .map(
      ({ title, prose, items }, index) =>
        `<h2 ${attributes(`h${index}`)}>${title} ${index + 1}</h2><p>${prose.map(said).join(space)}</p>${items.length > 0 ? `<ul>${items.map((item) => `<li>${said(item)}</li>`).join('')}</ul>` : ''}`,
    )
    .join('')
  return `<!doctype html><html lang="en"><head><title>Terms</title><style>.${cls}{}</style></head><body data-v="${visit}"><nav><a href="/?utm_source=${visit}">Home</a></nav>
<main><h1>Terms</h1>${body}<p>The <a href="/dpa?utm_campaign=${visit}&sid=${visit}">agreement on data</a> forms part of these terms.</p></main><footer>1 Mill Lane</footer><script>boot("${visit}")</script></body></html>`
}

const menu = fc.array(
  fc.record({
    words: fc.constantFrom('Home', 'Blog', 'Privacy policy', 'Security', 'Read more', ''),
    target: fc.constantFrom('/a', '/b', '/privacy', '/legal/dpa', 'https://other.example/security', '#top'),
    visit: fc.constantFrom('', '?utm_source=mail', '?from=%2Fterms'),
  }),
  { maxLength: 8 },
)
type Menu = { words: string; target: string; visit: string }[]
/** The page with another menu around the same document. */
const around = (page: string, links: Menu): string =>
  page.replace(
    /<nav>.*<\/nav>/,
    `<nav><ul>${links.map(({ words, target, visit }) => `<li><a href="${target}${target.startsWith('#') ? '' : visit}">${words}</a></li>`).join('')}</ul></nav>`,
  )

async function readingOf(body: string, mediaType = html5): Promise<Reading> {
  const { reading } = await examine({ source, capture: captured(body, mediaType), before: null, memory: emptyMemory, candidate: null })
  if (!reading) throw new Error('the invented page is not read')
  return reading
}
const step = async (before: string, after: string, mediaType = html5): Promise<Examination> =>
  examine({
    source,
    capture: captured(after, mediaType),
    before: await readingOf(before, mediaType),
    memory: emptyMemory,
    candidate: null,
    settled: true,
  })
const quotes = ({ quotes: all }: Examination, side: string): string =>
  all
    .filter((quote) => quote.side === side)
    .map(({ text }) => text)
    .join('\n')

describe('laws of comparison', () => {
  it('nothing differs from itself', () =>
    fc.assert(
      fc.asyncProperty(document, async (sections) => {
        const reading = await readingOf(html(sections))
        const { pairs, relinked, heldBack } = compare(reading, reading)
        expect([...pairs, ...relinked, ...heldBack]).toEqual([])
      }),
      runs,
    ))

  it('attributes, ids, class names, tracking parameters, scripts, styles, white space and typographic variants say nothing', () =>
    fc.assert(
      fc.asyncProperty(document, dress, async (sections, other) => {
        const { outcome, differs } = await step(html(sections), html(sections, other))
        expect({ outcome, differs }).toEqual({ outcome: 'same', differs: false })
      }),
      runs,
    ))

  it('the fingerprint and the comparison agree on what is the same', () =>
    fc.assert(
      fc.asyncProperty(document, dress, sentence, fc.boolean(), async (sections, other, extra, changed) => {
        const [first] = sections
        const next = changed && first ? [{ ...first, prose: [...first.prose, extra] }, ...sections.slice(1)] : sections
        const [one, two] = [html(sections), html(next, other)]
        const equal = (await fingerprint(captured(one), source)) === (await fingerprint(captured(two), source))
        expect(equal).toBe(!(await step(one, two)).differs)
      }),
      runs,
    ))

  it('whatever menus stand around a document: an equal fingerprint means that nothing is told, and what is told is told of another one', () =>
    fc.assert(
      fc.asyncProperty(document, menu, menu, dress, async (sections, one, two, other) => {
        const [was, is] = [around(html(sections), one), around(html(sections, other), two)]
        const equal = (await fingerprint(captured(was), source)) === (await fingerprint(captured(is), source))
        const { outcome, differs, differences, heldBack } = await step(was, is)
        const told = differences.length + heldBack.length > 0
        expect({ outcome, differs }).toEqual({ outcome: differences.length > 0 ? 'cosmetic' : 'same', differs: told })
        expect(equal && told).toBe(false)
        expect(equal || JSON.stringify(one) !== JSON.stringify(two)).toBe(true)
      }),
      { numRuns: 200 },
    ))

  it('a link to a document of the vendor that leads elsewhere is told, wherever it stands in whatever menu', () =>
    fc.assert(
      fc.asyncProperty(document, menu, fc.nat(), dress, async (sections, links, where, other) => {
        const place = where % (links.length + 1)
        const having = (target: string) => [...links.slice(0, place), { words: 'Sub-processors', target, visit: '' }, ...links.slice(place)]
        const [was, is] = [around(html(sections), having('/subs')), around(html(sections, other), having('/partners'))]
        expect((await step(was, is)).differences).toMatchObject([{ rule: 'lead', grade: 'cosmetic' }])
      }),
      runs,
    ))

  it('order of sections carries no meaning', () =>
    fc.assert(
      fc.asyncProperty(document, async (sections) => {
        const { outcome } = await step(html(sections), html([...sections].reverse()))
        expect(outcome === 'same' || outcome === 'cosmetic').toBe(true)
      }),
      runs,
    ))
})

describe('a sentence of twelve words and more', () => {
  const fresh = fc
    .array(
      fc.constantFrom(
        'auditor',
        'lantern',
        'retention',
        'biometric',
        'orchard',
        'transcript',
        'advertiser',
        'sovereign',
        'glacier',
        'turbine',
      ),
      { minLength: 12, maxLength: 18 },
    )
    .map((words) => `We ${words.join(' ')}.`)
  const place = fc.constantFrom('prose', 'items')
  const put = (sections: Document, where: 'prose' | 'items', added: string): Document =>
    sections.map((one, index) => (index === 1 ? { ...one, [where]: [...one[where], added] } : one))

  it('put in is told with its words', () =>
    fc.assert(
      fc.asyncProperty(document, place, fresh, async (sections, where, added) => {
        const seen = await step(html(sections), html(put(sections, where === 'prose' ? 'prose' : 'items', added)))
        expect(seen.outcome).toBe('material')
        expect(quotes(seen, 'added')).toContain(added)
      }),
      runs,
    ))

  it('taken out is told with its words', () =>
    fc.assert(
      fc.asyncProperty(document, place, fresh, async (sections, where, gone) => {
        const seen = await step(html(put(sections, where === 'prose' ? 'prose' : 'items', gone)), html(sections))
        expect(seen.outcome).toBe('material')
        expect(quotes(seen, 'removed')).toContain(gone)
      }),
      runs,
    ))

  it('changed in a number is told with both', () =>
    fc.assert(
      fc.asyncProperty(document, place, fresh, fc.integer({ min: 2, max: 9000 }), async (sections, where, text, days) => {
        const at = (number: number): string =>
          html(put(sections, where === 'prose' ? 'prose' : 'items', text.replace('We ', `Within ${number} days we `)))
        const seen = await step(at(days), at(days + 1))
        expect(seen.outcome).toBe('material')
        expect(quotes(seen, 'added')).toContain(`Within ${days + 1} days`)
        expect(quotes(seen, 'removed')).toContain(`Within ${days} days`)
      }),
      runs,
    ))
})

describe('a row or an entry of any length', () => {
  const name = fc.stringMatching(/^[A-Z][a-z]{1,9}$/)
  const names = fc.uniqueArray(name, { minLength: 2, maxLength: 8, selector: (one) => one.toLowerCase() })
  const table = (rows: string[]): string =>
    `<html lang="en"><main><h1>Sub-processors</h1><table><tr><th>Name</th><th>Place</th></tr>${rows.map((row) => `<tr><td>${row}</td><td>Peru</td></tr>`).join('')}</table></main></html>`
  const list = (rows: string[]): string =>
    `<html lang="en"><main><h1>Sub-processors</h1><p>These companies work for us on the data that our customers hand over to the service.</p><ul>${rows.map((row) => `<li>${row}</li>`).join('')}</ul></main></html>`
  const feed = (rows: string[]): string =>
    `<rss version="2.0"><channel><title>N</title>${rows.map((row) => `<item><title>${row}</title><guid>${row}</guid></item>`).join('')}</channel></rss>`
  const json = (rows: string[]): string => JSON.stringify({ data: rows.map((id) => ({ id })) })
  it.each([
    ['a table', table, html5],
    ['a list', list, html5],
    ['a feed', feed, 'application/rss+xml'],
    ['a JSON list', json, 'application/json'],
  ] as const)('put into %s is told', (_, render, mediaType) =>
    fc.assert(
      fc.asyncProperty(names, async (rows) => {
        const seen = await step(render(rows.slice(1)), render(rows), mediaType)
        expect(seen.outcome).toBe('material')
        expect(quotes(seen, 'added')).toContain(rows[0])
      }),
      runs,
    ),
  )
})

describe('hostile bytes', () => {
  it('nothing throws on any bytes under any media type', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.string({ unit: 'binary', maxLength: 300 }).map((text) => new TextEncoder().encode(text)),
          fc
            .constantFrom('<a><b><p>', '{"a":[', '<rss><item>', '%PDF-1.4 broken', '---\n', '<table><tr><td>')
            .map((text) => new TextEncoder().encode(text)),
        ),
        fc.constantFrom('text/html', 'text/markdown', 'text/plain', 'application/json', 'application/rss+xml', 'application/pdf', null),
        async (body, mediaType) => {
          const first = await examine({ source, capture: captured(body, mediaType), before: null, memory: emptyMemory, candidate: null })
          expect(['baseline', 'unavailable']).toContain(first.outcome)
        },
      ),
      { numRuns: 150 },
    ))

  it('nothing throws when broken markup is compared with broken markup', () => {
    const scrap = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            '<table><tr><td>',
            '</table>',
            '<dl><dt>',
            '<dd>',
            '<div role="row">',
            '<template>',
            '<li>',
            '<a href="',
            '">',
            '| a | b |\n',
            '|---|---|\n',
            '# ',
            '```\n',
            '{"id":',
            '[',
            '"x"',
            '<item>',
            '<guid>',
            '<![CDATA[',
            '&#',
            '&amp',
            '\u0000',
            '\ud800',
            '\ufeff',
            '<!--',
            '<base href="//[">',
          ),
          fc.string({ unit: 'grapheme', maxLength: 12 }),
          sentence,
        ),
        { maxLength: 25 },
      )
      .map((parts) => parts.join(''))
    return fc.assert(
      fc.asyncProperty(
        scrap,
        scrap,
        fc.constantFrom('text/html', 'text/markdown', 'text/plain', 'application/json', 'application/rss+xml', null),
        async (one, other, mediaType) => {
          const first = await examine({ source, capture: captured(one, mediaType), before: null, memory: emptyMemory, candidate: null })
          const second = await examine({
            source,
            capture: captured(other, mediaType),
            before: first.reading,
            memory: first.memory,
            candidate: null,
          })
          expect(second.outcome).toMatch(/^(?:baseline|same|cosmetic|material|unavailable)$/)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('deep nesting is read without overflow', async () => {
    const seen = await examine({
      source,
      capture: captured(`${'<div>'.repeat(20_000)}The document stands at the bottom of it all.`),
      before: null,
      memory: emptyMemory,
      candidate: null,
    })
    expect(['baseline', 'unavailable']).toContain(seen.outcome)
  })
})

it('reads the same words as a full HTML parser does', () =>
  fc.assert(
    fc.asyncProperty(document, dress, async (sections, other) => {
      const page = html(sections, other)
      const $ = load(page)
      $('nav, footer, script, style, title').remove()
      const oracle = $('main')
        .text()
        .replace(/[\s\u00a0\u200b]+/g, '')
      const { statements } = await readingOf(page)
      expect(
        statements
          .map(({ text }) => text)
          .join('')
          .replace(/[\s\u00a0\u200b]+/g, ''),
      ).toBe(oracle)
    }),
    runs,
  ))
