import type { Topic } from './words/topics'
import { topics } from './words/topics'
import type { Words } from './words/words'

/** A word of a text, folded, with its place. `number` also covers "§ 3.5"; `model` starts the name of a model with its version. */
export type Token = { word: string; start: number; end: number; number: boolean; modelEnd: number; inName: boolean }

/** Where a rule holds: the first and the last token of it. */
export type Span = { from: number; to: number; parts?: readonly { from: number; to: number }[] }
export type Hits = ReadonlyMap<Topic, Span[]>

/** No statement is read further than this; longer ones are cut-off pages or tables without cells. */
const readTokens = 1500
/** How far apart the parts of a rule may stand, in words. */
const reach = 14

const tokenPattern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}_]+|[%$€£¥@]/gu
const numberPattern = /^\p{N}/u
const amounts = new Set('one two three four five six seven eight nine ten twelve fourteen fifteen thirty sixty ninety'.split(' '))
/** What stands before a number without being a model: places in a document, software a programmer needs, times and amounts. */
const notModels = new Set(
  `section article clause chapter annex appendix part step version page point rule paragraph table figure phase level day month week year hour
  minute january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
  python node java go ruby php rust swift kotlin dotnet windows macos ios android linux ubuntu http https httpx tls ssl iso soc iec rfc utf
  sha base es2023 typescript react next vue angular docker kubernetes arm x86 utc gmt usd eur gbp us eu uk cve art arts no nr at in on to of
  for and or by from up the a an is are was be than over under about least most within per after before until through between last least all
  only just top first q1 q2 q3 q4 h1 h2 fiscal since around approximately max min maximum minimum least with file files port error status code
  issue issues pull release releases sdk api client package cli app id size limit credits seats users tokens requests v`.split(/\s+/),
)
const modelWord =
  /^(?:mini|nano|turbo|flash|preview|instruct|lite|realtime|embed|embedding|vision|tts|coder|multilingual|large|small|medium|pro|base)$/

/** Folds and cuts a text into words; Chinese and Japanese into signs. */
export function tokensOf(raw: string): Token[] {
  const text = raw.normalize('NFC')
  const tokens: Token[] = []
  for (const match of text.matchAll(tokenPattern)) {
    const word = match[0].toLowerCase()
    tokens.push({
      word,
      start: match.index,
      end: match.index + match[0].length,
      number: numberPattern.test(word) || amounts.has(word),
      modelEnd: -1,
      inName: false,
    })
    if (tokens.length >= readTokens) break
  }
  markModels(tokens, text)
  return tokens
}

/**
 * Marks what reads like the name of a model: a name, then a version number close behind it ("quill-3", "Quill 3.5 mini", "quill3:8b").
 * A whole number after a space counts only where the name is written like one (capital, or joined by a hyphen). Names need no list.
 */
function markModels(tokens: Token[], text: string): void {
  for (let i = 0; i + 1 < tokens.length; i++) {
    const name = tokens[i]
    const version = tokens[i + 1]
    if (!name || !version?.number || name.number || notModels.has(name.word) || !numberPattern.test(version.word)) continue
    const gap = text.slice(name.end, version.start)
    if (!/^(?:[-:/ ]?|-v|\s)$/.test(gap)) continue
    const joined = gap === '-' || gap === ':' || gap === '/'
    const dotted = /^\p{N}{1,2}\.\p{N}{1,2}$/u.test(version.word)
    const capital = /^\p{Lu}/u.test(text.slice(name.start, name.end))
    if (/^\p{N}{4,}$/u.test(version.word) && !joined) continue
    if (!(joined || (gap === '' ? name.word.length <= 6 : dotted || (capital && version.word.length <= 2)))) continue
    let end = i + 1
    while (end + 1 < tokens.length && modelWord.test(tokens[end + 1]?.word ?? '')) end++
    if (gap === '' && end === i + 1 && !dotted) continue
    if (gap !== '-' && gap !== ':' && end === i + 1 && !dotted && !/^\p{N}{1,2}$/u.test(version.word)) continue
    name.modelEnd = end
    for (const inside of tokens.slice(nameStart(tokens, text, i), end + 1)) inside.inName = true
  }
}

/** "quill-audio-3": the parts joined by hyphens before the version belong to the name. */
function nameStart(tokens: readonly Token[], text: string, at: number): number {
  let first = at
  while (first > 0 && text.slice(tokens[first - 1]?.end ?? 0, tokens[first]?.start ?? 0) === '-') first--
  return first
}

type Phrase = { words: { word: string; prefix: boolean }[]; term: number }
type Rule = { topic: Topic; terms: number[] }
export type Vocabulary = {
  exact: Map<string, Phrase[]>
  prefix: Map<string, Phrase[]>
  classes: Phrase[]
  rulesByTerm: Map<number, Rule[]>
  weighty: Set<string>
  prefixLengths: number[]
  known: Map<string, readonly Phrase[]>
  /** What a heading says of what stands under it. */
  headings: Vocabulary | null
  /** What the name of a column says of its cells. */
  columns: Vocabulary | null
}

const compiled = new WeakMap<Words, Vocabulary>()

/** Compiles a language's list once. Exported for tests of the lists themselves. */
export function vocabularyOf(words: Words): Vocabulary {
  const known = compiled.get(words)
  if (known) return known
  const vocabulary = compile(words.topics)
  vocabulary.weighty = new Set(`${words.modality}|${words.negation}`.split('|').flatMap((phrase) => phrase.trim().split(' ').slice(0, 1)))
  vocabulary.headings = compile(oneRuleEach(words.headings))
  vocabulary.columns = compile(oneRuleEach(words.columns ?? {}))
  compiled.set(words, vocabulary)
  return vocabulary
}

