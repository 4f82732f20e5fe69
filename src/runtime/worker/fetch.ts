import ipaddr from 'ipaddr.js'
import type { TransportCause } from '../../core/capture'
import type { FetchAnswer, FetchRequest, Ports } from '../../ports'
import { digest } from '../crypto'

type Fault = Extract<FetchAnswer, { ok: false }>
const fault = (cause: TransportCause, reason: string, more: Partial<Fault> = {}): Fault => ({
  ok: false,
  cause,
  reason,
  status: null,
  headers: {},
  finalUrl: null,
  ...more,
})

const redirects = new Set([301, 302, 303, 307, 308])

/**
 * The outbound gate where we have no connector of our own: literal private hosts and other schemes are refused before each hop, redirects
 * are followed by hand, and streamed bytes are counted. Names that resolve to private addresses are the platform's to refuse; it gives a
 * Worker no route to them. `allow` lists literal addresses let through, for tests.
 */
export function createWorkerFetch({ userAgent, allow }: { userAgent: string; allow: readonly string[] }): Ports['fetch'] {
  return async (request) => {
    const passed: string[] = []
    let url = request.url
    for (;;) {
      const refused = refusal(url, allow)
      if (refused) return fault('refused-address', refused, { finalUrl: url })
      const answer = await ask(url, request, userAgent, passed.length > 0 && new URL(url).origin !== new URL(request.url).origin)
      if ('fault' in answer) return answer.fault
      const { response } = answer
      const location = redirects.has(response.status) ? response.headers.get('location') : null
      if (!location) return received(response, request, url, passed)
      await response.body?.cancel()
      passed.push(url)
      if (passed.length > request.limits.redirects)
        return fault('connect', `more than ${request.limits.redirects} redirects`, { finalUrl: url })
      if (!URL.canParse(location, url)) return fault('connect', 'a redirect to no address', { finalUrl: url })
      url = new URL(location, url).href
      const against = refusal(url, allow) ? null : await request.admit?.(url)
      if (against) return fault(against.cause, against.reason, { finalUrl: url })
    }
  }
}

/** Why an address may not be asked, null when it may. */
export function refusal(url: string, allow: readonly string[]): string | null {
  if (!URL.canParse(url)) return 'not an address'
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return `${protocol} is not read`
  const host = hostname.replace(/^\[|\]$/g, '')
  if (allow.includes(host)) return null
  if (host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.internal')) return 'a private name'
  return ipaddr.isValid(host) && ipaddr.process(host).range() !== 'unicast' ? 'a private address' : null
}

async function ask(
  url: string,
  { headers, limits }: FetchRequest,
  userAgent: string,
  foreign: boolean,
): Promise<{ response: Response } | { fault: Fault }> {
  const sent = foreign ? Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(authorization|cookie)$/i.test(name))) : headers
  try {
    const response = await fetch(url, {
      headers: { ...sent, 'user-agent': userAgent },
      redirect: 'manual',
      signal: AbortSignal.timeout(limits.timeMs),
    })
    return { response }
  } catch (error) {
    const timeout = error instanceof Error && error.name === 'TimeoutError'
    return {
      fault: fault(timeout ? 'timeout' : 'connect', timeout ? `no answer within ${limits.timeMs} ms` : 'the connection failed', {
        finalUrl: url,
      }),
    }
  }
}

async function received(response: Response, { limits, knownHash }: FetchRequest, finalUrl: string, passed: string[]): Promise<FetchAnswer> {
  const headers = Object.fromEntries(response.headers)
  const parts: Uint8Array[] = []
  let bytes = 0
  const reader = response.body?.getReader()
  try {
    for (;;) {
      const part = await reader?.read()
      if (!part || part.done) break
      bytes += part.value.byteLength
      if (bytes > limits.decodedBytes) {
        await reader?.cancel()
        return fault('too-large', `more than ${limits.decodedBytes} bytes`, { status: response.status, headers, finalUrl })
      }
      parts.push(part.value)
    }
  } catch (error) {
    const timeout = error instanceof Error && error.name === 'TimeoutError'
    return fault(timeout ? 'timeout' : 'connect', 'the answer broke off', { status: response.status, headers, finalUrl })
  }
  const body = new Uint8Array(bytes)
  let at = 0
  for (const part of parts) {
    body.set(part, at)
    at += part.byteLength
  }
  const bodyHash = digest(body)
  return {
    ok: true,
    status: response.status,
    headers,
    finalUrl,
    redirects: passed,
    body: bodyHash === knownHash ? null : body,
    bodyHash,
    bytes,
    wireBytes: bytes,
  }
}
