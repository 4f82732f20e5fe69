import { and, eq } from 'drizzle-orm'
import type { Ports } from '../ports'
import { isOneOf } from '../store/bulk'
import type { Case } from '../store/cases'
import { findingsById } from '../store/findings'
import { type DeploymentRow, type OrganisationRow, type Reach, reachOf, type SystemRow, type VendorRow } from '../store/reach'
import { writeRegisterRows } from '../store/register-rows'
import { systems } from '../store/schema'
import type { ToDoEntity } from '../store/to-dos'
import { combine, nothing, type Refusal, type Writing } from '../store/writing'
import { mayGoLive, whyNotLive } from './go-live'
import { editsOf, type OfferedEdit } from './offer-edits'
import { parentsOf } from './register-row'
import { parentStatements } from './register-writing'
import { noCycles, parentFaults } from './save-record'
import { type EditedFacts, settleFacts } from './settle-facts'

export type EditedRecord = { entity: ToDoEntity; entityId: string }
/** A case with the edits that a person accepted in answering it, by their names in the pack. */
export type Accepted = { triaged: Case; sets: Record<string, unknown> }
export type SetsRefusal = Refusal<'bad-parents' | 'not-live-yet'> & { caseId: string }
/** A vendor's facts before and after its edit. */
export type EditedVendor = { vendorId: string; before: VendorRow['facts']; after: VendorRow['facts'] }
export type AppliedSets = { ok: true; writing: Writing; records: EditedRecord[]; vendors: EditedVendor[] } | SetsRefusal

/**
 * Writes the register edits that a person accepted at triage, on the records that the cases' findings name, in the order of the cases: a record that
 * several of them edit is written once. A fact says where it came from. Features that the cases proposed are registered. To-dos that the edits
 * settle are done in the same batch; the caller decides the reviews of `records` again. Refused where a system would be built on one that is not
 * there, or on itself, and where a deployment would go live that open reviews keep from it.
 */
export async function applySets({ db, now }: Pick<Ports, 'db' | 'now'>, accepted: readonly Accepted[]): Promise<AppliedSets> {
  const at = now()
  const held = noRows()
  const edits: OfferedEdit[] = []
  const movedBy = new Map<string, string>()
  const vendorsBefore = new Map<string, VendorRow['facts']>()
  const statusBefore = new Map<string, { caseId: string; before: Pick<DeploymentRow, 'facts'> }>()
  for (const { triaged, sets } of accepted.filter((one) => Object.keys(one.sets).length)) {
    const done = new Set<string>()
    for (const finding of await findingsById(db, triaged.findingIds)) {
      const reach = withHeld(await reachOf(db, finding), held)
      const mine = editsOf(sets, finding, reach).filter((edit) => !done.has(keyOf(edit)))
      for (const edit of mine) {
        done.add(keyOf(edit))
        if (edit.entity === 'system' && edit.field === 'parentSystemIds') movedBy.set(edit.entityId, triaged.id)
        if (edit.entity !== 'deployment' || edit.field !== 'status') continue
        const before = reach.deployments.find((row) => row.id === edit.entityId)
        if (before && !statusBefore.has(before.id)) statusBefore.set(before.id, { caseId: triaged.id, before })
      }
      for (const { id, facts } of reach.vendors) if (!vendorsBefore.has(id)) vendorsBefore.set(id, facts)
      edit(held, reach, mine, { at, source: `case ${triaged.id}` })
      edits.push(...mine)
    }
  }
  const rows = listed(held)
  const facts = factsOf(rows, edits)
  const moved = rows.systems.filter((system) => movedBy.has(system.id))
  for (const system of moved) {
    const [fault] = await parentFaults(db, system, moved)
    if (fault) return { ok: false, reason: 'bad-parents', caseId: movedBy.get(system.id) ?? '', detail: fault.message }
  }
  const going = rows.deployments.map((row) => ({ row, before: statusBefore.get(row.id)?.before ?? null }))
  for (const [id, why] of await whyNotLive({ db }, going))
    return {
      ok: false,
      reason: 'not-live-yet',
      caseId: statusBefore.get(id)?.caseId ?? '',
      detail: `${rows.deployments.find((row) => row.id === id)?.name ?? id} ${why}.`,
    }
  const proposed = await proposedBy(db, accepted, at)
  const systems = rows.systems.map((system): SystemRow => (proposed.has(system.id) ? { ...system, state: 'registered' } : system))
  const registered = [...proposed.values()].filter((system) => !held.systems.has(system.id))
  const writing = combine(
    writeRegisterRows(db, 'edited-at-triage', { ...rows, systems }),
    writeRegisterRows(db, 'registered', { systems: registered }),
    graphOf(db, moved),
    { acts: [], write: () => [], guard: mayGoLive(going) },
    await settleFacts({ db, now }, facts),
  )
  return {
    ok: true,
    writing,
    records: facts.map(({ entity, entityId }) => ({ entity, entityId })),
    vendors: rows.vendors.map(({ id, facts: after }) => ({ vendorId: id, before: vendorsBefore.get(id) ?? after, after })),
  }
}

