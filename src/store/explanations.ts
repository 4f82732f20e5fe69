import { sql } from 'drizzle-orm'
import { insertRows, isOneOf } from './bulk'
import type { Database } from './database'
import { explanations } from './schema'
import { nothing, type Writing } from './writing'

/** How a reason came about, content-addressed: `id` is the SHA-256 of its JSON, and many reviews share one. Never changed. */
export type ExplanationRow = typeof explanations.$inferSelect

/** Keeps these beside the reviews that name them; what is there already is passed over. Its content is proven by its id, not by the audit trail. */
export const writeExplanations = (db: Pick<Database, 'run'>, rows: readonly ExplanationRow[]): Writing =>
  rows.length ? { acts: [], write: (applies) => insertRows(db, explanations, rows, { applies, orIgnore: true }), guard: sql`1` } : nothing

/** The explanations of these ids, parsed. */
export async function explanationsById(db: Pick<Database, 'select'>, ids: readonly string[]): Promise<Map<string, unknown>> {
  const rows = await db.select().from(explanations).where(isOneOf(explanations.id, ids))
  return new Map(rows.map(({ id, data }) => [id, JSON.parse(data)]))
}

/** The first explanation whose text is no longer what its id says; null when all are whole. */
export async function spoiltExplanation(db: Pick<Database, 'select'>, digest: (text: string) => string): Promise<string | null> {
  for (let after = ''; ; ) {
    const rows = await db.select().from(explanations).where(sql`${explanations.id} > ${after}`).orderBy(explanations.id).limit(1_000)
    const spoilt = rows.find(({ id, data }) => digest(data) !== id)
    if (spoilt) return spoilt.id
    const last = rows.at(-1)
    if (!last) return null
    after = last.id
  }
}
