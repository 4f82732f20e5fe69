import type { Block } from './blocks'
import { isDateLine } from './stated'

/**
 * A document begins with its title. The little that stands before it (a promotion, the name of a section, the way to it) is periphery, but for the date
 * of the document. `before` = how many blocks stand before the title, null where there is none. Not where a heading stands there: then the title is
 * that of a later part. Nor whole sentences where the page itself says what its document is (`isSaid`: `main`, `article`), unless links stand among them:
 * then it is the way to the document, or an invitation to another place.
 */
export function withoutPreamble(blocks: Block[], before: number | null, isSaid: boolean): Block[] {
  if (!before) return blocks
  const length = (some: readonly Block[]): number => some.reduce((sum, { main, text }) => sum + (main ? text.length : 0), 0)
  const preamble = blocks.slice(0, before)
  if (length(preamble) > Math.min(longestPreamble, length(blocks) * largestPreamble)) return blocks
  if (preamble.some(({ main, role }) => main && role === 'heading')) return blocks
  const isOwn = isSaid && !preamble.some(({ main, links }) => main && links.length > 0)
  for (const block of preamble) if (!isDateLine(block.text) && !(isOwn && isSentence(block.text))) block.main = false
  return blocks
}
const isSentence = (text: string): boolean => text.length >= shortestSentence && /[.!?。！？]/.test(text)
const shortestSentence = 40
const longestPreamble = 1_500
const largestPreamble = 0.1
