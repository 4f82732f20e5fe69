import { describe, expect, it } from 'vitest'
import { collectors } from '../../collectors'
import type { Capture } from '../../src/core/capture'
import type { Examination } from '../../src/core/examination'
import { examineWith } from '../../src/core/examine'
import { emptyMemory } from '../../src/core/memory'
import type { SourceView } from '../../src/core/source'
import { ruleFaults } from '../../src/core/source-check'

const examine = examineWith(collectors)
const address = 'https://vendor.example/terms'
const source: SourceView = { id: 's1', url: address, type: 'terms', collector: null, rules: null }
const captured = (body: string, more: Partial<Capture> = {}): Capture => ({
  at: '2026-05-01T00:00:00.000Z',
  status: 200,
  headers: {},
  mediaType: 'text/html; charset=utf-8',
  requestedUrl: address,
  finalUrl: address,
  body: new TextEncoder().encode(body),
  ...more,
})
const day = (number: number): string => new Date(Date.UTC(2026, 4, 1) + number * 86_400_000).toISOString()

const page = ({
  days = 30,
  visit = 'a1b2',
  minutes = 3,
  extra = '',
}: {
  days?: number
  visit?: string
  minutes?: number
  extra?: string
} = {}) => `<!doctype html>
<html lang="en"><head><title>Service terms</title><meta name="csrf-token" content="${visit}"></head><body data-visit="${visit}">
<nav><a href="/?utm_campaign=${visit}">Home</a></nav><main><h1>Service terms</h1><p>Last updated: 3 May 2026</p><p>Page checked ${minutes} minutes ago</p>
<h2>1. The service</h2><p>These terms govern the use of the applicant service by our customers. Each customer decides which features its recruiters may use.</p>
<h2>2. Data</h2><p>We process the documents of applicants only to provide the service to the customer.
We retain prompts and outputs for ${days} days after they are submitted and then delete them from all our systems. ${extra}</p>
<p>The <a href="/dpa?utm_campaign=${visit}">data processing agreement</a> forms part of these terms and prevails where the two differ.</p>
<h2>3. Support</h2><p>Our support desk answers on working days between nine and five. We tell customers about planned maintenance one week ahead.</p>
<form><input type="hidden" value="${visit}"></form></main><footer>1 Mill Lane</footer></body></html>`

/** Captures in order, as a poller would see them; `settled` takes each at its word. */
async function watched(
  captures: Capture[],
  { settled = true, of = source }: { settled?: boolean; of?: SourceView } = {},
): Promise<Examination[]> {
  const seen: Examination[] = []
  let before: Examination['reading'] = null
  let memory = emptyMemory
  let candidate: Examination['candidate'] = null
  for (const capture of captures) {
    const examination = await examine({ source: of, capture, before, memory, candidate, settled })
    ;({ memory, candidate } = examination)
    if (examination.becomesCurrent && examination.reading) before = examination.reading
    seen.push(examination)
  }
  return seen
}
const outcomes = (seen: Examination[]) => seen.map(({ outcome }) => outcome)

describe('what a watched page does', () => {
  it('B1 makes a baseline of the first capture and raises nothing', async () => {
    const [first] = await watched([captured(page())])
    expect(first).toMatchObject({ outcome: 'baseline', becomesCurrent: true, differences: [], kinds: [] })
  })

  it('finds nothing in tokens, tracking parameters and counters of a visit', async () => {
    const seen = await watched([captured(page()), captured(page({ visit: 'ffee99', minutes: 47 }))])
    expect(seen[1]).toMatchObject({ outcome: 'same', differs: false })
  })

  it('quotes a number that changed, before and after', async () => {
    const [, changed] = await watched([captured(page()), captured(page({ days: 90 }))])
    expect(changed?.outcome).toBe('material')
    expect(changed?.quotes.map(({ side, text }) => `${side}: ${text}`).join('\n')).toMatch(/added: .*90 days[\s\S]*|removed: .*30 days/)
    expect(changed?.quotes.some(({ side, text }) => side === 'removed' && text.includes('30 days'))).toBe(true)
  })

  it('tells a mended spelling as cosmetic', async () => {
    const typo = page({ extra: 'Questions reach us at the adress below on any working day of the year.' })
    expect(outcomes(await watched([captured(typo), captured(typo.replace('adress', 'address'))]))).toEqual(['baseline', 'cosmetic'])
  })

  it('tells a link that leads elsewhere as cosmetic', async () => {
    const seen = await watched([captured(page()), captured(page().replace('/dpa?', '/dpa-2027?'))])
    expect(seen[1]).toMatchObject({ outcome: 'cosmetic', differences: [{ rule: 'link' }] })
  })
})

