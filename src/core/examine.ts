import type { Judgement } from './capture'
import type { Difference, HeldBack } from './change'
import { classify } from './classify'
import type { Collector } from './collector'
import { compare } from './compare'
import { answered, changedKeys, keysOf } from './confirm'
import { differencesOf } from './differences'
import type { Examination, Examine, ExamineRequest, Outcome } from './examination'
import { extractWith } from './extract'
import { entriesGone } from './feed-window'
import { isSameDocument, shortHash, stateOf } from './fingerprint'
import { fine, guardReading, guardResponse, isAnotherDocument } from './guard'
import { accepted, firstSeen, isKnown, lastsLong, learntForeign, type Memory, remembered, waited, waitedOn, wasSettled } from './memory'
import type { Reading } from './reading'
import { heldWhile, isShown } from './rules'
import { statedVersion } from './stated-version'
import { weigh, weighingTold } from './weigh'
import { withLeads } from './with-leads'

const mostHeld = 200

/** Binds the pipeline to the collectors it may read with: guard → extract → guard → compare → grade → confirm → classify. */
export function examineWith(collectors: readonly Collector[]): Examine {
  return async (request) => {
    const { capture, source } = request
    const response = guardResponse(capture)
    if (response.verdict === 'not-modified') return nothing(request, response, 'same', [])
    if (response.verdict !== 'ok') return nothing(request, response, 'unavailable', [`guard: ${response.reason}`])
    const extracted = await extractWith(collectors, capture, source)
    if (extracted.ok) return judged(request, extracted.reading)
    const cause = extracted.cause === 'collector-broken' ? 'unreadable' : extracted.cause
    return nothing(request, { verdict: 'error', cause, reason: extracted.reason }, 'unavailable', [`not read: ${extracted.reason}`])
  }
}

/** What one step works on, besides the request; `lost` where most of the text has gone, and stays gone. */
type Step = { request: ExamineRequest; reading: Reading; state: string; trail: string[]; lost?: true }

function judged(request: ExamineRequest, reading: Reading): Examination {
  const { before, capture, memory, source } = request
  const trail = [
    `read by ${reading.collector}@${reading.collectorVersion}: ${reading.statements.length} statements, language ${reading.language ?? 'unknown'}`,
  ]
  // what a browser showed needs none
  const { requestedUrl, finalUrl } = capture
  const judgement = guardReading(source.rules?.render ? { requestedUrl, finalUrl } : capture, reading, before, memory)
  const step: Step = { request, reading, state: stateOf(reading.statements.map(({ key }) => key)), trail }
  if (judgement.verdict !== 'ok') {
    trail.push(`guard: ${judgement.verdict}: ${judgement.reason}`)
    const { verdict } = judgement
    if (before && verdict === 'moved' && isAnotherDocument(before, reading)) return lasting(step, before, judgement, 'replaced')
    if (before && (verdict === 'partial' || verdict === 'wrong-locale' || verdict === 'moved'))
      return lasting(step, before, judgement, verdict)
    return nothing(request, judgement, 'unavailable', trail)
  }
  const held = heldWhile(source.rules, reading)
  if (held && before) {
    trail.push(`held while "${held}" stands`)
    return {
      ...nothing(request, judgement, 'same', trail),
      reading,
      differs: before.fingerprint !== reading.fingerprint,
      heldBack: [{ text: held, rule: 'hold-while' }],
    }
  }
  if (!before)
    return { ...nothing(request, judgement, 'baseline', trail), reading, differs: true, becomesCurrent: true, memory: accept(step, memory) }
  if (before.fingerprint === reading.fingerprint) return unchanged(step, 'the same fingerprint')
  const same = isSameDocument(before.fingerprint, reading.fingerprint)
  const examined = same ? unchanged(step, 'the same statements') : compared(step, before)
  return withLeads(examined, { request, before, reading, accept: (learnt) => accept(step, learnt, before) })
}

/** The same statements as the current ones: whatever waited for confirmation or lasting is over. */
function unchanged({ request, reading, trail }: Step, why: string): Examination {
  const memory: Memory = { ...request.memory, captures: request.memory.captures + 1, waiting: null }
  trail.push(why)
  return { ...nothing(request, fine, 'same', trail), reading, memory }
}

/**
 * What the guard does not take for the document is accepted after all: mass loss when the next capture says the same, another document when three
 * captures over three days do, another language edition when it lasts, a text on another subject when it stays for a month.
 */
function lasting(step: Step, before: Reading, judgement: Judgement, why: 'partial' | 'wrong-locale' | 'moved' | 'replaced'): Examination {
  const { request, reading, state, trail } = step
  const { memory } = waited(
    request.memory,
    why,
    why === 'wrong-locale' ? (reading.language ?? '') : why === 'replaced' ? openingOf(reading) : state,
    request.capture.at,
  )
  if (!lastsLong(memory, why)) return { ...nothing(request, judgement, 'unavailable', trail), memory }
  trail.push(`${why}: it lasts, so it is the document now`)
  const next: Step = { ...step, request: { ...request, memory } }
  if (why === 'wrong-locale') return anotherEdition(next, before)
  if (why === 'replaced') return anotherDocument(next, before)
  return compared(why === 'partial' ? { ...next, lost: true } : next, before)
}

