import { and, eq, gte, lte, type SQL, sql } from 'drizzle-orm'
import type { AuditRow } from './audit'
import type { Database } from './database'
import type { Page, PageRequest } from './page'
import { audit } from './schema'
import { filterBy, selectPage } from './select-page'
import { type Scope, visible } from './visibility'

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
  if (scope.unitIds === null) return undefined
  const id = sql`${audit.entityId}`
  const vendorOf = (table: string) => sql`(select vendor_id from ${sql.identifier(table)} where id = ${id})`
  const deploymentOf = sql`(select deployment_id from reviews where id = ${id})`
  return sql`(case ${audit.entity}
    when 'vendor' then ${visible.vendor(scope, id)}
    when 'system' then ${visible.system(scope, id)}
    when 'deployment' then ${visible.deployment(scope, id)}
    when 'review' then ${visible.deployment(scope, deploymentOf)}
    when 'case-deployment' then ${visible.deployment(scope, sql`substr(${id}, instr(${id}, '/') + 1)`)}
    when 'case' then ${visible.case(scope, id, vendorOf('cases'))}
    when 'finding' then ${visible.vendor(scope, vendorOf('findings'))}
    when 'evidence' then ${visible.vendor(scope, vendorOf('evidence'))}
    when 'source' then ${visible.vendor(scope, vendorOf('sources'))}
    when 'contract' then ${visible.vendor(scope, vendorOf('contracts'))}
    else 1 end)`
}
