import { detailOf } from './headline-details'
import { oneLine, rowName } from './headline-text'
import { deeds, pageNames } from './headline-words'
import { severities } from './kind'
import { modelDatesIn, modelsOfRow } from './model-dates'
import { pack } from './pack'
import { silentKind } from './severity'
import type { SourceType } from './source'
import type { Statement } from './statement'
import { months } from './words/months'

/** One statement on a side of a passage: of what a person reported there is the text alone. */
export type Said = Pick<Statement, 'text'> & Partial<Omit<Statement, 'text'>>
/** A difference as it was compared, or what a person reported or raised; an empty side was added or removed. */
export type HeadlinePassage = { before: readonly Said[]; after: readonly Said[]; section: string | null }
export type HeadlineInput = {
  /** The kinds recognised, each with the passages that prove it; `isImplied` where no word names it and it is what the page speaks of. */
  kinds: readonly { kind: string; isImplied?: boolean; passages: readonly HeadlinePassage[] }[]
  /** All that changed, proving or not: what left one place and stands in another neither came nor went. */
  all: readonly HeadlinePassage[]
  source: SourceType | null
  language: string | null
}

/** No headline is longer. */
export const longestHeadline = 200

/**
 * What a vendor did, in a short line to stand after its name: "adds sub-processor Osprey Ltd", "changes retention or deletion: 30 days became 90 days".
 * Plain text in one line of at most 200 characters. It says no more than the gravest kind says, with what the passages that prove this kind bear out to
 * the letter: names of rows, models with their dates, the one number, date or wording that moved, a short statement whole, the title of an entry, a
 * heading. Null where nothing of the sort is certain: then the kind's own name stands for the change. Same input, same line; never throws.
 */
export function headlineOf({ kinds, all, source, language }: HeadlineInput): string | null {
  const [first, ...others] = kinds.filter(({ kind, passages }) => kind !== silentKind && passages.length > 0)
  if (!first) return null
  const {
    kind,
    isImplied = false,
    passages,
  } = others.reduce((worst, one) => (gravity(one.kind) < gravity(worst.kind) ? one : worst), first)
  const names = isImplied ? null : (partiesIn(kind, passages, all) ?? modelsIn(kind, passages, source))
  const line = names ?? describedBy(isImplied ? null : kind, passages, { source, language })
  return line !== null && line.length <= longestHeadline ? line : null
}

/** What was done in general words, with the detail that is certain; null where there is none. Of a kind that no word names, the page alone is told. */
function describedBy(
  kind: string | null,
  proving: readonly HeadlinePassage[],
  { source, language }: Pick<HeadlineInput, 'source' | 'language'>,
) {
  const deed = kind === null ? null : deeds.get(kind)
  if (deed === undefined) return null
  const detail = detailOf(proving, { source, language, sort: deed?.sort ?? 'changes' })
  if (!detail) return null
  if (deed) return `${deed.words}${detail.text}`
  if (detail.isTitle) return `announces${detail.text.slice(1)}`
  return source ? `changes ${pageNames[source]}${detail.text}` : null
}

/** The kinds that say what happened, the gravest first; that it was silent only where nothing else is known. */
export function gravestFirst(kinds: readonly string[]): string[] {
  const named = kinds.filter((kind) => kind !== silentKind)
  return [...(named.length ? named : kinds)].sort((a, b) => gravity(a) - gravity(b))
}

const gravity = (kind: string): number => severities.indexOf(pack().triggers.get(kind)?.default_severity ?? 'info')

/** Sub-processors by the names of their rows, where these came or went alone. */
function partiesIn(kind: string, proving: readonly HeadlinePassage[], all: readonly HeadlinePassage[]): string | null {
  const side = kind === 'subprocessor-added' ? 'after' : kind === 'subprocessor-removed-or-changed' ? 'before' : null
  if (!side) return null
  const other = side === 'after' ? 'before' : 'after'
  if (proving.some((passage) => passage[other].length)) return null
  const found = proving.flatMap((passage) => passage[side]).map(rowName)
  const names = [...new Set(found.filter((name) => name !== null))]
  const stays = all.flatMap((passage) => passage[other].map(({ text }) => text))
  if (!names.length || found.includes(null) || names.some((name) => stays.some((text) => text.includes(name)))) return null
  return `${side === 'after' ? 'adds' : 'removes'} ${names.length === 1 ? 'sub-processor' : 'sub-processors'} ${listed(names)}`
}

/** Models by name: with the day on which they end, where one day is told of all of them, or gone from a list. */
function modelsIn(kind: string, proving: readonly HeadlinePassage[], source: SourceType | null): string | null {
  if ((kind !== 'model-deprecated' && kind !== 'model-retired-or-withdrawn') || source === null) return null
  if (proving.every(({ before }) => before.length === 0)) {
    const told = modelDatesIn(proving.flatMap(({ after }) => after).flatMap(asRead), source)
    const names = namesOf(told.map(({ model }) => model))
    const [one, ...others] = new Set(told.filter(({ kind }) => kind !== 'announced').map(({ kind, day }) => `${kind} ${day}`))
    const [certainty, day] = one?.split(' ') ?? []
    if (!names || !day || others.length || certainty !== 'committed') return null
    return kind === 'model-deprecated'
      ? `deprecates ${listed(names)}, which ${names.length === 1 ? 'ends' : 'end'} on ${inWords(day)}`
      : `retires ${listed(names)} on ${inWords(day)}`
  }
  const gone = source === 'models-api' && proving.every(({ before, after }) => before.length && !after.length)
  const names = gone ? namesOf(proving.flatMap(({ before }) => before.flatMap(asRead).flatMap(modelsOfRow))) : null
  return names && `no longer lists ${listed(names)}`
}

/** Names for people; null where there is none, or one that is too long to be one. */
function namesOf(found: readonly string[]): string[] | null {
  const names = [...new Set(found.map((name) => oneLine(name, 60)))]
  const plain = names.filter((name) => name !== null)
  return plain.length && plain.length === names.length ? plain : null
}

/** A statement as it was read; none of what has its text alone. */
const asRead = ({ key, role, section, row, links, ...rest }: Said): Statement[] =>
  key !== undefined && role && section !== undefined && row !== undefined && links ? [{ ...rest, key, role, section, row, links }] : []

const monthNames = (months.en ?? []).map(([name]) => (name ?? '').replace(/^./, (letter) => letter.toUpperCase()))
const inWords = (day: string): string => `${Number(day.slice(8))} ${monthNames[Number(day.slice(5, 7)) - 1] ?? ''} ${day.slice(0, 4)}`

/** "A", "A and B", "A, B and 2 more". */
const listed = (names: readonly string[]): string =>
  names.length <= 2 ? names.join(' and ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
