import type { Judgement } from './capture'
import type { Difference, HeldBack } from './change'
import { classify } from './classify'
import type { Collector } from './collector'
import { compare, type Pair } from './compare'
import { graded } from './editorial'
import type { Examination, Examine, ExamineRequest, Outcome } from './examination'
import { shortHash, stateOf } from './fingerprint'
import { fine, guardReading, guardResponse } from './guard'
import { accepted, isKnown, type Memory, waited } from './memory'
import type { Reading } from './reading'
import { renamesAmong } from './renames'
import { route } from './route'

/** Binds the pipeline to the collectors it may read with. */
export function examineWith(collectors: readonly Collector[]): Examine {
  return async (request) => {
    const { capture, source } = request
    const trail: string[] = []
    const response = guardResponse(capture)
    if (response.verdict === 'not-modified') return nothing(request, response, 'same', trail)
    if (response.verdict !== 'ok') return nothing(request, response, 'unavailable', trail)
    const collector = route(collectors, capture, source)
    if (!collector)
      return nothing(
        request,
        { verdict: 'error', cause: 'wrong-type', reason: 'No collector reads this kind of document.' },
        'unavailable',
        trail,
      )
    trail.push(`read by ${collector.id}@${collector.version}`)
    const extracted = await collector.extract(capture, source)
    if (!extracted.ok)
      return nothing(
        request,
        { verdict: 'error', cause: extracted.cause === 'wrong-type' ? 'wrong-type' : 'unreadable', reason: extracted.reason },
        'unavailable',
        trail,
      )
    return judged(request, extracted.reading, trail)
  }
}

function judged(request: ExamineRequest, reading: Reading, trail: string[]): Examination {
  const { before, capture, memory } = request
  trail.push(`${reading.statements.length} statements, language ${reading.language ?? 'unknown'}`)
  const judgement = guardReading(capture, reading, before, memory)
  if (judgement.verdict !== 'ok') {
    trail.push(`guard: ${judgement.verdict}: ${judgement.reason}`)
    if (before && (judgement.verdict === 'partial' || judgement.verdict === 'wrong-locale'))
      return lasting(request, reading, judgement, judgement.verdict, trail)
    return { ...nothing(request, judgement, 'unavailable', trail), reading: null }
  }
  const state = stateOf(reading.statements.map((statement) => statement.key))
  if (!before)
    return {
      ...nothing(request, judgement, 'baseline', trail),
      reading,
      differs: true,
      becomesCurrent: true,
      memory: accepted(memory, state, capture.at, reading.language),
    }
  if (before.fingerprint === reading.fingerprint) return { ...nothing(request, judgement, 'same', trail), reading, memory: settled(memory) }
  return compared(request, before, reading, judgement, state, trail)
}

/** What the guard does not take for the document is accepted when the next capture says the same (mass loss) or when it lasts (language). */
function lasting(
  request: ExamineRequest,
  reading: Reading,
  judgement: Judgement,
  why: 'partial' | 'wrong-locale',
  trail: string[],
): Examination {
  const state = stateOf(reading.statements.map((statement) => statement.key))
  const { memory, lasts } = waited(request.memory, why, why === 'partial' ? state : (reading.language ?? ''), request.capture.at)
  const enough = why === 'partial' ? (memory.waiting?.captures ?? 0) >= 2 : lasts
  if (enough && request.before) {
    trail.push(`${why}: it lasts, so it is the document now`)
    return compared({ ...request, memory }, request.before, reading, fine, state, trail)
  }
  return { ...nothing(request, judgement, 'unavailable', trail), memory }
}

function compared(
  request: ExamineRequest,
  before: Reading,
  reading: Reading,
  judgement: Judgement,
  state: string,
  trail: string[],
): Examination {
  const { capture, source } = request
  const base = { ...nothing(request, judgement, 'same', trail), reading, differs: true }
  const { pairs, relinked, heldBack } = compare(before, reading)
  const renames = renamesAmong(pairs, reading.language)
  const differences = [...pairs.map((pair) => differenceOf(pair, renames.has(pair), reading.language)), ...relinked.map(relinkedDifference)]
  trail.push(`${pairs.length} differences, ${relinked.length} changed links, ${heldBack.length} held back`)
  const material = differences.filter((difference) => difference.grade === 'material')
  const outcome: Outcome = material.length > 0 ? 'material' : differences.length > 0 ? 'cosmetic' : 'same'
  if (outcome !== 'same' && state !== stateOf(before.statements.map((statement) => statement.key)) && isKnown(request.memory, state)) {
    const { memory, lasts } = waited(request.memory, 'reverted', state, capture.at)
    trail.push(lasts ? 'a state seen before, which lasts' : 'a state seen before: quiet unless it lasts')
    if (!lasts)
      return {
        ...base,
        heldBack: [...heldBack, ...differences.map((difference) => ({ text: textOf(difference), rule: 'reverted' }))].slice(0, mostHeld),
        memory,
      }
  }
  const memory = accepted(request.memory, state, capture.at, reading.language)
  if (outcome !== 'material') return { ...base, outcome, becomesCurrent: true, differences, heldBack: heldBack.slice(0, mostHeld), memory }
  const told = classify({ differences, before, after: reading, source, language: reading.language })
  const changedKeys = material.flatMap(keysOf)
  const done = { ...base, ...told, outcome, differences, heldBack: heldBack.slice(0, mostHeld) }
  if (request.settled) return { ...done, becomesCurrent: true, memory }
  if (request.candidate) {
    const still = new Set(changedKeys)
    const agrees = request.candidate.changedKeys.some((key) => still.has(key))
    if (agrees) return { ...done, becomesCurrent: true, confirmation: 'agrees', memory }
  }
  const candidate = { at: capture.at, fingerprint: reading.fingerprint, changedKeys, reason: 'a change waits for a second fetch' }
  return { ...done, candidate, confirmation: request.candidate ? 'disagrees' : null, memory: request.memory }
}

const mostHeld = 200
const keysOf = (difference: Difference): string[] => [
  ...difference.before.map((statement) => shortHash(`-${statement.key}`)),
  ...difference.after.map((statement) => shortHash(`+${statement.key}`)),
]
const textOf = (difference: Difference): string => [...difference.after, ...difference.before][0]?.text ?? ''

function differenceOf(pair: Pair, renamed: boolean, language: string | null): Difference {
  const grade = graded(pair, language)
  const rename = { grade: 'cosmetic', rule: 'rename', why: 'the same name became another in several statements' } as const
  return {
    before: pair.before ? [pair.before] : [],
    after: pair.after ? [pair.after] : [],
    section: (pair.after ?? pair.before)?.section ?? null,
    ...(renamed && grade.grade === 'material' ? rename : grade),
  }
}

const relinkedDifference = (pair: Pair): Difference => ({
  before: pair.before ? [pair.before] : [],
  after: pair.after ? [pair.after] : [],
  section: pair.after?.section ?? null,
  grade: 'cosmetic',
  rule: 'link',
  why: 'a link leads elsewhere',
})

const settled = (memory: Memory): Memory => ({ ...memory, captures: memory.captures + 1, waiting: null })

function nothing(request: ExamineRequest, judgement: Judgement, outcome: Outcome, trail: string[]): Examination {
  const heldBack: HeldBack[] = []
  return {
    judgement,
    outcome,
    reading: null,
    differs: false,
    becomesCurrent: false,
    differences: [],
    heldBack,
    kinds: [],
    quotes: [],
    effective: null,
    objectBy: null,
    candidate: null,
    confirmation: request.candidate ? 'disagrees' : null,
    memory: request.memory,
    trail,
  }
}
