import { ruleFaults, sameAddress } from '../../core/source-check'
import type { Scope } from '../../store/visibility'
import { parentsOf } from '../register-row'
import { isProposal } from '../save-record'
import { collectorFault } from '../save-source'
import type { Draft, DraftedRow, Drafts } from './drafts'
import type { Existing } from './existing'
import type { RowFault } from './table'

/** Edges of the graph of systems as they are stored above those that the file names: system → parents. */
export type StoredParents = Map<string, string[]>

/**
 * Leaves out rows that name what is neither registered nor in a row that stands, and goes on until nothing more falls: a system goes with the vendor
 * that was refused. Systems that would rest on themselves and addresses that are watched already go too.
 */
export function standing(
  rows: readonly DraftedRow[],
  drafts: Drafts,
  existing: Existing,
  stored: StoredParents,
  scope: Scope,
  blocked: ReadonlyMap<string, string>,
): { rows: DraftedRow[]; faults: RowFault[] } {
  const faults: RowFault[] = []
  let left = [...rows]
  for (;;) {
    const wrong = new Map<DraftedRow, RowFault[]>()
    const cyclic = inCycles(drafts, stored)
    const addresses = addressesBy(drafts, existing)
    for (const row of left) {
      const found = row.own.flatMap((draft) => faultsOf(draft, { drafts, existing, cyclic, addresses, scope, blocked }))
      if (found.length) wrong.set(row, found)
    }
    if (!wrong.size) return { rows: left, faults }
    faults.push(...[...wrong.values()].flat())
    left = left.filter((row) => !wrong.has(row))
    const kept = new Set(left.flatMap((row) => row.drafts))
    for (const row of wrong.keys()) for (const draft of row.own) if (!kept.has(draft)) drafts[draft.entity].delete(draft.row.id)
  }
}

type Ground = {
  drafts: Drafts
  existing: Existing
  cyclic: Set<string>
  addresses: Map<string, string>
  scope: Scope
  blocked: ReadonlyMap<string, string>
}

function faultsOf(draft: Draft, { drafts, existing, cyclic, addresses, scope, blocked }: Ground): RowFault[] {
  const { proposal, row } = draft
  if (!proposal) return []
  const fault = (key: string, message: string, value?: string): RowFault => ({
    ...proposal.place,
    field: proposal.fieldOf(key),
    value: value ?? proposal.cellOf(key),
    message,
  })
  const out: RowFault[] = []
  const known = (entity: 'vendor' | 'system', id: string) => drafts[entity].has(id) || existing[entity].has(id)
  if ('unitId' in row && row.unitId !== null) {
    if (!existing.noUnits && !existing.unitIds.has(row.unitId)) out.push(fault('unitId', `no such unit: ${row.unitId}`))
    else if (scope.unitIds !== null && !scope.unitIds.includes(row.unitId))
      out.push(fault('unitId', `not one of your units: ${row.unitId}`))
  }
  if (draft.entity === 'system') {
    const { before } = draft
    const stood = before ? parentsOf(before) : []
    // what a record names already stands, whether or not the file speaks of it
    if (before?.vendorId !== draft.row.vendorId && !known('vendor', draft.row.vendorId))
      out.push(fault('vendorId', `no such vendor: ${draft.row.vendorId}`))
    for (const id of parentsOf(draft.row))
      if (!stood.includes(id) && !known('system', id)) out.push(fault('parentSystemIds', `no such system: ${id}`))
    if (draft.before && isProposal(draft.before) && draft.row.state === 'registered')
      out.push(fault('state', 'seen in a changelog: it is registered when its case is answered, not by a file'))
    if (cyclic.has(row.id)) out.push(fault('parentSystemIds', 'a system cannot rest on itself'))
  }
  if (draft.entity === 'deployment') {
    const { systemId, ownerId } = draft.row
    if (draft.before?.systemId !== systemId && !known('system', systemId)) out.push(fault('systemId', `no such system: ${systemId}`))
    if (ownerId !== null && !existing.peopleIds.has(ownerId) && !(existing.noPeople && ownerId.includes('@')))
      out.push(fault('ownerId', `no such person: ${ownerId}`))
    const why = blocked.get(row.id)
    if (why !== undefined) out.push(fault('status', why))
  }
  if (draft.entity === 'source') {
    const { before } = draft
    if (before?.vendorId !== draft.row.vendorId && !known('vendor', draft.row.vendorId))
      out.push(fault('vendor', `no such vendor: ${draft.row.vendorId}`))
    for (const id of draft.row.systemIds)
      if (!before?.systemIds.includes(id) && !known('system', id)) out.push(fault('systemIds', `no such system: ${id}`))
    const twin = addresses.get(addressKey(draft.row))
    if (twin !== undefined && twin !== row.id) out.push(fault('url', `watched already, by the source ${twin}`))
    out.push(
      ...[...collectorFault(draft.row), ...ruleFaults(draft.row.rules)].map(({ path, message }) =>
        fault(path.split('.')[0] ?? path, message),
      ),
    )
  }
  return out
}

const addressKey = ({ vendorId, url }: { vendorId: string; url: string }) => `${vendorId} ${sameAddress(url)}`

/** Who watches an address: stored sources first, then the file's in its order. */
function addressesBy(drafts: Drafts, existing: Existing): Map<string, string> {
  const addresses = new Map<string, string>()
  const note = (row: { id: string; vendorId: string; url: string }) => {
    const key = addressKey(row)
    if (!addresses.has(key)) addresses.set(key, row.id)
  }
  for (const row of existing.sourcesOfVendors) if (!drafts.source.has(row.id)) note(row)
  for (const draft of drafts.source.values()) note(draft.row)
  return addresses
}

/** Systems of the file that lie on a circle of parents. */
function inCycles(drafts: Drafts, stored: StoredParents): Set<string> {
  const parents = (id: string) => {
    const draft = drafts.system.get(id)
    return draft ? parentsOf(draft.row) : (stored.get(id) ?? [])
  }
  const done = new Set<string>()
  const cyclic = new Set<string>()
  for (const start of drafts.system.keys()) {
    const path: { id: string; rest: string[] }[] = [{ id: start, rest: [...parents(start)] }]
    const onPath = new Set([start])
    while (path.length) {
      const top = path.at(-1)
      const next = top?.rest.pop()
      if (!top || next === undefined) {
        if (top) {
          onPath.delete(top.id)
          done.add(top.id)
        }
        path.pop()
        continue
      }
      if (onPath.has(next)) for (const one of path.slice(path.findIndex((step) => step.id === next))) cyclic.add(one.id)
      else if (!done.has(next)) {
        path.push({ id: next, rest: [...parents(next)] })
        onPath.add(next)
      }
    }
  }
  return cyclic
}
