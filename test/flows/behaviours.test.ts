import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { markWords } from '../../src/core/word-marks'
import { createFetch } from '../../src/runtime/node/fetch'
import { type PagesServer, pagesServer } from '../runtime/node/pages-server'
import { type World, world } from '../world'
import { policy } from './watched'

/** Telltale through its API against a real server: what a monitor must show, by the numbers of the list. */

type Shown = { body: string | Buffer; type?: string }
const fetcher = createFetch({ allowPrivate: [{ address: '127.0.0.1', bits: 32 }], proxy: null, contact: null, publicUrl: null })
const pages = new Map<string, Shown>()
let server: PagesServer
let w: World
let token: string
let made = 0

beforeAll(async () => {
  server = await pagesServer((request, response) => {
    const page = pages.get(request.url ?? '')
    if (!page) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': page.type ?? 'text/html; charset=utf-8' }).end(page.body)
  })
  w = await world({ ports: { fetch: fetcher.fetch } })
  token = (await w.person('administrator')).token
})
afterAll(async () => {
  await Promise.all([server.close(), fetcher.close()])
})

const api = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  w.send(method, `/api/v1${path}`, { token, body, headers })
const main = (content: string) =>
  `<!doctype html><html lang="en"><head><title>Terms</title></head><body><main><h1>Terms of service</h1>${content}</main></body></html>`
const filler =
  '<p>These terms govern the use of the service by our customers, who decide which of its features their staff may use.</p><p>The support desk answers on working days between nine and five, and planned maintenance is told a week ahead.</p>'

/** A page that is watched: what it shows, its rules, and its first poll. */
async function watched(
  body: string | Buffer,
  { type, ...more }: { type?: string; rules?: unknown; kind?: string; url?: string; collector?: string } = {},
) {
  const id = `b${++made}`
  const path = `/${id}`
  pages.set(path, { body, type })
  const given = {
    id,
    url: more.url ?? server.origin + path,
    vendor: `vendor-${id}`,
    type: more.kind ?? 'terms',
    rules: more.rules ?? null,
    collector: more.collector ?? null,
  }
  expect((await api('POST', '/sources', given)).status).toBe(201)
  const poll = async () => {
    w.clock.pass(61_000)
    const done = await api('POST', `/sources/${id}/poll`, {})
    expect(done.status, done.text).toBe(200)
    return done.json
  }
  const show = async (next: string | Buffer) => {
    pages.set(path, { body: next, type })
    w.clock.pass(86_400_000)
    return poll()
  }
  const first = await poll()
  const texts = async (): Promise<string[]> => {
    const [newest] = (await api('GET', `/snapshots?filter[sourceId]=${id}`)).json.items
    expect(newest, JSON.stringify(await capture())).toBeDefined()
    const whole = await api('GET', `/snapshots/${newest?.id}?include=statements`)
    return whole.json.statements.map(({ text }: { text: string }) => text)
  }
  const capture = async () => (await api('GET', `/captures?filter[sourceId]=${id}&sort=-at`)).json.items[0]
  return { id, first, poll, show, texts, capture, health: async () => (await api('GET', `/sources/${id}`)).json.health }
}

describe('fetch and transport', () => {
  it('B13 a self-signed certificate is an error, never ignored', async () => {
    const [key, cert] = ['key', 'crt'].map((name) => readFileSync(new URL(`../fixtures/tls/self-signed.${name}`, import.meta.url)))
    const secure = createServer({ key, cert }, (_, response) => response.end(policy()))
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve))
    const address = secure.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const page = await watched('', { url: `https://127.0.0.1:${port}/terms` })
    expect(await page.health()).toMatchObject({ state: 'unavailable', cause: 'tls' })
    expect((await page.capture()).reason).toMatch(/self-signed/)
    secure.close()
  })
})

