import type { Block } from './blocks'
import { isDateLine } from './stated'

/**
 * A document begins with its title. The little that stands before it (a promotion, the name of a section, the way to it) is periphery, but for the date
 * of the document. `before` = how many blocks stand before the title, null where there is none.
 */
export function withoutPreamble(blocks: Block[], before: number | null): Block[] {
  if (!before) return blocks
  const length = (some: readonly Block[]): number => some.reduce((sum, { main, text }) => sum + (main ? text.length : 0), 0)
  const preamble = blocks.slice(0, before)
  if (length(preamble) > Math.min(longestPreamble, length(blocks) * largestPreamble)) return blocks
  for (const block of preamble) if (!isDateLine(block.text)) block.main = false
  return blocks
}
const longestPreamble = 1_500
const largestPreamble = 0.1
