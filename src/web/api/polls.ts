import { z } from '@hono/zod-openapi'
import { captureVerdicts } from '../../core/capture'
import { ingestCapture } from '../../flows/ingest'
import { pollOnRequest } from '../../flows/poll-on-request'
import { isVisible } from '../../store/visibility'
import { visibleCapture } from '../../store/watching-page'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { instant } from '../list'
import { invalid, notFound, Problem } from '../problem'
import { captureSchema } from './captures'

const tag = 'Sources'
const id = z.object({ id: z.string() })
const empty = z.strictObject({})
const maxUploadBytes = 25 * 1024 * 1024
const polledSchema = z
  .object({
    captureId: z.string().nullable(),
    capture: z.enum(captureVerdicts),
    change: z.enum(['none', 'noise', 'cosmetic', 'material']),
    changeId: z.string().nullable(),
    findingIds: z.array(z.string()),
  })
  .openapi('Polled')
const upload = z.object({ file: z.string().openapi({ format: 'binary' }), at: instant.optional() })

const tooSoon = {
  'too-often': 'A source may be polled six times a minute.',
  promised: 'The site asked to be left alone until then.',
  busy: 'The site is being polled by another process.',
}

/** Polls that a person asks for, and captures that a person brings. */
export function pollsRoutes(app: App, { ports }: AppDeps): void {
  const { db } = ports

  endpoint(
    app,
    {
      method: 'post',
      path: '/sources/{id}/poll',
      tag,
      summary: 'Fetch now and wait for the result, a confirming fetch included',
      params: id,
      body: empty,
      answer: polledSchema,
    },
    async ({ c, caller, params }) => {
      if (!(await isVisible(db, caller, 'sources', params.id))) throw notFound()
      const done = await pollOnRequest(ports, params.id)
      if (done.ok) {
        const { captureId, verdict, material, changeId, findingIds } = done.outcome
        return c.json({ captureId, capture: verdict, change: material, changeId, findingIds })
      }
      if (done.reason === 'unknown') throw notFound()
      if (done.reason === 'demonstration')
        throw new Problem(409, 'demonstration', 'An invented page of the demonstration: nothing is asked for.')
      if (done.reason === 'paused')
        throw new Problem(409, 'paused', 'Polling is paused, for this vendor or for all: take it up again first.')
      if (done.reason === 'failed') throw new Error(`the poll of ${params.id} failed; see the log`)
      throw new Problem(429, 'too-many-requests', tooSoon[done.reason], { headers: { 'retry-after': String(done.seconds) } })
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/sources/{id}/captures',
      tag,
      summary: 'Bring a capture by hand: a page saved elsewhere, with when it was',
      params: id,
      form: upload,
      answer: captureSchema,
      status: 201,
    },
    async ({ c, caller, params }) => {
      if (!(await isVisible(db, caller, 'sources', params.id))) throw notFound()
      const form = await c.req.formData()
      const file = form.get('file')
      const at = form.get('at')
      if (!(file instanceof File)) throw invalid([{ path: 'file', message: 'expected a file' }])
      if (file.size > maxUploadBytes) throw new Problem(413, 'too-large', 'At most 25 MB.')
      if (at !== null && !instant.safeParse(at).success)
        throw invalid([{ path: 'at', message: 'expected an instant such as 2026-11-21T09:00:00Z' }])
      const when = typeof at === 'string' ? new Date(at).toISOString() : ports.now()
      if (when > ports.now()) throw invalid([{ path: 'at', message: 'lies in the future' }])
      const body = new Uint8Array(await file.arrayBuffer())
      const done = await ingestCapture(ports, params.id, { at: when, body, mediaType: file.type || null })
      if (!done.ok && done.reason === 'older') throw invalid([{ path: 'at', message: `earlier than the newest capture (${done.newest})` }])
      const capture = done.ok && done.outcome.captureId ? await visibleCapture(db, caller, done.outcome.captureId) : null
      if (!capture) throw notFound()
      c.header('etag', '"1"') // a capture is never altered
      return c.json(capture, 201)
    },
  )
}
