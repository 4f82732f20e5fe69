import { csvText, workbookOf } from '../flows/export-list'
import type { AppContext } from './environment'
import { invalid } from './problem'

/** A list as a CSV download. Cells that a spreadsheet would run as formulas are quoted (OWASP, CSV injection). */
export function csvAnswer(c: AppContext, name: string, rows: readonly (readonly string[])[]) {
  return c.body(csvText(rows), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]+/g, '-')}.csv"`,
  })
}

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A list as a file, `?format=csv` (the default) or `xlsx`; the first row names its columns. */
export async function listFile(c: AppContext, name: string, rows: readonly (readonly string[])[]) {
  const format = (['csv', 'xlsx'] as const).find((one) => one === (c.req.query('format') ?? 'csv'))
  if (!format) throw invalid([{ path: 'format', message: 'expected csv or xlsx' }])
  if (format === 'csv') return csvAnswer(c, name, rows)
  return c.body(new Uint8Array(await workbookOf(name.slice(0, 31), rows)), 200, {
    'content-type': workbook,
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]+/g, '-')}.xlsx"`,
  })
}
