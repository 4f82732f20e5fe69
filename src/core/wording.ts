import { diffArrays } from 'diff'
import type { Difference } from './change'
import type { Statement } from './statement'
import { type Hits, hitsIn, type Span, type Token, tokensOf, vocabularyOf } from './vocabulary'
import { wordsFor } from './words'
import type { Topic } from './words/topics'

/** One changed statement with what its *changed* words speak of. */
export type Passage = {
  statement: Statement
  side: 'added' | 'removed'
  topics: ReadonlySet<Topic>
  heading: ReadonlySet<Topic>
  changedTokens: number
  edited: boolean
}

/** What a difference says, read once and kept as long as the difference lives. */
export type Wording = { passages: Passage[]; read: boolean }

const none: ReadonlySet<Topic> = new Set()
/** Lines of a release that concern who builds it, by the convention of their prefix or heading: they name no kind. */
const chorePrefix =
  /^\W*(?:ci|build|chores?|docs?|tests?|internal|refactor|style|deps|tooling|codegen|lint|types?)\b\W*(?:\([^)]*\))?\W*:|^\W*full changelog\b/i
const choreHeading = /^\W*(?:chores?|documentation|internal|dependencies|build system|tests|refactors?|styles|maintenance)\W*$/i
const isChore = ({ text, section }: Statement) =>
  chorePrefix.test(text.slice(0, 80)) || choreHeading.test(section?.split(' › ').at(-1) ?? '')

const maxEdits = 400
/** A changed number, modal or negating word speaks for what stands this near, in words. */
const around = 8

const kept = new WeakMap<Difference, Map<string, Wording>>()

/** Reads a difference in the words of `language`. Pure: the memo only saves the second reading of the same object. */
export function wordingOf(difference: Difference, language: string | null): Wording {
  const memo = kept.get(difference) ?? new Map<string, Wording>()
  kept.set(difference, memo)
  const key = language ?? ''
  const known = memo.get(key)
  if (known) return known
  const { lists, read } = wordsFor(language)
  const before = difference.before.map((statement) => tokensOf(statement.text))
  const after = difference.after.map((statement) => tokensOf(statement.text))
  const edited = before.length > 0 && after.length > 0
  const changed = edited ? changedTokens(before.flat(), after.flat()) : null
  const heading = headingTopics(difference, language)
  const passages = [
    ...passagesOf(difference.before, before, changed?.before ?? null, 'removed'),
    ...passagesOf(difference.after, after, changed?.after ?? null, 'added'),
  ]
  const wording = { passages, read }
  memo.set(key, wording)
  return wording

  function passagesOf(
    statements: readonly Statement[],
    tokens: readonly Token[][],
    marks: boolean[] | null,
    side: Passage['side'],
  ): Passage[] {
    let offset = 0
    return statements.map((statement, i) => {
      const own = tokens[i] ?? []
      const own0 = offset
      offset += own.length
      const isChanged = own.map((_, at) => marks === null || marks[own0 + at] === true)
      const found = new Set<Topic>()
      const chore = isChore(statement)
      for (const list of lists) {
        const vocabulary = vocabularyOf(list)
        const weighty = own.flatMap((token, at) => (isChanged[at] && (token.number || vocabulary.weighty.has(token.word)) ? [at] : []))
        if (!chore) for (const topic of topicsTouched(hitsIn(own, vocabulary), isChanged, weighty)) found.add(topic)
      }
      return { statement, side, topics: found, heading: chore ? none : heading, changedTokens: isChanged.filter(Boolean).length, edited }
    })
  }
}

function topicsTouched(hits: Hits, changed: readonly boolean[], weighty: readonly number[]): Topic[] {
  const touches = (span: Span) => {
    for (let at = span.from; at <= span.to; at++) if (changed[at]) return true
    return weighty.some((at) => at >= span.from - around && at <= span.to + around)
  }
  return [...hits].filter(([, spans]) => spans.some(touches)).map(([topic]) => topic)
}

/** What the nearest heading says the difference is about. */
function headingTopics(difference: Difference, language: string | null): ReadonlySet<Topic> {
  const found = new Set<Topic>()
  const section = difference.section ?? difference.after[0]?.section ?? difference.before[0]?.section ?? null
  const last = section?.split(' › ').at(-1)
  if (last) {
    const tokens = tokensOf(last.slice(0, 300))
    for (const list of wordsFor(language).lists)
      for (const { topic, vocabulary } of vocabularyOf(list).headings) if (hitsIn(tokens, vocabulary).size > 0) found.add(topic)
  }
  return found
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
