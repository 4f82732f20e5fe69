import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Database } from './database'
import {
  captures,
  cases,
  changes,
  contracts,
  deployments,
  evidence,
  findings,
  reviews,
  snapshots,
  sources,
  systems,
  vendorRequests,
  vendors,
} from './schema'

/** Units whose records are to be seen; null = all. Records without a unit are everybody's. */
export type Scope = { unitIds: string[] | null }

const inUnits = (column: SQL | SQLiteColumn, unitIds: string[]): SQL =>
  sql`(${column} is null or ${column} in (select value from json_each(${JSON.stringify(unitIds)})))`

/** Systems to be seen: those of one's units, those that a visible deployment rests on, and all that these are built on. */
const systemIds = (unitIds: string[]): SQL => sql`(
  with recursive seen(id) as (
    select id from systems where ${inUnits(sql`unit_id`, unitIds)}
    union select system_id from deployments where ${inUnits(sql`unit_id`, unitIds)}
    union select parent_id from system_parents join seen on system_parents.system_id = seen.id
  ) select id from seen)`

const vendorIds = (unitIds: string[]): SQL => sql`(
  select id from vendors where ${inUnits(sql`unit_id`, unitIds)}
  union select vendor_id from systems where id in ${systemIds(unitIds)})`

const deploymentIds = (unitIds: string[]): SQL => sql`(select id from deployments where ${inUnits(sql`unit_id`, unitIds)})`

/**
 * Conditions in SQL that keep a list to what a person may see, so that it pages and counts correctly. Who sees a deployment sees its systems
 * (those upstream as well), their vendors, their sources and findings. Undefined = no restriction.
 */
export const visible = {
  /** For a table's own unit column alone. */
  unit: ({ unitIds }: Scope, unitId: SQLiteColumn): SQL | undefined => (unitIds ? inUnits(unitId, unitIds) : undefined),
  system: ({ unitIds }: Scope, systemId: SQLiteColumn | SQL): SQL | undefined =>
    unitIds ? sql`${systemId} in ${systemIds(unitIds)}` : undefined,
  /** For vendors and whatever hangs on one: contracts, sources, changes, findings, evidence. */
  vendor: ({ unitIds }: Scope, vendorId: SQLiteColumn | SQL): SQL | undefined =>
    unitIds ? sql`${vendorId} in ${vendorIds(unitIds)}` : undefined,
  /** For deployments and whatever hangs on one: reviews, decisions. */
  deployment: ({ unitIds }: Scope, deploymentId: SQLiteColumn | SQL): SQL | undefined =>
    unitIds ? sql`${deploymentId} in ${deploymentIds(unitIds)}` : undefined,
  /** For what a source brought: captures, snapshots, runs. */
  source: ({ unitIds }: Scope, sourceId: SQLiteColumn): SQL | undefined =>
    unitIds ? sql`${sourceId} in (select id from sources where vendor_id in ${vendorIds(unitIds)})` : undefined,
  /** A case is seen through one of its deployments, or, while it has none, through its vendor. */
  case: ({ unitIds }: Scope, caseId: SQLiteColumn | SQL, vendorId: SQLiteColumn | SQL): SQL | undefined =>
    unitIds
      ? sql`(exists (select 1 from case_deployments where case_id = ${caseId} and deployment_id in ${deploymentIds(unitIds)})
          or (not exists (select 1 from case_deployments where case_id = ${caseId}) and ${vendorId} in ${vendorIds(unitIds)}))`
      : undefined,
}

type Seen = { table: SQLiteTable; id: SQLiteColumn; where: (scope: Scope) => SQL | undefined }

/** By the noun of the API's address. */
const seen: Record<string, Seen> = {
  vendors: { table: vendors, id: vendors.id, where: (scope) => visible.vendor(scope, vendors.id) },
  systems: { table: systems, id: systems.id, where: (scope) => visible.system(scope, systems.id) },
  deployments: { table: deployments, id: deployments.id, where: (scope) => visible.deployment(scope, deployments.id) },
  contracts: { table: contracts, id: contracts.id, where: (scope) => visible.vendor(scope, contracts.vendorId) },
  sources: { table: sources, id: sources.id, where: (scope) => visible.vendor(scope, sources.vendorId) },
  captures: { table: captures, id: captures.id, where: (scope) => visible.source(scope, captures.sourceId) },
  snapshots: { table: snapshots, id: snapshots.id, where: (scope) => visible.source(scope, snapshots.sourceId) },
  changes: { table: changes, id: changes.id, where: (scope) => visible.vendor(scope, changes.vendorId) },
  findings: { table: findings, id: findings.id, where: (scope) => visible.vendor(scope, findings.vendorId) },
  'vendor-requests': { table: vendorRequests, id: vendorRequests.id, where: (scope) => visible.unit(scope, vendorRequests.unitId) },
  intake: { table: vendorRequests, id: vendorRequests.id, where: (scope) => visible.unit(scope, vendorRequests.unitId) },
  evidence: { table: evidence, id: evidence.id, where: (scope) => visible.vendor(scope, evidence.vendorId) },
  cases: { table: cases, id: cases.id, where: (scope) => visible.case(scope, cases.id, cases.vendorId) },
  reviews: { table: reviews, id: reviews.id, where: (scope) => visible.deployment(scope, reviews.deploymentId) },
}

/** Whether a record is there and may be seen; null for nouns that are not kept by unit. */
export async function isVisible(db: Database, scope: Scope, noun: string, id: string): Promise<boolean | null> {
  const how = seen[noun]
  if (!how) return null
  const rows = await db
    .select({ id: how.id })
    .from(how.table)
    .where(and(eq(how.id, id), how.where(scope)))
    .limit(1)
  return rows.length > 0
}
