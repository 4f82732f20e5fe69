import { and, asc, desc, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { clauseOf, standingOf } from '../core/contract/gaps'
import { foldName, type Known } from '../core/intake/near'
import { insertRows, updateRows } from './bulk'
import type { Database } from './database'
import { pageAsOf, recorded } from './history'
import type { Page, PageRequest } from './page'
import { contracts, vendorRequests, vendors } from './schema'
import { countUpTo, filterBy, selectPage } from './select-page'
import { type Scope, visible } from './visibility'
import type { Writing } from './writing'

/** Somebody asks for a vendor; the same object is what the audit trail keeps of it. */
export type VendorRequest = typeof vendorRequests.$inferSelect

const seen = (scope: Scope): SQL | undefined => visible.asked(scope, vendorRequests.unitId, vendorRequests.createdAt)

/** The request, if the caller may see it: those of their units and those of none. */
export async function vendorRequestById(db: Pick<Database, 'select'>, scope: Scope, id: string): Promise<VendorRequest | null> {
  const [row] = await db
    .select()
    .from(vendorRequests)
    .where(and(eq(vendorRequests.id, id), seen(scope)))
  return row ?? null
}

type Asked = PageRequest & { filters: Partial<Record<string, string[]>>; asOf: string | null }

/** Requests page by page, or as of an instant. */
export async function vendorRequestsPage(
  db: Database,
  scope: Scope,
  request: Asked,
): Promise<Page<VendorRequest | unknown> | { problem: 'bad-cursor' }> {
  const { filters, asOf } = request
  if (asOf !== null) {
    const where = visible.asked(scope, recorded('unitId'), recorded('createdAt'))
    return pageAsOf(db, 'vendor-request', { at: asOf, request, filters, where })
  }
  const { id, createdAt, updatedAt, neededOn, vendorName } = vendorRequests
  const where = and(
    seen(scope),
    filterBy(vendorRequests.state, filters.state),
    filterBy(vendorRequests.unitId, filters.unitId),
    filterBy(vendorRequests.vendorId, filters.vendorId),
    filterBy(vendorRequests.assigneeId, filters.assigneeId),
  )
  return selectPage(db, vendorRequests, { id, sortable: { createdAt, updatedAt, neededOn, vendorName, id }, where, request })
}

/** What the list of the page shows. */
export type RequestList = { states: readonly VendorRequest['state'][]; find: string | null; mine: string | null }

/** Requests for the page, newest first. */
export async function requestsList(
  db: Database,
  scope: Scope,
  { states, find, mine }: RequestList,
  { offset, limit }: { offset: number; limit: number },
) {
  const where = and(
    seen(scope),
    inArray(vendorRequests.state, [...states]),
    find
      ? sql`(instr(lower(${vendorRequests.vendorName}), lower(${find})) > 0 or instr(lower(coalesce(${vendorRequests.domain}, '')), lower(${find})) > 0)`
      : undefined,
    mine ? eq(vendorRequests.assigneeId, mine) : undefined,
  )
  const [items, total] = await Promise.all([
    db
      .select()
      .from(vendorRequests)
      .where(where)
      .orderBy(desc(vendorRequests.createdAt), desc(vendorRequests.id))
      .limit(limit)
      .offset(offset),
    countUpTo(db, vendorRequests, where),
  ])
  return { items, total }
}

const waitingFor = (scope: Scope, personId: string): SQL | undefined =>
  and(
    inArray(vendorRequests.state, ['asked', 'in-progress']),
    or(isNull(vendorRequests.assigneeId), eq(vendorRequests.assigneeId, personId)),
    seen(scope),
  )

/** How many requests wait for a person: those that nobody has taken on, and their own. Null = more than 10,000. */
export const requestsWaiting = (db: Database, scope: Scope, personId: string): Promise<number | null> =>
  countUpTo(db, vendorRequests, waitingFor(scope, personId))

/** How many came through the public link since an instant. */
export const askedThroughLink = (db: Database, since: string): Promise<number | null> =>
  countUpTo(
    db,
    vendorRequests,
    and(eq(vendorRequests.state, 'asked'), sql`${vendorRequests.createdAt} > ${since}`, isNull(vendorRequests.askedBy)),
  )

/** Other requests that are still open and may be for the same vendor. */
export const openRequests = (db: Database, scope: Scope, exceptId: string | null): Promise<VendorRequest[]> =>
  db
    .select()
    .from(vendorRequests)
    .where(
      and(
        inArray(vendorRequests.state, ['asked', 'in-progress']),
        seen(scope),
        exceptId === null ? undefined : ne(vendorRequests.id, exceptId),
      ),
    )
    .orderBy(desc(vendorRequests.createdAt))
    .limit(500)

const mostCandidates = 1_000

/** Vendors that the caller may see and that could be the one asked for, before they are compared by name: by domain, first letter or first word. */
export async function vendorsLike(db: Database, scope: Scope, asked: { name: string; domain: string | null }): Promise<Known[]> {
  const [word = ''] = foldName(asked.name).split(' ')
  const labels = (asked.domain ?? '').split('.')
  const tails = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))
  const domains = sql`lower(${vendors.domains})`
  const like = [
    ...tails.map((tail) => sql`instr(${domains}, ${`"${tail}"`}) > 0`),
    ...(asked.domain ? [sql`instr(${domains}, ${`.${asked.domain}"`}) > 0`] : []),
    ...(word
      ? [
          sql`substr(lower(${vendors.name}), 1, 1) = ${word.slice(0, 1)}`,
          sql`instr(lower(${vendors.name}), ${word}) > 0`,
          sql`instr(lower(${vendors.aliases}), ${word}) > 0`,
          sql`instr(lower(coalesce(${vendors.facts} ->> '$.parentGroup', '')), ${word}) > 0`,
        ]
      : []),
  ]
  if (!like.length) return []
  const rows = await db
    .select({
      id: vendors.id,
      name: vendors.name,
      domains: vendors.domains,
      aliases: vendors.aliases,
      parentGroup: sql<string | null>`${vendors.facts} ->> '$.parentGroup'`,
    })
    .from(vendors)
    .where(and(or(...like), visible.vendor(scope, vendors.id)))
    .limit(mostCandidates)
  return rows
}

/** Clauses of a vendor's contracts that are not there, or that nobody has looked for yet. */
export async function contractGaps(db: Database, vendorId: string) {
  const rows = await db.select().from(contracts).where(eq(contracts.vendorId, vendorId)).limit(20)
  const listed = standingOf(rows)
  const own = rows.flatMap((row) => row.clauses.filter((clause) => clauseOf(clause.id) === null))
  return {
    contracts: rows.length,
    clauses: listed.length + own.length,
    missing: [
      ...listed
        .filter(({ state }) => state !== 'present')
        .map(({ clause, state }) => ({ name: clause.name, because: clause.why, present: state === 'missing' ? false : null })),
      ...own
        .filter(({ present }) => present !== true)
        .map(({ id, present }) => ({ name: id.replaceAll(/[-_]/g, ' '), because: null, present })),
    ],
  }
}

/** Requests to be added and changed (their `version` already raised), each with its audit row. */
export function requestWriting(
  db: Pick<Database, 'run'>,
  action: string,
  { added = [], changed = [] }: { added?: readonly VendorRequest[]; changed?: readonly VendorRequest[] },
): Writing {
  const [row] = [...added, ...changed]
  if (!row) throw new Error('no request to write')
  const stands = changed.length
    ? sql`exists (select 1 from vendor_requests where id = ${row.id} and version = ${row.version - 1})`
    : sql`not exists (select 1 from vendor_requests where id = ${row.id})`
  return {
    acts: [{ action: `vendor-request.${action}`, entity: 'vendor-request', entityId: row.id, after: row }],
    write: (applies) => [...insertRows(db, vendorRequests, added, { applies }), ...updateRows(db, vendorRequests, changed, { applies })],
    guard: stands,
  }
}

/** The requests that wait for a person, those needed soonest first. */
export const requestsToMove = (db: Database, scope: Scope, personId: string, limit: number): Promise<VendorRequest[]> =>
  db
    .select()
    .from(vendorRequests)
    .where(waitingFor(scope, personId))
    .orderBy(sql`${vendorRequests.neededOn} is null`, asc(vendorRequests.neededOn), asc(vendorRequests.createdAt))
    .limit(limit)
