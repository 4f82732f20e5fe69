import type { Difference } from './change'
import { addDays } from './day'
import type { Quote } from './kind'
import { onlyDates } from './kinds/by-structure'
import { triggerOf } from './pack'
import type { Reading } from './reading'
import { silentKind } from './severity'
import { noticeTypes, type SourceType } from './source'
import { isLaterVersion, type StatedVersion } from './stated-version'
import { hitsIn, tokensOf, vocabularyOf } from './vocabulary'
import { wordsFor } from './words'
import { changeWords, commonWords, documentNames } from './words/announcing'
import type { Topic } from './words/topics'

/** What one watched notice place said: an entry of a changelog or feed, a status notice. `day` is the entry's own date where it states one. */
export type Notice = { sourceId: string; seenAt: string; day: string | null; text: string }

export type AnnounceInput = {
  /** Instant of detection, ISO 8601 UTC. */
  detectedAt: string
  source: { id: string; type: SourceType }
  /** The dates that the document states of itself, before and after. */
  before: Pick<Reading, 'stated'> | null
  after: Pick<Reading, 'stated'>
  /** The versions that it states of itself, before and after; missing where they were not looked at again. */
  version?: { was: StatedVersion | null; is: StatedVersion | null } | null
  quotes: readonly Quote[]
  effective: { day: string | null; text: string } | null
  objectBy: { day: string; text: string } | null
  notices: readonly Notice[]
  /** Whether a notice place of the vendor was watched and readable, whatever it said. */
  watchedNotices: boolean
  language?: string | null
  /** Days before and after detection in which a notice counts; the vendor's own setting, else 14 and 3. */
  window?: { daysBefore: number; daysAfter: number }
}

export type Announcement = {
  announcement: 'announced' | 'silent' | 'unknown'
  announcedBy: { sourceId: string; quote: string } | null
  /** One sentence for the record. */
  why: string
}

export const announcementWindow = { daysBefore: 14, daysAfter: 3 }
const quoteCharacters = 500

/**
 * Whether the vendor said that this changed. Pure; asked again when a notice arrives within the window, which can only turn silent or
 * unknown into announced.
 *
 * *announced*: the change stands in a notice place itself, the document moved its own date or version forward, or a watched notice in the window
 * speaks of the same thing. *silent*: the document states a date or version and it did not move, or a notice place was watched and said nothing of it.
 * *unknown*: there was nothing to look at.
 */
export function announce(input: AnnounceInput): Announcement {
  const { source, quotes, after, before } = input
  const own = quotes.find((quote) => quote.side === 'added')
  if (noticeTypes.includes(source.type) && own)
    return told(source.id, own.text, 'The change stands in a place where the vendor announces changes.')
  const matching = noticesInWindow(input).find((notice) => speaksOf(notice, input))
  if (matching) return told(matching.sourceId, matching.text, 'A page on which the vendor announces changes speaks of the same thing.')
  const dated = latestOf(after.stated)
  const dateBefore = latestOf(before?.stated ?? [])
  if (dated && (!dateBefore || dated.day > dateBefore.day)) return told(source.id, dated.text, 'The document moved its own date.')
  const { was = null, is = null } = input.version ?? {}
  if (is && (!was || isLaterVersion(is, was))) return told(source.id, is.text, 'The document moved its own version.')
  if (dated && dateBefore)
    return { announcement: 'silent', announcedBy: null, why: `The document still states ${dateBefore.day} as its date.` }
  if (dateBefore) return { announcement: 'silent', announcedBy: null, why: 'The document no longer states its date.' }
  if (is) return { announcement: 'silent', announcedBy: null, why: `The document still calls itself “${is.text.slice(0, 200)}”.` }
  if (was) return { announcement: 'silent', announcedBy: null, why: 'The document no longer states its version.' }
  if (input.watchedNotices)
    return { announcement: 'silent', announcedBy: null, why: 'The notices of the vendor that are watched said nothing of it.' }
  return {
    announcement: 'unknown',
    announcedBy: null,
    why: 'The document states no date or version and no notices of the vendor are watched.',
  }
}

/**
 * The kinds of a change that was found, with the kind of silence where it was silent and without it where it was not. It stands beside what
 * changed ("the substantive kind sets the review; silence adds a supplier question"): kinds that are only logged (severity info) ask for no review,
 * and their silence for none either.
 */
export function kindsWith(kinds: readonly string[], announcement: Announcement['announcement']): string[] {
  const substantive = kinds.filter((kind) => kind !== silentKind)
  const asks = substantive.some((kind) => triggerOf(kind).default_severity !== 'info')
  return announcement === 'silent' && asks ? [...substantive, silentKind] : substantive
}

/**
 * Whether a document differs in nothing but its dates ("Last updated" moved, the words did not): kind `date-bumped-no-change`.
 * `differences` are all of the change, cosmetic ones too.
 */
