import { and, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Day } from '../core/day'
import { isOneOf } from './bulk'
import type { Database } from './database'
import type { Page } from './page'
import type { DeploymentRow } from './reach'
import { type Review, withLinks } from './reviews'
import { captures, changes, deployments, findings, reviews, snapshots, systems, vendors } from './schema'
import { selectPage } from './select-page'
import { type Scope, visible } from './visibility'

export const coverageFilters = ['all', 'attention', 'provisional'] as const
/** Which part of the matrix: obligations of one framework, uses of a vendor or unit, and only those with something open. */
export type CoverageSelection = {
  framework: string
  obligationIds: readonly string[]
  vendorId: string | null
  unitId: string | null
  show: (typeof coverageFilters)[number]
}

const ofVendor = (vendorId: string): SQL =>
  sql`(select deployments.id from systems join deployments on deployments.system_id = systems.id where systems.vendor_id = ${vendorId})`

/** The open reviews of the selection, by the index that holds all that is asked of them. */
const openIn = (scope: Scope, { framework, obligationIds, vendorId, unitId }: CoverageSelection): SQL | undefined =>
  and(
    eq(reviews.framework, framework),
    isOneOf(reviews.obligationId, obligationIds),
    sql`${reviews.state} <> 'closed'`,
    visible.unit(scope, reviews.unitId),
    unitId ? eq(reviews.unitId, unitId) : undefined,
    vendorId ? sql`${reviews.deploymentId} in ${ofVendor(vendorId)}` : undefined,
  )

const isLate = (today: Day): SQL => sql`(${reviews.lateFromStart} or coalesce(${reviews.dueOn} < ${today}, 0))`

export type CoverageSums = { late: number; due: number; provisional: number; firstDueOn: Day | null; firstLate: string | null }

/** What is open over the whole selection, whatever page is shown: reviews that are late, due, or wait for an unknown fact. */
export async function coverageSums(db: Database, scope: Scope, selection: CoverageSelection, today: Day): Promise<CoverageSums> {
  const late = isLate(today)
  const due = sql`(not ${late} and not ${reviews.provisional})`
  const [row] = await db
    .select({
      late: sql<number>`coalesce(sum(${late}), 0)`,
      due: sql<number>`coalesce(sum(${due}), 0)`,
      provisional: sql<number>`coalesce(sum(not ${late} and ${reviews.provisional}), 0)`,
      firstDueOn: sql<string | null>`min(case when ${due} then ${reviews.dueOn} end)`,
      firstLate: sql<string | null>`min(case when ${late} then ${reviews.obligationId} end)`,
    })
    .from(reviews)
    .where(openIn(scope, selection))
  return row ?? { late: 0, due: 0, provisional: 0, firstDueOn: null, firstLate: null }
}

/** A page of the deployments that the matrix has as columns, by name. */
export function coverageColumns(
  db: Database,
  scope: Scope,
  selection: CoverageSelection,
  { cursor, limit, today }: { cursor: string | null; limit: number; today: Day },
): Promise<Page<DeploymentRow> | { problem: 'bad-cursor' }> {
  const { vendorId, unitId, show } = selection
  const late = isLate(today)
  const wanted = show === 'provisional' ? sql`(not ${late} and ${reviews.provisional})` : sql`(${late} or not ${reviews.provisional})`
  const where = and(
    visible.unit(scope, deployments.unitId),
    unitId ? eq(deployments.unitId, unitId) : undefined,
    vendorId ? sql`${deployments.systemId} in (select id from systems where vendor_id = ${vendorId})` : undefined,
    show === 'all'
      ? undefined
      : show === 'provisional'
        ? // few are: found by the index; what is due is looked for use by use
          inArray(
            deployments.id,
            db
              .select({ id: reviews.deploymentId })
              .from(reviews)
              .where(and(openIn(scope, selection), wanted)),
          )
        : sql`exists (select 1 from ${reviews} where ${and(
            eq(reviews.deploymentId, deployments.id),
            isOneOf(reviews.obligationId, selection.obligationIds),
            sql`${reviews.state} <> 'closed'`,
            wanted,
          )})`,
  )
  const sort = { name: 'name', descending: false }
  return selectPage(db, deployments, { id: deployments.id, sortable: { name: deployments.name }, where, request: { limit, cursor, sort } })
}

/** A deployment that the caller may see. */
export async function seenDeployment(db: Database, scope: Scope, id: string): Promise<DeploymentRow | null> {
  const [row] = await db
    .select()
    .from(deployments)
    .where(and(eq(deployments.id, id), visible.unit(scope, deployments.unitId)))
  return row ?? null
}

const mostReviews = 12

/** What was reviewed of one obligation for one deployment, newest first, with its reasons. */
export async function reviewsOfPair(db: Database, deploymentId: string, obligationId: string): Promise<Review[]> {
  const rows = await db
    .select()
    .from(reviews)
    .where(and(eq(reviews.deploymentId, deploymentId), eq(reviews.obligationId, obligationId)))
    .orderBy(desc(reviews.openedAt))
    .limit(mostReviews)
  return withLinks(db, rows)
}

/** The snapshots that findings rest on, with the hash of what was received. */
export const snapshotsBehind = (db: Database, findingIds: readonly string[]) =>
  db
    .select({
      findingId: findings.id,
      sourceId: findings.sourceId,
      snapshotId: snapshots.id,
      at: snapshots.at,
      fingerprint: snapshots.fingerprint,
      bodyHash: captures.bodyHash,
    })
    .from(findings)
    .innerJoin(changes, eq(changes.id, findings.changeId))
    .innerJoin(snapshots, eq(snapshots.id, changes.toSnapshotId))
    .innerJoin(captures, eq(captures.id, snapshots.captureId))
    .where(isOneOf(findings.id, findingIds))

/** Vendors whose systems are used, by name: the columns of the matrix by vendor. */
export function coverageVendors(
  db: Database,
  scope: Scope,
  unitId: string | null,
  { cursor, limit }: { cursor: string | null; limit: number },
): Promise<Page<typeof vendors.$inferSelect> | { problem: 'bad-cursor' }> {
  const where = and(
    visible.vendor(scope, vendors.id),
    sql`exists (select 1 from systems join deployments on deployments.system_id = systems.id where ${and(
      sql`systems.vendor_id = vendors.id`,
      visible.unit(scope, deployments.unitId),
      unitId ? eq(deployments.unitId, unitId) : undefined,
    )})`,
  )
  const sort = { name: 'name', descending: false }
  return selectPage(db, vendors, { id: vendors.id, sortable: { name: vendors.name }, where, request: { limit, cursor, sort } })
}

/** So many uses of the vendors shown are looked at. */
const mostUses = 200

/** The uses behind the columns of vendors, each with its vendor. */
export const usesOfColumns = async (db: Database, scope: Scope, vendorIds: readonly string[], unitId: string | null) =>
  vendorIds.length
    ? db
        .select({ vendorId: systems.vendorId, deployment: deployments })
        .from(systems)
        .innerJoin(deployments, eq(deployments.systemId, systems.id))
        .where(
          and(
            isOneOf(systems.vendorId, vendorIds),
            visible.unit(scope, deployments.unitId),
            unitId ? eq(deployments.unitId, unitId) : undefined,
          ),
        )
        .limit(mostUses)
    : []
