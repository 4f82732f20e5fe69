import { and, asc, desc, eq, ne, type SQL, sql } from 'drizzle-orm'
import { groupBy } from '../core/group'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { deployments, findings, reviews, sourceStates, sources, systemParents, systems, toDos, vendors } from './schema'
import { type Scope, visible } from './visibility'

/** Systems of a vendor by name; with a scope, of those that may be seen. */
export const allSystemsOf = (db: Pick<Database, 'select'>, vendorId: string, scope: Scope = { unitIds: null }) =>
  db
    .select()
    .from(systems)
    .where(and(eq(systems.vendorId, vendorId), visible.system(scope, systems.id)))
    .orderBy(asc(systems.name))
    .limit(500)

const countOf = sql<number>`count(*)`
const byKey = (rows: { key: string; count: number }[]) => new Map(rows.map((row) => [row.key, row.count]))

/** Beside a page of vendors: how many systems and sources each has, and when one of them last changed. */
export async function besideVendors(db: Database, ids: readonly string[]) {
  const [systemCounts, sourceCounts, lastChanges] = await Promise.all([
    db.select({ key: systems.vendorId, count: countOf }).from(systems).where(isOneOf(systems.vendorId, ids)).groupBy(systems.vendorId),
    db.select({ key: sources.vendorId, count: countOf }).from(sources).where(isOneOf(sources.vendorId, ids)).groupBy(sources.vendorId),
    // by vendor, so that of the index over its findings the last entry alone is read
    db
      .select({ key: sql<string>`value`, at: sql<string | null>`(select max(detected_at) from findings where vendor_id = value)` })
      .from(sql`json_each(${JSON.stringify(ids)})`),
  ])
  return {
    systems: byKey(systemCounts),
    sources: byKey(sourceCounts),
    lastChange: new Map(lastChanges.flatMap((row) => (row.at === null ? [] : [[row.key, row.at] as const]))),
  }
}

/** Beside a page of systems: whose they are, what they are built on, how many uses each has. */
export async function besideSystems(db: Database, rows: readonly { id: string; vendorId: string }[]) {
  const ids = rows.map((row) => row.id)
  const [owners, parents, uses] = await Promise.all([
    vendorNames(
      db,
      rows.map((row) => row.vendorId),
    ),
    parentNames(db, ids),
    db
      .select({ key: deployments.systemId, count: countOf })
      .from(deployments)
      .where(isOneOf(deployments.systemId, ids))
      .groupBy(deployments.systemId),
  ])
  return { vendors: owners, parents, uses: byKey(uses) }
}

/** Beside a page of deployments: the system and vendor of each, its open reviews with their severest, and fields to complete. */
export async function besideDeployments(db: Database, rows: readonly { id: string; systemId: string }[]) {
  const ids = rows.map((row) => row.id)
  const systemIds = rows.map((row) => row.systemId)
  const [used, parents, open, missing] = await Promise.all([
    db
      .select({ id: systems.id, name: systems.name, vendorId: systems.vendorId, vendorName: vendors.name })
      .from(systems)
      .innerJoin(vendors, eq(vendors.id, systems.vendorId))
      .where(isOneOf(systems.id, systemIds)),
    parentNames(db, systemIds),
    db
      .select({ key: reviews.deploymentId, severity: reviews.severity, count: countOf, dueOn: sql<string | null>`min(${reviews.dueOn})` })
      .from(reviews)
      .where(and(isOneOf(reviews.deploymentId, ids), ne(reviews.state, 'closed')))
      .groupBy(reviews.deploymentId, reviews.severity),
    db
      .select({ key: toDos.entityId, count: countOf })
      .from(toDos)
      .where(and(isOneOf(toDos.entityId, ids), eq(toDos.state, 'open')))
      .groupBy(toDos.entityId),
  ])
  return { systems: new Map(used.map((row) => [row.id, row])), parents, open: groupBy(open, ({ key }) => key), missing: byKey(missing) }
}

