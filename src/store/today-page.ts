import { and, asc, desc, eq, gte, inArray, ne, or, sql } from 'drizzle-orm'
import { groupBy } from '../core/group'
import { isOneOf } from './bulk'
import type { Database } from './database'
import {
  audit,
  captures,
  cases,
  changes,
  deployments,
  findings,
  reviewReasons,
  reviews,
  sourceStates,
  sources,
  systems,
  vendors,
} from './schema'
import { casesWaiting, inLists, isOut } from './shell-page'
import { type Scope, visible } from './visibility'
import { pollsSince } from './watching-page'

/** Cases that wait, soonest first: the last day to object, else the first review due. */
export const waitingCases = (db: Database, scope: Scope, limit: number) =>
  db
    .select({
      id: cases.id,
      day: sql<string | null>`coalesce(${cases.objectBy}, (select min(due_on) from case_deployments where case_id = ${cases.id})) as day`,
    })
    .from(cases)
    .where(casesWaiting(scope))
    .orderBy(sql`day is null`, sql`day`, desc(cases.openedAt))
    .limit(limit)

/** Sources that went quiet and on which systems in use rest, longest first. */
export const quietSources = (db: Database, scope: Scope, limit: number) =>
  db
    .select({
      source: sources,
      vendorName: vendors.name,
      health: sourceStates.health,
      cause: sourceStates.cause,
      since: sourceStates.healthSince,
    })
    .from(sourceStates)
    .innerJoin(sources, eq(sources.id, sourceStates.sourceId))
    .innerJoin(vendors, eq(vendors.id, sources.vendorId))
    .where(and(isOut, visible.vendor(scope, sources.vendorId)))
    .orderBy(asc(sourceStates.healthSince))
    .limit(limit)

/** What the watching since an instant came to: checks, failures, changes by verdict, and when the latest capture was made. */
export async function watchedSince(db: Database, since: string) {
  const [polls, judged, latest] = await Promise.all([
    pollsSince(db, since.slice(0, 13)),
    db
      .select({ verdict: changes.verdict, count: sql<number>`count(*)` })
      .from(changes)
      .where(gte(changes.detectedAt, since))
      .groupBy(changes.verdict),
    db.select({ at: sql<string | null>`max(${captures.at})` }).from(captures),
  ])
  const of = (verdict: string) => judged.find((row) => row.verdict === verdict)?.count ?? 0
  const changed = of('noise') + of('cosmetic') + of('material')
  const { attempted: total, failed } = polls
  return {
    total,
    failed,
    unchanged: Math.max(0, total - failed - changed),
    noise: of('noise'),
    cosmetic: of('cosmetic'),
    material: of('material'),
    latest: latest[0]?.at ?? null,
  }
}

/** Confirmed findings of the last weeks by week (0 = this one) and whether they were silent. */
export const changesByWeek = (db: Database, scope: Scope, { monday, since }: { monday: string; since: string }) =>
  db
    .select({
      week: sql<number>`cast((julianday(${monday}) - julianday(substr(${findings.detectedAt}, 1, 10)) + 6) / 7 as integer)`,
      silent: sql<number>`sum(${findings.announcement} = 'silent')`,
      total: sql<number>`count(*)`,
    })
    .from(findings)
    .where(and(gte(findings.detectedAt, since), eq(findings.state, 'confirmed'), visible.finding(scope)))
    .groupBy(sql`1`)

/**
 * A person's reviews by use: those in their list, and those that wait for a second signature which they may give. A use is one line of work, however
 * many of its obligations are due.
 */
export const workByUse = (db: Database, scope: Scope, personId: string, mayApprove: boolean, limit: number) =>
  db
    .select({
      deploymentId: reviews.deploymentId,
      name: deployments.name,
      systemName: systems.name,
      second: sql<number>`(${reviews.state} = 'awaiting-second-signature') as second`,
      count: sql<number>`count(*)`,
      started: sql<number>`sum(${reviews.state} = 'in-progress')`,
      day: sql<string | null>`min(${reviews.dueOn}) as day`,
      critical: sql<number>`sum(${reviews.severity} = 'critical')`,
      high: sql<number>`sum(${reviews.severity} = 'high')`,
      demo: sql<number>`max(${reviews.demo})`,
    })
    .from(reviews)
    .leftJoin(deployments, eq(deployments.id, reviews.deploymentId))
    .leftJoin(systems, eq(systems.id, deployments.systemId))
    .where(
      and(
        visible.review(scope),
        or(
          and(eq(reviews.ownerId, personId), ne(reviews.state, 'closed'), ne(reviews.state, 'awaiting-second-signature'), inLists),
          mayApprove ? and(eq(reviews.state, 'awaiting-second-signature'), ne(reviews.closedBy, personId)) : undefined,
        ),
      ),
    )
    .groupBy(reviews.deploymentId, sql`second`)
    .orderBy(sql`day is null`, sql`day`)
    .limit(limit)
export type UseWork = Awaited<ReturnType<typeof workByUse>>[number]

/** The cases behind the open reviews of some uses, the one with most of them first: where all of a use can be signed at once. */
export async function casesOfUses(db: Database, scope: Scope, deploymentIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ deploymentId: reviews.deploymentId, caseId: reviewReasons.caseId })
    .from(reviews)
    .innerJoin(reviewReasons, eq(reviewReasons.reviewId, reviews.id))
    .innerJoin(cases, eq(cases.id, reviewReasons.caseId))
    .where(
      and(
        isOneOf(reviews.deploymentId, deploymentIds),
        ne(reviews.state, 'closed'),
        inArray(cases.state, ['triaged', 'closed']),
        visible.case(scope, cases.id, cases.vendorId),
      ),
    )
    .groupBy(reviews.deploymentId, reviewReasons.caseId)
    .orderBy(sql`count(distinct ${reviews.id})`, asc(reviewReasons.caseId))
  return new Map(rows.map((row) => [row.deploymentId, row.caseId]))
}

/** Uses of the systems of these vendors, by vendor, a few of each: what rests on a page that went quiet. */
export async function usesOfVendors(db: Database, scope: Scope, vendorIds: readonly string[], personId: string | null) {
  const rows = await db
    .select({ vendorId: systems.vendorId, name: deployments.name })
    .from(systems)
    .innerJoin(deployments, eq(deployments.systemId, systems.id))
    .where(
      and(
        isOneOf(systems.vendorId, vendorIds),
        visible.deployment(scope, deployments.id),
        personId === null ? undefined : eq(deployments.ownerId, personId),
      ),
    )
    .orderBy(asc(deployments.name))
    .limit(200)
  return groupBy(rows, (row) => row.vendorId)
}

/** When a person last did something that is kept; null when they never have. */
export async function lastActOf(db: Database, personId: string): Promise<string | null> {
  const [row] = await db.select({ at: audit.at }).from(audit).where(eq(audit.actorId, personId)).orderBy(desc(audit.seq)).limit(1)
  return row?.at ?? null
}
