import { expect, it } from 'vitest'
import { boundQuotes } from '../../src/flows/bound-quotes'

const quote = (text: string) => ({ side: 'added' as const, text, sourceId: null })
const kind = (quotes: number[]) => ({ kind: 'subprocessor-added' as const, rule: 'row', quotes })

it('few quotes stay as they are', () => {
  const examined = { quotes: [quote('30 days'), quote('Acme Ltd')], kinds: [kind([0, 1])] }
  expect(boundQuotes(examined)).toBe(examined)
})

it('of many quotes the strongest stay, and the first of each kind, which still points at it', () => {
  const quotes = Array.from({ length: 20 }, (_, index) => quote(`${index} ${'word '.repeat(100)}`))
  const kept = boundQuotes({ quotes, kinds: [kind([0, 1, 17]), kind([18, 19])] })
  expect(kept.quotes.map(({ text }) => Number.parseInt(text, 10))).toEqual([0, 1, 2, 3, 4, 5, 6, 18])
  expect(kept.kinds.map((one) => one.quotes)).toEqual([[0, 1], [7]])
})

it('one quote that is longer than all that is kept stays', () => {
  const quotes = [quote('long '.repeat(2_000)), quote('short')]
  expect(boundQuotes({ quotes, kinds: [] }).quotes).toEqual(quotes.slice(0, 1))
})
