import { diffWordsWithSpace } from 'diff'
import { foldText } from './canonical'
import type { HeadlinePassage, Said } from './headline'
import { oneLine, quoted, rowName } from './headline-text'
import type { DeedSort } from './headline-words'
import { type Moved, movedSigns } from './moved'
import type { SourceType } from './source'
import { datesIn } from './stated'
import { months } from './words/months'

/** What of a change is certain to the letter, to stand after what was done; `isTitle` where it is the title that the vendor gave it. */
export type Detail = { text: string; isTitle: boolean }
type How = { source: SourceType | null; language: string | null; sort: DeedSort }

const longestRead = 2_000
const longestQuote = 90
const fewPassages = 4
const mostTitles = 3
/** Places whose entries have titles of their own. */
const titled: readonly SourceType[] = ['changelog', 'release-notes', 'sdk-releases', 'news', 'status', 'security-advisories']
/** Places that are parted by headings which say what stands below. */
const parted: readonly SourceType[] = ['terms', 'privacy', 'dpa', 'usage-policy', 'model-card', 'system-card', 'trust-center', 'docs']

/**
 * The first of these that is certain: a figure that moved, one that is told as moving, the title of the entry, words that moved, a statement, its
 * heading. Of a document written anew no single passage tells what was done.
 */
export function detailOf(proving: readonly HeadlinePassage[], how: How): Detail | null {
  const title = titleOf(proving, how.source)
  if (proving.length > fewPassages) return title
  const more = (text: string | null, count = proving.length - 1): Detail | null =>
    text === null ? null : { text: `: ${text}${count > 0 ? `, and ${count} more` : ''}`, isTitle: false }
  const first = (of: (passage: HeadlinePassage) => string | null) => {
    for (const passage of proving) {
      const found = of(passage)
      if (found !== null) return found
    }
    return null
  }
  return (
    more(first((passage) => figureOf(passage, how.language))) ??
    more(first(toldFigure), 0) ??
    title ??
    more(first((passage) => wordsOf(passage, how.language))) ??
    more(first((passage) => wholeOf(passage, how.sort))) ??
    headingOf(proving, how.source)
  )
}

const textOf = (side: readonly Said[]): string => side.map(({ said, text }) => said ?? text).join(' ')

/** A stretch of two wordings: what stands in both, or what went and what came in its place. */
type Stretch = { same: string; gone: string; came: string }
type Pair = { was: string; now: string; stretches: readonly Stretch[]; same: number }

/** The two wordings of an edited passage in stretches, and which share of the shorter one stands in both; null where one is missing or they are long. */
function pairOf({ before, after }: HeadlinePassage): Pair | null {
  const [was, now] = [textOf(before), textOf(after)]
  if (was === '' || now === '' || was.length > longestRead || now.length > longestRead) return null
  const parts = diffWordsWithSpace(was, now, { maxEditLength: 200 })
  if (!parts) return null
  const stretches: Stretch[] = []
  for (const { value, added, removed } of parts) {
    const last = stretches.at(-1)
    const isBridge = !added && !removed && value.trim() === ''
    if (last?.same === '' && (added || removed || isBridge)) {
      if (!added) last.gone += value
      if (!removed) last.came += value
    } else stretches.push({ same: added || removed ? '' : value, gone: removed ? value : '', came: added ? value : '' })
  }
  const kept = parts.reduce((sum, { value, added, removed }) => sum + (added || removed ? 0 : value.length), 0)
  return { was, now, stretches, same: kept / Math.min(was.length, now.length) }
}

const figures = ['amount', 'duration', 'number', 'date'] as const

/** The one figure of a sort that moved in wordings that are otherwise much the same, in a row with the row's name. */
function figureOf(passage: HeadlinePassage, language: string | null): string | null {
  const pair = pairOf(passage)
  if (!pair || pair.same < 0.6) return null
  const moved = movedSigns(pair.was, pair.now, language)
  const [name, nameBefore] = [passage.after, passage.before].map((side) => (side.length === 1 && side[0] ? rowName(side[0]) : null))
  const label = name && name === nameBefore ? name : null
  for (const sort of figures) {
    const [one, ...others] = moved.filter((each) => each.sort === sort)
    const [was, now] = one && !others.length ? [figure(pair.was, one, 'was', label), figure(pair.now, one, 'now', label)] : []
    if (one && was && now && pair.stretches.some(({ gone, came }) => turns(gone, one.was) && turns(came, one.now)))
      return label ? `${label} from ${was} to ${now}` : `${was} became ${now}`
  }
  return null
}

