import { words } from './canonical'
import type { Difference } from './change'
import { type ClaimDocument, headingOf, type Place, placeOf, placesOf, type Quoted } from './claim-document'
import { type Statement, said } from './statement'

/**
 * What became of a quoted passage in a later version of its document. *Edited* carries the statements that it stood in and what stands there now; it is
 * `cosmetic` where the change itself is and four of five words stay. *Relocated* carries the sections.
 */
export type Fate =
  | { state: 'holds' }
  | { state: 'relocated'; before: string; after: string }
  | { state: 'edited'; before: string; after: string; cosmetic: boolean }
  | { state: 'gone'; before: string }

/** Two accepted versions of one document, and how they were compared. `whole` is the folded text of the later one, hidden parts included. */
export type Versions = { before: ClaimDocument; after: ClaimDocument; whole: string; differences: readonly Difference[] }

/**
 * Follows a passage into the later version. The whole sentence that a quote was taken from has to stand there: "we do not train" is edited by "we do not
 * train unless". Null where the passage stands in neither version: nothing can be said of it.
 */
export function fateOf(quoted: Quoted, versions: Versions): Fate | null {
  const { before, after } = versions
  const stood = placeOf(before, quoted)
  if (!stood) {
    const now = placeOf(after, quoted)
    return now && standing(quoted.section ?? null, now, versions)
  }
  const sentences = before.statements.slice(stood.first, stood.last + 1)
  const whole = sentences.map((sentence) => now(sentence, stood, versions))
  const first = whole[0]
  if (first && whole.every((place) => place !== null)) return standing(quoted.section ?? sectionAt(before, stood), first, versions)
  return moved(quoted, { stood, sentences, whole }, versions)
}

/** Where a sentence stands in the later version: of several alike, the one that ours became. */
function now(sentence: Statement, stood: Place, { before, after, differences }: Versions): Place | null {
  const wanted = words(said(sentence))
  const then = placesOf(before, wanted)
  const fresh = new Set(
    differences.flatMap((difference) => (difference.grade === 'material' ? difference.after.map(({ key }) => key) : [])),
  )
  // inside a sentence that is itself new it is not said any longer: "we do not train unless"
  const since = placesOf(after, wanted).filter(
    (place) => !after.statements.slice(place.first, place.last + 1).some(({ key }) => fresh.has(key)),
  )
  if (since.length === 0) {
    const index = after.statements.findIndex(({ key }) => key === sentence.key)
    return index < 0 ? null : { at: after.owner.indexOf(index), first: index, last: index }
  }
  const ours = then.findIndex(({ first, last }) => first >= stood.first && last <= stood.last)
  if (then.length < 2 || ours < 0) return since[0] ?? null
  return matched(ours, { was: then, is: since, length: wanted.length }, { before, after })
}

type Repeated = { was: readonly Place[]; is: readonly Place[]; length: number }

/** Of words that stand in several places: which of today's places is the `ours`-th of then, by what surrounds them. */
function matched(
  ours: number,
  { was: then, is: since, length }: Repeated,
  { before, after }: Pick<Versions, 'before' | 'after'>,
): Place | null {
  const scores = then.flatMap((was, t) =>
    since.map((is, s) => ({ t, s, score: alike(around(before, was, length), around(after, is, length)), apart: Math.abs(t - s) })),
  )
  const [takenThen, takenSince] = [new Set<number>(), new Set<number>()]
  for (const { t, s } of scores.sort((a, b) => b.score - a.score || a.apart - b.apart)) {
    if (takenThen.has(t) || takenSince.has(s)) continue
    if (t === ours) return since[s] ?? null
    takenThen.add(t)
    takenSince.add(s)
  }
  return null
}

const neighbours = 6

function around({ words: all, statements }: ClaimDocument, { at, first }: Place, length: number) {
  return {
    heading: headingOf(statements[first]?.section ?? null),
    prefix: all.slice(Math.max(at - neighbours, 0), at).join(' '),
    suffix: all.slice(at + length, at + length + neighbours).join(' '),
  }
}

