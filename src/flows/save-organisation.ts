import { sql } from 'drizzle-orm'
import { changedFacts, factsFrom, organisationOwn } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { insertRows, updateRows } from '../store/bulk'
import type { Organisation } from '../store/organisation'
import { organisation } from '../store/schema'
import { combine, commit } from '../store/writing'
import { settleFacts } from './settle-facts'
import { settleToDos } from './settle-to-dos'

/** Replaces what is known of the organisation where it still has the version that was read (0 = nobody described it yet). */
export async function saveOrganisation(
  ports: Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>,
  actor: Actor,
  before: Organisation,
  given: Record<string, unknown>,
): Promise<{ ok: true; row: Organisation } | { ok: false; reason: 'changed' }> {
  const { db, now } = ports
  const own = organisationOwn.parse(given)
  const row: Organisation = {
    id: before.id,
    name: own.name ?? '',
    facts: factsFrom('org', given),
    factSources: own.factSources ?? {},
    version: before.version + 1,
    updatedAt: now(),
  }
  const settled = await settleFacts(ports, [
    { entity: 'organisation', entityId: row.id, facts: row.facts, changed: changedFacts('org', before.facts, row.facts) },
  ])
  const writing = {
    acts: [{ action: 'organisation.edited', entity: 'organisation', entityId: row.id, after: row }],
    write: (applies: Parameters<typeof settled.write>[0]) =>
      before.version ? updateRows(db, organisation, [row], { applies }) : insertRows(db, organisation, [row], { applies }),
    guard: before.version
      ? sql`exists (select 1 from organisation where id = ${row.id} and version = ${before.version})`
      : sql`not exists (select 1 from organisation)`,
  }
  if (!(await commit(ports, actor, combine(writing, settled)))) return { ok: false, reason: 'changed' }
  await settleToDos(ports, actor, 'organisation', row.id)
  return { ok: true, row }
}
