import { z } from '@hono/zod-openapi'
import { question } from '../../core/questionnaire'
import { questionsFor } from '../../flows/questions-for'
import {
  addQuestionnaire,
  editQuestionnaire,
  newQuestionnaire,
  questionnaireFields,
  removeQuestionnaire,
} from '../../flows/save-questionnaire'
import { acceptQuestionnaire, longestMs, revokeQuestionnaire, sendQuestionnaire } from '../../flows/send-questionnaire'
import { type Questionnaire, questionnairesPage } from '../../store/questionnaires'
import { questionnaireStates } from '../../store/schema'
import { demandVersion, record } from '../answer'
import { demandAsOf } from '../as-of'
import { anyFields, edited } from '../edit'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, instant, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid } from '../problem'
import { demandWithin } from '../within-units'
import { questionnaireFileRoutes, questionnaireSeen } from './questionnaire-files'
import { refuse as refuseRecord } from './record-routes'
import { refuse } from './refuse'
import { asOfQuery, demandVisible, idParam, nothing } from './shared'

const tag = 'Questionnaires'
const list: ListOptions<'state' | 'vendorId'> = { sort: ['-createdAt', 'updatedAt', 'expiresAt', 'id'], filter: ['state', 'vendorId'] }
const text = z.string().nullable()
const questionnaireSchema = z
  .object({
    id: z.string(),
    vendorId: z.string(),
    systemId: text,
    title: z.string(),
    setId: text,
    questionIds: z.array(z.string()),
    /** The questions as they were sent; null while it is a draft. */
    frozen: z.array(question).nullable(),
    state: z.enum(questionnaireStates),
    email: text,
    expiresAt: text,
    sentAt: text,
    sentBy: text,
    answeredAt: text,
    /** What is filled in so far, by question; once it was sent back, the answers of this round. */
    progress: z.record(z.string(), z.object({ answer: z.string(), note: text.optional() })),
    progressAt: text.optional(),
    previousId: text,
    version: z.number().int(),
    demo: z.boolean(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Questionnaire')

const shown = ({ tokenHash: _, ...row }: Questionnaire) => row
/** A state of the past as the trail keeps it, without the mark of its link. */
const past = (state: object) => Object.fromEntries(Object.entries(state).filter(([name]) => name !== 'linkMark'))

const day = z.iso.date().transform((date) => `${date}T23:59:59.999Z`)
const sending = z.strictObject({
  /** An instant, or a day: then its end in UTC. */
  expiresAt: z.union([instant.transform((at) => new Date(Date.parse(at)).toISOString()), day]),
  email: z.email().max(320).nullish(),
})

/** Why an end of a link is none: it lies in the past, or more than a year ahead. */
export function faultOfEnd(expiresAt: string, now: string): string | null {
  if (expiresAt <= now) return 'expected an instant to come'
  return Date.parse(expiresAt) - Date.parse(now) > longestMs ? 'expected an instant within a year' : null
}

/** Where links of questionnaires lead, from outside. */
export const linkBase = ({ config }: Pick<AppDeps, 'config'>, requestUrl: string): string =>
  new URL('/', config.publicUrl ?? requestUrl).origin

/** Questionnaires to vendors: asked by link or by file, their answers kept as claims. */
export function questionnairesRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  endpoint(
    app,
    {
      method: 'get',
      path: '/questionnaires',
      tag,
      summary: 'Questionnaires, page by page',
      query: listQuery(list),
      answer: pageSchema(questionnaireSchema),
    },
    async ({ c, caller }) => {
      const request = listRequest(c, list, ports.now())
      const page = pageOrProblem(await questionnairesPage(db, caller, request))
      const items = page.items.map((row) => past(shown(stored.parse(row))))
      return c.json({ ...page, items })
    },
  )

  const proposing = z.object({ vendorId: z.string().min(1).max(200) })
  endpoint(
    app,
    {
      method: 'get',
      path: '/questionnaires/proposed',
      tag,
      summary: 'Which of the questions apply to a vendor by what the register says of its uses',
      query: proposing,
      answer: z.object({ items: z.array(question) }),
    },
    async ({ c, caller, query }) => {
      await demandVisible(deps, caller, 'vendors', query.vendorId)
      return c.json({ items: await questionsFor(ports, query.vendorId) })
    },
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/questionnaires/{id}',
      tag,
      summary: 'One questionnaire',
      params: idParam,
      query: asOfQuery,
      answer: questionnaireSchema,
    },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at === null) return record(c, shown(await questionnaireSeen(deps, caller, params.id)))
      return c.json(past(await demandAsOf(deps, caller, { noun: 'questionnaires', entity: 'questionnaire', id: params.id, at })))
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/questionnaires',
      tag,
      summary: 'Draft a questionnaire; without questions, those that apply to the vendor',
      body: newQuestionnaire,
      answer: questionnaireSchema,
      status: 201,
    },
    async ({ c, caller, body }) => {
      await demandWithin(deps, caller, { vendorId: body.vendorId })
      const done = await addQuestionnaire(ports, caller, body)
      return done.ok ? record(c, shown(done.row), 201) : refuseRecord(done, 'questionnaire')
    },
  )

  for (const method of ['put', 'patch'] as const) {
    const summary = method === 'put' ? 'Replace a draft' : 'Edit a draft'
    const shownBody = method === 'put' ? questionnaireFields : questionnaireFields.partial()
    endpoint(
      app,
      {
        method,
        path: '/questionnaires/{id}',
        tag,
        summary,
        params: idParam,
        body: anyFields,
        shownBody,
        answer: questionnaireSchema,
        versioned: true,
      },
      async ({ c, caller, params, body }) => {
        const before = await questionnaireSeen(deps, caller, params.id)
        demandVersion(c, before.version)
        const done = await editQuestionnaire(ports, caller, before, edited(questionnaireFields, shown(before), body, method))
        return done.ok ? record(c, shown(done.row)) : refuseRecord(done, 'questionnaire')
      },
    )
  }

  endpoint(
    app,
    {
      method: 'delete',
      path: '/questionnaires/{id}',
      tag,
      summary: 'Remove a draft',
      params: idParam,
      answer: null,
      status: 204,
      versioned: true,
    },
    async ({ c, caller, params }) => {
      const before = await questionnaireSeen(deps, caller, params.id)
      demandVersion(c, before.version)
      const done = await removeQuestionnaire(ports, caller, before)
      return done.ok ? c.body(null, 204) : refuse(done)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/questionnaires/{id}/send',
      tag,
      summary: 'Send it: its questions are frozen, and the link is told this once',
      params: idParam,
      body: sending,
      answer: questionnaireSchema.extend({ link: z.string() }),
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'questionnaires', params.id)
      const fault = faultOfEnd(body.expiresAt, ports.now())
      if (fault) throw invalid([{ path: 'expiresAt', message: fault }])
      const done = await sendQuestionnaire(ports, caller, params.id, {
        expiresAt: body.expiresAt,
        email: body.email ?? null,
        base: linkBase(deps, c.req.url),
      })
      if (!done.ok) return refuse(done)
      c.set('secretFields', ['link'])
      return record(c, { ...shown(done.result.row), link: done.result.link })
    },
  )

  for (const [name, summary, act] of [
    ['revoke', 'End it unanswered: its link opens nothing any more', revokeQuestionnaire],
    ['accept', 'Accept what was answered: the round is closed', acceptQuestionnaire],
  ] as const)
    endpoint(
      app,
      { method: 'post', path: `/questionnaires/{id}/${name}`, tag, summary, params: idParam, body: nothing, answer: questionnaireSchema },
      async ({ c, caller, params }) => {
        await demandVisible(deps, caller, 'questionnaires', params.id)
        const done = await act(ports, caller, params.id)
        return done.ok ? record(c, shown(done.result)) : refuse(done)
      },
    )

  questionnaireFileRoutes(app, deps)
}

const stored = z.custom<Questionnaire>((value) => typeof value === 'object' && value !== null && 'questionIds' in value)
