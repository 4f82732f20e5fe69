import type { Capture, Judgement } from './capture'
import type { Difference, HeldBack } from './change'
import type { Quote } from './kind'
import type { Memory } from './memory'
import type { Reading } from './reading'
import type { RelativeEffect } from './relative-effect'
import type { SourceView } from './source'
import type { StatedVersion } from './stated-version'
import type { Weighed } from './weigh'

/**
 * One step of the pipeline for one source: guard → extract → compare → classify. Same request, same answer, byte for byte.
 *
 * `before` is the reading of the last accepted snapshot under *today's* collector (re-extracted by the caller after an upgrade), null at the
 * baseline. `memory` is what the source's history taught (see `memory.ts`), never mutated. `candidate` is what an earlier capture left
 * waiting for confirmation: the same changed statements in this capture confirm it.
 */
export type ExamineRequest = {
  source: SourceView
  capture: Capture
  before: Reading | null
  memory: Memory
  candidate: Candidate | null
  /** True where no second fetch can be had (recorded history, a file somebody uploaded): a change needs no other capture to agree. */
  settled?: boolean
}

/** A change seen once and waiting for a second fetch to agree. Plain data; stored as JSON with the source's state. */
export type Candidate = { at: string; fingerprint: string; changedKeys: string[]; reason: string }

export type RecognisedKind = {
  kind: string
  /** Which rule named it, for `explain` and the finding's record. */
  rule: string
  /** Indexes into `quotes` that prove it. */
  quotes: number[]
}

/**
 * - `baseline` first accepted reading · `same` nothing, or only what is held back (`heldBack` says what) · `cosmetic`, `material` a change
 * - `unavailable` the capture is not the document; `judgement` says why; `before` stays the current reading
 */
export type Outcome = 'baseline' | 'same' | 'cosmetic' | 'material' | 'unavailable'

export type Examination = {
  judgement: Judgement
  outcome: Outcome
  /** Null when the capture could not be read or was not the document. */
  reading: Reading | null
  /** True when the reading differs from `before` at all (another fingerprint), even if nothing is to be reported. */
  differs: boolean
  /** True when `reading` is to be the next request's `before`: not while a change waits for confirmation, nor during a quiet return to a known state. */
  becomesCurrent: boolean
  differences: Difference[]
  heldBack: HeldBack[]
  kinds: RecognisedKind[]
  /** How a change that may matter was weighed against an editorial one; null where there was nothing to weigh. */
  weighed: Weighed | null
  /** Strongest first; whole statements. */
  quotes: Quote[]
  /** When the change takes effect, as the changed words say it; null when they do not. */
  effective: RelativeEffect | null
  /** The last day to object that the changed words state. */
  objectBy: { day: string; text: string } | null
  /** What the vendor did, in a line to stand after its name; only where the document changed, and null where nothing of the sort is certain. */
  headline?: string | null
  /** The versions that the document states of itself, before and after; only where it changed materially. */
  version?: { was: StatedVersion | null; is: StatedVersion | null }
  /** Set when a second fetch must agree before anybody relies on this. */
  candidate: Candidate | null
  /** Answer to the request's `candidate`: null when there was none. */
  confirmation: 'agrees' | 'disagrees' | null
  memory: Memory
  /** One line a step of the way, for `explain`. Bounded. */
  trail: string[]
}
/** Asynchronous only because reading a PDF is; everything else answers in the same turn. */
export type Examine = (request: ExamineRequest) => Promise<Examination>
export type { Capture }
