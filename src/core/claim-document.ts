import { words } from './canonical'
import { type Statement, said } from './statement'

/** A document as one stream of words, each with the statement that it stands in: passages are looked up across statements. */
export type ClaimDocument = {
  statements: readonly Statement[]
  words: string[]
  /** By word: the index of its statement. */
  owner: number[]
  places: Map<string, number[]>
}

export function claimDocument(statements: readonly Statement[]): ClaimDocument {
  const all: string[] = []
  const owner: number[] = []
  const places = new Map<string, number[]>()
  statements.forEach((statement, index) => {
    for (const word of words(said(statement))) {
      const held = places.get(word)
      if (held) held.push(all.length)
      else places.set(word, [all.length])
      all.push(word)
      owner.push(index)
    }
  })
  return { statements, words: all, owner, places }
}

/** What a text-quote selector says of a place: W3C Web Annotation Data Model, 4.2.4, and the section in which the place stood. */
export type Quoted = { exact: string; prefix: string; suffix: string; section?: string | null }

/** Where words stand: the first word's place, and the statements that hold the first and the last. */
export type Place = { at: number; first: number; last: number }

const mostPlaces = 200

/** Every place at which the words of a text follow each other, whatever signs and white space part them; at most 200. */
export function placesOf({ words: all, owner, places }: ClaimDocument, wanted: readonly string[]): Place[] {
  const rarest = [...wanted.keys()].sort(
    (a, b) => (places.get(wanted[a] ?? '')?.length ?? 0) - (places.get(wanted[b] ?? '')?.length ?? 0),
  )[0]
  if (rarest === undefined) return []
  const found: Place[] = []
  for (const place of places.get(wanted[rarest] ?? '') ?? []) {
    const at = place - rarest
    if (at < 0 || wanted.some((word, index) => all[at + index] !== word)) continue
    found.push({ at, first: owner[at] ?? 0, last: owner[at + wanted.length - 1] ?? 0 })
    if (found.length >= mostPlaces) break
  }
  return found
}

/** The place that the selector means: the one whose surroundings fit it best, the first of equals. */
export function placeOf(document: ClaimDocument, quoted: Quoted): Place | null {
  const wanted = words(quoted.exact)
  const scored = placesOf(document, wanted).map((place) => ({ place, score: fits(document, place, wanted.length, quoted) }))
  return scored.reduce<(typeof scored)[number] | null>((best, one) => (best && best.score >= one.score ? best : one), null)?.place ?? null
}

const context = 8

function fits(document: ClaimDocument, { at, first }: Place, length: number, { prefix, suffix, section = null }: Quoted): number {
  const before = words(prefix).slice(-context).reverse()
  const after = words(suffix).slice(0, context)
  const same = (wanted: readonly string[], wordAt: (index: number) => string | undefined): number => {
    const end = wanted.findIndex((word, index) => wordAt(index) !== word)
    return end < 0 ? wanted.length : end
  }
  const near = same(before, (index) => document.words[at - 1 - index]) + same(after, (index) => document.words[at + length + index])
  return near + (headingOf(document.statements[first]?.section ?? null) === headingOf(section) ? context / 2 : 0)
}

/** The nearest heading of a path of headings, folded; empty at the top of a document. */
export const headingOf = (section: string | null): string => words(section?.split(' › ').at(-1) ?? '').join(' ')

/** The words around a place as they are kept in a selector, up to `length` characters a side, cut between words. */
export function surroundings(document: ClaimDocument, place: Place, length: number): { prefix: string; suffix: string } {
  const { statements } = document
  const join = (from: number, to: number) => statements.slice(Math.max(from, 0), to).map(said).join(' ')
  return { prefix: tail(join(place.first - 3, place.first), length), suffix: head(join(place.last + 1, place.last + 4), length) }
}

const tail = (text: string, length: number) => (text.length <= length ? text : text.slice(-length).replace(/^\S*\s/, ''))
const head = (text: string, length: number) => (text.length <= length ? text : text.slice(0, length).replace(/\s\S*$/, ''))
