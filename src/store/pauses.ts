import { and, type SQL, sql } from 'drizzle-orm'
import { noPauses, type Pauses, pauses } from '../core/pause'
import { isOneOf } from './bulk'
import type { Database } from './database'
import { settings, vendors as vendorRows } from './schema'
import { setting } from './settings'
import { type Scope, visible } from './visibility'
import type { Writing } from './writing'

const key = 'polling-pauses'

export async function pausesNow(db: Database): Promise<Pauses> {
  const value = await setting(db, key)
  return value === undefined ? noPauses : pauses.parse(value)
}

/** Whether a source's vendor, or everything, is paused. `vendorId` is the column that names the vendor. */
export const isPaused = (vendorId: SQL): SQL =>
  sql`(exists (select 1 from settings where key = ${key} and json_type(value, '$.all') = 'object')
    or ${vendorId} in (select one.key from settings, json_each(settings.value, '$.vendors') as one where settings.key = ${key}))`

/** Replaces what is paused where it is still as it was read; audited by the caller's act. */
export function pausesWriting(
  db: Pick<Database, 'run'>,
  before: Pauses,
  next: Pauses,
  { at, action, entityId, after }: { at: string; action: string; entityId: string; after: object | null },
): Writing {
  const stands =
    before === noPauses
      ? sql`not exists (select 1 from settings where key = ${key})`
      : sql`exists (select 1 from settings where key = ${key} and value = ${JSON.stringify(before)})`
  return {
    acts: [{ action, entity: 'polling', entityId, after }],
    write: (applies) => [
      db.run(sql`insert into ${settings} (key, value, updated_at) select ${key}, ${JSON.stringify(next)}, ${at} where ${applies}
        on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`),
    ],
    guard: stands,
  }
}

/** What is paused, as far as it is seen: of vendors only those of one's own units. */
export async function pausesSeen(db: Database, scope: Scope) {
  const { all, vendors } = await pausesNow(db)
  const ids = Object.keys(vendors)
  const seen = ids.length
    ? await db
        .select({ id: vendorRows.id })
        .from(vendorRows)
        .where(and(isOneOf(vendorRows.id, ids), visible.vendor(scope, vendorRows.id)))
    : []
  const own = new Set(seen.map(({ id }) => id))
  return { all, vendors: Object.entries(vendors).flatMap(([vendorId, one]) => (own.has(vendorId) ? [{ vendorId, ...one }] : [])) }
}
