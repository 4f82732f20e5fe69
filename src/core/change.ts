import type { HeldRule } from './held'
import type { Statement } from './statement'

export const changeVerdicts = ['noise', 'cosmetic', 'material'] as const
export type ChangeVerdict = (typeof changeVerdicts)[number]

/** One aligned difference between two readings: `before` empty = added, `after` empty = removed, neither = edited. Never both empty. */
export type Difference = {
  before: Statement[]
  after: Statement[]
  section: string | null
  /** The rule that graded this difference, and its reason in words. */
  grade: 'cosmetic' | 'material'
  rule: string
  why: string
}

/** A difference that was held back as noise, with the rule that did it: countable, readable, and to be overruled by a person. */
export type HeldBack = { text: string; rule: HeldRule }

/** As stored on a change and shown in the API: texts instead of statements. */
export type StoredDifference = { before: string | null; after: string | null; section: string | null; why: string }
