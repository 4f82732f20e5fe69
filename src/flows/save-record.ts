import { and, eq, inArray, sql } from 'drizzle-orm'
import { groupBy } from '../core/group'
import type { Noun } from '../core/profile'
import { changedFacts } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { allOf } from '../store/bulk'
import { isFree, knownIds, parentsAbove, type RegisterEntity, type RegisterRow, registerTables } from '../store/register'
import { cases, findings, systemParents } from '../store/schema'
import { combine, commit, type Writing } from '../store/writing'
import { followDeployments, isMoved } from './follow-deployment'
import { followObjectionField } from './follow-objection-terms'
import { mayGoLive, whyNotLive } from './go-live'
import { parentsOf } from './register-row'
import { registerWriting } from './register-writing'
import { settleFacts } from './settle-facts'
import { settleToDos } from './settle-to-dos'

export type FieldFault = { path: string; message: string }
export type SaveRefusal = { ok: false; reason: 'id-taken' | 'changed' | 'in-use' } | { ok: false; reason: 'invalid'; errors: FieldFault[] }
/** Open reviews keep a deployment from going live; `detail` lists them. */
export type NotLiveYet = { ok: false; reason: 'not-live-yet'; detail: string }
type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>

export const nounOf: Record<RegisterEntity, Noun> = { vendor: 'vendor', system: 'system', deployment: 'dep' }

/**
 * Adds a record, or replaces `before` where it still has the version that was read. What it names must be there, and no system may rest on itself,
 * however far round. Facts that become known settle their to-dos in the same batch; the reviews that waited for them are decided again right after.
 */
export async function saveRecord<E extends RegisterEntity>(
  ports: Needs,
  actor: Actor,
  entity: E,
  row: RegisterRow<E>,
  before: RegisterRow<E> | null,
): Promise<{ ok: true; row: RegisterRow<E> } | SaveRefusal | NotLiveYet> {
  const errors = await faultsOf(ports.db, entity, row, before)
  if (errors.length) return { ok: false, reason: 'invalid', errors }
  const edits = entity === 'deployment' ? [{ row, before }] : []
  const notLiveYet = async (): Promise<NotLiveYet | null> => {
    const why = (await whyNotLive(ports, edits)).get(row.id)
    return why === undefined ? null : { ok: false, reason: 'not-live-yet', detail: `${row.name} ${why}.` }
  }
  const blocked = await notLiveYet()
  if (blocked) return blocked
  const own = registerWriting(ports.db, entity, before ? { changed: [row] } : { added: [row] })
  const facts = changedFacts(nounOf[entity], before?.facts ?? {}, row.facts)
  const settled = before ? await settleFacts(ports, [{ entity, entityId: row.id, facts: row.facts, changed: facts }]) : null
  const referred: Writing = { acts: [], write: () => [], guard: allOf([...referencesOf(row), mayGoLive(edits)]) }
  if (await commit(ports, actor, combine(own, referred, ...(settled ? [settled] : [])))) {
    ports.log(`${entity}.${before ? 'edited' : 'added'}`, { id: row.id, version: row.version })
    if ('ownerId' in row && before && 'ownerId' in before && isMoved(row, before)) await followDeployments(ports, actor, [row.id])
    if (entity === 'vendor' && before) await followObjectionField(ports, row.id, { before: before.facts, after: row.facts }, actor)
    if (facts.length || (!before && entity === 'deployment')) await settleToDos(ports, actor, entity, row.id)
    return { ok: true, row }
  }
  const stands = await rowById(ports.db, entity, row.id)
  if (!before) return { ok: false, reason: 'id-taken' }
  if (stands?.version !== before.version) return { ok: false, reason: 'changed' }
  return (
    (await notLiveYet()) ?? { ok: false, reason: 'invalid', errors: [{ path: '', message: 'what it refers to was removed meanwhile' }] }
  )
}

/** Removes a record that nothing rests on. */
export async function removeRecord<E extends RegisterEntity>(
  ports: Needs,
  actor: Actor,
  entity: E,
  before: RegisterRow<E>,
): Promise<{ ok: true } | SaveRefusal> {
  const table = registerTables[entity]
  const { db } = ports
  const stands = sql`exists (select 1 from ${table} where id = ${before.id} and version = ${before.version})`
  const done = await commit(ports, actor, {
    acts: [{ action: `${entity}.removed`, entity, entityId: before.id, after: null }],
    write: (applies) => [
      db.delete(table).where(sql`${eq(table.id, before.id)} and ${applies}`),
      ...(entity === 'system' ? [db.delete(systemParents).where(sql`${eq(systemParents.systemId, before.id)} and ${applies}`)] : []),
    ],
    guard: sql`${stands} and ${isFree[entity](before.id)}`,
  })
  if (done) return { ok: true }
  return { ok: false, reason: (await rowById(db, entity, before.id))?.version === before.version ? 'in-use' : 'changed' }
}

async function rowById(db: Needs['db'], entity: RegisterEntity, id: string): Promise<{ version: number } | null> {
  const table = registerTables[entity]
  const [row] = await db.select({ version: table.version }).from(table).where(eq(table.id, id))
  return row ?? null
}

const present = (table: string, id: string | null) =>
  id === null ? sql`1` : sql`exists (select 1 from ${sql.identifier(table)} where id = ${id})`