const oneRuleEach = (phrases: Partial<Record<Topic, string>>) =>
  Object.fromEntries(Object.entries(phrases).map(([topic, alternatives]) => [topic, [alternatives]]))

function compile(lists: Partial<Record<Topic, readonly string[]>>): Vocabulary {
  const vocabulary: Vocabulary = {
    exact: new Map(),
    prefix: new Map(),
    classes: [],
    rulesByTerm: new Map(),
    weighty: new Set(),
    prefixLengths: [],
    known: new Map(),
    headings: null,
    columns: null,
  }
  const termIds = new Map<string, number>()
  for (const topic of topics) {
    for (const source of lists[topic] ?? []) {
      const terms = source.split(' ~ ').map((term) => {
        const known = termIds.get(term)
        if (known !== undefined) return known
        const id = termIds.size
        termIds.set(term, id)
        for (const alternative of term.split('|')) addPhrase(vocabulary, alternative, id)
        return id
      })
      const first = terms[0]
      if (first === undefined) continue
      vocabulary.rulesByTerm.set(first, [...(vocabulary.rulesByTerm.get(first) ?? []), { topic, terms }])
    }
  }
  vocabulary.prefixLengths = [...new Set([...vocabulary.prefix.keys()].map((prefix) => prefix.length))].sort((a, b) => a - b)
  return vocabulary
}

function addPhrase(vocabulary: Vocabulary, alternative: string, term: number): void {
  const words = [
    ...alternative.matchAll(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|\p{N}+|[\p{L}\p{M}_]+\*?|[#@%$€£¥]/gu),
  ].map(([word]) => ({
    word: word.replace(/\*$/, '').toLowerCase(),
    prefix: word.endsWith('*'),
  }))
  const head = words[0]
  if (!head) return
  const phrase = { words, term }
  if (head.word === '#' || head.word === '@') vocabulary.classes.push(phrase)
  else {
    const index = head.prefix ? vocabulary.prefix : vocabulary.exact
    index.set(head.word, [...(index.get(head.word) ?? []), phrase])
  }
}

/** Every place of `tokens` in which a rule of the list holds, by topic. */
export function hitsIn(tokens: readonly Token[], vocabulary: Vocabulary): Hits {
  const found = new Map<number, Span[]>()
  const look = (phrases: readonly Phrase[], at: number) => {
    for (const phrase of phrases) {
      const to = phraseEnd(tokens, at, phrase)
      if (to < 0) continue
      const spans = found.get(phrase.term)
      if (spans) spans.push({ from: at, to })
      else found.set(phrase.term, [{ from: at, to }])
    }
  }
  tokens.forEach((token, at) => {
    if (token.number || token.modelEnd >= 0) look(vocabulary.classes, at)
    if (!token.inName) look(startingWith(token.word, vocabulary), at)
  })
  const hits = new Map<Topic, Span[]>()
  for (const [term, firsts] of found) {
    for (const rule of vocabulary.rulesByTerm.get(term) ?? []) {
      const spans = firsts.flatMap((first) => joinTerms(first, rule.terms.slice(1), found))
      if (spans.length > 0) hits.set(rule.topic, [...(hits.get(rule.topic) ?? []), ...spans])
    }
  }
  return hits
}

/** Words looked up before: a document repeats its words. Cleared when full, so that no stream of odd words fills the memory. */
const mostKnown = 20_000

const nothing: readonly Phrase[] = []

function startingWith(word: string, vocabulary: Vocabulary): readonly Phrase[] {
  const known = vocabulary.known.get(word)
  if (known) return known
  let phrases: readonly Phrase[] = vocabulary.exact.get(word) ?? nothing
  for (const length of vocabulary.prefixLengths) {
    if (length > word.length) break
    const begun = vocabulary.prefix.get(word.slice(0, length))
    if (begun) phrases = [...phrases, ...begun]
  }
  if (vocabulary.known.size >= mostKnown) vocabulary.known.clear()
  vocabulary.known.set(word, phrases)
  return phrases
}

function phraseEnd(tokens: readonly Token[], at: number, phrase: Phrase): number {
  let i = at
  for (const { word, prefix } of phrase.words) {
    const token = tokens[i]
    if (!token) return -1
    if (word === '@') {
      if (token.modelEnd < 0) return -1
      i = token.modelEnd + 1
      continue
    }
    if (word === '#' ? !token.number : prefix ? !token.word.startsWith(word) : token.word !== word) return -1
    i++
  }
  return i - 1
}

/** The narrowest span that holds `first` and the nearest place of each other part; nothing when one stands too far away or on top of it. */
function joinTerms(first: Span, rest: readonly number[], found: ReadonlyMap<number, Span[]>): Span[] {
  let span = first
  for (const term of rest) {
    let best: Span | null = null
    let bestGap = reach + 1
    for (const other of found.get(term) ?? []) {
      if (other.from <= span.to && other.to >= span.from) continue
      const gap = other.from > span.to ? other.from - span.to : span.from - other.to
      if (gap < bestGap) {
        best = other
        bestGap = gap
      }
    }
    if (!best) return []
    span = { from: Math.min(span.from, best.from), to: Math.max(span.to, best.to), parts: [...(span.parts ?? [span]), best] }
  }
  return [span]
}
