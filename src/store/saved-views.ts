import { and, asc, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { insertRows, updateRows } from './bulk'
import type { Database } from './database'
import { audit, savedViews } from './schema'
import type { Writing } from './writing'

/** Filters of a list under a name; the same object is what the audit trail keeps of it. */
export type SavedView = typeof savedViews.$inferSelect

const mostViews = 40

/** Views of a list that a person may use: their own and everybody's, by name. */
export const viewsOf = (db: Pick<Database, 'select'>, page: string, personId: string): Promise<SavedView[]> =>
  db
    .select()
    .from(savedViews)
    .where(and(eq(savedViews.page, page), or(isNull(savedViews.personId), eq(savedViews.personId, personId))))
    .orderBy(asc(savedViews.name), asc(savedViews.id))
    .limit(mostViews)

export async function viewById(db: Pick<Database, 'select'>, id: string): Promise<SavedView | null> {
  const [row] = await db.select().from(savedViews).where(eq(savedViews.id, id))
  return row ?? null
}

/** The last state of a view that was removed, and when; null when it is still there or never was. */
export async function removedView(
  db: Pick<Database, 'select'>,
  id: string,
): Promise<{ state: unknown; at: string; by: string | null } | null> {
  const of = and(eq(audit.entity, 'saved-view'), eq(audit.entityId, id))
  const [last] = await db
    .select({ at: audit.at, by: audit.actorId, after: audit.after })
    .from(audit)
    .where(of)
    .orderBy(desc(audit.seq))
    .limit(1)
  if (!last || last.after !== null) return null
  const [held] = await db
    .select({ after: audit.after })
    .from(audit)
    .where(and(of, isNotNull(audit.after)))
    .orderBy(desc(audit.seq))
    .limit(1)
  return held?.after ? { state: JSON.parse(held.after), at: last.at, by: last.by } : null
}

export const addView = (db: Pick<Database, 'run'>, view: SavedView, action: string): Writing => ({
  acts: [{ action, entity: 'saved-view', entityId: view.id, after: view }],
  write: (applies) => insertRows(db, savedViews, [view], { applies }),
  guard: sql`not exists (select 1 from saved_views where id = ${view.id})`,
})

export const renameView = (db: Pick<Database, 'run'>, before: SavedView, name: string): Writing => {
  const after = { ...before, name }
  return {
    acts: [{ action: 'saved-view.renamed', entity: 'saved-view', entityId: before.id, after }],
    write: (applies) => updateRows(db, savedViews, [after], { applies }),
    guard: sql`exists (select 1 from saved_views where id = ${before.id} and name = ${before.name})`,
  }
}

export const removeView = (db: Pick<Database, 'delete'>, { id }: SavedView): Writing => ({
  acts: [{ action: 'saved-view.removed', entity: 'saved-view', entityId: id, after: null }],
  write: (applies) => [db.delete(savedViews).where(sql`${eq(savedViews.id, id)} and ${applies}`)],
  guard: sql`exists (select 1 from saved_views where id = ${id})`,
})
