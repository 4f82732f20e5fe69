import { and, eq, gt, ne, sql } from 'drizzle-orm'
import { ownerOf } from '../core/owner'
import type { Ports } from '../ports'
import { type Actor, ruleActor } from '../store/audit'
import { updateRows, versionsStand } from '../store/bulk'
import { type Case, withFindings, writeCases } from '../store/cases'
import { personById } from '../store/people'
import { reachOfDeployments, responsibility } from '../store/reach'
import { writeRegisterRows } from '../store/register-rows'
import { type Review, withLinks, writeReviews } from '../store/reviews'
import { cases, deployments, people, reviews, units } from '../store/schema'
import { allUnits, unitsBelow } from '../store/units'
import { type Scope, visible } from '../store/visibility'
import { combine, commit, nothing, persist, type Refusal, type Writing } from '../store/writing'

const reviewsABatch = 2_000
const recordsABatch = 2_000

/** Hands over what somebody who left still holds, because the process that took their leave died before it was done. Answers of how many people. */
export async function handOverLeftOver(ports: Pick<Ports, 'db' | 'now' | 'digest'>): Promise<number> {
  const gone = await ports.db
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        eq(people.state, 'left'),
        sql`(exists (select 1 from ${reviews} where owner_id = ${people.id} and state <> 'closed')
          or exists (select 1 from ${cases} where assignee_id = ${people.id} and state <> 'closed')
          or exists (select 1 from ${deployments} where owner_id = ${people.id})
          or exists (select 1 from ${units}, json_each(${units.roleHolders}) as held where held.value = ${people.id}))`,
      ),
    )
  for (const { id } of gone) await handOver(ports, ruleActor, { personId: id, toId: null })
  return gone.length
}

/**
 * Hands over what a person who leaves holds: to `toId`, the successor, where that person is of the unit; else roles of units and deployments are
 * nobody's, each open review goes to whoever answers for it now, and cases to nobody. To be called once the person has left. Answers how many
 * reviews and cases moved.
 */
export async function handOver(ports: HandOverPorts, actor: Actor, given: HandOver): Promise<{ reviews: number; cases: number }> {
  const fits = await placesOf(ports, given.toId)
  await handOverRoles(ports, actor, given, fits)
  await handOverDeployments(ports, actor, given, fits)
  return handOverWork(ports, actor, given, fits)
}

type HandOverPorts = Pick<Ports, 'db' | 'now' | 'digest'>
type HandOver = { personId: string; toId: string | null }
/** Whether the successor belongs to a unit, or to one above it. */
type Fits = (unitId: string | null) => boolean

async function placesOf({ db }: HandOverPorts, toId: string | null): Promise<Fits> {
  const to = toId === null ? null : await personById(db, toId)
  if (!to || to.state === 'left') return () => false
  const below = to.unitIds === null ? null : new Set(await unitsBelow(db, to.unitIds))
  return (unitId) => below === null || unitId === null || below.has(unitId)
}

async function handOverRoles(ports: HandOverPorts, actor: Actor, { personId, toId }: HandOver, fits: Fits): Promise<void> {
  const { db, now } = ports
  await persist<null, Refusal>(ports, actor, async () => {
    const held = (await allUnits(db)).filter((unit) => Object.values(unit.roleHolders).includes(personId))
    if (!held.length) return { ok: true, writing: nothing, result: null }
    const at = now()
    const next = held.map((unit) => ({
      ...unit,
      roleHolders: Object.fromEntries(
        Object.entries(unit.roleHolders).flatMap(([role, holder]): [string, string][] => {
          if (holder !== personId) return [[role, holder]]
          return toId !== null && fits(unit.id) ? [[role, toId]] : []
        }),
      ),
      version: unit.version + 1,
      updatedAt: at,
    }))
    const writing: Writing = {
      acts: next.map((after) => ({ action: 'unit.handed-over', entity: 'unit', entityId: after.id, after })),
      write: (applies) => updateRows(db, units, next, { applies }),
      guard: versionsStand(units, held),
    }
    return { ok: true, writing, result: null }
  })
}

