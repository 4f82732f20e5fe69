import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Config } from '../config'
import type { Ports } from '../ports'
import type { Caller } from './authorise'

/** Counts requests; Prometheus on Node, nothing on Workers. */
export type Metrics = {
  observe: (request: { method: string; route: string; status: number; seconds: number }) => void
  text: () => Promise<{ mediaType: string; body: string }>
}

export type Asset = { body: Uint8Array | string; mediaType: string }

/** What the app is built from, on either runtime. What is left out is not there on that runtime. */
export type AppDeps = {
  ports: Ports
  config: Pick<Config, 'publicUrl' | 'rateLimit'> & Partial<Pick<Config, 'smtp'>>
  /** The installation's secret key: signs links that need no row. */
  secret: string
  /** Whether the migrations of this version are applied. */
  migrated?: () => Promise<boolean>
  metrics?: Metrics
  /** Static files by path below `/assets/`; null when there is none. */
  asset?: (path: string) => Promise<Asset | null>
  /** Where the request comes from, for counting failed sign-ins. */
  clientAddress?: (c: Context) => string | null
}

export type AppEnv = { Variables: { caller: Caller | null; secretFields: string[] } }
export type App = OpenAPIHono<AppEnv>
export type AppContext = Context<AppEnv>
