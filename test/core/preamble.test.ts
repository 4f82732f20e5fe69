import { expect, it } from 'vitest'
import { stepBetween } from './invented'

const clauses = Array.from(
  { length: 30 },
  (_, index) => `<p>Clause ${index + 1} binds the customer and the vendor for as long as the agreement of service stands.</p>`,
).join('')
const page = (above: string, below = ''): string =>
  `<html lang="en"><head><title>Terms</title></head><body><div><div>${above}</div><h1>Terms of service</h1>${below}${clauses}</div></body></html>`

const promotion = '<p>Meet our new agent, which books journeys and pays for them without asking anybody.</p>'

it('what stands before the title of a document is not the document', async () => {
  expect((await stepBetween(page(''), page(promotion))).outcome).toBe('same')
  expect((await stepBetween(page(''), page('', promotion))).outcome).toBe('material')
})
it('but for its date', async () => {
  const seen = await stepBetween(page('<p>Last updated: 3 May 2026</p>'), page('<p>Last updated: 9 June 2026</p>'))
  expect(seen.outcome).toBe('cosmetic')
  expect(seen.reading?.stated).toMatchObject([{ day: '2026-06-09' }])
})
it('nor is anything lost where most of the text stands before the title', async () => {
  const upside = (extra: string): string =>
    `<html lang="en"><body><div>${clauses}${extra}<h1>Terms of service</h1><p>End of the terms.</p></div></body></html>`
  expect((await stepBetween(upside(''), upside(promotion))).outcome).toBe('material')
})
