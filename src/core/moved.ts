import { foldText } from './canonical'
import { elementsMoved } from './enumeration'
import { datesIn } from './stated'
import { wordsFor } from './words'
import { units } from './words/units'

export const sorts = ['date', 'amount', 'duration', 'number', 'switch', 'name', 'element'] as const
export type Sort = (typeof sorts)[number]

/** Something that bears meaning by itself and moved: what it was, what it is. A side without its pair is an empty text. */
export type Moved = { sort: Sort; was: string; now: string }

type Sign = { sort: Sort; text: string; key: string; from: number; to: number }

const most = 8
const number = String.raw`\d[\d.,]*\d|\d`
const amount = new RegExp(
  String.raw`(?:[€$£¥₹]|\b(?:USD|EUR|GBP|CHF|JPY|CNY)\s?)\s?(?:${number})(?:\s?(?:million|billion|mio|mrd)\b)?|(?:${number})\s?(?:%|per cent\b|prozent\b|pour cent\b|[€$£¥₹]|(?:USD|EUR|GBP|CHF|JPY|CNY)\b)`,
  'giu',
)
const duration = new RegExp(String.raw`(?:${number})\s?(?:\p{L}+\s)?(?:${units.join('|')})(?![\p{L}])`, 'giu')
const plain = new RegExp(number, 'gu')
/** Names in a sentence: capitals where none is due, with their legal form. */
const name =
  /(?<=[\p{L}\p{N},;:)'’"”]\s)\p{Lu}[\p{L}\p{N}&.'’-]*(?:\s(?:\p{Lu}[\p{L}\p{N}&.'’-]*|(?:&|de|of)\s\p{Lu}[\p{L}\p{N}&.'’-]*))*/gu

/** Words that documents write with a capital for the parties, parts and pages that they speak of: by themselves they name nobody. */
const ofDocuments =
  /^(?:we|our|us|you|your|terms?|polic(?:y|ies)|agreements?|addend(?:um|a)|notices?|statements?|sections?|clauses?|guidelines?|conditions?|schedules?|exhibits?|annex(?:es)?|appendi(?:x|ces)|articles?|services?|products?|features?|software|platform|websites?|sites?|apps?|applications?|accounts?|subscriptions?|plans?|orders?|forms?|fees?|prices?|settings?|controls?|privacy|security|cent(?:er|re)|trust|support|customers?|users?|clients?|vendors?|suppliers?|part(?:y|ies)|third|compan(?:y|ies)|groups?|affiliates?|data|content|information|inputs?|outputs?|materials?|licen[cs]es?|laws?|regulations?|acts?|processors?|sub-?processors?|controllers?|administrators?|effective|date|updated|version|personal)$/i

/** Several words, or one that is written as no plain word is (`OpenAI`, `AWS`, `Lark3`): a plain word may have its capital from anywhere. */
const isFullName = (text: string): boolean => /\s/.test(text) || /\p{L}[\p{Lu}\p{N}]/u.test(text)
const namesSomebody = (text: string): boolean =>
  text.split(/[\s&]+/).some((word) => /^\p{Lu}/u.test(word) && !ofDocuments.test(word.replace(/[.,’']+s?$/u, '')))

/**
 * Dates, amounts, durations, numbers, switches (permission, duty, negation), names and elements of enumerations that one wording has and the other has
 * not, paired by sort in the order in which they stand; at most eight. Numbers and dates in every language; switches in the languages with word lists,
 * English where `language` is null; names not in German, which writes every noun like one, and a single word as a name only in place of another one.
 */
export function movedSigns(before: string | null, after: string | null, language: string | null): Moved[] {
  if (before === null || after === null) return []
  const [was, is] = [signsIn(before, language), signsIn(after, language)]
  const came = without(is, was)
  const moved = without(was, is).map((gone): Moved => {
    const at = came.findIndex(({ sort }) => sort === gone.sort)
    const [pair] = at < 0 ? [] : came.splice(at, 1)
    return { sort: gone.sort, was: gone.text, now: pair?.text ?? '' }
  })
  moved.push(...came.map(({ sort, text }): Moved => ({ sort, was: '', now: text })))
  const told = moved.filter(({ sort, was, now }) => sort !== 'name' || (was !== '' && now !== '') || isFullName(was + now))
  if (told.length === 0) told.push(...elements(before, after, language))
  return told.sort((a, b) => sorts.indexOf(a.sort) - sorts.indexOf(b.sort)).slice(0, most)
}

function elements(before: string, after: string, language: string | null): Moved[] {
  const found = elementsMoved(before, after, language ?? 'en')
  if (!found) return []
  return [
    ...found.gone.map((was): Moved => ({ sort: 'element', was, now: '' })),
    ...found.came.map((now): Moved => ({ sort: 'element', was: '', now })),
  ]
}

/** What bears meaning in a text, each place counted for the first sort that claims it. */
function signsIn(text: string, language: string | null): Sign[] {
  const found: Sign[] = []
  const claim = (sort: Sort, from: number, to: number): void => {
    if (found.some((sign) => from < sign.to && to > sign.from)) return
    const said = text.slice(from, to).trim()
    if (said !== '' && (sort !== 'name' || namesSomebody(said))) found.push({ sort, text: said, key: foldText(said), from, to })
  }
  const match = (sort: Sort, pattern: RegExp): void => {
    for (const one of text.matchAll(pattern)) claim(sort, one.index, one.index + one[0].length)
  }
  const folded = foldText(text)
  // places in the folded text are places in the text where folding kept every character
  if (folded.length === text.length) for (const date of datesIn(folded)) claim('date', date.index, date.index + date.text.length)
  match('amount', amount)
  match('duration', duration)
  match('number', plain)
  match('switch', switches(language ?? 'en'))
  if (language !== 'de') match('name', name)
  return found.sort((a, b) => a.from - b.from)
}

const compiled = new Map<string, RegExp>()

/** The words of permission, duty and negation of a language, the longest first, and those that go with them ("does not", "opt out"). */
function switches(language: string): RegExp {
  const known = compiled.get(language)
  if (known) return known
  const phrases = wordsFor(language)
    .lists.slice(0, 1)
    .flatMap(({ modality, negation }) => `${modality}|${negation}`.split('|'))
  const spaced = [...new Set(phrases)].sort((a, b) => b.length - a.length).map((phrase) => phrase.trim().replaceAll(' ', "[ '’]"))
  const wide = /[\u3040-\u9fff]/.test(phrases[0] ?? '')
  const english =
    language === 'en'
      ? ['(?:do|does|did|will|may|shall|must|can|is|are) not', 'opt(?:ed|s)?[ -]?(?:in|out)', 'by default', 'on', 'off']
      : []
  const words = [...english, ...spaced].join('|')
  const pattern = new RegExp(wide ? `(?:${words})` : `(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'giu')
  compiled.set(language, pattern)
  return pattern
}

function without(some: readonly Sign[], others: readonly Sign[]): Sign[] {
  const left = others.map(({ sort, key }) => `${sort} ${key}`)
  return some.filter(({ sort, key }) => {
    const at = left.indexOf(`${sort} ${key}`)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
