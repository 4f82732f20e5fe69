import { citation, type Obligation } from '../core/pack'
import type { Ports } from '../ports'
import { type CoverageSelection, coverageColumns } from '../store/coverage'
import type { Database } from '../store/database'
import { systemRows, vendorRow } from '../store/reach'
import type { Scope } from '../store/visibility'
import { coverageOf } from './coverage'
import { csvText, workbookOf } from './export-list'
import { mediaTypes } from './export-register'

/** So many deployments at most go into one file. */
export const mostInFile = 100

/**
 * The part of the matrix that a person has on screen as a file: a row for each obligation and deployment, in the order of the columns. Holds the first
 * 100 deployments of the selection; `more` says whether there are others.
 */
export async function exportCoverage(
  ports: Pick<Ports, 'db' | 'now'>,
  scope: Scope,
  {
    selection,
    obligations,
    format,
    cursor,
  }: { selection: CoverageSelection; obligations: readonly Obligation[]; format: 'csv' | 'xlsx'; cursor: string | null },
): Promise<{ body: Uint8Array; mediaType: string; more: boolean } | { problem: 'bad-cursor' }> {
  const today = ports.now().slice(0, 10)
  const page = await coverageColumns(ports.db, scope, selection, { cursor, limit: mostInFile, today })
  if ('problem' in page) return page
  const cells = await coverageOf(ports, page.items, obligations, today)
  const [uses, duties] = [new Map(page.items.map((one) => [one.id, one])), new Map(obligations.map((one) => [one.id, one]))]
  const names = await suppliers(
    ports.db,
    page.items.map((one) => one.systemId),
  )
  const rows = cells.flatMap((cell): string[][] => {
    const [use, duty] = [uses.get(cell.deploymentId), duties.get(cell.obligationId)]
    if (!use || !duty) return []
    const { system, vendor } = names.get(use.systemId) ?? { system: '', vendor: '' }
    return [
      [
        vendor,
        system,
        use.name,
        use.id,
        citation(duty),
        duty.title,
        duty.id,
        cell.state,
        cell.dueOn ?? '',
        cell.because,
        cell.reviewIds.join(';'),
      ],
    ]
  })
  const heads = [
    'vendor',
    'system',
    'deployment',
    'deploymentId',
    'citation',
    'title',
    'obligationId',
    'state',
    'dueOn',
    'because',
    'reviewIds',
  ]
  const all = [heads, ...rows]
  const body = format === 'xlsx' ? await workbookOf('Coverage', all) : new TextEncoder().encode(csvText(all))
  return { body, mediaType: mediaTypes[format], more: page.next !== null }
}

async function suppliers(db: Database, systemIds: readonly string[]): Promise<Map<string, { system: string; vendor: string }>> {
  const systems = await systemRows(db, systemIds)
  const vendors = new Map<string, string>()
  for (const id of new Set(systems.map((one) => one.vendorId))) vendors.set(id, (await vendorRow(db, id))?.name ?? '')
  return new Map(systems.map((one) => [one.id, { system: one.name, vendor: vendors.get(one.vendorId) ?? '' }]))
}
