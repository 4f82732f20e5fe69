import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { RegisterNoun } from '../register-file-nouns'
import type { RowFault, Table, TableRow } from './table'

const breaks = /\r\n|\n|\r/g

/**
 * Reads CSV: UTF-8, with or without a byte order mark, cells parted by comma, semicolon or tab as the header shows. `line` counts lines of the
 * file, so a cell of two lines moves what follows. Rows that are no CSV are faults; the others are read.
 */
export function readCsv(text: string, as: RegisterNoun): Table {
  if (signsIn(text, '\n\r') > mostLines || signsIn(text, ',;\t') > mostCells)
    return {
      as,
      header: [],
      rows: [],
      faults: [{ line: 1, field: '', value: '', message: `more than ${mostLines} lines, or ${mostCells} cells` }],
    }
  const { records, faults } = recordsIn(text.replace(/^\ufeff/, ''))
  const [first, ...rest] = records
  const header = (first?.cells ?? []).map((cell) => cell.trim())
  if (!header.length) faults.push({ line: 1, field: '', value: '', message: 'expected a header row' })
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

/** What would take all memory to hold. */
const [mostLines, mostCells] = [1_000_000, 20_000_000]

/** How many of these signs stand in a text. */
export function signsIn(text: string, signs: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) if (signs.includes(text[at] ?? '')) count++
  return count
}

type Read = { cells: string[]; line: number }

/**
 * The records of a text with the line on which each begins. Where one is no CSV (a stray or open quote), its first line is told and left out, and
 * reading goes on with the next line, so that one bad row does not swallow the rest.
 */
function recordsIn(text: string): { records: Read[]; faults: RowFault[] } {
  const lines = text.split(/(?<=\n)|(?<=\r)(?!\n)/)
  const records: Read[] = []
  const faults: RowFault[] = []
  const delimiter = delimiterOf(text)
  for (let from = 0; from < lines.length; ) {
    let next = from
    const fault = attempt(lines.slice(from).join(''), delimiter, ({ cells, raw }) => {
      const blank = raw.match(/^(?:[ \t]*(?:\r\n|\n|\r))*/)?.[0].match(breaks)?.length ?? 0
      records.push({ cells, line: next + blank + 1 })
      next += raw.match(breaks)?.length ?? 0
    })
    if (fault === null) break
    while (next < lines.length && !lines[next]?.trim()) next++
    faults.push({ line: next + 1, field: '', value: (lines[next] ?? '').trim().slice(0, 200), message: fault })
    if (faults.length === mostFaults) break
    from = next + 1
  }
  return { records, faults }
}

/** What the reader gives with `info` and `raw`. */
const csvRecord = z.object({ record: z.array(z.string()), raw: z.string() })

/** Beyond so many rows that are no CSV, the file is none. */
const mostFaults = 500

/** Reads until the text ends (null) or is no CSV: then what is wrong with it. */
function attempt(text: string, delimiter: string, take: (record: { cells: string[]; raw: string }) => void): string | null {
  try {
    parse(text, {
      delimiter,
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (read: unknown) => {
        const { record: cells, raw } = csvRecord.parse(read)
        take({ cells, raw })
        return null
      },
    })
    return null
  } catch (error) {
    if (error instanceof CsvError) return error.message.replace(/ at line \d+/, '')
    throw error
  }
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
