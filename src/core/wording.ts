import { diffArrays } from 'diff'
import type { Difference } from './change'
import { cellsOf, columnsIn } from './columns'
import type { Reading } from './reading'
import type { Statement } from './statement'
import { hitsIn, type Span, type Token, tokensOf, type Vocabulary, vocabularyOf } from './vocabulary'
import { wordsFor } from './words'
import { asides, type Topic } from './words/topics'

/** One changed statement with what its *changed* words speak of. */
export type Passage = {
  statement: Statement
  side: 'added' | 'removed'
  topics: ReadonlySet<Topic>
  heading: ReadonlySet<Topic>
  /** What the names of the columns of its table speak of, in a row. */
  columns: ReadonlySet<Topic>
  changedTokens: number
}

/** What a difference says, read once and kept as long as the difference lives. */
export type Wording = {
  passages: Passage[]
  /** All that any passage or its heading speaks of: what is not here, no passage says. */
  about: ReadonlySet<Topic>
  read: boolean
}

const none: ReadonlySet<Topic> = new Set()
/** Lines of a release that concern who builds it, by the convention of their prefix or heading: they name no kind. */
const chorePrefix =
  /^\W*(?:ci|build|chores?|docs?|tests?|internal|refactor|style|deps|tooling|codegen|lint|types?)\b\W*(?:\([^)]*\))?\W*:|^\W*full changelog\b/i
const choreHeading = /^\W*(?:chores?|documentation|internal|dependencies|build system|tests|refactors?|styles|maintenance)\W*$/i
const isChore = ({ text, section }: Statement) =>
  chorePrefix.test(text.slice(0, 80)) || choreHeading.test(section?.split(' › ').at(-1) ?? '')

/** Which words of a statement changed; null = all of them. */
type Marks = readonly boolean[] | null

const maxEdits = 400
/** A changed number, modal or negating word speaks for what stands this near, in words. */
const around = 8

const kept = new WeakMap<Difference, Map<string, Wording>>()

/**
 * Reads a difference in the words of `language`. With the readings around it the rows of tables are read under the names of their columns.
 * Pure: the memo only saves the second reading of the same object.
 */
export function wordingOf(difference: Difference, language: string | null, around?: { before: Reading; after: Reading }): Wording {
  const memo = kept.get(difference) ?? new Map<string, Wording>()
  kept.set(difference, memo)
  const as = `${language ?? ''}${around ? ' in place' : ''}`
  const known = memo.get(as)
  if (known) return known
  const { lists, read } = wordsFor(language)
  const vocabularies = lists.map(vocabularyOf)
  const before = difference.before.map((statement) => tokensOf(statement.text))
  const after = difference.after.map((statement) => tokensOf(statement.text))
  const marks = before.length > 0 && after.length > 0 ? changedTokens(before.flat(), after.flat()) : null
  const heading = headingTopics(difference, vocabularies)
  const columns = around ? columnTopics(difference, around, vocabularies) : noColumns
  const reader = (tokens: readonly Token[][], changed: boolean[] | null, side: Passage['side']) => {
    let offset = 0
    return (statement: Statement, i: number): Passage => {
      const own = tokens[i] ?? []
      const marks = changed ? changed.slice(offset, offset + own.length) : null
      offset += own.length
      const chore = isChore(statement)
      const words = chore ? none : topicsOf(statement.text, own, marks, vocabularies)
      const found = columns.changed.size > 0 ? new Set([...words, ...columns.changed]) : words
      return {
        statement,
        side,
        topics: found,
        heading: chore ? none : heading,
        columns: columns.all,
        changedTokens: marks ? marks.filter(Boolean).length : own.length,
      }
    }
  }
  const passages = [
    ...difference.before.map(reader(before, marks?.before ?? null, 'removed')),
    ...difference.after.map(reader(after, marks?.after ?? null, 'added')),
  ]
  const about = new Set(passages.flatMap(({ topics, heading }) => [...topics, ...heading]))
  const wording = { passages, about, read }
  memo.set(as, wording)
  return wording
}

/** What the changed words speak of, line by line: an entry of a feed holds many things, and each of its lines is about its own. */
function topicsOf(text: string, tokens: readonly Token[], changed: Marks, vocabularies: readonly Vocabulary[]): ReadonlySet<Topic> {
  if (!text.includes('\n')) return changed && !changed.includes(true) ? none : topicsOfLine(tokens, changed, vocabularies)
  const found = new Set<Topic>()
  let from = 0
  for (let at = 1; at <= tokens.length; at++) {
    const lineEnds = at === tokens.length || text.slice(tokens[at - 1]?.end, tokens[at]?.start).includes('\n')
    if (!lineEnds) continue
    const marks = changed?.slice(from, at) ?? null
    if (!marks || marks.includes(true)) for (const topic of topicsOfLine(tokens.slice(from, at), marks, vocabularies)) found.add(topic)
    from = at
  }
  return found
}

