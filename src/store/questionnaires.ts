import { and, asc, desc, eq, gt, inArray, isNotNull, lte, ne, type SQL, sql } from 'drizzle-orm'
import { insertRows, isOneOf, updateRows } from './bulk'
import type { Database } from './database'
import { pageAsOf, recorded } from './history'
import type { Page, PageRequest } from './page'
import { deployments, questionnaires, questionSets, vendors } from './schema'
import { countUpTo, filterBy, selectPage } from './select-page'
import { type Scope, visible } from './visibility'
import type { Writing } from './writing'

export type Questionnaire = typeof questionnaires.$inferSelect
export type QuestionSet = typeof questionSets.$inferSelect
type Read = Pick<Database, 'select'>
type Digest = (data: string) => string

/**
 * What the audit trail keeps of a questionnaire: never the link's hash itself, and answers once they were sent back, not what the vendor is still
 * writing. Saving a draft of an answer is no act.
 */
export function auditedQuestionnaire({ tokenHash, progress, progressAt, ...row }: Questionnaire, digest: Digest) {
  const sentBack = row.state !== 'draft' && row.state !== 'sent'
  return { ...row, linkMark: tokenHash === null ? null : digest(`mark ${tokenHash}`).slice(0, 16), progress: sentBack ? progress : {} }
}

export async function questionnaireById(db: Read, id: string): Promise<Questionnaire | null> {
  const [row] = await db.select().from(questionnaires).where(eq(questionnaires.id, id))
  return row ?? null
}

/** The questionnaire that a link opens: sent or answered, and not past its end. */
export async function questionnaireByLink(db: Read, tokenHash: string, now: string): Promise<Questionnaire | null> {
  const [row] = await db
    .select()
    .from(questionnaires)
    .where(
      and(eq(questionnaires.tokenHash, tokenHash), inArray(questionnaires.state, ['sent', 'answered']), gt(questionnaires.expiresAt, now)),
    )
  return row ?? null
}

type Asked = PageRequest & { filters: Partial<Record<'state' | 'vendorId', string[]>>; asOf: string | null }

/** Questionnaires to the vendors that a person may see, page by page, or as of an instant. */
export async function questionnairesPage(
  db: Database,
  scope: Scope,
  request: Asked,
): Promise<Page<Questionnaire | unknown> | { problem: 'bad-cursor' }> {
  const { filters, asOf } = request
  if (asOf !== null)
    return pageAsOf(db, 'questionnaire', {
      at: asOf,
      request,
      filters,
      where: visible.filed(scope, recorded('vendorId'), recorded('createdAt')),
    })
  const { id, createdAt, updatedAt, expiresAt } = questionnaires
  const where = and(
    visible.filed(scope, questionnaires.vendorId, questionnaires.createdAt),
    filterBy(questionnaires.state, filters.state),
    filterBy(questionnaires.vendorId, filters.vendorId),
  )
  return selectPage(db, questionnaires, { id, sortable: { createdAt, updatedAt, expiresAt, id }, where, request })
}

/** For the page of the list: newest first, with the vendor's name. */
export async function questionnairesList(
  db: Database,
  scope: Scope,
  { states, vendorId }: { states: readonly Questionnaire['state'][]; vendorId: string | null },
  { offset, limit }: { offset: number; limit: number },
) {
  const where = and(
    inArray(questionnaires.state, [...states]),
    vendorId ? eq(questionnaires.vendorId, vendorId) : undefined,
    visible.filed(scope, questionnaires.vendorId, questionnaires.createdAt),
  )
  const [items, total] = await Promise.all([
    db
      .select({ row: questionnaires, vendorName: vendors.name })
      .from(questionnaires)
      .innerJoin(vendors, eq(vendors.id, questionnaires.vendorId))
      .where(where)
      .orderBy(desc(questionnaires.createdAt), desc(questionnaires.id))
      .limit(limit)
      .offset(offset),
    countUpTo(db, questionnaires, where),
  ])
  return { items, total }
}

/** A questionnaire that is out or came back, with the vendor's name. */
export type QuestionnaireOut = { row: Questionnaire; vendorName: string }

/** Questionnaires that are out, or came back and were not closed, those that end soonest first: of one person, or of everybody. */
export const questionnairesOut = (db: Database, scope: Scope, sentBy: string | null, limit: number): Promise<QuestionnaireOut[]> =>
  db
    .select({ row: questionnaires, vendorName: vendors.name })
    .from(questionnaires)
    .innerJoin(vendors, eq(vendors.id, questionnaires.vendorId))
    .where(
      and(
        inArray(questionnaires.state, ['sent', 'answered']),
        sentBy === null ? undefined : eq(questionnaires.sentBy, sentBy),
        visible.vendor(scope, questionnaires.vendorId),
      ),
    )
    .orderBy(asc(questionnaires.expiresAt))
    .limit(limit)

