import { and, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import { healthStates } from '../core/capture'
import type { Database } from './database'
import { cases, reviews, sourceStates, vendors } from './schema'
import { countUpTo } from './select-page'
import { type Scope, visible } from './visibility'
import { pollsSince } from './watching-page'

/** Cases that wait for triage or a second signature, as far as the person sees them. */
export const casesWaiting = (scope: Scope): SQL | undefined =>
  and(inArray(cases.state, ['open', 'awaiting-second-signature']), visible.case(scope, cases.id, cases.vendorId))

/** Reviews that stand in owners' lists: a case of theirs has been triaged as material (CONTRACT.md, "How things move"). */
export const inLists: SQL = sql`exists (select 1 from review_reasons join cases on cases.id = review_reasons.case_id
  where review_reasons.review_id = reviews.id and cases.state in ('triaged', 'closed'))`

export const reviewsOfPerson = (personId: string): SQL | undefined => and(eq(reviews.ownerId, personId), ne(reviews.state, 'closed'))

/** Sources that are watched and cannot be read at the moment. */
export const isOut: SQL = inArray(
  sourceStates.health,
  healthStates.filter((state) => !['ok', 'never-read', 'paused'].includes(state)),
)

/** Work for the reader, and how much is watched: what audited acts alone move. Null = more than 10,000. */
export async function workCounts(db: Database, scope: Scope, personId: string) {
  const [toTriage, reviewsMine, watched, demo] = await Promise.all([
    countUpTo(db, cases, casesWaiting(scope)),
    countUpTo(db, reviews, and(reviewsOfPerson(personId), inLists)),
    countUpTo(db, sourceStates, and(eq(sourceStates.enabled, true), visible.source(scope, sourceStates.sourceId))),
    hasDemo(db),
  ])
  return { toTriage, reviewsMine, watched, demo }
}

/** How the watching goes: sources that are out (null = more than 10,000), and polls since an instant. */
export async function watchCounts(db: Database, scope: Scope, since: string) {
  const [sourcesOut, { attempted }] = await Promise.all([
    countUpTo(db, sourceStates, and(isOut, visible.source(scope, sourceStates.sourceId))),
    pollsSince(db, since.slice(0, 13)),
  ])
  return { sourcesOut, polls: attempted }
}

export async function hasDemo(db: Database): Promise<boolean> {
  const rows = await db.select({ id: vendors.id }).from(vendors).where(sql`${vendors.demo} = 1`).limit(1)
  return rows.length > 0
}

/** Whether the register is empty: the first day. */
export async function registerIsEmpty(db: Database): Promise<boolean> {
  const rows = await db.select({ id: vendors.id }).from(vendors).limit(1)
  return rows.length === 0
}
