import { asc, sql } from 'drizzle-orm'
import { groupBy } from '../core/group'
import { isOneOf } from './bulk'
import type { Database } from './database'
import type { System } from './register'
import { sources } from './schema'

const maxDocuments = 200

/** What each system is watched by: its sources, and those of its vendor that name no system. */
export async function watchedDocuments(
  db: Pick<Database, 'select'>,
  systems: readonly Pick<System, 'id' | 'vendorId'>[],
): Promise<Map<string, { url: string; kind: string; cadence: string }[]>> {
  const vendorIds = [...new Set(systems.map((system) => system.vendorId))]
  const rows = await db
    .select({
      vendorId: sources.vendorId,
      systemIds: sources.systemIds,
      url: sources.url,
      type: sources.type,
      minutes: sources.intervalMinutes,
    })
    .from(sources)
    .where(sql`${isOneOf(sources.vendorId, vendorIds)} and ${sources.enabled}`)
    .orderBy(asc(sources.id))
  const byVendor = groupBy(rows, (row) => row.vendorId)
  return new Map(
    systems.map(({ id, vendorId }) => {
      const mine = (byVendor.get(vendorId) ?? []).filter((row) => !row.systemIds.length || row.systemIds.includes(id))
      return [id, mine.slice(0, maxDocuments).map(({ url, type, minutes }) => ({ url, kind: type, cadence: `every ${minutes} minutes` }))]
    }),
  )
}
