import { z } from 'zod'

/** What a watched page is, in the words of the catalogue (`kind` of `vendors.json`) and a few that registers need. */
export const sourceTypes = [
  'terms',
  'privacy',
  'dpa',
  'subprocessors',
  'usage-policy',
  'changelog',
  'release-notes',
  'deprecations',
  'models-api',
  'model-card',
  'system-card',
  'status',
  'trust-center',
  'sdk-releases',
  'security-advisories',
  'pricing',
  'docs',
  'news',
  'other',
] as const
export const sourceType = z.enum(sourceTypes)
export type SourceType = z.infer<typeof sourceType>

/** Places that tell, entry by entry, what was done to a product. */
export const notesTypes: readonly SourceType[] = ['changelog', 'release-notes', 'sdk-releases', 'news', 'deprecations']

/** Places in which a vendor announces things: what they say can make a change elsewhere *announced*. */
export const noticeTypes: readonly SourceType[] = [
  'changelog',
  'release-notes',
  'deprecations',
  'status',
  'news',
  'sdk-releases',
  'security-advisories',
]

const pattern = z.string().min(1).max(500)
const edge = z.union([
  z
    .strictObject({ before: pattern.optional(), after: pattern.optional() })
    .refine((e) => !!e.before !== !!e.after, 'give either before or after'),
])

/** Optional narrowing of a source (`behaviours.md`), applied in the order remove, range, select, ignore, only. Patterns are RE2. */
export const sourceRules = z.strictObject({
  remove: z.array(pattern).optional(),
  select: z.array(pattern).optional(),
  from: edge.optional(),
  to: edge.optional(),
  ignore: z.array(pattern).optional(),
  only: z.array(pattern).optional(),
  holdWhile: z.array(pattern).optional(),
  show: z.enum(['all', 'added', 'removed']).optional(),
  key: z.string().min(1).max(500).optional(),
  /** Read as a browser shows it once its scripts have run; a switch of the fetch, applied before all others. */
  render: z.boolean().optional(),
})
export type SourceRules = z.infer<typeof sourceRules>

/** As much of a source as the core reads. */
export type SourceView = {
  id: string
  url: string
  type: SourceType
  /** Names a collector; without it `core/route.ts` chooses by media type and content. */
  collector: string | null
  rules: SourceRules | null
}
