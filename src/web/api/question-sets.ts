import { z } from '@hono/zod-openapi'
import { question } from '../../core/questionnaire'
import { columnMap, newQuestionSet, questionSetFields, saveQuestionSet } from '../../flows/save-question-set'
import { type QuestionSet, questionSetById, questionSetsPage } from '../../store/questionnaires'
import { demandVersion, record } from '../answer'
import { demandAsOf } from '../as-of'
import { anyFields, edited } from '../edit'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { notFound } from '../problem'
import { refuse } from './record-routes'
import { asOfQuery, idParam } from './shared'

const tag = 'Question sets'
const list: ListOptions<never> = { sort: ['name', 'createdAt', 'updatedAt', 'id'], filter: [] }
const setSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    questions: z.array(question),
    columns: columnMap.nullable(),
    version: z.number().int(),
    demo: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('QuestionSet')

/** Sets of questions of our own, and maps that read filled files of other forms. */
export function questionSetsRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps

  endpoint(
    app,
    {
      method: 'get',
      path: '/question-sets',
      tag,
      summary: 'Sets of our own, page by page',
      query: listQuery(list),
      answer: pageSchema(setSchema),
    },
    async ({ c }) => c.json(pageOrProblem(await questionSetsPage(ports.db, listRequest(c, list, ports.now())))),
  )
  endpoint(
    app,
    { method: 'get', path: '/question-sets/{id}', tag, summary: 'One set', params: idParam, query: asOfQuery, answer: setSchema },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null) return c.json(await demandAsOf(deps, caller, { noun: 'question-sets', entity: 'question-set', id: params.id, at }))
      return record(c, await demand(params.id))
    },
  )
  endpoint(
    app,
    { method: 'post', path: '/question-sets', tag, summary: 'Add a set', body: newQuestionSet, answer: setSchema, status: 201 },
    async ({ c, caller, body }) => {
      const done = await saveQuestionSet(ports, caller, body, null)
      return done.ok ? record(c, done.row, 201) : refuse(done, 'set of questions')
    },
  )
  for (const method of ['put', 'patch'] as const) {
    const summary = method === 'put' ? 'Replace a set' : 'Edit a set; what was sent keeps its questions'
    const shownBody = method === 'put' ? questionSetFields : questionSetFields.partial()
    endpoint(
      app,
      {
        method,
        path: '/question-sets/{id}',
        tag,
        summary,
        params: idParam,
        body: anyFields,
        shownBody,
        answer: setSchema,
        versioned: true,
      },
      async ({ c, caller, params, body }) => {
        const before = await demand(params.id)
        demandVersion(c, before.version)
        const done = await saveQuestionSet(ports, caller, edited(questionSetFields, before, body, method), before)
        return done.ok ? record(c, done.row) : refuse(done, 'set of questions')
      },
    )
  }

  async function demand(id: string): Promise<QuestionSet> {
    const set = await questionSetById(ports.db, id)
    if (!set) throw notFound()
    return set
  }
}
