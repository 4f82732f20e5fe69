import { and, eq, ne, type SQL, sql } from 'drizzle-orm'
import { blocksGoLive } from '../core/decision'
import { groupBy } from '../core/group'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { reviews } from './schema'

/** Severity and outcome of every review that was ever opened for a deployment. */
export const severitiesOfDeployment = (db: Pick<Database, 'select'>, deploymentId: string) =>
  db
    .select({ severity: reviews.severity, outcome: reviews.outcome })
    .from(reviews)
    .where(eq(reviews.deploymentId, deploymentId))
    .groupBy(reviews.severity, reviews.outcome)

/** The open reviews that keep each of these deployments, of a status, from going live, soonest due first. */
export async function blockingReviews(db: Pick<Database, 'select'>, uses: readonly { id: string; status: unknown }[]) {
  const held = uses.filter(({ status }) => status === 'planned' || status === 'pilot')
  if (!held.length) return new Map<string, never[]>()
  const rows = await db
    .select({
      id: reviews.id,
      deploymentId: reviews.deploymentId,
      citation: reviews.citation,
      action: reviews.action,
      severity: reviews.severity,
      dueOn: reviews.dueOn,
    })
    .from(reviews)
    .where(
      and(
        isOneOf(
          reviews.deploymentId,
          held.map((use) => use.id),
        ),
        ne(reviews.state, 'closed'),
      ),
    )
    .orderBy(reviews.dueOn, reviews.id)
  const status = new Map(held.map((use) => [use.id, use.status]))
  return groupBy(
    rows.filter((row) => blocksGoLive(status.get(row.deploymentId), row)),
    (row) => row.deploymentId,
  )
}

/** An SQL condition: none of these deployments, of a status, is kept from going live. The same rule as `blocksGoLive`. */
export function nothingBlocks(uses: readonly { id: string; status: unknown }[]): SQL {
  const ids = (wanted: string) => uses.filter(({ status }) => status === wanted).map((use) => use.id)
  const [planned, pilot] = [ids('planned'), ids('pilot')]
  const open = (some: readonly string[], more: SQL) =>
    some.length ? sql`not exists (select 1 from reviews where ${isOneOf(sql`deployment_id`, some)} and state <> 'closed' ${more})` : sql`1`
  const weighty = sql`and action in ('redo', 'decide') and severity in ('critical', 'high')`
  return sql`${open(planned, sql``)} and ${open(pilot, weighty)}`
}