describe('a second fetch', () => {
  it('confirms what it shows again', async () => {
    const seen = await watched([captured(page()), captured(page({ days: 90 })), captured(page({ days: 90 }))], { settled: false })
    expect(seen.map(({ outcome, confirmation, becomesCurrent }) => ({ outcome, confirmation, becomesCurrent }))).toEqual([
      { outcome: 'baseline', confirmation: null, becomesCurrent: true },
      { outcome: 'material', confirmation: null, becomesCurrent: false },
      { outcome: 'material', confirmation: 'agrees', becomesCurrent: true },
    ])
  })

  it('does not confirm a sentence that was there once', async () => {
    const once = page({ extra: 'We now sell the transcripts of all recorded meetings to partners in 14 countries.' })
    const seen = await watched([captured(page()), captured(once), captured(page())], { settled: false })
    expect(seen[1]?.candidate).not.toBeNull()
    expect(seen[2]).toMatchObject({ outcome: 'same', confirmation: 'disagrees', candidate: null })
  })

  it('learns a number that is another at every fetch, and is not fooled when it moves again', async () => {
    const counted = (number: number) => captured(page({ extra: `Answered ${number} requests of customers since the start of this week.` }))
    const seen = await watched([counted(4211), counted(4317), counted(4402), counted(5000)], { settled: false })
    expect(outcomes(seen).slice(2)).toEqual(['same', 'same'])
    expect(seen[3]?.heldBack.map(({ rule }) => rule)).toContain('volatile')
  })

  it('leaves the question open when it fails', async () => {
    const seen = await watched(
      [captured(page()), captured(page({ days: 90 })), captured('', { status: 503 }), captured(page({ days: 90 }))],
      { settled: false },
    )
    expect(seen[2]).toMatchObject({ outcome: 'unavailable', confirmation: null })
    expect(seen[3]?.confirmation).toBe('agrees')
  })
})

describe('a state seen before', () => {
  const there = page({ days: 30 })
  const back = page({ days: 90 })
  it('is quiet when it comes back', async () => {
    const seen = await watched([
      captured(there, { at: day(0) }),
      captured(back, { at: day(1) }),
      captured(there, { at: day(1.5) }),
      captured(back, { at: day(2) }),
    ])
    expect(outcomes(seen)).toEqual(['baseline', 'material', 'same', 'same'])
    expect(seen[2]?.heldBack.map(({ rule }) => rule)).toContain('reverted')
  })
  it('is told when it lasts three captures', async () => {
    const later = [1.5, 1.6, 1.7].map((at) => captured(there, { at: day(at) }))
    expect(outcomes(await watched([captured(there, { at: day(0) }), captured(back, { at: day(1) }), ...later]))).toEqual([
      'baseline',
      'material',
      'same',
      'same',
      'material',
    ])
  })
  it('is told when it lasts 72 hours', async () => {
    const later = [1.5, 5].map((at) => captured(there, { at: day(at) }))
    expect(outcomes(await watched([captured(there, { at: day(0) }), captured(back, { at: day(1) }), ...later]))).toEqual([
      'baseline',
      'material',
      'same',
      'material',
    ])
  })
})

