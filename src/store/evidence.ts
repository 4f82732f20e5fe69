import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Day } from '../core/day'
import { insertRows, isOneOf, updateRows, versionsStand } from './bulk'
import type { Database, Statement } from './database'
import { evidence } from './schema'
import type { Writing } from './writing'

/** A document kept as proof; the same object is what the audit trail keeps of it. Its bytes are a body under `sha256`. */
export type Evidence = typeof evidence.$inferSelect

export async function evidenceById(db: Pick<Database, 'select'>, id: string): Promise<Evidence | null> {
  const [row] = await db.select().from(evidence).where(eq(evidence.id, id))
  return row ?? null
}

export const evidenceByIds = (db: Pick<Database, 'select'>, ids: readonly string[]): Promise<Evidence[]> =>
  db.select().from(evidence).where(isOneOf(evidence.id, ids))

export const evidenceStates = ['current', 'expired', 'withdrawn'] as const

/** Expired by its own date, which follows product time; withdrawn goes before. */
export const evidenceState = ({ state, expiresOn }: Pick<Evidence, 'state' | 'expiresOn'>, today: Day): (typeof evidenceStates)[number] =>
  state === 'withdrawn' ? 'withdrawn' : expiresOn !== null && expiresOn < today ? 'expired' : 'current'

/** The same as a condition in SQL, for lists; `of` = where state and last day stand, unless in the table. */
export function evidenceInState(
  state: string,
  today: Day,
  of: { state: SQL | SQLiteColumn; expiresOn: SQL | SQLiteColumn } = evidence,
): SQL {
  if (state === 'withdrawn') return sql`${of.state} = 'withdrawn'`
  const expired = sql`coalesce(${of.expiresOn} < ${today}, 0)`
  return state === 'expired' ? sql`${of.state} = 'current' and ${expired}` : sql`${of.state} = 'current' and not ${expired}`
}

/** Evidence whose last day lies between two days: after `from`, not after `to`. */
export const expiringBetween = (db: Pick<Database, 'select'>, from: Day, to: Day): Promise<Evidence[]> =>
  db
    .select()
    .from(evidence)
    .where(and(eq(evidence.state, 'current'), sql`${evidence.expiresOn} >= ${from}`, sql`${evidence.expiresOn} < ${to}`))

/** Documents filed as certificates that no certificate's record names, whose last day lies between two days. */
export const certificateDocumentsEnding = (db: Pick<Database, 'select'>, from: Day, to: Day): Promise<Evidence[]> =>
  db
    .select()
    .from(evidence)
    .where(
      and(
        eq(evidence.state, 'current'),
        sql`${evidence.expiresOn} >= ${from} and ${evidence.expiresOn} < ${to} and lower(${evidence.type}) = 'certificate'`,
        sql`not exists (select 1 from certificates where certificates.vendor_id = ${evidence.vendorId} and certificates.evidence_id = ${evidence.id})`,
      ),
    )

/**
 * Documents that support an obligation for a deployment on a day, by `deployment obligation`: about its system's vendor, or the vendor of something that
 * the system is built on, and naming that obligation.
 */
export async function evidenceSupporting(
  db: Pick<Database, 'all'>,
  deploymentIds: readonly string[],
  today: Day,
): Promise<Map<string, string[]>> {
  const rows = await db.all<{ deploymentId: string; obligationId: string; id: string }>(sql`
    with recursive used(deployment_id, system_id) as (
      select id, system_id from deployments where id in (select value from json_each(${JSON.stringify(deploymentIds)}))
      union select used.deployment_id, system_parents.parent_id from used join system_parents on system_parents.system_id = used.system_id)
    select distinct used.deployment_id as "deploymentId", supported.value as "obligationId", ${evidence.id} as id
    from used cross join systems on systems.id = used.system_id cross join ${evidence} on ${evidence.vendorId} = systems.vendor_id
      join json_each(${evidence.supports}) as supported
    where ${evidenceInState('current', today)} order by ${evidence.id}`)
  const found = new Map<string, string[]>()
  for (const { deploymentId, obligationId, id } of rows) {
    const key = `${deploymentId} ${obligationId}`
    found.set(key, [...(found.get(key) ?? []), id])
  }
  return found
}

/** New evidence, with the statements that keep its bytes, and changed evidence (its `version` already raised). */
export function writeEvidence(
  db: Pick<Database, 'run'>,
  action: string,
  {
    added = [],
    changed = [],
    bytes = () => [],
  }: { added?: readonly Evidence[]; changed?: readonly Evidence[]; bytes?: (applies: SQL) => Statement[] },
): Writing {
  const taken = sql`not exists (select 1 from ${evidence} where ${isOneOf(
    evidence.id,
    added.map((one) => one.id),
  )})`
  return {
    acts: [...added, ...changed].map((after) => ({ action, entity: 'evidence', entityId: after.id, after })),
    write: (applies) => [
      ...bytes(applies),
      ...insertRows(db, evidence, added, { applies }),
      ...updateRows(db, evidence, changed, { applies }),
    ],
    guard: sql`${versionsStand(
      evidence,
      changed.map(({ id, version }) => ({ id, version: version - 1 })),
    )} and ${added.length ? taken : sql`1`}`,
  }
}

/** Keeps a body whatever retention says: it is evidence. */
export const holdBody = (db: Pick<Database, 'run'>, hash: string, applies: SQL = sql`1`): Statement =>
  db.run(sql`update bodies set held = 1 where hash = ${hash} and ${applies}`)
