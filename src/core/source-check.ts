import { load } from 'cheerio/slim'
import { RE2JS, RE2JSSyntaxException } from 're2js'
import { z } from 'zod'
import { keyPath } from './key-path'
import { recordId } from './register-record'
import { type SourceRules, type SourceType, sourceRules, sourceType } from './source'

/** Bounds of a source's interval, in minutes: 15 minutes to 7 days. */
export const intervalMinutes = { least: 15, most: 10_080 }

/** How often a source of each type is asked, in minutes (CONTRACT.md, "Defaults"). */
const intervals: Record<SourceType, number> = {
  status: 60,
  'sdk-releases': 60,
  'security-advisories': 60,
  'models-api': 60,
  changelog: 240,
  'release-notes': 240,
  deprecations: 240,
  subprocessors: 240,
  news: 240,
  terms: 720,
  dpa: 720,
  privacy: 720,
  'usage-policy': 720,
  'model-card': 720,
  'system-card': 720,
  pricing: 720,
  docs: 720,
  other: 720,
  'trust-center': 1440,
}

/** By type; a feed is asked every hour and a PDF once a day, whatever it holds. */
export function defaultInterval(type: SourceType, url: string): number {
  const path = URL.canParse(url) ? new URL(url).pathname : ''
  if (/\.pdf$/i.test(path)) return 1440
  return /\.(atom|rss)$|\/(feed|rss|atom)(\.xml)?$/i.test(path) ? Math.min(60, intervals[type]) : intervals[type]
}

/** An address that can be watched: http or https, without a password in it. */
const watchable = z
  .string('expected an address')
  .max(4000)
  .refine((text) => {
    if (!URL.canParse(text)) return false
    const { protocol, username, password } = new URL(text)
    return /^https?:$/.test(protocol) && !username && !password
  }, 'expected an address that begins with http:// or https://, without a password')

/** What may be written of a source. Missing: type `other`, all systems of the vendor, the interval of its type, enabled. */
export const sourceFields = z.strictObject({
  url: watchable,
  vendorId: z.string('expected the id of a vendor').min(1),
  systemIds: z.array(z.string().min(1)).max(1000).nullish(),
  type: sourceType.nullish(),
  collector: z.string().min(1).max(100).nullish(),
  rules: sourceRules.nullish(),
  intervalMinutes: z.int().min(intervalMinutes.least).max(intervalMinutes.most).nullish(),
  enabled: z.boolean().nullish(),
  disabledReason: z.string().max(1000).nullish(),
  /** Why the page is asked for though robots.txt says no; missing = robots.txt is kept. */
  robotsOverride: z.string().trim().min(1).max(1000).nullish(),
})

/** A source as a file or the API names it: by the vendor's id, or by `vendor`, an id or a name, which is made when there is none. */
export const newSource = sourceFields
  .extend({
    id: recordId.optional(),
    vendorId: sourceFields.shape.vendorId.optional(),
    vendor: z.string().trim().min(1).max(500).optional(),
  })
  .refine((source) => (source.vendorId === undefined) !== (source.vendor === undefined), {
    error: 'expected vendorId, or vendor',
    path: ['vendorId'],
  })

/** The same page under another spelling: for finding an address that is watched already. */
export function sameAddress(url: string): string {
  const { protocol, host, pathname, search } = new URL(url)
  return `${protocol}//${host}${pathname.replace(/\/$/, '')}${search}`
}

export type RuleFault = { path: string; message: string }

/** Patterns and selectors that do not parse, by their place in the rules: refused when saved, so that no poll fails on them. */
export function ruleFaults(rules: SourceRules | null): RuleFault[] {
  if (!rules) return []
  const patterns = (['ignore', 'only', 'holdWhile'] as const).flatMap((name) =>
    (rules[name] ?? []).flatMap((text, index) => patternFault(`rules.${name}.${index}`, text)),
  )
  const selectors = (['remove', 'select'] as const).flatMap((name) =>
    (rules[name] ?? []).flatMap((text, index) => selectorFault(`rules.${name}.${index}`, text)),
  )
  const key = rules.key === undefined ? null : keyPath(rules.key)
  const keys = key && !key.ok ? [{ path: 'rules.key', message: `not a path that is understood: ${key.reason}` }] : []
  return [...selectors, ...patterns, ...keys]
}

function patternFault(path: string, text: string): RuleFault[] {
  try {
    RE2JS.compile(text, RE2JS.CASE_INSENSITIVE)
    return []
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return [{ path, message: `not a pattern in RE2 syntax: ${error.message}` }]
    throw error
  }
}

function selectorFault(path: string, text: string): RuleFault[] {
  try {
    load('')(text)
    return []
  } catch (error) {
    // the selector library throws plain errors and nothing else is done here
    return [{ path, message: `not a CSS selector: ${error instanceof Error ? error.message : String(error)}` }]
  }
}
