import { fieldByPackName } from '../../core/profile'
import { columnsOf, type FileColumn, type FileEntity } from '../register-columns'
import type { RegisterNoun } from '../register-file-nouns'
import type { JsonRecord } from './json'
import type { Place, RowFault, Table, TableRow } from './table'

/**
 * What a row of a file says of one record: only the fields that the file names. `parts` are single dates of `dates`. `fieldOf` and `cellOf` give the
 * name and the text as they stand in the file, for messages.
 */
export type Proposal = {
  entity: FileEntity
  place: Place
  values: Record<string, unknown>
  parts: Record<string, Record<string, unknown>>
  fieldOf: (key: string) => string
  cellOf: (key: string) => string
}
/** A row with its records, in the order vendor, system, deployment. */
export type ProposedRow = { place: Place; proposals: Proposal[] }
export type Proposed = { rows: ProposedRow[]; faults: RowFault[] }

const order: readonly FileEntity[] = ['vendor', 'system', 'deployment', 'source']

/** Reads a table's cells. A row with a cell that cannot be read is left out whole, each such cell told; an unknown header is told once, on line 1. */
export function proposedByTable({ as, header, rows, faults }: Table): Proposed {
  const columns = columnsOf(as)
  const byHeader = new Map<string, FileColumn>()
  const wrong: RowFault[] = []
  for (const name of header) {
    const column = columns.find((one) => one.name === name) ?? bareColumn(columns, as, name)
    const twice = header.indexOf(name) !== header.lastIndexOf(name)
    if (column && !twice) byHeader.set(name, column)
    else if (twice && name !== '') wrong.push({ line: 1, field: name, value: name, message: 'this column stands twice' })
    else if (name !== '' && !(elsewhere(name) && rows.every(({ cells }) => !cells.get(name)?.trim())))
      wrong.push({ line: 1, field: name, value: name, message: elsewhere(name) ?? 'no such column' })
  }
  const read = rows.map((row) => proposedRow(row, byHeader))
  return {
    rows: read.flatMap((one) => (one.faults.length ? [] : [one.row])),
    faults: [...wrong, ...faults, ...read.flatMap((one) => one.faults)],
  }
}

/** What the profile names and the register keeps as records of their own; null for any other name. */
function elsewhere(name: string): string | null {
  if (fieldByPackName(name)?.stored !== 'derived') return null
  return 'is read from records of their own (certificates, sources): nothing is taken from this column'
}

/** `name` for `vendor.name`, where the file holds one noun only. */
const bareColumn = (columns: readonly FileColumn[], as: RegisterNoun, header: string) =>
  as === 'register'
    ? undefined
    : columns.find((one) => one.name.slice(one.name.indexOf('.') + 1) === header || (one.part === null && one.key === header))

function proposedRow({ line, cells }: TableRow, byHeader: Map<string, FileColumn>): { row: ProposedRow; faults: RowFault[] } {
  const faults: RowFault[] = []
  const proposals = order.flatMap((entity): Proposal[] => {
    const mine = [...byHeader].filter(([, column]) => column.entity === entity)
    if (!mine.some(([header]) => cells.get(header)?.trim())) return []
    const values: Proposal['values'] = {}
    const parts: Proposal['parts'] = {}
    for (const [header, { key, part, read }] of mine) {
      const cell = cells.get(header) ?? ''
      const decoded = read(cell)
      if (!decoded.ok) faults.push({ line, field: header, value: cell, message: decoded.message })
      else if (part === null) values[key] = decoded.value
      else parts[key] = { ...parts[key], [part]: decoded.value }
    }
    const headerOf = (key: string) => mine.find(([, column]) => column.key === key)?.[0]
    return [
      {
        entity,
        place: { line },
        values,
        parts,
        fieldOf: (key) => headerOf(key) ?? `${entity === 'deployment' ? 'dep' : entity}.${key}`,
        cellOf: (key) => cells.get(headerOf(key) ?? '') ?? '',
      },
    ]
  })
  return { row: { place: { line }, proposals }, faults }
}

const entityOf = { vendors: 'vendor', systems: 'system', deployments: 'deployment', sources: 'source' } as const
/** What an export adds and an import passes over: the server's own. */
const readOnly = [
  'version',
  'demo',
  'createdAt',
  'updatedAt',
  'provisionalFields',
  'completeness',
  'watchedDocuments',
  'certifications',
  'origin',
  'health',
  'lastCheckedAt',
  'lastGoodAt',
  'nextPollAt',
  'proposedByFindingId',
  'catalogueId',
]

export const proposedByJson = (records: readonly JsonRecord[]): ProposedRow[] =>
  records.map(({ place, as, values }) => {
    const entity = entityOf[as]
    const given = Object.fromEntries(Object.entries(values).filter(([key]) => !readOnly.includes(key)))
    const cellOf = (key: string) =>
      typeof given[key] === 'string' ? given[key] : given[key] === undefined ? '' : JSON.stringify(given[key])
    return { place, proposals: [{ entity, place, values: given, parts: {}, fieldOf: (key) => key, cellOf }] }
  })
