import { and, eq, ne } from 'drizzle-orm'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { caseDeploymentKey, writeCaseDeployments } from '../store/cases'
import { type Review, reviewsById, withLinks, writeReviews } from '../store/reviews'
import { caseDeployments, deployments, reviews } from '../store/schema'
import { type ToDo, toDosOf, writeToDos } from '../store/to-dos'
import { combine, commit, persist, type Refusal, type Writing } from '../store/writing'
import { decideAgain } from './decide-again'
import { draftPrefix } from './plan-finding'

/**
 * Gives what was planned for a system that had no deployment to its first one: reviews, to-dos and its place in the cases; then decides those
 * reviews on the deployment's own facts.
 */
export async function adoptDraft(ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>, actor: Actor, deploymentId: string): Promise<void> {
  const { db, now } = ports
  const [deployment] = await db.select().from(deployments).where(eq(deployments.id, deploymentId))
  if (!deployment) return
  const draft = `${draftPrefix}${deployment.systemId}`
  const adopted = await persist<string[], Refusal>(ports, actor, async () => {
    const rows = await db
      .select()
      .from(reviews)
      .where(and(eq(reviews.deploymentId, draft), ne(reviews.state, 'closed')))
    const at = now()
    const taken = (await withLinks(db, rows)).map(
      (review): Review => ({ ...review, deploymentId, unitId: deployment.unitId, version: review.version + 1, updatedAt: at }),
    )
    const toDos = (await toDosOf(db, [draft])).map(
      (one): ToDo => ({ ...one, entityId: deploymentId, version: one.version + 1, updatedAt: at }),
    )
    const writing = combine(
      writeReviews(db, 'review.adopted', { changed: taken }),
      writeToDos(db, 'to-do.adopted', { changed: toDos }),
      await moveInCases(ports, draft, deploymentId),
    )
    return { ok: true, writing, result: taken.map((review) => review.id) }
  })
  if (!adopted.ok || !adopted.result.length) return
  const because = 'No longer due here: the deployment is registered now, and it does not apply.'
  while (!(await commit(ports, actor, await decideAgain(ports, await openOf(db, adopted.result), { because }))));
}

const openOf = async (db: Ports['db'], ids: readonly string[]) => (await reviewsById(db, ids)).filter((review) => review.state !== 'closed')

async function moveInCases({ db }: Pick<Ports, 'db'>, draft: string, deploymentId: string): Promise<Writing> {
  const rows = await db.select().from(caseDeployments).where(eq(caseDeployments.deploymentId, draft))
  const moved = writeCaseDeployments(
    db,
    'case.reached',
    rows.map((row) => ({ ...row, deploymentId })),
  )
  const gone: Writing = {
    acts: rows.map((row) => ({
      action: 'case.no-longer-reached',
      entity: 'case-deployment',
      entityId: caseDeploymentKey(row),
      after: null,
    })),
    write: (applies) => [db.delete(caseDeployments).where(and(eq(caseDeployments.deploymentId, draft), applies))],
    guard: moved.guard,
  }
  return rows.length ? combine(gone, moved) : moved
}