const alike = (a: ReturnType<typeof around>, b: ReturnType<typeof around>): number =>
  Number(a.heading === b.heading) * 2 + Number(a.prefix === b.prefix) + Number(a.suffix === b.suffix)

const sectionAt = ({ statements }: ClaimDocument, { first }: Place): string | null => statements[first]?.section ?? null

/**
 * The same words: under the same heading, or under another one of the earlier version. A heading that was renamed, came or went around the words, or became
 * a plain line, is layout.
 */
function standing(was: string | null, place: Place, { before, after }: Versions): Fate {
  const is = sectionAt(after, place)
  if (headingOf(was) === headingOf(is)) return { state: 'holds' }
  const known = new Set([...before.statements.map(({ section }) => headingOf(section)), headingOf(was)])
  const governs = (statement: Statement) => statement.role === 'heading' || known.has(words(said(statement)).join(' '))
  const line = after.statements.slice(0, place.first).findLast(governs)
  const heading = line ? words(said(line)).join(' ') : headingOf(is)
  if (heading === headingOf(was)) return { state: 'holds' }
  const left = after.statements.some(
    (statement) => headingOf(statement.section) === headingOf(was) || words(said(statement)).join(' ') === headingOf(was),
  )
  const another = heading !== '' && known.has(heading)
  const layout = was === null ? !another : !another && !left
  return layout ? { state: 'holds' } : { state: 'relocated', before: was ?? '', after: is ?? '' }
}

type Stood = { stood: Place; sentences: readonly Statement[]; whole: readonly (Place | null)[] }

function moved(quoted: Quoted, { stood, sentences, whole }: Stood, versions: Versions): Fate {
  const { after, differences } = versions
  const wanted = words(quoted.exact)
  const quote = placesOf(after, wanted)[0] ?? null
  const pairs = sentences.map((sentence, index) => (whole[index] ? null : pairOf(sentence, differences)))
  // what no difference speaks of was held back by a rule, and that moves nothing
  if (pairs.every((pair) => pair === null))
    return quote ? standing(quoted.section ?? sectionAt(versions.before, stood), quote, versions) : { state: 'holds' }
  const before = textOf(sentences)
  const is = sentences.flatMap((sentence, index) => (whole[index] ? [sentence] : (pairs[index]?.after ?? [])))
  const elsewhere = quote && wanted.length >= tellingWords ? after.statements.slice(quote.first, quote.last + 1) : []
  const stands = pairs.some((pair) => pair?.after.length) || whole.some((place) => place !== null) ? is : elsewhere
  if (!stands.length) return { state: 'gone', before }
  const graded = pairs.every((pair) => pair === null || pair.grade === 'cosmetic')
  return { state: 'edited', before, after: textOf(stands), cosmetic: graded && shared(before, textOf(stands)) >= leastShared }
}

/** A paraphrase may mean the same for a page; somebody who rests on the words has to read them again. */
const leastShared = 0.8

/** How much of their words two texts share, from 0 to 1. */
function shared(a: string, b: string): number {
  const [was, is] = [words(a), words(b)]
  const left = [...is]
  const both = was.filter((word) => {
    const at = left.indexOf(word)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
  return (2 * both.length) / Math.max(was.length + is.length, 1)
}

/** Fewer words may stand anywhere. */
const tellingWords = 5

/** What the comparison says became of a statement; a change that means something before one that does not. */
function pairOf({ key }: Statement, differences: readonly Difference[]): Difference | null {
  const about = differences.filter(({ before }) => before.some((one) => one.key === key))
  const within = differences.find(({ grade, after }) => grade === 'material' && after.some((one) => one.key.includes(key)))
  return about.find(({ grade }) => grade === 'material') ?? within ?? about[0] ?? null
}

const textOf = (statements: readonly Statement[]): string => statements.map(said).join(' ')
