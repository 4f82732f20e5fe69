import { and, asc, desc, eq, gte, ne, or, sql } from 'drizzle-orm'
import type { Database } from './database'
import { captures, cases, changes, findings, reviews, runs, sourceStates, sources, vendors } from './schema'
import { casesWaiting, inLists, isOut } from './shell-page'
import { type Scope, visible } from './visibility'

/** Cases that wait, soonest first: the last day to object, else the first review due. */
export const waitingCases = (db: Database, scope: Scope, limit: number) =>
  db
    .select({
      id: cases.id,
      day: sql<string | null>`coalesce(${cases.objectBy}, (select min(due_on) from case_deployments where case_id = ${cases.id}))`,
    })
    .from(cases)
    .where(casesWaiting(scope))
    .orderBy(sql`2 is null`, sql`2`, desc(cases.openedAt))
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

/** What the watching of a time came to: fetches, unchanged ones, failures, and changes by verdict. */
export async function watchedSince(db: Database, since: string) {
  const [own, unchanged, judged, latest] = await Promise.all([
    db
      .select({ total: sql<number>`count(*)`, failed: sql<number>`coalesce(sum(${captures.verdict} not in ('ok', 'not-modified')), 0)` })
      .from(captures)
      .where(gte(captures.at, since)),
    db
      .select({ count: sql<number>`coalesce(sum(${runs.count}), 0)` })
      .from(runs)
      .where(gte(runs.firstAt, since)),
    db
      .select({ verdict: changes.verdict, count: sql<number>`count(*)` })
      .from(changes)
      .where(gte(changes.detectedAt, since))
      .groupBy(changes.verdict),
    db.select({ at: sql<string | null>`max(${captures.at})` }).from(captures),
  ])
  const of = (verdict: string) => judged.find((row) => row.verdict === verdict)?.count ?? 0
  const total = (own[0]?.total ?? 0) + (unchanged[0]?.count ?? 0)
  return {
    total,
    failed: own[0]?.failed ?? 0,
    unchanged: unchanged[0]?.count ?? 0,
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
    .where(and(gte(findings.detectedAt, since), eq(findings.state, 'confirmed'), visible.vendor(scope, findings.vendorId)))
    .groupBy(sql`1`)

/** A person's reviews that stand in their list, with those that wait for somebody's second signature but not theirs. */
export const reviewsForPerson = (db: Database, scope: Scope, personId: string, mayApprove: boolean, limit: number) =>
  db
    .select({ id: reviews.id })
    .from(reviews)
    .where(
      and(
        visible.deployment(scope, reviews.deploymentId),
        or(
          and(eq(reviews.ownerId, personId), ne(reviews.state, 'closed'), ne(reviews.state, 'awaiting-second-signature'), inLists),
          mayApprove ? and(eq(reviews.state, 'awaiting-second-signature'), ne(reviews.closedBy, personId)) : undefined,
        ),
      ),
    )
    .orderBy(sql`${reviews.dueOn} is null`, asc(reviews.dueOn), asc(reviews.id))
    .limit(limit)
