import { sql } from 'drizzle-orm'
import type { Database } from './database'
import type { dispositions, reviewStates } from './schema'
import { type Scope, visible, withinFrameworks } from './visibility'

export type RestingReview = {
  claimId: string
  id: string
  citation: string
  state: (typeof reviewStates)[number]
  deploymentName: string | null
}
export type RestingDecision = {
  claimId: string
  id: string
  disposition: (typeof dispositions)[number]
  state: string
  deploymentName: string | null
}

const most = 200

/** The reviews that were signed on claims, the latest first, as far as a person may see them; at most 200. */
export const reviewsOnClaims = (db: Pick<Database, 'all'>, scope: Scope, claimIds: readonly string[]): Promise<RestingReview[]> =>
  db.all(sql`select review_claims.claim_id as claimId, reviews.id, reviews.citation, reviews.state, deployments.name as deploymentName
    from json_each(${JSON.stringify(claimIds)}) as wanted join review_claims on review_claims.claim_id = wanted.value
    join reviews on reviews.id = review_claims.review_id left join deployments on deployments.id = reviews.deployment_id
    where ${visible.deployment(scope, sql`reviews.deployment_id`) ?? sql`1`} and ${withinFrameworks(scope, sql`reviews.framework`) ?? sql`1`}
    order by reviews.opened_at desc, reviews.id limit ${most}`)

/** The decisions that list claims, the latest first, as far as a person may see them; at most 200. */
export const decisionsOnClaims = (db: Pick<Database, 'all'>, scope: Scope, claimIds: readonly string[]): Promise<RestingDecision[]> =>
  db.all(sql`select decision_basis.ref_id as claimId, decisions.id, decisions.disposition, decisions.state, deployments.name as deploymentName
    from json_each(${JSON.stringify(claimIds)}) as wanted join decision_basis on decision_basis.type = 'claim' and decision_basis.ref_id = wanted.value
    join decisions on decisions.id = decision_basis.decision_id left join deployments on deployments.id = decisions.deployment_id
    where ${visible.deployment(scope, sql`decisions.deployment_id`) ?? sql`1`}
    order by decisions.created_at desc, decisions.id limit ${most}`)
