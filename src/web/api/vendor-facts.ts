import { z } from '@hono/zod-openapi'
import { dayText } from '../../core/day'
import { promisedNotice, vendorFacts } from '../../core/vendor-facts'
import { contractsInBrief, vendorFactsOf } from '../../store/reach'
import { changesOfVendor, disputesOfVendor, ofVendorAsOf } from '../../store/vendor-facts'
import { demandAsOf } from '../as-of'
import type { Caller } from '../authorise'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf } from '../list'
import { invalid } from '../problem'
import { demandVisible, idParam } from './shared'

const day = z.iso.date()
const factsSchema = z
  .object({
    vendorId: z.string(),
    from: day.nullable(),
    to: day.nullable(),
    changes: z.object({
      total: z.number().int(),
      announced: z.number().int(),
      silent: z.number().int(),
      unknown: z.number().int(),
      silentShare: z.number().nullable(),
    }),
    notice: z.object({
      promisedDays: z.number().int().nullable(),
      promisedBy: z.enum(['contract', 'register']).nullable(),
      given: z.array(
        z.object({
          findingId: z.string(),
          kinds: z.array(z.string()),
          detectedAt: z.string(),
          effectiveOn: day.nullable(),
          days: z.number().int(),
        }),
      ),
      belowPromise: z.number().int().nullable(),
    }),
    contradictions: z.object({
      found: z.number().int(),
      open: z.number().int(),
      corrected: z.number().int(),
      items: z.array(z.object({ findingId: z.string(), check: z.string(), foundAt: z.string(), settledAt: z.string().nullable() })),
    }),
  })
  .openapi('VendorFacts')

const announcement = z.enum(['announced', 'silent', 'unknown'])
const recordedFinding = z.object({
  id: z.string(),
  kinds: z.array(z.string()),
  announcement,
  effectiveOn: z.string().nullable(),
  notifiedOn: z.string().nullable(),
  detectedAt: z.string(),
  state: z.string(),
  origin: z.string(),
})
const recordedDispute = z.object({ findingId: z.string(), check: z.string(), foundAt: z.string(), settledAt: z.string().nullable() })
const recordedContract = z.object({
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  clauses: z.array(z.object({ id: z.string(), present: z.boolean().nullable(), value: z.unknown() })),
})
const recordedVendor = z.object({ facts: z.record(z.string(), z.unknown()) })
type Days = { from: string | null; to: string | null }

/** What a vendor has done, counted: changes and how many were silent, notice promised and given, contradictions and how many were put right. */
export function vendorFactsRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  endpoint(
    app,
    {
      method: 'get',
      path: '/vendors/{id}/facts',
      tag: 'Vendors',
      summary: 'What a vendor has done, counted over the days from `from` to `to`, both included; without them over all',
      params: idParam,
      query: z.object({ from: day.optional(), to: day.optional(), asOf: z.string().optional() }),
      answer: factsSchema,
    },
    async ({ c, caller, params, query }) => {
      const days: Days = { from: query.from ?? null, to: query.to ?? null }
      for (const name of ['from', 'to'] as const)
        if (days[name] !== null && !dayText.safeParse(days[name]).success) throw invalid([{ path: name, message: 'expected a day' }])
      const at = asOfOf(c, ports.now())
      if (at === null) await demandVisible(deps, caller, 'vendors', params.id)
      const counted = at === null ? await today(caller, params.id, days) : await asOf(caller, params.id, days, at)
      return c.json({ vendorId: params.id, ...days, ...counted })
    },
  )

  async function today(caller: Caller, vendorId: string, days: Days) {
    const [changes, disputes, contracts, facts] = await Promise.all([
      changesOfVendor(db, caller, vendorId, days),
      disputesOfVendor(db, vendorId, days),
      contractsInBrief(db, [vendorId]),
      vendorFactsOf(db, [vendorId]),
    ])
    return vendorFacts(changes, disputes, promisedNotice(contracts, facts.get(vendorId) ?? {}, ports.now().slice(0, 10)))
  }

  async function asOf(caller: Caller, vendorId: string, { from, to }: Days, at: string) {
    const vendor = recordedVendor.parse(await demandAsOf(deps, caller, { noun: 'vendors', entity: 'vendor', id: vendorId, at }))
    const of = (entity: string) => ofVendorAsOf(db, entity, vendorId, at)
    const isMeant = (instant: string) => (from === null || instant.slice(0, 10) >= from) && (to === null || instant.slice(0, 10) <= to)
    const changes = z
      .array(recordedFinding)
      .parse(await of('finding'))
      .filter((one) => (one.state === 'provisional' || one.state === 'confirmed') && one.origin !== 'contradiction')
      .filter(({ detectedAt }) => isMeant(detectedAt))
      .sort((a, b) => (a.detectedAt < b.detectedAt ? 1 : -1))
    const disputes = z
      .array(recordedDispute)
      .parse(await of('contradiction'))
      .filter(({ foundAt }) => isMeant(foundAt))
    const contracts = z.array(recordedContract).parse(await of('contract'))
    return vendorFacts(changes, disputes, promisedNotice(contracts, vendor.facts, at.slice(0, 10)))
  }
}
