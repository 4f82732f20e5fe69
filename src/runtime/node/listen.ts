import { serve } from '@hono/node-server'
import { isLoopback } from '../../config'
import { Failure } from './cli/command'

export type Listener = { close: () => Promise<void> }
type Address = { host: string; port: number }
type Fetch = Parameters<typeof serve>[0]['fetch']

export const addressOf = ({ host, port }: Address): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}`

/** Answers requests at an address until closed, then what is in flight for `drainMs` more. A `Failure` says why an address cannot be had. */
export async function listen(fetch: Fetch, { host, port }: Address, drainMs: number): Promise<Listener> {
  const server = serve({ fetch, hostname: host, port })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', (error) => reject(refusal({ host, port }, error)))
  })
  return {
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const timer = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), drainMs)
      'closeIdleConnections' in server && server.closeIdleConnections()
      await closed
      clearTimeout(timer)
    },
  }
}

function refusal(address: Address, error: Error): Failure {
  const code = 'code' in error ? String(error.code) : ''
  const where = addressOf(address)
  if (code === 'EADDRINUSE') return new Failure(`${where} is in use by another process: end that one, or set another TELLTALE_PORT`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Failure(`${where} is not an address of this machine: set another TELLTALE_HOST`)
  if (code === 'EACCES') return new Failure(`${where} may not be listened on by this account: set another TELLTALE_PORT`)
  return new Failure(`${where} cannot be listened on: ${error.message}`)
}

type Door = {
  host: string
  /** Listens on a host; the address is free again as soon as its `close` is called. */
  open: (host: string) => Promise<Listener>
  /** Whether somebody is registered. */
  setUp: () => Promise<boolean>
  every: (ms: number, work: () => Promise<void>) => () => void
  /** Told when it listens on `host` after all. */
  widened: () => void
}

/** Listens on `host`; until somebody is registered on loopback only, for until then whoever reaches it could set it up. */
export async function openDoor({ host, open, setUp, every, widened }: Door): Promise<{ host: string; close: () => Promise<void> }> {
  if (isLoopback(host) || (await setUp())) return { host, ...(await open(host)) }
  const first = '127.0.0.1'
  let listener = await open(first)
  const stop = every(1000, async () => {
    if (!(await setUp())) return
    stop()
    const before = listener.close()
    listener = await open(host)
    widened()
    await before
  })
  return {
    host: first,
    close: async () => {
      stop()
      await listener.close()
    },
  }
}