describe('a return in place of a settled state', () => {
  it('is told at once: what had stood for three days was no flicker', async () => {
    const seen = await watched([
      captured(page({ days: 30 }), { at: day(0) }),
      captured(page({ days: 90 }), { at: day(1) }),
      captured(page({ days: 30 }), { at: day(4.5) }),
      captured(page({ days: 30 }), { at: day(9) }),
    ])
    expect(outcomes(seen)).toEqual(['baseline', 'material', 'material', 'same'])
  })
  it('that began as a flicker stays quiet until it lasts, however old the state it left', async () => {
    const seen = await watched([
      captured(page({ days: 30 }), { at: day(0) }),
      captured(page({ days: 90 }), { at: day(1) }),
      captured(page({ days: 30 }), { at: day(3.5) }),
      captured(page({ days: 30 }), { at: day(4.5) }),
      captured(page({ days: 30 }), { at: day(7) }),
    ])
    expect(outcomes(seen)).toEqual(['baseline', 'material', 'same', 'same', 'material'])
  })
})

describe('what is not the document', () => {
  const long = page({
    extra: Array.from({ length: 20 }, (_, index) => `Clause number ${index} binds both parties to the letter of this text in full.`).join(
      ' ',
    ),
  })
  it.each([
    { says: 'B9 status 503', capture: captured('<h1>503</h1>', { status: 503 }), verdict: 'error', cause: 'http-5xx' },
    { says: 'B9 status 403', capture: captured('<h1>no</h1>', { status: 403 }), verdict: 'error', cause: 'http-4xx' },
    { says: 'B9 status 404', capture: captured('gone', { status: 404 }), verdict: 'soft-404', cause: 'http-4xx' },
    { says: 'B18 zero bytes', capture: captured(''), verdict: 'empty', cause: 'empty' },
    { says: 'B18 HTML without text', capture: captured('<html><body><div></div></body></html>'), verdict: 'empty', cause: 'empty' },
    {
      says: 'B21 a title of an error',
      capture: captured('<title>404 Not Found</title><p>The page you look for is not here.</p>'),
      verdict: 'soft-404',
      cause: 'soft-404',
    },
    {
      says: 'B21 access denied',
      capture: captured('<title>Access denied – Vendor</title><p>You may not see this page today.</p>'),
      verdict: 'error',
      cause: 'error',
    },
    {
      says: 'B22 a redirect to an error path',
      capture: captured(page(), { finalUrl: 'https://vendor.example/error?aspxerrorpath=/terms' }),
      verdict: 'error',
      cause: 'error',
    },
    {
      says: 'B23 a challenge by header',
      capture: captured(page(), { status: 403, headers: { 'cf-mitigated': 'challenge' } }),
      verdict: 'blocked',
      cause: 'blocked',
    },
    {
      says: 'a challenge with status 200',
      capture: captured('<title>Just a moment...</title><h1>Checking your browser</h1><p>Enable JavaScript and cookies to continue</p>'),
      verdict: 'blocked',
      cause: 'blocked',
    },
    {
      says: 'a page to sign in',
      capture: captured('<title>Sign in to Vendor</title><p>Use your work account.</p>'),
      verdict: 'login',
      cause: 'login',
    },
    {
      says: 'B26 three quarters gone',
      capture: captured(
        `<html lang="en"><main><p>${'These terms govern the use of the applicant service by our customers. '}</p><p>We process the documents of applicants only to provide the service to the customer.</p></main></html>`,
      ),
      verdict: 'partial',
      cause: 'partial',
    },
  ])('$says', async ({ capture, verdict, cause }) => {
    const [, second] = await watched([captured(long), capture])
    expect(second).toMatchObject({ outcome: 'unavailable', becomesCurrent: false, judgement: { verdict, cause } })
    expect(second?.judgement.reason).toBeTruthy()
  })

  it('B18 B21 is no baseline either', async () => {
    expect(
      outcomes(
        await watched([
          captured('<title>Just a moment...</title><p>Checking your browser</p>'),
          captured('<title>Page not found | Site</title><p>Nothing.</p>'),
          captured(''),
        ]),
      ),
    ).toEqual(['unavailable', 'unavailable', 'unavailable'])
  })

  it('B26 takes the shortened text when the next capture says the same', async () => {
    const short = captured(
      '<html lang="en"><main><p>These terms govern the use of the applicant service by our customers.</p><p>We process the documents of applicants only to provide the service to the customer.</p></main></html>',
    )
    expect(outcomes(await watched([captured(long), { ...short, at: day(1) }, { ...short, at: day(2) }]))).toEqual([
      'baseline',
      'unavailable',
      'material',
    ])
  })

  it('B26 takes a lasting loss of three quarters for material, however slight each sentence', async () => {
    const sections = (count: number, at: number) =>
      captured(
        `<html lang="en"><main><h1>Terms</h1>${Array.from({ length: count }, (_, i) => `<h2>Part ${i}</h2><p>Part ${i} says that both sides agree on the matter named in part ${i} of this text.</p>`).join('')}</main></html>`,
        { at: day(at) },
      )
    const seen = await watched([sections(30, 0), sections(5, 1), sections(5, 2), sections(5, 3)])
    expect(outcomes(seen)).toEqual(['baseline', 'unavailable', 'material', 'same'])
    expect(seen[2]?.quotes.length).toBeGreaterThan(0)
    const images = (count: number, at: number) =>
      captured(
        `<html lang="en"><main>${Array.from({ length: count }, (_, i) => `<h2>Chapter ${i} of the terms</h2>`).join('')}</main></html>`,
        {
          at: day(at),
        },
      )
    const heads = await watched([images(60, 0), images(9, 1), images(9, 2)])
    expect(outcomes(heads)).toEqual(['baseline', 'unavailable', 'material'])
  })

  it('notices another language', async () => {
    const german = `<html lang="de"><main><h1>Bedingungen</h1>${Array.from({ length: 12 }, (_, index) => `<p>Diese Bedingungen gelten für die Nutzung des Dienstes durch unsere Kunden und sind in der Fassung ${index} mit dem Vertrag verbunden.</p>`).join('')}</main></html>`
    const seen = await watched([captured(long, { at: day(0) }), captured(german, { at: day(1) })])
    expect(seen[1]?.judgement.verdict).toBe('wrong-locale')
  })

  it('says of another language that stays only that the edition is another', async () => {
    const german = `<html lang="de"><main><h1>Bedingungen</h1>${Array.from({ length: 12 }, (_, index) => `<p>Diese Bedingungen gelten für die Nutzung des Dienstes durch unsere Kunden und sind in der Fassung ${index} mit dem Vertrag verbunden.</p>`).join('')}</main></html>`
    const stays = [1, 5, 6].map((at) => captured(german, { at: day(at) }))
    const seen = await watched([captured(long, { at: day(0) }), ...stays])
    expect(outcomes(seen)).toEqual(['baseline', 'unavailable', 'cosmetic', 'same'])
    expect(seen[2]?.differences).toMatchObject([{ rule: 'another-edition', why: 'the address now shows the de edition; before it was en' }])
  })

  const titled = (title: string, said: (index: number) => string, at: number) =>
    captured(
      `<html lang="en"><head><title>${title}</title></head><body><main>${Array.from({ length: 40 }, (_, i) => `<p>${said(i)}</p>`).join('')}</main></body></html>`,
      { at: day(at) },
    )
  const terms = (index: number) =>
    `Clause ${index} binds the customer and the provider of this service for as long as the agreement stands.`
  const home = (index: number) => `Meet people near you tonight and enjoy story ${index} from couples who found each other last summer.`
  it('notices another document of normal size: another title and other words', async () => {
    const seen = await watched([titled('Terms of use', terms, 0), titled('Welcome to our site', home, 1), titled('Terms of use', terms, 2)])
    expect(outcomes(seen)).toEqual(['baseline', 'unavailable', 'same'])
    expect(seen[1]?.judgement).toMatchObject({ verdict: 'moved' })
  })
  it('does not take a rewrite of the document for another one', async () => {
    const rewritten = (index: number) =>
      `The provider and the customer agree in clause ${index} how long this agreement of the service binds each.`
    const seen = await watched([titled('Terms of use', terms, 0), titled('Our terms of use', rewritten, 1)])
    expect(outcomes(seen)).toEqual(['baseline', 'material'])
  })

  it('says not modified for a 304', async () => {
    const [, second] = await watched([captured(page()), captured('', { status: 304 })])
    expect(second).toMatchObject({ outcome: 'same', judgement: { verdict: 'not-modified' } })
  })
})

