import { and, eq, gt, ne } from 'drizzle-orm'
import { ownerOf } from '../core/owner'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { isOneOf } from '../store/bulk'
import { reachOfDeployments, responsibility } from '../store/reach'
import { type Review, withLinks, writeReviews } from '../store/reviews'
import { reviews } from '../store/schema'
import { unitsBelow } from '../store/units'
import { nothing, persist, type Refusal } from '../store/writing'

const reviewsABatch = 2_000

type UnitLike = { parentId: string | null; roleHolders: Record<string, string> }

/** The roles of the pack that other people may hold in a unit and below since it was edited; null = any. */
export function rolesThatMoved(before: UnitLike, after: UnitLike): string[] | null {
  if (before.parentId !== after.parentId) return null
  const roles = new Set([...Object.keys(before.roleHolders), ...Object.keys(after.roleHolders)])
  return [...roles].filter((role) => before.roleHolders[role] !== after.roleHolders[role])
}

/**
 * To be called once a unit has other holders of these roles: open reviews of the unit and of those below it go to whoever answers for them now, but
 * for those that a person gave to somebody. Answers how many moved.
 */
export async function followRoles(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
  actor: Actor,
  unitId: string,
  roles: readonly string[] | null,
): Promise<number> {
  if (roles?.length === 0) return 0
  const { db, now } = ports
  const below = await unitsBelow(db, [unitId])
  let after = ''
  let moved = 0
  for (;;) {
    const done = await persist<{ last: string | null; moved: number }, Refusal>(ports, actor, async () => {
      const rows = await db
        .select()
        .from(reviews)
        .where(
          and(
            isOneOf(reviews.unitId, below),
            roles === null ? undefined : isOneOf(reviews.role, roles),
            eq(reviews.ownerByHand, false),
            ne(reviews.state, 'closed'),
            gt(reviews.id, after),
          ),
        )
        .orderBy(reviews.id)
        .limit(reviewsABatch)
      const held = await responsibility(db, now().slice(0, 10))
      const { deployments } = await reachOfDeployments(db, [...new Set(rows.map((review) => review.deploymentId))])
      const owners = new Map(deployments.map((deployment) => [deployment.id, deployment.ownerId]))
      const at = now()
      const concerned = rows.flatMap((row) => {
        const ownerId = ownerOf(row.role, { unitId: row.unitId, ownerId: owners.get(row.deploymentId) ?? null }, held.units, held.active)
        return ownerId === row.ownerId ? [] : [{ ...row, ownerId }]
      })
      const changed = (await withLinks(db, concerned)).map((review): Review => ({ ...review, version: review.version + 1, updatedAt: at }))
      return {
        ok: true,
        writing: changed.length ? writeReviews(db, 'review.followed-role', { changed }) : nothing,
        result: { last: rows.at(-1)?.id ?? null, moved: changed.length },
      }
    })
    if (!done.ok || done.result.last === null) return moved
    moved += done.result.moved
    after = done.result.last
  }
}
