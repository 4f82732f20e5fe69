import { and, asc, desc, eq, gt, gte, lt, lte, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'

/** What a list was asked for, already parsed: see `web/list.ts` for the query string. */
export type PageRequest = {
  limit: number
  cursor: string | null
  /** Column name of the noun's `sortable`, with its direction. */
  sort: { name: string; descending: boolean }
}
export type Page<T> = { items: T[]; next: string | null; total: number | null }

/** A total is exact up to this many and unknown beyond (CONTRACT.md). */
export const totalLimit = 10_000

/**
 * Keyset paging: the condition, order and cursor for a list sorted by one column and then by id. A cursor that does not parse is refused.
 * `value` in the cursor is the sort column's value of the last row shown.
 */
export function keyset(
  column: SQLiteColumn,
  id: SQLiteColumn,
  { descending }: PageRequest['sort'],
  cursor: string | null,
): { where: SQL | undefined; order: SQL[] } | { problem: 'bad-cursor' } {
  const order = [descending ? desc(column) : asc(column), descending ? desc(id) : asc(id)]
  if (!cursor) return { where: undefined, order }
  const at = readCursor(cursor)
  if (!at) return { problem: 'bad-cursor' }
  const past = descending ? lt : gt
  if (at.value === null)
    return {
      where: descending
        ? and(sql`${column} is null`, past(id, at.id))
        : or(sql`${column} is not null`, and(sql`${column} is null`, past(id, at.id))),
      order,
    }
  const further = and(eq(column, at.value), past(id, at.id))
  const beyond = past(column, at.value)
  if (descending && !column.notNull) return { where: or(beyond, sql`${column} is null`, further), order }
  // the first condition says nothing new, but by it an index is entered at the place and not walked up to it
  return { where: and((descending ? lte : gte)(column, at.value), or(beyond, further)), order }
}

/** An opaque cursor: base64url of the last row's sort value and id. */
export function writeCursor(value: string | number | null, id: string): string {
  return btoa(unescape(encodeURIComponent(JSON.stringify([value, id]))))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}

/** What a cursor holds; null where it is not one of ours. */
export function readCursor(cursor: string): { value: string | number | null; id: string } | null {
  const base64 = cursor.replace(/-/g, '+').replace(/_/g, '/')
  if (!/^[A-Za-z0-9+/]*$/.test(base64) || base64.length % 4 === 1) return null
  const text = new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)))
  if (!text.startsWith('[')) return null
  const parsed = parseJson(text)
  if (!Array.isArray(parsed) || parsed.length !== 2) return null
  const [value, id] = parsed
  if (typeof id !== 'string' || !(value === null || typeof value === 'string' || typeof value === 'number')) return null
  return { value, id }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null // a cursor that somebody wrote by hand: refused by the caller
    throw error
  }
}
