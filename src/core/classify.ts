import { dateBumpedOnly } from './announce'
import type { Difference } from './change'
import { dateWithMeaning } from './effective'
import type { RecognisedKind } from './examination'
import { headlineOf } from './headline'
import type { KindContext, Quote } from './kind'
import { type ChangeKind, kinds } from './kinds'
import { unreadLanguage } from './naming'
import { quotesFor, quotesOf } from './quotes'
import type { Reading } from './reading'
import type { RelativeEffect } from './relative-effect'
import type { SourceType, SourceView } from './source'
import type { Statement } from './statement'
import { wordsFor } from './words'

export type ClassifyInput = {
  differences: readonly Difference[]
  before: Reading
  after: Reading
  source: Pick<SourceView, 'id' | 'type' | 'url'>
  language: string | null
}
export type Classified = {
  kinds: RecognisedKind[]
  quotes: Quote[]
  effective: RelativeEffect | null
  objectBy: { day: string; text: string } | null
  /** See `headlineOf`. */
  headline: string | null
}

/** Kinds of how a change was seen, which the flow decides over time or over several sources. */
const decidedElsewhere: ReadonlySet<string> = new Set<ChangeKind>([
  'document-gone-or-gated',
  'source-unreachable',
  'date-bumped-no-change',
  'silent-content-change',
  'changelog-without-document-change',
  'editorial-or-layout-only',
])

/** In one statement the first named takes the meaning, the others are only its words. */
const precedence: readonly { wins: ChangeKind; over: readonly ChangeKind[] }[] = [
  {
    wins: 'model-retired-or-withdrawn',
    over: [
      'model-version-replaced',
      'ai-feature-added-off',
      'capability-modality-added',
      'capability-agentic-added',
      'model-deprecated',
      'api-breaking-change',
      'capability-removed',
    ],
  },
  {
    wins: 'model-deprecated',
    over: [
      'model-version-replaced',
      'ai-feature-added-off',
      'capability-modality-added',
      'capability-agentic-added',
      'api-breaking-change',
      'capability-removed',
      'product-discontinued',
      'ai-feature-default-on',
    ],
  },
  { wins: 'model-alias-repointed', over: ['model-version-replaced'] },
  {
    wins: 'model-version-replaced',
    over: ['ai-feature-added-off', 'capability-modality-added', 'licence-changed', 'evaluation-numbers-changed'],
  },
  { wins: 'ai-feature-default-on', over: ['ai-feature-added-off'] },
  { wins: 'capability-agentic-added', over: ['ai-feature-added-off'] },
  { wins: 'capability-modality-added', over: ['ai-feature-added-off'] },
  { wins: 'capability-memory-added', over: ['ai-feature-added-off'] },
  { wins: 'product-discontinued', over: ['capability-removed'] },
  { wins: 'liability-or-law-changed', over: ['pricing-only', 'prohibited-use-changed', 'ai-feature-added-off', 'opt-out-removed'] },
  { wins: 'customer-data-training-changed', over: ['ai-feature-added-off'] },
  { wins: 'prohibited-use-changed', over: ['ai-feature-added-off', 'data-region-changed'] },
  { wins: 'output-rights-changed', over: ['data-region-changed'] },
  { wins: 'pricing-only', over: ['ai-feature-added-off'] },
  { wins: 'vulnerability-advisory', over: ['incident-published'] },
]

/** What a source of this type speaks of when no rule reads more from the words. */
export const implied: Readonly<Record<SourceType, ChangeKind>> = {
  terms: 'instructions-changed',
  privacy: 'dpa-or-privacy-terms-changed',
  dpa: 'dpa-or-privacy-terms-changed',
  subprocessors: 'subprocessor-removed-or-changed',
  'usage-policy': 'prohibited-use-changed',
  changelog: 'ai-feature-added-off',
  'release-notes': 'ai-feature-added-off',
  'sdk-releases': 'ai-feature-added-off',
  news: 'new-document-published',
  deprecations: 'model-deprecated',
  'models-api': 'limits-or-context-changed',
  'model-card': 'model-card-risk-changed',
  'system-card': 'model-card-risk-changed',
  status: 'incident-published',
  'security-advisories': 'vulnerability-advisory',
  'trust-center': 'certification-added',
  pricing: 'pricing-only',
  docs: 'instructions-changed',
  other: 'instructions-changed',
}

/**
 * Names what the material differences of one change mean, in the pack's order of kinds, and quotes what proves it.
 *
 * Every change gets at least one kind: where no rule fires, the one that the source's type implies, under the rule `fallback:<type>`
 * (any rule ends in `:unread-language` where there is no word list for the language). Where all of it is
 * editorial nothing is named but a date that moved over the same words, and what changed is quoted all the same.
 */
