import type { z } from 'zod'
import { deploymentFields, recordId, systemFields, toRecord, vendorFields } from '../../core/register-record'
import { sourceFields } from '../../core/source-check'
import { canonicalJson } from '../../store/audit'
import type { Deployment, System, Vendor } from '../../store/register'
import type { Source } from '../../store/sources'
import { newVendorNamed } from '../name-vendor'
import type { FileEntity } from '../register-columns'
import { deploymentRowFrom, systemRowFrom, vendorRowFrom } from '../register-row'
import { sourceRowFrom } from '../source-row'
import type { Existing } from './existing'
import type { Proposal, ProposedRow } from './proposal'
import { placeWords, type RowFault } from './table'

export type DraftOf = { vendor: Vendor; system: System; deployment: Deployment; source: Source }
/** A record as it will be, with what it was, and the first line that says so. */
export type Draft<E extends FileEntity = FileEntity> = {
  [K in E]: { entity: K; row: DraftOf[K]; before: DraftOf[K] | null; proposal: Proposal | null }
}[E]
export type Drafts = { [E in FileEntity]: Map<string, Draft<E>> }
/** A row of the file that stands, with the keys of its records; `own` are those that it was the first to bring. */
export type DraftedRow = { drafts: Draft[]; own: Draft[] }
export type Minted = { newId: () => string; at: string }

/** Whether a record differs from what is stored, its version and instant aside. */
export const isChanged = ({ row, before }: Draft): boolean =>
  before === null || canonicalJson({ ...row, version: 0, updatedAt: '' }) !== canonicalJson({ ...before, version: 0, updatedAt: '' })

/**
 * Turns the rows of a file into records: what a file does not name of a record stays as it is. The same record on several rows of a register file
 * must say the same; in a file of one noun it may stand once. A row with any fault is left out whole.
 */
export function draftRows(
  rows: readonly ProposedRow[],
  existing: Existing,
  minted: Minted,
  { shared }: { shared: boolean },
): { rows: DraftedRow[]; drafts: Drafts; faults: RowFault[] } {
  const drafts: Drafts = { vendor: new Map(), system: new Map(), deployment: new Map(), source: new Map() }
  const names = namesOf(existing)
  const faults: RowFault[] = []
  const drafted = rows.flatMap((row): DraftedRow[] => {
    const done: DraftedRow = { drafts: [], own: [] }
    const wrong: RowFault[] = []
    const parents: { vendor?: string; system?: string } = {}
    for (const proposal of row.proposals) {
      const made = draft(proposal, parents)
      if ('faults' in made) {
        wrong.push(...made.faults)
        break
      }
      done.drafts.push(made.draft)
      if (made.isNew) done.own.push(made.draft)
      if (proposal.entity === 'vendor') parents.vendor = made.draft.row.id
      if (proposal.entity === 'system') parents.system = made.draft.row.id
    }
    if (!wrong.length) {
      for (const one of done.own) names.add(one)
      return done.drafts.length ? [done] : []
    }
    for (const one of done.own) drafts[one.entity].delete(one.row.id)
    faults.push(...wrong)
    return []
  })
  return { rows: drafted, drafts, faults }

  function draft(
    proposal: Proposal,
    parents: { vendor?: string; system?: string },
  ): { draft: Draft; isNew: boolean } | { faults: RowFault[] } {
    const { entity, place } = proposal
    const fault = (key: string, message: string, value = proposal.cellOf(key)) => ({
      ...place,
      field: proposal.fieldOf(key),
      value,
      message,
    })
    const values = { ...proposal.values }
    // only where the row holds the parent: a file that does not speak of it leaves it as it is
    if (entity === 'system' && parents.vendor !== undefined) values.vendorId ??= parents.vendor
    if (entity === 'deployment') {
      if (parents.system !== undefined) values.systemId ??= parents.system
      if (typeof values.ownerId === 'string' && values.ownerId.includes('@'))
        values.ownerId = existing.peopleByEmail.get(values.ownerId.trim().toLowerCase()) ?? values.ownerId
    }
    if (entity === 'source') {
      const named = values.vendorId ?? values.vendor
      const owner = typeof named === 'string' && named.trim() ? vendorFor(named.trim()) : null
      if (owner === 'several') return { faults: [fault('vendor', 'several vendors have this name: give its id')] }
      if (owner !== null || named !== undefined) values.vendorId = owner ?? undefined
      delete values.vendor
    }
    const { id: given, ...rest } = values
    if (given !== null && given !== undefined && !recordId.safeParse(given).success)
      return { faults: [fault('id', recordId.safeParse(given).error?.issues[0]?.message ?? 'not an id')] }
    const id = typeof given === 'string' ? given : names.find(entity, rest)
    if (id === 'several') return { faults: [fault('id', 'several records have this name: give the id', '')] }
    if (id && existing.hidden.has(`${entity} ${id}`)) return { faults: [fault('id', 'taken by a record that is not yours')] }
    const earlier = id ? drafts[entity].get(id) : undefined
    if (earlier?.proposal && !shared) return { faults: [fault('id', `stands on ${placeWords(earlier.proposal.place)} already`, id ?? '')] }
    const before = earlier ? earlier.row : id ? (existing[entity].get(id) ?? null) : null
    const merged = mergedWith(entity, before, rest, proposal.parts)
    const parsed = fieldsOf[entity].safeParse(merged)
    if (!parsed.success) return { faults: faultsOf(parsed.error, proposal) }
    const made = rowFrom(entity, parsed.data, { id: id ?? minted.newId(), at: minted.at }, earlier ? earlier.before : before, proposal)
    if (earlier?.proposal) {
      const said = placeWords(earlier.proposal.place)
      const differing = Object.keys(rest).filter((key) => !sameField(toPlain(made), toPlain(earlier), key))
      if (differing.length) return { faults: differing.map((key) => fault(key, `${said} says something else of the same ${entity}`)) }
      return { draft: earlier, isNew: false }
    }
    put(made)
    return { draft: made, isNew: true }
  }

  function put(made: Draft): void {
    // one of the four maps, by its own entity
    switch (made.entity) {
      case 'vendor':
        drafts.vendor.set(made.row.id, made)
        return
      case 'system':
        drafts.system.set(made.row.id, made)
        return
      case 'deployment':
        drafts.deployment.set(made.row.id, made)
        return
      case 'source':
        drafts.source.set(made.row.id, made)
    }
  }

  /** The id of the vendor that a source names, made when there is none. */
  function vendorFor(named: string): string | 'several' | null {
    if (existing.vendor.has(named) || drafts.vendor.has(named)) return named
    const id = names.find('vendor', { name: named })
    if (id) return id
    const vendor: Draft<'vendor'> = { entity: 'vendor', row: newVendorNamed(named, minted), before: null, proposal: null }
    drafts.vendor.set(vendor.row.id, vendor)
    names.add(vendor)
    return vendor.row.id
  }
}

