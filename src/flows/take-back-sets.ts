import { and, eq, gte, isNull, ne, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { fieldByPackName } from '../core/profile'
import type { Ports } from '../ports'
import { type Actor, canonicalJson, chunks } from '../store/audit'
import { isOneOf } from '../store/bulk'
import type { Case } from '../store/cases'
import { writeRegisterRows } from '../store/register-rows'
import { type Review, withLinks } from '../store/reviews'
import { deployments, organisation, reviews, systems, toDoReviews, vendors } from '../store/schema'
import { type ToDoEntity, toDosOf } from '../store/to-dos'
import { combine, nothing, persist, type Refusal, type Writing } from '../store/writing'
import { graphOf } from './apply-sets'
import { decideAgain } from './decide-again'
import { parentFaults } from './save-record'

/** Fields of a record that were edited at a triage; `state` of a feature stands for its registration. */
export type EditsOfRecord = { entity: ToDoEntity; entityId: string; fields: string[] }
export type TakenBack = { writing: Writing; back: EditsOfRecord[]; kept: EditsOfRecord[] }

const recordedState = z.object({
  facts: z.record(z.string(), z.unknown()),
  factSources: z.record(z.string(), z.unknown()),
  state: z.unknown().optional(),
})
type Recorded = z.infer<typeof recordedState>
type Edited = EditsOfRecord & { prior: Recorded; editedSince: boolean }

/**
 * Takes back the register edits that were accepted with a case's last triage, as the audit trail tells them: facts and their sources are as before,
 * and a feature that it registered is proposed again. A record that was edited since is left as it is and named in `kept`, as is a system that
 * would rest on itself, or a feature that is in use.
 */
export async function takeBackSets({ db, now }: Pick<Ports, 'db' | 'now'>, undone: Case): Promise<TakenBack> {
  // what an earlier answer edited was taken back with it
  const edited = undone.answer === 'material' ? await editedAtTriage(db, undone) : []
  if (!edited.length) return { writing: nothing, back: [], kept: [] }
  const at = now()
  const ids = (entity: ToDoEntity) => edited.filter((one) => one.entity === entity && !one.editedSince).map((one) => one.entityId)
  const [ofOrganisation, ofVendors, ofSystems, ofDeployments, used] = await Promise.all([
    db
      .select()
      .from(organisation)
      .where(isOneOf(organisation.id, ids('organisation'))),
    db
      .select()
      .from(vendors)
      .where(isOneOf(vendors.id, ids('vendor'))),
    db
      .select()
      .from(systems)
      .where(isOneOf(systems.id, ids('system'))),
    db
      .select()
      .from(deployments)
      .where(isOneOf(deployments.id, ids('deployment'))),
    db
      .select({ systemId: deployments.systemId })
      .from(deployments)
      .where(isOneOf(deployments.systemId, ids('system'))),
  ])
  const inUse = new Set(used.map((row) => row.systemId))
  const restored = <T extends Row>(entity: ToDoEntity, rows: readonly T[]): T[] =>
    rows.flatMap((row) => {
      const edit = edited.find((one) => one.entity === entity && one.entityId === row.id)
      return edit ? [{ ...row, ...asBefore(row, edit), version: row.version + 1, updatedAt: at }] : []
    })
  const back = restored('system', ofSystems)
  const moved = back.filter((row) => edited.some((one) => one.entityId === row.id && one.fields.includes('parentSystemIds')))
  const stays = new Set<string>()
  for (const row of moved) if ((await parentFaults(db, row, moved)).length) stays.add(row.id)
  const proposedAgain = (id: string) => edited.some((one) => one.entity === 'system' && one.entityId === id && one.fields.includes('state'))
  for (const { id } of back) if (inUse.has(id) && proposedAgain(id)) stays.add(id)
  const leftAlone = (one: Edited) => one.editedSince || (one.entity === 'system' && stays.has(one.entityId))
  const shown = ({ entity, entityId, fields }: Edited): EditsOfRecord => ({ entity, entityId, fields })
  return {
    writing: combine(
      writeRegisterRows(db, 'triage-undone', {
        organisation: restored('organisation', ofOrganisation)[0] ?? null,
        vendors: restored('vendor', ofVendors),
        systems: back
          .filter((row) => !stays.has(row.id))
          .map((row): typeof row => (proposedAgain(row.id) ? { ...row, state: 'proposed' } : row)),
        deployments: restored('deployment', ofDeployments),
      }),
      graphOf(
        db,
        moved.filter((row) => !stays.has(row.id)),
      ),
    ),
    back: edited.filter((one) => !leftAlone(one)).map(shown),
    kept: edited.filter(leftAlone).map(shown),
  }
}

type Row = { id: string; facts: Record<string, unknown>; factSources: Record<string, unknown>; version: number; updatedAt: string }

function asBefore<T extends Row>(row: T, { fields, prior }: Edited): Pick<T, 'facts' | 'factSources'> {
  const back = <V>(now: Record<string, V>, then: Record<string, V>) => ({
    ...Object.fromEntries(Object.entries(now).filter(([name]) => !fields.includes(name))),
    ...Object.fromEntries(Object.entries(then).filter(([name]) => fields.includes(name))),
  })
  return { facts: back(row.facts, prior.facts), factSources: back(row.factSources, prior.factSources) }
}

const triageActions = ['organisation', 'vendor', 'system', 'deployment'].map((entity) => `${entity}.edited-at-triage`)

/** What the last triage of a case edited: the first act on each record since, where it says that it came from this case. */
async function editedAtTriage(db: Pick<Ports['db'], 'all'>, { id, findingIds }: Case): Promise<Edited[]> {
  const [triaged] = await db.all<{ seq: number }>(
    sql`select seq from audit where entity = 'case' and entity_id = ${id} and action = 'case.triaged' order by seq desc limit 1`,
  )
  if (!triaged) return []
  const actions = JSON.stringify([...triageActions, 'system.registered'])
  const rows = await db.all<{ entity: ToDoEntity; entityId: string; after: string; prior: string | null; editedSince: number }>(sql`
    select entity, entity_id as entityId, after,
      (select after from audit as earlier where earlier.entity = audit.entity and earlier.entity_id = audit.entity_id
        and earlier.seq < audit.seq order by earlier.seq desc limit 1) as prior,
      exists (select 1 from audit as later where later.entity = audit.entity and later.entity_id = audit.entity_id
        and later.seq > audit.seq and later.action <> audit.entity || '.triage-undone') as editedSince
    from audit where seq > ${triaged.seq} and action in (select value from json_each(${actions})) and after is not null
      and (instr(after, ${JSON.stringify(`case ${id}`)}) or after->>'$.proposedByFindingId' in (select value from json_each(${JSON.stringify(findingIds)})))
      and not exists (select 1 from audit as earlier where earlier.entity = audit.entity and earlier.entity_id = audit.entity_id
        and earlier.seq > ${triaged.seq} and earlier.seq < audit.seq)
    order by seq`)
  return rows.flatMap(({ entity, entityId, after, prior, editedSince }): Edited[] => {
    if (prior === null) return []
    const [now, then] = [recordedState.parse(JSON.parse(after)), recordedState.parse(JSON.parse(prior))]
    const fields = Object.keys(now.factSources).filter((name) => isOfCase(now.factSources[name], id) && differs(now, then, name))
    const registered = then.state === 'proposed' && now.state === 'registered'
    if (!fields.length && !registered) return []
    return [{ entity, entityId, fields: registered ? [...fields, 'state'] : fields, prior: then, editedSince: editedSince === 1 }]
  })
}

const isOfCase = (value: unknown, id: string): boolean =>
  typeof value === 'object' && value !== null && 'source' in value && value.source === `case ${id}`
const differs = (now: Recorded, then: Recorded, name: string) =>
  canonicalJson([now.facts[name], now.factSources[name]]) !== canonicalJson([then.facts[name], then.factSources[name]])

const reviewsABatch = 2_000

/**
 * To be called once edits have been taken back: reviews that waited for a fact which is unknown again are decided again, and so are those that were
 * no longer due because of it. Their to-dos are open again.
 */
export async function decideTakenBack(
  ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>,
  actor: Actor,
  undone: Pick<Case, 'triagedAt'>,
  back: EditsOfRecord[],
) {
  const { db } = ports
  const triagedAt = undone.triagedAt ?? ''
  const toDos = await toDosOf(
    db,
    back.map((one) => one.entityId),
  )
  const concerned = toDos.filter((toDo) =>
    back.some(
      (one) => one.entity === toDo.entity && one.entityId === toDo.entityId && one.fields.includes(fieldByPackName(toDo.field)?.name ?? ''),
    ),
  )
  if (!concerned.length) return
  const linked = sql`${reviews.id} in (select review_id from ${toDoReviews} where ${isOneOf(
    sql`to_do_id`,
    concerned.map((one) => one.id),
  )})`
  const droppedThen = and(eq(reviews.state, 'closed'), isNull(reviews.closedBy), gte(reviews.closedAt, triagedAt))
  const rows = await db
    .select()
    .from(reviews)
    .where(and(linked, or(ne(reviews.state, 'closed'), droppedThen)))
    .orderBy(reviews.id)
  const because = 'No longer due here: an answer was undone.'
  for (const some of chunks(rows, reviewsABatch))
    await persist<null, Refusal>(ports, actor, async () => {
      const fresh = await db
        .select()
        .from(reviews)
        .where(
          isOneOf(
            reviews.id,
            some.map((row) => row.id),
          ),
        )
      const again = (await withLinks(db, fresh)).filter((one) => one.state !== 'closed' || one.closedBy === null).map(opened)
      return { ok: true, writing: await decideAgain(ports, again, { because }), result: null }
    })
}

const opened = (review: Review): Review =>
  review.state === 'closed'
    ? { ...review, state: review.startedAt ? 'in-progress' : 'open', outcome: null, outcomeReason: null, closedAt: null }
    : review
