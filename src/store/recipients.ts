import { asc, ne, sql } from 'drizzle-orm'
import type { Database } from './database'
import type { Person } from './people'
import { people } from './schema'

/** Everybody who can be told something by name: registered or invited, and none of the demonstration, whose addresses are invented. */
export const standingPeople = (db: Pick<Database, 'select'>): Promise<Person[]> =>
  db
    .select()
    .from(people)
    .where(sql`${ne(people.state, 'left')} and not ${people.demo}`)
    .orderBy(asc(people.id))
