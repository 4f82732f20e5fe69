import { eq } from 'drizzle-orm'
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
