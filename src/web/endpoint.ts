import { z } from '@hono/zod-openapi'
import { type Caller, callerOf } from './authorise'
import type { App, AppContext } from './environment'
import { multipart } from './form-data'
import { type FieldError, fieldErrors, invalid, Problem } from './problem'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/**
 * One address of the API. `path` is below `/api/v1`, with `{id}` for what varies. `body` is JSON and required; `form` is multipart. `answer` is
 * what comes back with `status` (200): it is described in OpenAPI, and checked against in tests.
 */
export type Endpoint<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  method: Method
  path: string
  tag: string
  summary: string
  params?: Params
  query?: Query
  body?: Body
  /** What OpenAPI shows instead of `body`, where the body is held against its record first (`edit.ts`). */
  shownBody?: z.ZodType
  form?: z.ZodType
  answer: z.ZodType | { mediaType: string | readonly string[] } | null
  status?: 200 | 201 | 204
  /** Whether If-Match is needed. */
  versioned?: boolean
}

export type Input<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  c: AppContext
  caller: Caller
  params: z.output<Params>
  query: z.output<Query>
  body: z.output<Body>
}

/**
 * Registers an address: its description in OpenAPI, the parsing of path, query and body with every issue listed (400), and the handler, which
 * answers with `c.json(…)` or a helper of `answer.ts`. Who may call it stands in `routes.ts`.
 */
export function endpoint<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(app: App, definition: Endpoint<Params, Query, Body>, handle: (input: Input<Params, Query, Body>) => Promise<Response> | Response): void {
  const { method, path, params, query, body } = definition
  app.openAPIRegistry.registerPath(described(definition))
  app.on(method.toUpperCase(), `/api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`, async (c) => {
    if (definition.form) await multipart(c)
    const errors: FieldError[] = []
    // never today's answer for another day's
    if (method === 'get' && c.req.query('asOf') !== undefined && !(query instanceof z.ZodObject && 'asOf' in query.shape))
      errors.push({ path: 'asOf', message: 'this is shown as it stands now, and for no other day' })
    const read = <T extends z.ZodType>(schema: T | undefined, value: unknown, prefix: string): z.output<T> => {
      const parsed = (schema ?? z.undefined()).safeParse(schema ? value : undefined)
      if (!parsed.success) errors.push(...fieldErrors(parsed.error, prefix))
      return parsed.data as z.output<T> // wrong only while `errors` is not empty, and then it is not used
    }
    const input = {
      c,
      caller: callerOf(c),
      params: read(params, c.req.param(), ''),
      query: read(query, c.req.query(), ''),
      body: read(body, body ? await jsonBody(c) : undefined, ''),
    }
    if (errors.length) throw invalid(errors)
    return handle(input)
  })
}

/**
 * The body as JSON: 415 when it is sent as something else, 400 when it does not parse. A POST without any is one that says nothing (`{}`), as a
 * verb that needs no word is sent; a PUT is not, for it would empty the record.
 */
async function jsonBody(c: AppContext): Promise<unknown> {
  const text = await c.req.text()
  if (text === '' && c.req.method === 'POST') return {}
  if (!/^application\/(json|merge-patch\+json)\b/i.test(c.req.header('content-type') ?? ''))
    throw new Problem(415, 'wrong-media-type', 'Send application/json.')
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid([{ path: '', message: 'not JSON' }])
    throw error
  }
}

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem')

function described<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(definition: Endpoint<P, Q, B>) {
  const { method, path, tag, summary, params, query, body, shownBody, form, answer, status = 200, versioned } = definition
  const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } })
  const refusal = (description: string) => ({ description, content: { 'application/problem+json': { schema: problemSchema } } })
  const headers = z.object({ 'if-match': z.string().optional() })
  const content =
    answer === null
      ? {}
      : answer instanceof z.ZodType
        ? json(answer)
        : { content: Object.fromEntries([answer.mediaType].flat().map((mediaType) => [mediaType, { schema: z.string() }])) }
  return {
    method,
    path: `/api/v1${path}`,
    tags: [tag],
    summary,
    security: [{ token: [] }],
    request: {
      ...(params instanceof z.ZodObject ? { params } : {}),
      ...(query instanceof z.ZodObject ? { query } : {}),
      ...(versioned ? { headers } : {}),
      ...(body ? { body: { required: true, ...json(shownBody ?? body) } } : {}),
      ...(form ? { body: { required: true, content: { 'multipart/form-data': { schema: form } } } } : {}),
    },
    responses: {
      [status]: { description: summary, ...content },
      400: refusal('A part of the request is wrong; each is listed in errors'),
      401: refusal('Not signed in'),
      403: refusal('Not for this role, or not within the scope of this token'),
      404: refusal('Not there, or not in your units'),
      ...(method === 'get' ? {} : { 409: refusal('The state of the record does not allow this; code says why') }),
      ...(body || form ? { 413: refusal('Too large'), 415: refusal('Sent as another media type than described') } : {}),
      ...(versioned ? { 412: refusal('Changed since it was read'), 428: refusal('If-Match is missing') } : {}),
      429: refusal('Too many requests; see Retry-After'),
    },
  }
}
