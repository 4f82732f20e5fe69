import { z } from '@hono/zod-openapi'
import { vendorTiers } from '../../core/intake/factors'
import { documentsFor, tierOf } from '../../core/intake/tier'
import { handingOver, handOverRequest } from '../../flows/hand-over-request'
import { makeIntakeLink, revokeIntakeLink } from '../../flows/intake-link'
import { endRequest, joinRequest, linkVendor, startRequest, undoEnd } from '../../flows/move-vendor-request'
import { newRequest, requestFields, requestRowFrom, saveVendorRequest } from '../../flows/save-vendor-request'
import { requestStates } from '../../store/schema'
import { type VendorRequest, vendorRequestById, vendorRequestsPage } from '../../store/vendor-requests'
import type { Persisted, Refusal } from '../../store/writing'
import { demandVersion, record } from '../answer'
import { demandAsOf } from '../as-of'
import { type Caller, demand } from '../authorise'
import { anyFields, edited } from '../edit'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound } from '../problem'
import { demandWithin } from '../within-units'
import { refuse as refuseRecord } from './record-routes'
import { refuse } from './refuse'
import { asOfQuery, demandVisible, idParam, nothing, reasonBody } from './shared'

const tag = 'Vendor requests'
const list: ListOptions<'state' | 'unitId' | 'vendorId' | 'assigneeId'> = {
  sort: ['-createdAt', 'createdAt', 'updatedAt', 'neededOn', 'vendorName', 'id'],
  filter: ['state', 'unitId', 'vendorId', 'assigneeId'],
}
const text = z.string().nullable()
const requestSchema = z
  .object({
    id: z.string(),
    ...requestFields.shape,
    domain: text,
    askedBy: text,
    askedByName: text,
    askedByEmail: text,
    state: z.enum(requestStates),
    reason: text,
    vendorId: text,
    systemId: text,
    /** By what was answered; null while nothing is known, provisional while an answer could still raise it. */
    tier: z.enum(vendorTiers).nullable(),
    tierProvisional: z.boolean(),
    tierReasons: z.array(z.object({ factor: z.string(), answer: text, effect: z.enum(vendorTiers).nullable(), because: text })),
    documentsNeeded: z.array(z.object({ id: z.string(), name: z.string(), because: z.string(), citation: z.string() })),
    version: z.number().int(),
    demo: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('VendorRequest')

const past = z.looseObject({ factors: z.record(z.string(), z.unknown()) })

/** The request with what follows from its answers. */
function shown<R extends { factors: Record<string, unknown> }>(row: R) {
  const { tier, provisional, weighed } = tierOf(row.factors)
  return {
    ...row,
    tier,
    tierProvisional: provisional,
    tierReasons: weighed.map(({ factor, answer }) => ({
      factor: factor.id,
      answer: answer?.value ?? null,
      effect: answer?.tier ?? null,
      because: answer?.because ?? null,
    })),
    documentsNeeded: documentsFor(row.factors),
  }
}

/** Intake: somebody asks for a vendor. Tier and documents follow from the answers by lists of ours; the hand-over puts it into the register. */
export function vendorRequestsRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  endpoint(
    app,
    {
      method: 'get',
      path: '/vendor-requests',
      tag,
      summary: 'Vendors asked for, page by page',
      query: listQuery(list),
      answer: pageSchema(requestSchema),
    },
    async ({ c, caller }) => {
      const page = pageOrProblem(await vendorRequestsPage(db, caller, listRequest(c, list, ports.now())))
      return c.json({ ...page, items: page.items.map((row) => shown(past.parse(row))) })
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/vendor-requests/{id}', tag, summary: 'One request', params: idParam, query: asOfQuery, answer: requestSchema },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null) {
        const state = await demandAsOf(deps, caller, { noun: 'vendor-requests', entity: 'vendor-request', id: params.id, at })
        return c.json(shown(past.parse(state)))
      }
      return record(c, shown(await demandRequest(caller, params.id)))
    },
  )

  endpoint(
    app,
    { method: 'post', path: '/vendor-requests', tag, summary: 'Ask for a vendor', body: newRequest, answer: requestSchema, status: 201 },
    async ({ c, caller, body }) => {
      const { id: wanted, ...given } = body
      const row = requestRowFrom(given, { id: wanted ?? ports.newId(), at: ports.now(), askedBy: caller.personId }, null)
      await demandWithin(deps, caller, row)
      const done = await saveVendorRequest(ports, caller, row, null)
      return done.ok ? record(c, shown(done.row), 201) : refuseRecord(done, 'vendor request')
    },
  )

  for (const method of ['put', 'patch'] as const) {
    const summary = method === 'put' ? 'Replace what is known of a request' : 'Edit a request: answers, documents, who works on it'
    const shownBody = method === 'put' ? requestFields : requestFields.partial()
    endpoint(
      app,
      {
        method,
        path: '/vendor-requests/{id}',
        tag,
        summary,
        params: idParam,
        body: anyFields,
        shownBody,
        answer: requestSchema,
        versioned: true,
      },
      async ({ c, caller, params, body }) => {
        const before = await demandRequest(caller, params.id)
        demandVersion(c, before.version)
        const given = edited(requestFields, shown(before), body, method)
        const row = requestRowFrom(given, { id: before.id, at: ports.now(), askedBy: before.askedBy }, before)
        await demandWithin(deps, caller, row)
        const done = await saveVendorRequest(ports, caller, row, before)
        return done.ok ? record(c, shown(done.row)) : refuseRecord(done, 'vendor request')
      },
    )
  }

  /** A verb on one request. */
  function verb<Body extends z.ZodType>(
    name: string,
    summary: string,
    body: Body,
    act: (caller: Caller, id: string, body: z.output<Body>) => Promise<Persisted<VendorRequest, Refusal>>,
  ): void {
    endpoint(
      app,
      { method: 'post', path: `/vendor-requests/{id}/${name}`, tag, summary, params: idParam, body, answer: requestSchema },
      async ({ c, caller, params, body: given }) => {
        await demandVisible(deps, caller, 'vendor-requests', params.id)
        const done = await act(caller, params.id, given)
        return done.ok ? record(c, shown(done.result)) : refuse(done)
      },
    )
  }

  const taking = z.strictObject({ personId: z.string().min(1).max(200).nullish() })
  verb('start', 'Take it on, or give it to somebody', taking, (caller, id, { personId }) =>
    startRequest(ports, caller, id, personId ?? null),
  )
  const joining = z.union([
    z.strictObject({ vendorId: z.string().min(1).max(200).nullable() }),
    z.strictObject({ requestId: z.string().min(1).max(200) }),
  ])
  verb('join', 'It is for a vendor of the register (null parts them), or goes on in another request', joining, async (caller, id, body) => {
    if ('requestId' in body) {
      if (!(await vendorRequestById(db, caller, body.requestId))) throw invalid([{ path: 'requestId', message: 'no such request' }])
      return joinRequest(ports, caller, id, body.requestId)
    }
    if (body.vendorId !== null) await demandWithin(deps, caller, { vendorId: body.vendorId })
    return linkVendor(ports, caller, id, body.vendorId)
  })
  verb('decline', 'Decline it', reasonBody, (caller, id, { reason }) => endRequest(ports, caller, id, 'declined', reason))
  verb('withdraw', 'Withdraw it', reasonBody, (caller, id, { reason }) => endRequest(ports, caller, id, 'withdrawn', reason))
  verb('undo', 'Take back that it was declined or withdrawn', nothing, (caller, id) => undoEnd(ports, caller, id))
  verb('hand-over', 'Put the vendor, its systems and its sources into the register', handingOver, async (caller, id, body) => {
    if (body.useName) demand(caller, 'write-cases')
    const done = await handOverRequest(ports, caller, id, body)
    return done.ok ? { ok: true, result: done.request } : done
  })

  const unit = z.strictObject({ unitId: z.string().min(1).max(200).nullish() })
  const link = z.object({ link: z.string(), unitId: text, createdAt: z.string() })
  endpoint(
    app,
    {
      method: 'post',
      path: '/vendor-requests/link',
      tag,
      summary: 'Make the public address anew; it is told this once',
      body: unit,
      answer: link,
    },
    async ({ c, caller, body }) => {
      await demandWithin(deps, caller, { unitId: body.unitId })
      const done = await makeIntakeLink(ports, caller, body.unitId ?? null)
      if (!done.ok) throw invalid([{ path: 'unitId', message: 'no such unit' }])
      c.set('secretFields', ['link'])
      return c.json({ link: publicAddress(deps, c.req.url, done.secret), unitId: done.link.unitId, createdAt: done.link.createdAt })
    },
  )
  endpoint(
    app,
    { method: 'delete', path: '/vendor-requests/link', tag, summary: 'Revoke the public address', answer: null, status: 204 },
    async ({ c, caller }) => {
      const done = await revokeIntakeLink(ports, caller)
      return done.ok ? c.body(null, 204) : refuse(done)
    },
  )

  async function demandRequest(caller: Caller, requestId: string): Promise<VendorRequest> {
    const row = await vendorRequestById(db, caller, requestId)
    if (!row) throw notFound()
    return row
  }
}

/** Where the public form stands, from outside. */
export const publicAddress = ({ config }: Pick<AppDeps, 'config'>, requestUrl: string, secret: string): string =>
  new URL(`/ask/${secret}`, config.publicUrl ?? requestUrl).href
