import { z } from '@hono/zod-openapi'
import { makeClaim, newClaim } from '../../flows/make-claim'
import { proposePassages } from '../../flows/propose-passages'
import { withdrawClaim } from '../../flows/withdraw-claim'
import { type Claim, claimById, claimsPage } from '../../store/claims'
import { claimStates } from '../../store/schema'
import { isVisible } from '../../store/visibility'
import { record } from '../answer'
import { demandAsOf } from '../as-of'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound } from '../problem'
import { refuse } from './refuse'
import { asOfQuery, demandVisible, idParam, reasonBody } from './shared'

const tag = 'Claims'
const list: ListOptions<'state' | 'vendorId' | 'questionId' | 'sourceId'> = {
  sort: ['-createdAt', 'questionId', 'updatedAt', 'id'],
  filter: ['state', 'vendorId', 'questionId', 'sourceId'],
}
const text = z.string().nullable()
const passage = z.object({
  type: z.literal('passage'),
  sourceId: z.string(),
  snapshotId: z.string(),
  exact: z.string(),
  prefix: z.string(),
  suffix: z.string(),
  section: text.optional(),
  now: z.string().optional(),
})
const support = z.union([
  passage,
  z.object({ type: z.literal('document'), evidenceId: z.string(), page: z.number().int().nullish() }),
  z.object({ type: z.literal('reply'), questionnaireId: z.string() }),
])
const claimSchema = z
  .object({
    id: z.string(),
    vendorId: z.string(),
    systemId: text,
    questionId: z.string(),
    answer: z.string(),
    support,
    sourceId: text,
    evidenceId: text,
    questionnaireId: text,
    state: z.enum(claimStates),
    before: text,
    after: text,
    checkedSnapshotId: text,
    findingId: text,
    reason: text,
    replacedBy: text,
    claimedBy: text,
    version: z.number().int(),
    demo: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Claim')
const proposals = z.object({ items: z.array(z.object({ support: passage, score: z.number() })) })

/** Claims: answers about vendors, each pinned to what supports it. */
export function claimRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports
  const demandVendor = async (caller: Parameters<typeof isVisible>[1], vendorId: string) => {
    if (!(await isVisible(db, caller, 'vendors', vendorId))) throw invalid([{ path: 'vendorId', message: 'no such vendor' }])
  }

  endpoint(
    app,
    { method: 'get', path: '/claims', tag, summary: 'Claims, page by page', query: listQuery(list), answer: pageSchema(claimSchema) },
    async ({ c, caller }) => c.json(pageOrProblem(await claimsPage(db, caller, listRequest(c, list, ports.now())))),
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/claims/proposals',
      tag,
      summary: 'Passages of the vendor’s current documents that may answer a question, the likeliest first; nothing is accepted by itself',
      query: z.object({ vendorId: z.string().min(1).max(200), questionId: z.string().min(1).max(200) }),
      answer: proposals,
    },
    async ({ c, caller }) => {
      const { vendorId = '', questionId = '' } = c.req.query()
      await demandVendor(caller, vendorId)
      const items = await proposePassages(ports, { vendorId, questionId })
      if (!items) throw invalid([{ path: 'questionId', message: 'no such question' }])
      return c.json({ items: items.map(({ support, score }) => ({ support, score })) })
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/claims/{id}', tag, summary: 'One claim', params: idParam, query: asOfQuery, answer: claimSchema },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null)
        return record(c, stored.parse(await demandAsOf(deps, caller, { noun: 'claims', entity: 'claim', id: params.id, at })))
      await demandVisible(deps, caller, 'claims', params.id)
      const found = await claimById(db, params.id)
      if (!found) throw notFound()
      return record(c, found)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/claims',
      tag,
      summary: 'Make a claim: an answer with its support',
      body: newClaim,
      answer: claimSchema,
      status: 201,
    },
    async ({ c, caller, body }) => {
      await demandVendor(caller, body.vendorId)
      const done = await makeClaim(ports, caller, body)
      return done.ok ? record(c, done.result, 201) : refuse(done)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/claims/{id}/withdraw',
      tag,
      summary: 'Withdraw it: it answers nothing any longer',
      params: idParam,
      body: reasonBody,
      answer: claimSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'claims', params.id)
      const done = await withdrawClaim(ports, caller, params.id, body.reason)
      return done.ok ? record(c, done.result) : refuse(done)
    },
  )
}

const stored = z.custom<Claim>((value) => typeof value === 'object' && value !== null && 'questionId' in value)
