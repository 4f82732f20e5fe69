import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database'
import { people } from './schema'
import type { Limits } from './visibility'

export type Person = typeof people.$inferSelect

/** What nobody has said of a person yet: no limits, no single sign-on, the defaults of notices. */
export const unsaid = {
  frameworks: null,
  periodFrom: null,
  periodTo: null,
  expiresOn: null,
  oidcSubject: null,
  timeZone: null,
  rhythm: null,
  digestAt: null,
  quietFrom: null,
  quietTo: null,
  minSeverity: null,
  awayFrom: null,
  awayUntil: null,
  delegateId: null,
} as const satisfies Partial<Person>

/** What an auditor is limited to; null for everybody else, and for an auditor without limits. */
export const limitsOf = ({
  role,
  frameworks,
  periodFrom,
  periodTo,
}: Pick<Person, 'role' | 'frameworks' | 'periodFrom' | 'periodTo'>): Limits | null =>
  role === 'auditor' && (frameworks || periodFrom || periodTo) ? { frameworks, periodFrom, periodTo } : null

export async function personById(db: Database, id: string): Promise<Person | null> {
  const [row] = await db.select().from(people).where(eq(people.id, id))
  return row ?? null
}

/** E-mail addresses are kept and compared in lower case. */
export const foldEmail = (email: string) => email.trim().toLowerCase()

export async function personByEmail(db: Database, email: string): Promise<Person | null> {
  const [row] = await db
    .select()
    .from(people)
    .where(eq(people.email, foldEmail(email)))
  return row ?? null
}

/** Whether anybody is registered who can act (who was only invited cannot): until then the installation is being set up. */
export async function someoneExists(db: Database): Promise<boolean> {
  const rows = await db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.demo, false), ne(people.state, 'invited')))
    .limit(1)
  return rows.length > 0
}

/** Whether the last day of somebody's access has gone by. */
export const isBeyondAccess = ({ expiresOn }: Pick<Person, 'expiresOn'>, now: string): boolean =>
  expiresOn !== null && expiresOn < now.slice(0, 10)

/** An SQL condition: a person may come in, with a session or a token of theirs: active, and within the days of their access. */
export const mayComeIn = (now: string): SQL =>
  sql`${people.state} = 'active' and (${people.expiresOn} is null or ${people.expiresOn} >= ${now.slice(0, 10)})`

/** Who can give somebody a role: active administrators of all units, the first ten. */
export const whomToAsk = (db: Database): Promise<{ name: string; email: string }[]> =>
  db
    .select({ name: people.name, email: people.email })
    .from(people)
    .where(and(eq(people.role, 'administrator'), eq(people.state, 'active'), isNull(people.unitIds), eq(people.demo, false)))
    .orderBy(people.name)
    .limit(10)

/** Names by id, for pages and exports. */
export async function peopleByIds(db: Database, ids: string[]): Promise<Person[]> {
  if (!ids.length) return []
  return db
    .select()
    .from(people)
    .where(sql`${people.id} in (select value from json_each(${JSON.stringify(ids)}))`)
}
