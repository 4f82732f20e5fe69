import { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import ipaddr from 'ipaddr.js'
import { buildConnector } from 'undici'
import type { Config } from '../../config'

/** A connection that was refused before it was made. The message is for people and names no more than the address. */
export class Refused extends Error {
  readonly code = 'TELLTALE_REFUSED'
}

/** Ports of the public web; addresses that the operator let through may be asked on any port. */
const publicPorts = new Set([80, 443, 8080, 8443])

const mostRefusals = 10_000

/** Name resolution as the socket does it; tests bring their own. */
export type Lookup = (hostname: string, done: (error: Error | null, addresses: { address: string; family: number }[]) => void) => void

const lookupAll: Lookup = (hostname, done) => systemLookup(hostname, { all: true }, (error, addresses) => done(error, addresses))

export type Gate = {
  /** Whether a connection to this address and port may be made. */
  permits: (address: string, port: number) => boolean
  /** For literal hosts and schemes, before anything is resolved; null when nothing speaks against it yet. */
  refusal: (url: URL) => string | null
  connect: buildConnector.connector
  /** The addresses of a name that are allowed; throws `Refused` when there are only others. */
  resolve: (hostname: string, port: number) => Promise<{ address: string; family: number }[]>
}

/**
 * The one way out. Every address is held against the public unicast ranges (RFC 6890) at the moment the socket asks for it, so that a name
 * which answers differently the second time gains nothing; private ones pass only where `allowPrivate` lists them.
 */
export function createGate(allowPrivate: Config['allowPrivate'], { lookup = lookupAll, timeoutMs = 10_000 } = {}): Gate {
  const allowed = allowPrivate.map(({ address, bits }) => ({ address: ipaddr.parse(address), bits }))
  const permits = (address: string, port: number) => {
    if (!ipaddr.isValid(address)) return false
    const ip = ipaddr.process(address)
    if (allowed.some((range) => range.address.kind() === ip.kind() && ip.match(range.address, range.bits))) return true
    return ip.range() === 'unicast' && publicPorts.has(port)
  }
  const resolve = (hostname: string, port: number) =>
    new Promise<{ address: string; family: number }[]>((done, fail) =>
      lookup(hostname, (error, addresses) => {
        if (error) return fail(error)
        const good = addresses.filter(({ address }) => permits(address, port))
        if (good.length) return done(good)
        const [first] = addresses
        fail(new Refused(first ? why(hostname, first.address, port) : `${hostname} has no address`))
      }),
    )
  const connect: buildConnector.connector = (options, done) => {
    const host = bare(options.hostname)
    const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80))
    if (isIP(host) && !permits(host, port)) return done(new Refused(why(host, host, port)), null)
    const checked: LookupFunction = (hostname, { all }, answer) => {
      resolve(hostname, port).then(
        (addresses) => (all ? answer(null, addresses) : answer(null, addresses[0]?.address ?? '', addresses[0]?.family)),
        (error) => answer(error, ''),
      )
    }
    const open = buildConnector({ timeout: timeoutMs, lookup: checked, keepAlive: true })
    open(options, (...result) => {
      const [error, socket] = result
      if (error) return done(error, null)
      if (!pinned(socket, permits, port)) {
        socket.destroy()
        return done(new Refused(why(host, String(socket.remoteAddress), port)), null)
      }
      done(null, socket)
    })
  }
  // a round asks the same origins again and again, and for what stands in the address the answer is always the same
  const refusals = new Map<string, string | null>()
  const refusalOf = (url: URL) => {
    const known = refusals.get(url.origin)
    if (known !== undefined) return known
    const found = refusal(url, permits)
    if (refusals.size >= mostRefusals) refusals.clear()
    if (url.origin !== 'null') refusals.set(url.origin, found)
    return found
  }
  return { permits, resolve, connect, refusal: refusalOf }
}

/** The last word: whatever led here, the peer of the open socket must be allowed. */
const pinned = (socket: Socket, permits: Gate['permits'], port: number) =>
  socket.remoteAddress !== undefined && permits(socket.remoteAddress, port)

const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, '')

const portOf = (url: URL) => Number(url.port || (url.protocol === 'https:' ? 443 : 80))

const why = (host: string, address: string, port: number) => {
  const ip = ipaddr.isValid(address) ? ipaddr.process(address) : null
  if (ip?.range() === 'unicast') return `port ${port} of ${host} is not one of the web's (80, 443, 8080, 8443)`
  return `${host === address ? host : `${host} resolves to ${address}, which`} is not a public address`
}

function refusal(url: URL, permits: Gate['permits']): string | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return `only http and https are fetched, not ${url.protocol.slice(0, 20)}`
  const host = bare(url.hostname)
  return isIP(host) && !permits(host, portOf(url)) ? why(host, host, portOf(url)) : null
}

/** Whether `NO_PROXY` exempts a host: names with their subdomains, `*` for all. */
export function isExempt(hostname: string, except: string | null): boolean {
  return (except ?? '')
    .split(/[\s,]+/)
    .map((part) =>
      part
        .replace(/^\*?\./, '')
        .replace(/:\d+$/, '')
        .toLowerCase(),
    )
    .filter(Boolean)
    .some((part) => part === '*' || hostname === part || hostname.endsWith(`.${part}`))
}
