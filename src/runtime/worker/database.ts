import { drizzle } from 'drizzle-orm/d1'
import type { Database } from '../../store/database'
import * as schema from '../../store/schema'

/** As much of the D1 binding as we call. */
export type D1 = Parameters<typeof drizzle>[0] & {
  prepare: (sql: string) => D1Prepared
  batch: (statements: D1Prepared[]) => Promise<unknown[]>
}
type D1Prepared = { bind: (...values: unknown[]) => D1Prepared }

/** What a query of drizzle's answers when it is prepared; part of its internals, and the same for raw statements. */
type Prepared = { getQuery: () => { sql: string; params: unknown[] }; mapResult: (result: unknown, isFromBatch: boolean) => unknown }

/**
 * D1 through drizzle; migrations are applied by `wrangler d1 migrations apply`, never here. `batch` is ours: drizzle's own fails on raw
 * statements with parameters (`db.run(sql…)`), which libSQL's takes.
 */
export function openD1(binding: D1): Database {
  const batch: Database['batch'] = async (statements) => {
    const prepared = statements.map((statement): Prepared => {
      if (!('_prepare' in statement) || typeof statement._prepare !== 'function') throw new Error('a batch takes queries only')
      return statement._prepare()
    })
    const results: readonly unknown[] = await binding.batch(
      prepared.map((query) => {
        const { sql, params } = query.getQuery()
        return params.length ? binding.prepare(sql).bind(...params) : binding.prepare(sql)
      }),
    )
    return results.map((result, index) => prepared[index]?.mapResult(result, true))
  }
  return Object.assign(drizzle(binding, { schema }), { batch })
}
