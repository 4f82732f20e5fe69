import { eq, sql } from 'drizzle-orm'
import { collectors } from '../../collectors'
import { ruleFaults, sameAddress } from '../core/source-check'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { allOf, insertRows, isOneOf, updateRows, versionsStand } from '../store/bulk'
import type { Database } from '../store/database'
import { knownIds } from '../store/register'
import { sourceStates, sources } from '../store/schema'
import { syncSourceStates } from '../store/source-states'
import { addressesOf, isUnread, type Source, sourceById } from '../store/sources'
import { combine, commit, type Writing } from '../store/writing'
import type { FieldFault, SaveRefusal } from './save-record'

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>
export type SourceRefusal = SaveRefusal | { ok: false; reason: 'watched-already'; sourceId: string }

/** Sources to be added and changed (their `version` already raised), each with its audit row. Nothing is fetched. */
export function sourcesWriting(
  db: Pick<Database, 'run'>,
  at: string,
  { added = [], changed = [] }: { added?: readonly Source[]; changed?: readonly Source[] },
): Writing {
  const act = (action: string) => (row: Source) => ({ action: `source.${action}`, entity: 'source', entityId: row.id, after: row })
  const ids = added.map((row) => row.id)
  return {
    acts: [...added.map(act('added')), ...changed.map(act('edited'))],
    write: (applies) => [
      ...insertRows(db, sources, added, { applies }),
      ...updateRows(db, sources, changed, { applies }),
      ...syncSourceStates(db, at),
    ],
    guard: allOf([
      versionsStand(
        sources,
        changed.map(({ id, version }) => ({ id, version: version - 1 })),
      ),
      ...(ids.length ? [sql`not exists (select 1 from sources where ${isOneOf(sql`id`, ids)})`] : []),
    ]),
  }
}

/**
 * Adds a source, or replaces `before` where it still has the version that was read. An address that is watched for the vendor already is refused:
 * one source may serve several systems. `also` goes into the same batch (a vendor that the source names and that was not there).
 */
export async function saveSource(
  ports: Needs,
  actor: Actor,
  row: Source,
  before: Source | null,
  also: readonly Writing[] = [],
): Promise<{ ok: true; row: Source } | SourceRefusal> {
  const { db } = ports
  const refused = await refusedSource(ports, row, before, also.length > 0)
  if (refused) return refused
  const own = sourcesWriting(db, ports.now(), before ? { changed: [row] } : { added: [row] })
  if (await commit(ports, actor, combine(...also, own))) {
    ports.log(`source.${before ? 'edited' : 'added'}`, { sourceId: row.id, version: row.version })
    return { ok: true, row }
  }
  return { ok: false, reason: before ? 'changed' : 'id-taken' }
}

/** Why a source would not be saved as it is; null when nothing stands in the way. */
export async function refusedSource(
  { db }: Pick<Needs, 'db'>,
  row: Source,
  before: Source | null,
  newVendor = false,
): Promise<SourceRefusal | null> {
  const errors = await sourceFaults(db, row, { newVendor })
  if (errors.length) return { ok: false, reason: 'invalid', errors }
  const twin = (await addressesOf(db, [row.vendorId])).find((one) => one.id !== row.id && sameAddress(one.url) === sameAddress(row.url))
  if (twin) return { ok: false, reason: 'watched-already', sourceId: twin.id }
  const stands = before && (await sourceById(db, before.id))?.version !== before.version
  return stands ? { ok: false, reason: 'changed' } : null
}

/** Removes a source that was never read. One that was is switched off instead: what it brought is history. */
export async function removeSource(ports: Needs, actor: Actor, before: Source): Promise<{ ok: true } | SaveRefusal> {
  const { db } = ports
  const done = await commit(ports, actor, {
    acts: [{ action: 'source.removed', entity: 'source', entityId: before.id, after: null }],
    write: (applies) => [
      db.delete(sources).where(sql`${eq(sources.id, before.id)} and ${applies}`),
      db.delete(sourceStates).where(sql`${eq(sourceStates.sourceId, before.id)} and ${applies}`),
    ],
    guard: sql`exists (select 1 from sources where id = ${before.id} and version = ${before.version}) and ${isUnread(before.id)}`,
  })
  if (done) return { ok: true }
  return { ok: false, reason: (await sourceById(db, before.id))?.version === before.version ? 'in-use' : 'changed' }
}

/** What a source names that is not there, and rules that do not parse. */
export async function sourceFaults(db: Needs['db'], row: Source, { newVendor }: { newVendor: boolean }): Promise<FieldFault[]> {
  const [vendors, systems] = await Promise.all([knownIds(db, 'vendors', [row.vendorId]), knownIds(db, 'systems', row.systemIds)])
  return [
    ...(newVendor || vendors.has(row.vendorId) ? [] : [{ path: 'vendorId', message: `no such vendor: ${row.vendorId}` }]),
    ...row.systemIds.filter((id) => !systems.has(id)).map((id) => ({ path: 'systemIds', message: `no such system: ${id}` })),
    ...collectorFault(row),
    ...ruleFaults(row.rules),
  ]
}

export const collectorFault = ({ collector }: Pick<Source, 'collector'>): FieldFault[] =>
  collector === null || collectors.some((one) => one.id === collector)
    ? []
    : [{ path: 'collector', message: `expected one of ${collectors.map((one) => one.id).join(', ')}` }]
