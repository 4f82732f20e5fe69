import { exportCoverage } from '../../flows/export-coverage'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { invalid } from '../problem'
import { coverageQuery, obligationsOfTab, selectionOf } from './coverage-query'

/** The matrix as a file: the same selection as the page. */
export function coverageFile(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/coverage/export', async (c) => {
    const format = (['csv', 'xlsx'] as const).find((one) => one === (c.req.query('format') ?? 'csv'))
    if (!format) throw invalid([{ path: 'format', message: 'expected csv or xlsx' }])
    const query = await coverageQuery(deps, c)
    const { obligations } = obligationsOfTab(query.tab)
    const cursor = c.req.query('cursor') || null
    const made = await exportCoverage(ports, callerOf(c), { selection: selectionOf(query), obligations, format, cursor })
    if ('problem' in made) throw invalid([{ path: 'cursor', message: 'not a cursor of the matrix' }])
    const { body, mediaType, more } = made
    const name = `coverage-${query.tab}-${ports.now().slice(0, 10)}${cursor ? '-later-uses' : more ? '-first-uses' : ''}.${format}`
    return c.body(new Uint8Array(body), 200, { 'content-type': mediaType, 'content-disposition': `attachment; filename="${name}"` })
  })
}
