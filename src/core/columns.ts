import type { Reading } from './reading'
import type { Statement } from './statement'

/** The cells of a table row: HTML rows come as "a | b", Markdown rows as "| a | b |". */
export function cellsOf({ text }: Pick<Statement, 'text'>): string[] {
  const bare = text.trim().replace(/^\||\|$/g, '')
  return bare.split('|').map((cell) => cell.trim())
}

/**
 * What stands above the cells of the rows of a reading: by key of a row, the names of its columns. A table's head is the heading of as many cells
 * right above its rows, else its first row where that reads like names (short, without figures, other than all below it).
 */
export function columnsIn(reading: Pick<Reading, 'statements'>): ReadonlyMap<string, readonly string[]> {
  const known = kept.get(reading)
  if (known) return known
  const columns = new Map<string, readonly string[]>()
  let names: readonly string[] | null = null
  let above: Statement | null = null
  for (const statement of reading.statements) {
    if (statement.role === 'row') {
      const cells = cellsOf(statement)
      if (above?.role !== 'row') names = headOf(above) ?? (cells.every(isName) ? cells : null)
      if (names?.length === cells.length && !columns.has(statement.key)) columns.set(statement.key, names)
    }
    above = statement
  }
  kept.set(reading, columns)
  return columns
}

const kept = new WeakMap<Pick<Reading, 'statements'>, ReadonlyMap<string, readonly string[]>>()

function headOf(statement: Statement | null): string[] | null {
  if (statement?.role !== 'heading') return null
  const cells = cellsOf(statement)
  return cells.length > 1 ? cells : null
}

const nameWords = 4
const isName = (cell: string): boolean => cell !== '' && !/\d/.test(cell) && cell.split(/\s+/).length <= nameWords
