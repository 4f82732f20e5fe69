import { statementKey, words } from './canonical'
import type { Capture, CaptureVerdict, HealthCause, Judgement } from './capture'
import type { Memory } from './memory'
import { needsScript, needsScriptReason } from './needs-script'
import type { Reading } from './reading'
import { standsAnywhere } from './standing'
import { said } from './statement'
import { challengeWords, consentWords, errorTitles, loginWords } from './words/not-the-document'
import { binds } from './words/of-language'

const shortText = 1_500
const ownProse = 2_500
const lossShare = 0.25

const bad = (verdict: CaptureVerdict, reason: string, cause: HealthCause = verdict): Judgement => ({ verdict, cause, reason })
export const fine: Judgement = { verdict: 'ok', cause: null, reason: null }

/** What the response says before anybody reads its body: status codes, challenge headers, redirects to error pages, nothing at all. */
export function guardResponse(capture: Capture): Judgement {
  const { status, headers, body } = capture
  if (headers['cf-mitigated'] === 'challenge' || headers['x-amzn-waf-action'] === 'challenge' || headers['x-amzn-waf-action'] === 'captcha')
    return bad('blocked', 'The site answered with a challenge for browsers instead of the page.')
  if (status === 304) return { verdict: 'not-modified', cause: null, reason: null }
  if (status === 404 || status === 410) return bad('soft-404', `The server says the page is not there (${status}).`, 'http-4xx')
  if (status !== null && status >= 500) return bad('error', `The server failed (${status}).`, 'http-5xx')
  if (status !== null && status >= 400)
    return bad(status === 401 || status === 407 ? 'login' : 'error', `The server refused the request (${status}).`, 'http-4xx')
  if (capture.finalUrl !== capture.requestedUrl && errorPath.test(pathOf(capture.finalUrl)))
    return bad('error', 'The request was led to an error page.')
  if (body.length === 0) return bad('empty', 'The answer was empty.')
  return fine
}
const errorPath = /aspxerrorpath=|[/?&](?:40[0-9]|50[0-9]|error|errors|notfound|not-found|page-not-found|unavailable)(?:[/?&.=]|$)/i

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname + new URL(url).search : url)

/**
 * Whether what was read is the document at all, against the source's own history. Words of error, challenge, login or consent pages count
 * only in a title or in a page with little text; mass loss counts against the last accepted reading.
 */
export function guardReading(
  capture: Pick<Capture, 'requestedUrl' | 'finalUrl'> & Partial<Pick<Capture, 'body' | 'mediaType'>>,
  reading: Reading,
  before: Reading | null,
  memory: Memory,
): Judgement {
  const text = reading.statements.map((statement) => statement.text).join('\n')
  const mass = text.length
  const all = mass + reading.periphery.length
  if (mass === 0 && reading.whole.length === 0) return empty(capture, reading, 'The page holds no text.')
  const short = mass < shortText && (before === null || mass < massOf(before) * 0.5)
  const title = reading.title ?? ''
  if (short || all < shortText) {
    const opening = `${title}\n${text.slice(0, 1_500)}`
    if (challengeWords.test(opening)) return bad('blocked', 'The page is a challenge for browsers.')
    if (errorTitles.test(title) || errorTitles.test(firstLine(text)))
      return bad(
        /404|not found|introuvable|nicht gefunden/i.test(opening) ? 'soft-404' : 'error',
        `The page is titled "${(title || firstLine(text)).slice(0, 80)}".`,
      )
    if (loginWords.test(title) || (mass < 600 && loginWords.test(opening))) return bad('login', 'The page asks to sign in.')
    if (mass < 600 && consentWords.test(opening)) return bad('consent-wall', 'The page asks for consent before it shows the document.')
  } else if (/^\W*(?:404|error 40\d|error 50\d|page not found|not found)\b/i.test(title)) {
    return bad('soft-404', `The page is titled "${title.slice(0, 80)}".`)
  }
  if (mass === 0) return empty(capture, reading, 'The page holds no text of its own.')
  if (all < shellText && isShell(capture, { own: text, around: reading.periphery })) return shell
  if (before === null) return fine
  const elsewhere = movedTo(capture, reading, before, memory)
  return elsewhere ?? guardAgainst(reading, before, mass, memory)
}

/** A page with hardly any text: a shell that scripts fill, or nothing. */
const shellText = 400
const shell: Judgement = { ...bad('empty', needsScriptReason), needsBrowser: true }
type Bytes = Partial<Pick<Capture, 'body' | 'mediaType'>>
const isShell = ({ body, mediaType = null }: Bytes, text: { own: string; around: string }): boolean =>
  body !== undefined && needsScript({ body, mediaType }, text)
const empty = (capture: Bytes, { periphery }: Reading, reason: string): Judgement =>
  isShell(capture, { own: '', around: periphery }) ? shell : bad('empty', reason)

/**
 * Another document at the same address: the request ended at another place, and hardly a statement is the same. What the page says of its own
 * address does not count: sites change it with every redesign, and some state the wrong one.
 */
