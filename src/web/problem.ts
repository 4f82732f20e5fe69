import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ZodError } from 'zod'
import type { Ports } from '../ports'
import type { AppEnv } from './environment'
import { ProblemPage } from './pages/problem'
import { titleOf } from './problem-titles'

export type FieldError = { path: string; message: string }
type Status = 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 421 | 422 | 428 | 429 | 500 | 503

/** A refusal to an HTTP caller (RFC 9457). `code` names a page under `/problems/`; `headers` go with the answer (e.g. `retry-after`). */
export class Problem extends Error {
  constructor(
    readonly status: Status,
    readonly code: string,
    detail: string,
    readonly more: { errors?: FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(detail)
    this.name = 'Problem'
  }
}

/** Every issue of a refused body, query or path, unknown names one by one. `prefix` says which part of the request it was. */
export function fieldErrors(error: ZodError, prefix = ''): FieldError[] {
  return error.issues.flatMap((issue) => {
    const at = (...more: PropertyKey[]) => [prefix, ...issue.path, ...more].map(String).filter(Boolean).join('.')
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: at(key), message: 'unknown field' }))
    return [{ path: at(), message: issue.message }]
  })
}

export const invalid = (errors: FieldError[], detail = 'See errors.') => new Problem(400, 'invalid-request', detail, { errors })
export const notFound = () => new Problem(404, 'not-found', 'There is nothing here, or you may not see it.')

const isApi = (path: string) => /^\/(api\/|metrics$|openapi\.json$)/.test(path)

function toProblem(error: Error): Problem | null {
  if (error instanceof Problem) return error
  if (error instanceof HTTPException && error.status === 413)
    return new Problem(413, 'too-large', 'The request is larger than is accepted.')
  if (error instanceof HTTPException && error.status < 500) return new Problem(400, 'invalid-request', error.message)
  return null
}

/** The path of the page of ours that the browser names as the one before; null when it is another's, or the same. */
function cameFrom(c: Context<AppEnv>): string | null {
  const referer = c.req.header('referer')
  if (referer === undefined || !URL.canParse(referer)) return null
  const { host, pathname, search } = new URL(referer)
  if (host !== (c.req.header('host') ?? new URL(c.req.url).host) || !pathname.startsWith('/') || pathname.startsWith('//')) return null
  return pathname === c.req.path ? null : `${pathname}${search}`
}

/** One answer for every error: `application/problem+json` in the API, a page for a browser; a bug is logged and answered without detail. */
export function answerErrors(log: Ports['log']): ErrorHandler<AppEnv> {
  return (error, c) => {
    const known = toProblem(error)
    if (!known) log('request.failed', { path: c.req.path, method: c.req.method, error: error.stack ?? error.message })
    const problem = known ?? new Problem(500, 'internal', 'Something went wrong on our side. It is in the log.')
    for (const [name, value] of Object.entries(problem.more.headers ?? {})) c.header(name, value)
    if (isApi(c.req.path)) return answerJson(problem)
    return c.html(
      ProblemPage({ code: problem.code, detail: problem.message, errors: problem.more.errors ?? [], back: cameFrom(c) }),
      problem.status,
    )

    function answerJson({ status, code, message, more }: Problem) {
      const body = {
        type: `/problems/${code}`,
        title: titleOf(code, status),
        status,
        detail: message,
        code,
        ...(more.errors ? { errors: more.errors } : {}),
      }
      return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' })
    }
  }
}

export const answerNotFound: NotFoundHandler<AppEnv> = () => {
  throw notFound()
}