const digits = (text: string): string[] => text.match(/\d+/g) ?? []
/** Whether what went or came in one place is this figure, or the part of it that is another now. */
const turns = (words: string, sign: string): boolean => digits(words).length > 0 && digits(words).every((one) => digits(sign).includes(one))

/**
 * A figure as it stands in the text, a bare number with the word after it. Null where it is part of a name or version, stands there more than once, or is
 * a number that nothing says what it counts.
 */
function figure(text: string, moved: Moved, side: 'was' | 'now', label: string | null): string | null {
  const sign = moved[side]
  const at = sign === '' ? -1 : text.indexOf(sign)
  if (at < 0 || !/\d/.test(sign) || text.indexOf(sign, at + 1) >= 0) return null
  const rest = text.slice(at + sign.length)
  if (/[\p{L}\p{N}_/.:-]$/u.test(text.slice(0, at)) || /^[\p{L}\p{N}_/:-]/u.test(rest)) return null
  const unit =
    moved.sort === 'number' && label === null ? /^\s(?!from|with|that|this|when|upon|under|into|over)\p{Ll}{4,}/u.exec(rest)?.[0] : ''
  return unit === undefined || (moved.sort === 'number' && label === null && at === 0) ? null : oneLine(`${sign}${unit}`, 50)
}

const toldMove =
  /(?<![\p{L}\p{N}])from\s((?:[€$£¥₹]\s?)?\d[\d.,]*\d|\d)((?:\s?[%€$£¥₹])?(?:\s\p{Ll}+)?)\sto\s((?:[€$£¥₹]\s?)?\d[\d.,]*\d|\d)((?:\s?[%€$£¥₹])?(?:\s\p{Ll}+){0,3})/gu

/** "from 600 to 400 requests per minute", where an entry says so once. */
function toldFigure({ before, after }: HeadlinePassage): string | null {
  const text = textOf(after)
  if (before.length || text.length > longestRead) return null
  const [told, ...others] = text.matchAll(toldMove)
  return told && !others.length ? oneLine(told[0], 80) : null
}

/** The title that a vendor gave an entry, without the date before it. */
function titleOf(proving: readonly HeadlinePassage[], source: SourceType | null): Detail | null {
  if (!source || !titled.includes(source) || proving.some(({ before }) => before.length)) return null
  const titles = new Set(proving.map(titleIn))
  const [title] = titles
  const said = title && titles.size <= mostTitles ? quoted(title, longestQuote) : null
  return said === null ? null : { text: `: ${said}${titles.size > 1 ? `, and ${titles.size - 1} more` : ''}`, isTitle: true }
}

/** The last heading that says something: "Features", "Bug fixes" and the name of a month are in every entry. */
function titleIn({ after, section }: HeadlinePassage): string | null {
  const [first] = after
  const path = first?.role === 'heading' ? [first.text] : ((first?.section ?? section)?.split(' › ') ?? [])
  return (
    path
      .map(undated)
      .findLast((part) => part.length <= 4 * longestQuote && words(part).filter((word) => !everywhere.has(word)).length > 1) ?? null
  )
}

const words = (text: string): string[] => foldText(text).match(/\p{L}{3,}/gu) ?? []
const everywhere = new Set([
  ...'the and for with from our your new feature features bug bugs fix fixes fixed improvement improvements improved change changes changed changelog'.split(
    ' ',
  ),
  ...'update updates updated notes note tool tools general other misc version release releases released added removed security patch what news'.split(
    ' ',
  ),
  ...Object.values(months).flat(2),
])

/** A heading without the date that it begins with. */
function undated(heading: string): string {
  const folded = foldText(heading)
  const [date] = datesIn(folded)
  return date?.index === 0 && folded.length === heading.length ? heading.slice(date.text.length).replace(/^[\s:.,–—-]+/u, '') : heading
}

