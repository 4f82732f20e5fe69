import { blockKey, words } from './canonical'
import type { Difference } from './change'
import { type ChangedWords, changedBetween } from './changed-words'
import { implied } from './classify'
import type { RecognisedKind } from './examination'
import { triggerOf } from './pack'
import type { Reading } from './reading'
import type { SourceType, SourceView } from './source'
import { isOpposite } from './spelling'
import { isSaid } from './standing'
import { type Statement, said } from './statement'
import { type Feature, least, weights } from './weights'
import { binds, isAnotherAct, isAnotherParty, turns } from './words/of-language'

export type Weighed = {
  features: Record<Feature, number>
  /** How sure it is, 0 to 1, that the change is more than editorial. */
  certainty: number
  /** Why it is told whatever its weight; null where the weight decides. */
  spared: string | null
  editorial: boolean
}

type Run = ChangedWords['runs'][number]
type Told = { difference: Difference; runs: Run[] }

/**
 * Weighs a change whose differences may matter, by its shape: how much is new, how large the largest piece is, whether numbers, rows or the
 * document's own date moved. It can only turn an alert into an editorial change, never into silence, and not where a number, a word of permission,
 * duty or negation, a row or a critical kind is at stake.
 */
export function weigh(
  differences: readonly Difference[],
  kinds: readonly RecognisedKind[],
  { before, after, source }: { before: Reading; after: Reading; source: Pick<SourceView, 'type'> },
): Weighed {
  const material = differences.filter(({ grade }) => grade === 'material')
  const told = material.map((difference): Told => ({ difference, runs: runsOf(difference) }))
  const named = kinds.filter(({ rule }) => rule.startsWith('kind:')).map(({ kind }) => kind)
  const features = featuresOf(told, differences.length - material.length, named, { before, after, implied: implied[source.type] })
  let sum: number = weights.base
  for (const [feature, value] of Object.entries(features)) sum += value * (weightOf.get(feature) ?? 0)
  const certainty = 1 / (1 + Math.exp(-sum))
  const spared =
    sparedBy(told, after.language, source) ??
    (named.some((kind) => triggerOf(kind).default_severity === 'critical') ? 'a kind of critical severity' : null)
  return { features, certainty, spared, editorial: spared === null && certainty < least }
}

const weightOf: ReadonlyMap<string, number> = new Map(Object.entries(weights))

function featuresOf(
  told: readonly Told[],
  editorial: number,
  named: readonly string[],
  { before, after, implied }: { before: Reading; after: Reading; implied: string },
): Record<Feature, number> {
  const { language } = after
  const carries = (word: string): boolean => !binds(word, language)
  const statements = told.map(({ difference }) => sideOf(difference))
  const runs = told.flatMap((one) => one.runs)
  const edited = told.filter(({ difference }) => isEdit(difference)).flatMap((one) => one.runs)
  const added = runs
    .flatMap((run) => run.added)
    .filter(carries)
    .slice(0, mostAdded)
  return {
    named: named.some((kind) => kind !== implied) ? 1 : 0,
    rows: Math.log1p(statements.filter(({ role }) => role === 'row' || role === 'record').length),
    number: Math.log1p(edited.flatMap(allOf).filter(counts).length),
    novel: Math.log1p(added.filter((word) => !isSaid(before, blockKey(word))).length),
    stated: datesOf(before) === datesOf(after) ? 0 : 1,
    editorial: Math.log1p(editorial),
    differences: Math.log1p(told.length),
    largest: Math.log1p(
      runs.reduce((most, { removed, added }) => Math.max(most, removed.filter(carries).length, added.filter(carries).length), 0),
    ),
    linked: statements.some(isLink) ? 1 : 0,
    tail: standsAtTheEnd(statements, before, after) && !statements.some(isLongSentence) ? 1 : 0,
  }
}

/** Words looked up in the earlier document; where so many are new, more of them weigh nothing more. */
const mostAdded = 300

/**
 * What is told at any weight: a number, an opposite or a word that turns the sentence inside a short edit, a row, an entry of anything but news. What a vendor
 * posts as news is company matter for the most part, so there the weight decides.
 */
