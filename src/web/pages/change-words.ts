import { gravestFirst } from '../../core/headline'
import { pack } from '../../core/pack'
import type { SourceType } from '../../core/source'
import { sentence } from '../ui/days'

const sourceWords: Record<SourceType, string> = {
  terms: 'Terms',
  privacy: 'Privacy notice',
  dpa: 'Data processing agreement',
  subprocessors: 'Sub-processors',
  'usage-policy': 'Usage policy',
  changelog: 'Changelog',
  'release-notes': 'Release notes',
  deprecations: 'Deprecations',
  'models-api': 'Model list',
  'model-card': 'Model card',
  'system-card': 'System card',
  status: 'Status page',
  'trust-center': 'Trust centre',
  'sdk-releases': 'SDK releases',
  'security-advisories': 'Security advisories',
  pricing: 'Prices',
  docs: 'Documentation',
  news: 'News',
  other: 'Other page',
}
/** What a source is, for people. */
export const sourceTypeName = (type: SourceType) => sourceWords[type]
export const sourceTypeOptions = Object.entries(sourceWords).map(([value, label]) => ({ value, label }))

/** A kind's name in the pack; its id where the pack (another version) does not know it. */
export const kindName = (kind: string) => pack().triggers.get(kind)?.name ?? kind

type Told = { kinds: readonly string[]; headline: string | null }

/** What happened, in a line: what the vendor did, else the kinds by name. */
export const changeTitle = (vendorName: string, { kinds, headline }: Told, sourceType: SourceType | null): string =>
  headline === null ? `${vendorName}: ${kindsTitle(kinds, sourceType)}` : `${vendorName} ${headline}`

/** The same where the vendor is known already. */
export const changeDeed = ({ kinds, headline }: Told, sourceType: SourceType | null): string =>
  sentence(headline ?? kindsTitle(kinds, sourceType))

/** The kinds of a change in short, without that it was silent: what the rules call it, beside what happened. */
export function kindsTitle(kinds: readonly string[], sourceType: SourceType | null): string {
  const [first, ...others] = gravestFirst(kinds)
  if (!first) return sourceType ? `${sourceTypeName(sourceType)} changed` : 'a change'
  return `${kindName(first).replace(/ \([^)]*\)$/, '')}${others.length ? `, and ${others.length} more` : ''}`
}

const frameworks: Record<string, string> = {
  'eu-ai-act': 'EU AI Act',
  gdpr: 'GDPR',
  dora: 'DORA',
  nis2: 'NIS2',
  iso42001: 'ISO/IEC 42001',
  iso27001: 'ISO/IEC 27001',
  'nist-ai-rmf': 'NIST AI RMF',
  'uk-guidance': 'UK guidance',
}
/** Law first, then standards, then guidance. */
export const frameworkOrder = Object.keys(frameworks)
export const frameworkName = (id: string) => frameworks[id] ?? sentence(id)

const originWords = {
  found: 'Found on a watched page',
  reported: 'Reported by a person',
  raised: 'Raised by hand',
  contradiction: 'Two pages contradict each other',
} as const
export const originName = (origin: keyof typeof originWords) => originWords[origin]
const reportWords = { email: 'e-mail', letter: 'letter', console: 'console', monitoring: 'monitoring', other: 'other notice' } as const
export const reportName = (type: keyof typeof reportWords) => reportWords[type]

/** The day by which somebody must act on a change: the first review due or the last day to object, whichever comes first; null without either. */
export const actBy = ({ finding: { objectBy }, dueOn }: { finding: { objectBy: string | null }; dueOn: string | null }): string | null =>
  [objectBy, dueOn].flatMap((day) => day ?? []).sort()[0] ?? null
