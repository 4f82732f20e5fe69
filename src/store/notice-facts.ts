import { and, asc, eq, ne, type SQL, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { demoSetting } from './demo-records'
import { caseDeployments, changes, deployments, evidence, findings, pollHours, reviewReasons, reviews, sources, vendors } from './schema'
import { inLists } from './shell-page'
import { type Scope, visible } from './visibility'

type Read = Pick<Database, 'select' | 'selectDistinct' | 'all'>

export async function vendorName(db: Read, id: string): Promise<string> {
  const [row] = await db.select({ name: vendors.name }).from(vendors).where(eq(vendors.id, id))
  return row?.name ?? 'A vendor'
}

export const findingsOfCase = (db: Read, caseId: string) =>
  db.select().from(findings).where(eq(findings.caseId, caseId)).orderBy(asc(findings.detectedAt))

/** Uses that a case reaches, as far as the reader sees them: how many, and the first few by name. */
export async function usesOfCase(db: Read, scope: Scope, caseId: string): Promise<{ count: number; names: string[] }> {
  const where = and(eq(caseDeployments.caseId, caseId), visible.place(scope, caseDeployments.deploymentId))
  const rows = await db
    .select({ name: deployments.name, count: sql<number>`count(*) over ()` })
    .from(caseDeployments)
    .innerJoin(deployments, eq(deployments.id, caseDeployments.deploymentId))
    .where(where)
    .orderBy(asc(deployments.name))
    .limit(4)
  return { count: rows[0]?.count ?? 0, names: rows.map(({ name }) => name) }
}

export type CaseWork = { count: number; dueOn: string | null; because: string[] }

/** The reviews of a case that are not closed, as far as the reader sees them, or those of one person: how many, the first due, and why. */
export async function workOfCase(db: Read, scope: Scope, caseId: string, ownerId: string | null): Promise<CaseWork> {
  const mine = and(
    sql`${reviews.id} in (select review_id from review_reasons where case_id = ${caseId})`,
    ne(reviews.state, 'closed'),
    visible.review(scope),
    ownerId === null ? undefined : eq(reviews.ownerId, ownerId),
  )
  const [sum] = await db
    .select({ count: sql<number>`count(*)`, dueOn: sql<string | null>`min(${reviews.dueOn})` })
    .from(reviews)
    .where(mine)
  const why = await db
    .selectDistinct({ text: reviewReasons.text })
    .from(reviewReasons)
    .innerJoin(reviews, eq(reviews.id, reviewReasons.reviewId))
    .where(and(eq(reviewReasons.caseId, caseId), mine))
    .limit(3)
  return { count: sum?.count ?? 0, dueOn: sum?.dueOn ?? null, because: why.map(({ text }) => text) }
}

export const sourcesByIds = (db: Read, ids: readonly string[]) =>
  db
    .select({ id: sources.id, url: sources.url, vendorName: vendors.name })
    .from(sources)
    .innerJoin(vendors, eq(vendors.id, sources.vendorId))
    .where(isOneOf(sources.id, ids))
    .orderBy(asc(vendors.name), asc(sources.url))

export async function evidenceName(db: Read, id: string): Promise<string | null> {
  const [row] = await db.select({ name: evidence.name }).from(evidence).where(eq(evidence.id, id))
  return row?.name ?? null
}

/** Checks of all sources between two instants, by the hours in which they were made; without those of the demonstration, which asked nobody. */
export async function pollsBetween(db: Read, from: string, to: string): Promise<{ attempted: number; succeeded: number; failed: number }> {
  const [row] = await db
    .select({
      attempted: sql<number>`coalesce(sum(${pollHours.attempted}), 0)`,
      failed: sql<number>`coalesce(sum(${pollHours.failed}), 0)`,
    })
    .from(pollHours)
    .where(sql`${pollHours.hour} >= ${from.slice(0, 13)} and ${pollHours.hour} < ${to.slice(0, 13)}`)
  const [played] = await db.all<{ attempted: number; failed: number }>(sql`
    select coalesce(sum(value ->> '$.attempted'), 0) as attempted, coalesce(sum(value ->> '$.failed'), 0) as failed
    from json_each((select settings.value -> '$.polled' from settings where key = ${demoSetting}))
    where value ->> '$.hour' >= ${from.slice(0, 13)} and value ->> '$.hour' < ${to.slice(0, 13)}`)
  const attempted = (row?.attempted ?? 0) - (played?.attempted ?? 0)
  const failed = (row?.failed ?? 0) - (played?.failed ?? 0)
  return { attempted, succeeded: attempted - failed, failed }
}

/** Editorial changes between two instants that the reader sees: how many, and the first few. */
export async function cosmeticBetween(db: Read, scope: Scope, from: string, to: string, limit: number) {
  const rows = await db
    .select({
      id: changes.id,
      sourceId: changes.sourceId,
      url: sources.url,
      vendorName: vendors.name,
      count: sql<number>`count(*) over ()`,
    })
    .from(changes)
    .innerJoin(sources, eq(sources.id, changes.sourceId))
    .innerJoin(vendors, eq(vendors.id, changes.vendorId))
    .where(
      and(
        sql`${changes.detectedAt} > ${from} and ${changes.detectedAt} <= ${to} and not ${sources.demo}`,
        eq(changes.verdict, 'cosmetic'),
        visible.change(scope),
      ),
    )
    .orderBy(asc(changes.detectedAt))
    .limit(limit)
  return { count: rows[0]?.count ?? 0, rows }
}

/** What is due next, by use: a person's own reviews in their list, late ones too, or with `ownerId` null what comes due from today on. */
export const dueNext = (
  db: Read,
  scope: Scope,
  ownerId: string | null,
  { today, until }: { today: string; until: string },
  limit: number,
) =>
  db
    .select({
      deploymentId: reviews.deploymentId,
      name: deployments.name,
      count: sql<number>`count(*)`,
      dueOn: sql<string>`min(${reviews.dueOn})`,
    })
    .from(reviews)
    .innerJoin(deployments, eq(deployments.id, reviews.deploymentId))
    .where(
      and(
        ownerId === null ? sql`${reviews.dueOn} >= ${today}` : eq(reviews.ownerId, ownerId),
        isDueBy(until),
        sql`not ${reviews.demo}`,
        visible.review(scope),
        inLists,
      ),
    )
    .groupBy(reviews.deploymentId)
    .orderBy(sql`4`)
    .limit(limit)

const isDueBy = (until: string): SQL => sql`${reviews.state} in ('open', 'in-progress') and ${reviews.dueOn} <= ${until}`
