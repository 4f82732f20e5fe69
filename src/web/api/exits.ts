import { z } from '@hono/zod-openapi'
import { beginExit, cancelExit, confirmation, confirmExit, dateStep, finishStep, newExit, proof, stepDay } from '../../flows/leave-vendor'
import { type Exit, exitById, exitsPage, exitsPageAsOf } from '../../store/exits'
import { isVisible } from '../../store/visibility'
import { record } from '../answer'
import { demandAsOf } from '../as-of'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound, Problem } from '../problem'
import { refuse } from './refuse'
import { asOfQuery, demandVisible, idParam, reasonBody } from './shared'

const tag = 'Exits'
const list: ListOptions<'state' | 'vendorId' | 'deploymentId'> = {
  sort: ['-createdAt', 'updatedAt', 'id'],
  filter: ['state', 'vendorId', 'deploymentId'],
}
const text = z.string().nullable()
const exitSchema = z
  .object({
    id: z.string(),
    vendorId: z.string(),
    deploymentId: text,
    reason: z.string(),
    steps: z.array(z.object({ id: z.string(), text: z.string(), dueOn: text, doneOn: text, evidenceId: text })),
    state: z.enum(['open', 'confirmed', 'cancelled']),
    confirmedOn: text,
    version: z.number().int(),
    demo: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Exit')

/** Leaving a vendor: what is still to do, and whether the deletion of our data is confirmed. */
export function exitsRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  endpoint(
    app,
    { method: 'get', path: '/exits', tag, summary: 'Exits, page by page', query: listQuery(list), answer: pageSchema(exitSchema) },
    async ({ c, caller }) => {
      const request = listRequest(c, list, ports.now())
      if (request.asOf !== null) return c.json(pageOrProblem(await exitsPageAsOf(db, caller, request, request.asOf)))
      return c.json(pageOrProblem(await exitsPage(db, caller, request)))
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/exits/{id}', tag, summary: 'One exit', params: idParam, query: asOfQuery, answer: exitSchema },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null) return c.json(await demandAsOf(deps, caller, { noun: 'exits', entity: 'exit', id: params.id, at }))
      await demandVisible(deps, caller, 'exits', params.id)
      const row = await exitById(db, params.id)
      if (!row) throw notFound()
      return record(c, row)
    },
  )

  endpoint(
    app,
    { method: 'post', path: '/exits', tag, summary: 'Begin to leave a vendor', body: newExit, answer: exitSchema, status: 201 },
    async ({ c, caller, body }) => {
      if (!(await isVisible(db, caller, 'vendors', body.vendorId)))
        throw invalid([{ path: 'vendorId', message: `no such vendor: ${body.vendorId}` }])
      if (body.deploymentId && !(await isVisible(db, caller, 'deployments', body.deploymentId)))
        throw invalid([{ path: 'deploymentId', message: `no such deployment: ${body.deploymentId}` }])
      const done = await beginExit(ports, caller, body)
      if (done.ok) return record(c, done.row, 201)
      if (done.reason === 'invalid') throw invalid(done.errors)
      throw new Problem(409, 'already-exists', 'There is an exit with this id.')
    },
  )

  const answer = (c: Parameters<typeof record>[0], done: Awaited<ReturnType<typeof cancelExit>>) =>
    done.ok
      ? record(c, done.result satisfies Exit)
      : refuse(done.reason === 'no-such-evidence' ? { ...done, detail: 'no such evidence of this vendor' } : done)

  endpoint(
    app,
    {
      method: 'post',
      path: '/exits/{id}/steps/{stepId}/done',
      tag,
      summary: 'Mark a step as done',
      params: z.object({ id: z.string(), stepId: z.string() }),
      body: proof,
      answer: exitSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'exits', params.id)
      return answer(c, await finishStep(ports, caller, params.id, params.stepId, body.evidenceId ?? null))
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/exits/{id}/steps/{stepId}/date',
      tag,
      summary: 'Give a step another day, or none',
      params: z.object({ id: z.string(), stepId: z.string() }),
      body: stepDay,
      answer: exitSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'exits', params.id)
      return answer(c, await dateStep(ports, caller, params.id, params.stepId, body.dueOn))
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/exits/{id}/confirm',
      tag,
      summary: 'Confirm that our data is deleted; the exit ends',
      params: idParam,
      body: confirmation,
      answer: exitSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'exits', params.id)
      return answer(c, await confirmExit(ports, caller, params.id, body))
    },
  )

  endpoint(
    app,
    { method: 'post', path: '/exits/{id}/cancel', tag, summary: 'Stay after all', params: idParam, body: reasonBody, answer: exitSchema },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'exits', params.id)
      return answer(c, await cancelExit(ports, caller, params.id, body.reason))
    },
  )
}
