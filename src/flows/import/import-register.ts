import { sql } from 'drizzle-orm'
import type { Ports } from '../../ports'
import type { Actor } from '../../store/audit'
import { parentsAbove } from '../../store/register'
import type { Scope } from '../../store/visibility'
import { commit } from '../../store/writing'
import { whyNotLive } from '../go-live'
import type { FileFormat, RegisterNoun } from '../register-file-nouns'
import { parentsOf } from '../register-row'
import { readCsv } from './csv'
import { type DraftedRow, type Drafts, draftRows, isChanged } from './drafts'
import { existingFor } from './existing'
import { readJson } from './json'
import { type Proposed, proposedByJson, proposedByTable } from './proposal'
import { type StoredParents, standing } from './references'
import type { RowFault } from './table'
import { writeDrafts } from './write'
import { readXlsx } from './xlsx'

export type ImportRequest = {
  data: Uint8Array
  /** Null: said by the file itself (JSON only). */
  as: RegisterNoun | null
  format: FileFormat
  /** With any fault nothing is written. */
  strict: boolean
  /** Nothing is written in any case; the counts say what would be. */
  dryRun: boolean
  /** Whose records may be seen and changed. */
  scope: Scope
}
/** Counts of rows, not of records: a row of the register is created when its deployment is. */
export type ImportResult = { created: number; updated: number; unchanged: number; errors: RowFault[] }
/** `importId` names the import in the audit trail, null when it changed nothing. */
export type Imported = { ok: true; result: ImportResult; importId: string | null } | { ok: false; reason: 'changed-meanwhile' }
type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>

/**
 * Takes a register file in: good rows land, bad ones are told by line and field. What a file does not name stays as it is, an empty cell makes a
 * fact unknown, and the same file again changes nothing. `changed-meanwhile`: others wrote the same records; importing again does the rest.
 */
export async function importRegister(ports: Needs, actor: Actor, request: ImportRequest): Promise<Imported> {
  const { db } = ports
  const proposed = await read(request)
  const existing = await existingFor(
    db,
    request.scope,
    proposed.rows.flatMap((row) => row.proposals),
  )
  const drafted = draftRows(
    proposed.rows,
    existing,
    { newId: ports.newId, at: ports.now() },
    { shared: request.as === 'register' && request.format !== 'json' },
  )
  const blocked = await whyNotLive(
    ports,
    [...drafted.drafts.deployment.values()].flatMap((draft) => (draft.entity === 'deployment' ? [draft] : [])),
  )
  const stood = standing(drafted.rows, drafted.drafts, existing, await storedParents(db, drafted.drafts), request.scope, blocked)
  const errors = [...proposed.faults, ...drafted.faults, ...stood.faults].sort(
    (a, b) => a.line - b.line || (a.record ?? 0) - (b.record ?? 0),
  )
  const refused = request.strict && errors.length > 0
  const result = { ...(refused ? { created: 0, updated: 0, unchanged: 0 } : counted(stood.rows)), errors }
  if (refused || request.dryRun) return { ok: true, result, importId: null }
  if (!(await writeDrafts(ports, actor, drafted.drafts, existing))) return { ok: false, reason: 'changed-meanwhile' }
  const importId = result.created + result.updated > 0 ? await recordImport(ports, actor, request, result) : null
  return { ok: true, result, importId }
}

async function read({ data, as, format }: ImportRequest): Promise<Proposed> {
  const fault = (message: string): Proposed => ({ rows: [], faults: [{ line: 1, field: '', value: '', message }] })
  if (format === 'json') {
    const { records, faults } = readJson(new TextDecoder().decode(data), as)
    return { rows: proposedByJson(records), faults }
  }
  if (as === null) return fault('say with --as what the file holds')
  if (format === 'csv') return proposedByTable(readCsv(new TextDecoder().decode(data), as))
  const tables = await readXlsx(data, as)
  if ('problem' in tables) return fault(`an Excel workbook (.xlsx) was expected: ${tables.problem}`)
  if (!tables.length) return fault(`no sheet is named ${as}`)
  const all = tables.map(proposedByTable)
  return { rows: all.flatMap((one) => one.rows), faults: all.flatMap((one) => one.faults) }
}

async function storedParents(db: Needs['db'], drafts: Drafts): Promise<StoredParents> {
  const named = [...new Set([...drafts.system.values()].flatMap((draft) => parentsOf(draft.row)))]
  const stored: StoredParents = new Map()
  for (const { systemId, parentId } of named.length ? await parentsAbove(db, named) : [])
    stored.set(systemId, [...(stored.get(systemId) ?? []), parentId])
  return stored
}

function counted(rows: readonly DraftedRow[]): Omit<ImportResult, 'errors'> {
  const count = { created: 0, updated: 0, unchanged: 0 }
  for (const row of rows) {
    const last = row.drafts.at(-1)
    if (last && last.before === null && row.own.includes(last)) count.created++
    else if (row.own.some(isChanged)) count.updated++
    else count.unchanged++
  }
  return count
}

const errorsKept = 500

/** The import itself as a record of the audit trail: what was taken in, when, by whom. */
async function recordImport(
  ports: Needs,
  actor: Actor,
  { as, format }: ImportRequest,
  { errors, ...counts }: ImportResult,
): Promise<string> {
  const id = ports.newId()
  const after = { id, as: as ?? 'register', format, at: ports.now(), ...counts, errors: errors.slice(0, errorsKept), version: 1 }
  await commit(ports, actor, { acts: [{ action: 'import.done', entity: 'import', entityId: id, after }], write: () => [], guard: sql`1` })
  ports.log('register.imported', { importId: id, ...counts, errors: errors.length })
  return id
}