describe('narrowing rules', () => {
  it('B28 removals apply before selections, so that those which depend on an ancestor work', async () => {
    const page = await watched(
      main(
        `<div class="box">${filler}<p class="ad">Buy the other plan today and save.</p></div><p class="ad">An ad that stands elsewhere and is kept here.</p>`,
      ),
      {
        rules: { remove: ['.box .ad'], select: ['p'] },
      },
    )
    const texts = (await page.texts()).join('\n')
    expect(texts).toContain('kept here')
    expect(texts).not.toContain('Buy the other plan')
  })
  it('B29 several positional removals do not shift one another', async () => {
    const page = await watched(
      main(`${filler}<ul><li>First point of the list</li><li>Second point of the list</li><li>Third point of the list</li></ul>`),
      {
        rules: { remove: ['li:nth-child(1)', 'li:nth-child(2)'] },
      },
    )
    const texts = (await page.texts()).join('\n')
    expect(texts).toContain('Third point')
    expect(texts).not.toMatch(/First point|Second point/)
  })
  it('B30 several selections come in the order of the rules, and one that matches nothing hides none', async () => {
    const page = await watched(
      main(
        '<p class="a">The first paragraph says that the service is provided as it stands.</p><p class="b">The second paragraph says how long prompts are kept by us.</p>',
      ),
      {
        rules: { select: ['.b', '.missing', '.a'] },
      },
    )
    const texts = await page.texts()
    expect(texts.findIndex((text) => text.startsWith('The second'))).toBeLessThan(texts.findIndex((text) => text.startsWith('The first')))
    expect(texts.filter((text) => text.startsWith('The '))).toHaveLength(2)
  })
  it.each([
    [{ from: { after: 'Chapter one' }, to: { before: 'Chapter nine' } }, /"to" finds nothing/],
    [{ from: { before: 'Chapter zero' } }, /"from" finds nothing/],
  ])('B32 an end of a range that matches nothing is a clear error: %j', async (rules, names) => {
    const page = await watched(main(`<h2>Chapter one</h2>${filler}`), { rules })
    expect((await page.health()).state).not.toBe('ok')
    expect((await page.capture()).reason).toMatch(names)
  })
  it('B32 a range runs from after one text to before another', async () => {
    const page = await watched(
      main(
        `<p>Preamble that stands before the chapter.</p><h2>Chapter one</h2>${filler}<h2>Chapter two</h2><p>Something else that is not wanted here.</p>`,
      ),
      {
        rules: { from: { after: 'Chapter one' }, to: { before: 'Chapter two' } },
      },
    )
    const texts = (await page.texts()).join('\n')
    expect(texts).toContain('These terms govern')
    expect(texts).not.toMatch(/Preamble|not wanted/)
  })
})

describe('extraction', () => {
  it('B35 the same capture gives the same statements however many read it at once', async () => {
    const page = await watched(policy())
    const read = await Promise.all(Array.from({ length: 8 }, () => page.texts()))
    expect(new Set(read.map((texts) => JSON.stringify(texts))).size).toBe(1)
  })
  it('B38 a feed with CDATA, bad characters and namespaced elements is read, an empty one is a state', async () => {
    const feed = (items: string) =>
      `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Changes of the service</title><link>https://acme.example.test/</link><description>What is new</description>${items}</channel></rss>`
    const item = (n: number, body: string) =>
      `<item><title>Release ${n}</title><guid>r${n}</guid><dc:creator>Release team</dc:creator><description>${body}</description></item>`
    const page = await watched(
      feed(
        item(1, '<![CDATA[<p>Model two is retired on 1 March 2027 &amp; replaced.</p>]]>') +
          item(2, 'A control\u0008 character and a lone \u000B one stand in this entry.'),
      ),
      { type: 'application/rss+xml', kind: 'changelog' },
    )
    const texts = (await page.texts()).join('\n')
    expect(texts).toContain('Model two is retired on 1 March 2027 & replaced')
    expect(texts).toMatch(/control\W+character/)
    const empty = await watched(feed(''), { type: 'application/rss+xml', kind: 'changelog' })
    expect((await empty.health()).state).not.toBe('never-read')
    expect((await api('GET', `/findings?filter[sourceId]=${empty.id}`)).json.items).toEqual([])
  })
  it('B39 bytes that are no PDF, under its media type, are a failure in words', async () => {
    const page = await watched(Buffer.from('%PDF-1.7\nnothing of a PDF follows'), { type: 'application/pdf; charset=utf-8' })
    expect(await page.health()).toMatchObject({ state: 'unavailable' })
    expect((await page.capture()).reason).toMatch(/\w+ \w+/)
  })
  it('B42 white space, case, punctuation and accents alone raise nothing; numbers, versions and negations do', async () => {
    const clause = (text: string) => main(`${filler}<p>${text}</p>`)
    const page = await watched(clause('We may charge 1.5 % a month, use model gpt-4.1, and do not train on café prompts.'))
    const same = await page.show(clause('We  may charge 1.5 % a month , use model gpt-4.1 and do not train on cafe prompts'))
    expect(['none', 'noise', 'cosmetic']).toContain(same.change)
    expect(same.findingIds).toEqual([])
    for (const next of [
      'We may charge 15 % a month, use model gpt-4.1, and do not train on café prompts.',
      'We may charge 15 % a month, use model gpt-41, and do not train on café prompts.',
      'We may charge 15 % a month, use model gpt-41, and do train on café prompts.',
    ])
      expect(await page.show(clause(next)), next).toMatchObject({ change: 'material' })
  })
})

