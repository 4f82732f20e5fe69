import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Day } from '../core/day'
import type { BasisType } from '../core/decision'
import { allOf, insertRows, isOneOf, updateRows, versionsStand } from './bulk'
import type { Database } from './database'
import { pageAsOf, recorded } from './history'
import type { Page, PageRequest } from './page'
import { decisionBasis, decisions, decisionTerms, deployments } from './schema'
import { filterBy, selectPage } from './select-page'
import { type Scope, visible } from './visibility'
import type { Writing } from './writing'

/** A decision as stored; the same object is what the audit trail keeps of it. In question and degraded are worked out: see `flows/show-decisions.ts`. */
export type Decision = typeof decisions.$inferSelect

export async function decisionById(db: Pick<Database, 'select'>, id: string): Promise<Decision | null> {
  const [row] = await db.select().from(decisions).where(eq(decisions.id, id))
  return row ?? null
}

export const decisionsById = async (db: Pick<Database, 'select'>, ids: readonly string[]): Promise<Decision[]> =>
  ids.length ? db.select().from(decisions).where(isOneOf(decisions.id, ids)) : []

/** All decisions on these deployments, newest first. */
export const decisionsOfDeployments = async (db: Pick<Database, 'select'>, ids: readonly string[]): Promise<Decision[]> =>
  ids.length
    ? db.select().from(decisions).where(isOneOf(decisions.deploymentId, ids)).orderBy(desc(decisions.createdAt), desc(decisions.id))
    : []

/** The source that something in a basis was read from, by `type id`; null for what stands on no page. */
export type BasisSources = ReadonlyMap<string, string | null>
export const basisKey = ({ type, id }: { type: string; id: string }) => `${type} ${id}`

/**
 * New decisions and changed ones (their `version` already raised), each with its audit row. With `sources` what they rest on is written for looking
 * up; with `terms` their terms are.
 */
export function writeDecisions(
  db: Pick<Database, 'run' | 'delete'>,
  action: string,
  {
    added = [],
    changed = [],
    removed = [],
    sources = null,
    terms = false,
  }: {
    added?: readonly Decision[]
    changed?: readonly Decision[]
    removed?: readonly Decision[]
    sources?: BasisSources | null
    terms?: boolean
  },
): Writing {
  const written = [...added, ...changed]
  const ids = (some: readonly Decision[]) => some.map(({ id }) => id)
  return {
    acts: [
      ...written.map((after) => ({ action, entity: 'decision', entityId: after.id, after })),
      ...removed.map(({ id }) => ({ action, entity: 'decision', entityId: id, after: null })),
    ],
    write: (applies) => {
      const cleared = (column: typeof decisionBasis.decisionId | typeof decisionTerms.decisionId, some: readonly Decision[]) =>
        sql`${isOneOf(column, ids(some))} and ${applies}`
      return [
        ...insertRows(db, decisions, added, { applies }),
        ...updateRows(db, decisions, changed, { applies }),
        ...(removed.length ? [db.delete(decisions).where(sql`${isOneOf(decisions.id, ids(removed))} and ${applies}`)] : []),
        ...(sources || removed.length
          ? [db.delete(decisionBasis).where(cleared(decisionBasis.decisionId, [...(sources ? written : []), ...removed]))]
          : []),
        ...(terms || removed.length
          ? [db.delete(decisionTerms).where(cleared(decisionTerms.decisionId, [...(terms ? written : []), ...removed]))]
          : []),
        ...(sources
          ? insertRows(
              db,
              decisionBasis,
              written.flatMap((one) => basisRows(one, sources)),
              { applies },
            )
          : []),
        ...(terms ? insertRows(db, decisionTerms, written.flatMap(termRows), { applies }) : []),
      ]
    },
    guard: allOf([
      versionsStand(
        decisions,
        changed.map(({ id, version }) => ({ id, version: version - 1 })),
      ),
      versionsStand(decisions, removed),
      added.length ? sql`not exists (select 1 from decisions where ${isOneOf(sql`id`, ids(added))})` : sql`1`,
    ]),
  }
}

