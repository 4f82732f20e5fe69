import { and, eq } from 'drizzle-orm'
import type { Ports } from '../ports'
import { allOf, isOneOf } from '../store/bulk'
import type { Case } from '../store/cases'
import { findingsById } from '../store/findings'
import { type Reach, reachOf, type SystemRow } from '../store/reach'
import { writeRegisterRows } from '../store/register-rows'
import { systems } from '../store/schema'
import type { ToDoEntity } from '../store/to-dos'
import { combine, nothing, type Refusal, type Writing } from '../store/writing'
import { editsOf, type OfferedEdit } from './offer-edits'
import { parentsOf } from './register-row'
import { parentStatements } from './register-writing'
import { noCycle, parentFaults } from './save-record'
import { type EditedFacts, settleFacts } from './settle-facts'

export type EditedRecord = { entity: ToDoEntity; entityId: string }
export type AppliedSets = { ok: true; writing: Writing; records: EditedRecord[] } | Refusal<'bad-parents'>

/**
 * Writes the register edits that a person accepted at triage, on the records that the case's findings name; a fact says where it came from. To-dos
 * that they settle are done in the same batch; the caller decides the reviews of `records` again. Refused where a system would be built on one that
 * is not there, or on itself.
 */
export async function applySets(
  { db, now }: Pick<Ports, 'db' | 'now'>,
  triaged: Case,
  sets: Record<string, unknown>,
): Promise<AppliedSets> {
  if (!Object.keys(sets).length) return { ok: true, writing: nothing, records: [] }
  const at = now()
  const findings = await findingsById(db, triaged.findingIds)
  const parts: Writing[] = []
  const facts: EditedFacts[] = []
  const done = new Set<string>()
  for (const finding of findings) {
    const reach = await reachOf(db, finding)
    const edits = editsOf(sets, finding, reach).filter((edit) => !done.has(keyOf(edit)))
    for (const edit of edits) done.add(keyOf(edit))
    const rows = edited(reach, edits, { at, source: `case ${triaged.id}` })
    const moved = rows.systems.filter((system) =>
      edits.some((edit) => edit.entity === 'system' && edit.entityId === system.id && edit.field === 'parentSystemIds'),
    )
    for (const system of moved) {
      const [fault] = await parentFaults(db, system)
      if (fault) return { ok: false, reason: 'bad-parents', detail: fault.message }
    }
    parts.push(writeRegisterRows(db, 'edited-at-triage', rows), graphOf(db, moved))
    facts.push(...factsOf(rows, edits))
  }
  const records = facts.map(({ entity, entityId }) => ({ entity, entityId }))
  return { ok: true, writing: combine(...parts, await settleFacts({ db, now }, facts)), records }
}

const graphOf = (db: Ports['db'], systems: readonly SystemRow[]): Writing => ({
  acts: [],
  write: (applies) => parentStatements(db, systems, applies),
  guard: allOf(systems.map((system) => noCycle(system.id, parentsOf(system)))),
})

function factsOf(rows: ReturnType<typeof edited>, edits: readonly OfferedEdit[]): EditedFacts[] {
  const of = (entity: ToDoEntity, some: readonly FactRow[]) =>
    some.map(({ id, facts }) => ({
      entity,
      entityId: id,
      facts,
      changed: edits.filter((edit) => edit.entity === entity && edit.entityId === id).map((edit) => edit.field),
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

function edited(reach: Reach, edits: readonly OfferedEdit[], { at, source }: { at: string; source: string }) {
  const apply = <T extends FactRow>(entity: string, rows: readonly T[]): T[] =>
    rows.flatMap((row) => {
      const mine = edits.filter((edit) => edit.entity === entity && edit.entityId === row.id)
      if (!mine.length) return []
      const facts = Object.fromEntries(mine.map((edit) => [edit.field, edit.value]))
      const sources = Object.fromEntries(mine.map((edit) => [edit.field, { source, checkedOn: at.slice(0, 10) }]))
      return [
        {
          ...row,
          facts: { ...row.facts, ...facts },
          factSources: { ...row.factSources, ...sources },
          version: row.version + 1,
          updatedAt: at,
        },
      ]
    })
  return {
    organisation: reach.organisation ? (apply('organisation', [reach.organisation])[0] ?? null) : null,
    vendors: apply('vendor', reach.vendors),
    systems: apply('system', reach.systems),
    deployments: apply('deployment', reach.deployments),
  }
}

/** A feature that one of the case's findings proposed becomes a system like any other. */
export async function registerProposed({ db, now }: Pick<Ports, 'db' | 'now'>, triaged: Case): Promise<Writing> {
  const proposed = await db
    .select()
    .from(systems)
    .where(and(eq(systems.state, 'proposed'), isOneOf(systems.proposedByFindingId, triaged.findingIds)))
  const at = now()
  return writeRegisterRows(db, 'registered', {
    systems: proposed.map((system) => ({ ...system, state: 'registered', version: system.version + 1, updatedAt: at })),
  })
}
