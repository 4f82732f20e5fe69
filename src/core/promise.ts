import { announcementWindow } from './announce'
import { foldText } from './canonical'
import type { StoredDifference } from './change'
import { addDays, type Day } from './day'
import { dateWithMeaning } from './effective'
import { sentences } from './sentences'
import { datesIn } from './stated'
import { documentNames } from './words/announcing'
import { deniesWords, partyWords, promisedTypes, promiseWords } from './words/promising'

export type PromisedType = (typeof promisedTypes)[number]

/** A sentence of a notice that says that a document of the vendor changed or will. `dueAt`: by when the document has followed, if it does. */
export type Promised = { documentType: PromisedType; quote: string; statedOn: Day | null; dueAt: string }

const mostPromises = 20
const longestQuote = 500

/**
 * What the new words of a notice promise of documents: "We are updating our privacy policy on 1 March". The document has until the day that is
 * named and the days after it that a notice may be late, or as long after a notice without a day as a notice may come before its change
 * (14 days). A sentence with a date that no day can be read from promises nothing that could be held against anybody.
 */
export function promisesIn(differences: readonly StoredDifference[], noticedAt: string, language: string | null): Promised[] {
  const found: Promised[] = []
  for (const { before, after } of differences) {
    if (after === null) continue
    const known = new Set(sentencesOf(before ?? '').map(foldText))
    const effective = effectiveOf(after, language)
    for (const sentence of sentencesOf(after)) {
      const folded = foldText(sentence)
      if (known.has(folded)) continue
      const documentTypes = promisedTypes.filter((type) => promises(sentence, type))
      const days = documentTypes.length ? daysIn(folded) : []
      if (days === null) continue
      const statedOn = latest(effective ? [...days, effective] : days)
      const quote = sentence.slice(0, longestQuote)
      found.push(...documentTypes.map((documentType) => ({ documentType, quote, statedOn, dueAt: dueAfter(noticedAt, statedOn) })))
    }
  }
  const first = new Map<string, Promised>()
  for (const one of found) if (!first.has(one.documentType)) first.set(one.documentType, one)
  return [...first.values()].slice(0, mostPromises)
}

const { daysBefore, daysAfter } = announcementWindow

function dueAfter(noticedAt: string, statedOn: Day | null): string {
  const noticed = noticedAt.slice(0, 10)
  const day = statedOn !== null && statedOn > noticed ? addDays(statedOn, daysAfter) : addDays(noticed, daysBefore)
  return `${day}${noticedAt.slice(10)}`
}

/** From when on a change of the document counts: a notice may come as long after it as before it. */
export function promiseFrom({ noticedAt, statedOn }: { noticedAt: string; statedOn: Day | null }): string {
  const noticed = noticedAt.slice(0, 10)
  return `${addDays(statedOn !== null && statedOn < noticed ? statedOn : noticed, -daysBefore)}T00:00:00.000Z`
}

const sentencesOf = (text: string): string[] =>
  text
    .slice(0, 20_000)
    .split(/\n| · /)
    .flatMap(sentences)

/** Null where a date stands that gives no day. */
function daysIn(folded: string): Day[] | null {
  const days: Day[] = []
  for (const { day } of datesIn(folded)) {
    if (day === null) return null
    days.push(day)
  }
  return days
}

function effectiveOf(text: string, language: string | null): Day | null {
  const statement = { key: '', text, role: 'paragraph' as const, section: null, row: null, links: [] }
  const difference = { before: [], after: [statement], section: null, grade: 'material' as const, rule: '', why: '' }
  return dateWithMeaning([difference], language).effective?.day ?? null
}

const latest = (days: readonly Day[]): Day | null => [...days].sort().at(-1) ?? null

const wide = /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}]/u
/** Words between the name of a document and what is said of it. */
const near = 4
const nearParties = 6

function promises(sentence: string, type: PromisedType): boolean {
  const folded = ` ${sentence
    .toLowerCase()
    .replace(/[;:()—–!?]+|\.\s/g, ' | ')
    .replace(/[^\p{L}\p{N}|]+/gu, ' ')
    .trim()} `
  const names = placesOf(folded, documentNames[type] ?? '')
  if (names.length === 0) return false
  const said = placesOf(folded, promiseWords).filter(({ from }) => !isDenied(folded, from))
  const parties = type === 'subprocessors' ? placesOf(folded, partyWords).filter(({ from }) => !isDenied(folded, from)) : []
  return names.some(
    (name) => said.some((word) => isNear(folded, name, word, near)) || parties.some((word) => isNear(folded, name, word, nearParties)),
  )
}

type Place = { from: number; to: number }

function placesOf(folded: string, phrases: string): Place[] {
  const places: Place[] = []
  for (const phrase of phrases.split('|')) {
    const wanted = wide.test(phrase) ? phrase : ` ${phrase} `
    for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1))
      places.push(wide.test(phrase) ? { from: at, to: at + phrase.length } : { from: at + 1, to: at + 1 + phrase.length })
  }
  return places
}

function isNear(folded: string, one: Place, other: Place, words: number): boolean {
  const [first, second] = one.from <= other.from ? [one, other] : [other, one]
  if (second.from < first.to) return false
  const between = folded.slice(first.to, second.from)
  if (between.includes('|')) return false
  return wide.test(between) ? between.length <= words * 4 : between.split(' ').filter(Boolean).length <= words
}

const denying = new Set(deniesWords.split('|'))
const isDenied = (folded: string, from: number): boolean =>
  folded
    .slice(0, from)
    .split(' ')
    .filter(Boolean)
    .slice(-2)
    .some((word) => denying.has(word))
