import { z } from '@hono/zod-openapi'
import { safeName, typeOfMedia } from '../../core/upload/sniff'
import {
  addEvidence,
  editEvidence,
  evidenceEdits,
  evidenceFields,
  maxEvidenceBytes,
  newEvidence,
  withdrawEvidence,
} from '../../flows/add-evidence'
import { bodyOf } from '../../store/bodies'
import { type Evidence, evidenceById, evidenceState, evidenceStates } from '../../store/evidence'
import { isVisible } from '../../store/visibility'
import { evidencePage } from '../../store/work-pages'
import { demandVersion, record, stale } from '../answer'
import { demandAsOf } from '../as-of'
import { anyFields, edited } from '../edit'
import { endpoint } from '../endpoint'
import type { App, AppContext, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { fieldErrors, invalid, notFound, Problem } from '../problem'
import { refuse } from './refuse'
import { asOfQuery, dayOf, demandVisible, idParam, reasonBody, texts } from './shared'

const tag = 'Evidence'
const list: ListOptions<'state' | 'vendorId' | 'type' | 'supports'> = {
  sort: ['-createdAt', 'name', 'expiresOn', 'updatedAt', 'id'],
  filter: ['state', 'vendorId', 'type', 'supports'],
  among: { state: evidenceStates },
}
const text = z.string().nullable()
const evidenceSchema = z
  .object({
    id: z.string(),
    vendorId: z.string(),
    name: z.string(),
    type: text,
    scope: text,
    fileName: text,
    mediaType: text,
    sha256: z.string(),
    bytes: z.number().int(),
    periodFrom: text,
    periodTo: text,
    expiresOn: text,
    supports: texts,
    state: z.enum(evidenceStates),
    withdrawnReason: text,
    version: z.number().int(),
    demo: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Evidence')
const stored = z.custom<Evidence>((value) => typeof value === 'object' && value !== null && 'sha256' in value)
const upload = z.object({ file: z.string().openapi({ format: 'binary' }), data: newEvidence })

/** Evidence: documents kept as proof, with hash, period and expiry. */
export function evidenceRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports
  const today = () => ports.now().slice(0, 10)
  const seen = async (caller: Parameters<typeof demandVisible>[1], id: string) => {
    await demandVisible(deps, caller, 'evidence', id)
    const found = await evidenceById(db, id)
    if (!found) throw notFound()
    return found
  }

  endpoint(
    app,
    {
      method: 'get',
      path: '/evidence',
      tag,
      summary: 'Evidence, page by page',
      query: listQuery(list),
      answer: pageSchema(evidenceSchema),
    },
    async ({ c, caller }) => {
      const day = dayOf(c, ports.now())
      const page = pageOrProblem(await evidencePage(db, caller, listRequest(c, list, ports.now()), day))
      return c.json({ ...page, items: page.items.map((item) => shown(stored.parse(item), day)) })
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/evidence/{id}', tag, summary: 'One document', params: idParam, query: asOfQuery, answer: evidenceSchema },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at === null) return record(c, shown(await seen(caller, params.id), today()))
      return record(
        c,
        shown(stored.parse(await demandAsOf(deps, caller, { noun: 'evidence', entity: 'evidence', id: params.id, at })), at.slice(0, 10)),
      )
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/evidence',
      tag,
      summary: 'Keep a document (multipart: file, data)',
      form: upload,
      answer: evidenceSchema,
      status: 201,
    },
    async ({ c, caller }) => {
      const { data, file } = await uploadOf(c)
      if (!(await isVisible(db, caller, 'vendors', data.vendorId))) throw invalid([{ path: 'vendorId', message: 'no such vendor' }])
      const done = await addEvidence(ports, caller, data, file)
      return done.ok ? record(c, shown(done.result, today()), 201) : refuse(done)
    },
  )

  for (const method of ['put', 'patch'] as const) {
    const shownBody = method === 'put' ? evidenceFields : evidenceEdits
    const summary = method === 'put' ? 'Replace its details' : 'Edit its details'
    endpoint(
      app,
      {
        method,
        path: '/evidence/{id}',
        tag,
        summary,
        params: idParam,
        body: anyFields,
        shownBody,
        answer: evidenceSchema,
        versioned: true,
      },
      async ({ c, caller, params, body }) => {
        const before = await seen(caller, params.id)
        demandVersion(c, before.version)
        const done = await editEvidence(ports, caller, before, edited(evidenceFields, shown(before, today()), body, method))
        if (!done.ok && done.reason === 'changed') throw stale()
        return done.ok ? record(c, shown(done.result, today())) : refuse(done)
      },
    )
  }

  endpoint(
    app,
    {
      method: 'post',
      path: '/evidence/{id}/withdraw',
      tag,
      summary: 'Withdraw it: it supports nothing any longer',
      params: idParam,
      body: reasonBody,
      answer: evidenceSchema,
    },
    async ({ c, caller, params, body }) => {
      await seen(caller, params.id)
      const done = await withdrawEvidence(ports, caller, params.id, body.reason)
      return done.ok ? record(c, shown(done.result, today())) : refuse(done)
    },
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/evidence/{id}/file',
      tag,
      summary: 'The document itself, always as a download',
      params: idParam,
      answer: { mediaType: 'application/octet-stream' },
    },
    async ({ c, caller, params }) => {
      const found = await seen(caller, params.id)
      const body = await bodyOf(ports, found.sha256)
      if (!body) throw notFound()
      // somebody else's file: never shown in the page's origin, whatever it says it is
      return c.body(new Uint8Array(body).buffer, 200, {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(safeName(found.fileName ?? found.id, typeOfMedia(found.mediaType) ?? 'text'))}`,
        'x-content-type-options': 'nosniff',
      })
    },
  )
}

const shown = (row: Evidence, today: string) => ({ ...row, state: evidenceState(row, today) })

async function uploadOf(c: AppContext) {
  const form = await c.req.parseBody()
  const { file, data } = form
  if (!(file instanceof File)) throw invalid([{ path: 'file', message: 'expected a file' }])
  if (file.size > maxEvidenceBytes) throw new Problem(413, 'too-large', `At most ${maxEvidenceBytes} bytes.`)
  const parsed = newEvidence.safeParse(jsonOf(data))
  if (!parsed.success) throw invalid(fieldErrors(parsed.error, 'data'))
  const body = new Uint8Array(await file.arrayBuffer())
  return { data: parsed.data, file: { name: file.name || null, body } }
}

function jsonOf(data: unknown): unknown {
  if (typeof data !== 'string') throw invalid([{ path: 'data', message: 'expected JSON' }])
  try {
    return JSON.parse(data)
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid([{ path: 'data', message: 'not JSON' }])
    throw error
  }
}