describe('records', () => {
  const models = (ids: string[]) =>
    captured(JSON.stringify({ object: 'list', data: ids.map((id) => ({ id, created: 1, owned_by: 'acme' })) }), {
      mediaType: 'application/json',
    })
  const of: SourceView = { ...source, type: 'models-api' }
  it('B36 order and format do not matter, a row that is gone does', async () => {
    const seen = await watched([models(['a-1', 'b-2', 'c-3']), models(['c-3', 'a-1', 'b-2']), models(['b-2', 'c-3'])], { of })
    expect(outcomes(seen)).toEqual(['baseline', 'same', 'material'])
    expect(seen[2]?.quotes).toMatchObject([{ side: 'removed', text: expect.stringContaining('a-1') }])
  })

  const rows = (given: object[], more: object = {}) =>
    captured(JSON.stringify({ ...more, items: given }), { mediaType: 'application/json' })
  const pairs = [
    [1, 'Oslo'],
    [2, 'Turin'],
    [3, 'Ghent'],
  ] as const
  const places = pairs.map(([code, place]) => ({ name: 'Region', meta: { code }, place, stored: true }))
  it.each(['meta.code', '$.meta.code', '$["meta"]["code"]', '$.items[*].meta.code'])(
    'B36 rows that are told apart by %s may stand in any order, and an edit is one row',
    async (key) => {
      const moved = [places[2], places[0], { ...places[1], place: 'Milan' }].flatMap((one) => one ?? [])
      const seen = await watched([rows(places), rows([...places].reverse()), rows(moved)], { of: { ...of, rules: { key } } })
      expect(outcomes(seen)).toEqual(['baseline', 'same', 'material'])
      expect(seen[0]?.reading?.statements.map((one) => one.row).sort()).toEqual(['1', '2', '3'])
      expect(seen[2]?.differences).toMatchObject([{ before: [{ row: '2' }], after: [{ row: '2' }] }])
    },
  )
  it('B3 a key that no row has is a fault, and so is a path that cannot be read (B67)', async () => {
    for (const [key, said] of [
      ['meta.number', 'finds nothing in any row: meta.number'],
      ['$.items[*].nothing', 'finds nothing in any row'],
      ['$..code', 'names, positions and *'],
      ['$[?match(@.name, "(a+)+$")]', 'names, positions and *'],
      ['$.items[0:2].meta.code', 'names, positions and *'],
      ['$.items[', 'not understood'],
      ['$', 'names, positions and *'],
    ] as const) {
      const [first] = await watched([rows(places)], { of: { ...of, rules: { key } } })
      expect(first, key).toMatchObject({ outcome: 'unavailable', judgement: { verdict: 'error' } })
      expect(first?.judgement.reason, key).toContain(said)
      expect(
        ruleFaults({ key }).map(({ path }) => path),
        key,
      ).toEqual(said.startsWith('finds') ? [] : ['rules.key'])
    }
  })

  const feed = (titles: string[]) =>
    captured(
      `<rss version="2.0"><channel><title>N</title>${titles.map((title) => `<item><title>${title}</title><guid isPermaLink="false">${title}</guid></item>`).join('')}</channel></rss>`,
      { mediaType: 'application/rss+xml' },
    )
  it('a feed that drops old entries and regains them says nothing, a new entry does', async () => {
    const seen = await watched([feed(['b', 'a']), feed(['b']), feed(['b', 'a']), feed(['New model quill-3', 'b', 'a'])], {
      of: { ...source, type: 'news' },
    })
    expect(outcomes(seen)).toEqual(['baseline', 'cosmetic', 'same', 'material'])
  })
})