/** Makes the graph of parents say what these systems say, where none would rest on itself. */
export const graphOf = (db: Ports['db'], moved: readonly SystemRow[]): Writing =>
  moved.length
    ? {
        acts: [],
        write: (applies) => parentStatements(db, moved, applies),
        guard: noCycles(moved.map((system) => ({ id: system.id, parents: parentsOf(system) }))),
      }
    : nothing

/** The features that findings of the cases proposed, as they are once registered. */
async function proposedBy(db: Ports['db'], accepted: readonly Accepted[], at: string): Promise<Map<string, SystemRow>> {
  const findingIds = accepted.flatMap(({ triaged }) => triaged.findingIds)
  const proposed = await db
    .select()
    .from(systems)
    .where(and(eq(systems.state, 'proposed'), isOneOf(systems.proposedByFindingId, findingIds)))
  return new Map(proposed.map((system) => [system.id, { ...system, state: 'registered', version: system.version + 1, updatedAt: at }]))
}

function factsOf(rows: ReturnType<typeof listed>, edits: readonly OfferedEdit[]): EditedFacts[] {
  const of = (entity: ToDoEntity, some: readonly FactRow[]) =>
    some.map(({ id, facts }) => ({
      entity,
      entityId: id,
      facts,
      changed: [...new Set(edits.filter((edit) => edit.entity === entity && edit.entityId === id).map((edit) => edit.field))],
    }))
  const { organisation, vendors, systems, deployments } = rows
  return [
    ...of('organisation', organisation ? [organisation] : []),
    ...of('vendor', vendors),
    ...of('system', systems),
    ...of('deployment', deployments),
  ]
}

const keyOf = ({ entity, entityId, field }: OfferedEdit) => `${entity} ${entityId} ${field}`

type FactRow = { id: string; facts: Record<string, unknown>; factSources: Record<string, unknown>; version: number; updatedAt: string }

/** Records as edited so far, by id; their `version` is raised once. */
type Held = {
  organisation: Map<string, OrganisationRow>
  vendors: Map<string, VendorRow>
  systems: Map<string, SystemRow>
  deployments: Map<string, DeploymentRow>
}
const noRows = (): Held => ({ organisation: new Map(), vendors: new Map(), systems: new Map(), deployments: new Map() })

const withHeld = ({ organisation, vendors, systems, deployments }: Reach, held: Held): Reach => ({
  organisation: organisation && (held.organisation.get(organisation.id) ?? organisation),
  vendors: vendors.map((row) => held.vendors.get(row.id) ?? row),
  systems: systems.map((row) => held.systems.get(row.id) ?? row),
  deployments: deployments.map((row) => held.deployments.get(row.id) ?? row),
})

const listed = (held: Held) => ({
  organisation: [...held.organisation.values()][0] ?? null,
  vendors: [...held.vendors.values()],
  systems: [...held.systems.values()],
  deployments: [...held.deployments.values()],
})

/** Puts the edits into `held`, on the rows of `reach`. */
function edit(held: Held, reach: Reach, edits: readonly OfferedEdit[], { at, source }: { at: string; source: string }): void {
  const apply = <T extends FactRow>(entity: string, rows: readonly T[], into: Map<string, T>) => {
    for (const row of rows) {
      const mine = edits.filter((one) => one.entity === entity && one.entityId === row.id)
      if (!mine.length) continue
      const facts = Object.fromEntries(mine.map((one) => [one.field, one.value]))
      const sources = Object.fromEntries(mine.map((one) => [one.field, { source, checkedOn: at.slice(0, 10) }]))
      into.set(row.id, {
        ...row,
        facts: { ...row.facts, ...facts },
        factSources: { ...row.factSources, ...sources },
        version: into.has(row.id) ? row.version : row.version + 1,
        updatedAt: at,
      })
    }
  }
  apply('organisation', reach.organisation ? [reach.organisation] : [], held.organisation)
  apply('vendor', reach.vendors, held.vendors)
  apply('system', reach.systems, held.systems)
  apply('deployment', reach.deployments, held.deployments)
}
