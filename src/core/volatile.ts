import { words } from './canonical'
import type { Pair } from './compare'
import { shortHash } from './fingerprint'
import type { Memory } from './memory'
import { type Statement, said } from './statement'

/**
 * The shape of a statement whose numbers and ids move: its words without anything that holds a digit. Null where nothing moves or hardly a word is
 * left, so that no other statement is taken for it.
 */
export function shapeOf(statement: Statement): string | null {
  const all = words(said(statement))
  const fixed = all.filter((word) => !/\d/.test(word))
  return fixed.length === all.length || fixed.length < 2 ? null : shortHash(`shape:${fixed.join(' ')}`)
}

/**
 * Whether the source was seen to move this very number by itself: three fetches of one statement gave three values. A change of any word beside the
 * numbers is no such thing.
 */
export function isVolatile({ before, after }: Pair, memory: Memory): boolean {
  if (Object.keys(memory.volatile).length === 0) return false
  const shapes = [before, after].flatMap((statement) => (statement ? [shapeOf(statement)] : []))
  return shapes.length > 0 && shapes.every((shape) => shape !== null && shape === shapes[0] && memory.volatile[shape] !== undefined)
}