/** A text on another subject that stays: no statement of the one is a change of the other, so only the exchange itself is told. */
function anotherDocument(step: Step, before: Reading): Examination {
  const why = 'another document has stood at the address for a month and is watched from here on'
  return replaced(step, before, { rule: 'another-document', why }, accept(step, step.request.memory), step.trail)
}

/** The same document in another language: nothing can be compared, so nothing is said to have changed but the edition. */
function anotherEdition(step: Step, before: Reading): Examination {
  const { request, reading, trail } = step
  const why = `the address now shows the ${reading.language} edition; before it was ${before.language}`
  return replaced(step, before, { rule: 'another-edition', why }, accept(step, request.memory), trail)
}

/** One whole document in the place of another, told in one line. */
function replaced(
  { request, reading }: Step,
  before: Reading,
  { rule, why }: Pick<Difference, 'rule' | 'why'>,
  memory: Memory,
  trail: string[],
) {
  const told: Difference = { before: [], after: reading.statements.slice(0, 1), section: null, grade: 'cosmetic', rule, why }
  const differs = before.fingerprint !== reading.fingerprint
  const base = nothing(request, fine, 'cosmetic', trail)
  return { ...base, reading, differs, becomesCurrent: true, differences: [told], memory }
}

function compared(step: Step, before: Reading): Examination {
  const { request, reading, trail } = step
  const comparison = compare(before, reading)
  const graded = differencesOf(comparison, before, reading, request.memory, request.source.type)
  const { rules } = request.source
  const differences = graded.differences.filter((one) => isShown(rules, one))
  const hiding = rules?.show === 'removed' ? 'show-removed' : 'show-added'
  const hidden = graded.differences.filter((one) => !isShown(rules, one)).map((one): HeldBack => ({ text: textOf(one), rule: hiding }))
  const heldBack = [...hidden, ...comparison.heldBack, ...graded.heldBack]
  trail.push(
    `${differences.length} differences (${comparison.relinked.length} of links only), ${heldBack.length} held back, ${Math.round(comparison.retained * 100)} % of the statements retained`,
  )
  const base = { ...nothing(request, fine, 'same', trail), reading, differs: true, heldBack: heldBack.slice(0, mostHeld) }
  if (differences.length === 0) return { ...base, becomesCurrent: true, memory: accept(step, request.memory, before) }
  if (isWhollyOther(before, reading, comparison.retained)) {
    const other = exchanged(step, before, differences, base)
    if (other) return other
  }
  return reverted(step, before, differences, base) ?? told(step, before, differences, base)
}

const textOf = ({ before, after }: Difference): string => (after[0] ?? before[0])?.text ?? ''

/**
 * One whole document in place of another: where the earlier one comes back, what stood between was another document and not a change of this one;
 * from then on it is recognised by how it begins. Null for what was never seen: that may be a new version.
 */
function exchanged(step: Step, before: Reading, differences: Difference[], base: Examination): Examination | null {
  const { request, reading, state, trail } = step
  const { memory } = request
  if (memory.foreign.includes(openingOf(reading))) {
    const waiting = waited(memory, 'moved', openingOf(reading), request.capture.at).memory
    const stays = lastsLong(waiting, 'moved')
    trail.push(stays ? 'another document that stood here before, which stays' : 'another document that stood here before')
    const reason = 'Another document stands at the address, as it did before.'
    if (stays) return told({ ...step, request: { ...request, memory: waiting } }, before, differences, base)
    return { ...nothing(request, { verdict: 'moved', cause: 'moved', reason }, 'unavailable', trail), memory: waiting }
  }
  const since = firstSeen(memory, state)
  const between = firstSeen(memory, stateOf(before.statements.map(({ key }) => key)))
  if (since === null || between === null || since >= between) return null
  trail.push('the earlier document is back: what stood between was another one')
  const why = 'the earlier document is back at its address, word for word'
  const learnt = accept(step, learntForeign(memory, openingOf(before)))
  return { ...replaced(step, before, { rule: 'came-back', why }, learnt, trail), heldBack: base.heldBack }
}

/** Two documents of some length that share hardly a statement. */
const isWhollyOther = (before: Reading, after: Reading, retained: number): boolean =>
  !after.keyed && retained < otherShare && before.statements.length >= longEnough && after.statements.length >= longEnough
const otherShare = 0.35
const longEnough = 15

const openingOf = ({ title, statements }: Reading): string => shortHash(`${title ?? ''}\n${statements[0]?.key ?? ''}`)

/**
 * A state that stood before is quiet until it lasts; so is another state that holds the same return and else only editorial changes. Null where
 * there is news, where the return has lasted, or where the state that is left was no flicker itself but the settled document.
 */
