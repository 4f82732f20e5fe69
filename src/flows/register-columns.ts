import type { Fact } from '../core/register'
import { type Column, csvColumns, type Decoded, decodeCell, encodeCell } from '../core/register-file'
import type { RegisterNoun } from './register-file-nouns'

export type FileEntity = 'vendor' | 'system' | 'deployment' | 'source'

/** A column of a register file: whose it is, the key (and part) of the record it holds, and how its cells are read and written. */
export type FileColumn = {
  entity: FileEntity
  name: string
  key: string
  part: string | null
  read: (cell: string) => { ok: true; value: unknown } | { ok: false; message: string }
  write: (value: unknown) => string
}

const fromCore = (entity: FileEntity, columns: readonly Column[]): FileColumn[] =>
  columns.map((column) => ({
    entity,
    name: column.name,
    key: column.key,
    part: column.part,
    read: (cell) => decodeCell(column, cell),
    write: (value) => encodeCell(column, isFact(value) ? value : null),
  }))

/** Facts are JSON; what is undefined is unknown. */
const isFact = (value: unknown): value is Fact => value !== undefined && typeof value !== 'function'

type Reader = (cell: string) => Decoded
const text: Reader = (cell) => ({ ok: true, value: cell.trim() || null })
const json: Reader = (cell) => {
  if (!cell.trim()) return { ok: true, value: null }
  try {
    return { ok: true, value: JSON.parse(cell) }
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, message: 'expected JSON' }
    throw error
  }
}
const list: Reader = (cell) => ({
  ok: true,
  value:
    cell.trim() === '[]' || !cell.trim()
      ? []
      : cell
          .split(';')
          .map((part) => part.trim())
          .filter(Boolean),
})
const number: Reader = (cell) =>
  /^\s*\d+\s*$/.test(cell)
    ? { ok: true, value: Number(cell) }
    : cell.trim()
      ? { ok: false, message: 'expected a whole number' }
      : { ok: true, value: null }
const yesNo: Reader = (cell) => {
  const known: Record<string, boolean | null> = { '': null, true: true, yes: true, false: false, no: false }
  const value = known[cell.trim().toLowerCase()]
  return value === undefined ? { ok: false, message: 'expected true or false' } : { ok: true, value }
}

const plain = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
const joined = (value: unknown): string => (Array.isArray(value) ? value.join(';') : '')

const sourceColumn = (name: string, key: string, read: Reader, write = plain): FileColumn => ({
  entity: 'source',
  name: `source.${name}`,
  key,
  part: null,
  read,
  write,
})
const sourceColumns: FileColumn[] = [
  sourceColumn('id', 'id', text),
  sourceColumn('url', 'url', text),
  sourceColumn('vendor', 'vendor', text),
  sourceColumn('system_ids', 'systemIds', list, joined),
  sourceColumn('type', 'type', text),
  sourceColumn('collector', 'collector', text),
  sourceColumn('rules', 'rules', json),
  sourceColumn('interval_minutes', 'intervalMinutes', number),
  sourceColumn('enabled', 'enabled', yesNo),
  sourceColumn('disabled_reason', 'disabledReason', text),
  sourceColumn('robots_override', 'robotsOverride', text),
]

/** What a record has beside its facts: where they come from, other names, what a feature is like. Objects are JSON in their cell, none is empty. */
const aside = (entity: FileEntity, name: string, key: string, read: Reader): FileColumn => ({
  entity,
  name,
  key,
  part: null,
  read,
  write: (value) => (plain(value) === '{}' ? '' : plain(value)),
})
const aliases: Column = {
  name: 'vendor.aliases',
  noun: 'vendor',
  key: 'aliases',
  part: null,
  shape: { type: 'list', parts: [] },
  required: false,
}

/** The columns of a file: those of its noun, or of vendor, system and deployment side by side. */
export function columnsOf(as: RegisterNoun): FileColumn[] {
  switch (as) {
    case 'vendors':
      return [...fromCore('vendor', [...csvColumns('vendor'), aliases]), aside('vendor', 'vendor.fact_sources', 'factSources', json)]
    case 'systems':
      return [
        ...fromCore('system', csvColumns('system')),
        aside('system', 'system.state', 'state', text),
        aside('system', 'system.feature', 'feature', json),
        aside('system', 'system.fact_sources', 'factSources', json),
      ]
    case 'deployments':
      return [...fromCore('deployment', csvColumns('dep')), aside('deployment', 'dep.fact_sources', 'factSources', json)]
    case 'sources':
      return sourceColumns
    case 'register':
      return [...columnsOf('vendors'), ...columnsOf('systems'), ...columnsOf('deployments')]
  }
}
