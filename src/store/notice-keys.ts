import { isOneOf } from './bulk'
import type { Database } from './database'
import { notices } from './schema'

/** Which of these keys are taken: what they stand for has been told. */
export async function toldKeys(db: Pick<Database, 'select'>, keys: readonly string[]): Promise<Set<string>> {
  if (!keys.length) return new Set()
  const rows = await db.select({ key: notices.idempotencyKey }).from(notices).where(isOneOf(notices.idempotencyKey, keys))
  return new Set(rows.map(({ key }) => key))
}
