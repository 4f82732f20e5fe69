import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database, Statement } from './database'
import { setting } from './settings'

export const intakeLinkKey = 'intake-link'

/** The one public address at which a vendor can be asked for without an account; of its secret only the SHA-256 is kept. */
export const intakeLink = z.strictObject({
  id: z.literal(intakeLinkKey),
  hash: z.string(),
  /** Whose the requests are that come through it; null = everybody's. */
  unitId: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
})
export type IntakeLink = z.infer<typeof intakeLink>

/** The link, null while there is none. */
export async function theIntakeLink(db: Database): Promise<IntakeLink | null> {
  const value = await setting(db, intakeLinkKey)
  return value === undefined ? null : intakeLink.parse(value)
}

/** An SQL condition: the link is still the one that was read. */
export const linkStands = (before: IntakeLink | null): SQL =>
  before
    ? sql`exists (select 1 from settings where key = ${intakeLinkKey} and value ->> '$.hash' = ${before.hash})`
    : sql`not exists (select 1 from settings where key = ${intakeLinkKey})`

export const writeLink = (db: Pick<Database, 'run'>, link: IntakeLink, applies: SQL): Statement =>
  db.run(sql`insert into settings (key, value, updated_at) select ${intakeLinkKey}, ${JSON.stringify(link)}, ${link.createdAt} where ${applies}
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`)

export const dropLink = (db: Pick<Database, 'run'>, applies: SQL): Statement =>
  db.run(sql`delete from settings where key = ${intakeLinkKey} and ${applies}`)
