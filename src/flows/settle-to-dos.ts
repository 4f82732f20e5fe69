import { and, eq, gt, ne, sql } from 'drizzle-orm'
import { isEmpty } from '../core/conditions'
import { fieldByPackName } from '../core/profile'
import type { Ports } from '../ports'
import { type Actor, ruleActor } from '../store/audit'
import { isOneOf } from '../store/bulk'
import { type Review, withLinks } from '../store/reviews'
import { deployments, organisation, reviews, systems, toDoReviews, toDos, vendors } from '../store/schema'
import { type ToDo, type ToDoEntity, writeToDos } from '../store/to-dos'
import { commit, nothing, persist, type Refusal } from '../store/writing'
import { adoptDraft } from './adopt-draft'
import { decideAgain } from './decide-again'

/** Reviews that are decided again in one batch; the rest follow in further ones. */
const reviewsABatch = 2_000

/**
 * To be called after a fact of a record was saved: to-dos whose field is now known are done, and the reviews that waited for them are decided again.
 * A new deployment also takes over what was planned for its system while it had none. Answers how many to-dos were done.
 */
export async function settleToDos(
  ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>,
  actor: Actor,
  entity: ToDoEntity,
  entityId: string,
): Promise<number> {
  if (entity === 'deployment') await adoptDraft(ports, actor, entityId)
  const known = await knownToDos(ports, entity, entityId)
  if (!known.length) return 0
  const ids = known.map((one) => one.id)
  const because = `No longer due here: ${fieldNames(known)} is known now, and it does not apply.`
  let after = ''
  for (;;) {
    const waiting = await waitingReviews(ports, ids, after)
    const last = waiting.at(-1)
    if (!last) break
    // a lost race means that somebody changed these reviews meanwhile: they are read and decided once more
    if (await commit(ports, actor, await decideAgain(ports, waiting, { because }))) after = last.id
  }
  await persist<null, Refusal>(ports, actor, async () => {
    const at = ports.now()
    const open = await ports.db
      .select()
      .from(toDos)
      .where(and(isOneOf(toDos.id, ids), eq(toDos.state, 'open')))
    if (!open.length) return { ok: true, writing: nothing, result: null }
    const done = open.map((one): ToDo => ({ ...one, state: 'done', doneAt: at, version: one.version + 1, updatedAt: at }))
    return { ok: true, writing: writeToDos(ports.db, 'to-do.done', { changed: done }), result: null }
  })
  return known.length
}

const fieldNames = (known: readonly ToDo[]) => [...new Set(known.map((one) => one.field))].sort().join(', ')

/** The to-dos of the record whose field has a value now: open ones, and those done with the save that calls this. */
async function knownToDos({ db }: Pick<Ports, 'db'>, entity: ToDoEntity, entityId: string): Promise<ToDo[]> {
  const keys = entity === 'organisation' ? [entityId, 'organisation'] : [entityId]
  const all = await db
    .select()
    .from(toDos)
    .where(and(eq(toDos.entity, entity), isOneOf(toDos.entityId, keys)))
  if (!all.length) return []
  const { facts, updatedAt } = await factsOf(db, entity, entityId)
  return all.filter(({ state, field, doneAt }) => {
    if (state === 'done') return doneAt !== null && doneAt >= updatedAt
    const value = facts[fieldByPackName(field)?.name ?? '']
    // a list that still holds "unknown" is not complete
    return !isEmpty(value) && !(Array.isArray(value) && value.includes('unknown'))
  })
}

async function factsOf(db: Ports['db'], entity: ToDoEntity, id: string): Promise<{ facts: Record<string, unknown>; updatedAt: string }> {
  const table = { organisation, vendor: vendors, system: systems, deployment: deployments }[entity]
  const [row] = await db.select({ facts: table.facts, updatedAt: table.updatedAt }).from(table).where(eq(table.id, id))
  return row ?? { facts: {}, updatedAt: '' }
}

/** The next batch of open reviews that are provisional for one of these to-dos, by id. */
async function waitingReviews({ db }: Pick<Ports, 'db'>, toDoIds: readonly string[], after: string): Promise<Review[]> {
  const linked = sql`${reviews.id} in (select review_id from ${toDoReviews} where ${isOneOf(sql`to_do_id`, toDoIds)})`
  const rows = await db
    .select()
    .from(reviews)
    .where(and(linked, eq(reviews.provisional, true), ne(reviews.state, 'closed'), gt(reviews.id, after)))
    .orderBy(reviews.id)
    .limit(reviewsABatch)
  return withLinks(db, rows)
}

/**
 * Decides again what a save left over when its process died: open reviews that are provisional though every to-do of theirs is done. Answers how many.
 * A review that stays provisional has then an open to-do, so nothing is decided for ever.
 */
export async function decideLeftOver(ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>): Promise<number> {
  const rows = await ports.db
    .select()
    .from(reviews)
    .where(
      and(
        eq(reviews.provisional, true),
        ne(reviews.state, 'closed'),
        sql`exists (select 1 from ${toDoReviews} where review_id = ${reviews.id})`,
        sql`not exists (select 1 from ${toDoReviews} join ${toDos} on to_dos.id = to_do_reviews.to_do_id where to_do_reviews.review_id = ${reviews.id} and to_dos.state = 'open')`,
      ),
    )
    .orderBy(reviews.id)
    .limit(reviewsABatch)
  if (!rows.length) return 0
  const because = 'No longer due here: what was unknown is known now, and it does not apply.'
  const done = await commit(ports, ruleActor, await decideAgain(ports, await withLinks(ports.db, rows), { because }))
  return done ? rows.length : 0
}