function sparedBy(told: readonly Told[], language: string | null, source: Pick<SourceView, 'type'>): string | null {
  for (const { difference, runs } of told) {
    const { role } = sideOf(difference)
    if (role === 'row' || role === 'record') return 'a row of a table or a record'
    if (role === 'entry' && difference.before.length === 0 && source.type !== 'news') return 'a new entry'
    if (role === 'item' && !isEdit(difference) && registers.includes(source.type)) return 'an entry of a list, on a page that is a list'
    if (role === 'item' && !isEdit(difference) && isName(sideOf(difference))) return 'a name in a list'
    if (!isEdit(difference)) continue
    if (runs.some(isTurnedOver)) return 'a word became its opposite'
    const short = runs.filter((run) => allOf(run).length <= shortRun)
    if (short.some((run) => isAnotherAct(run, language))) return 'something else is done than before'
    if (short.some((run) => isAnotherParty(run, language))) return 'the vendor stands where the customer stood, or the other way round'
    if (runs.some((run) => allOf(run).some(counts))) return 'a number, an amount or a date'
    if (short.some((run) => allOf(run).some((word) => turns(word, language)))) return 'a permission, duty, negation or condition'
  }
  return null
}
const shortRun = 4
/** Pages that are there for their entries, be they a word or a link. */
const registers: readonly SourceType[] = ['subprocessors', 'deprecations', 'models-api']

const isTurnedOver = ({ removed, added }: Run): boolean =>
  removed.length === added.length && removed.some((word, index) => isOpposite(word, added[index] ?? ''))

function runsOf({ before: [was], after: [is] }: Difference): Run[] {
  if (was && is) return changedBetween(was, is)?.runs ?? [{ removed: words(said(was)), added: words(said(is)) }]
  return [{ removed: was ? words(said(was)) : [], added: is ? words(said(is)) : [] }]
}

/** An entry of a list that is a name and nothing else: a provider, a model, a place. */
const isName = (statement: Statement): boolean => {
  const text = said(statement)
  return text.length <= 40 && /\p{Lu}/u.test(text) && words(text).length <= 4 && !/[.!?:]$/.test(text) && !isLink(statement)
}

const none: Statement = { key: '', text: '', role: 'paragraph', section: null, row: null, links: [] }
const sideOf = ({ before, after }: Difference): Statement => after[0] ?? before[0] ?? none
const isEdit = ({ before, after }: Difference): boolean => before.length > 0 && after.length > 0
const allOf = ({ removed, added }: Run): string[] => [...removed, ...added]
const counts = (word: string): boolean => /[\d%$€£]/.test(word)
const datesOf = ({ stated }: Reading): string => JSON.stringify(stated)

/** Nothing, or hardly anything, beside the words of its links. */
const isLink = (statement: Statement): boolean => (statement.labels ?? []).join(' ').length >= said(statement).length * 0.8

/** Whoever adds a whole clause at the end of a document adds a clause. */
const isLongSentence = (statement: Statement): boolean => /[.!?。！？]$/.test(said(statement)) && words(said(statement)).length >= 12

function standsAtTheEnd(statements: readonly Statement[], before: Reading, after: Reading): boolean {
  if (after.statements.length <= 30) return false
  const places = [...placesIn(after, statements), ...placesIn(before, statements)]
  return places.length > 0 && Math.min(...places) > 0.95
}

/** Where statements stand in a reading, from 0 at the top to 1 at the end. */
function placesIn({ statements: all }: Reading, statements: readonly Statement[]): number[] {
  const wanted = new Set(statements)
  return all.flatMap((statement, index) => (wanted.has(statement) ? [index / all.length] : []))
}

/** Each measure with its weight and what it adds, in the order of the weights. */
export const measuresOf = ({ features }: Weighed): { feature: string; value: number; weight: number; adds: number }[] =>
  Object.entries(features).map(([feature, value]) => {
    const weight = weightOf.get(feature) ?? 0
    return { feature, value, weight, adds: value * weight }
  })

/** The weighing in words, strongest measures first, for `explain`. */
export function weighingTold({ features, certainty, spared, editorial }: Weighed): string[] {
  const parts = Object.entries(features)
    .map(([feature, value]) => ({ feature, adds: value * (weightOf.get(feature) ?? 0) }))
    .filter(({ adds }) => Math.abs(adds) >= 0.05)
    .sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds))
    .map(({ feature, adds }) => `${feature} ${adds > 0 ? '+' : '−'}${Math.abs(adds).toFixed(2)}`)
  const verdict = editorial ? 'editorial' : spared ? `told at any weight: ${spared}` : 'to be told'
  return [
    `weighed: ${Math.round(certainty * 100)} % sure that it is more than editorial (${parts.join(', ') || 'nothing measured'}): ${verdict}`,
  ]
}
