import { z } from '@hono/zod-openapi'
import { assignCase, joinCase, snoozeCase, snoozing } from '../../flows/move-case'
import { passageOf } from '../../flows/passage'
import { approveCase, returnCase, triage, triageCase, triageCases } from '../../flows/triage-case'
import { undoTriage } from '../../flows/undo-triage'
import { deploymentIdsAsOf } from '../../store/audit-trail'
import { type Case, type CaseRow, caseById, reachedDeployments, withFindings } from '../../store/cases'
import { dismissalsOf } from '../../store/dismissals'
import { findingsById } from '../../store/findings'
import { caseStates } from '../../store/schema'
import { casesPage } from '../../store/work-pages'
import type { Refusal } from '../../store/writing'
import { record } from '../answer'
import { demandAsOf } from '../as-of'
import type { Caller } from '../authorise'
import { endpoint } from '../endpoint'
import type { App, AppContext, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { notFound } from '../problem'
import { demandSetsWithin, demandWhole } from '../within-units'
import { refuse } from './refuse'
import { asOfQuery, demandVisible, idParam, nothing, personBody, reasonBody, severity, texts } from './shared'

const tag = 'Cases'
const list: ListOptions<'state' | 'severity' | 'vendorId' | 'assigneeId' | 'deploymentId'> = {
  sort: ['-openedAt', 'objectBy', 'updatedAt', 'id'],
  filter: ['state', 'severity', 'vendorId', 'assigneeId', 'deploymentId'],
}
const text = z.string().nullable()
const remembered = z.object({ reason: z.string(), caseId: z.string(), personId: text, at: z.string() })
export const caseSchema = z
  .object({
    id: z.string(),
    vendorId: z.string(),
    findingIds: texts,
    severity,
    state: z.enum(caseStates),
    deploymentIds: texts,
    deploymentCount: z.number().int(),
    reviewCount: z.number().int(),
    assigneeId: text,
    objectBy: text,
    openedAt: z.string(),
    answer: z.enum(['material', 'not-material']).nullable(),
    reason: text,
    triagedBy: text,
    triagedAt: text,
    approvedBy: text,
    approvedAt: text,
    snoozedUntil: text,
    snoozeReason: text,
    closedAt: text,
    joinedInto: text,
    offeredEdits: z.array(z.object({ entity: z.string(), entityId: z.string(), field: z.string(), value: z.unknown() })),
    notes: texts,
    remembered: z.array(remembered).optional(),
    packVersion: z.string(),
    packHash: z.string(),
    version: z.number().int(),
    demo: z.boolean(),
    updatedAt: z.string(),
  })
  .openapi('Case')
const undoneSchema = caseSchema.extend({
  keptEdits: z.array(z.object({ entity: z.string(), entityId: z.string(), fields: texts })),
})
const stored = z.custom<Case>((value) => typeof value === 'object' && value !== null && 'deploymentCount' in value)
/** A list shows at most this many deployments of each case; the case itself shows all. */
const listedDeployments = 1_000

/** Cases: one confirmed change each, with everything that it made due. */
export function casesRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports
  const answered = async (c: AppContext, caller: Caller, done: { ok: true; result: Case } | Refusal) =>
    done.ok ? record(c, await one(deps, caller, done.result)) : refuse(done)

  endpoint(
    app,
    { method: 'get', path: '/cases', tag, summary: 'Cases, page by page', query: listQuery(list), answer: pageSchema(caseSchema) },
    async ({ c, caller }) => {
      const request = listRequest(c, list, ports.now())
      const page = pageOrProblem(await casesPage(db, caller, request))
      const rows = page.items.map((item) => stored.parse(item))
      if (request.asOf !== null) {
        const at = request.asOf
        return c.json({
          ...page,
          items: await Promise.all(rows.map(async (row) => shown(row, await deploymentIdsAsOf(db, caller, row.id, at)))),
        })
      }
      const [whole, reached] = [
        await withFindings(db, rows),
        await reachedDeployments(
          db,
          caller,
          rows.map((row) => row.id),
          listedDeployments,
        ),
      ]
      return c.json({ ...page, items: whole.map((row) => shown(row, reached.get(row.id) ?? [])) })
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/cases/{id}', tag, summary: 'One case', params: idParam, query: asOfQuery, answer: caseSchema },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null) {
        const then = stored.parse(await demandAsOf(deps, caller, { noun: 'cases', entity: 'case', id: params.id, at }))
        return record(c, shown(then, await deploymentIdsAsOf(db, caller, then.id, at)))
      }
      await demandVisible(deps, caller, 'cases', params.id)
      const found = await caseById(db, params.id)
      if (!found) throw notFound()
      return record(c, { ...(await one(deps, caller, found)), remembered: await rememberedOf(deps, found) })
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/cases/{id}/triage',
      tag,
      summary: 'Answer whether it is material',
      params: idParam,
      body: triage,
      answer: caseSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'cases', params.id)
      if (body.answer === 'not-material') await demandWhole(deps, caller, params.id)
      await demandSetsWithin(deps, caller, body.sets)
      return answered(c, caller, await triageCase(ports, caller, params.id, body))
    },
  )

  const many = z.strictObject({
    items: z
      .array(triage.extend({ id: z.string() }))
      .min(1)
      .max(200),
  })
  endpoint(
    app,
    {
      method: 'post',
      path: '/cases/triage',
      tag,
      summary: 'Answer many cases, none if one of them cannot be',
      body: many,
      answer: z.object({ items: z.array(caseSchema) }),
    },
    async ({ c, caller, body }) => {
      for (const { id, answer, sets } of body.items) {
        await demandVisible(deps, caller, 'cases', id)
        if (answer === 'not-material') await demandWhole(deps, caller, id)
        await demandSetsWithin(deps, caller, sets)
      }
      const done = await triageCases(ports, caller, body.items)
      if (!done.ok) return refuse(done, `items.${done.index}.`)
      return c.json({ items: await Promise.all(done.result.map((found) => one(deps, caller, found))) })
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/cases/{id}/approve',
      tag,
      summary: 'Sign "not material" as the second person',
      params: idParam,
      body: nothing,
      answer: caseSchema,
    },
    async ({ c, caller, params }) => {
      await demandVisible(deps, caller, 'cases', params.id)
      await demandWhole(deps, caller, params.id)
      return answered(c, caller, await approveCase(ports, caller, params.id))
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/cases/{id}/return',
      tag,
      summary: 'Refuse the second signature',
      params: idParam,
      body: reasonBody,
      answer: caseSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'cases', params.id)
      return answered(c, caller, await returnCase(ports, caller, params.id, body.reason))
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/cases/{id}/undo',
      tag,
      summary:
        'Take the answer back within the hour, with the register edits accepted in it; keptEdits stand, for the record was edited since',
      params: idParam,
      body: nothing,
      answer: undoneSchema,
    },
    async ({ c, caller, params }) => {
      await demandVisible(deps, caller, 'cases', params.id)
      const done = await undoTriage(ports, caller, params.id)
      if (!done.ok) return refuse(done)
      return record(c, { ...(await one(deps, caller, done.result.case)), keptEdits: done.result.kept })
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/cases/{id}/assign',
      tag,
      summary: 'Give a case to a person',
      params: idParam,
      body: personBody,
      answer: caseSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'cases', params.id)
      return answered(c, caller, await assignCase(ports, caller, params.id, body.personId))
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/cases/{id}/snooze',
      tag,
      summary: 'Put a case to sleep until a day',
      params: idParam,
      body: snoozing,
      answer: caseSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'cases', params.id)
      return answered(c, caller, await snoozeCase(ports, caller, params.id, body))
    },
  )

  const join = z.strictObject({ caseId: z.string().min(1) })
  endpoint(
    app,
    {
      method: 'post',
      path: '/cases/{id}/join',
      tag,
      summary: 'Put its findings into another case',
      params: idParam,
      body: join,
      answer: caseSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'cases', params.id)
      await demandVisible(deps, caller, 'cases', body.caseId)
      return answered(c, caller, await joinCase(ports, caller, params.id, body.caseId))
    },
  )
}

async function one({ ports }: AppDeps, caller: Caller, found: Case) {
  const reached = await reachedDeployments(ports.db, caller, [found.id], 1_000_000)
  return shown(found, reached.get(found.id) ?? [])
}

function shown({ stateBefore: _, ...row }: Case | (CaseRow & { findingIds: string[] }), deploymentIds: string[]) {
  return { ...row, deploymentIds }
}

/** "Not material here because …", said before of the same passages. */
async function rememberedOf({ ports }: AppDeps, found: Case) {
  const findings = await findingsById(ports.db, found.findingIds)
  const passages = findings.flatMap((finding) => finding.quotes.map((quote) => passageOf(ports.digest, quote.text)))
  const said = await dismissalsOf(ports.db, found.vendorId, passages)
  return said.filter((one) => one.caseId !== found.id).map(({ reason, caseId, actorId, at }) => ({ reason, caseId, personId: actorId, at }))
}
