import { migrate } from 'drizzle-orm/libsql/migrator'
import { addPerson, newPerson } from '../src/flows/add-person'
import { addToken, type TokenScope } from '../src/flows/add-token'
import type { FetchAnswer, HttpMessage, Mail, Ports } from '../src/ports'
import { createBodies } from '../src/runtime/bodies'
import { checkPassword, digest, hashPassword, newSecret } from '../src/runtime/crypto'
import { migrationsDir } from '../src/runtime/node/database'
import { fileDatabase } from '../src/runtime/node/file-database'
import { openQuickly } from '../src/runtime/node/quick-reads'
import type { PersonRole } from '../src/store/schema'
import { buildApp } from '../src/web/app'
import type { App, AppDeps } from '../src/web/environment'

export type Page =
  | { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }
  | { fault: Extract<FetchAnswer, { ok: false }>['cause'] }

/** Fast, and still as the product stores it: only the cost differs. */
const testPasswords = {
  hash: async (password: string) => `test$${digest(password)}`,
  check: async (password: string, stored: string) => stored === `test$${digest(password)}`,
}

export type World = {
  ports: Ports
  app: App
  /** Vendors' pages by URL: what the network would answer. Change them at will. */
  pages: Map<string, Page>
  /** Addresses asked for, in order, but for `robots.txt`; those of it apart. A site says 404 to that unless `pages` holds one. */
  asked: string[]
  robots: string[]
  /** What was sent, in order: mail and messages over HTTP. Every receiver takes everything. */
  mails: Mail[]
  posts: HttpMessage[]
  /** Log lines, for those who look for what must not be in them. */
  lines: { event: string; fields: Record<string, unknown> }[]
  clock: { at: (iso: string) => void; pass: (ms: number) => void }
  /** A person with this role, and a token of theirs. Units by id; none = all. */
  person: (
    role: PersonRole,
    more?: { email?: string; unitIds?: string[]; scope?: TokenScope; password?: string },
  ) => Promise<{ id: string; email: string; token: string }>
  /** One request with a token; objects go as JSON. */
  send: (
    method: string,
    path: string,
    more?: { token?: string; body?: unknown; headers?: Record<string, string>; form?: FormData | URLSearchParams; cookie?: string },
  ) => Promise<Answer>
}
export type Answer = {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test reads JSON as a caller would, and fails where it is not as expected
  json: any
}

/**
 * Telltale on a real libSQL database in memory with all migrations, a clock that you set (2026-11-21T09:00Z at first) and a network that answers
 * with the pages you write. Fakes stand only where ports are.
 */
export async function world({
  ports: given = {},
  deps = {},
  realPasswords = false,
}: {
  ports?: Partial<Ports>
  deps?: Partial<AppDeps>
  realPasswords?: boolean
} = {}): Promise<World> {
  const db = fileDatabase(openQuickly('file::memory:', 5000))
  await migrate(db, { migrationsFolder: migrationsDir() })
  let nowMs = Date.parse('2026-11-21T09:00:00.000Z')
  let ids = 0
  const pages = new Map<string, Page>()
  const asked: string[] = []
  const robots: string[] = []
  const lines: World['lines'] = []
  const mails: Mail[] = []
  const posts: HttpMessage[] = []
  const ports: Ports = {
    db,
    now: () => new Date(nowMs).toISOString(),
    refreshClock: async () => {},
    realNow: () => nowMs,
    sleep: async (ms) => {
      nowMs += ms
    },
    newId: () => `id-${String(++ids).padStart(6, '0')}`,
    newSecret,
    random: () => 0.5,
    digest,
    hashPassword: realPasswords ? hashPassword : testPasswords.hash,
    checkPassword: realPasswords ? checkPassword : testPasswords.check,
    fetch: async ({ url, headers, knownHash }) => {
      if (url.endsWith('/robots.txt')) {
        robots.push(url)
        return answerFrom(pages.get(url) ?? { status: 404, body: 'none' }, url, headers, knownHash)
      }
      asked.push(url)
      return answerFrom(pages.get(url), url, headers, knownHash)
    },
    pipeline: lazyPipeline(),
    bodies: createBodies(),
    outgoing: {
      mail: async (mail) => {
        mails.push(mail)
        return { ok: true, detail: 'the mail server took it' }
      },
      http: async (message) => {
        posts.push(message)
        return { ok: true, detail: 'the receiver answered 200' }
      },
      home: 'https://telltale.example.test',
    },
    log: (event, fields = {}) => {
      lines.push({ event, fields })
    },
    ...given,
  }
  const app = buildApp({ ports, config: { publicUrl: null, rateLimit: 0 }, secret: 'a secret of the tests, long enough', ...deps })
  const send: World['send'] = async (method, path, { token, body, headers = {}, form, cookie } = {}) => {
    const response = await app.request(`http://localhost${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(cookie ? { cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(form ? { body: form } : {}),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: /json/.test(response.headers.get('content-type') ?? '') && text ? JSON.parse(text) : null,
    }
  }
  const person: World['person'] = async (role, { email = `${role}@example.test`, unitIds, scope, password } = {}) => {
    const made = await addPerson(ports, { personId: null }, newPerson.parse({ email, name: `The ${role}`, role, unitIds, password }))
    if (!made.ok) throw new Error(`no person: ${made.reason}`)
    const token = await addToken(ports, { personId: made.person.id }, made.person, {
      scope: scope ?? (role === 'administrator' ? 'admin' : undefined),
    })
    if (!token.ok) throw new Error(`no token: ${token.reason}`)
    return { id: made.person.id, email, token: token.secret }
  }
  const clock = {
    at: (iso: string) => {
      nowMs = Date.parse(iso)
    },
    pass: (ms: number) => {
      nowMs += ms
    },
  }
  return { ports, app, pages, asked, robots, mails, posts, lines, clock, person, send }
}

/** The pipeline as it runs without threads, loaded by those tests that need it. */
function lazyPipeline(): Ports['pipeline'] {
  let loaded: Promise<Ports['pipeline']> | null = null
  const pipeline = () => {
    loaded ??= import('../src/runtime/local-pipeline').then(({ createLocalPipeline }) => createLocalPipeline())
    return loaded
  }
  return {
    examine: async (request) => (await pipeline()).examine(request),
    fingerprint: async (capture, source) => (await pipeline()).fingerprint(capture, source),
    read: async (capture, source) => (await pipeline()).read(capture, source),
  }
}

function answerFrom(page: Page | undefined, url: string, headers: Record<string, string>, knownHash: string | null): FetchAnswer {
  if (!page) return { ok: false, cause: 'dns', reason: `no such host: ${new URL(url).host}`, status: null, headers: {}, finalUrl: null }
  if ('fault' in page)
    return { ok: false, cause: page.fault, reason: `refused by the test: ${page.fault}`, status: null, headers: {}, finalUrl: url }
  const etag = page.headers?.etag
  if (etag && headers['if-none-match'] === etag)
    return {
      ok: true,
      status: 304,
      headers: { ...page.headers },
      finalUrl: url,
      redirects: [],
      body: null,
      bodyHash: null,
      bytes: 0,
      wireBytes: 0,
    }
  const body = typeof page.body === 'string' ? new TextEncoder().encode(page.body) : (page.body ?? new Uint8Array())
  const bodyHash = digest(body)
  return {
    ok: true,
    status: page.status ?? 200,
    headers: { 'content-type': 'text/html; charset=utf-8', ...page.headers },
    finalUrl: url,
    redirects: [],
    body: bodyHash === knownHash ? null : body,
    bodyHash,
    bytes: body.length,
    wireBytes: body.length,
  }
}
