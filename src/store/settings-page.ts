import { and, asc, count, desc, eq, isNull, ne, or, sql } from 'drizzle-orm'
import type { Database } from './database'
import type { PageRequest } from './page'
import { cases, deployments, people, reviews, toDos, tokens, units } from './schema'
import { selectPage } from './select-page'

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

/** People whose name or e-mail has these letters, page by page. */
export function peoplePage(db: Database, { find, state, request }: { find: string; state: string | null; request: PageRequest }) {
  const word = find.toLowerCase()
  const where = and(
    word ? or(sql`instr(lower(${people.name}), ${word})`, sql`instr(${people.email}, ${word})`) : undefined,
    state ? sql`${people.state} = ${state}` : undefined,
  )
  const sortable = { name: people.name, email: people.email, role: people.role, state: people.state }
  return selectPage(db, people, { id: people.id, sortable, where, request })
}

/** What somebody holds: units in which they have a role, deployments they own, and their open reviews, cases and the to-dos that those wait for. */
export async function holdingsOf(db: Database, personId: string) {
  const [[openReviews], [openCases], [owned], [waiting], held] = await Promise.all([
    db
      .select({ count: count() })
      .from(reviews)
      .where(and(eq(reviews.ownerId, personId), ne(reviews.state, 'closed'))),
    db
      .select({ count: count() })
      .from(cases)
      .where(and(eq(cases.assigneeId, personId), ne(cases.state, 'closed'))),
    db.select({ count: count() }).from(deployments).where(eq(deployments.ownerId, personId)),
    db
      .select({ count: count() })
      .from(toDos)
      .where(
        sql`${toDos.state} = 'open' and ${toDos.id} in (select to_do_id from to_do_reviews join reviews on reviews.id = to_do_reviews.review_id
          where reviews.owner_id = ${personId} and reviews.state <> 'closed')`,
      ),
    db
      .select({ id: units.id, name: units.name, roleHolders: units.roleHolders })
      .from(units)
      .where(sql`exists (select 1 from json_each(${units.roleHolders}) as held where held.value = ${personId})`),
  ])
  return {
    reviews: openReviews?.count ?? 0,
    cases: openCases?.count ?? 0,
    deployments: owned?.count ?? 0,
    toDos: waiting?.count ?? 0,
    roles: held.map(({ id, name, roleHolders }) => ({
      unitId: id,
      unitName: name,
      roles: Object.keys(roleHolders).filter((role) => roleHolders[role] === personId),
    })),
  }
}
export type Holdings = Awaited<ReturnType<typeof holdingsOf>>

/** Tokens that are not revoked of everybody, newest first, with whose they are. */
export const tokensOfAll = (db: Database) =>
  db
    .select({ token: tokens, personName: people.name })
    .from(tokens)
    .innerJoin(people, eq(people.id, tokens.personId))
    .where(isNull(tokens.revokedAt))
    .orderBy(desc(tokens.createdAt))
    .limit(200)