function topicsOfLine(tokens: readonly Token[], changed: Marks, vocabularies: readonly Vocabulary[]): Set<Topic> {
  const counts = new Map<Topic, number>()
  for (const vocabulary of vocabularies) {
    const hits = hitsIn(tokens, vocabulary)
    const touched = changed ? touching(tokens, changed, vocabulary) : null
    for (const [topic, spans] of hits) {
      const count = touched ? spans.filter(touched).length : spans.length
      if (count > 0) counts.set(topic, (counts.get(topic) ?? 0) + count)
    }
  }
  return leading(counts)
}

/** Whether a place holds a changed word, or stands near a changed number or a changed word that turns the sentence. */
function touching(tokens: readonly Token[], changed: readonly boolean[], vocabulary: Vocabulary): (span: Span) => boolean {
  const weighty = tokens.flatMap((token, at) => (changed[at] && (token.number || vocabulary.weighty.has(token.word)) ? [at] : []))
  return (span) => {
    for (const part of span.parts ?? [span]) for (let at = part.from; at <= part.to; at++) if (changed[at]) return true
    return weighty.some((at) => at >= span.from - around && at <= span.to + around)
  }
}

/** A long clause touches many things and is about few: topics with less than this share of the strongest one's hits are in passing. */
const inPassing = 0.4

function leading(counts: ReadonlyMap<Topic, number>): Set<Topic> {
  const strongest = Math.max(0, ...[...counts].filter(([topic]) => !asides.has(topic)).map(([, count]) => count))
  return new Set([...counts].filter(([topic, count]) => asides.has(topic) || count >= strongest * inPassing).map(([topic]) => topic))
}

type ColumnTopics = { changed: ReadonlySet<Topic>; all: ReadonlySet<Topic> }
const noColumns: ColumnTopics = { changed: none, all: none }

/** What the columns of a row are about: those whose cell was edited, and all of them. A row that came or went is about what it stands for. */
function columnTopics(
  { before, after }: Difference,
  around: { before: Reading; after: Reading },
  vocabularies: readonly Vocabulary[],
): ColumnTopics {
  const was = before.length === 1 && before[0]?.role === 'row' ? before[0] : null
  const is = after.length === 1 && after[0]?.role === 'row' ? after[0] : null
  const one = is ?? was
  if (!one || before.length > 1 || after.length > 1) return noColumns
  const names = columnsIn(is ? around.after : around.before).get(one.key)
  if (!names) return noColumns
  const topicsIn = (name: string) => vocabularies.flatMap(({ columns }) => (columns ? topicsOfName(name.slice(0, 100), columns) : []))
  const all = new Set(names.flatMap(topicsIn))
  if (!was || !is) return { changed: none, all }
  const old = cellsOf(was)
  const now = cellsOf(is)
  const changed = names.filter((_, i) => i > 0 && old.length === now.length && old[i] !== now[i])
  return { changed: new Set(changed.flatMap(topicsIn)), all }
}

const namesKept = new WeakMap<Vocabulary, Map<string, readonly Topic[]>>()
const mostNames = 2000

/** What a heading or the name of a column speaks of. Many statements stand under one: kept, and forgotten when there are many. */
function topicsOfName(name: string, vocabulary: Vocabulary): readonly Topic[] {
  const memo = namesKept.get(vocabulary) ?? new Map<string, readonly Topic[]>()
  namesKept.set(vocabulary, memo)
  const known = memo.get(name)
  if (known) return known
  const topics = [...hitsIn(tokensOf(name), vocabulary).keys()]
  if (memo.size >= mostNames) memo.clear()
  memo.set(name, topics)
  return topics
}

/** What the nearest heading says the difference is about. */
function headingTopics(difference: Difference, vocabularies: readonly Vocabulary[]): ReadonlySet<Topic> {
  const section = difference.section ?? difference.after[0]?.section ?? difference.before[0]?.section ?? ''
  const inTable = [...difference.after, ...difference.before].every(({ role }) => role === 'row')
  const path = section
    .split(' › ')
    .slice(inTable ? -2 : -1)
    .join(' › ')
    .slice(0, 300)
  return new Set(vocabularies.flatMap(({ headings }) => (headings ? topicsOfName(path, headings) : [])))
}

/** Which words differ between the two sides of an edit. Where the edit is too large to align, all of them. */
function changedTokens(before: readonly Token[], after: readonly Token[]): { before: boolean[]; after: boolean[] } {
  const marks = { before: before.map(() => true), after: after.map(() => true) }
  const parts = diffArrays(
    before.map((token) => token.word),
    after.map((token) => token.word),
    { maxEditLength: maxEdits },
  )
  if (!parts) return marks
  let b = 0
  let a = 0
  for (const part of parts) {
    const count = part.count ?? part.value.length
    if (!part.added && !part.removed) {
      marks.before.fill(false, b, b + count)
      marks.after.fill(false, a, a + count)
    }
    if (!part.added) b += count
    if (!part.removed) a += count
  }
  return marks
}
