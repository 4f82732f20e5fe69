import { z } from '@hono/zod-openapi'
import { basisTypes, shownDecisionStates } from '../../core/decision'
import { finishTerm } from '../../flows/finish-term'
import { type DecisionRefusal, decisionFields, draftDecision, newDecision, removeDraft } from '../../flows/make-decision'
import { showDecisions } from '../../flows/show-decisions'
import { signDecision } from '../../flows/sign-decision'
import { type Decision, decisionById, decisionsPage, decisionsPageAsOf } from '../../store/decisions'
import { dispositions } from '../../store/schema'
import { isVisible } from '../../store/visibility'
import { demandVersion, record, stale } from '../answer'
import { demandAsOf } from '../as-of'
import { type Caller, can } from '../authorise'
import { anyFields, edited } from '../edit'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound, Problem } from '../problem'
import { refuse } from './refuse'
import { asOfQuery, demandVisible, idParam, nothing } from './shared'

const tag = 'Decisions'
const list: ListOptions<'state' | 'deploymentId' | 'disposition'> = {
  sort: ['-createdAt', 'updatedAt', 'id'],
  filter: ['state', 'deploymentId', 'disposition'],
}
const text = z.string().nullable()
const decisionSchema = z
  .object({
    id: z.string(),
    deploymentId: z.string(),
    disposition: z.enum(dispositions),
    state: z.enum(shownDecisionStates),
    reason: text,
    terms: z.array(z.object({ id: z.string(), text: z.string(), dueOn: text, ownerId: text, doneOn: text })),
    basis: z.array(z.object({ type: z.enum(basisTypes), id: z.string(), hash: z.string() })),
    signatures: z.array(z.object({ personId: z.string(), at: z.string() })),
    because: z.array(z.object({ type: z.string(), id: z.string(), text: z.string() })),
    critical: z.boolean(),
    supersededBy: text,
    lapsedAt: text,
    version: z.number().int(),
    demo: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Decision')
const stored = z.custom<Decision>((value) => typeof value === 'object' && value !== null && 'disposition' in value && 'basis' in value)

/** Decisions on a vendor's system for a deployment: what each rests on, its terms, its signatures, and whether it still stands. */
export function decisionsRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports
  const shown = async (row: Decision, at = ports.now()) => {
    const [one] = await showDecisions(ports, [row], at)
    if (!one) throw new Error('a decision was not shown')
    return one
  }

  endpoint(
    app,
    {
      method: 'get',
      path: '/decisions',
      tag,
      summary: 'Decisions, page by page',
      query: listQuery(list),
      answer: pageSchema(decisionSchema),
    },
    async ({ c, caller }) => {
      const request = listRequest(c, list, ports.now())
      const at = request.asOf ?? ports.now()
      const page = pageOrProblem(
        request.asOf === null ? await decisionsPage(db, caller, request, at) : await decisionsPageAsOf(db, caller, request, at),
      )
      const items = await showDecisions(
        ports,
        page.items.map((item) => stored.parse(item)),
        at,
      )
      return c.json({ ...page, items })
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/decisions/{id}', tag, summary: 'One decision', params: idParam, query: asOfQuery, answer: decisionSchema },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null) {
        const state = await demandAsOf(deps, caller, { noun: 'decisions', entity: 'decision', id: params.id, at })
        return c.json(await shown(stored.parse(state), at))
      }
      return record(c, await shown(await demand(caller, params.id)))
    },
  )

  endpoint(
    app,
    { method: 'post', path: '/decisions', tag, summary: 'Draft a decision', body: newDecision, answer: decisionSchema, status: 201 },
    async ({ c, caller, body }) => {
      const { id, ...given } = body
      await demandDeployment(caller, given.deploymentId)
      const done = await draftDecision(ports, caller, caller, given, { id })
      return done.ok ? record(c, await shown(done.row), 201) : refused(done)
    },
  )

  for (const method of ['put', 'patch'] as const) {
    const summary = method === 'put' ? 'Replace a draft' : 'Edit a draft'
    const shownBody = method === 'put' ? decisionFields : decisionFields.partial()
    endpoint(
      app,
      {
        method,
        path: '/decisions/{id}',
        tag,
        summary,
        params: idParam,
        body: anyFields,
        shownBody,
        answer: decisionSchema,
        versioned: true,
      },
      async ({ c, caller, params, body }) => {
        const before = await demand(caller, params.id)
        demandVersion(c, before.version)
        const given = edited(decisionFields, { ...(await shown(before)), ...asGiven(before) }, withoutAdded(body), method)
        await demandDeployment(caller, given.deploymentId)
        const done = await draftDecision(ports, caller, caller, given, { before })
        return done.ok ? record(c, await shown(done.row)) : refused(done)
      },
    )
  }

  endpoint(
    app,
    {
      method: 'delete',
      path: '/decisions/{id}',
      tag,
      summary: 'Remove a draft',
      params: idParam,
      answer: null,
      status: 204,
      versioned: true,
    },
    async ({ c, caller, params }) => {
      const before = await demand(caller, params.id)
      demandVersion(c, before.version)
      const done = await removeDraft(ports, caller, before)
      return done.ok ? c.body(null, 204) : refused(done)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/decisions/{id}/sign',
      tag,
      summary: 'Sign it: first, second where it is critical, or again after it lapsed',
      params: idParam,
      body: nothing,
      answer: decisionSchema,
    },
    async ({ c, caller, params }) => {
      await demandVisible(deps, caller, 'decisions', params.id)
      const done = await signDecision(ports, caller, params.id)
      return done.ok ? record(c, await shown(done.result)) : refuse(done)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/decisions/{id}/terms/{termId}/done',
      tag,
      summary: 'Mark a term as done: its owner, or who may write decisions',
      params: z.object({ id: z.string(), termId: z.string() }),
      body: nothing,
      answer: decisionSchema,
    },
    async ({ c, caller, params }) => {
      demandTermOwner(caller, await demand(caller, params.id), params.termId)
      const done = await finishTerm(ports, caller, params.id, params.termId)
      return done.ok ? record(c, await shown(done.result)) : refuse(done)
    },
  )

  async function demand(caller: Caller, id: string): Promise<Decision> {
    await demandVisible(deps, caller, 'decisions', id)
    const row = await decisionById(db, id)
    if (!row) throw notFound()
    return row
  }

  async function demandDeployment(caller: Caller, id: string): Promise<void> {
    if (!(await isVisible(db, caller, 'deployments', id))) throw invalid([{ path: 'deploymentId', message: `no such deployment: ${id}` }])
  }
}

