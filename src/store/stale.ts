import { eq, type SQL, sql } from 'drizzle-orm'
import { freshnessHours } from '../core/freshness'
import type { SourceType } from '../core/source'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { sourceStates, sources, vendors } from './schema'

/** A source that is watched and has not been verified for longer than its vendor's tier allows. */
export type Stale = { sourceId: string; lastGoodAt: string | null; tier: string | null; type: SourceType; vendorName: string }

const mostShown = 1_000

/** Those sources, longest unverified first; `where` narrows them. What was never read counts from when it was added. */
export function staleSources(db: Pick<Database, 'all'>, now: string, where: SQL = sql`1`): Promise<Stale[]> {
  const before = (tier: string | null) => new Date(Date.parse(now) - freshnessHours(tier) * 3_600_000).toISOString()
  return db.all<Stale>(sql`select source_states.source_id as "sourceId", source_states.last_good_at as "lastGoodAt", vendors.facts ->> '$.tier' as "tier",
      sources.type as "type", vendors.name as "vendorName"
    from source_states join sources on sources.id = source_states.source_id join vendors on vendors.id = sources.vendor_id
    where source_states.enabled and not sources.demo and ${where}
      and coalesce(source_states.last_good_at, sources.created_at) < case vendors.facts ->> '$.tier'
        when 'critical' then ${before('critical')} when 'important' then ${before('important')} else ${before(null)} end
    order by coalesce(source_states.last_good_at, sources.created_at), source_states.source_id limit ${mostShown}`)
}

/** A verified document is as old as the first of these that it is within, in hours; the last three are what the tiers ask for. */
export const agesHours = [6, 24, 72, 168] as const

/**
 * Watched sources by how long ago they were verified: `age` is the place among `agesHours`, one more for what is older than all of them, and null for
 * what was never read; `late` counts those older than their vendor's tier allows. What the demonstration watches is counted where nothing else is.
 */
export async function sourcesByAge(
  db: Pick<Database, 'all'>,
  now: string,
  where: SQL = sql`1`,
): Promise<{ age: number | null; count: number; late: number }[]> {
  const before = (hours: number) => new Date(Date.parse(now) - hours * 3_600_000).toISOString()
  const within = sql.join(
    agesHours.map((hours, age) => sql`when source_states.last_good_at >= ${before(hours)} then ${age}`),
    sql` `,
  )
  const rows = await db.all<{ demo: number; age: number | null; count: number; late: number }>(sql`select sources.demo as "demo",
      case when source_states.last_good_at is null then null ${within} else ${agesHours.length} end as "age", count(*) as "count",
      sum(coalesce(source_states.last_good_at, sources.created_at) < case vendors.facts ->> '$.tier'
        when 'critical' then ${before(freshnessHours('critical'))} when 'important' then ${before(freshnessHours('important'))}
        else ${before(freshnessHours(null))} end) as "late"
    from source_states join sources on sources.id = source_states.source_id join vendors on vendors.id = sources.vendor_id
    where source_states.enabled and ${where} group by 1, 2`)
  const ours = rows.filter((row) => !row.demo)
  return (ours.length ? ours : rows).map(({ demo: _demo, ...row }) => row)
}

/** Sources of which there may be something to tell: not well, told of before, or last read so long ago that the strictest tier would mind. */
export const watchedHealth = (db: Pick<Database, 'select'>, now: string) =>
  db
    .select({
      sourceId: sourceStates.sourceId,
      origin: sourceStates.origin,
      health: sourceStates.health,
      cause: sourceStates.cause,
      healthSince: sourceStates.healthSince,
      failures: sourceStates.failures,
      lastGoodAt: sourceStates.lastGoodAt,
      toldHealth: sourceStates.toldHealth,
      toldCause: sourceStates.toldCause,
      toldAt: sourceStates.toldAt,
      createdAt: sources.createdAt,
      tier: sql<string | null>`${vendors.facts} ->> '$.tier'`,
    })
    .from(sourceStates)
    .innerJoin(sources, eq(sources.id, sourceStates.sourceId))
    .innerJoin(vendors, eq(vendors.id, sources.vendorId))
    .where(
      sql`${sourceStates.enabled} and not ${sources.demo} and (${sourceStates.health} not in ('ok', 'never-read', 'paused')
        or ${sourceStates.toldHealth} is not null
        or coalesce(${sourceStates.lastGoodAt}, ${sources.createdAt}) < ${new Date(Date.parse(now) - freshnessHours('critical') * 3_600_000).toISOString()})`,
    )

/** Of the sources that these findings were read from, those that have not been verified for too long: what rests on them rests on something old. */
export const staleBehind = (db: Pick<Database, 'all'>, now: string, findingIds: readonly string[]): Promise<Stale[]> =>
  findingIds.length
    ? staleSources(db, now, sql`sources.id in (select source_id from findings where ${isOneOf(sql`findings.id`, findingIds)})`)
    : Promise.resolve([])
