import { type SQL, sql } from 'drizzle-orm'
import { type IntakeLink, intakeLink, intakeLinkKey } from '../core/intake/link'
import type { Database, Statement } from './database'
import { setting } from './settings'

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
