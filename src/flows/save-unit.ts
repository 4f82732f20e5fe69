import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { recordId } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { insertRows, updateRows } from '../store/bulk'
import { followUpKey, leaveFollowUp } from '../store/follow-ups'
import { units } from '../store/schema'
import { dropSetting } from '../store/settings'
import { type Unit, unitById } from '../store/units'
import { commit } from '../store/writing'
import { isWithin, type Within } from './add-person'
import type { LeftOver } from './finish-left-over'
import { followRoles, rolesThatMoved } from './follow-roles'

export const unitFields = z.strictObject({
  name: z.string().trim().min(1).max(200),
  parentId: z.string().nullish(),
  /** Role of the pack → person id. */
  roleHolders: z.record(z.string().min(1).max(100), z.string().min(1)).default({}),
})
export const newUnit = unitFields.extend({ id: recordId.optional() })

type Refusal =
  | { ok: false; reason: 'id-taken' | 'changed' | 'no-such-parent' | 'cycle' | 'in-use' | 'unknown' | 'beyond-units' }
  | { ok: false; reason: 'no-such-person'; role: string }
type Saved = { ok: true; unit: Unit } | Refusal
type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>

const people = (roleHolders: Record<string, string>) => JSON.stringify(Object.values(roleHolders))
/** The people and the parent are there, and the parent is not below the unit. */
const fits = (unit: Unit) => sql`
  not exists (select 1 from json_each(${people(unit.roleHolders)}) where value not in (select id from people))
  and (${unit.parentId} is null or (exists (select 1 from units where id = ${unit.parentId})
    and ${unit.id} not in (with recursive above(id) as (select ${unit.parentId} union select parent_id from units join above on units.id = above.id where parent_id is not null) select id from above)))`

/** Adds a unit. The holders of its roles must be registered people. Whoever administers the units `within` alone adds one below them. */
export async function addUnit(ports: Needs, actor: Actor, given: z.output<typeof newUnit>, within: Within = null): Promise<Saved> {
  const { db, now } = ports
  if (!isWithin(within, given.parentId ? [given.parentId] : [])) return { ok: false, reason: 'beyond-units' }
  const unit: Unit = {
    id: given.id ?? ports.newId(),
    name: given.name,
    parentId: given.parentId ?? null,
    roleHolders: given.roleHolders,
    version: 1,
    demo: false,
    createdAt: now(),
    updatedAt: now(),
  }
  const done = await commit(ports, actor, {
    acts: [{ action: 'unit.added', entity: 'unit', entityId: unit.id, after: unit }],
    write: (applies) => insertRows(db, units, [unit], { applies }),
    guard: sql`not exists (select 1 from units where id = ${unit.id}) and ${fits(unit)}`,
  })
  if (done) return { ok: true, unit }
  return (await unitById(db, unit.id)) ? { ok: false, reason: 'id-taken' } : explain(ports, unit)
}

/**
 * Replaces a unit's fields where it still has the version that was read. Open reviews follow the holders of its roles. Whoever administers the units
 * `within` alone moves it below one of these.
 */
export async function editUnit(
  ports: Needs,
  actor: Actor,
  before: Unit,
  given: z.output<typeof unitFields>,
  within: Within = null,
): Promise<Saved> {
  const { db, now } = ports
  const moves = (given.parentId ?? null) !== before.parentId
  if (moves && !isWithin(within, given.parentId ? [given.parentId] : [])) return { ok: false, reason: 'beyond-units' }
  const unit: Unit = {
    ...before,
    name: given.name,
    parentId: given.parentId ?? null,
    roleHolders: given.roleHolders,
    version: before.version + 1,
    updatedAt: now(),
  }
  const roles = rolesThatMoved(before, unit)
  const key = followUpKey('unit', `${unit.id}:${unit.version}`)
  const left: LeftOver = { what: 'unit-edited', unitId: unit.id, roles }
  const done = await commit(ports, actor, {
    acts: [{ action: 'unit.edited', entity: 'unit', entityId: unit.id, after: unit }],
    write: (applies) => [...updateRows(db, units, [unit], { applies }), leaveFollowUp(db, { key, value: left }, now(), applies)],
    guard: sql`exists (select 1 from units where id = ${unit.id} and version = ${before.version}) and ${fits(unit)}`,
  })
  if (done) {
    await followRoles(ports, actor, unit.id, roles)
    await dropSetting(db, key)
    return { ok: true, unit }
  }
  return (await unitById(db, unit.id))?.version === before.version ? explain(ports, unit) : { ok: false, reason: 'changed' }
}

const isUsed = (
  id: string,
) => sql`(exists (select 1 from units where parent_id = ${id}) or exists (select 1 from vendors where unit_id = ${id})
  or exists (select 1 from systems where unit_id = ${id}) or exists (select 1 from deployments where unit_id = ${id})
  or exists (select 1 from people, json_each(people.unit_ids) where value = ${id}))`

/** Removes a unit that nothing belongs to. */
export async function removeUnit(ports: Needs, actor: Actor, before: Unit): Promise<{ ok: true } | Refusal> {
  const { db } = ports
  const done = await commit(ports, actor, {
    acts: [{ action: 'unit.removed', entity: 'unit', entityId: before.id, after: null }],
    write: (applies) => [db.delete(units).where(sql`${eq(units.id, before.id)} and ${applies}`)],
    guard: sql`exists (select 1 from units where id = ${before.id} and version = ${before.version}) and not ${isUsed(before.id)}`,
  })
  if (done) return { ok: true }
  return { ok: false, reason: (await unitById(db, before.id))?.version === before.version ? 'in-use' : 'changed' }
}

async function explain({ db }: Needs, unit: Unit): Promise<Refusal> {
  for (const [role, personId] of Object.entries(unit.roleHolders)) {
    const [row] = await db.select({ known: sql<number>`exists (select 1 from people where id = ${personId})` }).from(sql`(select 1)`)
    if (!row?.known) return { ok: false, reason: 'no-such-person', role }
  }
  if (unit.parentId && !(await unitById(db, unit.parentId))) return { ok: false, reason: 'no-such-parent' }
  return { ok: false, reason: 'cycle' }
}
