import { describe, expect, it } from 'vitest'
import { collectors } from '../../collectors'
import type { Capture } from '../../src/core/capture'
import type { Examination } from '../../src/core/examination'
import { examineWith } from '../../src/core/examine'
import { emptyMemory } from '../../src/core/memory'
import type { SourceView } from '../../src/core/source'

const examine = examineWith(collectors)
const address = 'https://vendor.example/terms'
const source: SourceView = { id: 's1', url: address, type: 'terms', collector: null, rules: null }
const captured = (body: string): Capture => ({
  at: '2026-05-01T00:00:00.000Z',
  status: 200,
  headers: {},
  mediaType: 'text/html; charset=utf-8',
  requestedUrl: address,
  finalUrl: address,
  body: new TextEncoder().encode(body),
})

const prose = `<p>These terms govern the use of the applicant service by our customers. Each customer decides which features its recruiters may use.</p>
<h2>Data</h2><p>We process the documents of applicants only to provide the service to the customer. We retain prompts for thirty days and then delete them.</p>
<h2>Support</h2><p>Our support desk answers on working days between nine and five. We tell customers about planned maintenance one week ahead.</p>`
const page = ({
  head = '',
  before = '',
  inside = prose,
  after = '',
}: {
  head?: string
  before?: string
  inside?: string
  after?: string
}): string =>
  `<!doctype html><html lang="en"><head><title>Terms</title>${head}</head><body>${before}<main><h1>Terms</h1>${inside}</main>${after}</body></html>`

async function step(one: string, other: string): Promise<Examination> {
  const first = await examine({ source, capture: captured(one), before: null, memory: emptyMemory, candidate: null })
  return examine({ source, capture: captured(other), before: first.reading, memory: emptyMemory, candidate: null, settled: true })
}

const protect = (mail: string, key: number): string =>
  [key, ...[...mail].map((sign) => sign.charCodeAt(0) ^ key)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const mojibake = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => new TextDecoder('windows-1252').decode(Uint8Array.of(byte))).join('')

describe('says nothing of', () => {
  it.each([
    {
      of: 'tracking parameters',
      one: { inside: `${prose}<p>See the <a href="/dpa?utm_source=a">agreement</a> too.</p>` },
      other: { inside: `${prose}<p>See the <a href="/dpa?gclid=b">agreement</a> too.</p>` },
    },
    {
      of: 'ids of a visit in links',
      one: { inside: `${prose}<p>See the <a href="/v/0f8fad5bd9cb469fa165/dpa">agreement</a> too.</p>` },
      other: { inside: `${prose}<p>See the <a href="/v/7c9e6679742540de944b/dpa">agreement</a> too.</p>` },
    },
    {
      of: 'tokens and nonces',
      one: { head: '<meta name="csrf-token" content="a1"><script nonce="x1">var t="a1"</script>' },
      other: { head: '<meta name="csrf-token" content="b2"><script nonce="y2">var t="b2"</script>' },
    },
    {
      of: 'a menu',
      one: { before: '<nav><a href="/">Home</a></nav>' },
      other: { before: '<nav><a href="/">Home</a><a href="/jobs">We hire people who like long walks and short meetings</a></nav>' },
    },
    {
      of: 'the head of a page',
      one: { before: '<header>Vendor</header>' },
      other: { before: '<header>Vendor, now with the autumn release of the applicant service</header>' },
    },
    {
      of: 'the foot of a page',
      one: { after: '<footer>1 Mill Lane</footer>' },
      other: { after: '<footer>2 Mill Lane, where our new office opened its doors this spring</footer>' },
    },
    {
      of: 'a cookie banner',
      one: {},
      other: { after: '<div class="cookie-banner">We use cookies to measure visits. <a href="/cookies">Read more</a></div>' },
    },
    {
      of: 'a consent dialog',
      one: {},
      other: { before: '<div role="dialog" aria-modal="true">We value your privacy and would like to set cookies on your device.</div>' },
    },
    { of: 'a promotion', one: {}, other: { inside: `<div class="promo">Join our conference in May and meet the team.</div>${prose}` } },
    {
      of: 'related content',
      one: {},
      other: { inside: `${prose}<section class="related"><a href="/b">How we hire in spring</a></section>` },
    },
    {
      of: 'relative times',
      one: { inside: `${prose}<p>Page checked 3 minutes ago by our staff.</p>` },
      other: { inside: `${prose}<p>Page checked 2 days ago by our staff.</p>` },
    },
    { of: 'reading times', one: { inside: `${prose}<p>4 min read</p>` }, other: { inside: `${prose}<p>5 min read</p>` } },
    {
      of: 'times of a visit',
      one: { inside: `${prose}<p>Rendered at 10:11:12 for you by our servers.</p>` },
      other: { inside: `${prose}<p>Rendered at 23:01:59 for you by our servers.</p>` },
    },
    {
      of: 'typographic variants',
      one: { inside: `${prose}<p>The customer's "data" - all of it - stays theirs.</p>` },
      other: { inside: `${prose}<p>The customer’s “data” – all of\u00a0it — stays\u200b theirs.</p>` },
    },
    {
      of: 'case',
      one: { inside: `${prose}<p>We keep no copies of the customer's data.</p>` },
      other: { inside: `${prose}<p>WE KEEP NO COPIES OF THE CUSTOMER'S DATA.</p>` },
    },
    {
      of: 'mojibake',
      one: { inside: `${prose}<p>We don’t sell the data of “any” customer – ever.</p>` },
      other: { inside: `${prose}<p>${mojibake('We don’t sell the data of “any” customer – ever.')}</p>` },
    },
    {
      of: 'protected addresses',
      one: {
        inside: `${prose}<p>Write to <a class="x" href="/cdn-cgi/l/email-protection" data-cfemail="${protect('law@vendor.example', 17)}">[email]</a> with questions.</p>`,
      },
      other: {
        inside: `${prose}<p>Write to <a class="x" href="/cdn-cgi/l/email-protection" data-cfemail="${protect('law@vendor.example', 99)}">[email]</a> with questions.</p>`,
      },
    },
    {
      of: 'renumbered clauses',
      one: {
        inside:
          '<p>4.1 We keep the records of customers for as long as the law asks.</p><p>4.2 We delete all else when the contract ends.</p>',
      },
      other: {
        inside:
          '<p>5.1 We keep the records of customers for as long as the law asks.</p><p>5.2 We delete all else when the contract ends.</p>',
      },
    },
    {
      of: 'another order of a list',
      one: { inside: '<ul><li>Peru</li><li>Chad</li><li>Oman</li></ul>' },
      other: { inside: '<ul><li>Oman</li><li>Peru</li><li>Chad</li></ul>' },
    },
    {
      of: 'hidden text for machines',
      one: {},
      other: { inside: `${prose}<div style="display:none">build 7731 of the page was made by the second server of the second row</div>` },
    },
    {
      of: 'data inside scripts',
      one: { after: '<script type="application/json">{"visits":1}</script>' },
      other: { after: '<script type="application/json">{"visits":2,"text":"We sell everything to everybody from tomorrow on."}</script>' },
    },
  ])('$of', async ({ one, other }) => {
    const { outcome, differences } = await step(page(one), page(other))
    expect({ outcome, differences: differences.map(({ rule, before, after }) => [rule, before[0]?.text, after[0]?.text]) }).toEqual({
      outcome: 'same',
      differences: [],
    })
  })
})