const fieldsOf: Record<FileEntity, z.ZodObject> = {
  vendor: vendorFields,
  system: systemFields,
  deployment: deploymentFields,
  source: sourceFields,
}
const nounFor = { vendor: 'vendor', system: 'system', deployment: 'dep' } as const

function mergedWith(
  entity: FileEntity,
  before: DraftOf[FileEntity] | null,
  values: Record<string, unknown>,
  parts: Proposal['parts'],
): Record<string, unknown> {
  const kept = before === null ? {} : 'facts' in before && entity !== 'source' ? toRecord(nounFor[entity], before) : { ...before }
  const writable = Object.fromEntries(Object.entries(kept).filter(([key]) => Object.hasOwn(fieldsOf[entity].shape, key)))
  const merged: Record<string, unknown> = { ...writable, ...values }
  for (const [key, some] of Object.entries(parts)) {
    const old = writable[key]
    const dates = Object.entries({ ...(typeof old === 'object' ? old : null), ...some }).filter(
      ([, day]) => day !== null && day !== undefined,
    )
    merged[key] = dates.length ? Object.fromEntries(dates) : null
  }
  return merged
}

function rowFrom(
  entity: FileEntity,
  given: Record<string, unknown>,
  begun: { id: string; at: string },
  before: DraftOf[FileEntity] | null,
  proposal: Proposal,
): Draft {
  switch (entity) {
    case 'vendor': {
      const old = before !== null && 'aliases' in before ? before : null
      return { entity, row: vendorRowFrom(given, begun, old), before: old, proposal }
    }
    case 'system': {
      const old = before !== null && 'feature' in before ? before : null
      return { entity, row: systemRowFrom(given, begun, old), before: old, proposal }
    }
    case 'deployment': {
      const old = before !== null && 'systemId' in before ? before : null
      return { entity, row: deploymentRowFrom(given, begun, old), before: old, proposal }
    }
    case 'source': {
      const old = before !== null && 'url' in before ? before : null
      const { vendorId, ...rest } = sourceFields.parse(given)
      return { entity, row: sourceRowFrom(rest, vendorId, begun, old), before: old, proposal }
    }
  }
}

const faultsOf = (error: z.ZodError, proposal: Proposal): RowFault[] =>
  error.issues.flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? '')]
    const message = issue.code === 'unrecognized_keys' ? 'unknown field' : issue.message
    return keys.map((key) => ({ ...proposal.place, field: proposal.fieldOf(key), value: proposal.cellOf(key), message }))
  })

const toPlain = ({ entity, row }: Draft): Record<string, unknown> =>
  'facts' in row && entity !== 'source' ? toRecord(nounFor[entity], row) : { ...row }
const sameField = (one: Record<string, unknown>, other: Record<string, unknown>, key: string) =>
  canonicalJson(one[key] ?? null) === canonicalJson(other[key] ?? null)

/** Finds a record by its name under its parent, for rows without an id: those of the register and those of the file. */
function namesOf(existing: Existing) {
  const ids = new Map<string, string | 'several'>()
  const keyOf = (entity: FileEntity, record: Record<string, unknown>): string =>
    JSON.stringify([
      entity,
      entity === 'system' ? record.vendorId : entity === 'deployment' ? record.systemId : '',
      entity === 'source' ? [record.vendorId, record.url] : record.name,
    ])
  const note = (key: string, id: string) => ids.set(key, ids.has(key) && ids.get(key) !== id ? 'several' : id)
  for (const entity of ['vendor', 'system', 'deployment', 'source'] as const)
    for (const row of existing[entity].values()) note(keyOf(entity, { ...row }), row.id)
  return {
    find: (entity: FileEntity, record: Record<string, unknown>) => ids.get(keyOf(entity, record)) ?? null,
    add: (one: Draft) => note(keyOf(one.entity, { ...one.row }), one.row.id),
  }
}
