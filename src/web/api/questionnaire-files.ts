import { z } from '@hono/zod-openapi'
import { answerFormats, exportQuestionnaire, importQuestionnaire } from '../../flows/questionnaire-file'
import { type Questionnaire, questionnaireById } from '../../store/questionnaires'
import type { Caller } from '../authorise'
import { endpoint } from '../endpoint'
import type { App, AppContext, AppDeps } from '../environment'
import { invalid, notFound } from '../problem'
import { refuse } from './refuse'
import { demandVisible, idParam } from './shared'

const tag = 'Questionnaires'
const text = z.string().nullable()
const cellFault = z.object({ sheet: text, cell: z.string(), value: z.string(), message: z.string() })
const imported = z.object({ changed: z.number().int(), unchanged: z.number().int(), errors: z.array(cellFault) })

/** Questionnaires as files: out with what is answered so far, and in again when filled. */
export function questionnaireFileRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps

  endpoint(
    app,
    {
      method: 'get',
      path: '/questionnaires/{id}/export',
      tag,
      summary: 'As a file, with what is answered so far',
      params: idParam,
      query: z.object({ format: z.enum(answerFormats).default('xlsx').optional() }),
      answer: { mediaType: Object.values(answerMedia) },
    },
    async ({ c, caller, params, query }) => {
      const row = await questionnaireSeen(deps, caller, params.id)
      return answerFile(c, row.id, await exportQuestionnaire(ports, row, query.format ?? 'xlsx'), query.format ?? 'xlsx')
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/questionnaires/{id}/import',
      tag,
      summary: 'Take a filled file in (multipart: file, setId where a column map of ours reads it)',
      params: idParam,
      form: z.object({ file: z.string().openapi({ format: 'binary' }), setId: z.string().optional() }),
      answer: imported,
    },
    async ({ c, caller, params }) => {
      await demandVisible(deps, caller, 'questionnaires', params.id)
      const { file, setId } = await c.req.parseBody()
      if (!(file instanceof File)) throw invalid([{ path: 'file', message: 'expected a file (multipart/form-data)' }])
      const data = new Uint8Array(await file.arrayBuffer())
      const done = await importQuestionnaire(ports, caller, params.id, { data, setId: typeof setId === 'string' && setId ? setId : null })
      if (!done.ok && done.reason === 'unreadable') throw invalid([{ path: 'file', message: done.detail ?? 'cannot be read' }])
      if (!done.ok && done.reason === 'no-such-map') throw invalid([{ path: 'setId', message: done.detail ?? 'no such map' }])
      if (!done.ok) return refuse(done)
      const { changed, unchanged, errors } = done.result
      return c.json({ changed, unchanged, errors })
    },
  )
}

/** The questionnaire of an id, if the caller may see it; 404 otherwise. */
export async function questionnaireSeen(deps: AppDeps, caller: Caller, id: string): Promise<Questionnaire> {
  await demandVisible(deps, caller, 'questionnaires', id)
  const row = await questionnaireById(deps.ports.db, id)
  if (!row) throw notFound()
  return row
}

const answerMedia = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' } as const

/** A questionnaire as a download. */
export function answerFile(c: AppContext, id: string, data: Uint8Array, format: (typeof answerFormats)[number]): Response {
  return c.body(new Uint8Array(data), 200, {
    'content-type': answerMedia[format],
    'content-disposition': `attachment; filename="questionnaire-${id.replace(/[^\w.-]+/g, '-')}.${format}"`,
  })
}
