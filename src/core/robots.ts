/** One line of a group that applies to us: the pattern as octets in ASCII, and whether it allows. */
export type RobotsRule = { allow: boolean; pattern: string }

/** RFC 9309, 2.5: so much is read, the rest is not. */
export const robotsBytes = 500 * 1024

/**
 * The rules of a `robots.txt` for a crawler's product token (RFC 9309, 2.2): all groups that name it, taken together; where none does, those for
 * everybody. Lines that are no rules are passed over, whatever they hold.
 */
export function robotsRules(text: string, product: string): RobotsRule[] {
  const own: RobotsRule[] = []
  const general: RobotsRule[] = []
  let named = false
  let agents: string[] = []
  let inRules = false
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const [, name = '', value = ''] = /^\s*([A-Za-z-]+)\s*:\s*([^#]*)/.exec(line.slice(0, longestLine)) ?? []
    const field = name.toLowerCase()
    if (field === 'user-agent') {
      if (inRules) agents = []
      inRules = false
      agents.push(tokenOf(value))
      if (agents.at(-1) === product.toLowerCase()) named = true
    } else if (field === 'allow' || field === 'disallow') {
      inRules = true
      const pattern = normalised(value.trim())
      if (!pattern) continue
      if (agents.includes(product.toLowerCase())) own.push({ allow: field === 'allow', pattern })
      if (agents.includes('*')) general.push({ allow: field === 'allow', pattern })
    }
  }
  return named ? own : general
}

const longestLine = 8_192

/** `Telltale/1.2` names the product Telltale: letters, `_` and `-` alone count (2.2.1). */
const tokenOf = (value: string): string => {
  const text = value.trim()
  return text.startsWith('*') ? '*' : (/^[A-Za-z_-]+/.exec(text)?.[0] ?? '').toLowerCase()
}

/** Whether a page may be asked for: the longest pattern that matches decides, and of two as long the one that allows (RFC 9309, 2.2.2). */
export function robotsAllow(rules: readonly RobotsRule[], url: string): boolean {
  const { pathname, search } = new URL(url)
  const path = normalised(pathname + search)
  if (path === '/robots.txt') return true
  let best: RobotsRule | null = null
  for (const rule of rules) {
    const wins = best === null || rule.pattern.length > best.pattern.length || (rule.pattern.length === best.pattern.length && rule.allow)
    if (wins && matches(rule.pattern, path)) best = rule
  }
  return best?.allow ?? true
}

/** `*` stands for any octets, `$` at the end for the end. Each part is looked for once, from left to right, so no pattern can make it slow. */
function matches(pattern: string, path: string): boolean {
  const closed = pattern.endsWith('$')
  const parts = (closed ? pattern.slice(0, -1) : pattern).split('*')
  const first = parts.shift() ?? ''
  if (!path.startsWith(first)) return false
  if (!parts.length) return !closed || path.length === first.length
  let at = first.length
  const last = closed ? (parts.pop() ?? '') : null
  for (const part of parts) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return last === null || (path.length - last.length >= at && path.endsWith(last))
}

const unreserved = /^[A-Za-z0-9._~-]$/

/** The same octets in one spelling (2.2.2): what needs no percent sign has none, what lies outside ASCII has one, hex digits are capitals. */
function normalised(text: string): string {
  return text
    .replace(/[^\x20-\x7E]+/g, (run) => encodeURIComponent(run.replace(/[\uD800-\uDFFF]/gu, '\uFFFD')))
    .replace(/%([0-9a-f]{2})/gi, (sign, hex: string) => {
      const octet = String.fromCharCode(Number.parseInt(hex, 16))
      return unreserved.test(octet) ? octet : sign.toUpperCase()
    })
}
