import { and, eq, gte, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Day } from '../core/day'
import { isOneOf } from './bulk'
import type { CaseRow } from './cases'
import type { Database } from './database'
import { type Evidence, evidenceInState } from './evidence'
import type { Finding } from './findings'
import { pageAsOf, recorded } from './history'
import type { Page, PageRequest } from './page'
import type { ReviewRow } from './reviews'
import { cases, deployments, evidence, findings, reviews, toDos } from './schema'
import { filterBy, selectPage } from './select-page'
import type { ToDo } from './to-dos'
import { type Scope, visible, withinFrameworks, withinPeriod } from './visibility'

type Filters = Partial<Record<string, string[]>>
export type WorkRequest = PageRequest & { filters: Filters; asOf: string | null }
type Found<T> = Promise<Page<T> | { problem: 'bad-cursor' }>

const holds = (json: SQL, values: string[] | undefined): SQL | undefined =>
  values
    ? sql`exists (select 1 from json_each(${json}) as part where part.value in (select value from json_each(${JSON.stringify(values)})))`
    : undefined

/** Findings of the vendors that a person may see. */
export async function findingsPage(db: Database, scope: Scope, request: WorkRequest): Found<Finding | unknown> {
  const { kind, ...filters } = request.filters
  if (request.asOf !== null) {
    const where = and(visible.vendor(scope, recorded('vendorId')), holds(recorded('kinds'), kind))
    return pageAsOf(db, 'finding', { at: request.asOf, request, filters, where })
  }
  const where = and(
    visible.finding(scope),
    filterBy(findings.state, filters.state),
    filterBy(findings.severity, filters.severity),
    filterBy(findings.vendorId, filters.vendorId),
    filterBy(findings.sourceId, filters.sourceId),
    filterBy(findings.changeId, filters.changeId),
    filterBy(findings.caseId, filters.caseId),
    filterBy(findings.origin, filters.origin),
    filterBy(findings.announcement, filters.announcement),
    holds(sql`${findings.kinds}`, kind),
  )
  const { id, detectedAt, updatedAt } = findings
  return selectPage(db, findings, { id, sortable: { detectedAt, updatedAt, id }, where, request })
}

export async function casesPage(db: Database, scope: Scope, request: WorkRequest): Found<CaseRow | unknown> {
  const { deploymentId, ...filters } = request.filters
  if (request.asOf !== null) {
    const id = sql`entity_id`
    return pageAsOf(db, 'case', {
      at: request.asOf,
      request,
      filters,
      where: and(visible.case(scope, id, recorded('vendorId')), ofDeployments(id, deploymentId)),
    })
  }
  const where = and(
    visible.case(scope, cases.id, cases.vendorId),
    filterBy(cases.state, filters.state),
    filterBy(cases.severity, filters.severity),
    filterBy(cases.vendorId, filters.vendorId),
    filterBy(cases.assigneeId, filters.assigneeId),
    ofDeployments(cases.id, deploymentId),
  )
  const { id, openedAt, objectBy, updatedAt } = cases
  return selectPage(db, cases, { id, sortable: { openedAt, objectBy, updatedAt, id }, where, request })
}

const ofDeployments = (id: SQL | typeof cases.id, deploymentIds: string[] | undefined): SQL | undefined =>
  deploymentIds ? sql`${id} in (select case_id from case_deployments where ${isOneOf(sql`deployment_id`, deploymentIds)})` : undefined

/** Reviews of the deployments that a person may see; `late` and its like follow the day that is given. */
export async function reviewsPage(db: Database, scope: Scope, request: WorkRequest, today: Day): Found<ReviewRow | unknown> {
  const { caseId, findingId, late, provisional, ...filters } = request.filters
  if (request.asOf !== null) return reviewsAsOf(db, scope, request, request.asOf)
  const isLate = sql`(${ne(reviews.state, 'closed')} and (${reviews.lateFromStart} or coalesce(${reviews.dueOn} < ${today}, 0)))`
  const where = and(
    visible.review(scope),
    filterBy(reviews.state, filters.state),
    filterBy(reviews.severity, filters.severity),
    filterBy(reviews.deploymentId, filters.deploymentId),
    filterBy(reviews.obligationId, filters.obligationId),
    filterBy(reviews.framework, filters.framework),
    filterBy(reviews.action, filters.action),
    filterBy(reviews.outcome, filters.outcome),
    filters.ownerId?.includes('null')
      ? or(isNull(reviews.ownerId), filterBy(reviews.ownerId, filters.ownerId))
      : filterBy(reviews.ownerId, filters.ownerId),
    yesNo(isLate, late),
    yesNo(sql`${reviews.provisional}`, provisional),
    caseId ? sql`${reviews.id} in (select review_id from review_reasons where ${isOneOf(sql`case_id`, caseId)})` : undefined,
    findingId ? sql`${reviews.id} in (select review_id from review_reasons where ${isOneOf(sql`finding_id`, findingId)})` : undefined,
  )
  const { id, openedAt, dueOn, updatedAt, closedAt } = reviews
  return selectPage(db, reviews, { id, sortable: { openedAt, dueOn, updatedAt, closedAt, id }, where, request })
}

