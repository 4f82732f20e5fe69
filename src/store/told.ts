import { and, asc, desc, eq, isNotNull, or } from 'drizzle-orm'
import type { Database } from './database'
import { channels, notices, people } from './schema'

const mostShown = 200

/** Who was told of a finding and its case, or is to be: every notice that goes to a person or a channel, oldest first, at most 200. */
export const toldOf = (db: Pick<Database, 'select'>, { findingId, caseId }: { findingId: string; caseId: string | null }) =>
  db
    .select({ notice: notices, personName: people.name, channelName: channels.name, channelType: channels.type })
    .from(notices)
    .leftJoin(people, eq(people.id, notices.personId))
    .leftJoin(channels, eq(channels.id, notices.channelId))
    .where(
      and(
        or(eq(notices.findingId, findingId), caseId ? eq(notices.caseId, caseId) : undefined),
        or(isNotNull(notices.personId), isNotNull(notices.channelId)),
      ),
    )
    .orderBy(asc(notices.at), asc(notices.id))
    .limit(mostShown)
export type Told = Awaited<ReturnType<typeof toldOf>>[number]

/** The digest that carried a notice, and when it went out. */
export async function digestById(db: Pick<Database, 'select'>, id: string) {
  const [row] = await db.select().from(notices).where(eq(notices.id, id)).orderBy(desc(notices.at)).limit(1)
  return row ?? null
}
