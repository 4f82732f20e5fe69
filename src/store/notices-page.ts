import { and, asc, eq, or, type SQL, sql } from 'drizzle-orm'
import type { Severity } from '../core/kind'
import { isOneOf } from './bulk'
import type { Database } from './database'
import type { NoticeRow } from './notices'
import type { Page, PageRequest } from './page'
import { cases, findings, notices, sources, vendors } from './schema'
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

/** What a message is about: the first change of its case, or its finding, or its source. */
export type NoticeSubject =
  | { finding: { kinds: string[]; headline: string | null; severity: Severity }; vendorName: string }
  | { source: { type: typeof sources.$inferSelect.type }; vendorName: string }

type Subject = Pick<NoticeRow, 'caseId' | 'findingId' | 'sourceId'>

/** What some messages are about, as far as the reader may see it, by the id of the case, the finding or the source. */
export async function subjectsOf(
  db: Pick<Database, 'select'>,
  scope: Scope,
  rows: readonly Subject[],
): Promise<Map<string, NoticeSubject>> {
  const ids = (name: keyof Subject) => [...new Set(rows.flatMap((row) => row[name] ?? []))]
  const named = {
    id: findings.id,
    caseId: findings.caseId,
    kinds: findings.kinds,
    headline: findings.headline,
    severity: findings.severity,
    vendorName: vendors.name,
  }
  const [found, read] = await Promise.all([
    db
      .select(named)
      .from(findings)
      .innerJoin(vendors, eq(vendors.id, findings.vendorId))
      .where(and(or(isOneOf(findings.caseId, ids('caseId')), isOneOf(findings.id, ids('findingId'))), visible.finding(scope)))
      .orderBy(asc(findings.detectedAt), asc(findings.id)),
    db
      .select({ id: sources.id, type: sources.type, vendorName: vendors.name })
      .from(sources)
      .innerJoin(vendors, eq(vendors.id, sources.vendorId))
      .where(and(isOneOf(sources.id, ids('sourceId')), visible.vendor(scope, sources.vendorId))),
  ])
  const subjects = new Map<string, NoticeSubject>()
  for (const { id, type, vendorName } of read) subjects.set(id, { source: { type }, vendorName })
  for (const { id, caseId, vendorName, ...finding } of found)
    for (const key of [id, caseId]) if (key && !subjects.has(key)) subjects.set(key, { finding, vendorName })
  return subjects
}

/** How many messages are parked; for a page that says so. */
export async function parkedCount(db: Database): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)` }).from(notices).where(eq(notices.state, 'parked'))
  return row?.count ?? 0
}