describe('rules of a source', () => {
  it('B48 holds while a text stands, then tells once', async () => {
    const of = { ...source, rules: { holdWhile: ['under review'] } }
    const held = page({ days: 90, extra: 'This text is under review by our lawyers until further notice is given.' })
    const seen = await watched([captured(page()), captured(held), captured(page({ days: 90 })), captured(page({ days: 90 }))], { of })
    expect(outcomes(seen)).toEqual(['baseline', 'same', 'material', 'same'])
  })
  const clause = '<p>Customers may object to a new sub-processor within thirty days of our notice to them.</p>'
  const shorter = page({ extra: '' })
  const longer = shorter.replace('<h2>3. Support', `${clause}<h2>3. Support`)
  it.each([
    { show: 'added' as const, from: longer, to: shorter, seen: 'same', says: 'held back as "show-added"' },
    { show: 'added' as const, from: shorter, to: longer, seen: 'material', says: 'told' },
    { show: 'removed' as const, from: shorter, to: longer, seen: 'same', says: 'held back as "show-removed"' },
    { show: 'removed' as const, from: longer, to: shorter, seen: 'material', says: 'told' },
    { show: 'all' as const, from: longer, to: shorter, seen: 'material', says: 'told' },
  ])(
    'B50 with a view of $show a clause that differs is $says, and the next identical check raises nothing',
    async ({ show, from, to, seen }) => {
      const all = await watched([captured(from), captured(to), captured(to)], { of: { ...source, rules: { show } } })
      expect(outcomes(all)).toEqual(['baseline', seen, 'same'])
      expect(all[1]?.becomesCurrent).toBe(true)
      const hidden = all[1]?.heldBack.filter(({ rule }) => rule === `show-${show}`) ?? []
      expect(hidden.map(({ text }) => text.includes('sub-processor'))).toEqual(seen === 'same' ? [true] : [])
      expect(all[2]?.heldBack).toEqual([])
    },
  )
  it('B33 a range that matches nothing is a fault, not an empty document', async () => {
    const [first] = await watched([captured(page())], { of: { ...source, rules: { from: { after: 'no such words' } } } })
    expect(first).toMatchObject({ outcome: 'unavailable', judgement: { cause: 'unreadable' } })
  })
})

