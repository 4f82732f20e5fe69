import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from './database'
import type { NoticeRow } from './notices'
import type { Page, PageRequest } from './page'
import { cases, notices, sources } from './schema'
import { filterBy, selectPage } from './select-page'
import { type Scope, visible, withinPeriod } from './visibility'

export type NoticeFilter = 'state' | 'channelId' | 'personId' | 'caseId' | 'findingId' | 'event' | 'digestId'
type Request = PageRequest & { filters: Partial<Record<NoticeFilter, string[]>> }
export type NoticeReader = Scope & { personId: string }

/**
 * A cause that was handed to its receivers is not a message any more: those stand in its place. Until then it is listed, for somebody will have it.
 */
const isMessage: SQL = sql`not (${notices.routedAt} is not null and ${notices.personId} is null and ${notices.channelId} is null)`

/** Who sees all units sees all notices; others their own, and those about what they may see. An auditor of a period sees what was told in it. */
const seen = (reader: NoticeReader): SQL | undefined => and(withinPeriod(reader, notices.at), ofUnits(reader))

function ofUnits({ unitIds, personId }: NoticeReader): SQL | undefined {
  if (unitIds === null) return undefined
  const scope = { unitIds }
  return or(
    eq(notices.personId, personId),
    sql`${notices.caseId} in (select id from cases where ${visible.case(scope, cases.id, cases.vendorId)} and id = ${notices.caseId})`,
    sql`${notices.findingId} in (select id from findings where ${visible.finding(scope)} and id = ${notices.findingId})`,
    sql`${notices.sourceId} in (select id from sources where ${visible.vendor(scope, sources.vendorId)} and id = ${notices.sourceId})`,
  )
}

export async function noticesPage(
  db: Database,
  reader: NoticeReader,
  request: Request,
): Promise<Page<NoticeRow> | { problem: 'bad-cursor' }> {
  const { state, channelId, personId, caseId, findingId, event, digestId } = request.filters
  // how many messages about what one may see there are would be found only by looking at each
  const counted = reader.unitIds === null || Boolean(personId ?? caseId ?? findingId ?? digestId)
  const where = and(
    isMessage,
    seen(reader),
    filterBy(notices.state, state),
    filterBy(notices.channelId, channelId),
    filterBy(notices.personId, personId),
    filterBy(notices.caseId, caseId),
    filterBy(notices.findingId, findingId),
    filterBy(notices.event, event),
    filterBy(notices.digestId, digestId),
  )
  return selectPage(db, notices, { id: notices.id, sortable: { at: notices.at, id: notices.id }, where, request, counted })
}

export async function visibleNotice(db: Database, reader: NoticeReader, id: string): Promise<NoticeRow | null> {
  const [row] = await db
    .select()
    .from(notices)
    .where(and(eq(notices.id, id), isMessage, seen(reader)))
  return row ?? null
}

/** How many messages are parked; for a page that says so. */
export async function parkedCount(db: Database): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)` }).from(notices).where(eq(notices.state, 'parked'))
  return row?.count ?? 0
}
