import { expect, it } from 'vitest'
import { stepBetween } from './invented'

const clauses = Array.from(
  { length: 25 },
  (_, index) => `<p>Clause ${index + 1} binds the customer and the vendor for as long as the agreement of service stands.</p>`,
).join('')
const change = (before: string, after: string) => stepBetween(pageOf(before), pageOf(after))
const pageOf = (inside: string): string => `<html lang="en"><head><title>Terms</title></head><body>${inside}</body></html>`
const main = (above: string, below = ''): string => `<main>${above}<h1>Terms</h1>${clauses}${below}</main>`
const news = 'From March on we hand the transcripts of all meetings over to advertising partners in fourteen countries.'
const cookies = 'From March on we set cookies of our advertising partners on all devices, unless the customers reject them.'
const denied = 'Nobody may claim that we share the prompts of our customers with the advertising partners in any country.'
const echoed = 'We share the prompts of our customers with the advertising partners in any country.'

it.each([
  { says: 'before the title, where the page names its document', before: main(''), after: main(`<p>${news}</p>`), quote: news },
  {
    says: 'under a heading before the title',
    before: `<div>${`<h2>Key changes</h2>`}<h1>Terms</h1>${clauses}</div>`,
    after: `<div><h2>Key changes</h2><p>${news}</p><h1>Terms</h1>${clauses}</div>`,
    quote: news,
  },
  {
    says: 'about cookies, in a part of its own beside a long one',
    before: `<main><section><h1>Terms</h1>${clauses}</section></main>`,
    after: `<main><section><h1>Terms</h1>${clauses}</section><section><h2>9. Cookies</h2><p>${cookies}</p></section></main>`,
    quote: cookies,
  },
  {
    says: 'that stands word for word inside a longer one',
    before: main('', `<p>${denied}</p>`),
    after: main('', `<p>${denied}</p><p>${echoed}</p>`),
    quote: echoed,
  },
])('a sentence $says is told when it comes and when it goes', async ({ before, after, quote }) => {
  for (const seen of [await change(before, after), await change(after, before)]) {
    expect(['material', 'cosmetic']).toContain(seen.outcome)
    expect(seen.quotes.map(({ text }) => text).join('\n')).toContain(quote)
  }
})

it('a sentence that was joined out of two, or moved out of a longer one, is no news', async () => {
  const moved = main('', `<p>Nobody may claim it.</p><p>${echoed}</p>`)
  expect((await change(main('', `<p>${denied}</p>`), moved)).outcome).not.toBe('same')
  const joined = 'The vendor tells the customer of a breach. The customer tells those whom it concerns.'
  const parts = joined.split(/(?<=\.) /).map((part) => `<p>${part}</p>`)
  expect((await change(main('', parts.join('')), main('', `<p>${joined}</p>`))).differences).toEqual([])
})

it('a promise made under two plans that goes under one of them is told, as editorial', async () => {
  const promise = '<p>We do not use the content of the customer to train our models or those of others.</p>'
  const plans = (consumer: string) => main('', `<h2>Business</h2>${promise}<h2>Consumer</h2><p>Consumer plans end monthly.</p>${consumer}`)
  const seen = await change(plans(promise), plans(''))
  expect(seen.outcome).toBe('cosmetic')
  expect(seen.differences).toMatchObject([{ rule: 'repeated', after: [] }])
  expect((await change(plans(promise), plans(promise))).outcome).toBe('same')
})

it('a row that stands in one table and joins another is told', async () => {
  const table = (names: readonly string[]) => `<table>${names.map((name) => `<tr><td>${name}</td><td>Peru</td></tr>`).join('')}</table>`
  const page = (support: readonly string[]) => main('', `<h2>Hosting</h2>${table(['Acme', 'Beta'])}<h2>Support</h2>${table(support)}`)
  const seen = await change(page(['Gamma']), page(['Gamma', 'Acme']))
  expect(seen.outcome).toBe('material')
  expect(seen.quotes[0]?.text).toContain('Acme')
})