describe('one whole document in place of another', () => {
  const said: Record<string, (index: number) => string> = {
    member: (index) => `Members pay the yearly fee of group ${index} by bank transfer before spring begins.`,
    visitor: (index) =>
      `Before spring begins, guests of group ${index} pay a daily fee at the door, and bank transfer is for members by the year.`,
  }
  const clauses = (name: string) => Array.from({ length: 30 }, (_, index) => `<p>${said[name]?.(index)}</p>`).join('')
  const document = (name: string, at: number) =>
    captured(
      `<html lang="en"><head><title>Policy</title></head><body><main><h1>The ${name} policy</h1>${clauses(name)}</main></body></html>`,
      { at: day(at) },
    )
  it('is told the first time, told quietly when it ends, and known from then on', async () => {
    const seen = await watched([
      document('member', 0),
      document('visitor', 1),
      document('member', 2),
      document('visitor', 9),
      document('member', 10),
    ])
    expect(outcomes(seen)).toEqual(['baseline', 'material', 'cosmetic', 'unavailable', 'same'])
    expect(seen[3]?.judgement.verdict).toBe('moved')
  })
  it('is taken for the document after all when it stays', async () => {
    const later = [9, 11, 13, 14].map((at) => document('visitor', at))
    const seen = await watched([document('member', 0), document('visitor', 1), document('member', 2), ...later])
    expect(outcomes(seen).slice(3)).toEqual(['unavailable', 'unavailable', 'material', 'same'])
  })
})
