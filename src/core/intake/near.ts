/** How a vendor that is asked for may be one that we have: the strongest first. */
export const matchings = ['domain', 'alias', 'name', 'parent', 'near'] as const
export type Matching = (typeof matchings)[number]
export type Known = { id: string; name: string; domains: readonly string[]; aliases: readonly string[]; parentGroup: string | null }
export type Match<K extends Known> = { known: K; by: Matching; words: string }

const forms =
  /\b(?:the|inc|incorporated|llc|ltd|limited|plc|gmbh|ag|ab|sa|sas|srl|spa|bv|nv|oy|as|aps|kk|pty|co|corp|corporation|company|group|holdings?|technologies|technology|software|labs?|ai)\b/g

/** A name without case, accents, punctuation and legal form: "Acme AI, Inc." → "acme". Nothing but such words: the words themselves. */
export function foldName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const bare = plain.replace(forms, ' ').replace(/\s+/g, ' ').trim()
  return bare || plain
}

/** The host of what was typed (an address, an e-mail address, a host), lower case and without `www.`; null when it is none. */
export function domainOf(text: string): string | null {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^[^/?#]*@/, '')
    .replace(/[/?#:].*$/, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '')
  return host.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}$/.test(host) ? host : null
}

const sameDomain = (a: string, b: string) => a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)

/** Vendors that may be the one asked for, the strongest match of each, strongest first; at most twenty. */
export function matchesOf<K extends Known>(asked: { name: string; domain: string | null }, known: readonly K[]): Match<K>[] {
  const name = foldName(asked.name)
  const { domain } = asked
  const found = known.flatMap((one): Match<K>[] => {
    const theirs = domain === null ? undefined : one.domains.find((each) => sameDomain(domain, each.toLowerCase()))
    if (theirs) return [{ known: one, by: 'domain', words: `same domain, ${theirs}` }]
    if (!name) return []
    const own = foldName(one.name)
    const alias = one.aliases.find((each) => foldName(each) === name)
    if (alias) return [{ known: one, by: 'alias', words: `also known as ${alias}` }]
    if (own === name) return [{ known: one, by: 'name', words: 'same name' }]
    if (one.parentGroup && foldName(one.parentGroup) === name) return [{ known: one, by: 'parent', words: `belongs to ${one.parentGroup}` }]
    return isNear(name, own) || one.aliases.some((each) => isNear(name, foldName(each)))
      ? [{ known: one, by: 'near', words: 'similar name' }]
      : []
  })
  return found.sort((a, b) => matchings.indexOf(a.by) - matchings.indexOf(b.by) || (a.known.name < b.known.name ? -1 : 1)).slice(0, 20)
}

/** Names a slip of the pen apart (one letter in four to seven, two in longer ones), or one of them the beginning of the other, word by word. */
export function isNear(a: string, b: string): boolean {
  if (a.length < 4 || b.length < 4) return false
  if (a.startsWith(`${b} `) || b.startsWith(`${a} `)) return true
  const most = Math.min(a.length, b.length) < 8 ? 1 : 2
  return Math.abs(a.length - b.length) <= most && distance(a.slice(0, 80), b.slice(0, 80)) <= most
}

/** Letters to add, drop, change or swap with the next to make one of the other (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1), swapped))
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
