import { and, eq, sql } from 'drizzle-orm'
import { allOf, insertRows, updateRows, versionsStand } from './bulk'
import type { Database } from './database'
import { pageAsOf, recorded } from './history'
import type { Page, PageRequest } from './page'
import { exits } from './schema'
import { filterBy, selectPage } from './select-page'
import { type Scope, visible } from './visibility'
import type { Writing } from './writing'

/** Leaving a vendor, or its system for one use; the same object is what the audit trail keeps of it. */
export type Exit = typeof exits.$inferSelect

export async function exitById(db: Pick<Database, 'select'>, id: string): Promise<Exit | null> {
  const [row] = await db.select().from(exits).where(eq(exits.id, id))
  return row ?? null
}

/** Those that nobody has confirmed yet. */
export const openExits = (db: Pick<Database, 'select'>): Promise<Exit[]> =>
  db.select().from(exits).where(eq(exits.state, 'open')).limit(1_000)

export const exitsOfDeployment = (db: Pick<Database, 'select'>, vendorId: string, deploymentId: string): Promise<Exit[]> =>
  db
    .select()
    .from(exits)
    .where(
      and(
        eq(exits.vendorId, vendorId),
        sql`(${exits.deploymentId} = ${deploymentId} or ${exits.deploymentId} is null)`,
        eq(exits.state, 'open'),
      ),
    )

type Asked = PageRequest & { filters: { state?: string[]; vendorId?: string[]; deploymentId?: string[] } }

export async function exitsPage(db: Database, scope: Scope, request: Asked): Promise<Page<Exit> | { problem: 'bad-cursor' }> {
  const { state, vendorId, deploymentId } = request.filters
  const where = and(
    visible.exit(scope, exits.vendorId, exits.deploymentId, exits.createdAt),
    filterBy(exits.state, state),
    filterBy(exits.vendorId, vendorId),
    filterBy(exits.deploymentId, deploymentId),
  )
  const sortable = { createdAt: exits.createdAt, id: exits.id, updatedAt: exits.updatedAt }
  return selectPage(db, exits, { id: exits.id, sortable, where, request })
}

/** The same as of an instant. */
export const exitsPageAsOf = (db: Database, scope: Scope, request: Asked, at: string): Promise<Page<unknown> | { problem: 'bad-cursor' }> =>
  pageAsOf(db, 'exit', {
    at,
    request,
    filters: request.filters,
    where: visible.exit(scope, recorded('vendorId'), recorded('deploymentId'), recorded('createdAt')),
  })

export function writeExits(
  db: Pick<Database, 'run'>,
  action: string,
  { added = [], changed = [] }: { added?: readonly Exit[]; changed?: readonly Exit[] },
): Writing {
  return {
    acts: [...added, ...changed].map((after) => ({ action, entity: 'exit', entityId: after.id, after })),
    write: (applies) => [...insertRows(db, exits, added, { applies }), ...updateRows(db, exits, changed, { applies })],
    guard: allOf([
      versionsStand(
        exits,
        changed.map(({ id, version }) => ({ id, version: version - 1 })),
      ),
      ...added.map(({ id }) => sql`not exists (select 1 from exits where id = ${id})`),
    ]),
  }
}
