import { words } from './canonical'
import { kinds } from './kinds'
import { type Trigger, triggerOf } from './pack'
import type { Question } from './questionnaire'
import type { Reading } from './reading'
import type { SourceType } from './source'
import { type Statement, said } from './statement'
import { wordingOf } from './wording'
import { functionWords } from './words/function-words'
import { type Topic, topics } from './words/topics'

/** One document as it stands: what a source says today. */
export type ProposalDocument = { id: string; url: string; type: SourceType; reading: Reading }
/** A statement that may answer a question. Scores compare within one answer only. */
export type Proposal = { documentId: string; index: number; score: number }

const mostRead = 3_000
const mostProposed = 20
/** What scores less than this share of the likeliest one is not worth a look. */
const tellingShare = 0.2

/**
 * Ranks what a vendor's documents say by how likely it answers a question, best first, at most 20. Words of the question and of the evidence it expects
 * weigh by how rare they are (BM25, Robertson and Zaragoza 2009, k1 = 1.2, b = 0.6); the words of the kinds of change that would invalidate an answer
 * weigh less. What those kinds' own recognisers see in a statement counts in any language they know, and so does the type of the source. Pure: same
 * documents, same order.
 */
export function proposePassages(question: Question, documents: readonly ProposalDocument[]): Proposal[] {
  const asked = askedBy(question)
  const candidates = documents.flatMap((document) =>
    document.reading.statements.flatMap((statement, index): Candidate[] =>
      canAnswer(statement) ? [{ document, statement, index, terms: termsOf(statement) }] : [],
    ),
  )
  const score = bm25(candidates, asked.weights)
  const first = candidates.map((candidate) => ({ candidate, words: score(candidate) })).sort((a, b) => b.words - a.words)
  const foreign = first.filter(({ candidate }) => candidate.document.reading.language !== 'en' && asked.types.has(candidate.document.type))
  const read = new Set([...first.slice(0, mostRead), ...foreign.slice(0, mostRead)])
  const scored = [...read]
    .map(({ candidate, words }) => ({
      candidate,
      score: (words + seenIn(candidate, asked)) * (asked.types.has(candidate.document.type) ? typeWeight : 1),
    }))
    .filter((one) => one.score > 0)
    .sort(
      (a, b) => b.score - a.score || (a.candidate.document.id < b.candidate.document.id ? -1 : 1) || a.candidate.index - b.candidate.index,
    )
  const seen = new Set<string>()
  const once = scored.filter(({ candidate: { statement } }) => !seen.has(statement.key) && seen.add(statement.key))
  const least = (once[0]?.score ?? 0) * tellingShare
  return once
    .filter((one) => one.score >= least)
    .slice(0, mostProposed)
    .map(({ candidate, score: total }) => ({
      documentId: candidate.document.id,
      index: candidate.index,
      score: Math.round(total * 1_000) / 1_000,
    }))
}

type Candidate = { document: ProposalDocument; statement: Statement; index: number; terms: Map<string, number> }

const fewestWords = 4
const canAnswer = (statement: Statement): boolean =>
  statement.role !== 'heading' && statement.role !== 'code' && (statement.role === 'row' || words(said(statement)).length >= fewestWords)

const headingWeight = 0.4
const typeWeight = 1.25

/** What a statement says, by stem; the heading above it counts a little. */
function termsOf(statement: Statement): Map<string, number> {
  const terms = new Map<string, number>()
  const add = (text: string, weight: number) => {
    for (const word of words(text)) terms.set(stem(word), (terms.get(stem(word)) ?? 0) + weight)
  }
  add(said(statement), 1)
  add(statement.section?.split(' › ').slice(-2).join(' ') ?? '', headingWeight)
  return terms
}

type Asked = { weights: Map<string, number>; kinds: ReadonlySet<string>; topics: ReadonlySet<Topic>; types: ReadonlySet<SourceType> }

const weightOf = { question: 1, evidence: 0.8, kind: 0.35 }

function askedBy(question: Question): Asked {
  const weights = new Map<string, number>()
  const add = (text: string, weight: number) => {
    for (const word of words(text)) if (!bound.has(word)) weights.set(stem(word), Math.max(weights.get(stem(word)) ?? 0, weight))
  }
  const triggers = question.invalidatedBy.map(triggerOf)
  for (const { name, example_wording } of triggers) add(`${name} ${example_wording.join(' ')}`, weightOf.kind)
  add(question.expectedEvidence ?? '', weightOf.evidence)
  add(question.question, weightOf.question)
  return {
    weights,
    kinds: new Set(question.invalidatedBy),
    topics: new Set(question.invalidatedBy.flatMap(topicsOfKind)),
    types: new Set(triggers.flatMap(typesOf)),
  }
}

const k1 = 1.2
const b = 0.6

function bm25(candidates: readonly Candidate[], weights: ReadonlyMap<string, number>): (candidate: Candidate) => number {
  const holding = new Map<string, number>()
  let length = 0
  for (const { terms } of candidates) {
    length += terms.size
    for (const term of terms.keys()) if (weights.has(term)) holding.set(term, (holding.get(term) ?? 0) + 1)
  }
  const average = length / Math.max(candidates.length, 1)
  const rarity = (term: string) => {
    const count = holding.get(term) ?? 0
    return Math.log(1 + (candidates.length - count + 0.5) / (count + 0.5))
  }
  return ({ terms }) => {
    let total = 0
    for (const [term, weight] of weights) {
      const often = terms.get(term) ?? 0
      if (often > 0) total += weight * rarity(term) * ((often * (k1 + 1)) / (often + k1 * (1 - b + (b * terms.size) / average)))
    }
    return total
  }
}

