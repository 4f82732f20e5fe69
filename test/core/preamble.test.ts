import { expect, it } from 'vitest'
import { collectors } from '../../collectors'
import type { Examination } from '../../src/core/examination'
import { examineWith } from '../../src/core/examine'
import { emptyMemory } from '../../src/core/memory'

const examine = examineWith(collectors)
const clauses = Array.from(
  { length: 30 },
  (_, index) => `<p>Clause ${index + 1} binds the customer and the vendor for as long as the agreement of service stands.</p>`,
).join('')
const page = (above: string, below = ''): string =>
  `<html lang="en"><head><title>Terms</title></head><body><div><div>${above}</div><h1>Terms of service</h1>${below}${clauses}</div></body></html>`

async function change(before: string, after: string): Promise<Examination> {
  const source = { id: 's1', url: 'https://vendor.example/terms', type: 'terms' as const, collector: null, rules: null }
  const captured = (body: string) => ({
    at: '2026-05-01T00:00:00.000Z',
    status: 200,
    headers: {},
    mediaType: 'text/html',
    requestedUrl: source.url,
    finalUrl: source.url,
    body: new TextEncoder().encode(body),
  })
  const first = await examine({ source, capture: captured(before), before: null, memory: emptyMemory, candidate: null })
  return examine({ source, capture: captured(after), before: first.reading, memory: first.memory, candidate: null, settled: true })
}
const promotion = '<p>Meet our new agent, which books journeys and pays for them without asking anybody.</p>'

it('what stands before the title of a document is not the document', async () => {
  expect((await change(page(''), page(promotion))).outcome).toBe('same')
  expect((await change(page(''), page('', promotion))).outcome).toBe('material')
})
it('but for its date', async () => {
  const seen = await change(page('<p>Last updated: 3 May 2026</p>'), page('<p>Last updated: 9 June 2026</p>'))
  expect(seen.outcome).toBe('cosmetic')
  expect(seen.reading?.stated).toMatchObject([{ day: '2026-06-09' }])
})
it('nor is anything lost where most of the text stands before the title', async () => {
  const upside = (extra: string): string =>
    `<html lang="en"><body><div>${clauses}${extra}<h1>Terms of service</h1><p>End of the terms.</p></div></body></html>`
  expect((await change(upside(''), upside(promotion))).outcome).toBe('material')
})
