import { asc, sql } from 'drizzle-orm'
import { isOneOf } from './bulk'
import type { Database } from './database'
import type { ReviewRow } from './reviews'
import { evidence, reviewClaims, reviews } from './schema'

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

/**
 * The reviews that were signed with one of these documents as proof, in the order in which they were opened: of uses of its vendor's systems and of whatever
 * is built on them.
 */
export const reviewsRestingOnEvidence = (db: Pick<Database, 'select'>, evidenceIds: readonly string[]): Promise<Resting[]> =>
  db
    .select({ review: reviews, restsOn: evidence.id })
    .from(evidence)
    .innerJoin(
      reviews,
      sql`${reviews.deploymentId} in (with recursive reached(id) as (
          select id from systems where vendor_id = ${evidence.vendorId}
          union select system_id from system_parents join reached on system_parents.parent_id = reached.id)
        select deployments.id from reached join deployments on deployments.system_id = reached.id)
        and exists (select 1 from json_each(${reviews.evidenceIds}) where value = ${evidence.id}) and ${counts}`,
    )
    .where(isOneOf(evidence.id, evidenceIds))
    .orderBy(asc(reviews.openedAt), asc(reviews.id))
