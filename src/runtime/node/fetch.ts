import { createHash, type Hash } from 'node:crypto'
import { Agent, type Dispatcher, ProxyAgent } from 'undici'
import { version } from '../../../package.json'
import type { Config } from '../../config'
import type { FetchAnswer, FetchRequest } from '../../ports'
import { decodeBody, Oversize } from './decode-body'
import { causeOf, Late, reasonOf } from './fetch-faults'
import { createGate, isExempt, type Lookup, Refused } from './gate'

export type Fetcher = { fetch: (request: FetchRequest) => Promise<FetchAnswer>; close: () => Promise<void> }
type FetchConfig = Pick<Config, 'allowPrivate' | 'proxy' | 'contact' | 'publicUrl'>

const accept =
  'text/html, application/xhtml+xml, application/xml;q=0.9, application/json;q=0.9, application/pdf;q=0.9, text/*;q=0.8, */*;q=0.5'
/** Idle sockets, headers and the wait between two chunks. */
const idleMs = 4_000
const silenceMs = 20_000
const headerBytes = 64 * 1024
const credentials = ['authorization', 'cookie', 'proxy-authorization']

export const userAgent = ({ contact, publicUrl }: Pick<Config, 'contact' | 'publicUrl'>): string => {
  const who = contact ?? publicUrl
  return `Telltale/${version}${who ? ` (+${who})` : ' (watches vendor pages)'}`
}

/**
 * The outbound gate: one GET with its redirects, each hop checked anew. Every failure of the transport comes back as a fault with a cause;
 * nothing is thrown. The body is counted and hashed as it arrives.
 */
export function createFetch(config: FetchConfig, options: { lookup?: Lookup } = {}): Fetcher {
  const gate = createGate(config.allowPrivate, options)
  const shared = { pipelining: 1, keepAliveTimeout: idleMs, headersTimeout: silenceMs, bodyTimeout: silenceMs, maxHeaderSize: headerBytes }
  const direct = new Agent({ ...shared, connect: gate.connect, connections: 16 })
  const proxy = config.proxy ? new ProxyAgent({ ...shared, uri: config.proxy.url, connections: 16 }) : null
  const own = { 'user-agent': userAgent(config), accept, 'accept-encoding': 'gzip, br, deflate', 'accept-language': 'en, *;q=0.5' }
  const viaProxy = (url: URL) =>
    proxy && url.protocol === 'https:' && !isExempt(url.hostname, config.proxy?.except ?? null) ? proxy : null

  async function fetch(request: FetchRequest): Promise<FetchAnswer> {
    let deadline = Date.now() + request.limits.timeMs
    const redirects: string[] = []
    const jar: Jar = new Map()
    let url = URL.canParse(request.url) ? new URL(request.url) : null
    const first = url?.origin
    for (;;) {
      if (!url) return fault('refused-address', 'the address cannot be read', redirects.at(-1) ?? request.url)
      const tunnel = viaProxy(url)
      const seen: Seen = { status: null, headers: {} }
      try {
        const refused = gate.refusal(url)
        if (refused) throw new Refused(refused)
        if (tunnel) await resolvable(gate.resolve(url.hostname, 443))
        const headers = { ...headersFor(request.headers, url.origin === first), ...own, ...cookieHeader(jar, url), ...authorisation(url) }
        const answer = await withRetry(() => exchange(tunnel ?? direct, url ?? new URL(request.url), headers, request, deadline, seen))
        const next = locationOf(answer, url)
        if (next) {
          keepCookies(jar, url, answer.cookies)
          if (redirects.length >= request.limits.redirects)
            return fault('unreadable', `more than ${request.limits.redirects} redirects`, clean(url), answer)
          redirects.push(clean(url))
          url = next
          // an address that may never be asked is refused before anybody waits for its turn
          const out = gate.refusal(url)
          if (out) throw new Refused(out)
          const beganMs = Date.now()
          const against = await request.admit?.(clean(url))
          if (against) return fault(against.cause, against.reason, clean(url))
          deadline += Date.now() - beganMs
          continue
        }
        return await finish(answer, request, url, redirects)
      } catch (error) {
        return fault(causeOf(error, tunnel !== null), reasonOf(error), clean(url), seen)
      }
    }
  }
  return { fetch, close: async () => void (await Promise.all([direct.destroy(), proxy?.destroy()])) }
}

type Seen = { status: number | null; headers: Record<string, string> }
/** `body` null: the bytes whose hash was known, `wireBytes` of them. */
type Raw = Seen & { status: number; cookies: string[]; body: Buffer | null; identityHash: string | null; wireBytes: number }

const emptyHash = createHash('sha256').digest('hex')

