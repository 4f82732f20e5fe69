import type { SQL } from 'drizzle-orm'
import { asc, eq, sql } from 'drizzle-orm'
import type { Database } from './database'
import { runs, sourceStates, sources } from './schema'
import type { PollTarget } from './source-states'

/** A source whose turn has come: what must be known of it until it is read whole. `polled` is another after every check. */
export type DueSource = { id: string; origin: string; retryAfter: string | null; polled: string }

/** Every check moves one of these, whatever it brought and whatever the clock says. */
const polledStamp = sql<string>`coalesce(${sourceStates.lastCheckedAt}, '') || ' ' || coalesce(${sourceStates.lastCaptureId}, '') || ' ' || coalesce(${runs.id}, '') || ' ' || coalesce(${runs.count}, '')`
export const polledOf = ({ state, run }: Pick<PollTarget, 'state' | 'run'>): string =>
  [state.lastCheckedAt, state.lastCaptureId, run?.id, run?.count].map((one) => one ?? '').join(' ')

/** The sources to be polled that match, in the order of their ids, in short: there may be tens of thousands. */
export async function dueSources(db: Database, where: SQL | undefined): Promise<DueSource[]> {
  return db
    .select({ id: sourceStates.sourceId, origin: sourceStates.origin, retryAfter: sourceStates.retryAfter, polled: polledStamp })
    .from(sourceStates)
    .innerJoin(sources, eq(sources.id, sourceStates.sourceId))
    .leftJoin(runs, eq(runs.id, sourceStates.runId))
    .where(where)
    .orderBy(asc(sourceStates.sourceId))
}
