import { cellsMoved } from './cells'
import type { Difference, HeldBack } from './change'
import type { Comparison, Pair } from './compare'
import { type Grade, graded } from './editorial'
import { type FeedWindow, feedWindow } from './feed-window'
import type { Memory } from './memory'
import type { Reading } from './reading'
import { renamesAmong } from './renames'
import type { SourceType } from './source'
import { isVolatile } from './volatile'

const rename: Grade = { grade: 'cosmetic', rule: 'rename', why: 'the same name became another in several statements' }
const repeated: Grade = { grade: 'cosmetic', rule: 'repeated', why: 'the same words stand in more places, or in fewer' }
const link: Grade = { grade: 'cosmetic', rule: 'link', why: 'a link leads elsewhere' }

/** Grades what a comparison found; what the source's memory knows to move by itself is held back. */
export function differencesOf(
  comparison: Comparison,
  before: Reading,
  after: Reading,
  memory: Memory,
  type: SourceType,
): { differences: Difference[]; heldBack: HeldBack[] } {
  const ofWindow: FeedWindow | null = after.keyed ? feedWindow(before, after, memory) : null
  const renames = renamesAmong(comparison.pairs, after.language)
  const heldBack: HeldBack[] = []
  const differences: Difference[] = []
  for (const pair of comparison.pairs) {
    if (isVolatile(pair, memory)) {
      heldBack.push({ text: (pair.after ?? pair.before)?.text ?? '', rule: 'volatile' })
      continue
    }
    const grade = ofWindow?.(pair) ?? graded(pair, after.language, type)
    differences.push(difference(pair, renames.has(pair) && grade.grade === 'material' ? rename : grade))
  }
  for (const pair of comparison.relinked) differences.push(difference(pair, link))
  for (const pair of comparison.repeated) differences.push(difference(pair, repeated))
  return { differences, heldBack }
}

const difference = (pair: Pair, grade: Grade): Difference => ({
  before: pair.before ? [pair.before] : [],
  after: pair.after ? [pair.after] : [],
  section: (pair.after ?? pair.before)?.section ?? null,
  ...grade,
  why: cellsMoved(pair.before, pair.after) ?? grade.why,
})
