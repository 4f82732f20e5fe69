import { drizzle } from 'drizzle-orm/d1'
import type { Database } from '../../store/database'
import * as schema from '../../store/schema'

/** D1 through drizzle; migrations are applied by `wrangler d1 migrations apply`, never here. */
export const openD1 = (binding: Parameters<typeof drizzle>[0]): Database => drizzle(binding, { schema })
