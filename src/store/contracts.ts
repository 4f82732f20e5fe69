import { and, eq, type SQL } from 'drizzle-orm'
import type { Database } from './database'
import { pageAsOf, recorded } from './history'
import type { Page, PageRequest } from './page'
import { contracts } from './schema'
import { filterBy, selectPage } from './select-page'
import { type Scope, visible } from './visibility'

export type Contract = typeof contracts.$inferSelect

export async function contractById(db: Pick<Database, 'select'>, id: string, where?: SQL): Promise<Contract | null> {
  const [row] = await db
    .select()
    .from(contracts)
    .where(and(eq(contracts.id, id), where))
  return row ?? null
}

export async function contractsPage(
  db: Database,
  scope: Scope,
  request: PageRequest & { filters: { vendorId?: string[] } },
): Promise<Page<Contract> | { problem: 'bad-cursor' }> {
  const where = and(visible.filed(scope, contracts.vendorId, contracts.createdAt), filterBy(contracts.vendorId, request.filters.vendorId))
  const sortable = {
    createdAt: contracts.createdAt,
    id: contracts.id,
    reference: contracts.reference,
    endsOn: contracts.endsOn,
    noticeByOn: contracts.noticeByOn,
  }
  return selectPage(db, contracts, { id: contracts.id, sortable, where, request })
}

/** The same as of an instant. */
export async function contractsPageAsOf(
  db: Database,
  scope: Scope,
  request: PageRequest & { filters: { vendorId?: string[] } },
  at: string,
): Promise<Page<unknown> | { problem: 'bad-cursor' }> {
  return pageAsOf(db, 'contract', {
    at,
    request,
    filters: request.filters,
    where: visible.filed(scope, recorded('vendorId'), recorded('createdAt')),
  })
}
