import { eq, or, sql } from 'drizzle-orm'
import type { Database } from './database'
import { units } from './schema'

export type Unit = typeof units.$inferSelect

export async function unitById(db: Database, id: string): Promise<Unit | null> {
  const [row] = await db.select().from(units).where(eq(units.id, id))
  return row ?? null
}

/** By id, else by name; null when there is none or the name is of several. */
export async function unitByIdOrName(db: Database, idOrName: string): Promise<Unit | null> {
  const rows = await db
    .select()
    .from(units)
    .where(or(eq(units.id, idOrName), eq(units.name, idOrName)))
  return rows.find((row) => row.id === idOrName) ?? (rows.length === 1 ? (rows[0] ?? null) : null)
}

/** The units given and all below them. */
export async function unitsBelow(db: Database, ids: string[]): Promise<string[]> {
  const rows = await db
    .select({ id: units.id })
    .from(units)
    .where(sql`${units.id} in (with recursive below(id) as (
      select value from json_each(${JSON.stringify(ids)})
      union select units.id from units join below on units.parent_id = below.id) select id from below)`)
  return rows.map((row) => row.id)
}

export async function allUnits(db: Database): Promise<Unit[]> {
  return db.select().from(units).orderBy(units.name)
}
