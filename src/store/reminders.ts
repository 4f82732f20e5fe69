import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Day } from '../core/day'
import type { Severity } from '../core/kind'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { cases, deployments, findings, people, reviews, vendors } from './schema'
import { inLists } from './shell-page'

type Read = Pick<Database, 'select' | 'all'>
const most = 500

/** Open reviews that stand in owners' lists, alike ones together. */
export type DueReviews = {
  ownerId: string | null
  deploymentId: string
  unitId: string | null
  severity: Severity
  dueOn: Day
  count: number
}

function reviewsDue(db: Read, where: SQL): Promise<DueReviews[]> {
  return db
    .select({
      ownerId: reviews.ownerId,
      deploymentId: reviews.deploymentId,
      unitId: reviews.unitId,
      severity: reviews.severity,
      dueOn: sql<string>`${reviews.dueOn}`,
      count: sql<number>`count(*)`,
    })
    .from(reviews)
    .where(and(where, sql`${reviews.state} in ('open', 'in-progress') and not ${reviews.demo}`, inLists))
    .groupBy(reviews.ownerId, reviews.deploymentId, reviews.unitId, reviews.severity, reviews.dueOn)
    .limit(most * 4)
}

/** Those of these owners that are due between two days, both included. */
export const ownersReviewsDue = (db: Read, ownerIds: readonly string[], from: Day, to: Day): Promise<DueReviews[]> =>
  reviewsDue(db, sql`${isOneOf(reviews.ownerId, ownerIds)} and ${reviews.dueOn} between ${from} and ${to}`)

/** Those of everybody that were due between two days. */
export const allReviewsDue = (db: Read, from: Day, to: Day): Promise<DueReviews[]> =>
  reviewsDue(db, sql`${reviews.dueOn} between ${from} and ${to}`)

const caseColumns = {
  id: cases.id,
  severity: cases.severity,
  assigneeId: cases.assigneeId,
  objectBy: cases.objectBy,
  openedAt: cases.openedAt,
  state: cases.state,
}
export type RemindedCase = Pick<typeof cases.$inferSelect, keyof typeof caseColumns>

/** Cases that are not closed whose last day to object lies between two days. */
export const casesToObject = (db: Read, from: Day, to: Day): Promise<RemindedCase[]> =>
  db
    .select(caseColumns)
    .from(cases)
    .where(sql`${cases.state} <> 'closed' and ${cases.objectBy} between ${from} and ${to} and not ${cases.demo}`)
    .limit(most)

/** Cases that wait for triage or a second signature and were opened between two instants. */
export const casesWaitingSince = (db: Read, from: string, to: string): Promise<RemindedCase[]> =>
  db
    .select(caseColumns)
    .from(cases)
    .where(
      sql`${cases.state} in ('open', 'awaiting-second-signature') and ${cases.openedAt} >= ${from} and ${cases.openedAt} < ${to} and not ${cases.demo}`,
    )
    .limit(most)

export async function deploymentNames(db: Read, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.select({ id: deployments.id, name: deployments.name }).from(deployments).where(isOneOf(deployments.id, ids))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export async function personNames(db: Read, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.select({ id: people.id, name: people.name }).from(people).where(isOneOf(people.id, ids))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What cases are about, a row a finding. */
export const casesInBrief = (db: Read, ids: readonly string[]) =>
  db
    .select({
      id: cases.id,
      severity: cases.severity,
      state: cases.state,
      vendorName: vendors.name,
      kinds: findings.kinds,
      headline: findings.headline,
    })
    .from(cases)
    .innerJoin(vendors, eq(vendors.id, cases.vendorId))
    .innerJoin(findings, eq(findings.caseId, cases.id))
    .where(isOneOf(cases.id, ids))
