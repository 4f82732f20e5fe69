import type { MiddlewareHandler } from 'hono'
import { beginOnce, endOnce, type OnceRequest } from '../flows/answer-once'
import type { KeptAnswer } from '../store/idempotency'
import type { AppContext, AppDeps, AppEnv } from './environment'
import { isMultipart, multipart } from './form-data'
import { invalid, Problem } from './problem'

/**
 * `Idempotency-Key` on POST: the first answer (success or refusal, not our own faults, nor one that says to come again later) is kept for 24 hours
 * and given again for the same request of the same person; another request under the key is 422. Secrets in an answer are not kept: they read null when it is given again.
 */
export function idempotency({ ports }: AppDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const key = c.req.header('idempotency-key')
    const caller = c.get('caller')
    if (key === undefined || c.req.method !== 'POST' || !caller) return next()
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw invalid([{ path: 'idempotency-key', message: 'expected 1 to 200 printable characters' }])
    const request: OnceRequest = { key, personId: caller.personId, route: `POST ${c.req.path}`, requestHash: await hashOf(c, ports.digest) }
    const kept = await beginOnce(ports, request)
    if (kept) return again(kept, request)
    await next()
    const { status, headers } = c.res
    const text = status < 500 && status !== 429 && /json/.test(headers.get('content-type') ?? '') ? await c.res.clone().text() : null
    const secrets = c.get('secretFields') ?? []
    await endOnce(ports, request, text === null ? null : { status, etag: headers.get('etag'), body: withoutSecrets(text, secrets) })
  }
}

/** What makes two requests the same: their bytes, but of a form its parts, for each sending divides them by another boundary. */
async function hashOf(c: AppContext, digest: AppDeps['ports']['digest']): Promise<string> {
  if (!isMultipart(c)) return digest(new Uint8Array(await c.req.arrayBuffer()))
  const parts: string[][] = []
  for (const [name, value] of await multipart(c))
    parts.push(
      typeof value === 'string' ? [name, value] : [name, value.name, value.type, digest(new Uint8Array(await value.arrayBuffer()))],
    )
  return digest(JSON.stringify(parts))
}

function again(kept: KeptAnswer, request: OnceRequest): Response {
  if (kept.route !== request.route || kept.requestHash !== request.requestHash)
    throw new Problem(422, 'idempotency-key-reused', 'The Idempotency-Key was used for another request.')
  if (kept.status === 0)
    throw new Problem(409, 'still-running', 'The first request with this key is still being worked on.', {
      headers: { 'retry-after': '1' },
    })
  const type = kept.status < 400 ? 'application/json' : 'application/problem+json'
  return new Response(kept.body, {
    status: kept.status,
    headers: { 'content-type': type, 'idempotency-replayed': 'true', ...(kept.etag ? { etag: kept.etag } : {}) },
  })
}

function withoutSecrets(text: string, names: string[]): string {
  if (!names.length) return text
  return JSON.stringify({ ...JSON.parse(text), ...Object.fromEntries(names.map((name) => [name, null])) })
}
