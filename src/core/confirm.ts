import type { Difference, HeldBack } from './change'
import type { Candidate } from './examination'
import { shortHash } from './fingerprint'
import { learntVolatile, type Memory } from './memory'
import { shapeOf } from './volatile'

export type Answer = { confirmation: 'agrees' | 'disagrees'; differences: Difference[]; heldBack: HeldBack[]; memory: Memory }

/** The changed statements of a difference, hashed with their side: what a second fetch must show again. */
export const changedKeys = (differences: readonly Difference[]): string[] =>
  [...new Set(differences.filter(({ grade }) => grade === 'material').flatMap(keysOf))].sort()

/** Every statement of a difference, hashed with its side. */
export const keysOf = ({ before, after }: Difference): string[] => [
  ...before.map(({ key }) => shortHash(`-${key}`)),
  ...after.map(({ key }) => shortHash(`+${key}`)),
]

/**
 * Holds what a second fetch shows against the candidate of the first. A difference is confirmed when all it changed was changed before; where the same
 * statement says a third thing, it moves by itself: held back and learnt. What is new in the second fetch is told with the rest, if the rest holds.
 */
export function answered(candidate: Candidate, differences: readonly Difference[], memory: Memory): Answer {
  const seen = new Set(candidate.changedKeys)
  const kept: Difference[] = []
  const heldBack: HeldBack[] = []
  const shapes: string[] = []
  let agreed = false
  for (const difference of differences) {
    const [was] = difference.before
    const [is] = difference.after
    const movedAgain = was && is && seen.has(shortHash(`-${was.key}`)) && !seen.has(shortHash(`+${is.key}`))
    const shape = movedAgain ? shapeOf(is) : null
    if (movedAgain && shape !== null && shape === shapeOf(was)) {
      shapes.push(shape)
      heldBack.push({ text: is.text, rule: 'volatile' })
      continue
    }
    kept.push(difference)
    if (difference.grade === 'material' && keysOf(difference).every((key) => seen.has(key))) agreed = true
  }
  return {
    confirmation: agreed ? 'agrees' : 'disagrees',
    differences: kept,
    heldBack,
    memory: shapes.length > 0 ? learntVolatile(memory, shapes) : memory,
  }
}
