import { type SQL, sql } from 'drizzle-orm'
import { type Cadence, cadence, usualCadence } from '../core/cadence'
import type { Database, Statement } from './database'
import { setting } from './settings'

export const cadenceKey = 'cadence'

export async function cadenceOf(db: Database): Promise<Cadence> {
  const value = await setting(db, cadenceKey)
  return value === undefined ? usualCadence : cadence.parse(value)
}

/** An SQL condition: nobody else has set it since `before` was read. */
export const cadenceStands = (before: Cadence): SQL =>
  sql`coalesce((select value ->> '$.version' from settings where key = ${cadenceKey}), 0) = ${before.version}`

export const writeCadence = (db: Pick<Database, 'run'>, value: Cadence, at: string, applies: SQL): Statement =>
  db.run(sql`insert into settings (key, value, updated_at) select ${cadenceKey}, ${JSON.stringify(value)}, ${at} where ${applies}
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`)
