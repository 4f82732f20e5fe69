import { z } from '@hono/zod-openapi'
import { pollsSince, sourcesByHealth, unwatchedDeployments } from '../../store/watching-page'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'

const hourMs = 3_600_000
const figures = z.object({ attempted: z.number().int(), succeeded: z.number().int(), failed: z.number().int() })
const healthSchema = z
  .object({
    polls: z.object({ last24Hours: figures, last7Days: figures }),
    sources: z.record(z.string(), z.number().int()),
    deploymentsWithoutSource: z.array(z.object({ id: z.string(), name: z.string(), systemId: z.string() })),
  })
  .openapi('Health')

/** How the watching goes: polls, sources by state, and what is not watched at all. */
export function healthRoutes(app: App, { ports }: AppDeps): void {
  const { db } = ports
  endpoint(
    app,
    {
      method: 'get',
      path: '/health',
      tag: 'Health',
      summary: 'Polls of the last day and week, sources by state, what is not watched',
      answer: healthSchema,
    },
    async ({ c, caller }) => {
      const since = (hours: number) => new Date(Date.parse(ports.now()) - hours * hourMs).toISOString().slice(0, 13)
      const [last24Hours, last7Days, sources, deploymentsWithoutSource] = await Promise.all([
        pollsSince(db, since(24)),
        pollsSince(db, since(24 * 7)),
        sourcesByHealth(db, caller),
        unwatchedDeployments(db, caller),
      ])
      return c.json({ polls: { last24Hours, last7Days }, sources, deploymentsWithoutSource })
    },
  )
}