function movedTo(
  { requestedUrl, finalUrl }: Pick<Capture, 'requestedUrl' | 'finalUrl'>,
  reading: Reading,
  before: Reading,
  memory: Memory,
): Judgement | null {
  if (isAnotherDocument(before, reading))
    return bad('moved', 'Another document stands at the address: hardly a sentence and few of the words are the same.')
  if (isOtherTitle(before, reading)) return bad('moved', 'Another document stands at the address: another title and no heading the same.')
  const redirected = requestedUrl !== finalUrl && memory.address !== null && rootOf(memory.address) !== rootOf(finalUrl)
  const home = isHome(finalUrl) && !isHome(requestedUrl)
  if (!(redirected || home) || retained(before, reading) >= sameDocument) return null
  return bad('moved', home ? 'The address leads to the home page now.' : 'The address leads to another document now.')
}
const sameDocument = 0.3

/**
 * Told by what the page holds where no redirect tells it: hardly a statement the same, and other words. A document that was rewritten keeps its
 * subject and so most of its words, however few of its sentences stand. Titles do not tell: many sites give one to all their pages.
 */
export function isAnotherDocument(before: Reading, after: Reading): boolean {
  if (before.keyed || after.keyed || before.language !== after.language || massOf(before) < ownProse) return false
  if (retained(before, after) >= hardlyAny || retained(after, before) >= hardlyAny) return false
  return likeness(wordsOf(before), wordsOf(after)) < sameSubject
}
const hardlyAny = 0.1
const sameSubject = 0.45

/**
 * A document of the same family, such as the policy for another product: another title, many headings and none the same, few sentences in common.
 * A rewrite keeps its title or some of its headings.
 */
function isOtherTitle(before: Reading, after: Reading): boolean {
  if (before.keyed || before.language !== after.language || before.title === null || after.title === null) return false
  if (statementKey(before.title) === statementKey(after.title)) return false
  const [was, is] = [headingsOf(before), headingsOf(after)]
  return (
    was.size >= manyHeadings && is.size >= manyHeadings && ![...was].some((key) => is.has(key)) && retained(before, after) < sameDocument
  )
}
const manyHeadings = 8
const headingsOf = ({ statements }: Reading): Set<string> =>
  new Set(statements.flatMap(({ role, key }) => (role === 'heading' ? [key] : [])))

/** How often each word that carries meaning stands in a reading. */
function wordsOf({ statements, language }: Reading): Map<string, number> {
  const bag = new Map<string, number>()
  for (const statement of statements)
    for (const word of words(said(statement))) if (!/\d/.test(word) && !binds(word, language)) bag.set(word, (bag.get(word) ?? 0) + 1)
  return bag
}

/** Cosine of two bags of words, counts damped by their logarithm: 1 the same words, 0 none in common. */
function likeness(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  const length = (bag: ReadonlyMap<string, number>): number => Math.sqrt([...bag.values()].reduce((sum, n) => sum + Math.log1p(n) ** 2, 0))
  let product = 0
  for (const [word, count] of one) product += Math.log1p(count) * Math.log1p(other.get(word) ?? 0)
  return product === 0 ? 0 : product / (length(one) * length(other))
}
const isHome = (url: string | null): boolean =>
  url !== null && URL.canParse(url) && /^\/(?:[a-z]{2}(?:-[a-z]{2})?\/?)?$/i.test(new URL(url).pathname)
/** Host and first part of the path: what tells one place of a site from another. */
const rootOf = (url: string): string =>
  URL.canParse(url) ? `${new URL(url).host.replace(/^www\./, '')}/${new URL(url).pathname.split('/')[1] ?? ''}` : url

function guardAgainst(reading: Reading, before: Reading, mass: number, memory: Memory): Judgement {
  const language = memory.language ?? before.language
  if (language && reading.language && reading.language !== language && massOf(before) > 400 && retained(before, reading) < 0.5)
    return bad('wrong-locale', `The text is in another language (${reading.language}) than before (${language}).`)
  const old = massOf(before)
  if (old < 400 || reading.keyed) return fine
  const kept = retained(before, reading)
  if (mass < old * lossShare && kept < lossShare)
    return mass < ownProse || mass < old * 0.1 ? bad('partial', 'Three quarters of the text are gone.') : fine
  if (mass < old * lossShare) return bad('partial', 'Three quarters of the text are gone.')
  return fine
}

/** The share of the earlier statements that still stand. */
export function retained(before: Reading, after: Reading): number {
  if (before.statements.length === 0) return 1
  const keys = new Set(after.statements.map((statement) => statement.key))
  return (
    before.statements.filter((statement) => keys.has(statement.key) || (statement.key.length >= 10 && standsAnywhere(after, statement.key)))
      .length / before.statements.length
  )
}

const massOf = (reading: Reading): number => reading.statements.reduce((sum, statement) => sum + statement.text.length + 1, 0)
const firstLine = (text: string): string => text.split('\n', 1)[0] ?? ''
