import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Database } from './database'
import {
  captures,
  cases,
  certificates,
  changes,
  claims,
  contracts,
  decisions,
  deployments,
  evidence,
  exits,
  findings,
  modelDates,
  questionnaires,
  reviews,
  snapshots,
  sources,
  systems,
  vendorRequests,
  vendors,
} from './schema'

/** What an auditor is limited to: frameworks of the pack, and days of which they see what happened. Null = no limit of that kind. */
export type Limits = { frameworks: string[] | null; periodFrom: string | null; periodTo: string | null }
/** Units whose records are to be seen; null = all. Records without a unit are everybody's. */
export type Scope = { unitIds: string[] | null; limits?: Limits | null }

/** An SQL condition: what began at one instant, and ended at another or goes on, has a part in the days that are looked at. */
export function withinPeriod({ limits }: Scope, from: SQLiteColumn | SQL, until?: SQLiteColumn | SQL): SQL | undefined {
  const [first, last] = [limits?.periodFrom ?? null, limits?.periodTo ?? null]
  return and(
    last === null ? undefined : sql`substr(${from}, 1, 10) <= ${last}`,
    first === null ? undefined : until ? sql`(${until} is null or ${until} >= ${first})` : sql`${from} >= ${first}`,
  )
}

/** An SQL condition: what was made on a day, and stands from then on, was made before the days that are looked at are over. */
const madeBefore = (scope: Scope, createdAt: SQLiteColumn | SQL): SQL | undefined => withinPeriod(scope, createdAt, sql`null`)

/** An SQL condition: a framework is one of those that are looked at. */
export const withinFrameworks = ({ limits }: Scope, framework: SQLiteColumn | SQL): SQL | undefined =>
  limits?.frameworks ? sql`${framework} in (select value from json_each(${JSON.stringify(limits.frameworks)}))` : undefined

/** Whether somebody of these limits sees what stands today. */
export const seesToday = ({ limits }: Pick<Scope, 'limits'>, today: string): boolean =>
  !limits || ((limits.periodFrom === null || limits.periodFrom <= today) && (limits.periodTo === null || today <= limits.periodTo))

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

/** The same, and systems of one's units that no deployment rests on: cases and reviews know these as `draft-` and their id. */
const placeIds = (unitIds: string[]): SQL => sql`(
  select id from deployments where ${inUnits(sql`unit_id`, unitIds)}
  union all select 'draft-' || id from systems where ${inUnits(sql`unit_id`, unitIds)})`

/**
 * Conditions in SQL that keep a list to what a person may see, so that it pages and counts correctly. Who sees a deployment sees its systems
 * (those upstream as well), their vendors, their sources and findings. Undefined = no restriction.
 */
export const visible = {
  /** For a table's own unit column alone. */
  unit: ({ unitIds }: Scope, unitId: SQLiteColumn | SQL): SQL | undefined => (unitIds ? inUnits(unitId, unitIds) : undefined),
  system: ({ unitIds }: Scope, systemId: SQLiteColumn | SQL): SQL | undefined =>
    unitIds ? sql`${systemId} in ${systemIds(unitIds)}` : undefined,
  /** For vendors and whatever hangs on one: contracts, sources, changes, findings, evidence. */
  vendor: ({ unitIds }: Scope, vendorId: SQLiteColumn | SQL): SQL | undefined =>
    unitIds ? sql`${vendorId} in ${vendorIds(unitIds)}` : undefined,
  /** For what hangs on a deployment, or on a system that has none: reviews, and what a case reaches. */
  place: ({ unitIds }: Scope, deploymentId: SQLiteColumn | SQL): SQL | undefined =>
    unitIds ? sql`${deploymentId} in ${placeIds(unitIds)}` : undefined,
  /** For deployments and whatever hangs on one: decisions, exits. */
  deployment: ({ unitIds }: Scope, deploymentId: SQLiteColumn | SQL): SQL | undefined =>
    unitIds ? sql`${deploymentId} in ${deploymentIds(unitIds)}` : undefined,
  /** For what somebody files about a vendor on a day: claims, certificates, questionnaires, contracts. */
  filed: (scope: Scope, vendorId: SQLiteColumn | SQL, createdAt: SQLiteColumn | SQL): SQL | undefined =>
    and(visible.vendor(scope, vendorId), madeBefore(scope, createdAt)),
  /** For what somebody decides about a deployment on a day. */
  decided: (scope: Scope, deploymentId: SQLiteColumn | SQL, createdAt: SQLiteColumn | SQL): SQL | undefined =>
    and(visible.deployment(scope, deploymentId), madeBefore(scope, createdAt)),
  /** For what somebody asks for on a day, kept by its own unit. */
  asked: (scope: Scope, unitId: SQLiteColumn | SQL, createdAt: SQLiteColumn | SQL): SQL | undefined =>
    and(visible.unit(scope, unitId), madeBefore(scope, createdAt)),
  /** For what a source brought: captures, snapshots, runs. */
  source: ({ unitIds }: Scope, sourceId: SQLiteColumn): SQL | undefined =>
    unitIds ? sql`${sourceId} in (select id from sources where vendor_id in ${vendorIds(unitIds)})` : undefined,
  /** A case is seen through one of its deployments, or, while it has none, through its vendor. */
  case: (scope: Scope, caseId: SQLiteColumn | SQL, vendorId: SQLiteColumn | SQL): SQL | undefined =>
    and(caseOfUnits(scope, caseId, vendorId), caseOfPeriod(scope, caseId)),
  /** For reviews in their own table. */
  review: (scope: Scope): SQL | undefined =>
    and(
      visible.place(scope, reviews.deploymentId),
      withinFrameworks(scope, reviews.framework),
      withinPeriod(scope, reviews.openedAt, reviews.closedAt),
    ),
  finding: (scope: Scope): SQL | undefined => and(visible.vendor(scope, findings.vendorId), withinPeriod(scope, findings.detectedAt)),
  /** A document is there from the day on which it was kept until it is withdrawn. */
  evidence: (scope: Scope): SQL | undefined =>
    and(
      visible.vendor(scope, evidence.vendorId),
      withinPeriod(scope, evidence.createdAt, sql`case ${evidence.state} when 'withdrawn' then ${evidence.updatedAt} end`),
    ),
  /** Leaving a vendor for one use is seen with the use, leaving it altogether with the vendor. */
  exit: (scope: Scope, vendorId: SQLiteColumn | SQL, deploymentId: SQLiteColumn | SQL, createdAt: SQLiteColumn | SQL): SQL | undefined =>
    and(
      scope.unitIds
        ? sql`case when ${deploymentId} is null then ${visible.vendor(scope, vendorId)} else ${visible.deployment(scope, deploymentId)} end`
        : undefined,
      madeBefore(scope, createdAt),
    ),
  change: (scope: Scope): SQL | undefined => and(visible.vendor(scope, changes.vendorId), withinPeriod(scope, changes.detectedAt)),
  capture: (scope: Scope): SQL | undefined => and(visible.source(scope, captures.sourceId), withinPeriod(scope, captures.at)),
  snapshot: (scope: Scope): SQL | undefined => and(visible.source(scope, snapshots.sourceId), withinPeriod(scope, snapshots.at)),
}

