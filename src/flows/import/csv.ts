import { parse } from 'csv-parse/sync'
import type { RegisterNoun } from '../register-file-nouns'
import type { RowFault, Table, TableRow } from './table'

const breaks = /\r\n|\n|\r/g

/**
 * Reads CSV: UTF-8, with or without a byte order mark, cells parted by comma, semicolon or tab as the header shows. `line` counts lines of the
 * file, so a cell of two lines moves what follows. Rows that are no CSV are faults; the others are read.
 */
export function readCsv(text: string, as: RegisterNoun): Table {
  const records: { cells: string[]; line: number }[] = []
  const faults: RowFault[] = []
  parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      faults.push({ line: error && 'lines' in error ? Number(error.lines) : 0, field: '', value: '', message: error?.message ?? 'not CSV' })
      return undefined
    },
    on_record: (record: { record: string[]; info: { lines: number }; raw: string }) => {
      const inside = record.raw.trim().match(breaks)?.length ?? 0
      records.push({ cells: record.record, line: record.info.lines - inside })
      return null
    },
  })
  const [first, ...rest] = records
  const header = (first?.cells ?? []).map((cell) => cell.trim())
  const rows = rest.flatMap(({ cells, line }): TableRow[] => {
    if (cells.length !== header.length) {
      faults.push({
        line,
        field: header.at(Math.min(cells.length, header.length - 1)) ?? '',
        value: cells.at(-1) ?? '',
        message: `expected ${header.length} cells as in the header, not ${cells.length}`,
      })
      return []
    }
    return [{ line, cells: new Map(header.map((name, index) => [name, withoutGuard(cells[index] ?? '')])) }]
  })
  return { as, header, rows, faults }
}

/** The sign between the cells of the header line: a header has no cell with a semicolon or tab in it. */
function delimiterOf(text: string): string {
  const [line = ''] = text.split(breaks)
  if (line.includes('\t')) return '\t'
  return line.includes(',') || !line.includes(';') ? ',' : ';'
}

const guarded = /^'+[=+\-@\t\r＝＋－＠]/
const dangerous = /^'*[=+\-@\t\r＝＋－＠]/

/** A cell that a spreadsheet would take for a formula gets an apostrophe before it; reading takes it off again, so nothing is lost. */
export const withGuard = (cell: string): string => (dangerous.test(cell) ? `'${cell}` : cell)
export const withoutGuard = (cell: string): string => (guarded.test(cell) ? cell.slice(1) : cell)
