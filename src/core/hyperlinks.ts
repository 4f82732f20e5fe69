import { laneOf } from './fingerprint'

/** `target` is canonical; `way` is what of it names a page (see `wayOf`), empty where it names none; `lane` is what the way adds to a fingerprint. */
export type Led = { target: string; way: string; lane: number }

/**
 * Where a link leads, without what changes from visit to visit: tracking parameters, session ids, ids in the path, default ports.
 * Relative targets become absolute against `base`; what is no address stays as it is (B40). In-page anchors keep their fragment only.
 */
export const canonicalLink = (href: string, base: string | null): string => ledBy(href, base).target

/** The same with the way, both worked out once for a link that is met again. */
export function ledBy(href: string, base: string | null): Led {
  const trimmed = href.trim()
  if (trimmed === '') return nowhere
  if (trimmed.startsWith('#')) return { target: trimmed, way: '', lane: 0 }
  if (/^(?:javascript|data|blob):/i.test(trimmed)) return nowhere
  const name = `${base}\n${trimmed}`
  const held = memo.get(name)
  if (held !== undefined) return held
  const target = detached(canonical(trimmed, base))
  const way = wayOf(target)
  const led = { target, way, lane: laneOf(way) }
  if (memo.size > 20_000) memo.clear()
  memo.set(detached(name), led)
  return led
}
const memo = new Map<string, Led>()
const nowhere: Led = { target: '', way: '', lane: 0 }

/**
 * What of a canonical target names a page for whoever stands in a menu: host and path, without what says only in which language, edition or build it is
 * shown. A query there tells where somebody comes from or wants to return to, unless the path is that of a script, which shows any page by it.
 */
export function wayOf(target: string): string {
  if (!target.startsWith('https://')) return target
  const end = target.search(/[?#]/)
  const address = end < 0 ? target : target.slice(0, end)
  if (!remarkable.test(address)) return address
  if (target.includes('/cdn-cgi/l/email-protection')) return ''
  const [, host = '', path = '', query = ''] = /^https:\/\/([^/?#]*)([^?#]*)([^#]*)/.exec(target) ?? []
  const named = path
    .split('/')
    .filter((segment, index) => !(index === 1 ? language : region).test(segment))
    .map((segment) => (edition.test(segment) ? '*' : segment.replace(build, '')))
    .join('/')
  return `https://${host}${named}${script.test(path) ? query : ''}`
}
/** Whether there is any of it: nearly all addresses are done with one look. */
const remarkable =
  /\/(?:[a-z]{2}(?:[-_][a-z]{2,4})?|v\d+|v?\d+(?:\.\d+)+|latest|stable|current|email-protection)(?:\/|$)|[0-9a-f]{8,}\.[a-z\d]+$|\.(?:php|aspx?|jsp|cgi|pl|do|cfm)$/i
const language = /^[a-z]{2}(?:[-_][a-z]{2,4})?$/i
const region = /^[a-z]{2}[-_][a-z]{2}$/i
const edition = /^(?:v\d+|v?\d+(?:\.\d+)+|latest|stable|current)$/i
/** A build's digest in the name of a file, never a date: it has letters as well. */
const build = /[.-](?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}(?=\.[a-z\d]+$)/
const script = /\.(?:php|aspx?|jsp|cgi|pl|do|cfm)$/i

/** The text as a string of its own: a part of a page would keep the whole page in memory for as long as it is kept itself. */
const detached = (text: string): string => `${text}\u0000`.slice(0, -1)

function canonical(href: string, base: string | null): string {
  if (!URL.canParse(href, base ?? undefined)) return href
  const url = new URL(href, base ?? undefined)
  if (url.protocol === 'mailto:' || url.protocol === 'tel:') return `${url.protocol}${decoded(url.pathname).toLowerCase()}`
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return href
  for (const name of [...url.searchParams.keys()]) {
    const value = url.searchParams.get(name) ?? ''
    if (tracking.test(name) || isOpaque(value)) url.searchParams.delete(name)
  }
  url.searchParams.sort()
  const path = url.pathname
    .split('/')
    .map((segment) => (isOpaque(segment) ? '*' : segment.replace(/;[a-z]*sess[a-z]*id=.*/i, '')))
    .join('/')
    .replace(/\/(?:index\.html?)?$/, '')
  return `${url.protocol === 'http:' ? 'https:' : url.protocol}//${url.host.replace(/^www\./, '')}${path}${url.search}${url.hash}`
}

const tracking =
  /^(?:utm_|mc_|hsa_|pk_|piwik_|matomo_|ga_|_ga|_hs|__hs|trk|fb_|oly_|vero_|ns_)|^(?:gclid|gclsrc|dclid|fbclid|msclkid|twclid|ttclid|li_fat_id|igshid|yclid|wbraid|gbraid|ref|ref_src|referrer|campaign|sid|sessionid|session_id|phpsessid|jsessionid|csrf|csrf_token|nonce|_t|ts|timestamp|cb|cachebuster|rnd|rand|random|visit|visitor|requestid|request_id|req|spm|scm|trackingid|tracking_id)$/i
/** An id that no person chose: a UUID, long hexadecimal, a long run of mixed letters and digits, a count of milliseconds. */
const opaque =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}|(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9_-]{16,}|(?=[a-z]*\d+[a-z]+\d+[a-z]+\d)[a-z\d]{16,}|(?=[a-z]*\d+[a-z]+\d)[a-z\d]{20,}|\d{13,})$/

const isOpaque = (text: string): boolean => opaque.test(text) || (drawn.test(text) && isUnspeakable(text))
/** A long run of small letters and digits may be drawn by lot with few digits in it; then its letters stand in orders that no language writes. */
const drawn = /^(?=[a-z]*\d)[a-z\d]{16,}$/
const odd = /q(?!u)|[jvwxz](?=[bcdfgjkmpqtvxz])|[bcdfgkmptvz](?=[jqx])/g
const consonants = /[bcdfghjklmnpqrstvwxz]{5}/
function isUnspeakable(text: string): boolean {
  const many = text.match(odd)?.length ?? 0
  return many > 1 || (/\d[a-z]/.test(text) && (many > 0 || consonants.test(text)))
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path // not percent-encoded UTF-8: compared as written
  }
}

/** Undoes the e-mail protection of a CDN: the address is XORed with its first byte, a new one at every visit. */
export function decodedEmail(encoded: string): string | null {
  if (!/^(?:[0-9a-f]{2}){3,}$/i.test(encoded)) return null
  const bytes = (encoded.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  const key = bytes[0] ?? 0
  const text = String.fromCharCode(...bytes.slice(1, 400).map((byte) => byte ^ key))
  return /^[\x20-\x7e]+$/.test(text) ? text : null
}
