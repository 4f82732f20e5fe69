import { asc, gt, sql } from 'drizzle-orm'
import type { Database } from './database'
import { deployments } from './schema'

/** Deployments in the order of their ids, some at a time. */
export const someDeployments = (db: Pick<Database, 'select'>, after: string, limit: number) =>
  db.select().from(deployments).where(gt(deployments.id, after)).orderBy(asc(deployments.id)).limit(limit)

/** Vendors of a known tier, when each was registered and last decided upon. */
export const vendorsByTier = (db: Pick<Database, 'all'>) =>
  db.all<{ id: string; unitId: string | null; demo: number; tier: string; createdAt: string; decidedAt: string | null }>(
    sql`select v.id, v.unit_id as unitId, v.demo, v.facts ->> '$.tier' as tier, v.created_at as createdAt,
      (select max(d.created_at) from systems s join deployments p on p.system_id = s.id join decisions d on d.deployment_id = p.id
        where s.vendor_id = v.id and d.state <> 'draft') as decidedAt
      from vendors v where v.facts ->> '$.tier' is not null`,
  )
