import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Day } from '../core/day'
import type { Database } from './database'
import { latest, recorded } from './history'
import { contradictions, findings } from './schema'
import { type Scope, visible } from './visibility'

type Days = { from: Day | null; to: Day | null }

const dayAfter = (day: Day) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString()
const ours = sql`${findings.state} in ('provisional', 'confirmed') and ${findings.origin} <> 'contradiction'`

/** The changes of a vendor that were seen in a period, the newest first; what two of its documents contradict each other in is none. */
export const changesOfVendor = (db: Pick<Database, 'select'>, scope: Scope, vendorId: string, { from, to }: Days) =>
  db
    .select({
      id: findings.id,
      kinds: findings.kinds,
      announcement: findings.announcement,
      effectiveOn: findings.effectiveOn,
      notifiedOn: findings.notifiedOn,
      detectedAt: findings.detectedAt,
    })
    .from(findings)
    .where(
      and(
        eq(findings.vendorId, vendorId),
        ours,
        from ? gte(findings.detectedAt, from) : undefined,
        to ? lt(findings.detectedAt, dayAfter(to)) : undefined,
        visible.finding(scope),
      ),
    )
    .orderBy(desc(findings.detectedAt), desc(findings.id))
    .limit(10_000)

/** The contradictions between its documents that were found in a period. */
export const disputesOfVendor = (db: Pick<Database, 'select'>, vendorId: string, { from, to }: Days) =>
  db
    .select({
      findingId: contradictions.findingId,
      check: contradictions.check,
      foundAt: contradictions.foundAt,
      settledAt: contradictions.settledAt,
    })
    .from(contradictions)
    .where(
      and(
        eq(contradictions.vendorId, vendorId),
        from ? gte(contradictions.foundAt, from) : undefined,
        to ? lt(contradictions.foundAt, dayAfter(to)) : undefined,
      ),
    )
    .orderBy(desc(contradictions.foundAt))
    .limit(1_000)

/** What the audit trail recorded of a noun of a vendor at an instant: its findings, contradictions or contracts. The caller parses them. */
export async function ofVendorAsOf(db: Pick<Database, 'all'>, entity: string, vendorId: string, at: string): Promise<unknown[]> {
  const rows = await db.all<{ after: string }>(
    sql`select after from audit where ${latest(entity, at)} and after is not null and ${recorded('vendorId')} = ${vendorId}`,
  )
  return rows.map(({ after }): unknown => JSON.parse(after))
}
