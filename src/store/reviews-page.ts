import { and, asc, desc, eq, isNotNull, lt, ne, type SQL, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { deployments, evidence, findings, reviewReasons, reviews, systems, vendors } from './schema'
import { countUpTo } from './select-page'
import { inLists } from './shell-page'
import { type Scope, visible } from './visibility'

export type ReviewsView = 'mine' | 'open' | 'late' | 'second' | 'closed'
export type ReviewsFilter = {
  view: ReviewsView
  personId: string
  today: string
  framework?: string | null
  deploymentId?: string | null
  ownerId?: string | null
}

const columns = {
  review: reviews,
  deploymentName: deployments.name,
  systemName: systems.name,
  vendorName: vendors.name,
  vendorId: vendors.id,
}

function filtered(scope: Scope, { view, personId, today, framework, deploymentId, ownerId }: ReviewsFilter): SQL | undefined {
  const views: Record<ReviewsView, SQL | undefined> = {
    mine: and(eq(reviews.ownerId, personId), ne(reviews.state, 'closed'), inLists),
    open: and(ne(reviews.state, 'closed')),
    late: and(ne(reviews.state, 'closed'), lt(reviews.dueOn, today)),
    second: eq(reviews.state, 'awaiting-second-signature'),
    // the plus keeps to the index of closing, which holds their order
    closed: and(isNotNull(reviews.closedAt), sql`+${reviews.state} = 'closed'`),
  }
  return and(
    visible.review(scope),
    views[view],
    framework ? eq(reviews.framework, framework) : undefined,
    deploymentId ? eq(reviews.deploymentId, deploymentId) : undefined,
    ownerId ? eq(reviews.ownerId, ownerId) : undefined,
  )
}

/**
 * Reviews by the day on which they are due, those without a date last; closed ones newest first. Paged by offset: a list of work is read from the
 * top, and its order moves as work is done.
 */
export async function reviewsPage(db: Database, scope: Scope, filter: ReviewsFilter, offset: number, limit = 50) {
  const where = filtered(scope, filter)
  const order =
    filter.view === 'closed' ? [desc(reviews.closedAt), desc(reviews.id)] : [sql`${reviews.dueOn} asc nulls last`, asc(reviews.id)]
  const [items, total] = await Promise.all([lines(db, where, order, limit, offset), countUpTo(db, reviews, where)])
  return { items, total }
}
export type ReviewLine = Awaited<ReturnType<typeof lines>>[number]

const lines = (db: Database, where: SQL | undefined, order: SQL[], limit: number, offset = 0) =>
  db
    .select(columns)
    .from(reviews)
    .leftJoin(deployments, eq(deployments.id, reviews.deploymentId))
    .leftJoin(systems, eq(systems.id, deployments.systemId))
    .leftJoin(vendors, eq(vendors.id, systems.vendorId))
    .where(where)
    .orderBy(...order)
    .limit(limit)
    .offset(offset)

/** Reviews of a case that can be signed and may be seen, soonest first, with how many there are. */
export async function signableOfCase(db: Database, scope: Scope, caseId: string, limit: number) {
  const where = and(
    sql`${reviews.id} in (select review_id from ${reviewReasons} where case_id = ${caseId})`,
    // by their ids: the plus keeps the index over all open reviews out of it
    sql`+${reviews.state} in ('open', 'in-progress')`,
    visible.review(scope),
  )
  const order = [sql`${reviews.dueOn} is null`, asc(reviews.dueOn), asc(reviews.obligationId), asc(reviews.id)]
  const [items, total] = await Promise.all([lines(db, where, order, limit), countUpTo(db, reviews, where)])
  return { items, total }
}

/** Reviews that a case made due for one use, soonest first: those to sign, and those that wait for a second signature or are closed. */
export const reviewsOfUse = (db: Database, { caseId, deploymentId }: { caseId: string; deploymentId: string }) =>
  db
    .select()
    .from(reviews)
    .where(
      and(
        eq(reviews.deploymentId, deploymentId),
        sql`exists (select 1 from ${reviewReasons} where review_id = ${reviews.id} and case_id = ${caseId})`,
      ),
    )
    .orderBy(sql`${reviews.dueOn} is null`, asc(reviews.dueOn), asc(reviews.obligationId), asc(reviews.id))
    .limit(200)

/** What held before: of each obligation of a use the review that was closed last, by obligation. */
export async function heldBefore(db: Database, deploymentId: string): Promise<Map<string, typeof reviews.$inferSelect>> {
  const rows = await db
    .select()
    .from(reviews)
    .where(and(eq(reviews.deploymentId, deploymentId), eq(reviews.state, 'closed')))
    .orderBy(asc(reviews.closedAt))
    .limit(2_000)
  return new Map(rows.map((row) => [row.obligationId, row]))
}

export async function reviewLine(db: Database, id: string): Promise<ReviewLine | null> {
  const [row] = await lines(db, eq(reviews.id, id), [asc(reviews.id)], 1)
  return row ?? null
}

/** The findings behind a review's reasons, with their vendors. */
export const findingsBehind = (db: Database, ids: readonly string[]) =>
  db
    .select({ finding: findings, vendorName: vendors.name })
    .from(findings)
    .innerJoin(vendors, eq(vendors.id, findings.vendorId))
    .where(isOneOf(findings.id, ids))
    .orderBy(desc(findings.detectedAt))

/** The vendor that a review is about: that of the system in use, or, without a registered use, that of the change behind it. */
export async function vendorOfReview(db: Database, id: string): Promise<string | null> {
  const line = await reviewLine(db, id)
  if (line?.vendorId) return line.vendorId
  const [row] = await db
    .select({ vendorId: findings.vendorId })
    .from(reviewReasons)
    .innerJoin(findings, eq(findings.id, reviewReasons.findingId))
    .where(eq(reviewReasons.reviewId, id))
    .limit(1)
  return row?.vendorId ?? null
}

/** Evidence on file about a vendor that has not been withdrawn, newest first. */
export const evidenceOfVendor = (db: Database, vendorId: string) => evidenceOfVendors(db, [vendorId])

export const evidenceOfVendors = (db: Database, vendorIds: readonly string[]) =>
  db
    .select()
    .from(evidence)
    .where(and(isOneOf(evidence.vendorId, vendorIds), eq(evidence.state, 'current')))
    .orderBy(desc(evidence.createdAt))
    .limit(50)

/** Other open reviews of the same deployment, soonest first. */
export const siblings = (db: Database, { id, deploymentId }: { id: string; deploymentId: string }) =>
  db
    .select()
    .from(reviews)
    .where(and(eq(reviews.deploymentId, deploymentId), ne(reviews.state, 'closed'), ne(reviews.id, id)))
    .orderBy(sql`${reviews.dueOn} is null`, asc(reviews.dueOn), asc(reviews.obligationId))
    .limit(60)
