import { count, eq, lt, type SQL, sql } from 'drizzle-orm'
import { noSignOnRules, type SignOnRules, signOnRules } from '../core/sign-on-rules'
import type { Database, Statement } from './database'
import type { Person } from './people'
import { people, signOns } from './schema'
import { setting } from './settings'

export type SignOn = typeof signOns.$inferSelect

export const insertSignOn = (db: Database, attempt: SignOn) => db.insert(signOns).values(attempt)

export const deleteLapsedSignOns = (db: Database, now: string) => db.delete(signOns).where(lt(signOns.expiresAt, now))

export async function signOnsUnderWay(db: Database): Promise<number> {
  const [row] = await db.select({ count: count() }).from(signOns)
  return row?.count ?? 0
}

/** The attempt with this hash, which is gone with that: it is good once. */
export async function takeSignOn(db: Database, hash: string, now: string): Promise<SignOn | null> {
  const [row] = await db.delete(signOns).where(eq(signOns.hash, hash)).returning()
  return row && row.expiresAt > now ? row : null
}

export async function personBySubject(db: Database, subject: string): Promise<Person | null> {
  const [row] = await db.select().from(people).where(eq(people.oidcSubject, subject))
  return row ?? null
}

export const signOnRulesKey = 'sign-on-rules'

export async function signOnRulesOf(db: Database): Promise<SignOnRules> {
  const value = await setting(db, signOnRulesKey)
  return value === undefined ? noSignOnRules : signOnRules.parse(value)
}

/** An SQL condition: nobody else has set them since `before` was read. */
export const signOnRulesStand = (before: SignOnRules): SQL =>
  sql`coalesce((select value ->> '$.version' from settings where key = ${signOnRulesKey}), 0) = ${before.version}`

export const writeSignOnRules = (db: Pick<Database, 'run'>, value: SignOnRules, at: string, applies: SQL): Statement =>
  db.run(sql`insert into settings (key, value, updated_at) select ${signOnRulesKey}, ${JSON.stringify(value)}, ${at} where ${applies}
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`)
