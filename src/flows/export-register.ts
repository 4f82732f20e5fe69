import { stringify } from 'csv-stringify/sync'
import { and, asc, gt, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import writeWorkbook from 'write-excel-file/universal'
import { toRecord } from '../core/register-record'
import type { Database } from '../store/database'
import { deployments, people, sources, systems, vendors } from '../store/schema'
import { type Scope, visible } from '../store/visibility'
import { cellText } from './export-list'
import { withGuard } from './import/csv'
import { columnsOf, type FileColumn, type FileEntity } from './register-columns'
import type { FileFormat, RegisterNoun } from './register-file-nouns'

type Plain = Record<string, unknown>
type Registered = Record<FileEntity, Plain[]>
export type ExportRequest = { as: RegisterNoun; format: FileFormat /** The columns alone. */; template: boolean; scope: Scope }

export const mediaTypes: Record<FileFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** A register file that an import takes in again the same. Records are in the order of their ids; of the register, a row a deployment. */
export async function exportRegister(db: Database, { as, format, template, scope }: ExportRequest): Promise<Uint8Array> {
  const registered = template ? { vendor: [], system: [], deployment: [], source: [] } : await registeredFor(db, as, scope)
  if (format === 'json') return new TextEncoder().encode(`${JSON.stringify(jsonOf(as, registered), null, 2)}\n`)
  if (format === 'xlsx') return workbook(as, registered)
  const columns = columnsOf(as)
  const rows = rowsOf(as, registered).map((row) => columns.map((column) => withGuard(cellOf(column, row))))
  return new TextEncoder().encode(stringify([columns.map((column) => column.name), ...rows]))
}

const nounsIn: Record<RegisterNoun, FileEntity[]> = {
  vendors: ['vendor'],
  systems: ['system'],
  deployments: ['deployment'],
  sources: ['source'],
  register: ['vendor', 'system', 'deployment'],
}
const plural = { vendor: 'vendors', system: 'systems', deployment: 'deployments', source: 'sources' } as const

/** One row of a file: the records that it holds, by noun. */
type Row = Partial<Record<FileEntity, Plain>>

/** A row a deployment; then what nothing of ours uses: systems without a deployment, vendors without a system, so that nothing is lost. */
function rowsOf(as: RegisterNoun, registered: Registered): Row[] {
  const [only] = nounsIn[as]
  if (as !== 'register') return only ? registered[only].map((record) => ({ [only]: record })) : []
  const byId = (records: Plain[]) => new Map(records.map((record) => [record.id, record]))
  const [ofVendors, ofSystems] = [byId(registered.vendor), byId(registered.system)]
  const withParents = (deployment: Plain | null, system: Plain | undefined): Row => ({
    ...(system ? { vendor: ofVendors.get(system.vendorId), system } : {}),
    ...(deployment ? { deployment } : {}),
  })
  const used = new Set(registered.deployment.map((deployment) => deployment.systemId))
  const supplied = new Set(registered.system.map((system) => system.vendorId))
  return [
    ...registered.deployment.map((deployment) => withParents(deployment, ofSystems.get(deployment.systemId))),
    ...registered.system.filter((system) => !used.has(system.id)).map((system) => withParents(null, system)),
    ...registered.vendor.filter((vendor) => !supplied.has(vendor.id)).map((vendor) => ({ vendor })),
  ]
}

function cellOf(column: FileColumn, row: Row): string {
  const value = row[column.entity]?.[column.key]
  if (column.part === null) return column.write(value)
  return column.write(typeof value === 'object' && value !== null ? Reflect.get(value, column.part) : null)
}

const jsonOf = (as: RegisterNoun, registered: Registered) =>
  Object.fromEntries(nounsIn[as].map((entity) => [plural[entity], registered[entity]]))

async function workbook(as: RegisterNoun, registered: Registered): Promise<Uint8Array> {
  const sheets = nounsIn[as].map((entity) => {
    const columns = columnsOf(plural[entity])
    const heads = columns.map((column) => ({ value: column.name, fontWeight: 'bold' as const }))
    const rows = registered[entity].map((record) =>
      columns.map((column) => {
        const value = cellOf(column, { [entity]: record })
        return value === '' ? null : { value: cellText(value), type: String }
      }),
    )
    return { sheet: plural[entity], data: [heads, ...rows] }
  })
  const blob = await writeWorkbook(sheets).toBlob()
  return new Uint8Array(await blob.arrayBuffer())
}

const rowsAPage = 1_000

/** All rows of a table, a page at a time, in the order of their ids. */
async function all<T extends SQLiteTable & { id: SQLiteColumn }>(
  db: Database,
  table: T,
  where: SQL | undefined,
): Promise<T['$inferSelect'][]> {
  const rows: T['$inferSelect'][] = []
  for (let after = ''; ; ) {
    const page = await db
      .select()
      .from<SQLiteTable>(table)
      .where(and(where, gt(table.id, after)))
      .orderBy(asc(table.id))
      .limit(rowsAPage)
    rows.push(...page)
    const last: unknown = page.at(-1)?.id
    if (page.length < rowsAPage || typeof last !== 'string') return rows
    after = last
  }
}

async function registeredFor(db: Database, as: RegisterNoun, scope: Scope): Promise<Registered> {
  const wanted = nounsIn[as]
  const registered: Registered = { vendor: [], system: [], deployment: [], source: [] }
  const kept = ({
    version: _,
    demo: __,
    createdAt: ___,
    updatedAt: ____,
    catalogueId: _____,
    proposedByFindingId: ______,
    ...record
  }: Plain): Plain => record
  if (wanted.includes('vendor'))
    registered.vendor = (await all(db, vendors, visible.vendor(scope, vendors.id))).map((row) => kept(toRecord('vendor', row)))
  if (wanted.includes('system'))
    registered.system = (await all(db, systems, visible.system(scope, systems.id))).map((row) => kept(toRecord('system', row)))
  if (wanted.includes('deployment')) {
    const emails = new Map(
      (await db.select({ id: people.id, email: people.email }).from(people)).map((person) => [person.id, person.email]),
    )
    const rows = await all(db, deployments, visible.deployment(scope, deployments.id))
    registered.deployment = rows.map((row) =>
      kept({ ...toRecord('dep', row), ownerId: row.ownerId === null ? null : (emails.get(row.ownerId) ?? row.ownerId) }),
    )
  }
  if (wanted.includes('source')) {
    const rows = await all(db, sources, visible.vendor(scope, sources.vendorId))
    registered.source = rows.map(({ origin: _, vendorId, ...row }) => kept({ ...row, vendor: vendorId }))
  }
  return registered
}
