import { type RegisterNoun, registerNouns } from '../register-file-nouns'
import type { Table } from './table'
import { openWorkbook } from './workbook'

/**
 * Reads a workbook: one sheet a noun, named like it, with the columns of the CSV. Asked for one noun, its sheet is read, or the only one; asked for
 * the register, every sheet of a noun in it. Lines are rows of the sheet. Where it is not read, the reason.
 */
export async function readXlsx(data: Uint8Array, as: RegisterNoun): Promise<Table[] | { problem: string }> {
  const sheets = await openWorkbook(data)
  if ('problem' in sheets) return sheets
  const named = sheets.flatMap(({ name, rows }) => {
    const noun = registerNouns.find((one) => one === name.trim().toLowerCase())
    return noun ? [{ as: noun, rows }] : []
  })
  const wanted = as === 'register' ? named : named.filter((one) => one.as === as)
  const [only] = sheets
  const chosen = wanted.length ? wanted : only && sheets.length === 1 ? [{ as, rows: only.rows }] : []
  const order = registerNouns
  return chosen.sort((a, b) => order.indexOf(a.as) - order.indexOf(b.as)).map((one) => tableOf(one.as, one.rows))
}

function tableOf(as: RegisterNoun, rows: readonly (readonly unknown[])[]): Table {
  const [first = [], ...rest] = rows
  const header = first.map((cell) => textOf(cell).trim())
  const read = rest.map((row, index) => ({ line: index + 2, cells: new Map(header.map((name, column) => [name, textOf(row[column])])) }))
  return { as, header, rows: read.filter(({ cells }) => [...cells.values()].some((cell) => cell !== '')), faults: [] }
}

/** A cell as the CSV would have it: days as YYYY-MM-DD. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return String(cell)
}
