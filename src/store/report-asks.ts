import { sql } from 'drizzle-orm'
import type { Database } from './database'
import { type Scope, visible } from './visibility'

/** Open reviews today, how many are late, and uses without an owner. */
export async function lateReviews(db: Pick<Database, 'all'>, scope: Scope, today: string) {
  const seenReview = visible.deployment(scope, sql`reviews.deployment_id`) ?? sql`1`
  const seenUse = visible.deployment(scope, sql`deployments.id`) ?? sql`1`
  const [row] = await db.all<{ open: number; late: number; withoutOwner: number }>(sql`select
    (select count(*) from reviews where state in ('open', 'in-progress', 'awaiting-second-signature') and ${seenReview}) as open,
    (select count(*) from reviews where state in ('open', 'in-progress', 'awaiting-second-signature') and due_on < ${today} and ${seenReview}) as late,
    (select count(*) from deployments where owner_id is null and ${seenUse}) as "withoutOwner"`)
  return row ?? { open: 0, late: 0, withoutOwner: 0 }
}

/** Clauses that contracts lack, the most often missing first, with how many contracts there are. */
export async function clauseGaps(db: Pick<Database, 'all'>, scope: Scope, limit: number) {
  const seen = visible.vendor(scope, sql`contracts.vendor_id`) ?? sql`1`
  const [items, counted] = await Promise.all([
    db.all<{ id: string; missing: number }>(sql`select clause.value ->> '$.id' as id, count(*) as missing
      from contracts, json_each(contracts.clauses) as clause where clause.value -> '$.present' = 'false' and ${seen}
      group by 1 order by 2 desc, 1 limit ${limit}`),
    db.all<{ count: number }>(sql`select count(*) as count from contracts where ${seen}`),
  ])
  return { items, contracts: counted[0]?.count ?? 0 }
}