function referencesOf(row: RegisterRow<RegisterEntity>) {
  return [
    present('units', row.unitId),
    ...('vendorId' in row ? [present('vendors', row.vendorId), noCycle(row.id, parentsOf(row))] : []),
    ...('systemId' in row ? [present('systems', row.systemId), present('people', row.ownerId)] : []),
  ]
}

type Parents = { id: string; parents: readonly string[] }

/** An SQL condition: the system would not rest on itself by these parents. */
const noCycle = (id: string, parents: string[]) => noCycles([{ id, parents }])

/** The same for several systems that get new parents at once: none would rest on itself by what stands of the others and by what is new. */
export const noCycles = (moved: readonly Parents[]) => {
  const ids = JSON.stringify(moved.map(({ id }) => id))
  const edges = JSON.stringify(moved.flatMap(({ id, parents }) => parents.map((parent) => [id, parent])))
  return sql`not exists (
    with recursive moved(id) as materialized (select value from json_each(${ids})),
      fresh(system_id, parent_id) as materialized (select value->>'$[0]', value->>'$[1]' from json_each(${edges})),
      above(start, id) as (select system_id, parent_id from fresh
        union select above.start, fresh.parent_id from above join fresh on fresh.system_id = above.id
        union select above.start, system_parents.parent_id from above join system_parents on system_parents.system_id = above.id
          where above.id not in (select id from moved))
    select 1 from above where start = id)`
}

/**
 * Parents of a system that are not there, and the way in which it would rest on itself; `moved` are others that get new parents with it, as they
 * will be.
 */
export async function parentFaults(
  db: Needs['db'],
  system: Parameters<typeof parentsOf>[0] & { id: string },
  moved: readonly (Parameters<typeof parentsOf>[0] & { id: string })[] = [],
): Promise<FieldFault[]> {
  const parents = parentsOf(system)
  const others = parents.filter((id) => id !== system.id)
  const known = await knownIds(db, 'systems', others)
  const missing = others.filter((id) => !known.has(id)).map((id) => ({ path: 'parentSystemIds', message: `no such system: ${id}` }))
  const all = [...moved.filter((one) => one.id !== system.id), system].map((one) => ({ id: one.id, parents: parentsOf(one) }))
  const circle = await restsOnItself(db, system.id, all)
  return [...missing, ...(circle ? [{ path: 'parentSystemIds', message: 'a system cannot rest on itself' }] : [])]
}

async function restsOnItself(db: Needs['db'], id: string, moved: readonly Parents[]): Promise<boolean> {
  const fresh = new Map(moved.map((one) => [one.id, one.parents]))
  const stands = await parentsAbove(db, [...new Set(moved.flatMap((one) => one.parents))])
  const above = groupBy(stands, (edge) => edge.systemId)
  const seen = new Set<string>()
  const wait = [...(fresh.get(id) ?? [])]
  for (let next = wait.pop(); next !== undefined; next = wait.pop()) {
    if (next === id) return true
    if (seen.has(next)) continue
    seen.add(next)
    wait.push(...(fresh.get(next) ?? (above.get(next) ?? []).map((edge) => edge.parentId)))
  }
  return false
}

/** A feature that a changelog proposed and that nobody registered yet. */
export const isProposal = (row: object): row is RegisterRow<'system'> & { proposedByFindingId: string } =>
  'proposedByFindingId' in row && row.proposedByFindingId !== null && 'state' in row && row.state === 'proposed'

/** Whether the case of a finding has been answered for good, a second signature included. */
async function isAnswered(db: Needs['db'], findingId: string): Promise<boolean> {
  const rows = await db
    .select({ id: cases.id })
    .from(cases)
    .innerJoin(findings, eq(findings.caseId, cases.id))
    .where(and(eq(findings.id, findingId), inArray(cases.state, ['triaged', 'closed'])))
  return rows.length > 0
}

/** What a record names that is not there, and the way in which a system would rest on itself. */
async function faultsOf(
  db: Needs['db'],
  entity: RegisterEntity,
  row: RegisterRow<RegisterEntity>,
  before: RegisterRow<RegisterEntity> | null,
): Promise<FieldFault[]> {
  const errors: FieldFault[] = []
  const demand = async (path: string, table: Parameters<typeof knownIds>[1], ids: (string | null)[], what: string) => {
    const wanted = ids.filter((id) => id !== null)
    const known = await knownIds(db, table, wanted)
    for (const id of wanted) if (!known.has(id)) errors.push({ path, message: `no such ${what}: ${id}` })
  }
  await demand('unitId', 'units', [row.unitId], 'unit')
  if ('vendorId' in row) {
    await demand('vendorId', 'vendors', [row.vendorId], 'vendor')
    errors.push(...(await parentFaults(db, row)))
    if (before && isProposal(before) && row.state === 'registered' && !(await isAnswered(db, before.proposedByFindingId)))
      errors.push({ path: 'state', message: 'seen in a changelog: it is registered once its case is answered' })
  }
  if (entity === 'deployment' && 'systemId' in row) {
    await demand('systemId', 'systems', [row.systemId], 'system')
    await demand('ownerId', 'people', [row.ownerId], 'person')
  }
  return errors
}
