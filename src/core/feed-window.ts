import type { Pair } from './compare'
import type { Grade } from './editorial'
import { shortHash } from './fingerprint'
import type { Memory } from './memory'
import type { Reading } from './reading'
import type { Statement } from './statement'

const backDatedMs = 30 * 86_400_000

/** A feed shows a window of its entries: what the window does is no change of what the vendor said. */
export type FeedWindow = (pair: Pair) => Grade | null

/**
 * For two readings of a feed, what belongs to the window and not to the news: entries that leave it, entries that stood there before and come
 * back, the same text under another id, and old entries filled in behind the newest. Null for everything else.
 */
export function feedWindow(before: Reading, after: Reading, memory: Memory): FeedWindow {
  const was = rowsOf(before)
  const is = rowsOf(after)
  const texts = new Set(before.statements.map(({ key }) => key))
  const described = (one: Statement, other: Statement): boolean =>
    one.text.startsWith(`${other.text} — `) || other.text.startsWith(`${one.text} — `)
  const newest = before.statements.reduce((latest, { publishedAt }) => (publishedAt && publishedAt > latest ? publishedAt : latest), '')
  return ({ before: old, after: now }) => {
    if (old && now && isEntry(old) && isEntry(now) && described(old, now))
      return cosmetic('described', 'the same entry with or without its summary')
    if (old && !now && isEntry(old) && after.statements.some((one) => one.row === old.row && described(one, old)))
      return cosmetic('described', 'the same entry with or without its summary')
    if (old && !now && isEntry(old) && old.row !== null && !is.has(old.row))
      return cosmetic('left-the-window', 'an older entry left the feed')
    if (!now || old || !isEntry(now) || now.row === null) return null
    if (before.statements.some((one) => isEntry(one) && described(one, now)))
      return cosmetic('described', 'the same entry with or without its summary')
    if (was.has(now.row)) return null
    if (texts.has(now.key)) return cosmetic('another-id', 'the same entry under another id')
    if (memory.gone[shortHash(now.row)] !== undefined) return cosmetic('came-back', 'an entry that stood here before came back')
    if (now.publishedAt && newest && Date.parse(newest) - Date.parse(now.publishedAt) > backDatedMs)
      return cosmetic('filled-in', 'an entry far older than the newest: history filled in')
    return null
  }
}

/** Hashed ids of the entries that are in `before` and not in `after`: to be remembered. */
export function entriesGone(before: Reading, after: Reading): string[] {
  const is = rowsOf(after)
  return [...rowsOf(before)].filter((row) => !is.has(row)).map(shortHash)
}

const isEntry = ({ role, publishedAt, row }: Statement): boolean =>
  role === 'entry' || (role === 'heading' && row !== null && publishedAt !== undefined)
const rowsOf = (reading: Reading): Set<string> =>
  new Set(reading.statements.flatMap((statement) => (isEntry(statement) && statement.row !== null ? [statement.row] : [])))
const cosmetic = (rule: string, why: string): Grade => ({ grade: 'cosmetic', rule, why })
