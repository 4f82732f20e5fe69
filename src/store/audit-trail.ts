import { and, desc, eq, gte, lt, lte, type SQL, sql } from 'drizzle-orm'
import { type AuditRow, genesis } from './audit'
import type { Database } from './database'
import type { Page, PageRequest } from './page'
import { audit } from './schema'
import { countUpTo, filterBy, selectPage } from './select-page'
import { type Scope, visible, withinFrameworks, withinPeriod } from './visibility'

type AuditRequest = PageRequest & { filters: Partial<Record<string, string[]>>; asOf: string | null }

/** The trail, newest first or oldest first. A person of some units reads the rows of records that they may see, and of what has no unit. */
export function auditPage(db: Database, scope: Scope, request: AuditRequest): Promise<Page<AuditRow> | { problem: 'bad-cursor' }> {
  const { filters, asOf } = request
  const where = and(
    seen(scope),
    filterBy(audit.entity, filters.entity),
    filterBy(audit.entityId, filters.entityId),
    filterBy(audit.action, filters.action),
    filterBy(audit.actorId, filters.actorId),
    filters.since?.[0] ? gte(audit.at, filters.since[0]) : undefined,
    asOf ? lte(audit.at, asOf) : undefined,
  )
  return selectPage(db, audit, { id: audit.seq, sortable: { seq: audit.seq }, where, request })
}

/** What a person asks of the trail: acts of one person (`rule` = ours), of one kind, on a record, between two days (both included). */
export type TrailFilter = {
  entity: string | null
  entityId: string | null
  actorId: string | null
  action: string | null
  from: string | null
  to: string | null
  /** Only acts by which somebody decided something. */
  decisions: boolean
}

/** Acts by which somebody decides something, signs it or takes it back. */
export const decidingActs = [
  'case.triaged',
  'case.answered-not-material',
  'case.closed-not-material',
  'case.returned',
  'case.triage-undone',
  'review.closed',
  'review.closed-not-material',
  'review.sent-for-second-signature',
  'review.approved',
  'review.returned',
  'review.reopened',
  'finding.confirmed',
  'finding.dismissed',
  'vendor-request.handed-over',
  'vendor-request.declined',
] as const

const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/**
 * Acts page by page, the newest first: in the order of the trail, or of the instants where days or acts are asked for, which is how their index runs.
 * A kind of record of which there are thousands is looked for from the newest act back, a rare one by the index. To a person of some units no total
 * is told but that of one record: every row would have to be looked at.
 */
export async function auditList(
  db: Database,
  scope: Scope,
  { entity, entityId, actorId, action, from, to, decisions }: TrailFilter,
  { cursor, limit }: { cursor: string | null; limit: number },
): Promise<Page<AuditRow> | { problem: 'bad-cursor' }> {
  const byInstant = from !== null || to !== null || action !== null || decisions
  const common = entity !== null && entityId === null && (await countUpTo(db, audit, eq(audit.entity, entity))) === null
  const where = and(
    seen(scope),
    entity ? (common ? sql`+${audit.entity} = ${entity}` : eq(audit.entity, entity)) : undefined,
    entityId ? eq(audit.entityId, entityId) : undefined,
    actorId === 'rule' ? sql`${audit.actorId} is null` : actorId ? eq(audit.actorId, actorId) : undefined,
    action ? eq(audit.action, action) : undefined,
    decisions ? filterBy(audit.action, [...decidingActs]) : undefined,
    from ? gte(audit.at, from) : undefined,
    to ? lt(audit.at, nextDay(to)) : undefined,
  )
  const request = { limit, cursor, sort: { name: byInstant ? 'at' : 'seq', descending: true } }
  const counted = scope.unitIds === null || entityId !== null
  return selectPage(db, audit, { id: audit.seq, sortable: { seq: audit.seq, at: audit.at }, where, request, counted })
}

/** The last act of the whole chain, whoever may see it. */
export async function auditHead(db: Pick<Database, 'select'>): Promise<{ seq: number; hash: string }> {
  const [row] = await db.select({ seq: audit.seq, hash: audit.hash }).from(audit).orderBy(desc(audit.seq)).limit(1)
  return row ?? { seq: 0, hash: genesis }
}

/** What was recorded of the same record before an act; null when that was the first. */
export async function recordedBefore(db: Pick<Database, 'select'>, { entity, entityId, seq }: AuditRow): Promise<AuditRow | null> {
  const [row] = await db
    .select()
    .from(audit)
    .where(and(eq(audit.entity, entity), eq(audit.entityId, entityId), lt(audit.seq, seq)))
    .orderBy(desc(audit.seq))
    .limit(1)
  return row ?? null
}