function caseOfPeriod(scope: Scope, caseId: SQLiteColumn | SQL): SQL | undefined {
  const within = withinPeriod(scope, sql.raw('limited.opened_at'), sql.raw('limited.closed_at'))
  return within ? sql`exists (select 1 from cases as limited where limited.id = ${caseId} and ${within})` : undefined
}

function caseOfUnits({ unitIds }: Scope, caseId: SQLiteColumn | SQL, vendorId: SQLiteColumn | SQL): SQL | undefined {
  return unitIds
    ? sql`(exists (select 1 from case_deployments where case_id = ${caseId} and deployment_id in ${placeIds(unitIds)})
          or (not exists (select 1 from case_deployments where case_id = ${caseId}) and ${vendorId} in ${vendorIds(unitIds)}))`
    : undefined
}

type Seen = { table: SQLiteTable; id: SQLiteColumn; where: (scope: Scope) => SQL | undefined }

/** By the noun of the API's address. */
const seen: Record<string, Seen> = {
  vendors: { table: vendors, id: vendors.id, where: (scope) => visible.vendor(scope, vendors.id) },
  systems: { table: systems, id: systems.id, where: (scope) => visible.system(scope, systems.id) },
  deployments: { table: deployments, id: deployments.id, where: (scope) => visible.deployment(scope, deployments.id) },
  contracts: { table: contracts, id: contracts.id, where: (scope) => visible.filed(scope, contracts.vendorId, contracts.createdAt) },
  sources: { table: sources, id: sources.id, where: (scope) => visible.vendor(scope, sources.vendorId) },
  captures: { table: captures, id: captures.id, where: visible.capture },
  snapshots: { table: snapshots, id: snapshots.id, where: visible.snapshot },
  changes: { table: changes, id: changes.id, where: visible.change },
  findings: { table: findings, id: findings.id, where: visible.finding },
  'vendor-requests': {
    table: vendorRequests,
    id: vendorRequests.id,
    where: (scope) => visible.asked(scope, vendorRequests.unitId, vendorRequests.createdAt),
  },
  intake: {
    table: vendorRequests,
    id: vendorRequests.id,
    where: (scope) => visible.asked(scope, vendorRequests.unitId, vendorRequests.createdAt),
  },
  claims: { table: claims, id: claims.id, where: (scope) => visible.filed(scope, claims.vendorId, claims.createdAt) },
  questionnaires: {
    table: questionnaires,
    id: questionnaires.id,
    where: (scope) => visible.filed(scope, questionnaires.vendorId, questionnaires.createdAt),
  },
  evidence: { table: evidence, id: evidence.id, where: visible.evidence },
  certificates: {
    table: certificates,
    id: certificates.id,
    where: (scope) => visible.filed(scope, certificates.vendorId, certificates.createdAt),
  },
  cases: { table: cases, id: cases.id, where: (scope) => visible.case(scope, cases.id, cases.vendorId) },
  decisions: { table: decisions, id: decisions.id, where: (scope) => visible.decided(scope, decisions.deploymentId, decisions.createdAt) },
  exits: { table: exits, id: exits.id, where: (scope) => visible.exit(scope, exits.vendorId, exits.deploymentId, exits.createdAt) },
  'model-dates': { table: modelDates, id: modelDates.id, where: (scope) => visible.vendor(scope, modelDates.vendorId) },
  reviews: { table: reviews, id: reviews.id, where: visible.review },
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
