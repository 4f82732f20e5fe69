import { z } from '@hono/zod-openapi'
import { changeVerdicts } from '../../core/change'
import { heldReason } from '../../core/held'
import { changeRecords, visibleChange } from '../../store/watching-page'
import { lasting } from '../answer'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { demandThere, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { notFound } from '../problem'
import { newestFirst } from './captures'
import { asOfQuery } from './shared'

const tag = 'Changes'
const id = z.object({ id: z.string() })
const list: ListOptions<'sourceId' | 'vendorId' | 'verdict' | 'toSnapshotId'> = {
  sort: ['-detectedAt', 'id'],
  filter: ['sourceId', 'vendorId', 'verdict', 'toSnapshotId'],
}
const changeSchema = z
  .object({
    id: z.string(),
    sourceId: z.string(),
    vendorId: z.string(),
    fromSnapshotId: z.string(),
    toSnapshotId: z.string(),
    detectedAt: z.string(),
    verdict: z.enum(changeVerdicts),
    differences: z.array(
      z.object({ before: z.string().nullable(), after: z.string().nullable(), section: z.string().nullable(), why: z.string() }),
    ),
    /** `reason` is the rule in words. */
    heldBack: z.array(z.object({ text: z.string(), rule: z.string(), reason: z.string() })),
    recognised: z.array(z.object({ kind: z.string(), rule: z.string(), quotes: z.array(z.number().int()) })),
    trail: z.array(z.string()),
    rulesVersion: z.string(),
  })
  .openapi('Change')

const withReasons = <T extends { heldBack: { text: string; rule: string }[] }>(change: T) => ({
  ...change,
  heldBack: change.heldBack.map((held) => ({ ...held, reason: heldReason(held.rule) })),
})

/** What differs between two snapshots of a source, and what was held back, with the rule that did it. */
export function changesRoutes(app: App, { ports }: AppDeps): void {
  const { db } = ports

  endpoint(
    app,
    { method: 'get', path: '/changes', tag, summary: 'Changes, newest first', query: listQuery(list), answer: pageSchema(changeSchema) },
    async ({ c, caller }) => {
      const page = pageOrProblem(await changeRecords(db, caller, newestFirst(listRequest(c, list, ports.now()), c.req.query('sort'))))
      return c.json({ ...page, items: page.items.map(withReasons) })
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/changes/{id}', tag, summary: 'One change', params: id, query: asOfQuery, answer: changeSchema },
    async ({ c, caller, params }) => {
      const change = await visibleChange(db, caller, params.id)
      if (!change) throw notFound()
      demandThere(c, ports.now(), change.detectedAt)
      return lasting(c, withReasons(change))
    },
  )
}