function reviewsAsOf(db: Database, scope: Scope, request: WorkRequest, at: string): Found<unknown> {
  const { caseId, findingId, late, provisional, ...filters } = request.filters
  const isLate = sql`(${recorded('state')} <> 'closed' and (${recorded('lateFromStart')} or coalesce(${recorded('dueOn')} < ${at.slice(0, 10)}, 0)))`
  const because = (name: string, values: string[] | undefined) =>
    values
      ? sql`exists (select 1 from json_each(${recorded('reasons')}) as reason where ${isOneOf(sql`reason.value ->> ${`$.${name}`}`, values)})`
      : undefined
  const where = and(
    visible.place(scope, recorded('deploymentId')),
    withinFrameworks(scope, recorded('framework')),
    withinPeriod(scope, recorded('openedAt'), recorded('closedAt')),
    yesNo(isLate, late),
    yesNo(sql`${recorded('provisional')}`, provisional),
    because('caseId', caseId),
    because('findingId', findingId),
  )
  return pageAsOf(db, 'review', { at, request, filters, where })
}

const yesNo = (condition: SQL, wanted: string[] | undefined): SQL | undefined =>
  wanted === undefined || (wanted.includes('true') && wanted.includes('false'))
    ? undefined
    : wanted.includes('true')
      ? condition
      : sql`not ${condition}`

/** To-dos of records that a person may see; those of the organisation are everybody's. */
export async function toDosPage(db: Database, scope: Scope, request: WorkRequest): Found<ToDo | unknown> {
  if (request.asOf !== null) {
    const where = seenToDo(scope, recorded('entity'), recorded('entityId'))
    return pageAsOf(db, 'to-do', { at: request.asOf, request, filters: request.filters, where })
  }
  const { filters } = request
  const where = and(
    seenToDo(scope, sql`${toDos.entity}`, sql`${toDos.entityId}`),
    filterBy(toDos.state, filters.state),
    filterBy(toDos.entity, filters.entity),
    filterBy(toDos.entityId, filters.entityId),
    filterBy(toDos.field, filters.field),
  )
  const { id, openedAt, field, updatedAt } = toDos
  return selectPage(db, toDos, { id, sortable: { openedAt, field, updatedAt, id }, where, request })
}

/** Whether a to-do's record is one that a person may see, in SQL. */
export function seenToDo(scope: Scope, entity: SQL, entityId: SQL): SQL | undefined {
  if (scope.unitIds === null) return undefined
  return sql`(${entity} = 'organisation'
    or (${entity} = 'vendor' and ${visible.vendor(scope, entityId)})
    or (${entity} = 'system' and ${visible.system(scope, entityId)})
    or (${entity} = 'deployment' and ${visible.deployment(scope, entityId)}))`
}

export async function evidencePage(db: Database, scope: Scope, request: WorkRequest, today: Day): Found<Evidence | unknown> {
  const { state, supports, ...filters } = request.filters
  if (request.asOf !== null) {
    const then = { state: recorded('state'), expiresOn: recorded('expiresOn') }
    const where = and(
      visible.vendor(scope, recorded('vendorId')),
      state ? or(...state.map((one) => evidenceInState(one, today, then))) : undefined,
      holds(recorded('supports'), supports),
    )
    return pageAsOf(db, 'evidence', { at: request.asOf, request, filters, where })
  }
  const where = and(
    visible.evidence(scope),
    filterBy(evidence.vendorId, filters.vendorId),
    filterBy(evidence.type, filters.type),
    state ? or(...state.map((one) => evidenceInState(one, today))) : undefined,
    holds(sql`${evidence.supports}`, supports),
  )
  const { id, createdAt, name, expiresOn, updatedAt } = evidence
  return selectPage(db, evidence, { id, sortable: { createdAt, name, expiresOn, updatedAt, id }, where, request })
}

/** A to-do whose record the person may see; null otherwise. */
export async function seenToDoById(db: Database, scope: Scope, id: string): Promise<ToDo | null> {
  const [row] = await db
    .select()
    .from(toDos)
    .where(and(eq(toDos.id, id), seenToDo(scope, sql`${toDos.entity}`, sql`${toDos.entityId}`)))
  return row ?? null
}

type DeploymentFilter = { deploymentId: string | null }
const seenDeployments = (scope: Scope, { deploymentId }: DeploymentFilter) =>
  and(visible.deployment(scope, deployments.id), deploymentId === null ? undefined : eq(deployments.id, deploymentId))

/** Deployments that a person may see, by id, from one on. */
export const nextDeployments = (
  db: Database,
  scope: Scope,
  { from, limit, ...filter }: DeploymentFilter & { from: string; limit: number },
) =>
  db
    .select()
    .from(deployments)
    .where(and(seenDeployments(scope, filter), gte(deployments.id, from)))
    .orderBy(deployments.id)
    .limit(limit)

export async function countDeployments(db: Database, scope: Scope, filter: DeploymentFilter): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)` }).from(deployments).where(seenDeployments(scope, filter))
  return row?.count ?? 0
}