const basisRows = ({ id, basis }: Decision, sources: BasisSources) =>
  basis.map((item) => ({ decisionId: id, type: item.type, refId: item.id, sourceId: sources.get(basisKey(item)) ?? null }))
const termRows = ({ id, terms }: Decision) =>
  terms.map((term) => ({ decisionId: id, termId: term.id, dueOn: term.dueOn, ownerId: term.ownerId, doneOn: term.doneOn }))

/** States in which a signed decision still counts on its basis, so that it lapses with it. */
export const standing = sql`('in-force', 'awaiting-second-signature')`

/** Signed decisions that have one of these in their basis. */
export const decisionsRestingOn = async (db: Pick<Database, 'select'>, type: BasisType, ids: readonly string[]) =>
  ids.length
    ? db
        .select({ decisionId: decisionBasis.decisionId, refId: decisionBasis.refId })
        .from(decisionBasis)
        .innerJoin(decisions, eq(decisions.id, decisionBasis.decisionId))
        .where(and(eq(decisionBasis.type, type), isOneOf(decisionBasis.refId, ids), sql`${decisions.state} in ${standing}`))
    : []

/**
 * Signed decisions that a case triaged as material takes with it, each with the findings that do: those that redo or decide reviews are due for on its
 * deployment, and those on the source of a snapshot in its basis. With `reviewsSince` only reviews count that were opened after the last signature.
 */
export async function decisionsOfCases(
  db: Pick<Database, 'all'>,
  caseIds: readonly string[],
  { unsignedReviews = false }: { unsignedReviews?: boolean } = {},
): Promise<{ decisionId: string; findingId: string }[]> {
  if (!caseIds.length) return []
  const among = sql`(select value from json_each(${JSON.stringify(caseIds)}))`
  const after = unsignedReviews ? sql`and r.opened_at > coalesce(d.signatures ->> '$[#-1].at', d.created_at)` : sql``
  const byReview = sql`select distinct d.id as decisionId, rr.finding_id as findingId from review_reasons rr
    join reviews r on r.id = rr.review_id and r.action in ('redo', 'decide') and coalesce(r.outcome, '') <> 'not-material'
    join decisions d on d.deployment_id = r.deployment_id and d.state in ${standing} ${after} where rr.case_id in ${among}`
  const bySource = sql`select distinct d.id, f.id from findings f
    join decision_basis b on b.source_id = f.source_id and b.type = 'snapshot'
    join decisions d on d.id = b.decision_id and d.state in ${standing} where f.case_id in ${among}`
  return db.all(unsignedReviews ? byReview : sql`${byReview} union ${bySource}`)
}

/** Cases triaged as material that had redo or decide reviews opened between two instants. */
export async function materialCasesWithNewReviews(db: Pick<Database, 'all'>, from: string, to: string): Promise<string[]> {
  const rows = await db.all<{ id: string }>(sql`select distinct c.id from reviews r
    join review_reasons rr on rr.review_id = r.id join cases c on c.id = rr.case_id and c.answer = 'material' and c.state in ('triaged', 'closed')
    where r.opened_at > ${from} and r.opened_at <= ${to} and r.action in ('redo', 'decide')`)
  return rows.map(({ id }) => id)
}

/** Lapsed decisions that one of these findings took with it. */
export const lapsedByFindings = (
  db: Pick<Database, 'select'>,
  findingIds: readonly string[],
  deploymentOrSource: SQL,
): Promise<Decision[]> =>
  db
    .select()
    .from(decisions)
    .where(
      and(
        eq(decisions.state, 'lapsed'),
        deploymentOrSource,
        sql`exists (select 1 from json_each(${decisions.because}) where value ->> '$.id' in (select value from json_each(${JSON.stringify(findingIds)})))`,
      ),
    )

