import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectors } from '../../collectors'
import type { Capture } from '../../src/core/capture'
import type { Examination } from '../../src/core/examination'
import { examineWith } from '../../src/core/examine'
import { emptyMemory } from '../../src/core/memory'
import type { SourceView } from '../../src/core/source'

const examine = examineWith(collectors)
const address = 'https://vendor.example/subprocessors'
const source: SourceView = { id: 's1', url: address, type: 'subprocessors', collector: null, rules: null }
const captured = (body: string, mediaType: string): Capture => ({
  at: '2026-05-01T00:00:00.000Z',
  status: 200,
  headers: {},
  mediaType,
  requestedUrl: address,
  finalUrl: address,
  body: new TextEncoder().encode(body),
})
const runs = { numRuns: 40 }

type Rows = readonly (readonly [name: string, place: string])[]
const intro = 'These companies work for us on the data that our customers hand over to the service, as the agreement with them says.'
const html = (inner: string): string =>
  `<html lang="en"><body><nav><a href="/">Home</a></nav><main><h1>Companies</h1><p>${intro}</p>${inner}</main><footer>1 Mill Lane</footer></body></html>`

/** Ways in which vendors list who and what there is. */
const forms: readonly { says: string; mediaType: string; render: (rows: Rows) => string }[] = [
  {
    says: 'a table with a head',
    mediaType: 'text/html',
    render: (rows) =>
      html(
        `<table><thead><tr><th>Name</th><th>Place</th></tr></thead><tbody>${rows.map(([name, place]) => `<tr><td>${name}</td><td>${place}</td></tr>`).join('')}</tbody></table>`,
      ),
  },
  {
    says: 'a table without a head',
    mediaType: 'text/html',
    render: (rows) => html(`<table>${rows.map(([name, place]) => `<tr><td><b>${name}</b></td><td>${place}</td></tr>`).join('')}</table>`),
  },
  {
    says: 'a table with row headings',
    mediaType: 'text/html',
    render: (rows) =>
      html(`<table>${rows.map(([name, place]) => `<tr><th scope="row">${name}</th><td><p>${place}</p></td></tr>`).join('')}</table>`),
  },
  {
    says: 'a table of boxes with roles',
    mediaType: 'text/html',
    render: (rows) =>
      html(
        `<div role="table">${rows.map(([name, place]) => `<div role="row"><div role="cell">${name}</div><div role="cell">${place}</div></div>`).join('')}</div>`,
      ),
  },
  {
    says: 'a list',
    mediaType: 'text/html',
    render: (rows) => html(`<ul>${rows.map(([name, place]) => `<li>${name}, ${place}</li>`).join('')}</ul>`),
  },
  {
    says: 'a list of links',
    mediaType: 'text/html',
    render: (rows) => html(`<ul>${rows.map(([name, place]) => `<li><a href="/c/${name}">${name}</a> (${place})</li>`).join('')}</ul>`),
  },
  {
    says: 'a list of definitions',
    mediaType: 'text/html',
    render: (rows) => html(`<dl>${rows.map(([name, place]) => `<dt>${name}</dt><dd>${place}</dd>`).join('')}</dl>`),
  },
  {
    says: 'a Markdown table',
    mediaType: 'text/markdown',
    render: (rows) =>
      `# Companies\n\n${intro}\n\n| Name | Place |\n|---|---|\n${rows.map(([name, place]) => `| ${name} | ${place} |`).join('\n')}\n`,
  },
  {
    says: 'a Markdown table without outer bars',
    mediaType: 'text/markdown',
    render: (rows) =>
      `# Companies\n\n${intro}\n\nName | Place\n:--- | ---:\n${rows.map(([name, place]) => `${name} | ${place}`).join('\n')}\n`,
  },
  {
    says: 'a Markdown list',
    mediaType: 'text/markdown',
    render: (rows) => `# Companies\n\n${intro}\n\n${rows.map(([name, place]) => `- ${name}: ${place}`).join('\n')}\n`,
  },
  {
    says: 'a JSON list of records',
    mediaType: 'application/json',
    render: (rows) => JSON.stringify({ object: 'list', data: rows.map(([id, place]) => ({ id, place })) }),
  },
  {
    says: 'a JSON map of records',
    mediaType: 'application/json',
    render: (rows) => JSON.stringify(Object.fromEntries(rows.map(([id, place]) => [id, { place }]))),
  },
  {
    says: 'JSON lines',
    mediaType: 'application/json',
    render: (rows) => rows.map(([name, place]) => JSON.stringify({ name, place })).join('\n'),
  },
  {
    says: 'an Atom feed',
    mediaType: 'application/atom+xml',
    render: (rows) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title>${rows.map(([name, place]) => `<entry><id>urn:${name}</id><title>${name}</title><summary>${place}</summary></entry>`).join('')}</feed>`,
  },
  {
    says: 'an RSS feed',
    mediaType: 'application/rss+xml',
    render: (rows) =>
      `<rss version="2.0"><channel><title>N</title>${rows.map(([name, place]) => `<item><title>${name}</title><description>${place}</description><guid>${name}</guid></item>`).join('')}</channel></rss>`,
  },
  {
    says: 'plain text',
    mediaType: 'text/plain',
    render: (rows) => `COMPANIES\n\n${intro}\n\n${rows.map(([name, place]) => `* ${name} (${place})`).join('\n')}\n`,
  },
]

const name = fc.oneof(
  fc.stringMatching(/^[A-Z][a-z]{0,7}$/),
  fc.stringMatching(/^[A-Z]{2,4}$/),
  fc.stringMatching(/^[A-Z][a-z]{2,6} [A-Z][a-z]{1,5}$/),
  fc.stringMatching(/^[a-z]{2,5}-[1-9](?:\.[1-9])?$/),
  fc.constantFrom('青云', '北斗', '金山', 'Überall', 'Šumava'),
)
const place = fc.constantFrom('Peru', 'Chad', 'Oman', 'Fiji', 'Laos')
const lists = fc.uniqueArray(fc.tuple(name, place), {
  minLength: 2,
  maxLength: 7,
  selector: ([one]) => one.toLowerCase().replace(/[^\p{L}\d]/gu, ''),
})

const step = async (before: string, after: string, mediaType: string): Promise<Examination> => {
  const first = await examine({ source, capture: captured(before, mediaType), before: null, memory: emptyMemory, candidate: null })
  return examine({
    source,
    capture: captured(after, mediaType),
    before: first.reading,
    memory: emptyMemory,
    candidate: null,
    settled: true,
  })
}
const said = ({ differences }: Examination, side: 'before' | 'after'): string =>
  differences.flatMap((difference) => difference[side].map(({ text }) => text)).join('\n')

describe.each(forms)('$says', ({ render, mediaType }) => {
  it('tells an entry of any length that comes or goes', () =>
    fc.assert(
      fc.asyncProperty(lists, async (rows) => {
        const [first] = rows
        const came = await step(render(rows.slice(1)), render(rows), mediaType)
        expect({ outcome: came.outcome, text: said(came, 'after') }).toMatchObject({
          outcome: 'material',
          text: expect.stringContaining(first?.[0] ?? ''),
        })
        const went = await step(render(rows), render(rows.slice(1)), mediaType)
        // what leaves a feed has left its window, and is told as such
        expect(['material', 'cosmetic']).toContain(went.outcome)
        expect(said(went, 'before')).toContain(first?.[0])
      }),
      runs,
    ))

  it('tells a value that changes with the name it belongs to', () =>
    fc.assert(
      fc.asyncProperty(lists, fc.constantFrom('Cuba', 'Mali', '7'), async (rows, value) => {
        const changed: Rows = rows.map(([own, old], index) => [own, index === 1 ? value : old])
        const seen = await step(render(rows), render(changed), mediaType)
        // an entry of a list is an edited line, and how much that matters is for the grade to say
        expect(['material', 'cosmetic']).toContain(seen.outcome)
        expect({ before: said(seen, 'before'), after: said(seen, 'after') }).toMatchObject({
          before: expect.stringContaining(rows[1]?.[0] ?? ''),
          after: expect.stringMatching(value),
        })
        expect(said(seen, 'after')).toContain(rows[1]?.[0])
      }),
      runs,
    ))

  it('says nothing material when its entries stand in another order', () =>
    fc.assert(
      fc.asyncProperty(lists, async (rows) => {
        const { differences } = await step(render(rows), render([...rows].reverse()), mediaType)
        expect(differences.filter(({ grade }) => grade === 'material')).toEqual([])
      }),
      runs,
    ))
})
