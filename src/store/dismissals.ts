import { and, eq, sql } from 'drizzle-orm'
import { insertRows, isOneOf } from './bulk'
import type { Database } from './database'
import { dismissals } from './schema'
import type { Writing } from './writing'

/** "Not material here because …", remembered for a passage. */
export type Dismissal = typeof dismissals.$inferSelect

/** What was said before of the same passages of a vendor, newest first. `passages` are hashes of folded quotes. */
export async function dismissalsOf(db: Pick<Database, 'select'>, vendorId: string, passages: readonly string[]): Promise<Dismissal[]> {
  if (!passages.length) return []
  const rows = await db
    .select()
    .from(dismissals)
    .where(and(eq(dismissals.vendorId, vendorId), isOneOf(dismissals.passage, passages)))
  return rows.sort((a, b) => (a.at < b.at ? 1 : -1))
}

export const dismissalsOfCase = (db: Pick<Database, 'select'>, caseId: string): Promise<Dismissal[]> =>
  db.select().from(dismissals).where(eq(dismissals.caseId, caseId))

/** Remembers new ones, forgets those of a case whose triage was undone. */
export function writeDismissals(
  db: Pick<Database, 'run'>,
  { added = [], removed = [] }: { added?: readonly Dismissal[]; removed?: readonly Dismissal[] },
): Writing {
  const gone = JSON.stringify(removed.map((one) => one.id))
  return {
    acts: [
      ...added.map((after) => ({ action: 'dismissal.remembered', entity: 'dismissal', entityId: after.id, after })),
      ...removed.map(({ id }) => ({ action: 'dismissal.forgotten', entity: 'dismissal', entityId: id, after: null })),
    ],
    write: (applies) => [
      ...insertRows(db, dismissals, added, { applies }),
      ...(removed.length ? [db.run(sql`delete from ${dismissals} where id in (select value from json_each(${gone})) and ${applies}`)] : []),
    ],
    guard: sql`1`,
  }
}
