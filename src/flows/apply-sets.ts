import { and, eq } from 'drizzle-orm'
import type { Ports } from '../ports'
import { isOneOf } from '../store/bulk'
import type { Case } from '../store/cases'
import { findingsById } from '../store/findings'
import { type Reach, reachOf } from '../store/reach'
import { writeRegisterRows } from '../store/register-rows'
import { systems } from '../store/schema'
import { combine, type Writing } from '../store/writing'
import { editsOf, type OfferedEdit } from './offer-edits'

/** Writes the register edits that a person accepted at triage, on the records that the case's findings name; a fact says where it came from. */
export async function applySets({ db, now }: Pick<Ports, 'db' | 'now'>, triaged: Case, sets: Record<string, unknown>): Promise<Writing> {
  const at = now()
  const findings = await findingsById(db, triaged.findingIds)
  const parts: Writing[] = []
  const done = new Set<string>()
  for (const finding of findings) {
    const reach = await reachOf(db, finding)
    const edits = editsOf(sets, finding, reach).filter((edit) => !done.has(keyOf(edit)))
    for (const edit of edits) done.add(keyOf(edit))
    parts.push(writeRegisterRows(db, 'edited-at-triage', edited(reach, edits, { at, source: `case ${triaged.id}` })))
  }
  return combine(...parts)
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
