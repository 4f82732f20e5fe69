import { z } from '@hono/zod-openapi'
import { commenting, commentOnCase, takeBackComment } from '../../flows/comment-on-case'
import { commentsOf } from '../../store/comments'
import { record } from '../answer'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { refuse } from './refuse'
import { demandVisible, idParam, nothing } from './shared'

const tag = 'Cases'
const commentSchema = z
  .object({
    id: z.string(),
    caseId: z.string(),
    personId: z.string(),
    text: z.string(),
    at: z.string(),
    takenBackAt: z.string().nullable(),
    version: z.number().int(),
    demo: z.boolean(),
  })
  .openapi('Comment')
const commentParams = z.object({ id: z.string(), commentId: z.string() })

/** What people say to each other of a case. */
export function commentsRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  endpoint(
    app,
    {
      method: 'get',
      path: '/cases/{id}/comments',
      tag,
      summary: 'What was said of a case, oldest first',
      params: idParam,
      answer: z.object({ items: z.array(commentSchema) }),
    },
    async ({ c, caller, params }) => {
      await demandVisible(deps, caller, 'cases', params.id)
      return c.json({ items: await commentsOf(ports.db, params.id) })
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/cases/{id}/comments',
      tag,
      summary: 'Say something of a case; those who have to do with it are told',
      params: idParam,
      body: commenting,
      answer: commentSchema,
      status: 201,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'cases', params.id)
      const done = await commentOnCase(ports, caller, params.id, body.text)
      return done.ok ? record(c, done.result, 201) : refuse(done)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/cases/{id}/comments/{commentId}/take-back',
      tag,
      summary: 'Take back what one has said oneself',
      params: commentParams,
      body: nothing,
      answer: commentSchema,
    },
    async ({ c, caller, params }) => {
      await demandVisible(deps, caller, 'cases', params.id)
      const done = await takeBackComment(ports, caller, { id: params.commentId, caseId: params.id })
      return done.ok ? record(c, done.result) : refuse(done)
    },
  )
}