function reverted(step: Step, before: Reading, differences: readonly Difference[], base: Examination): Examination | null {
  const { request, state, trail } = step
  const { waiting } = request.memory
  const left = stateOf(before.statements.map(({ key }) => key))
  const known = state !== left && isKnown(request.memory, state)
  const returning = new Set(!known && waiting?.why === 'reverted' ? waiting.keys : [])
  const rest = known ? [] : differences.filter((difference) => !keysOf(difference).every((key) => returning.has(key)))
  if (rest.length === differences.length || rest.some(({ grade }) => grade === 'material')) return null
  const start = known ? waited(request.memory, 'reverted', state, request.capture.at).memory.waiting : waiting
  if (!start) return null
  if (wasSettled(request.memory, left, start.since)) {
    trail.push('a state seen before, in place of one that had settled')
    return null
  }
  const keys = known ? differences.flatMap(keysOf) : [...returning]
  const { memory, lasts } = waitedOn(request.memory, start, keys, request.capture.at)
  trail.push(lasts ? 'a state seen before, which lasts' : 'a state seen before: quiet unless it lasts')
  if (lasts) return null
  const quiet = differences
    .filter((difference) => !rest.includes(difference))
    .map((difference): HeldBack => ({ text: textOf(difference), rule: 'reverted' }))
  const heldBack = [...quiet, ...base.heldBack].slice(0, mostHeld)
  return { ...base, outcome: rest.length > 0 ? 'cosmetic' : 'same', differences: rest, heldBack, memory }
}

function told(step: Step, before: Reading, differences: Difference[], base: Examination): Examination {
  const { request, reading, trail, lost } = step
  const { source, capture, candidate, settled } = request
  const answer = candidate ? answered(candidate, differences, request.memory) : null
  const stands = answer?.differences ?? differences
  const left = lost && !stands.some(({ grade }) => grade === 'material') ? stands.map(grave) : stands
  const learnt = answer?.memory ?? request.memory
  const heldBack = [...(answer?.heldBack ?? []), ...base.heldBack].slice(0, mostHeld)
  const confirmation = answer?.confirmation ?? null
  if (answer) trail.push(`second fetch: ${answer.confirmation}`)
  const memory = accept(step, learnt, before)
  if (left.length === 0) return { ...base, heldBack, becomesCurrent: true, confirmation, memory }
  const quiet = { ...base, heldBack, outcome: 'cosmetic' as const, becomesCurrent: true, confirmation, memory }
  const named = classify({ differences: left, before, after: reading, source, language: reading.language })
  if (!left.some(({ grade }) => grade === 'material')) return { ...quiet, ...named, differences: left }
  const weighed = weigh(left, named.kinds, { before, after: reading, source })
  trail.push(...weighingTold(weighed))
  // however slight each sentence: three quarters of a document do not go by editing
  if (weighed.editorial && !lost) return { ...quiet, ...named, weighed, differences: left.map(slight) }
  const version = { was: statedVersion(before.statements), is: statedVersion(reading.statements) }
  const done = { ...base, ...named, weighed, version, heldBack, outcome: 'material' as const, differences: left, confirmation }
  if (settled || confirmation === 'agrees') return { ...done, becomesCurrent: true, memory }
  const reason = 'a second fetch must agree'
  trail.push(reason)
  return {
    ...done,
    candidate: { at: capture.at, fingerprint: reading.fingerprint, changedKeys: changedKeys(left), reason },
    memory: learnt,
  }
}

/** What may matter by itself, and as a whole is too slight a change to alert anybody. */
const slight = (difference: Difference): Difference =>
  difference.grade === 'cosmetic'
    ? difference
    : { ...difference, grade: 'cosmetic', rule: 'slight', why: `${difference.why}; slight as a whole, it looks editorial` }

const grave = (difference: Difference): Difference =>
  difference.after.length
    ? difference
    : { ...difference, grade: 'material', rule: 'mass-loss', why: 'three quarters of the text are gone, and stay gone' }

function accept({ request, reading, state }: Step, learnt: Memory, before: Reading | null = null): Memory {
  // what is accepted is the document, whatever was thought of it before
  const memory: Memory = { ...learnt, foreign: learnt.foreign.filter((one) => one !== openingOf(reading)) }
  const next = accepted(memory, {
    fingerprint: state,
    at: request.capture.at,
    language: reading.language,
    address: request.capture.finalUrl,
  })
  return before && reading.keyed ? remembered(next, entriesGone(before, reading), request.capture.at) : next
}

/** An examination that reports nothing. A candidate that is not seen again here was not confirmed. */
function nothing(request: ExamineRequest, judgement: Judgement, outcome: Outcome, trail: string[]): Examination {
  const read = judgement.verdict === 'ok' || judgement.verdict === 'not-modified'
  return {
    judgement,
    outcome,
    reading: null,
    differs: false,
    becomesCurrent: false,
    differences: [],
    heldBack: [],
    kinds: [],
    weighed: null,
    quotes: [],
    effective: null,
    objectBy: null,
    // a page that could not be read neither confirms nor denies: the question stays open
    candidate: read ? null : request.candidate,
    confirmation: read && request.candidate ? 'disagrees' : null,
    memory: request.memory,
    trail,
  }
}