/** The rounds of a vendor that were answered, newest first; those before `than` where it is given. */
export const answeredRounds = (db: Read, vendorId: string, than?: Questionnaire): Promise<Questionnaire[]> =>
  db
    .select()
    .from(questionnaires)
    .where(
      and(
        eq(questionnaires.vendorId, vendorId),
        inArray(questionnaires.state, ['answered', 'closed']),
        than ? and(ne(questionnaires.id, than.id), lte(questionnaires.createdAt, than.createdAt)) : undefined,
      ),
    )
    .orderBy(desc(questionnaires.createdAt), desc(questionnaires.id))
    .limit(20)

/** Questionnaires that are out and end after `after`, up to `until`. */
export const questionnairesEnding = (db: Read, after: string, until: string): Promise<Questionnaire[]> =>
  db
    .select()
    .from(questionnaires)
    .where(
      and(
        eq(questionnaires.state, 'sent'),
        isNotNull(questionnaires.sentAt),
        gt(questionnaires.expiresAt, after),
        lte(questionnaires.expiresAt, until),
      ),
    )
    .orderBy(asc(questionnaires.expiresAt))

/** A new questionnaire or a changed one (`version` already raised), with its audit row. */
export function questionnaireWriting(
  { db, digest }: { db: Pick<Database, 'run'>; digest: Digest },
  action: string,
  row: Questionnaire,
  how: 'added' | 'changed' = 'changed',
): Writing {
  return {
    acts: [{ action: `questionnaire.${action}`, entity: 'questionnaire', entityId: row.id, after: auditedQuestionnaire(row, digest) }],
    write: (applies) =>
      how === 'added' ? insertRows(db, questionnaires, [row], { applies }) : updateRows(db, questionnaires, [row], { applies }),
    guard: how === 'added' ? sql`not ${isThere(row.id)}` : stands(row.id, row.version - 1),
  }
}

const isThere = (id: string): SQL => sql`exists (select 1 from questionnaires where id = ${id})`
const stands = (id: string, version: number): SQL => sql`exists (select 1 from questionnaires where id = ${id} and version = ${version})`

export const dropQuestionnaire = (db: Pick<Database, 'delete'>, { id, version }: Questionnaire): Writing => ({
  acts: [{ action: 'questionnaire.removed', entity: 'questionnaire', entityId: id, after: null }],
  write: (applies) => [db.delete(questionnaires).where(and(eq(questionnaires.id, id), applies))],
  guard: sql`${stands(id, version)} and exists (select 1 from questionnaires where id = ${id} and state = 'draft')`,
})

/** Keeps what a vendor has written so far, while the questionnaire is out: no act, and the version stays. False when it no longer is. */
export async function keepProgress(db: Database, row: Questionnaire, progress: Questionnaire['progress'], at: string): Promise<boolean> {
  const kept = await db
    .update(questionnaires)
    .set({ progress, progressAt: at })
    .where(and(eq(questionnaires.id, row.id), eq(questionnaires.state, 'sent'), eq(questionnaires.version, row.version)))
    .returning({ id: questionnaires.id })
  return kept.length > 0
}

/** Uses of a vendor's systems and of whatever is built on them, by id. */
export async function usesOfVendor(db: Pick<Database, 'all'>, vendorId: string, after: string, limit: number): Promise<string[]> {
  const rows = await db.all<{ id: string }>(sql`with recursive below(id) as (
      select id from systems where vendor_id = ${vendorId}
      union select system_id from system_parents join below on system_parents.parent_id = below.id
    ) select deployments.id as id from below join deployments on deployments.system_id = below.id
    where deployments.id > ${after} order by deployments.id limit ${limit}`)
  return rows.map(({ id }) => id)
}

export const deploymentRows = (db: Read, ids: readonly string[]) => db.select().from(deployments).where(isOneOf(deployments.id, ids))

// ---- sets ---------------------------------------------------------------------------------------------------------------

export async function questionSetById(db: Read, id: string): Promise<QuestionSet | null> {
  const [row] = await db.select().from(questionSets).where(eq(questionSets.id, id))
  return row ?? null
}

/** Sets of our own, by name. */
export const allQuestionSets = (db: Read): Promise<QuestionSet[]> =>
  db.select().from(questionSets).orderBy(asc(questionSets.name), asc(questionSets.id)).limit(200)

export async function questionSetsPage(
  db: Database,
  request: PageRequest & { asOf: string | null },
): Promise<Page<QuestionSet | unknown> | { problem: 'bad-cursor' }> {
  if (request.asOf !== null) return pageAsOf(db, 'question-set', { at: request.asOf, request, filters: {}, where: undefined })
  const { id, name, createdAt, updatedAt } = questionSets
  return selectPage(db, questionSets, { id, sortable: { name, createdAt, updatedAt, id }, where: undefined, request })
}

export function questionSetWriting(db: Pick<Database, 'run'>, row: QuestionSet, before: QuestionSet | null): Writing {
  return {
    acts: [{ action: before ? 'question-set.edited' : 'question-set.added', entity: 'question-set', entityId: row.id, after: row }],
    write: (applies) => (before ? updateRows(db, questionSets, [row], { applies }) : insertRows(db, questionSets, [row], { applies })),
    guard: before
      ? sql`exists (select 1 from question_sets where id = ${row.id} and version = ${before.version})`
      : sql`not exists (select 1 from question_sets where id = ${row.id})`,
  }
}
