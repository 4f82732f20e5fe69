import { and, asc, eq, ne, type SQL, sql } from 'drizzle-orm'
import { chunks } from './audit'
import { allOf, insertRows, isOneOf, selectRows, updateRows, versionsStand } from './bulk'
import type { Database } from './database'
import { insertLinks, linksOfReviews, type ReviewLinks, replaceLinks } from './review-reasons'
import { reviewReasons, reviews } from './schema'
import type { Writing } from './writing'

export type ReviewRow = typeof reviews.$inferSelect
/** A review with its reasons and to-dos; the same object is what the audit trail keeps of it. */
export type Review = ReviewRow & ReviewLinks

export async function reviewById(db: Pick<Database, 'select'>, id: string): Promise<Review | null> {
  const [found] = await reviewsById(db, [id])
  return found ?? null
}

export const reviewsById = async (db: Pick<Database, 'select'>, ids: readonly string[]): Promise<Review[]> =>
  ids.length ? withLinks(db, await db.select().from(reviews).where(isOneOf(reviews.id, ids))) : []

/** Puts their reasons and to-dos to rows of reviews. */
export async function withLinks(db: Pick<Database, 'select'>, rows: readonly ReviewRow[]): Promise<Review[]> {
  if (!rows.length) return []
  const links = await linksOfReviews(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, ...links(row.id) }))
}

/** Reviews with a reason from one of the cases, in a stable order; `state` narrows to the open or the closed ones. */
export async function reviewsOfCases(
  db: Pick<Database, 'select'>,
  caseIds: readonly string[],
  state: 'open' | 'any' = 'any',
): Promise<Review[]> {
  const ofCases = sql`${reviews.id} in (select review_id from ${reviewReasons} where ${isOneOf(sql`case_id`, caseIds)})`
  const rows = await db
    .select()
    .from(reviews)
    .where(and(ofCases, state === 'open' ? ne(reviews.state, 'closed') : undefined))
    .orderBy(asc(reviews.id))
  return withLinks(db, rows)
}

/** The open reviews of these deployments. */
export const openReviewsOf = (db: Pick<Database, 'all'>, deploymentIds: readonly string[]): Promise<ReviewRow[]> =>
  selectRows(db, reviews, sql`${isOneOf(reviews.deploymentId, deploymentIds)} and ${ne(reviews.state, 'closed')}`)

/** Whether a review of this deployment and obligation is not closed; there is at most one. */
export const isOpenReview = (db: Pick<Database, 'select'>, deploymentId: string, obligationId: string) =>
  db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(eq(reviews.deploymentId, deploymentId), eq(reviews.obligationId, obligationId), ne(reviews.state, 'closed')))
    .limit(1)
    .then((rows) => rows.length > 0)

type ReviewChanges = {
  opened?: readonly Review[]
  changed?: readonly Review[]
  linked?: readonly Review[]
  was?: ReadonlyMap<string, Review>
}

/**
 * New reviews, changed ones, and changed ones whose reasons or to-dos changed too (`version` already raised), each with its audit row. Holds only
 * while no open review stands for a pair of deployment and obligation that a new one is opened for. `was` may tell the changed ones as they were read,
 * and then only what differs is written.
 */
export function writeReviews(
  db: Pick<Database, 'run'>,
  action: string,
  { opened = [], changed = [], linked = [], was = new Map() }: ReviewChanges,
): Writing {
  const updated = [...changed, ...linked]
  return {
    acts: [...opened, ...updated].map((after) => ({ action, entity: 'review', entityId: after.id, after })),
    write: (applies) => [
      ...updateRows(db, reviews, updated, { applies, was }),
      ...replaceLinks(db, linked, { applies, was }),
      ...insertRows(db, reviews, opened, { applies }),
      ...insertLinks(db, opened, applies),
    ],
    guard: allOf([
      versionsStand(
        reviews,
        updated.map(({ id, version }) => ({ id, version: version - 1 })),
      ),
      noneOpen(opened),
    ]),
  }
}

/** An SQL condition: none of these pairs of deployment and obligation has an open review. */
function noneOpen(pairs: readonly Pick<Review, 'deploymentId' | 'obligationId'>[]): SQL {
  return allOf(
    chunks(pairs, 10_000, ({ deploymentId, obligationId }) => deploymentId.length + obligationId.length + 8).map(
      (some) => sql`not exists (select 1 from json_each(${JSON.stringify(some.map((one) => [one.deploymentId, one.obligationId]))}) as pair
        join ${reviews} as held on held.deployment_id = pair.value->>'$[0]' and held.obligation_id = pair.value->>'$[1]' and held.state <> 'closed')`,
    ),
  )
}
