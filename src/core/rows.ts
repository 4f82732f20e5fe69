import type { Box } from './boxes'

const longestCell = 400

/** A row of data: more than one cell, none of them a page in itself, no table inside. */
export function isRecord(row: Box): boolean {
  const cells = cellsOf(row)
  return (
    cells.length > 1 &&
    cells.every((cell) => cell.length <= longestCell * 3 && !holds(cell, 'table')) &&
    cells.filter((cell) => cell.length > longestCell).length < 2
  )
}

/** A row of nothing but column headings. */
export const isHeadingRow = (row: Box): boolean => cellsOf(row).every(({ tag }) => tag === 'th')

const cellsOf = (row: Box): Box[] => row.kids.filter((kid): kid is Box => typeof kid !== 'string' && (kid.tag === 'td' || kid.tag === 'th'))

/** A meaning too long for a row, or with lists or tables of its own. */
export const definesAtLength = (box: Box): boolean => box.length > longestCell || ['table', 'ul', 'ol', 'dl'].some((tag) => holds(box, tag))

function holds(box: Box, tag: string): boolean {
  return box.kids.some((kid) => typeof kid !== 'string' && (kid.tag === tag || holds(kid, tag)))
}

/** An entry of a table of contents: nothing but a link to a place in the same page. */
export function isContentsEntry(box: Box): boolean {
  return box.length > 0 && box.linked >= box.length * 0.9 && firstLink(box)?.startsWith('#') === true
}

/** Before the first heading of a page, an entry that is nothing but a link is a menu. */
export const isMenuEntry = (box: Box): boolean => box.length > 0 && box.linked >= box.length * 0.9

function firstLink(box: Box): string | null {
  if (box.tag === 'a') return box.attribs.href ?? null
  for (const kid of box.kids) {
    const found = typeof kid === 'string' ? null : firstLink(kid)
    if (found) return found
  }
  return null
}
