import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../../config'
import { parseConfig } from '../../config'
import type { Ports } from '../../ports'
import { createBodies } from '../bodies'
import { checkPassword, digest, hashPassword, newId, newSecret } from '../crypto'
import { createSignOn } from '../sign-on'
import { type CommandInput, Failure, text } from './cli/command'
import { createClock } from './clock'
import { emptyLog, type Opened, openDatabase } from './database'
import { every } from './every'
import { createFetch } from './fetch'
import { createLog } from './log'
import { createPipeline } from './pipeline'
import { createProviderFetch } from './provider-fetch'
import { createRender } from './render'
import { secretKey } from './secret-key'
import { createHttpSender } from './send-http'
import { createMailSender } from './send-mail'

export type Runtime = { ports: Ports; config: Config; opened: Opened; secret: string; close: () => Promise<void> }

/** The environment with `--data` and `--now`, or `Failure` with every fault on a line. */
export function configOf({ env, values }: Pick<CommandInput, 'env' | 'values'>): Config {
  const parsed = parseConfig(env, { dataDir: text(values, 'data'), now: text(values, 'now') })
  if (!parsed.ok) throw new Failure(`the settings are wrong:\n${parsed.faults.map((fault) => `  ${fault}`).join('\n')}`)
  return parsed.config
}

/** Everything a command or the service works with on Node: database, clock, gate, pipeline. Close it when done. */
export async function openRuntime(config: Config): Promise<Runtime> {
  const opened = await openDatabase({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, at: new Date().toISOString() })
  const clock = createClock(opened.db, config.clockStart)
  await clock.refresh()
  const pipeline = createPipeline()
  const fetcher = createFetch(config)
  const sender = createHttpSender(config)
  const ports: Ports = {
    db: opened.db,
    now: clock.now,
    refreshClock: clock.refresh,
    realNow: Date.now,
    sleep: (ms) => sleep(ms),
    every,
    newId,
    newSecret,
    random: Math.random,
    digest,
    hashPassword,
    checkPassword,
    fetch: fetcher.fetch,
    ...(config.chromiumPath === null ? {} : { render: createRender(config.chromiumPath) }),
    ...(config.oidc ? { signOn: createSignOn(config.oidc, createProviderFetch(config)) } : {}),
    pipeline,
    bodies: createBodies(),
    outgoing: { mail: createMailSender(config), http: sender.send, home: config.publicUrl },
    log: createLog(config.logLevel),
  }
  const close = async () => {
    await Promise.all([pipeline.close(), fetcher.close(), sender.close()])
    await emptyLog(opened)
    opened.close()
  }
  return { ports, config, opened, secret: secretKey(config.dataDir, config.secretKey), close }
}

/** Opens a runtime for one command and closes it whatever happens. */
export async function withRuntime(
  input: Pick<CommandInput, 'env' | 'values'>,
  work: (runtime: Runtime) => Promise<number>,
): Promise<number> {
  const runtime = await openRuntime(configOf(input))
  try {
    return await work(runtime)
  } finally {
    await runtime.close()
  }
}
