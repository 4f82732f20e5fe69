import { and, eq, ne, sql } from 'drizzle-orm'
import { ownerOf } from '../core/owner'
import type { Ports } from '../ports'
import { type Actor, ruleActor } from '../store/audit'
import { type Case, withFindings, writeCases } from '../store/cases'
import { reachOfDeployments, responsibility } from '../store/reach'
import { type Review, withLinks, writeReviews } from '../store/reviews'
import { cases, people, reviews } from '../store/schema'
import { combine, commit } from '../store/writing'

const reviewsABatch = 2_000

/** Hands over what somebody who left still holds, because the process that took their leave died before it was done. Answers of how many people. */
export async function handOverLeftOver(ports: Pick<Ports, 'db' | 'now' | 'digest'>): Promise<number> {
  const gone = await ports.db
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        eq(people.state, 'left'),
        sql`(exists (select 1 from ${reviews} where owner_id = ${people.id} and state <> 'closed')
          or exists (select 1 from ${cases} where assignee_id = ${people.id} and state <> 'closed'))`,
      ),
    )
  for (const { id } of gone) await handOver(ports, ruleActor, { personId: id, toId: null })
  return gone.length
}

/**
 * Hands over the open work of a person who leaves: to `toId`, or, without one, each review to whoever answers for it now and cases to nobody. To be
 * called once the person has left. Answers how many reviews and cases moved.
 */
export async function handOver(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
  actor: Actor,
  { personId, toId }: { personId: string; toId: string | null },
): Promise<{ reviews: number; cases: number }> {
  const { db, now } = ports
  const moved = { reviews: 0, cases: 0 }
  for (;;) {
    const [mine, assigned] = await Promise.all([
      db
        .select()
        .from(reviews)
        .where(and(eq(reviews.ownerId, personId), ne(reviews.state, 'closed')))
        .orderBy(reviews.id)
        .limit(reviewsABatch),
      db
        .select()
        .from(cases)
        .where(and(eq(cases.assigneeId, personId), ne(cases.state, 'closed')))
        .limit(reviewsABatch),
    ])
    if (!mine.length && !assigned.length) return moved
    const at = now()
    const held = await responsibility(db)
    held.active.delete(personId)
    const { deployments } = await reachOfDeployments(db, [...new Set(mine.map((review) => review.deploymentId))])
    const places = new Map(deployments.map((deployment) => [deployment.id, deployment]))
    const next = (await withLinks(db, mine)).map((review): Review => {
      const place = { unitId: review.unitId, ownerId: places.get(review.deploymentId)?.ownerId ?? null }
      const ownerId = toId ?? ownerOf(review.role, place, held.units, held.active)
      return { ...review, ownerId, ownerByHand: toId !== null, version: review.version + 1, updatedAt: at }
    })
    const given = (await withFindings(db, assigned)).map(
      (one): Case => ({ ...one, assigneeId: toId, version: one.version + 1, updatedAt: at }),
    )
    const writing = combine(
      writeReviews(db, 'review.handed-over', { changed: next }),
      writeCases(db, 'case.handed-over', { changed: given }),
    )
    // a lost race means that somebody changed one of these meanwhile: they are read again
    if (!(await commit(ports, actor, writing))) continue
    moved.reviews += next.length
    moved.cases += given.length
  }
}
