import { statementKey } from './canonical'
import type { Cell, Statement } from './statement'

const mostTold = 6
const longestTold = 80

/**
 * Which cells of a row say something else, under the headings of their columns: "Retention: 30 days → 90 days". Null where a side is no row of a
 * table with headings, or where the tables have no column in common.
 */
export function cellsMoved(before: Pick<Statement, 'cells'> | null, after: Pick<Statement, 'cells'> | null): string | null {
  if (!before?.cells || !after?.cells) return null
  const was = byColumn(before.cells)
  const is = byColumn(after.cells)
  const columns = [...new Set([...is.keys(), ...was.keys()])]
  if (!columns.some((column) => was.has(column) && is.has(column))) return null
  const moved = columns.filter((column) => statementKey(was.get(column)?.value ?? '') !== statementKey(is.get(column)?.value ?? ''))
  if (moved.length === 0) return null
  return moved
    .slice(0, mostTold)
    .map((column) => `${(is.get(column) ?? was.get(column))?.column}: ${told(was.get(column))} → ${told(is.get(column))}`)
    .join('; ')
}

/** By the words of the heading. What stands in a column without a heading, or under a heading that another column has too, cannot be told apart. */
function byColumn(cells: readonly Cell[]): Map<string, Cell> {
  const found = new Map<string, Cell>()
  const twice = new Set<string>()
  for (const cell of cells) {
    const key = statementKey(cell.column)
    if (key === '' || found.has(key)) twice.add(key)
    else found.set(key, cell)
  }
  for (const key of twice) found.delete(key)
  return found
}

const told = (cell: Cell | undefined): string =>
  cell === undefined ? 'empty' : cell.value.length > longestTold ? `${cell.value.slice(0, longestTold)}…` : cell.value
