import { and, asc, eq, isNotNull, ne, sql } from 'drizzle-orm'
import { insertRows, updateRows, versionsStand } from './bulk'
import type { Database } from './database'
import { cases, comments, people, reviewReasons, reviews } from './schema'
import type { Writing } from './writing'

/** What a person said of a case. A text that was taken back is empty; that something was said stays. */
export type Comment = typeof comments.$inferSelect

const mostShown = 500

/** What was said of a case, oldest first, at most 500. */
export const commentsOf = (db: Pick<Database, 'select'>, caseId: string): Promise<Comment[]> =>
  db.select().from(comments).where(eq(comments.caseId, caseId)).orderBy(asc(comments.at), asc(comments.id)).limit(mostShown)

export async function commentById(db: Pick<Database, 'select'>, id: string): Promise<Comment | null> {
  const [row] = await db.select().from(comments).where(eq(comments.id, id))
  return row ?? null
}

export function writeComments(
  db: Pick<Database, 'run'>,
  { added = [], takenBack = [] }: { added?: readonly Comment[]; takenBack?: readonly Comment[] },
): Writing {
  const act = (action: string) => (after: Comment) => ({ action, entity: 'comment', entityId: after.id, after })
  return {
    acts: [...added.map(act('comment.added')), ...takenBack.map(act('comment.taken-back'))],
    write: (applies) => [...insertRows(db, comments, added, { applies }), ...updateRows(db, comments, takenBack, { applies })],
    guard: versionsStand(
      comments,
      takenBack.map(({ id, version }) => ({ id, version: version - 1 })),
    ),
  }
}

/**
 * Active people who have to do with a case: who it was given to, who answered or agreed, who owns an open review of it, and who has said something of it.
 */
export async function involvedIn(db: Pick<Database, 'select'>, caseId: string): Promise<string[]> {
  const rows = await db
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        eq(people.state, 'active'),
        sql`${people.id} in (
          select assignee_id from ${cases} where id = ${caseId} union select triaged_by from ${cases} where id = ${caseId}
          union select approved_by from ${cases} where id = ${caseId} union select person_id from ${comments} where case_id = ${caseId}
          union select owner_id from ${reviews} where ${and(isNotNull(reviews.ownerId), ne(reviews.state, 'closed'))}
            and id in (select review_id from ${reviewReasons} where case_id = ${caseId}))`,
      ),
    )
    .orderBy(asc(people.id))
  return rows.map((row) => row.id)
}
