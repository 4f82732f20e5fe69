import { getConnInfo } from '@hono/node-server/conninfo'
import { isLoopback } from '../../../config'
import { issueSetupLink } from '../../../flows/issue-setup-link'
import { someoneExists } from '../../../store/people'
import { buildApp } from '../../../web/app'
import { asset } from '../assets'
import { migrationState } from '../database'
import { every } from '../every'
import { addressOf, listen, openDoor } from '../listen'
import { createMetrics } from '../metrics'
import { withRuntime } from '../runtime'
import { startSchedule } from '../schedule'
import { type Command, text, Usage } from './command'

/** What is in flight gets this long; what is left of the ten seconds is for closing, on a busy machine too. */
const drainMs = 6500

export const startCommand: Command = {
  name: 'start',
  summary: 'Run the service: pages, API, polling and ticks.',
  usage: `telltale start

Listens on TELLTALE_HOST:TELLTALE_PORT (127.0.0.1:8787) and prints its address when it answers.
Until somebody is registered it listens on 127.0.0.1 only, and prints the one-time link that makes the first administrator.
SIGTERM or SIGINT ends it after what is in flight, within 10 seconds.`,
  options: {},
  run: (input) =>
    withRuntime(input, async ({ ports, config, opened, secret }) => {
      if (text(input.values, 'now') !== undefined && !isLoopback(config.host))
        throw new Usage('--now starts a clock that others must not reach: only where TELLTALE_HOST is a loopback address')
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
      const door = await openDoor({
        host: config.host,
        open: (host) => listen(app.fetch, { host, port: config.port }, drainMs),
        setUp: () => someoneExists(ports.db),
        every,
        widened: () => input.err(`Somebody is registered: Telltale now listens on ${addressOf(config)}.\n`),
      })
      const schedule = startSchedule(ports, config)
      const here = addressOf({ host: door.host, port: config.port })
      const link = await issueSetupLink(ports)
      // whatever the public address is: until somebody is registered only loopback names are answered
      if (link) input.err(`Nobody is registered yet. Open this link once to make the first administrator:\n${here}/setup?token=${link}\n`)
      input.out(`Telltale listens on ${config.publicUrl ?? here}\n`)
      await new Promise<void>((resolve) => {
        process.once('SIGTERM', resolve)
        process.once('SIGINT', resolve)
      })
      await Promise.all([door.close(), schedule.stop()])
      return 0
    }),
}
