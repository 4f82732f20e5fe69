import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { SourceType } from '../core/source'
import type { Database } from './database'
import { cases, comments, deployments, searchEntries, sources, systems, vendors } from './schema'
import { type Scope, visible } from './visibility'

export type SearchNoun = (typeof searchEntries.$inferSelect)['noun']

/** So many of the records that have the words, the newest, are looked at: a search costs the same however many there are. */
export const searchedAtMost = 2_000
const mostWords = 8

/**
 * What was typed as a full-text query: every word must be there, each as the beginning of a word; null where nothing of it is a letter or number. What
 * stands in the query language of FTS5 never reaches it.
 */
function queryOf(noun: SearchNoun, typed: string): string | null {
  const words = (typed.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, mostWords).map((word) => `"${word.slice(0, 60)}"*`)
  return words.length ? `noun : "${noun}" AND words : (${words.join(' AND ')})` : null
}

/** Numbers of the entries of a noun that have the words, newest first, at most 2,000, as a part of a statement; null = nothing was asked for. */
function entriesWith(noun: SearchNoun, typed: string): SQL | null {
  const query = queryOf(noun, typed)
  return query ? sql`(select rowid from search_words where search_words match ${query} order by rowid desc limit ${searchedAtMost})` : null
}

/** Ids of the records of a noun that have the words, as a part of a statement; null = nothing was asked for. */
export function idsWith(noun: SearchNoun, typed: string): SQL | null {
  const entries = entriesWith(noun, typed)
  return entries ? sql`(select record_id from ${searchEntries} where id in ${entries})` : null
}

/** The same ids as a list, for who asks more than once with them. */
export async function recordsWith(db: Pick<Database, 'all'>, noun: SearchNoun, typed: string): Promise<string[]> {
  const ids = idsWith(noun, typed)
  return ids ? (await db.all<{ id: string }>(sql`select record_id as id from ${ids}`)).map(({ id }) => id) : []
}

/** Moves with every act of the trail and every record that came into the search: what the search answers stays the same while it stays. */
export async function searchHead(db: Pick<Database, 'all'>): Promise<string> {
  const [row] = await db.all<{ head: string }>(
    sql`select (select max(seq) from audit) || ' ' || (select max(id) from ${searchEntries}) as head`,
  )
  return row?.head ?? ''
}

type Hit = { id: string; name: string; about: string | null; href: string; demo: boolean; sourceType?: SourceType }
export type Hits = { items: Hit[]; more: boolean }
type Asked = { typed: string; offset: number; limit: number }

const found = (rows: Hit[], limit: number): Hits => ({ items: rows.slice(0, limit), more: rows.length > limit })
const none: Hits = { items: [], more: false }

/** What a person may see of one noun with these words, the records of the register by name, cases and comments newest first. */
export const searches: Record<Exclude<SearchNoun, 'finding'>, (db: Database, scope: Scope, asked: Asked) => Promise<Hits>> = {
  vendor: async (db, scope, { typed, offset, limit }) => {
    const ids = idsWith('vendor', typed)
    if (!ids) return none
    const rows = await db
      .select({ id: vendors.id, name: vendors.name, domains: vendors.domains, demo: vendors.demo })
      .from(vendors)
      .where(and(sql`${vendors.id} in ${ids}`, visible.vendor(scope, vendors.id)))
      .orderBy(vendors.name, vendors.id)
      .limit(limit + 1)
      .offset(offset)
    return found(
      rows.map(({ domains, ...row }) => ({ ...row, about: domains.slice(0, 3).join(', ') || null, href: `/vendors/${row.id}` })),
      limit,
    )
  },
  system: async (db, scope, { typed, offset, limit }) => {
    const ids = idsWith('system', typed)
    if (!ids) return none
    const rows = await db
      .select({ id: systems.id, name: systems.name, about: vendors.name, demo: systems.demo })
      .from(systems)
      .innerJoin(vendors, eq(vendors.id, systems.vendorId))
      .where(and(sql`${systems.id} in ${ids}`, visible.system(scope, systems.id)))
      .orderBy(systems.name, systems.id)
      .limit(limit + 1)
      .offset(offset)
    return found(
      rows.map((row) => ({ ...row, href: `/systems/${row.id}` })),
      limit,
    )
  },
  deployment: async (db, scope, { typed, offset, limit }) => {
    const ids = idsWith('deployment', typed)
    if (!ids) return none
    const rows = await db
      .select({ id: deployments.id, name: deployments.name, about: systems.name, demo: deployments.demo })
      .from(deployments)
      .innerJoin(systems, eq(systems.id, deployments.systemId))
      .where(and(sql`${deployments.id} in ${ids}`, visible.deployment(scope, deployments.id)))
      .orderBy(deployments.name, deployments.id)
      .limit(limit + 1)
      .offset(offset)
    return found(
      rows.map((row) => ({ ...row, href: `/deployments/${row.id}` })),
      limit,
    )
  },
  source: async (db, scope, { typed, offset, limit }) => {
    const ids = idsWith('source', typed)
    if (!ids) return none
    const rows = await db
      .select({ id: sources.id, name: vendors.name, about: sources.url, type: sources.type, demo: sources.demo })
      .from(sources)
      .innerJoin(vendors, eq(vendors.id, sources.vendorId))
      .where(and(sql`${sources.id} in ${ids}`, visible.vendor(scope, sources.vendorId)))
      .orderBy(vendors.name, sources.type, sources.id)
      .limit(limit + 1)
      .offset(offset)
    return found(
      rows.map(({ type, ...row }) => ({ ...row, sourceType: type, href: `/sources/${row.id}` })),
      limit,
    )
  },
  case: async (db, scope, { typed, offset, limit }) => {
    const ids = idsWith('case', typed)
    if (!ids) return none
    const rows = await db
      .select({ id: cases.id, name: vendors.name, about: cases.reason, demo: cases.demo })
      .from(cases)
      .innerJoin(vendors, eq(vendors.id, cases.vendorId))
      .where(and(sql`${cases.id} in ${ids}`, visible.case(scope, cases.id, cases.vendorId)))
      .orderBy(desc(cases.openedAt), cases.id)
      .limit(limit + 1)
      .offset(offset)
    return found(
      rows.map((row) => ({ ...row, href: `/cases/${row.id}` })),
      limit,
    )
  },
  comment: async (db, scope, { typed, offset, limit }) => {
    const ids = idsWith('comment', typed)
    if (!ids) return none
    const rows = await db
      .select({ id: comments.id, caseId: comments.caseId, name: vendors.name, about: comments.text, demo: comments.demo })
      .from(comments)
      .innerJoin(cases, eq(cases.id, comments.caseId))
      .innerJoin(vendors, eq(vendors.id, cases.vendorId))
      .where(and(sql`${comments.id} in ${ids}`, visible.case(scope, cases.id, cases.vendorId)))
      .orderBy(desc(comments.at), comments.id)
      .limit(limit + 1)
      .offset(offset)
    return found(
      rows.map(({ caseId, ...row }) => ({ ...row, href: `/cases/${caseId}` })),
      limit,
    )
  },
}
