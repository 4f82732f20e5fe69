import { and, asc, eq, gte, isNotNull, isNull, lte, ne, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { SourceType } from '../core/source'
import { insertRows, isOneOf } from './bulk'
import type { Database, Statement } from './database'
import { changes, findings, promises, snapshots, sourceStates, sources } from './schema'
import { enabledOnly } from './source-states'

export type PromiseRow = typeof promises.$inferSelect

/** A watched document as far as a promise asks for it; `from` is when it was first read. */
export type PromisedDocument = {
  id: string
  url: string
  systemIds: string[]
  lastCheckedAt: string | null
  lastGoodAt: string | null
  waits: boolean
  from: string
  /** The dates that it stated of itself then. */
  stated: { day: string }[]
}

const first = alias(snapshots, 'first')

const mostAtOnce = 500
const open = (at: string): SQL | undefined => and(isNull(promises.settledAt), lte(promises.dueAt, at))

/** Promises whose time is over and of which nothing has been said yet, the earliest first. */
export const promisesDue = (db: Pick<Database, 'select'>, at: string): Promise<PromiseRow[]> =>
  db.select().from(promises).where(open(at)).orderBy(asc(promises.dueAt), asc(promises.id)).limit(mostAtOnce)

/** Documents of the vendor of this sort that are watched and were read at least once. */
export async function promisedDocuments(
  db: Pick<Database, 'select'>,
  vendorId: string,
  documentType: SourceType,
): Promise<PromisedDocument[]> {
  const rows = await db
    .select({
      id: sources.id,
      url: sources.url,
      systemIds: sources.systemIds,
      lastCheckedAt: sourceStates.lastCheckedAt,
      lastGoodAt: sourceStates.lastGoodAt,
      candidate: sourceStates.candidate,
      from: first.at,
      stated: first.stated,
    })
    .from(sources)
    .innerJoin(sourceStates, eq(sourceStates.sourceId, sources.id))
    .innerJoin(first, sql`${first.id} = (select id from snapshots where source_id = ${sources.id} order by at, id limit 1)`)
    .where(and(eq(sources.vendorId, vendorId), eq(sources.type, documentType), eq(sources.enabled, true)))
    .orderBy(sources.id)
  return rows.map(({ candidate, ...row }) => ({ ...row, waits: candidate !== null }))
}

/** What these sources were seen to change since an instant, and what the findings of it have come to. */
export const changesSince = (db: Pick<Database, 'select'>, sourceIds: readonly string[], since: string) =>
  db
    .select({
      sourceId: changes.sourceId,
      verdict: changes.verdict,
      recognised: changes.recognised,
      disproved: sql<number>`exists (select 1 from findings where findings.change_id = ${changes.id} and findings.state = 'not-confirmed')`,
    })
    .from(changes)
    .where(and(isOneOf(changes.sourceId, sourceIds), gte(changes.detectedAt, since), ne(changes.verdict, 'noise')))

/** Whether the finding of the notice itself was not seen again. */
export async function isDisproved(db: Pick<Database, 'select'>, changeId: string): Promise<boolean> {
  const rows = await db.select({ state: findings.state }).from(findings).where(eq(findings.changeId, changeId))
  return rows.length > 0 && rows.every(({ state }) => state === 'not-confirmed')
}

/** The finding that says the same of the same sort of document, told in another notice between two instants. */
export async function toldBetween(
  db: Pick<Database, 'select'>,
  { vendorId, documentType }: Pick<PromiseRow, 'vendorId' | 'documentType'>,
  [from, to]: readonly [string, string],
): Promise<string | null> {
  const [row] = await db
    .select({ findingId: promises.findingId })
    .from(promises)
    .where(
      and(
        eq(promises.vendorId, vendorId),
        eq(promises.documentType, documentType),
        isNotNull(promises.findingId),
        gte(promises.noticedAt, from),
        lte(promises.noticedAt, to),
      ),
    )
    .limit(1)
  return row?.findingId ?? null
}

/** Sources to be read before a promise that is due can be judged: not asked since its time was over. */
export const unreadPromised = (at: string): SQL | undefined =>
  and(
    enabledOnly,
    sql`exists (select 1 from promises where promises.settled_at is null and promises.due_at <= ${at}
    and promises.vendor_id = ${sources.vendorId} and promises.document_type = ${sources.type}
    and ${sourceStates.lastCheckedAt} < promises.due_at)`,
  )

export type Settling = Pick<PromiseRow, 'outcome' | 'findingId'>

/** New promises; one that is known stays as it is. */
export const insertPromises = (db: Database, rows: readonly PromiseRow[], applies: SQL): Statement[] =>
  insertRows(db, promises, rows, { applies, orIgnore: true })

/** Says what has come of a promise, once. */
export const settlePromise = (
  db: Pick<Database, 'run'>,
  id: string,
  { outcome, findingId }: Settling,
  at: string,
  applies: SQL,
): Statement =>
  db.run(
    sql`update promises set settled_at = ${at}, outcome = ${outcome}, finding_id = ${findingId} where id = ${id} and settled_at is null and ${applies}`,
  )

export const isUnsettled = (id: string): SQL => sql`exists (select 1 from promises where id = ${id} and settled_at is null)`