/** What makes one finding touch a decision at an instant: nobody has answered its case then, or it was seen once only. */
const untriaged = (at: string) => sql`(c.opened_at <= ${at} and (c.closed_at is null or c.closed_at > ${at}) and (c.triaged_at is null
  or c.triaged_at > ${at} or (c.answer = 'not-material' and c.severity = 'critical' and coalesce(c.approved_at, '9999') > ${at})))`
const provisional = (at: string) => sql`(f.detected_at <= ${at} and (f.state = 'provisional' or f.confirmed_at > ${at}))`

/** Findings that touch decisions at an instant, through what they rest on or through their deployments. */
export async function findingsTouching(
  db: Pick<Database, 'all'>,
  decisionIds: readonly string[],
  at: string,
): Promise<{ decisionId: string; findingId: string; kinds: string; headline: string | null; vendorName: string; provisional: number }[]> {
  if (!decisionIds.length) return []
  return db.all(sql`with recursive d(id, deployment_id, system_id) as materialized (
      select decisions.id, decisions.deployment_id, deployments.system_id from decisions left join deployments on deployments.id = decisions.deployment_id
        where decisions.id in (select value from json_each(${JSON.stringify(decisionIds)}))),
    above(id, system_id) as (select id, system_id from d where system_id is not null
      union select above.id, system_parents.parent_id from above join system_parents on system_parents.system_id = above.system_id),
    touching(decision_id, finding_id) as (
      select d.id, f.id from d join case_deployments cd on cd.deployment_id = d.deployment_id
        join cases c on c.id = cd.case_id and ${untriaged(at)} join findings f on f.case_id = c.id
      union select d.id, f.id from d join decision_basis b on b.decision_id = d.id join findings f on f.source_id = b.source_id
        join cases c on c.id = f.case_id and ${untriaged(at)}
      union select d.id, f.id from d join decision_basis b on b.decision_id = d.id join findings f on f.source_id = b.source_id
        where ${provisional(at)}
      union select above.id, f.id from findings f join above on exists (select 1 from json_each(f.system_ids) where value = above.system_id)
          or (json_array_length(f.system_ids) = 0 and exists (select 1 from systems where systems.id = above.system_id and systems.vendor_id = f.vendor_id))
        where f.state = 'provisional' and f.detected_at <= ${at})
    select touching.decision_id as decisionId, f.id as findingId, f.kinds as kinds, f.headline as headline, vendors.name as vendorName, f.state = 'provisional' as provisional
      from touching join findings f on f.id = touching.finding_id join vendors on vendors.id = f.vendor_id order by f.detected_at, f.id`)
}

/** The findings of the question that a decision is shown in, without their words: for lists that are narrowed to a state. */
const inQuestion = (at: string) => sql`(
  exists (select 1 from case_deployments cd join cases c on c.id = cd.case_id where cd.deployment_id = decisions.deployment_id and ${untriaged(at)})
  or exists (select 1 from decision_basis b join findings f on f.source_id = b.source_id left join cases c on c.id = f.case_id
    where b.decision_id = decisions.id and (${provisional(at)} or ${untriaged(at)}))
  or exists (with recursive above(id) as (select system_id from deployments where deployments.id = decisions.deployment_id
      union select parent_id from above join system_parents on system_parents.system_id = above.id)
    select 1 from findings f join above on exists (select 1 from json_each(f.system_ids) where value = above.id)
      or (json_array_length(f.system_ids) = 0 and exists (select 1 from systems where systems.id = above.id and systems.vendor_id = f.vendor_id))
    where f.state = 'provisional'))`
const degraded = (today: Day) =>
  sql`exists (select 1 from decision_terms t where t.decision_id = decisions.id and t.done_on is null and t.due_on < ${today})`

