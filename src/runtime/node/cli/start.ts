import { serve } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { issueSetupLink } from '../../../flows/issue-setup-link'
import { buildApp } from '../../../web/app'
import { asset } from '../assets'
import { migrationState } from '../database'
import { createMetrics } from '../metrics'
import { withRuntime } from '../runtime'
import { startSchedule } from '../schedule'
import type { Command } from './command'

const drainMs = 9000

export const startCommand: Command = {
  name: 'start',
  summary: 'Run the service: pages, API, polling and ticks.',
  usage: `telltale start

Listens on TELLTALE_HOST:TELLTALE_PORT (127.0.0.1:8787) and prints its address when it answers.
SIGTERM or SIGINT ends it after what is in flight, within 10 seconds.`,
  options: {},
  run: (input) =>
    withRuntime(input, async ({ ports, config, opened, secret }) => {
      const app = buildApp({
        ports,
        config,
        secret,
        asset,
        metrics: createMetrics(),
        migrated: async () => {
          const { applied, known } = await migrationState(opened.client)
          return applied === known
        },
        clientAddress: (c) => getConnInfo(c).remote.address ?? null,
      })
      const schedule = startSchedule(ports, config)
      const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port })
      await new Promise<void>((resolve, reject) => {
        server.once('listening', resolve)
        server.once('error', reject)
      })
      const base = config.publicUrl ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`
      const link = await issueSetupLink(ports)
      if (link) input.err(`Nobody is registered yet. Open this link once to make the first administrator:\n${base}/setup?token=${link}\n`)
      input.out(`Telltale listens on ${base}\n`)
      await new Promise<void>((resolve) => {
        process.once('SIGTERM', resolve)
        process.once('SIGINT', resolve)
      })
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const timer = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), drainMs)
      'closeIdleConnections' in server && server.closeIdleConnections()
      await Promise.all([closed, schedule.stop()])
      clearTimeout(timer)
      return 0
    }),
}
