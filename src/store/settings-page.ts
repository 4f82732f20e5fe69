import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import type { Database } from './database'
import { people, tokens } from './schema'

/** People by name, the first five hundred. */
export const peopleByName = (db: Database) => db.select().from(people).orderBy(asc(people.name), asc(people.id)).limit(500)

/** A person's tokens that are not revoked, newest first. */
export const tokensOfPerson = (db: Database, personId: string) =>
  db
    .select()
    .from(tokens)
    .where(and(eq(tokens.personId, personId), isNull(tokens.revokedAt)))
    .orderBy(desc(tokens.createdAt))
    .limit(50)