const seenWeight = { kind: 2.5, topic: 2, heading: 1 }

/** What the recognisers of the question's kinds make of a statement, read as if it had just been added. */
function seenIn({ document, statement }: Candidate, asked: Asked): number {
  const { reading, type, url } = document
  const difference = { before: [], after: [statement], section: statement.section, grade: 'material' as const, rule: '', why: '' }
  const context = { source: { type, url }, before: reading, after: reading, language: reading.language }
  const recognised = kinds.some(({ kind, recognise }) => asked.kinds.has(kind) && recognise(difference, context) !== null)
  const { passages } = wordingOf(difference, reading.language, context)
  const about = passages.some((passage) => [...passage.topics].some((topic) => asked.topics.has(topic)))
  const under = passages.some((passage) => [...passage.heading].some((topic) => asked.topics.has(topic)))
  return (recognised ? seenWeight.kind : 0) + (about ? seenWeight.topic : 0) + (under ? seenWeight.heading : 0)
}

/** What kinds look for beside the topic of their own name. */
const besides: Record<string, readonly Topic[]> = {
  'subprocessor-added': ['subprocessor', 'recipient'],
  'subprocessor-removed-or-changed': ['subprocessor', 'recipient'],
  'data-region-changed': ['place'],
  'dpa-or-privacy-terms-changed': ['privacy'],
  'opt-out-removed': ['opt-out'],
  'ai-feature-default-on': ['ai-feature', 'on-by-default', 'off-by-default'],
  'ai-feature-added-off': ['ai-feature', 'off-by-default'],
  'certification-added': ['certification'],
  'certification-lapsed': ['certification', 'lapsed'],
  'liability-or-law-changed': ['governing-law'],
}
const known = new Map<string, Topic>(topics.map((topic) => [topic, topic]))
const topicsOfKind = (kind: string): Topic[] => [...(known.has(kind) ? [known.get(kind) ?? []].flat() : []), ...(besides[kind] ?? [])]

/** The places in which the pack says a kind is found, as types of sources. */
const placesOf: Record<string, readonly SourceType[]> = {
  changelog: ['changelog'],
  'API changelog': ['changelog'],
  'release notes': ['release-notes'],
  'model card': ['model-card'],
  'system card': ['system-card'],
  'safety report': ['system-card'],
  'training summary': ['model-card'],
  'subprocessor list': ['subprocessors'],
  'privacy notice': ['privacy'],
  DPA: ['dpa'],
  terms: ['terms'],
  'vendor legal page': ['terms'],
  'legal page': ['terms'],
  'data usage page': ['privacy', 'docs'],
  'acceptable use policy': ['usage-policy'],
  'policy page': ['usage-policy'],
  SLA: ['terms'],
  'licence file': ['terms'],
  'deprecation page': ['deprecations'],
  'API model list': ['models-api'],
  'migration guide': ['docs'],
  'API reference': ['docs'],
  'documentation site': ['docs'],
  'instructions for use': ['docs'],
  'help page': ['docs'],
  'permissions page': ['docs'],
  'product page': ['docs', 'other'],
  'plan page': ['pricing'],
  'price page': ['pricing'],
  'status page': ['status'],
  'security bulletin': ['security-advisories'],
  'trust page': ['trust-center'],
  'certificate register': ['trust-center'],
  press: ['news'],
}
const typesOf = ({ detected_in }: Trigger): SourceType[] => detected_in.flatMap((place) => placesOf[place] ?? [])

const bound = new Set([
  ...(functionWords.en ?? []),
  'you',
  'your',
  'we',
  'our',
  'us',
  'which',
  'what',
  'how',
  'who',
  'when',
  'where',
  'why',
  'each',
  'any',
  'may',
  'can',
  'do',
  'does',
  'it',
  'its',
  'and',
  'or',
  'if',
  'not',
  'one',
  'is',
  'are',
  'be',
  'been',
  'by',
  'for',
  'from',
  'in',
  'of',
  'on',
  'the',
  'to',
  'a',
  'an',
  'with',
  'at',
  'as',
  'that',
  'this',
  'now',
])

/**
 * The word without the commonest English endings: near enough to let "retained" meet "retention" only where both are asked for. What doubles its last letter
 * before an ending gives it back ("pinned", "pin"; step 1b of Porter 1980).
 */
export function stem(word: string): string {
  if (word.length < 4 || /[^a-z]/.test(word)) return word
  if (word.length === 4) return word.replace(/([^aisu])s$/, '$1')
  const bare = word
    .replace(/'s$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?:sses)$/, 'ss')
    .replace(/([^s])s$/, '$1')
  const short = bare.replace(/(?:ations?|ition|ing|ment|ed|er|ion)$/, '')
  const single = /(?:ing|ed|er)$/.test(bare) ? short.replace(/([^aeiouylsz])\1$/, '$1') : short
  if (single !== short && single.length >= 3) return single
  return (short.length >= 4 ? short : bare).replace(/e$/, '')
}
