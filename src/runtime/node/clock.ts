import { eq } from 'drizzle-orm'
import type { Database } from '../../store/database'
import { settings } from '../../store/schema'

export const lastTickKey = 'last-tick'

/**
 * Product time (CONTRACT.md): this process's clock, which `TELLTALE_NOW` or `--now` sets and real time moves on, or the last tick of any
 * process, whichever is later. `refresh` reads the last tick; call it where a request or a flow begins.
 */
export function createClock(db: Database, start: string | null): { now: () => string; refresh: () => Promise<void> } {
  const offsetMs = start === null ? 0 : Date.parse(start) - Date.now()
  let lastTickMs = Number.NEGATIVE_INFINITY
  return {
    now: () => new Date(Math.max(Date.now() + offsetMs, lastTickMs)).toISOString(),
    refresh: async () => {
      const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.key, lastTickKey))
      if (typeof row?.value === 'string') lastTickMs = Date.parse(row.value)
    },
  }
}
