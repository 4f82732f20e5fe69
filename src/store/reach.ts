import { eq, sql } from 'drizzle-orm'
import { takersOf } from '../core/absence'
import { ownerOf } from '../core/owner'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { deployments, organisation, people, systems, units, vendors } from './schema'

export type SystemRow = typeof systems.$inferSelect
export type VendorRow = typeof vendors.$inferSelect
export type DeploymentRow = typeof deployments.$inferSelect
export type OrganisationRow = typeof organisation.$inferSelect

/** The records that a change can touch: its systems, all that is built on them, their vendors and deployments. */
export type Reach = { organisation: OrganisationRow | null; systems: SystemRow[]; vendors: VendorRow[]; deployments: DeploymentRow[] }

/**
 * What a finding reaches: its systems, with none given all systems of the vendor, and every system built on them, however many steps down.
 * In the order of their ids, so that the same register gives the same plan.
 */
export async function reachOf(
  db: Pick<Database, 'select'>,
  { vendorId, systemIds }: { vendorId: string; systemIds: readonly string[] },
): Promise<Reach> {
  const roots = systemIds.length
    ? sql`select value from json_each(${JSON.stringify(systemIds)})`
    : sql`select id from systems where vendor_id = ${vendorId}`
  const hit = sql`(with recursive hit(id) as (${roots}
    union select system_parents.system_id from system_parents join hit on system_parents.parent_id = hit.id) select id from hit)`
  const [owners, found, used] = await Promise.all([
    db.select().from(organisation).limit(1),
    db.select().from(systems).where(sql`${systems.id} in ${hit}`).orderBy(systems.id),
    db.select().from(deployments).where(sql`${deployments.systemId} in ${hit}`).orderBy(deployments.id),
  ])
  return { organisation: owners[0] ?? null, systems: found, vendors: await vendorsOf(db, found), deployments: used }
}

/** The same for known deployments alone, without anything downstream. Systems named besides come along without their deployments. */
export async function reachOfDeployments(
  db: Pick<Database, 'select'>,
  deploymentIds: readonly string[],
  systemIds: readonly string[] = [],
): Promise<Reach> {
  const [owners, used] = await Promise.all([
    db.select().from(organisation).limit(1),
    db.select().from(deployments).where(isOneOf(deployments.id, deploymentIds)).orderBy(deployments.id),
  ])
  const wanted = [...new Set([...used.map((row) => row.systemId), ...systemIds])]
  const found = await db.select().from(systems).where(isOneOf(systems.id, wanted)).orderBy(systems.id)
  return { organisation: owners[0] ?? null, systems: found, vendors: await vendorsOf(db, found), deployments: used }
}

const vendorsOf = (db: Pick<Database, 'select'>, rows: readonly SystemRow[]) =>
  db
    .select()
    .from(vendors)
    .where(isOneOf(vendors.id, [...new Set(rows.map((row) => row.vendorId))]))
    .orderBy(vendors.id)

export async function vendorRow(db: Pick<Database, 'select'>, id: string): Promise<VendorRow | null> {
  const [row] = await db.select().from(vendors).where(eq(vendors.id, id))
  return row ?? null
}

export async function systemRow(db: Pick<Database, 'select'>, id: string): Promise<SystemRow | null> {
  const [row] = await db.select().from(systems).where(eq(systems.id, id))
  return row ?? null
}

export const systemRows = (db: Pick<Database, 'select'>, ids: readonly string[]): Promise<SystemRow[]> =>
  db.select().from(systems).where(isOneOf(systems.id, ids))

/** Who can be given work on a day: the roles held in each unit, and for everybody who has not left who takes it (`core/absence.ts`). */
export async function responsibility(db: Pick<Database, 'select'>, day: string) {
  const [held, present] = await Promise.all([
    db.select({ id: units.id, parentId: units.parentId, roleHolders: units.roleHolders }).from(units),
    db
      .select({ id: people.id, awayFrom: people.awayFrom, awayUntil: people.awayUntil, delegateId: people.delegateId })
      .from(people)
      .where(sql`${people.state} <> 'left'`),
  ])
  return { units: new Map(held.map((unit) => [unit.id, unit])), active: takersOf(present, day) }
}
/** For whom the owner of a review stands in on a day: who answers for it by rule, and is away. Null where nobody is. */
export async function standsInFor(
  db: Pick<Database, 'select'>,
  { ownerId, role, unitId, deploymentId }: { ownerId: string | null; role: string; unitId: string | null; deploymentId: string },
  day: string,
): Promise<{ name: string; awayUntil: string | null } | null> {
  const { units: held, active } = await responsibility(db, day)
  if (ownerId === null || ![...active].some(([id, taker]) => taker === ownerId && id !== ownerId)) return null
  const [place] = await db.select({ ownerId: deployments.ownerId }).from(deployments).where(eq(deployments.id, deploymentId))
  const themselves = new Map([...active.keys()].map((id) => [id, id]))
  const byRule = ownerOf(role, { unitId, ownerId: place?.ownerId ?? null }, held, themselves)
  if (byRule === null || byRule === ownerId || active.get(byRule) !== ownerId) return null
  const [person] = await db.select({ name: people.name, awayUntil: people.awayUntil }).from(people).where(eq(people.id, byRule))
  return person ?? null
}
export type Responsibility = Awaited<ReturnType<typeof responsibility>>

/** Facts of vendors by id. */
export async function vendorFactsOf(db: Pick<Database, 'select'>, ids: readonly string[]): Promise<Map<string, Record<string, unknown>>> {
  const rows = await db
    .select({ id: vendors.id, facts: vendors.facts })
    .from(vendors)
    .where(isOneOf(vendors.id, [...new Set(ids)]))
  return new Map(rows.map((row) => [row.id, row.facts]))
}
