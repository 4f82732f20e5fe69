import { stringify } from 'csv-stringify/sync'
import writeWorkbook from 'write-excel-file/universal'
import { withGuard } from './import/csv'

/** Rows as CSV (RFC 4180). Cells that a spreadsheet would run as formulas carry a quote in front, as those of register files do. */
export const csvText = (rows: readonly (readonly string[])[]): string => stringify(rows.map((row) => row.map(withGuard)))

/** Text as a cell holds it: what reads like an escape of the format (`_x0041_`; ECMA-376 part 1, 22.9.2.19) is told apart from one. */
export const cellText = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')

/** The same as a workbook of one sheet, its first row bold. Every cell is text, so nothing is run. */
export async function workbookOf(sheet: string, rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const [head = [], ...others] = rows
  const data = [
    head.map((value) => ({ value: cellText(value), fontWeight: 'bold' as const })),
    ...others.map((row) => row.map((value) => (value === '' ? null : { value: cellText(value), type: String }))),
  ]
  const blob = await writeWorkbook([{ sheet, data }]).toBlob()
  return new Uint8Array(await blob.arrayBuffer())
}
