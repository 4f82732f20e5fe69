/** One or two letters of a long word (a typing error), or a plural; never another prefix ("internal", "external"). Input is folded. */
export function isSpelling(one: string, other: string): boolean {
  if (one === other) return true
  const shorter = one.length < other.length ? one : other
  const longer = shorter === one ? other : one
  if (shorter.length >= 3 && longer.startsWith(shorter) && /^(?:s|es|'s|s'|')$/.test(longer.slice(shorter.length))) return true
  if (shorter.length >= 3 && longer.endsWith('ies') && shorter.endsWith('y') && longer.slice(0, -3) === shorter.slice(0, -1)) return true
  if (shorter.length < 5 || longer.length - shorter.length > 2) return false
  if (/^(?:in|un|im|ir|il|dis|non|a)/.test(longer) && longer.endsWith(shorter)) return false
  return within(shorter, longer, shorter.length >= 8 && one[0] === other[0] ? 2 : 1)
}

/**
 * The same word under another prefix, or under one it did not have: "limited", "unlimited"; "included", "excluded"; and what a switch stands on. Input is
 * folded.
 */
export function isOpposite(one: string, other: string): boolean {
  if (switched.has(`${one} ${other}`) || negated(one) === other || negated(other) === one) return true
  let tail = 0
  while (tail < one.length && tail < other.length && one.at(-1 - tail) === other.at(-1 - tail)) tail++
  const prefixes = [one.length - tail, other.length - tail]
  // a typing error leaves the first letter: "adress", "address"
  return one[0] !== other[0] && tail >= shortestRoot && Math.max(...prefixes) >= 2 && Math.max(...prefixes) <= longestPrefix
}
const switched = new Set(['on off', 'off on'])
/** A short word without the prefix that does nothing but negate: "unfit", "nonpaid". */
const negated = (word: string): string | null => /^(?:un(?!der$|ter$|til$)|non)-?(\p{L}{3,})$/u.exec(word)?.[1] ?? null
const shortestRoot = 5
const longestPrefix = 3

/** Whether two words are within `most` edits (insertion, deletion, replacement, swap of neighbours). */
function within(a: string, b: string, most: number): boolean {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  let older = previous
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (older[j - 2] ?? 0) + 1)
      row.push(best)
    }
    older = previous
    previous = row
  }
  return (previous[b.length] ?? most + 1) <= most
}
