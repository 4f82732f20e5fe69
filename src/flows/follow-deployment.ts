import { ownerOf } from '../core/owner'
import type { Ports } from '../ports'
import { type Actor, chunks } from '../store/audit'
import { type DeploymentRow, reachOfDeployments, responsibility } from '../store/reach'
import { openReviewsOf, type Review, withLinks, writeReviews } from '../store/reviews'
import { nothing, persist, type Refusal } from '../store/writing'

const deploymentsABatch = 200

type Place = Pick<DeploymentRow, 'unitId' | 'ownerId'>
/** Whether an edit moved a deployment to another unit or gave it another owner. */
export const isMoved = (row: Place, before: Place | null): boolean =>
  before !== null && (row.unitId !== before.unitId || row.ownerId !== before.ownerId)

/**
 * To be called once deployments have moved: their open reviews belong to the unit of today, and to whoever answers for them there, but for those
 * that a person gave to somebody.
 */
export async function followDeployments(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
  actor: Actor,
  deploymentIds: readonly string[],
): Promise<void> {
  const { db, now } = ports
  for (const ids of chunks(deploymentIds, deploymentsABatch))
    await persist<null, Refusal>(ports, actor, async () => {
      const open = await withLinks(db, await openReviewsOf(db, ids))
      if (!open.length) return { ok: true, writing: nothing, result: null }
      const [{ deployments }, { units, active }] = [await reachOfDeployments(db, ids), await responsibility(db, now().slice(0, 10))]
      const places = new Map(deployments.map((row) => [row.id, row]))
      const at = now()
      const changed = open.flatMap((review): Review[] => {
        const place = places.get(review.deploymentId)
        if (!place) return []
        const ownerId = review.ownerByHand ? review.ownerId : ownerOf(review.role, place, units, active)
        if (ownerId === review.ownerId && place.unitId === review.unitId) return []
        return [{ ...review, unitId: place.unitId, ownerId, version: review.version + 1, updatedAt: at }]
      })
      const writing = changed.length ? writeReviews(db, 'review.followed-deployment', { changed }) : nothing
      return { ok: true, writing, result: null }
    })
}