export function dateBumpedOnly(
  before: Pick<Reading, 'stated'>,
  after: Pick<Reading, 'stated'>,
  differences: readonly Difference[],
  language: string | null = null,
): boolean {
  const moved = latestOf(before.stated)?.day !== latestOf(after.stated)?.day
  return differences.every((difference) => onlyDates(difference, language)) && (differences.length > 0 || moved)
}

const told = (sourceId: string, quote: string, why: string): Announcement => ({
  announcement: 'announced',
  announcedBy: { sourceId, quote: quote.slice(0, quoteCharacters) },
  why,
})

const latestOf = (stated: Reading['stated']) => [...stated].sort((a, b) => (a.day < b.day ? -1 : 1)).at(-1) ?? null

function noticesInWindow({ detectedAt, notices, window = announcementWindow }: AnnounceInput): Notice[] {
  const detected = detectedAt.slice(0, 10)
  const first = addDays(detected, -window.daysBefore)
  const last = addDays(detected, window.daysAfter)
  const dayOf = (notice: Notice) => notice.day ?? notice.seenAt.slice(0, 10)
  return notices.filter((notice) => dayOf(notice) >= first && dayOf(notice) <= last)
}

/**
 * Whether a notice is about this change and not just any news: it shares a name or identifier of the changed words, or says that this sort
 * of document changed, or is about the same subject in at least two of the same uncommon words.
 */
function speaksOf(notice: Notice, input: AnnounceInput): boolean {
  const said = matter(notice.text, input.language ?? null)
  const changed = matter(
    input.quotes
      .map((quote) => quote.text)
      .join('\n')
      .slice(0, 20_000),
    input.language ?? null,
  )
  if (intersects(said.names, changed.names)) return true
  if (namesDocument(notice.text, input.source.type)) return true
  return intersects(said.topics, changed.topics) && shared(said.words, changed.words) >= 2
}

/** Topics so wide that sharing one ties nothing together. */
const wide: ReadonlySet<Topic> = new Set<Topic>([
  'place',
  'privacy',
  'promise',
  'published',
  'ai-feature',
  'lapsed',
  'off-by-default',
  'capability-added',
  'prohibited-use-changed',
  'intended-use-changed',
])

function matter(text: string, language: string | null): { names: Set<string>; topics: Set<Topic>; words: Set<string> } {
  const tokens = tokensOf(text)
  const topics = new Set<Topic>()
  for (const list of wordsFor(language).lists)
    for (const topic of hitsIn(tokens, vocabularyOf(list)).keys()) if (!wide.has(topic)) topics.add(topic)
  const words = new Set(
    tokens
      .filter(({ word, number }) => (number || word.length > 3 || /\p{Script=Han}/u.test(word)) && !commonWords.has(word))
      .map(({ word }) => word),
  )
  return { names: namesIn(text), topics, words }
}

/**
 * Names that mean one thing only: identifiers (`quill-1-mini`, `max_tokens`), and names of two capitalised words or more within a sentence or cell.
 */
function namesIn(text: string): Set<string> {
  const names = new Set<string>()
  for (const [name] of text.matchAll(
    /(?<![\p{L}\p{N}])(?=[\p{L}\d._:/-]*[\p{L}])(?=[\p{L}\d._:/-]*\d)\p{L}[\p{L}\d]*(?:[._:/-][\p{L}\d]+)+(?![\p{L}\p{N}])/gu,
  ))
    names.add(name.toLowerCase())
  for (const [name] of text.matchAll(/(?<![\p{L}\p{N}])\p{L}+(?:_\p{L}+)+(?![\p{L}\p{N}])/gu)) names.add(name.toLowerCase())
  for (const [name] of text.matchAll(/(?<=^|[^.!?\s]\s+|[·|,;(]\s*)\p{Lu}[\p{L}\d]+(?: (?:\p{Lu}[\p{L}\d]+|AG|AB|SA))+/gmu)) {
    const kept = name.toLowerCase()
    if (!kept.split(' ').every((word) => commonWords.has(word)) && !places.has(kept)) names.add(kept)
  }
  return names
}

const places = new Set([
  'united states',
  'united kingdom',
  'european union',
  'new york',
  'hong kong',
  'south korea',
  'new zealand',
  'data protection',
  'personal data',
  'privacy policy',
  'terms of service',
  'last updated',
])

function namesDocument(text: string, type: SourceType): boolean {
  const names = documentNames[type]
  if (!names) return false
  const folded = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  const has = (phrases: string) =>
    phrases.split('|').some((phrase) => folded.includes(/\p{Script=Han}|\p{Script=Katakana}/u.test(phrase) ? phrase : ` ${phrase} `))
  return has(names) && has(changeWords)
}

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].filter((word) => b.has(word)).length
const intersects = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>) => [...a].some((one) => b.has(one))