/** Words that alone came, went or took the place of others, with a word on either side where they are few; or a permission that took another's place. */
function wordsOf(passage: HeadlinePassage, language: string | null): string | null {
  const pair = pairOf(passage)
  if (!pair) return null
  const moved = pair.stretches.filter(({ same }) => same === '')
  const [one] = moved
  const switches = movedSigns(pair.was, pair.now, language).filter(({ sort }) => sort === 'switch')
  if (!one || moved.length > 1 || pair.same < 0.5) return permission(pair, switches)
  if (!tells(one, switches)) return null
  const at = pair.stretches.indexOf(one)
  return exchanged(one, pair.stretches[at - 1]?.same ?? '', pair.stretches[at + 1]?.same ?? '')
}

const few = 12
const trimmed = (text: string) => text.replace(/^[\s,;:.–—-]+|[\s,;:.–—-]+$/gu, '')

function exchanged({ gone, came }: Stretch, above: string, below: string): string | null {
  const [was, now] = [trimmed(gone), trimmed(came)]
  if (was.length >= few && now === '') return sayIf('drops', quoted(was, longestQuote))
  if (now.length >= few && was === '') return sayIf('adds', quoted(now, longestQuote))
  const left = /[^\s.:;!?]+\s*$/u.exec(above)?.[0] ?? ''
  const right = /^\s*\S+/u.exec(below)?.[0] ?? ''
  const isNumbering = left === '' && /^\d*$/.test(was) && /^\d*$/.test(now)
  return isNumbering || (left === '' && right === '') ? null : becomes(`${left}${gone}${right}`, `${left}${came}${right}`)
}

/** Whether few words bear meaning by themselves: a figure, a switch, or words enough. */
const tells = ({ gone, came }: Stretch, switches: readonly Moved[]): boolean =>
  /\d/.test(gone + came) || switches.length > 0 || Math.max(trimmed(gone).length, trimmed(came).length) >= few

/** "do not use your content" became "may use your content": two switches in one place, with what follows both. */
function permission({ stretches }: Pair, switches: readonly Moved[]): string | null {
  for (const [index, { gone, came }] of stretches.entries()) {
    const follows = stretches[index + 1]?.same ?? ''
    const isSwitch = switches.some((one) => one.was !== '' && one.was === gone.trim() && one.now === came.trim())
    if (!isSwitch || follows.length < few) continue
    const next = /^[\p{L}\p{N}’'-]+(?:\s[\p{L}\p{N}’'-]+){0,2}(?:\s\p{Lu}[\p{L}\p{N}’'-]*){0,3}/u.exec(follows.trim())?.[0] ?? ''
    return becomes(`${gone.trim()} ${next}`, `${came.trim()} ${next}`)
  }
  return null
}

const sayIf = (verb: string, words: string | null) => (words === null ? null : `${verb} ${words}`)
function becomes(was: string, now: string): string | null {
  const [from, to] = [quoted(trimmed(was), 60), quoted(trimmed(now), 60)]
  return from && to && from !== to ? `${from} became ${to}` : null
}

/** One short statement that came or went, whole. */
function wholeOf({ before, after }: HeadlinePassage, sort: DeedSort): string | null {
  const side = before.length ? before : after
  const [only, ...others] = side
  if (!only || others.length || (before.length && after.length)) return null
  if (only.role === 'heading' || only.role === 'row' || words(only.text).length < 3) return null
  const said = quoted(only.said ?? only.text, longestQuote)
  if (said === null) return null
  if (before.length) return sort === 'adds' ? null : `drops ${said}`
  return sort === 'changes' ? `adds ${said}` : said
}

/** The heading that all of it stands under, in a document. */
function headingOf(proving: readonly HeadlinePassage[], source: SourceType | null): Detail | null {
  if (!source || !parted.includes(source)) return null
  // a page's own title says nothing of where in it
  const [heading, ...others] = new Set(proving.map(({ section }) => section?.split(' › ').slice(1).at(-1) ?? null))
  const said = heading && !others.length ? quoted(heading, 60) : null
  return said === null ? null : { text: `, under ${said}`, isTitle: false }
}
