import { expect, it } from 'vitest'
import { stepBetween } from './invented'

const clauses = Array.from(
  { length: 12 },
  (_, index) =>
    `<p>Clause ${index + 1} binds the customer and the vendor for as long as the agreement of service stands between the two.</p>`,
).join('')
const page = (beside: string, inside = ''): string =>
  `<html lang="en"><head><title>Terms</title></head><body><div class="a1"><h1>Terms</h1>${clauses}${inside}</div>${beside}</body></html>`
const banner = `<div class="x9"><div class="z3"><p>We use cookies to understand how visitors use this site and to show them our own advertising on others.</p><button>Accept all</button> <a href="/c">Manage preferences</a></div></div>`

const outcome = async (before: string, after: string): Promise<string> => (await stepBetween(before, after)).outcome

it('a request for consent beside the document is no part of it, whatever its boxes are called', async () => {
  expect(await outcome(page(''), page(banner))).toBe('same')
  expect(await outcome(page(banner), page(''))).toBe('same')
})
it('what the document itself says of cookies is', async () => {
  const clause =
    '<div><p>The vendor sets cookies of its advertising partners, which customers may reject or accept in their account.</p></div>'
  expect(await outcome(page(''), page('', clause))).toBe('material')
})
