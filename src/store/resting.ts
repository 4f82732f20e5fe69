import { asc, type SQL, sql } from 'drizzle-orm'
import { insertRows, isOneOf } from './bulk'
import type { Database, Statement } from './database'
import type { ReviewRow } from './reviews'
import { reviewClaims, reviewEvidence, reviews } from './schema'

/** A review, and the record that it rested on when it was signed. */
export type Resting = { review: ReviewRow; restsOn: string }

/** The sign-off that counts: of the same deployment and obligation no later one, by a person who held the change to be material, has taken its place. */
const counts = sql`not exists (select 1 from reviews as later where later.deployment_id = ${reviews.deploymentId}
  and later.obligation_id = ${reviews.obligationId} and later.opened_at > ${reviews.openedAt}
  and later.closed_by is not null and later.outcome <> 'not-material')`

/** The reviews that rested on these claims when they were signed off, in the order in which they were opened. */
export const reviewsRestingOnClaims = (db: Pick<Database, 'select'>, claimIds: readonly string[]): Promise<Resting[]> =>
  db
    .select({ review: reviews, restsOn: reviewClaims.claimId })
    .from(reviewClaims)
    .innerJoin(reviews, sql`${reviews.id} = ${reviewClaims.reviewId} and ${counts}`)
    .where(isOneOf(reviewClaims.claimId, claimIds))
    .orderBy(asc(reviews.openedAt), asc(reviews.id))

/** The reviews that were signed with one of these documents as proof, whichever vendor it is about, in the order in which they were opened. */
export const reviewsRestingOnEvidence = (db: Pick<Database, 'select'>, evidenceIds: readonly string[]): Promise<Resting[]> =>
  db
    .select({ review: reviews, restsOn: reviewEvidence.evidenceId })
    .from(reviewEvidence)
    .innerJoin(
      reviews,
      sql`${reviews.id} = ${reviewEvidence.reviewId} and ${counts}
        and exists (select 1 from json_each(${reviews.evidenceIds}) where value = ${reviewEvidence.evidenceId})`,
    )
    .where(isOneOf(reviewEvidence.evidenceId, evidenceIds))
    .orderBy(asc(reviews.openedAt), asc(reviews.id))

/** Statements that note by which documents reviews are found. */
export const linkReviewEvidence = (
  db: Pick<Database, 'run'>,
  rows: readonly (typeof reviewEvidence.$inferSelect)[],
  applies: SQL,
): Statement[] => insertRows(db, reviewEvidence, rows, { applies, orIgnore: true })

/** A review that could not be found from a document which it names; null where there is none. */
export async function reviewNotFoundByEvidence(db: Pick<Database, 'all'>): Promise<string | null> {
  const [row] = await db.all<{ id: string }>(sql`select reviews.id as id from reviews join json_each(reviews.evidence_ids) as named
    where not exists (select 1 from review_evidence where review_id = reviews.id and evidence_id = named.value) order by reviews.id limit 1`)
  return row?.id ?? null
}