describe('what is hidden until somebody asks for it is the document', () => {
  const sentence = 'We sell the transcripts of all recorded meetings to partners in fourteen countries.'
  it.each([
    { says: 'details', inside: `<details><summary>Data</summary><p>${sentence}</p></details>` },
    { says: 'a part hidden until found', inside: `<div hidden="until-found"><p>${sentence}</p></div>` },
    { says: 'a tab', inside: `<div role="tabpanel" hidden><p>${sentence}</p></div>` },
    { says: 'a part of an accordion by its class', inside: `<div class="accordion-body" style="display: none"><p>${sentence}</p></div>` },
    {
      says: 'a part that a button opens',
      inside: `<button aria-expanded="false" aria-controls="p1">Data</button><div id="p1" hidden><p>${sentence}</p></div>`,
    },
    {
      says: 'a part that a link opens',
      inside: `<a href="#" aria-expanded="false" aria-controls="p1">Data</a><div id="p1" hidden><p>${sentence}</p></div>`,
    },
  ])('$says', async ({ inside }) => {
    const { outcome, quotes } = await step(page({}), page({ inside: `${prose}${inside}` }))
    expect(outcome).toBe('material')
    expect(quotes.map(({ text }) => text).join('\n')).toContain(sentence)
  })

  it('is not what a menu button opens', async () => {
    const menu = `<button aria-expanded="false" aria-controls="m1">Menu</button><div id="m1" hidden>${['Pricing', 'Our customers', 'Careers with us'].map((name) => `<a href="/${name.length}">${name}</a>`).join('')}</div>`
    expect((await step(page({}), page({ inside: `${menu}${prose}` }))).outcome).toBe('same')
  })
})

describe('a page that was not finished', () => {
  const long = Array.from(
    { length: 40 },
    (_, at) => `<p>Clause ${at} says that party ${at} answers for the goods of port ${at} in full.</p>`,
  ).join('')
  it.each([
    { says: 'cut off in the middle', body: page({ inside: long }).slice(0, 700) },
    { says: 'rendered by half', body: page({ inside: '<div class="spinner"></div>' }) },
  ])('$says replaces nothing', async ({ body }) => {
    const { outcome, judgement } = await step(page({ inside: long }), body)
    expect(outcome).toBe('unavailable')
    expect(['partial', 'empty']).toContain(judgement.verdict)
  })
})
