import { eq, sql } from 'drizzle-orm'
import { takersOf } from '../core/absence'
import { ownerOf } from '../core/owner'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { contracts, deployments, organisation, people, systems, units, vendors } from './schema'

export type SystemRow = typeof systems.$inferSelect
export type VendorRow = typeof vendors.$inferSelect
export type DeploymentRow = typeof deployments.$inferSelect
export type OrganisationRow = typeof organisation.$inferSelect

/** The records that a change can touch: its systems, all that is built on them, their vendors and deployments. */
export type Reach = {
  organisation: OrganisationRow | null
  systems: SystemRow[]
  vendors: VendorRow[]
  deployments: DeploymentRow[]
  /** What the vendors' contracts say, where it was read. */
  contracts?: ContractInBrief[]
}
export type ContractInBrief = Pick<typeof contracts.$inferSelect, 'id' | 'vendorId' | 'reference' | 'startsOn' | 'endsOn' | 'clauses'>

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
  return { organisation: owners[0] ?? null, systems: found, deployments: used, ...(await besides(db, found, vendorId)) }
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
  return { organisation: owners[0] ?? null, systems: found, deployments: used, ...(await besides(db, found)) }
}

/** The vendors of systems, and what the contracts with them and with one more say. */
async function besides(db: Pick<Database, 'select'>, rows: readonly SystemRow[], vendorId?: string) {
  const ids = [...new Set([...rows.map((row) => row.vendorId), ...(vendorId ? [vendorId] : [])])]
  const [found, terms] = await Promise.all([vendorsOf(db, rows), contractsInBrief(db, ids)])
  return { vendors: found, contracts: terms }
}

/** What the contracts with these vendors say, in the order of their ids. */
export const contractsInBrief = (db: Pick<Database, 'select'>, vendorIds: readonly string[]): Promise<ContractInBrief[]> =>
  db
    .select({
      id: contracts.id,
      vendorId: contracts.vendorId,
      reference: contracts.reference,
      startsOn: contracts.startsOn,
      endsOn: contracts.endsOn,
      clauses: contracts.clauses,
    })
    .from(contracts)
    .where(isOneOf(contracts.vendorId, [...new Set(vendorIds)]))
    .orderBy(contracts.id)

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
type OwnedReview = { id: string; ownerId: string | null; role: string; unitId: string | null; deploymentId: string }
export type Away = { name: string; awayUntil: string | null }

/** For whom the owners of reviews stand in on a day, by review: who answers for it by rule, and is away. Reviews that stand with whoever they are for are not among them. */
export async function standingIn(db: Pick<Database, 'select'>, some: readonly OwnedReview[], day: string): Promise<Map<string, Away>> {
  if (!some.length) return new Map()
  const { units: held, active } = await responsibility(db, day)
  const takers = new Set([...active].flatMap(([id, taker]) => (taker === id ? [] : [taker])))
  const taken = some.filter(({ ownerId }) => ownerId !== null && takers.has(ownerId))
  if (!taken.length) return new Map()
  const places = await db
    .select({ id: deployments.id, ownerId: deployments.ownerId })
    .from(deployments)
    .where(isOneOf(deployments.id, [...new Set(taken.map(({ deploymentId }) => deploymentId))]))
  const ownerAt = new Map(places.map((place) => [place.id, place.ownerId]))
  const themselves = new Map([...active.keys()].map((id) => [id, id]))
  const away = taken.flatMap(({ id, ownerId, role, unitId, deploymentId }) => {
    const byRule = ownerOf(role, { unitId, ownerId: ownerAt.get(deploymentId) ?? null }, held, themselves)
    return byRule !== null && byRule !== ownerId && active.get(byRule) === ownerId ? [{ id, personId: byRule }] : []
  })
  const found = await db
    .select({ id: people.id, name: people.name, awayUntil: people.awayUntil })
    .from(people)
    .where(isOneOf(people.id, [...new Set(away.map(({ personId }) => personId))]))
  const byId = new Map(found.map(({ id, ...person }) => [id, person]))
  return new Map(
    away.flatMap(({ id, personId }) => {
      const person = byId.get(personId)
      return person ? [[id, person] as const] : []
    }),
  )
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
