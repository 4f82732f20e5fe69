import { and, isNull, sql } from 'drizzle-orm'
import type { Claim, ClaimState } from './claims'
import type { Database } from './database'
import type { Page } from './page'
import { vendorNames } from './register-page'
import { claims, type dispositions, type reviewStates } from './schema'
import { filterBy, selectPage } from './select-page'
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

export type ClaimLine = { claim: Claim; vendorName: string }

/** Answers in some states about the vendors that a person may see, those that have another in their place left out; the latest first. Null = the cursor is none of ours. */
export async function claimLines(
  db: Database,
  scope: Scope,
  { states, cursor, limit }: { states: readonly ClaimState[]; cursor: string | null; limit: number },
): Promise<Page<ClaimLine> | null> {
  const where = and(visible.vendor(scope, claims.vendorId), filterBy(claims.state, [...states]), isNull(claims.replacedBy))
  const request = { limit, cursor, sort: { name: 'createdAt', descending: true } }
  const page = await selectPage(db, claims, { id: claims.id, sortable: { createdAt: claims.createdAt }, where, request })
  if ('problem' in page) return null
  const names = await vendorNames(
    db,
    page.items.map(({ vendorId }) => vendorId),
  )
  return { ...page, items: page.items.map((claim) => ({ claim, vendorName: names.get(claim.vendorId) ?? 'unknown' })) }
}
