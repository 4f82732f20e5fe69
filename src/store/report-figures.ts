import { and, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { audit, captures, cases, changes, deployments, findings, pollHours, reviews, sources, systems, vendors } from './schema'
import { type Scope, visible } from './visibility'

/** Days `YYYY-MM-DD`, both included. */
export type Days = { from: string; to: string }

const start = ({ from }: Days) => `${from}T00:00:00.000Z`
const end = ({ to }: Days) => new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString()
const during = (column: SQL, days: Days): SQL => sql`${column} >= ${start(days)} and ${column} < ${end(days)}`

export type PollDay = { day: string; attempted: number; failed: number }

/** Checks by day, of all sources; a day on which none was made is not among them. */
export const pollsByDay = (db: Pick<Database, 'select'>, days: Days): Promise<PollDay[]> =>
  db
    .select({
      day: sql<string>`substr(${pollHours.hour}, 1, 10)`,
      attempted: sql<number>`sum(${pollHours.attempted})`,
      failed: sql<number>`sum(${pollHours.failed})`,
    })
    .from(pollHours)
    .where(and(gte(pollHours.hour, days.from), lt(pollHours.hour, end(days).slice(0, 13))))
    .groupBy(sql`1`)
    .orderBy(sql`1`)

/** When checks began at all; null while none was made. */
export async function firstPollDay(db: Pick<Database, 'select'>): Promise<string | null> {
  const [row] = await db.select({ hour: pollHours.hour }).from(pollHours).orderBy(pollHours.hour).limit(1)
  return row?.hour.slice(0, 10) ?? null
}

export type ChangeDay = { day: string; material: number; cosmetic: number; noise: number }

/** Changes that were seen by day and verdict. */
export const changesByDay = (db: Pick<Database, 'select'>, scope: Scope, days: Days): Promise<ChangeDay[]> =>
  db
    .select({
      day: sql<string>`substr(${changes.detectedAt}, 1, 10)`,
      material: sql<number>`sum(${changes.verdict} = 'material')`,
      cosmetic: sql<number>`sum(${changes.verdict} = 'cosmetic')`,
      noise: sql<number>`sum(${changes.verdict} = 'noise')`,
    })
    .from(changes)
    .where(and(during(sql`${changes.detectedAt}`, days), visible.change(scope)))
    .groupBy(sql`1`)
    .orderBy(sql`1`)

export type Gap = {
  sourceId: string
  vendorName: string
  type: (typeof sources.$inferSelect)['type']
  url: string
  /** Answers that could not be used, by their number, the first and the last, and what they came to. */
  failures: number
  firstAt: string
  lastAt: string
  causes: string
  /** The first good reading after the last failure; null = not yet. */
  readAgainAt: string | null
}

/** Sources that could not be read at some time of a period, the longest affected first; `total` tells how many there are. */
export async function gapsIn(db: Database, scope: Scope, days: Days, limit: number): Promise<{ items: Gap[]; total: number }> {
  const failed = db
    .select({
      sourceId: captures.sourceId,
      failures: sql<number>`count(*)`.as('failures'),
      firstAt: sql<string>`min(${captures.at})`.as('failed_first'),
      lastAt: sql<string>`max(${captures.at})`.as('failed_last'),
      causes: sql<string>`group_concat(distinct coalesce(${captures.cause}, ${captures.verdict}))`.as('causes'),
    })
    .from(captures)
    .where(and(during(sql`${captures.at}`, days), sql`${captures.verdict} not in ('ok', 'not-modified')`, visible.capture(scope)))
    .groupBy(captures.sourceId)
    .as('failed')
  const [items, counted] = await Promise.all([
    db
      .select({
        sourceId: failed.sourceId,
        vendorName: vendors.name,
        type: sources.type,
        url: sources.url,
        failures: failed.failures,
        firstAt: failed.firstAt,
        lastAt: failed.lastAt,
        causes: failed.causes,
        readAgainAt: sql<string | null>`nullif(min(
          coalesce((select min(at) from captures where source_id = ${failed.sourceId} and at > ${failed.lastAt} and verdict in ('ok', 'not-modified')), '9999'),
          coalesce((select case when first_at > ${failed.lastAt} then first_at else last_at end from runs
            where source_id = ${failed.sourceId} and last_at > ${failed.lastAt} order by last_at limit 1), '9999')), '9999')`,
      })
      .from(failed)
      .innerJoin(sources, eq(sources.id, failed.sourceId))
      .innerJoin(vendors, eq(vendors.id, sources.vendorId))
      .orderBy(desc(failed.failures), failed.sourceId)
      .limit(limit),
    db.select({ count: sql<number>`count(*)` }).from(failed),
  ])
  return { items, total: counted[0]?.count ?? 0 }
}

/**
 * The last row of the audit trail before an instant: what a report pins itself to. Null while nothing was written. Where the trail goes on after the
 * instant, the last by time.
 */
export async function auditHeadBefore(db: Pick<Database, 'select'>, at: string): Promise<{ seq: number; hash: string; at: string } | null> {
  const columns = { seq: audit.seq, hash: audit.hash, at: audit.at }
  const [head] = await db.select(columns).from(audit).orderBy(desc(audit.seq)).limit(1)
  if (!head || head.at < at) return head ?? null
  const [row] = await db.select(columns).from(audit).where(lt(audit.at, at)).orderBy(desc(audit.at), desc(audit.seq)).limit(1)
  return row ?? null
}
export const auditHeadOf = (db: Pick<Database, 'select'>, days: Days) => auditHeadBefore(db, end(days))

export type MonthBar = { month: string; told: number; silent: number }

/** Confirmed changes by month (`2026-11`) since a day, and how many of them were silent. */
export const changesByMonth = (db: Pick<Database, 'select'>, scope: Scope, from: string): Promise<MonthBar[]> =>
  db
    .select({
      month: sql<string>`substr(${findings.detectedAt}, 1, 7)`,
      told: sql<number>`sum(${findings.announcement} <> 'silent')`,
      silent: sql<number>`sum(${findings.announcement} = 'silent')`,
    })
    .from(findings)
    .where(and(gte(findings.detectedAt, `${from}T00:00:00.000Z`), eq(findings.state, 'confirmed'), visible.finding(scope)))
    .groupBy(sql`1`)
    .orderBy(sql`1`)

const ofPeriod = (scope: Scope, days: Days) =>
  and(during(sql`${findings.detectedAt}`, days), eq(findings.state, 'confirmed'), visible.finding(scope))

/** What vendors changed in a period: how many, how many silent, at how many vendors. */
export async function seenIn(db: Pick<Database, 'select'>, scope: Scope, days: Days) {
  const [row] = await db
    .select({
      changes: sql<number>`count(*)`,
      silent: sql<number>`coalesce(sum(${findings.announcement} = 'silent'), 0)`,
      vendors: sql<number>`count(distinct ${findings.vendorId})`,
    })
    .from(findings)
    .where(ofPeriod(scope, days))
  return row ?? { changes: 0, silent: 0, vendors: 0 }
}

/** Critical and high changes of a period with what became of them, newest first. */
export const gravestIn = (db: Pick<Database, 'select'>, scope: Scope, days: Days, limit: number) =>
  db
    .select({ finding: findings, vendorName: vendors.name, sourceType: sources.type, caseState: cases.state, answer: cases.answer })
    .from(findings)
    .innerJoin(vendors, eq(vendors.id, findings.vendorId))
    .leftJoin(sources, eq(sources.id, findings.sourceId))
    .leftJoin(cases, eq(cases.id, findings.caseId))
    .where(and(ofPeriod(scope, days), inArray(findings.severity, ['critical', 'high'])))
    .orderBy(desc(findings.detectedAt), desc(findings.id))
    .limit(limit)

/** Reviews closed in a period, and how many of them after their day. */
export async function decidedIn(db: Pick<Database, 'select'>, scope: Scope, days: Days) {
  const [row] = await db
    .select({
      closed: sql<number>`count(*)`,
      late: sql<number>`coalesce(sum(${reviews.dueOn} < substr(${reviews.closedAt}, 1, 10)), 0)`,
    })
    .from(reviews)
    .where(and(during(sql`${reviews.closedAt}`, days), eq(reviews.state, 'closed'), visible.review(scope)))
  return row ?? { closed: 0, late: 0 }
}

/** Vendors with silent changes in a period, most first. */
export const silentVendors = (db: Pick<Database, 'select'>, scope: Scope, days: Days, limit: number) =>
  db
    .select({ id: vendors.id, name: vendors.name, facts: vendors.facts, silent: sql<number>`count(*)`.as('silent') })
    .from(findings)
    .innerJoin(vendors, eq(vendors.id, findings.vendorId))
    .where(and(ofPeriod(scope, days), eq(findings.announcement, 'silent')))
    .groupBy(vendors.id)
    .orderBy(desc(sql`silent`), vendors.name)
    .limit(limit)

/** Ids of the reviews that were closed in a period, at most `limit` of them. */
export async function closedReviewIds(db: Pick<Database, 'select'>, scope: Scope, days: Days, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(during(sql`${reviews.closedAt}`, days), eq(reviews.state, 'closed'), visible.review(scope)))
    .limit(limit)
  return rows.map((row) => row.id)
}

/** Reviews by id with what they are about. */
export const reviewsByIds = (db: Pick<Database, 'select'>, ids: readonly string[]) =>
  db
    .select({ review: reviews, deploymentName: deployments.name, systemName: systems.name, vendorName: vendors.name })
    .from(reviews)
    .leftJoin(deployments, eq(deployments.id, reviews.deploymentId))
    .leftJoin(systems, eq(systems.id, deployments.systemId))
    .leftJoin(vendors, eq(vendors.id, systems.vendorId))
    .where(isOneOf(reviews.id, ids))
