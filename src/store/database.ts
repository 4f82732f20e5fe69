import type { BatchItem } from 'drizzle-orm/batch'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type * as schema from './schema'

/**
 * What libSQL and D1 share. Writes that belong together go in one `batch` (atomic on both); never `transaction`, which D1 refuses.
 * `run` answers differ between the two, so nobody reads them: use `returning`.
 */
export type Database = BaseSQLiteDatabase<'async', unknown, typeof schema> & {
  batch: (statements: readonly [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]]) => Promise<readonly unknown[]>
}
export type Statement = BatchItem<'sqlite'>

/** A batch of however many statements; nothing at all for none. */
export async function runBatch(db: Pick<Database, 'batch'>, statements: Statement[]): Promise<readonly unknown[]> {
  const [first, ...rest] = statements
  return first ? db.batch([first, ...rest]) : []
}
