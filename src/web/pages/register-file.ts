import { csvText, workbookOf } from '../../flows/export-list'
import { type Caller, callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { Problem } from '../problem'
import { type Making, sharedFiles } from '../shared-file'
import { type Asked, askedOf, levels } from './register-asked'
import { rowsOf } from './register-rows'

const rowsAtOnce = 500
/** What a workbook is made of in one go; a longer list is narrowed down, or taken as CSV, which is sent as it is read. */
const mostInWorkbook = 10_000
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The list as a file: exactly the rows that its filters leave and the columns that it shows, the ids first. */
export function registerFiles(app: App, deps: AppDeps): void {
  const shared = sharedFiles(deps.ports)
  for (const level of levels) {
    app.get(`/register/${level}/file`, async (c) => {
      const search = new URL(c.req.url).searchParams
      const asked = askedOf(level, search, deps.ports.now())
      const caller = callerOf(c)
      // decisions and views may go by the day
      const key = JSON.stringify([level, asked, caller.unitIds, caller.limits, deps.ports.now().slice(0, 10)])
      if (search.get('format') === 'xlsx') {
        const file = await shared(`xlsx ${key}`, () => inOnePart(async () => workbookOf(level, await allRows(deps, caller, asked))))
        return c.body(await new Response(file).arrayBuffer(), 200, attachment(`${level}.xlsx`, xlsx))
      }
      return c.body(
        await shared(`csv ${key}`, () => csvParts(deps, caller, asked)),
        200,
        attachment(`${level}.csv`, 'text/csv; charset=utf-8'),
      )
    })
  }
}

const attachment = (name: string, type: string) => ({ 'content-type': type, 'content-disposition': `attachment; filename="${name}"` })

async function allRows(deps: AppDeps, caller: Caller, asked: Asked): Promise<string[][]> {
  const rows: string[][] = []
  for (let cursor: string | null = null; ; ) {
    const page = await rowsOf(deps, caller, { ...asked, cursor }, { limit: rowsAtOnce })
    if (!rows.length) rows.push(page.head)
    if (page.total === null || page.total > mostInWorkbook)
      throw new Problem(413, 'too-large', 'More than 10,000 rows: narrow the list down, or take it as CSV.')
    rows.push(...page.cells())
    if (!page.next) return rows
    cursor = page.next
  }
}

function inOnePart(make: () => Promise<Uint8Array>): Making {
  let begun = false
  return async () => {
    if (begun) return null
    begun = true
    return make()
  }
}

/** Made as it is read, page by page, so that a long list neither waits nor fills the memory. */
function csvParts(deps: AppDeps, caller: Caller, asked: Asked): Making {
  const encoder = new TextEncoder()
  let cursor: string | null = null
  let begun = false
  return async () => {
    if (begun && !cursor) return null
    const page = await rowsOf(deps, caller, { ...asked, cursor }, { limit: rowsAtOnce })
    const text = csvText(begun ? page.cells() : [page.head, ...page.cells()])
    begun = true
    cursor = page.next
    return encoder.encode(text)
  }
}
