import { z } from '@hono/zod-openapi'
import { movesOfChange } from '../../flows/claim-versions'
import { dismissFinding, dismissing } from '../../flows/dismiss-finding'
import { objectByOf } from '../../flows/plan-finding'
import { raiseChange, raising } from '../../flows/raise-change'
import { confirmFinding } from '../../flows/record-finding'
import { findingReport, reportFinding } from '../../flows/report-finding'
import { type Finding, findingById } from '../../store/findings'
import { contractsInBrief, vendorFactsOf } from '../../store/reach'
import { findingOrigins, findingStates } from '../../store/schema'
import { isVisible } from '../../store/visibility'
import { findingsPage } from '../../store/work-pages'
import { record } from '../answer'
import { demandAsOf } from '../as-of'
import type { Caller } from '../authorise'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound } from '../problem'
import { demandSetsWithin } from '../within-units'
import { refuse } from './refuse'
import { asOfQuery, demandVisible, idParam, nothing, severity, texts } from './shared'

const tag = 'Findings'
const list: ListOptions<'state' | 'severity' | 'vendorId' | 'sourceId' | 'changeId' | 'caseId' | 'origin' | 'announcement' | 'kind'> = {
  sort: ['-detectedAt', 'updatedAt', 'id'],
  filter: ['state', 'severity', 'vendorId', 'sourceId', 'changeId', 'caseId', 'origin', 'announcement', 'kind'],
}
const text = z.string().nullable()
export const findingSchema = z
  .object({
    id: z.string(),
    changeId: text,
    vendorId: z.string(),
    systemIds: texts,
    sourceId: text,
    kinds: texts,
    severity,
    announcement: z.enum(['announced', 'silent', 'unknown']),
    announcedBy: z.object({ sourceId: z.string(), quote: z.string() }).nullable(),
    announcementWhy: text,
    effectiveOn: text,
    effectiveWords: text,
    objectBy: text,
    notifiedOn: text,
    sets: z.record(z.string(), z.unknown()).nullable(),
    quotes: z.array(z.object({ side: z.enum(['added', 'removed', 'stated']), text: z.string(), sourceId: text })),
    headline: text.openapi({ description: 'What the vendor did, in a line to stand after its name; null where the kinds alone tell it.' }),
    state: z.enum(findingStates),
    origin: z.enum(findingOrigins),
    reported: z.object({ type: z.string(), note: text.optional(), evidenceId: text.optional() }).nullable(),
    reason: text,
    detectedAt: z.string(),
    confirmedAt: text,
    caseId: text,
    version: z.number().int(),
    demo: z.boolean(),
    updatedAt: z.string(),
  })
  .openapi('Finding')
const stored = z.custom<Finding>((value) => typeof value === 'object' && value !== null && 'kinds' in value)

/** Findings: what changed materially, on a page or by report, until a person or a second fetch settles it. */
export function findingsRoutes(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  endpoint(
    app,
    { method: 'get', path: '/findings', tag, summary: 'Findings, page by page', query: listQuery(list), answer: pageSchema(findingSchema) },
    async ({ c, caller }) => {
      const page = pageOrProblem(await findingsPage(db, caller, listRequest(c, list, ports.now())))
      return c.json({
        ...page,
        items: await shown(
          deps,
          page.items.map((item) => stored.parse(item)),
        ),
      })
    },
  )

  endpoint(
    app,
    { method: 'get', path: '/findings/{id}', tag, summary: 'One finding', params: idParam, query: asOfQuery, answer: findingSchema },
    async ({ c, caller, params }) => {
      const at = asOfOf(c, ports.now())
      if (at !== null)
        return record(
          c,
          await one(deps, stored.parse(await demandAsOf(deps, caller, { noun: 'findings', entity: 'finding', id: params.id, at }))),
        )
      await demandVisible(deps, caller, 'findings', params.id)
      return record(c, await one(deps, await findingById(db, params.id)))
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/findings',
      tag,
      summary: 'Report a change that stands on no page',
      body: findingReport,
      answer: findingSchema,
      status: 201,
    },
    async ({ c, caller, body }) => {
      await demandSeen(deps, caller, body)
      await demandSetsWithin(deps, caller, body.sets)
      const done = await reportFinding(ports, caller, body)
      return done.ok ? record(c, await one(deps, done.result.finding), 201) : refuse(done)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/findings/{id}/confirm',
      tag,
      summary: 'Bear a provisional finding out',
      params: idParam,
      body: nothing,
      answer: findingSchema,
    },
    async ({ c, caller, params }) => {
      await demandVisible(deps, caller, 'findings', params.id)
      const done = await confirmFinding(ports, caller, params.id, (finding) => movesOfChange(ports, finding.changeId))
      return done.ok ? record(c, await one(deps, done.result.finding)) : refuse(done)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/findings/{id}/dismiss',
      tag,
      summary: 'Say that a provisional finding is none',
      params: idParam,
      body: dismissing,
      answer: findingSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'findings', params.id)
      const done = await dismissFinding(ports, caller, params.id, body.reason)
      return done.ok ? record(c, await one(deps, done.result)) : refuse(done)
    },
  )

  endpoint(
    app,
    {
      method: 'post',
      path: '/changes/{id}/raise',
      tag,
      summary: 'Make a finding of what was held back or cosmetic',
      params: idParam,
      body: raising,
      answer: findingSchema,
    },
    async ({ c, caller, params, body }) => {
      await demandVisible(deps, caller, 'changes', params.id)
      const done = await raiseChange(ports, caller, params.id, body)
      return done.ok ? record(c, await one(deps, done.result.finding)) : refuse(done)
    },
  )
}

/** What a report names must be there for the caller to see. */
async function demandSeen(
  { ports }: AppDeps,
  caller: Caller,
  { vendorId, systemId }: { vendorId?: string | null; systemId?: string | null },
): Promise<void> {
  if (vendorId && !(await isVisible(ports.db, caller, 'vendors', vendorId)))
    throw invalid([{ path: 'vendorId', message: 'no such vendor' }])
  if (systemId && !(await isVisible(ports.db, caller, 'systems', systemId)))
    throw invalid([{ path: 'systemId', message: 'no such system' }])
}

async function one(deps: AppDeps, finding: Finding | null) {
  const [record] = finding ? await shown(deps, [finding]) : []
  if (!record) throw notFound()
  return record
}

/** As the API shows them: the last day to object also where it follows from the vendor's contract. */
async function shown({ ports }: AppDeps, findings: Finding[]) {
  const vendorIds = findings.map((finding) => finding.vendorId)
  const [facts, contracts] = await Promise.all([vendorFactsOf(ports.db, vendorIds), contractsInBrief(ports.db, vendorIds)])
  return findings.map(({ announcementOpenUntil: _, ...finding }) => ({
    ...finding,
    objectBy: objectByOf(finding, facts.get(finding.vendorId) ?? {}, contracts),
  }))
}