export function classify({ differences, before, after, source, language }: ClassifyInput): Classified {
  const material = differences.filter((difference) => difference.grade === 'material')
  if (material.length === 0) return quietly({ differences, before, after, source, language })
  const context: KindContext = { source, before, after, language }
  const proofs = withPrecedence(recogniseAll(material, context))
  const enough = needed(material.length)
  const strong = [...proofs].filter(([, found]) => found.differences >= enough)
  const { quotes, indexOf } = quotesOf({ differences, before, after, sourceId: source.id, weights: weightsOf(strong) })
  const suffix = wordsFor(language).read ? '' : unreadLanguage
  const named = strong.map(([kind, found]) => ({ kind, rule: `kind:${kind}${suffix}`, quotes: indexesOf(found.statements, indexOf) }))

  const proved = strong.map(([kind, { statements }]) => ({ kind, passages: material.filter((one) => holds(one, statements)) }))
  const headline = headlineOf({
    kinds: named.length > 0 ? proved : [{ kind: implied[source.type], isImplied: true, passages: material }],
    all: differences,
    source: source.type,
    language,
  })
  return {
    kinds: named.length > 0 ? named : [fallback(source.type, suffix, quotes)],
    quotes,
    ...dateWithMeaning(material, language),
    headline,
  }
}

const holds = ({ before, after }: Difference, statements: ReadonlySet<Statement>) =>
  before.some((one) => statements.has(one)) || after.some((one) => statements.has(one))

function quietly({ differences, before, after, source, language }: ClassifyInput): Classified {
  const quotes = quotesFor(differences, before, after, source.id)
  const bumped = differences.length > 0 && dateBumpedOnly(before, after, differences, language)
  const kind: ChangeKind = 'date-bumped-no-change'
  const named = bumped ? [{ kind, rule: `kind:${kind}`, quotes: quotes.map((_, i) => i) }] : []
  return { kinds: named, quotes, effective: null, objectBy: null, headline: null }
}

type Proof = { statements: Set<Statement>; differences: number }

function recogniseAll(material: readonly Difference[], context: KindContext): Map<ChangeKind, Map<Difference, Statement[]>> {
  const all = new Map<ChangeKind, Map<Difference, Statement[]>>()
  for (const { kind, recognise } of kinds) {
    if (decidedElsewhere.has(kind)) continue
    for (const difference of material) {
      const found = recognise(difference, context)
      if (found && found.length > 0) all.set(kind, (all.get(kind) ?? new Map()).set(difference, found))
    }
  }
  return all
}

function withPrecedence(all: Map<ChangeKind, Map<Difference, Statement[]>>): Map<ChangeKind, Proof> {
  const statementsOf = (kind: ChangeKind) => new Set([...(all.get(kind)?.values() ?? [])].flat())
  const lost = new Map<ChangeKind, Set<Statement>>()
  for (const { wins, over } of precedence) {
    const winning = statementsOf(wins)
    if (winning.size === 0) continue
    for (const loser of over) lost.set(loser, new Set([...(lost.get(loser) ?? []), ...winning]))
  }
  const proofs = new Map<ChangeKind, Proof>()
  for (const [kind, byDifference] of all) {
    const taken = lost.get(kind)
    const left = [...byDifference.values()]
      .map((found) => found.filter((statement) => !taken?.has(statement)))
      .filter((found) => found.length > 0)
    if (left.length > 0) proofs.set(kind, { statements: new Set(left.flat()), differences: left.length })
  }
  return proofs
}

/**
 * In a rewrite a kind needs more than a chance word. How many statements prove it and which share of the changed ones they are tell a kind that
 * was meant from a chance one equally well; their middle is a number that grows with the root of what changed: 1 of 10, 2 of 25, 4 of 100.
 */
const needed = (count: number) => Math.max(1, Math.round(0.4 * Math.sqrt(count)))

/** By statement: how many kinds it proves. */
function weightsOf(strong: readonly (readonly [ChangeKind, Proof])[]): Map<Statement, number> {
  const weights = new Map<Statement, number>()
  for (const [, { statements }] of strong) for (const statement of statements) weights.set(statement, (weights.get(statement) ?? 0) + 1)
  return weights
}

function indexesOf(statements: ReadonlySet<Statement>, indexOf: ReadonlyMap<Statement, number>): number[] {
  return [...new Set([...statements].flatMap((statement) => indexOf.get(statement) ?? []))].sort((a, b) => a - b)
}

function fallback(type: SourceType, suffix: string, quotes: readonly Quote[]): RecognisedKind {
  return {
    kind: implied[type],
    rule: `fallback:${type}${suffix}`,
    quotes: quotes.map((_, i) => i).slice(0, 3),
  }
}
