import { eq, sql } from 'drizzle-orm'
import { insertRows, isOneOf, updateRows, versionsStand } from './bulk'
import type { Database } from './database'
import { findings } from './schema'
import type { Writing } from './writing'

/** A finding as stored; the same object is what the audit trail keeps of it. */
export type Finding = typeof findings.$inferSelect

export async function findingById(db: Pick<Database, 'select'>, id: string): Promise<Finding | null> {
  const [row] = await db.select().from(findings).where(eq(findings.id, id))
  return row ?? null
}

export const findingsById = (db: Pick<Database, 'select'>, ids: readonly string[]): Promise<Finding[]> =>
  db.select().from(findings).where(isOneOf(findings.id, ids))

export const findingsOfChange = (db: Pick<Database, 'select'>, changeId: string): Promise<Finding[]> =>
  db.select().from(findings).where(eq(findings.changeId, changeId))

/** The findings of open cases that concern a vendor: its own, and those that reach uses of its systems. */
export const findingsUnderVendor = (db: Pick<Database, 'select'>, vendorId: string): Promise<Finding[]> =>
  db
    .select()
    .from(findings)
    .where(
      sql`${findings.id} in (select f.id from findings f join cases c on c.id = f.case_id and c.state <> 'closed' where f.vendor_id = ${vendorId}
        union select f.id from systems s join deployments d on d.system_id = s.id join case_deployments cd on cd.deployment_id = d.id
          join cases c on c.id = cd.case_id and c.state <> 'closed' join findings f on f.case_id = c.id where s.vendor_id = ${vendorId}
        union select f.id from systems s join case_deployments cd on cd.deployment_id = 'draft-' || s.id
          join cases c on c.id = cd.case_id and c.state <> 'closed' join findings f on f.case_id = c.id where s.vendor_id = ${vendorId})`,
    )

/** New findings and changed ones (their `version` already raised), each with its audit row. */
export function writeFindings(
  db: Pick<Database, 'run'>,
  action: string,
  { added = [], changed = [] }: { added?: readonly Finding[]; changed?: readonly Finding[] },
): Writing {
  return {
    acts: [...added, ...changed].map((after) => ({ action, entity: 'finding', entityId: after.id, after })),
    write: (applies) => [...insertRows(db, findings, added, { applies }), ...updateRows(db, findings, changed, { applies })],
    guard: versionsStand(
      findings,
      changed.map(({ id, version }) => ({ id, version: version - 1 })),
    ),
  }
}