export async function vendorNames(db: Pick<Database, 'select'>, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: vendors.id, name: vendors.name })
    .from(vendors)
    .where(isOneOf(vendors.id, [...new Set(ids)]))
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** What each system is directly built on: id and name. */
export async function parentNames(
  db: Pick<Database, 'select'>,
  ids: readonly string[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const rows = await db
    .select({ systemId: systemParents.systemId, id: systems.id, name: systems.name })
    .from(systemParents)
    .innerJoin(systems, eq(systems.id, systemParents.parentId))
    .where(isOneOf(systemParents.systemId, [...new Set(ids)]))
    .orderBy(asc(systems.name))
  const of = new Map<string, { id: string; name: string }[]>()
  for (const { systemId, ...parent } of rows) of.set(systemId, [...(of.get(systemId) ?? []), parent])
  return of
}

/** Systems that are directly built on this one, with their vendors, of those that may be seen. */
export const builtOn = (db: Pick<Database, 'select'>, scope: Scope, id: string) =>
  db
    .select({ id: systems.id, name: systems.name, vendorName: vendors.name, demo: systems.demo })
    .from(systemParents)
    .innerJoin(systems, eq(systems.id, systemParents.systemId))
    .innerJoin(vendors, eq(vendors.id, systems.vendorId))
    .where(and(eq(systemParents.parentId, id), visible.system(scope, systems.id)))
    .orderBy(asc(systems.name))
    .limit(200)

/** Uses of a system that may be seen, by name. */
export const usesOfSystem = (db: Pick<Database, 'select'>, scope: Scope, id: string) =>
  db
    .select()
    .from(deployments)
    .where(and(eq(deployments.systemId, id), visible.deployment(scope, deployments.id)))
    .orderBy(asc(deployments.name))
    .limit(200)

/** Sources of a vendor with their health. */
export const sourcesOfVendor = (db: Pick<Database, 'select'>, vendorId: string) =>
  db
    .select({ source: sources, health: sourceStates.health, lastGoodAt: sourceStates.lastGoodAt })
    .from(sources)
    .leftJoin(sourceStates, eq(sourceStates.sourceId, sources.id))
    .where(eq(sources.vendorId, vendorId))
    .orderBy(asc(sources.type), asc(sources.url))
    .limit(500)

/** The newest findings of a vendor, for its timeline. */
export const findingsOfVendor = (db: Pick<Database, 'select'>, vendorId: string, limit: number) =>
  db
    .select({ finding: findings, sourceType: sources.type })
    .from(findings)
    .leftJoin(sources, eq(sources.id, findings.sourceId))
    .where(eq(findings.vendorId, vendorId))
    .orderBy(desc(findings.detectedAt), desc(findings.id))
    .limit(limit)

/** The reviews of a deployment: open ones first by date, then the latest closed. */
export const reviewsOfDeployment = (db: Pick<Database, 'select'>, deploymentId: string, limit: number) =>
  db
    .select()
    .from(reviews)
    .where(eq(reviews.deploymentId, deploymentId))
    .orderBy(sql`${reviews.state} = 'closed'`, asc(reviews.dueOn), asc(reviews.obligationId))
    .limit(limit)

/** A list to choose from is not for a register of thousands: there a form is opened from the record that it is about, which is chosen already. */
export const mostChoices = 300
const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en')

/** Vendors to choose from in forms by name, of those that may be seen: the first `mostChoices`, and `chosen` however many there are. */
export async function vendorChoices(db: Pick<Database, 'select'>, scope: Scope, chosen: readonly string[]) {
  const some = (where: SQL | undefined) =>
    db
      .select({ id: vendors.id, name: vendors.name })
      .from(vendors)
      .where(and(where, visible.vendor(scope, vendors.id)))
      .orderBy(asc(vendors.name))
      .limit(mostChoices)
  const rows = await Promise.all([some(undefined), some(isOneOf(vendors.id, chosen))])
  return withoutRepeats(rows.flat()).sort(byName)
}

/** Systems to choose from, the same way; by vendor, then by name. */
export async function systemChoices(db: Pick<Database, 'select'>, scope: Scope, chosen: readonly string[]) {
  const some = (where: SQL | undefined) =>
    db
      .select({ id: systems.id, name: systems.name, vendorId: systems.vendorId, vendorName: vendors.name })
      .from(vendors)
      // crossed, so that vendors are walked through by name and no further than the list goes
      .crossJoin(systems)
      .where(and(eq(systems.vendorId, vendors.id), where, visible.system(scope, systems.id)))
      .orderBy(asc(vendors.name), asc(systems.name))
      .limit(mostChoices)
  const rows = await Promise.all([some(undefined), some(isOneOf(systems.id, chosen))])
  return withoutRepeats(rows.flat()).sort((a, b) => a.vendorName.localeCompare(b.vendorName, 'en') || byName(a, b))
}

const withoutRepeats = <T extends { id: string }>(rows: readonly T[]): T[] => [...new Map(rows.map((row) => [row.id, row])).values()]

/** Which of these systems may be seen. */
export async function seenSystems(db: Pick<Database, 'select'>, scope: Scope, ids: readonly string[]): Promise<Set<string>> {
  if (scope.unitIds === null) return new Set(ids)
  const rows = await db
    .select({ id: systems.id })
    .from(systems)
    .where(and(isOneOf(systems.id, ids), visible.system(scope, systems.id)))
  return new Set(rows.map((row) => row.id))
}

/** Vendors of the catalogue that are in the register already: by the catalogue's id the register's. The demonstration does not count. */
export async function takenFromCatalogue(db: Pick<Database, 'select'>, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: vendors.id, catalogueId: vendors.catalogueId })
    .from(vendors)
    .where(and(isOneOf(vendors.catalogueId, ids), eq(vendors.demo, false)))
  return new Map(rows.flatMap((row) => (row.catalogueId ? [[row.catalogueId, row.id]] : [])))
}