describe('change logic', () => {
  const list = (...items: string[]) => main(`${filler}<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`)
  const items = [
    'Northgate Hosting GmbH, hosting, Germany',
    'Lindqvist Mail AB, e-mail, Sweden',
    'Harbour Inference Ltd, inference, Ireland',
  ]
  it('B43 lines that are only re-ordered raise nothing, a new one among them is found', async () => {
    const page = await watched(list(...items), { kind: 'subprocessors' })
    expect((await page.show(list(...items.toReversed()))).findingIds).toEqual([])
    const done = await page.show(list(items[1] ?? '', 'Quarry Analytics Inc, analytics, United States', items[0] ?? '', items[2] ?? ''))
    expect(done.change).toBe('material')
    const [finding] = (await api('GET', `/findings?filter[sourceId]=${page.id}`)).json.items
    expect(JSON.stringify(finding.quotes)).toContain('Quarry Analytics')
  })
  it('B45 a pattern over several lines drops every line that it touches', async () => {
    const page = await watched(main(`${filler}<p>Build begins</p><p>number 4711</p><p>Build ends</p>`), {
      rules: { ignore: ['Build begins[\\s\\S]*Build ends'] },
    })
    expect((await page.texts()).join('\n')).not.toMatch(/Build|4711/)
    expect((await page.show(main(`${filler}<p>Build begins</p><p>number 4712</p><p>Build ends</p>`))).change).toBe('none')
  })
  it('B46 ignoring beats watching for', async () => {
    const text = (days: number) =>
      main(`${filler}<p>Prompts are kept for ${days} days by the service.</p><p>Prompts are never sold to anybody at all.</p>`)
    const page = await watched(text(30), { rules: { only: ['Prompts'], ignore: ['kept for'] } })
    expect((await page.texts()).filter((line) => line.includes('Prompts'))).toEqual(['Prompts are never sold to anybody at all.'])
    expect((await page.show(text(90))).findingIds).toEqual([])
  })
  it('B51 a part that was missing and comes back is seen', async () => {
    const clause = '<p>Your prompts are used to train our models unless your administrator has opted out of that in writing.</p>'
    const page = await watched(main(filler))
    expect((await page.show(main(filler + clause))).change).toBe('material')
    expect((await page.show(main(filler))).change).not.toBe('none')
  })
  it('B68 a pattern that would backtrack is bounded', async () => {
    const page = await watched(main(`${filler}<p>${'a'.repeat(40_000)}!</p>`), { rules: { ignore: ['(a+)+$', '^(\\w+\\s?)*$'] } })
    // one that backtracks would not end within the time that a test has
    await page.poll()
    expect((await page.health()).state).toBe('ok')
  })
})