/** 403 unless the term is the caller's own work, or they write decisions. */
export function demandTermOwner(caller: Caller, { terms }: Pick<Decision, 'terms'>, termId: string): void {
  const mine = terms.some((term) => term.id === termId && term.ownerId === caller.personId)
  if (!mine && !can(caller, 'write-cases')) throw new Problem(403, 'not-allowed', 'This term is the work of somebody else.')
}

/** As it was written: what the server adds is left out. */
const asGiven = ({ deploymentId, disposition, reason, terms, basis }: Decision) => ({
  deploymentId,
  disposition,
  reason,
  terms: terms.map(({ doneOn: _, ...term }) => term),
  basis: basis.map(({ type, id }) => ({ type, id })),
})

/** A body as it may come from GET: without the hashes and days that the server keeps. */
const withoutAdded = ({ basis, terms, ...body }: Record<string, unknown>) => ({
  ...body,
  ...(basis === undefined ? {} : { basis: without(basis, 'hash') }),
  ...(terms === undefined ? {} : { terms: without(terms, 'doneOn') }),
})
const without = (list: unknown, name: string): unknown =>
  Array.isArray(list)
    ? list.map((item: unknown) =>
        typeof item === 'object' && item !== null ? Object.fromEntries(Object.entries(item).filter(([key]) => key !== name)) : item,
      )
    : list

function refused(refusal: DecisionRefusal): never {
  if (refusal.reason === 'invalid') throw invalid(refusal.errors)
  if (refusal.reason === 'changed') throw stale()
  if (refusal.reason === 'id-taken') throw new Problem(409, 'already-exists', 'There is a decision with this id.')
  throw new Problem(409, refusal.reason, refusal.detail ?? 'The state of the decision does not allow this.')
}
