import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { noteReading } from '../flows/note-reading'
import { someoneExists } from '../store/people'
import type { AppContext, AppDeps, AppEnv } from './environment'
import { Problem } from './problem'

type Gate = MiddlewareHandler<AppEnv>

/** Uploads go up to 25 MB (CONTRACT.md); the rest is the form around them. */
const maxBodyBytes = 26 * 1024 * 1024

export const limitBody = (): Gate => {
  const limit = bodyLimit({
    maxSize: maxBodyBytes,
    onError: () => {
      throw new Problem(413, 'too-large', `At most ${maxBodyBytes} bytes.`)
    },
  })
  // what asks has no body, and to look for one costs a request made anew
  return (c, next) => (['GET', 'HEAD'].includes(c.req.method) ? next() : limit(c, next))
}

/**
 * No script or style but our own files; nobody frames us, and no form leaves us. What is answered to somebody is for them alone: no cache between keeps
 * it, and theirs asks again.
 */
export function headers(): Gate {
  const secure = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
  })
  return async (c, next) => {
    await secure(c, next)
    // on the answer as it stands: `c.header` would make another of it, with a stream for a body
    if (c.get('caller') && !c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'private, no-cache')
  }
}

const loopbackNames = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i

/**
 * Until a person exists the installation is open to whoever reaches it, so it answers to loopback names only (421 otherwise, against names
 * that are made to resolve here) and every page leads to the set-up.
 */
export function firstRun({ ports }: AppDeps): Gate {
  let setUp = false
  return async (c, next) => {
    if (!setUp) setUp = await someoneExists(ports.db)
    if (setUp) return next()
    const host = c.req.header('host') ?? new URL(c.req.url).host
    if (!loopbackNames.test(host)) throw new Problem(421, 'wrong-host', 'Until somebody is registered, only loopback names are answered.')
    if (
      c.req.method === 'GET' &&
      !/^\/(setup|healthz|readyz|metrics|openapi\.json|favicon\.ico|docs|problems\/|assets\/|api\/)/.test(c.req.path)
    )
      return c.redirect('/setup', 303)
    return next()
  }
}

/** What an auditor reads is kept, an entry a page or answer that they were given. */
export function keepReadings({ ports }: AppDeps): Gate {
  return async (c, next) => {
    await next()
    const caller = c.get('caller')
    if (caller?.role !== 'auditor' || !['GET', 'HEAD'].includes(c.req.method) || !c.res.ok) return
    const { pathname, search } = new URL(c.req.url)
    if (!/^\/(assets|openapi\.json|docs|favicon|healthz|readyz|problems)/.test(pathname))
      await noteReading(ports, caller.personId, `${pathname}${search}`)
  }
}

const safe = ['GET', 'HEAD', 'OPTIONS']

/**
 * A write that a browser's session could send must come from a page of ours: `Origin` names our host, or, where the browser leaves it out,
 * `Sec-Fetch-Site` says same-origin. Bearer tokens are not sent by browsers on their own and need none of this.
 */
export function sameOrigin({ config }: AppDeps): Gate {
  return async (c, next) => {
    if (safe.includes(c.req.method) || c.req.header('authorization') !== undefined) return next()
    const origin = c.req.header('origin')
    const ours =
      origin === undefined ? c.req.header('sec-fetch-site') === 'same-origin' : URL.canParse(origin) && isOurs(new URL(origin), c)
    if (!ours && (c.get('caller') || !c.req.path.startsWith('/api/')))
      throw new Problem(403, 'other-origin', 'A write must come from a page of this installation.')
    return next()
  }

  /** Under the public address the scheme counts as well: what came by plain http there is not of us. A proxy before us may have another scheme. */
  function isOurs(origin: URL, c: AppContext): boolean {
    const known = config.publicUrl ? new URL(config.publicUrl) : null
    if (known && origin.host === known.host) return origin.origin === known.origin
    return origin.host === (c.req.header('host') ?? new URL(c.req.url).host)
  }
}

/** A write to the API is JSON or multipart; one without a body says nothing about its type. Forms of other sites can send neither type of JSON. */
export function mediaType(): Gate {
  return async (c, next) => {
    const type = c.req.header('content-type')
    if (
      !safe.includes(c.req.method) &&
      type !== undefined &&
      !/^(application\/([\w.-]+\+)?json|multipart\/form-data|text\/csv)\b/i.test(type)
    )
      throw new Problem(415, 'wrong-media-type', 'Send application/json, or multipart/form-data where a file goes with it.')
    return next()
  }
}

/** At most so many requests a minute a token or session (0 = no limit), counted in this process by real time; 429 with Retry-After beyond. */
export function rateLimit({ ports, config }: AppDeps): Gate {
  let minute = 0
  let counts = new Map<string, number>()
  return async (c, next) => {
    const caller = c.get('caller')
    if (!config.rateLimit || !caller) return next()
    const nowMs = ports.realNow()
    if (Math.floor(nowMs / 60_000) !== minute) {
      minute = Math.floor(nowMs / 60_000)
      counts = new Map()
    }
    const count = (counts.get(caller.key) ?? 0) + 1
    counts.set(caller.key, count)
    if (count > config.rateLimit)
      throw new Problem(429, 'too-many-requests', `At most ${config.rateLimit} requests a minute.`, {
        headers: { 'retry-after': String(60 - Math.floor((nowMs % 60_000) / 1000)) },
      })
    return next()
  }
}