export async function auditBySeq(db: Database, scope: Scope, seq: number): Promise<AuditRow | null> {
  const [row] = await db
    .select()
    .from(audit)
    .where(and(eq(audit.seq, seq), seen(scope)))
  return row ?? null
}

/** The deployments that a case had reached by an instant, as recorded. */
export async function deploymentIdsAsOf(db: Database, scope: Scope, caseId: string, at: string): Promise<string[]> {
  const id = sql`substr(entity_id, ${caseId.length + 2})`
  const rows = await db.all<{ id: string }>(sql`select ${id} as id from audit
    where entity = 'case-deployment' and entity_id > ${`${caseId}/`} and entity_id < ${`${caseId}0`} and at <= ${at} and after is not null
      and seq = (select max(seq) from audit as later where later.entity = 'case-deployment' and later.entity_id = audit.entity_id and later.at <= ${at})
      and ${visible.deployment(scope, id) ?? sql`1`} order by id`)
  return rows.map((row) => row.id)
}

/** Whom the records of a unit concern; the rest (organisation, units, people) is everybody's who may read the trail. */
function seen(scope: Scope): SQL | undefined {
  return and(withinPeriod(scope, audit.at), ofFrameworks(scope), ofUnits(scope))
}

/** An auditor of some frameworks reads no act on a review of another. */
function ofFrameworks(scope: Scope): SQL | undefined {
  const framework = sql`coalesce(${audit.after} ->> '$.framework', (select framework from reviews where id = ${audit.entityId}))`
  const within = withinFrameworks(scope, framework)
  return within ? sql`(${audit.entity} <> 'review' or ${within})` : undefined
}

/** Records that hang on a vendor, by the table in which they are. */
const ofVendors = {
  finding: 'findings',
  evidence: 'evidence',
  certificate: 'certificates',
  source: 'sources',
  contract: 'contracts',
  claim: 'claims',
  questionnaire: 'questionnaires',
  exit: 'exits',
  dismissal: 'dismissals',
} as const

/** Records that hang on a deployment. */
const ofDeployments = { review: 'reviews', decision: 'decisions' } as const

/** What is gone is known by what was recorded of it; where nothing was, whoever belongs to some units does not read it. */
function ofUnits(scope: Scope): SQL | undefined {
  if (scope.unitIds === null) return undefined
  const id = sql`${audit.entityId}`
  const oneOf = (nouns: object) =>
    sql`${audit.entity} in (${sql.join(
      Object.keys(nouns).map((noun) => sql`${noun}`),
      sql`, `,
    )})`
  const held = (tables: Record<string, string>, column: string) => {
    const ways = Object.entries(tables).map(
      ([noun, table]) => sql`when ${noun} then (select ${sql.identifier(column)} from ${sql.identifier(table)} where id = ${id})`,
    )
    return sql`case ${audit.entity} ${sql.join(ways, sql` `)} end`
  }
  const vendorId = sql`coalesce(${held(ofVendors, 'vendor_id')}, ${audit.after} ->> '$.vendorId')`
  const deploymentId = sql`coalesce(${held(ofDeployments, 'deployment_id')}, ${audit.after} ->> '$.deploymentId')`
  const caseId = sql`case ${audit.entity} when 'case' then ${id} else coalesce((select case_id from comments where id = ${id}), ${audit.after} ->> '$.caseId') end`
  const caseVendor = sql`(select vendor_id from cases where id = ${caseId})`
  return sql`(case
    when ${audit.entity} = 'vendor' then ${visible.vendor(scope, id)}
    when ${oneOf(ofVendors)} then ${visible.vendor(scope, vendorId)}
    when ${audit.entity} = 'system' then ${visible.system(scope, id)}
    when ${audit.entity} = 'deployment' then ${visible.deployment(scope, id)}
    when ${audit.entity} = 'case-deployment' then ${visible.deployment(scope, sql`substr(${id}, instr(${id}, '/') + 1)`)}
    when ${oneOf(ofDeployments)} then ${visible.deployment(scope, deploymentId)}
    when ${audit.entity} in ('case', 'comment') then ${visible.case(scope, caseId, caseVendor)}
    when ${audit.entity} = 'vendor-request' then ${visible.unit(scope, sql`(select unit_id from vendor_requests where id = ${id})`)}
    when ${audit.entity} = 'to-do' then (select case to_dos.entity when 'vendor' then ${visible.vendor(scope, sql`to_dos.entity_id`)}
      when 'system' then ${visible.system(scope, sql`to_dos.entity_id`)} when 'deployment' then ${visible.deployment(scope, sql`to_dos.entity_id`)}
      else 1 end from to_dos where id = ${id})
    else 1 end)`
}
