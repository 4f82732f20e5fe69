import type { Statement } from './statement'

/** What stands around a passage in its section: the nearest statements before and after it, and how many more the section has on either side. */
export type Around = { before: string[]; after: string[]; above: number; below: number }

/**
 * The surroundings of a passage (its statements' texts, one a line) in a reading, at most `each` statements on either side; null where the reading does
 * not hold it under that section.
 */
export function aroundPassage(
  statements: readonly Pick<Statement, 'text' | 'section'>[],
  { text, section }: { text: string; section: string | null },
  each: number,
): Around | null {
  const inSection = statements.filter((one) => one.section === section)
  const lines = text.split('\n')
  const at = inSection.findIndex(({ text: first }) => first === text || (lines.length > 1 && first === lines[0]))
  if (at < 0) return null
  const end = at + (inSection[at]?.text === text ? 1 : lines.length)
  const [before, after] = [inSection.slice(0, at), inSection.slice(end)]
  return {
    before: before.slice(Math.max(0, before.length - each)).map((one) => one.text),
    after: after.slice(0, each).map((one) => one.text),
    above: Math.max(0, before.length - each),
    below: Math.max(0, after.length - each),
  }
}
