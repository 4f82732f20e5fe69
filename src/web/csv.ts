import { csvText } from '../flows/export-list'
import type { AppContext } from './environment'

/** A list as a CSV download. Cells that a spreadsheet would run as formulas are quoted (OWASP, CSV injection). */
export function csvAnswer(c: AppContext, name: string, rows: readonly (readonly string[])[]) {
  return c.body(csvText(rows), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]+/g, '-')}.csv"`,
  })
}
