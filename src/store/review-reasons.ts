import { asc, sql } from 'drizzle-orm'
import { groupBy } from '../core/group'
import { chunks } from './audit'
import { insertRows, isOneOf } from './bulk'
import type { Database, Statement } from './database'
import { reviewClaims, reviewReasons, toDoReviews } from './schema'

export type ReviewReason = typeof reviewReasons.$inferSelect
/** Why a review is due: one finding in one case, read as one kind. */
export type Reason = Omit<ReviewReason, 'reviewId'>
/**
 * What hangs on a review besides its row: its reasons, the to-dos that it waits for or waited for, and the claims that it rested on when it was signed off
 * (absent where it rested on none).
 */
export type ReviewLinks = { reasons: Reason[]; toDoIds: string[]; claimIds?: string[] }

/** The links of many reviews by review id, each list in the order in which the audit trail keeps it. */
export async function linksOfReviews(db: Pick<Database, 'select'>, ids: readonly string[]): Promise<(id: string) => ReviewLinks> {
  const [reasons, toDos, rested] = await Promise.all([
    db.select().from(reviewReasons).where(isOneOf(reviewReasons.reviewId, ids)),
    db.select().from(toDoReviews).where(isOneOf(toDoReviews.reviewId, ids)).orderBy(asc(toDoReviews.toDoId)),
    db.select().from(reviewClaims).where(isOneOf(reviewClaims.reviewId, ids)).orderBy(asc(reviewClaims.claimId)),
  ])
  const reasonsOf = groupBy(reasons, (one) => one.reviewId)
  const toDosOf = groupBy(toDos, (one) => one.reviewId)
  const claimsOf = groupBy(rested, (one) => one.reviewId)
  return (id) => ({
    reasons: inOrder((reasonsOf.get(id) ?? []).map(({ reviewId: _, ...reason }) => reason)),
    toDoIds: (toDosOf.get(id) ?? []).map((one) => one.toDoId),
    ...(claimsOf.has(id) ? { claimIds: (claimsOf.get(id) ?? []).map((one) => one.claimId) } : {}),
  })
}

/** By finding, then kind: the order does not depend on which case came first. */
export const inOrder = (reasons: readonly Reason[]): Reason[] =>
  [...reasons].sort((a, b) => compareText(a.findingId, b.findingId) || compareText(a.kind, b.kind))

export const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

type Linked = { id: string } & ReviewLinks

export function insertLinks(db: Pick<Database, 'run'>, reviews: readonly Linked[], applies: ReturnType<typeof sql>): Statement[] {
  const reasons = reviews.flatMap(({ id, reasons }) => reasons.map((reason) => ({ ...reason, reviewId: id })))
  const toDos = reviews.flatMap(({ id, toDoIds }) => toDoIds.map((toDoId) => ({ toDoId, reviewId: id })))
  return [...insertRows(db, reviewReasons, reasons, { applies }), ...insertRows(db, toDoReviews, toDos, { applies })]
}

/** Puts these links in place of those that the reviews had; where `was` tells the review with links that all stay, only the others are written. */
export function replaceLinks(
  db: Pick<Database, 'run'>,
  reviews: readonly Linked[],
  { applies, was }: { applies: ReturnType<typeof sql>; was: ReadonlyMap<string, ReviewLinks> },
): Statement[] {
  const [added, others]: [Linked[], Linked[]] = [[], []]
  for (const review of reviews) {
    const more = addedLinks(review, was.get(review.id))
    if (more) added.push(more)
    else others.push(review)
  }
  const parts = chunks(others, 10_000, ({ id }) => id.length + 3).map((some) => JSON.stringify(some.map(({ id }) => id)))
  const gone = parts.flatMap((ids) =>
    [reviewReasons, toDoReviews].map((table) =>
      db.run(sql`delete from ${table} where review_id in (select value from json_each(${ids})) and ${applies}`),
    ),
  )
  return [...gone, ...insertLinks(db, others, applies), ...insertLinks(db, added, applies)]
}

/** The links that a review has more than before; null when one went or changed, or nobody knows. */
function addedLinks({ id, reasons, toDoIds }: Linked, was: ReviewLinks | undefined): Linked | null {
  if (!was?.reasons.every((reason) => reasons.includes(reason)) || !was.toDoIds.every((one) => toDoIds.includes(one))) return null
  return {
    id,
    reasons: reasons.filter((reason) => !was.reasons.includes(reason)),
    toDoIds: toDoIds.filter((one) => !was.toDoIds.includes(one)),
  }
}