describe('history and records', () => {
  it('B57 shows what stood at a date, refuses a date in the future, and finds none before the first', async () => {
    const page = await watched(policy())
    const between = w.ports.now()
    await page.show(policy({ days: 90 }))
    const at = async (instant: string) => api('GET', `/snapshots?filter[sourceId]=${page.id}&asOf=${instant}`)
    expect((await at(between)).json.items).toHaveLength(1)
    expect((await api('GET', `/snapshots?filter[sourceId]=${page.id}`)).json.items).toHaveLength(2)
    expect((await at('2001-01-01T00:00:00Z')).json.items).toEqual([])
    expect((await at('2099-01-01T00:00:00Z')).status).toBe(400)
  })
  it('B61 of two edits at once one is refused, and neither is lost in the other', async () => {
    const page = await watched(policy())
    const etag = (await api('GET', `/sources/${page.id}`)).headers.get('etag') ?? ''
    const both = await Promise.all(
      [30, 45].map((intervalMinutes) => api('PATCH', `/sources/${page.id}`, { intervalMinutes }, { 'if-match': etag })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    const won = both.find(({ status }) => status === 200)
    expect((await api('GET', `/sources/${page.id}`)).json.intervalMinutes).toBe(won?.json.intervalMinutes)
  })
  it('B64 an import names bad rows by their line', async () => {
    const form = new FormData()
    const text = 'source.url,source.vendor\nhttps://good.example.test/terms,good\nno address,bad\nftp://bad.example.test/,bad\n'
    form.set('file', new File([text], 'sources.csv', { type: 'text/csv' }))
    form.set('as', 'sources')
    const done = await w.send('POST', '/api/v1/imports', { token, form })
    expect(done.json.errors.map(({ line }: { line: number }) => line)).toEqual([3, 4])
    expect(done.json.created).toBeGreaterThan(0)
  })
})

/** A PDF of one page with one line of text, as a program would write it. */
function pdf(text: string, { date = '20261121' } = {}): Buffer {
  const content = `BT /F1 12 Tf 72 720 Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2000 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /CreationDate (D:${date}000000Z) >>`,
  ]
  let out = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const at = out.length
    out += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = out.length
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(out, 'latin1')
}

describe('other formats', () => {
  const said = (days: number) =>
    `We retain prompts and outputs for ${days} days after they are submitted and then delete them from all systems.`
  const type = 'application/pdf; charset=binary'
  it('B39 a text change in a PDF is seen, other bytes with the same text are none', async () => {
    const page = await watched(pdf(said(30)), { type })
    expect((await page.texts()).join(' ')).toContain('30 days')
    expect((await page.show(pdf(said(30), { date: '20261201' }))).change).toBe('none')
    expect((await page.show(pdf(said(90)))).change).toBe('material')
  })
  it('B39 a PDF without text is a failure, one without its end is read', async () => {
    const empty = await watched(pdf(''), { type })
    expect(await empty.health()).toMatchObject({ state: 'unavailable' })
    const cut = await watched(
      Buffer.from(
        pdf(said(30))
          .toString('latin1')
          .replace(/%%EOF\n$/, ''),
        'latin1',
      ),
      { type },
    )
    expect((await cut.texts()).join(' ')).toContain('30 days')
  })
  it('B37 JSONP is read as the JSON in it', async () => {
    const body = (version: string) =>
      `/**/ callback({"models":[{"id":"quarry-2","status":"${version}","context":128000,"note":"A model for long documents and careful answers"}]});`
    const page = await watched(body('active'), { type: 'application/javascript', kind: 'models-api' })
    expect((await page.texts()).join('\n')).toContain('quarry-2')
  })
  it('B37 JSON-LD inside HTML is read by the collector of JSON', async () => {
    const ld = (text: string) =>
      `<!doctype html><html lang="en"><head><title>Terms</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"Article","headline":"Terms of service","articleBody":"${text}"}</script></head><body><div id="root"></div></body></html>`
    const page = await watched(ld(said(30)), { collector: 'json-rows' })
    expect((await page.texts()).join('\n')).toContain('30 days')
    expect((await page.show(ld(said(90)))).change).toBe('material')
  })
})

describe('difference and output', () => {
  it.each([
    ['a number changed', 'We keep prompts for 30 days in all.', 'We keep prompts for 90 days in all.', ['30'], ['90']],
    ['a pure insertion', 'We keep prompts for 30 days.', 'We never keep prompts for 30 days.', [], ['never']],
    ['a pure deletion', 'We never keep prompts for 30 days.', 'We keep prompts for 30 days.', ['never'], []],
    ['several words', 'The vendor may keep prompts.', 'The vendor must delete prompts.', ['may', 'keep'], ['must', 'delete']],
    ['case', 'Model X is retired.', 'Model x is retired.', ['X'], ['x']],
  ])('B56 marks words: %s', (_, before, after, gone, came) => {
    const marks = markWords(before, after)
    const words = (runs: { text: string; mark: string }[], mark: string) =>
      runs.filter((run) => run.mark === mark).flatMap(({ text }) => text.split(/\s+/).filter(Boolean))
    expect([words(marks.before, 'gone'), words(marks.after, 'came')]).toEqual([gone, came])
    expect(marks.before.map(({ text }) => text).join('')).toBe(before)
    expect(marks.after.map(({ text }) => text).join('')).toBe(after)
  })
  it('B56 keeps tabs and odd spaces as they are', () => {
    const [before, after] = ['Kept\tfor  30 days', 'Kept\tfor  90\u00A0days']
    const marks = markWords(before, after)
    expect(marks.after.map(({ text }) => text).join('')).toBe(after)
    expect(marks.before.filter(({ mark }) => mark === 'gone').length).toBeGreaterThan(0)
  })
})
