import { and, asc, desc, eq, gte, ne, or, sql } from 'drizzle-orm'
import { groupBy } from '../core/group'
import { isOneOf } from './bulk'
import type { CaseRow } from './cases'
import type { Database } from './database'
import { audit, captures, cases, changes, deployments, findings, reviews, sourceStates, sources, systems, vendors } from './schema'
import { inLists, isOut } from './shell-page'
import { type Scope, visible } from './visibility'
import { pollsSince } from './watching-page'

/** So many of the cases that wait, those that wait longest, are put in order. */
const orderedAtMost = 1_000

/** Cases that wait, soonest first: the last day to object, else the first review due. */
export function waitingCases(db: Database, scope: Scope, limit: number) {
  const seen = visible.case(scope, sql`cases.id`, sql`cases.vendor_id`) ?? sql`1`
  // each part along one index: by state the oldest, and whatever has a day to object
  const oldest = (state: CaseRow['state']) =>
    sql`select id from (select id from cases where state = ${state} and ${seen} order by opened_at limit ${orderedAtMost})`
  const objecting = sql`select id from (select id from cases where object_by is not null and state <> 'closed'
    and +state in ('open', 'awaiting-second-signature') and ${seen} order by object_by limit ${limit})`
  return db
    .select({
      id: cases.id,
      day: sql<string | null>`coalesce(${cases.objectBy}, (select min(due_on) from case_deployments where case_id = ${cases.id})) as day`,
    })
    .from(cases)
    .where(sql`${cases.id} in (${oldest('open')} union ${oldest('awaiting-second-signature')} union ${objecting})`)
    .orderBy(sql`day is null`, sql`day`, desc(cases.openedAt))
    .limit(limit)
}

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

/** The row number of the change that was written last; 0 when there is none. */
export async function newestChange(db: Database): Promise<number> {
  const [row] = await db.select({ row: sql<number>`coalesce(max(rowid), 0)` }).from(changes)
  return row?.row ?? 0
}

/** Changes since an hour (`2026-11-20T09`) by verdict. */
export const changesJudged = (db: Database, hour: string) =>
  db
    .select({ verdict: changes.verdict, count: sql<number>`count(*)` })
    .from(changes)
    .where(gte(changes.detectedAt, hour))
    .groupBy(changes.verdict)
export type Judged = Awaited<ReturnType<typeof changesJudged>>

/** What the watching since an hour came to: checks, failures, changes by verdict, and when the latest capture was made. */
export async function watchedSince(db: Database, hour: string, judging: Promise<Judged>) {
  const [polls, judged, latest] = await Promise.all([
    pollsSince(db, hour),
    judging,
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
export async function changesByWeek(db: Database, scope: Scope, { monday, since }: { monday: string; since: string }) {
  const days = await db
    .select({
      day: sql<string>`substr(${findings.detectedAt}, 1, 10)`,
      silent: sql<number>`sum(${findings.announcement} = 'silent')`,
      total: sql<number>`count(*)`,
    })
    .from(findings)
    // the plus keeps to the index that holds all of these columns: by state alone each row would be read
    .where(and(gte(findings.detectedAt, since), sql`+${findings.state} = 'confirmed'`, visible.vendor(scope, findings.vendorId)))
    .groupBy(sql`1`)
  const weeks = new Map<number, { week: number; silent: number; total: number }>()
  for (const { day, silent, total } of days) {
    const week = Math.ceil((Date.parse(`${monday}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / weekMs)
    const so = weeks.get(week) ?? { week, silent: 0, total: 0 }
    weeks.set(week, { week, silent: so.silent + silent, total: so.total + total })
  }
  return [...weeks.values()]
}
const weekMs = 7 * 86_400_000

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

/** The cases behind the open reviews of some uses, the one with most of them: where all of a use can be signed at once. */
export async function casesOfUses(db: Database, scope: Scope, deploymentIds: readonly string[]): Promise<Map<string, string>> {
  if (!deploymentIds.length) return new Map()
  const seen = visible.case(scope, sql`cases.id`, sql`cases.vendor_id`) ?? sql`1`
  // in this order of tables: of few uses to their reviews, reasons and cases
  const rows = await db.all<{ deploymentId: string; caseId: string }>(sql`
    select reviews.deployment_id as deploymentId, review_reasons.case_id as caseId from reviews
    cross join review_reasons on review_reasons.review_id = reviews.id cross join cases on cases.id = review_reasons.case_id
    where ${isOneOf(sql`reviews.deployment_id`, deploymentIds)} and reviews.state <> 'closed' and cases.state in ('triaged', 'closed') and ${seen}
    group by 1, 2 order by count(distinct reviews.id), 2`)
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
