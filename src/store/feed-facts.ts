import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { cases, deployments, findings, reviews, vendors } from './schema'
import { inLists } from './shell-page'
import { type Scope, visible } from './visibility'

type Read = Pick<Database, 'select'>

const caseColumns = {
  id: cases.id,
  severity: cases.severity,
  state: cases.state,
  objectBy: cases.objectBy,
  snoozedUntil: cases.snoozedUntil,
  openedAt: cases.openedAt,
  updatedAt: cases.updatedAt,
  demo: cases.demo,
  vendorName: vendors.name,
}

/** The newest cases that a reader sees; of `open` ones alone those that are not closed. */
export const newestCases = (db: Read, scope: Scope, { open, limit }: { open: boolean; limit: number }) =>
  db
    .select(caseColumns)
    .from(cases)
    .innerJoin(vendors, eq(vendors.id, cases.vendorId))
    .where(and(open ? sql`${cases.state} <> 'closed'` : undefined, visible.case(scope, cases.id, cases.vendorId)))
    .orderBy(desc(cases.openedAt), desc(cases.id))
    .limit(limit)

export const findingsIn = (db: Read, caseIds: readonly string[]) =>
  db
    .select({
      caseId: findings.caseId,
      kinds: findings.kinds,
      headline: findings.headline,
      announcement: findings.announcement,
      effectiveOn: findings.effectiveOn,
      quotes: findings.quotes,
    })
    .from(findings)
    .where(isOneOf(findings.caseId, caseIds))
    .orderBy(asc(findings.detectedAt))

/** A person's open reviews in their list by use and due day. */
export const ownDueDays = (db: Read, personId: string, limit: number) =>
  db
    .select({
      deploymentId: reviews.deploymentId,
      name: deployments.name,
      dueOn: sql<string>`${reviews.dueOn}`,
      count: sql<number>`count(*)`,
      updatedAt: sql<string>`max(${reviews.updatedAt})`,
    })
    .from(reviews)
    .innerJoin(deployments, eq(deployments.id, reviews.deploymentId))
    .where(and(eq(reviews.ownerId, personId), sql`${reviews.state} in ('open', 'in-progress') and ${reviews.dueOn} is not null`, inLists))
    .groupBy(reviews.deploymentId, reviews.dueOn)
    .orderBy(asc(reviews.dueOn))
    .limit(limit)
