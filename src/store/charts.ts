import { and, desc, eq, gt, gte, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { Severity } from '../core/kind'
import type { Database } from './database'
import { audit, cases, findings, pollHours, vendors } from './schema'
import { type Scope, visible } from './visibility'

/** What charts are drawn from: nothing older than `since` (an instant), of one vendor or of all that a person may see. */
export type ChartRange = { since: string; vendorId: string | null }

const month = (instant: SQL): SQL<string> => sql<string>`substr(${instant}, 1, 7)`

/** Confirmed changes by month, severity and whether they were silent: read from one index alone. */
export const changesOverTime = (db: Database, scope: Scope, { since, vendorId }: ChartRange) =>
  db
    .select({
      month: month(sql`${findings.detectedAt}`),
      severity: sql<Severity>`${findings.severity}`,
      count: sql<number>`count(*)`,
      silent: sql<number>`sum(${findings.announcement} = 'silent')`,
    })
    .from(findings)
    .where(
      and(
        gte(findings.detectedAt, since),
        // the plus keeps to the index that holds all of these columns: by state alone each row would be read
        sql`+${findings.state} = 'confirmed'`,
        vendorId === null ? undefined : eq(findings.vendorId, vendorId),
        visible.finding(scope),
      ),
    )
    .groupBy(sql`1`, sql`2`)

/** Longer than this many days is counted as this many. */
export const longestDays = 60

/** Cases by the month in which they were opened and the whole days until somebody answered; days null = nobody has. */
export const triageOverTime = (db: Database, scope: Scope, { since, vendorId }: ChartRange) =>
  db
    .select({
      month: month(sql`${cases.openedAt}`),
      days: sql<number | null>`case when ${cases.triagedAt} is null then null
        else min(${longestDays}, cast(julianday(${cases.triagedAt}) - julianday(${cases.openedAt}) as integer)) end`,
      count: sql<number>`count(*)`,
    })
    .from(cases)
    .where(
      and(gte(cases.openedAt, since), vendorId === null ? undefined : eq(cases.vendorId, vendorId), visible.vendor(scope, cases.vendorId)),
    )
    .groupBy(sql`1`, sql`2`)

/** The newest confirmed changes whose vendor promised a number of days, with what is needed to count those given. */
export const promisedNotice = (db: Database, scope: Scope, { since, vendorId }: ChartRange, limit: number) =>
  db
    .select({
      id: findings.id,
      vendorId: findings.vendorId,
      vendorName: vendors.name,
      announcement: findings.announcement,
      effectiveOn: findings.effectiveOn,
      notifiedOn: findings.notifiedOn,
      detectedAt: findings.detectedAt,
      promised: sql<number>`${vendors.facts} ->> '$.changeNoticeDays'`,
    })
    .from(findings)
    .innerJoin(vendors, eq(vendors.id, findings.vendorId))
    .where(
      and(
        gte(findings.detectedAt, since),
        eq(findings.state, 'confirmed'),
        sql`json_type(${vendors.facts}, '$.changeNoticeDays') in ('integer', 'real')`,
        vendorId === null ? undefined : eq(findings.vendorId, vendorId),
        visible.finding(scope),
      ),
    )
    .orderBy(desc(findings.detectedAt), desc(findings.id))
    .limit(limit)

/** Polls by month, of all sources: a vendor's own are on its sources' pages. */
export const pollsOverTime = (db: Database, since: string) =>
  db
    .select({
      month: month(sql`${pollHours.hour}`),
      attempted: sql<number>`sum(${pollHours.attempted})`,
      failed: sql<number>`sum(${pollHours.failed})`,
    })
    .from(pollHours)
    .where(gte(pollHours.hour, since.slice(0, 13)))
    .groupBy(sql`1`)

/** The number of the newest act that the audit trail keeps: the same number means that nothing was written since. */
export async function auditHead(db: Database): Promise<number> {
  const [row] = await db.select({ seq: sql<number>`max(${audit.seq})` }).from(audit)
  return row?.seq ?? 0
}

/** Whether somebody, and not the rules alone, has written since the act of this number. */
export async function hasActedSince(db: Database, seq: number): Promise<boolean> {
  const rows = await db
    .select({ seq: audit.seq })
    .from(audit)
    .where(and(gt(audit.seq, seq), isNotNull(audit.actorId)))
    .limit(1)
  return rows.length > 0
}