async function handOverDeployments(ports: HandOverPorts, actor: Actor, { personId, toId }: HandOver, fits: Fits): Promise<void> {
  const { db, now } = ports
  for (;;) {
    const done = await persist<number, Refusal>(ports, actor, async () => {
      const owned = await db
        .select()
        .from(deployments)
        .where(eq(deployments.ownerId, personId))
        .orderBy(deployments.id)
        .limit(recordsABatch)
      const at = now()
      const next = owned.map((row) => ({ ...row, ownerId: fits(row.unitId) ? toId : null, version: row.version + 1, updatedAt: at }))
      return { ok: true, writing: next.length ? writeRegisterRows(db, 'handed-over', { deployments: next }) : nothing, result: next.length }
    })
    if (!done.ok || done.result === 0) return
  }
}

async function handOverWork(
  ports: HandOverPorts,
  actor: Actor,
  { personId, toId }: HandOver,
  fits: Fits,
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
    const held = await responsibility(db, now().slice(0, 10))
    held.active.delete(personId)
    const { deployments } = await reachOfDeployments(db, [...new Set(mine.map((review) => review.deploymentId))])
    const places = new Map(deployments.map((deployment) => [deployment.id, deployment]))
    const next = (await withLinks(db, mine)).map((review): Review => {
      const place = { unitId: review.unitId, ownerId: places.get(review.deploymentId)?.ownerId ?? null }
      const byRule = ownerOf(review.role, place, held.units, held.active)
      const ownerId = toId !== null && fits(review.unitId) ? toId : byRule
      return { ...review, ownerId, ownerByHand: ownerId !== null && ownerId !== byRule, version: review.version + 1, updatedAt: at }
    })
    const given = (await withFindings(db, assigned)).map(
      (one): Case => ({ ...one, assigneeId: fits(null) ? toId : null, version: one.version + 1, updatedAt: at }),
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

/**
 * Gives somebody's open reviews and cases to a colleague while both stay; reviews of units to which the colleague does not belong remain. What was
 * given so is the colleague's whatever is planned later. `scope` is what the one who hands over may see: the rest stays. Answers how many moved.
 */
export async function handOverWorkOf(
  ports: HandOverPorts,
  actor: Actor,
  { personId, toId, scope }: { personId: string; toId: string; scope: Scope },
): Promise<{ ok: true; reviews: number; cases: number } | Refusal<'no-such-person'>> {
  const { db, now } = ports
  const to = await personById(db, toId)
  if (to?.state !== 'active' || to.role === 'none' || to.id === personId) return { ok: false, reason: 'no-such-person' }
  const fits = await placesOf(ports, toId)
  const moved = { reviews: 0, cases: 0 }
  let after = ''
  for (;;) {
    const done = await persist<{ last: string | null; moved: number }, Refusal>(ports, actor, async () => {
      const mine = await db
        .select()
        .from(reviews)
        .where(and(eq(reviews.ownerId, personId), ne(reviews.state, 'closed'), gt(reviews.id, after), visible.review(scope)))
        .orderBy(reviews.id)
        .limit(reviewsABatch)
      const at = now()
      const changed = (
        await withLinks(
          db,
          mine.filter((review) => fits(review.unitId)),
        )
      ).map((review): Review => ({ ...review, ownerId: toId, ownerByHand: true, version: review.version + 1, updatedAt: at }))
      return {
        ok: true,
        writing: changed.length ? writeReviews(db, 'review.handed-over', { changed }) : nothing,
        result: { last: mine.at(-1)?.id ?? null, moved: changed.length },
      }
    })
    if (!done.ok || done.result.last === null) break
    moved.reviews += done.result.moved
    after = done.result.last
  }
  const given = await persist<number, Refusal>(ports, actor, async () => {
    const assigned = await db
      .select()
      .from(cases)
      .where(and(eq(cases.assigneeId, personId), ne(cases.state, 'closed'), visible.case(scope, cases.id, cases.vendorId)))
      .limit(recordsABatch)
    const changed = (await withFindings(db, assigned)).map(
      (one): Case => ({ ...one, assigneeId: toId, version: one.version + 1, updatedAt: now() }),
    )
    const writing = changed.length ? writeCases(db, 'case.handed-over', { changed }) : nothing
    return { ok: true, writing, result: changed.length }
  })
  if (given.ok) moved.cases = given.result
  return { ok: true, ...moved }
}
