import { and, eq, gte, lt } from 'drizzle-orm'
import type { Database } from './database'
import { settings } from './schema'

/** A small fact of the installation; undefined when it was never set. The caller parses it. */
export async function setting(db: Database, key: string): Promise<unknown> {
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, key))
  return row?.value
}

export const putSetting = (db: Database, key: string, value: unknown, now: string) =>
  db
    .insert(settings)
    .values({ key, value, updatedAt: now })
    .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt: now } })

export const dropSetting = (db: Database, key: string) => db.delete(settings).where(eq(settings.key, key))

/** Forgets the facts under a prefix that ends with a colon which were written before an instant. */
export const dropSettingsBefore = (db: Database, prefix: `${string}:`, before: string) =>
  db.delete(settings).where(and(gte(settings.key, prefix), lt(settings.key, `${prefix.slice(0, -1)};`), lt(settings.updatedAt, before)))
