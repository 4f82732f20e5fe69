import type { Examined } from '../ports'

/** What a finding keeps of its quotes: a page written anew has hundreds, and its change holds the differences whole. */
const keptChars = 4_000

/**
 * The strongest quotes up to 4,000 characters, and the first of each kind however long, with the kinds pointing at what is left of their quotes.
 * The quotes come strongest first and stay in their order.
 */
export function boundQuotes<T extends Pick<Examined, 'quotes' | 'kinds'>>(examined: T): T {
  const firsts = new Set(examined.kinds.map(({ quotes }) => quotes[0]))
  let chars = 0
  const kept = examined.quotes.flatMap(({ text }, index) => {
    chars += text.length
    return index === 0 || chars <= keptChars || firsts.has(index) ? [index] : []
  })
  if (kept.length === examined.quotes.length) return examined
  const place = new Map(kept.map((index, at) => [index, at]))
  return {
    ...examined,
    quotes: examined.quotes.filter((_, index) => place.has(index)),
    kinds: examined.kinds.map((one) => ({ ...one, quotes: one.quotes.flatMap((index) => place.get(index) ?? []) })),
  }
}