/** An SQL condition on `decisions`: it is shown in one of these states. */
export function decisionInStates(states: readonly string[], at: string): SQL {
  const today = at.slice(0, 10)
  const one = (state: string): SQL => {
    if (state === 'in-question') return sql`(decisions.state = 'in-force' and ${inQuestion(at)})`
    if (state === 'degraded') return sql`(decisions.state = 'in-force' and ${degraded(today)} and not ${inQuestion(at)})`
    if (state === 'in-force') return sql`(decisions.state = 'in-force' and not ${degraded(today)} and not ${inQuestion(at)})`
    return sql`decisions.state = ${state}`
  }
  return states.length ? sql`(${sql.join(states.map(one), sql` or `)})` : sql`0`
}

type Asked = PageRequest & { filters: { state?: string[]; deploymentId?: string[]; disposition?: string[] } }

export async function decisionsPage(
  db: Database,
  scope: Scope,
  request: Asked,
  at: string,
): Promise<Page<Decision> | { problem: 'bad-cursor' }> {
  const { state, deploymentId, disposition } = request.filters
  const where = and(
    visible.decided(scope, decisions.deploymentId, decisions.createdAt),
    filterBy(decisions.deploymentId, deploymentId),
    filterBy(decisions.disposition, disposition),
    state && decisionInStates(state, at),
  )
  const sortable = { createdAt: decisions.createdAt, id: decisions.id, updatedAt: decisions.updatedAt }
  return selectPage(db, decisions, { id: decisions.id, sortable, where, request })
}

/** The same as of an instant; `filter[state]` is then of the state as stored. */
export const decisionsPageAsOf = (
  db: Database,
  scope: Scope,
  request: Asked,
  at: string,
): Promise<Page<unknown> | { problem: 'bad-cursor' }> =>
  pageAsOf(db, 'decision', {
    at,
    request,
    filters: request.filters,
    where: visible.decided(scope, recorded('deploymentId'), recorded('createdAt')),
  })

/** Terms of signed decisions that are not done and due between two days, both included, each with its decision. */
export const termsDue = (
  db: Pick<Database, 'all'>,
  { from, to, ownerId }: { from: Day; to: Day; ownerId?: string },
): Promise<
  {
    decisionId: string
    termId: string
    dueOn: Day
    ownerId: string | null
    deploymentId: string
    name: string | null
    text: string
    demo: number
  }[]
> =>
  db.all(sql`select t.decision_id as decisionId, t.term_id as termId, t.due_on as dueOn, t.owner_id as ownerId, d.deployment_id as deploymentId,
      deployments.name as name, d.demo as demo,
      (select value ->> '$.text' from json_each(d.terms) where value ->> '$.id' = t.term_id) as text
    from decision_terms t join decisions d on d.id = t.decision_id and d.state in ('in-force', 'awaiting-second-signature', 'lapsed')
    left join deployments on deployments.id = d.deployment_id
    where t.done_on is null and t.due_on between ${from} and ${to} ${ownerId === undefined ? sql`` : sql`and t.owner_id = ${ownerId}`}
    order by t.due_on, t.decision_id, t.term_id limit 500`)

/** Signed decisions that somebody should look at again: lapsed, or in force with an overdue term. Newest first. */
export async function decisionsToLookAt(
  db: Pick<Database, 'select'>,
  scope: Scope,
  today: Day,
  limit: number,
): Promise<(Decision & { name: string | null })[]> {
  const rows = await db
    .select({ decision: decisions, name: deployments.name })
    .from(decisions)
    .leftJoin(deployments, eq(deployments.id, decisions.deploymentId))
    .where(
      and(
        visible.decided(scope, decisions.deploymentId, decisions.createdAt),
        sql`(${decisions.state} = 'lapsed' or (${decisions.state} = 'in-force' and ${decisions.id} in
          (select decision_id from decision_terms where done_on is null and due_on < ${today})))`,
      ),
    )
    .orderBy(desc(decisions.updatedAt))
    .limit(limit)
  return rows.map(({ decision, name }) => ({ ...decision, name }))
}
