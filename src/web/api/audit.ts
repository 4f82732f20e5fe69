import { z } from '@hono/zod-openapi'
import type { AuditRow } from '../../store/audit'
import { auditBySeq, auditPage } from '../../store/audit-trail'
import { lasting } from '../answer'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { demandThere, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { notFound } from '../problem'
import { asOfQuery } from './shared'

const tag = 'Audit'
const list: ListOptions<'entity' | 'entityId' | 'action' | 'actorId' | 'since'> = {
  sort: ['-seq'],
  filter: ['entity', 'entityId', 'action', 'actorId', 'since'],
}
const rowSchema = z
  .object({
    seq: z.number().int(),
    at: z.string(),
    actorId: z.string().nullable(),
    action: z.string(),
    entity: z.string(),
    entityId: z.string(),
    prev: z.string(),
    hash: z.string(),
  })
  .openapi('AuditRow')

/** The audit trail: who did what, in a chain of hashes. One row also tells the state after the act. */
export function auditRoutes(app: App, { ports }: AppDeps): void {
  endpoint(
    app,
    { method: 'get', path: '/audit', tag, summary: 'The trail, page by page', query: listQuery(list), answer: pageSchema(rowSchema) },
    async ({ c, caller }) => {
      const page = pageOrProblem(await auditPage(ports.db, caller, listRequest(c, list, ports.now())))
      return c.json({ ...page, items: page.items.map(shown) })
    },
  )

  const params = z.object({ seq: z.coerce.number().int().positive() })
  const whole = rowSchema.extend({ after: z.unknown() })
  endpoint(
    app,
    { method: 'get', path: '/audit/{seq}', tag, summary: 'One row, with the state after the act', params, query: asOfQuery, answer: whole },
    async ({ c, caller, params: { seq } }) => {
      const row = await auditBySeq(ports.db, caller, seq)
      if (!row) throw notFound()
      demandThere(c, ports.now(), row.at)
      return lasting(c, { ...shown(row), after: row.after === null ? null : JSON.parse(row.after) })
    },
  )
}

const shown = ({ after: _, ...row }: AuditRow) => row
