import { and, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { Database, Statement } from './database'
import { settings } from './schema'

/** What an act still has to do after its batch, by key; kept from that batch on until it is done, so that a process that dies leaves it behind. */
export type FollowUp = { key: string; value: unknown }

const prefix = 'follow-up:'
/** The first key after all that begin with the prefix. */
const end = 'follow-up;'

export const followUpKey = (what: string, id: string) => `${prefix}${what}:${id}`

/** A statement for the batch of the act. */
export const leaveFollowUp = (db: Pick<Database, 'run'>, { key, value }: FollowUp, at: string, applies: SQL): Statement =>
  db.run(sql`insert into settings (key, value, updated_at) select ${key}, ${JSON.stringify(value)}, ${at} where ${applies}
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`)

/** What was left to do, the oldest first. */
export const followUpsLeft = (db: Pick<Database, 'select'>): Promise<FollowUp[]> =>
  db
    .select({ key: settings.key, value: settings.value })
    .from(settings)
    .where(and(gte(settings.key, prefix), lt(settings.key, end)))
    .orderBy(settings.updatedAt, settings.key)
    .limit(1_000)
