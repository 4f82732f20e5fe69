import { z } from '@hono/zod-openapi'
import { freshnessHours } from '../../core/freshness'
import { pausePolling, pausing, resumePolling, resuming } from '../../flows/pause-polling'
import { pausesSeen } from '../../store/pauses'
import { sourceStates } from '../../store/schema'
import { staleSources } from '../../store/stale'
import { isVisible, visible } from '../../store/visibility'
import { pollsSince, sourcesByHealth, unwatchedDeployments } from '../../store/watching-page'
import { demandReach } from '../administering'
import { type Caller, demand } from '../authorise'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { invalid, Problem } from '../problem'
import { sharedAnswer } from '../shared-answer'

const hourMs = 3_600_000
const figures = z.object({ attempted: z.number().int(), succeeded: z.number().int(), failed: z.number().int() })
const pauseSchema = z.object({ reason: z.string(), at: z.string(), personId: z.string().nullable() })
const healthSchema = z
  .object({
    polls: z.object({ last24Hours: figures, last7Days: figures }),
    sources: z.record(z.string(), z.number().int()),
    pauses: z.object({ all: pauseSchema.nullable(), vendors: z.array(pauseSchema.extend({ vendorId: z.string() })) }),
    stale: z.array(z.object({ sourceId: z.string(), lastGoodAt: z.string().nullable(), freshnessHours: z.number().int() })),
    deploymentsWithoutSource: z.array(z.object({ id: z.string(), name: z.string(), systemId: z.string() })),
  })
  .openapi('Health')

/** How the watching goes: polls, sources by state, and what is not watched at all. */
export function healthRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports
  const byHealth = sharedAnswer(ports, (scope) => sourcesByHealth(db, scope))
  const unwatched = sharedAnswer(ports, (scope) => unwatchedDeployments(db, scope))
  const unverified = sharedAnswer(ports, (scope) => staleSources(db, ports.now(), visible.source(scope, sourceStates.sourceId)))
  endpoint(
    app,
    {
      method: 'get',
      path: '/health',
      tag: 'Health',
      summary: 'Polls of the last day and week, sources by state, what is not watched',
      answer: healthSchema,
    },
    async ({ c, caller }) => c.json(await shown(caller)),
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/health/pause',
      tag: 'Health',
      summary: 'Ask for nothing of a vendor, or of all, until it is taken up again',
      body: pausing,
      answer: healthSchema,
    },
    async ({ c, caller, body }) => {
      await demandPausing(deps, caller, body.vendorId ?? null)
      if (!(await pausePolling(ports, caller, body)).ok) throw new Problem(409, 'so-already', 'It is paused already.')
      return c.json(await shown(caller))
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/health/resume',
      tag: 'Health',
      summary: 'Take polling up again, of a vendor or of all',
      body: resuming,
      answer: healthSchema,
    },
    async ({ c, caller, body }) => {
      await demandPausing(deps, caller, body.vendorId ?? null)
      if (!(await resumePolling(ports, caller, body)).ok) throw new Problem(409, 'so-already', 'It is not paused.')
      return c.json(await shown(caller))
    },
  )

  async function shown(caller: Caller) {
    const since = (hours: number) => new Date(Date.parse(ports.now()) - hours * hourMs).toISOString().slice(0, 13)
    const [last24Hours, last7Days, sources, deploymentsWithoutSource, pauses, stale] = await Promise.all([
      pollsSince(db, since(24)),
      pollsSince(db, since(24 * 7)),
      byHealth(caller).then(({ value }) => value),
      unwatched(caller).then(({ value }) => value),
      pausesSeen(db, caller),
      unverified(caller).then(({ value }) => value),
    ])
    const old = stale.map(({ sourceId, lastGoodAt, tier }) => ({ sourceId, lastGoodAt, freshnessHours: freshnessHours(tier) }))
    return { polls: { last24Hours, last7Days }, sources, pauses, stale: old, deploymentsWithoutSource }
  }
}

/** A vendor may be paused by whoever may write its sources, everything by an administrator. */
export async function demandPausing({ ports }: AppDeps, caller: Caller, vendorId: string | null): Promise<void> {
  if (vendorId === null) {
    demand(caller, 'administer')
    return demandReach(caller, null)
  }
  if (!(await isVisible(ports.db, caller, 'vendors', vendorId)))
    throw invalid([{ path: 'vendorId', message: `no such vendor: ${vendorId}` }])
}
