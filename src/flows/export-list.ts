import { stringify } from 'csv-stringify/sync'
import writeWorkbook from 'write-excel-file/universal'
import { withGuard } from './import/csv'

/** Rows as CSV (RFC 4180). Cells that a spreadsheet would run as formulas carry a quote in front, as those of register files do. */
export const csvText = (rows: readonly (readonly string[])[]): string => stringify(rows.map((row) => row.map(withGuard)))

/** The same as a workbook of one sheet, its first row bold. Every cell is text, so nothing is run. */
export async function workbookOf(sheet: string, rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const [head = [], ...others] = rows
  const data = [
    head.map((value) => ({ value, fontWeight: 'bold' as const })),
    ...others.map((row) => row.map((value) => (value === '' ? null : { value, type: String }))),
  ]
  const blob = await writeWorkbook([{ sheet, data }]).toBlob()
  return new Uint8Array(await blob.arrayBuffer())
}
