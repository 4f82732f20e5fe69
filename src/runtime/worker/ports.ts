import type { Config } from '../../config'
import { parseConfig } from '../../config'
import type { Ports } from '../../ports'
import { setting } from '../../store/settings'
import { createBodies } from '../bodies'
import { checkPassword, digest, hashPassword, newId, newSecret } from '../crypto'
import { createLocalPipeline } from '../local-pipeline'
import { createSignOn } from '../sign-on'
import { openD1 } from './database'
import { createWorkerFetch } from './fetch'
import { type Bucket, createObjects } from './objects'
import { createWorkerSender } from './send-http'

/** Bindings of `wrangler.toml`, and the settings that a Worker knows. */
export type Bindings = {
  DB: Parameters<typeof openD1>[0]
  /** Where bodies lie; without it in the database. */
  BODIES?: Bucket
  POLLS: { sendBatch: (messages: { body: PollMessage }[]) => Promise<unknown> }
  TELLTALE_SECRET_KEY?: string
}
/** Sources of one origin, by id only: a message may come twice, and polling twice is polling once. */
export type PollMessage = { sourceIds: string[] }

const settingsOf = (bindings: Bindings): Config => {
  const parsed = parseConfig(
    Object.fromEntries(Object.entries(bindings).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
  )
  if (!parsed.ok) throw new Error(`the settings are wrong: ${parsed.faults.join('; ')}`)
  return parsed.config
}

/** Everything the flows work with on a Worker. No thread: the pipeline runs in place, one body at a time. */
export function openWorker(bindings: Bindings): { ports: Ports; config: Config } {
  const config = settingsOf(bindings)
  const db = openD1(bindings.DB)
  const userAgent = `Telltale${config.contact ? ` (+${config.contact})` : ''}`
  const allow = config.allowPrivate.map(({ address }) => address)
  let lastTickMs = Number.NEGATIVE_INFINITY
  const ports: Ports = {
    db,
    now: () => new Date(Math.max(Date.now(), lastTickMs)).toISOString(),
    refreshClock: async () => {
      const at = await setting(db, 'last-tick')
      if (typeof at === 'string') lastTickMs = Date.parse(at)
    },
    realNow: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    newId,
    newSecret,
    random: Math.random,
    digest,
    hashPassword,
    checkPassword,
    fetch: createWorkerFetch({ userAgent, allow }),
    ...(config.oidc ? { signOn: createSignOn(config.oidc, (url, options) => fetch(url, options)) } : {}),
    pipeline: createLocalPipeline(),
    bodies: { ...createBodies(), ...(bindings.BODIES ? { objects: createObjects(bindings.BODIES) } : {}) },
    // a Worker opens no SMTP connection; mail there needs a service with an HTTP address, as a channel of type webhook
    outgoing: { mail: null, http: createWorkerSender({ userAgent, allow }), home: config.publicUrl },
    log: (event, fields) => console.log(JSON.stringify({ event, ...fields })),
  }
  return { ports, config }
}
