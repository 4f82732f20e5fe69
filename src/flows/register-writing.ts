import { type SQL, sql } from 'drizzle-orm'
import { allOf, insertRows, isOneOf, updateRows, versionsStand } from '../store/bulk'
import type { Database } from '../store/database'
import { type RegisterEntity, type RegisterRow, registerTables, type System } from '../store/register'
import { systemParents } from '../store/schema'
import type { Writing } from '../store/writing'
import { parentsOf } from './register-row'

type Rows<E extends RegisterEntity> = { added?: readonly RegisterRow<E>[]; changed?: readonly RegisterRow<E>[] }

/**
 * Records to be added and changed (their `version` already raised), each with its audit row; of systems the graph of parents too. It holds while
 * the new ids are free and nobody has changed the others meanwhile.
 */
export function registerWriting<E extends RegisterEntity>(
  db: Pick<Database, 'run' | 'delete'>,
  entity: E,
  { added = [], changed = [] }: Rows<E>,
): Writing {
  const table = registerTables[entity]
  const act = (action: string) => (row: RegisterRow<E>) => ({ action: `${entity}.${action}`, entity, entityId: row.id, after: row })
  const ids = added.map((row) => row.id)
  return {
    acts: [...added.map(act('added')), ...changed.map(act('edited'))],
    write: (applies) => [
      ...insertRows(db, table, added, { applies }),
      ...updateRows(db, table, changed, { applies }),
      ...parentStatements(db, [...added, ...changed].filter(isSystem), applies),
    ],
    guard: allOf([
      versionsStand(
        table,
        changed.map(({ id, version }) => ({ id, version: version - 1 })),
      ),
      ...(ids.length ? [sql`not exists (select 1 from ${table} where ${isOneOf(sql`id`, ids)})`] : []),
    ]),
  }
}

const isSystem = (row: object): row is System => 'proposedByFindingId' in row

/** Makes the graph say what these systems say of their parents. */
export function parentStatements(db: Pick<Database, 'run' | 'delete'>, rows: readonly System[], applies: SQL) {
  if (!rows.length) return []
  const edges = rows.flatMap((row) => parentsOf(row).map((parentId) => ({ systemId: row.id, parentId })))
  return [
    db.delete(systemParents).where(
      sql`${isOneOf(
        systemParents.systemId,
        rows.map((row) => row.id),
      )} and ${applies}`,
    ),
    ...insertRows(db, systemParents, edges, { applies }),
  ]
}