/** One hop. Rejects with what went wrong; `seen` keeps status and headers for the failure's record. */
function exchange(
  dispatcher: Dispatcher,
  url: URL,
  headers: Record<string, string>,
  { limits, knownHash }: FetchRequest,
  deadline: number,
  seen: Seen,
): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let hash: Hash | null = null
    let [wireBytes, encoded, cookies]: [number, boolean, string[]] = [0, false, []]
    let controller: Dispatcher.DispatchController | null = null
    let over: Error | null = null
    const stop = (error: Error) => {
      over ??= error
      controller?.abort(error)
      reject(error)
    }
    const timer = setTimeout(() => stop(new Late('it took too long')), Math.max(1, deadline - Date.now()))
    const limitOf = () => (encoded ? limits.wireBytes : Math.min(limits.wireBytes, limits.decodedBytes))
    dispatcher.dispatch(
      { origin: url.origin, path: url.pathname + url.search, method: 'GET', headers },
      {
        onRequestStart(started) {
          controller = started
          if (over) started.abort(over)
        },
        onResponseStart(_, status, incoming) {
          cookies = [incoming['set-cookie'] ?? []].flat()
          seen.status = status
          seen.headers = Object.fromEntries(Object.entries(incoming).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]))
          encoded = !/^(?:identity)?$/.test(seen.headers['content-encoding']?.trim() ?? '')
          if (Number(seen.headers['content-length'] ?? 0) > limitOf()) stop(new Oversize(limitOf()))
        },
        onResponseData(_, chunk) {
          wireBytes += chunk.length
          if (wireBytes > limitOf()) return stop(new Oversize(limitOf()))
          if (!encoded) {
            hash ??= createHash('sha256')
            hash.update(chunk)
          }
          chunks.push(chunk)
        },
        onResponseEnd() {
          clearTimeout(timer)
          const identityHash = encoded ? null : (hash?.digest('hex') ?? emptyHash)
          // the same bytes again are not even put together
          const known = identityHash !== null && identityHash === knownHash
          const body = known ? null : chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
          resolve({ ...seen, status: seen.status ?? 0, cookies, body, identityHash, wireBytes })
        },
        onResponseError(_, error) {
          clearTimeout(timer)
          reject(over ?? error)
        },
      },
    )
  })
}

async function finish(answer: Raw, request: FetchRequest, url: URL, redirects: string[]): Promise<FetchAnswer> {
  const { status, headers, wireBytes } = answer
  const empty = status === 304 || status === 204
  const body =
    answer.identityHash !== null || !answer.body
      ? answer.body
      : await decodeBody(answer.body, headers['content-encoding'] ?? '', request.limits.decodedBytes)
  const bodyHash = empty
    ? null
    : (answer.identityHash ??
      createHash('sha256')
        .update(body ?? '')
        .digest('hex'))
  return {
    ok: true,
    status,
    headers,
    finalUrl: clean(url),
    redirects,
    body: empty || (bodyHash !== null && bodyHash === request.knownHash) ? null : body,
    bodyHash,
    bytes: body?.length ?? wireBytes,
    wireBytes,
  }
}

/** A kept-alive socket may die at the moment we use it: asked once more when it did so before a single byte of the answer. */
async function withRetry(ask: () => Promise<Raw>): Promise<Raw> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'UND_ERR_SOCKET' && /other side closed/.test(error.message)))
      throw error
    return ask()
  }
}

/** Behind a proxy the proxy resolves; a name that resolves here to private addresses alone is refused all the same. */
async function resolvable(resolving: Promise<unknown>): Promise<void> {
  await resolving.catch((error) => {
    if (error instanceof Refused) throw error
  })
}

function locationOf({ status, headers }: Raw, from: URL): URL | null {
  const location = headers.location
  if (![301, 302, 303, 307, 308].includes(status) || !location) return null
  if (!URL.canParse(location, from)) throw new Refused('it redirects to an address that cannot be read')
  return new URL(location, from)
}

const headersFor = (headers: Record<string, string>, sameOrigin: boolean) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => sameOrigin || !credentials.includes(name.toLowerCase())))

const authorisation = ({ username, password }: URL): Record<string, string> =>
  username || password
    ? { authorization: `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}` }
    : {}

/** Cookies live for one fetch and go back only to the origin that set them. */
type Jar = Map<string, Map<string, string>>
const maxCookies = 20
function keepCookies(jar: Jar, { origin }: URL, lines: string[]): void {
  const cookies = jar.get(origin) ?? new Map<string, string>()
  for (const line of lines) {
    const [, name, value] = /^\s*([^=;\s]+)=([^;]*)/.exec(line.slice(0, 4096)) ?? []
    if (name && value !== undefined && cookies.size < maxCookies) cookies.set(name, value.trim())
  }
  jar.set(origin, cookies)
}
function cookieHeader(jar: Jar, { origin }: URL): Record<string, string> {
  const cookies = [...(jar.get(origin) ?? [])]
  return cookies.length ? { cookie: cookies.map(([name, value]) => `${name}=${value}`).join('; ') } : {}
}

/** An address without the credentials in it and without its fragment. */
function clean(url: URL): string {
  if (!url.username && !url.password && !url.hash) return url.href
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  bare.hash = ''
  return bare.href
}

const fault = (cause: Extract<FetchAnswer, { ok: false }>['cause'], reason: string, finalUrl: string | null, seen?: Seen): FetchAnswer => ({
  ok: false,
  cause,
  reason,
  status: seen?.status ?? null,
  headers: seen?.headers ?? {},
  finalUrl,
})
