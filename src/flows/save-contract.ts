import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { dayText } from '../core/day'
import { recordId } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { insertRows, updateRows } from '../store/bulk'
import { type Contract, contractById } from '../store/contracts'
import { vendorById } from '../store/register'
import { contracts } from '../store/schema'
import { combine, commit, nothing, type Writing } from '../store/writing'
import { lapseDecisions } from './lapse-decisions'
import type { SaveRefusal } from './save-record'

const text = z.string().max(2000).nullish()

export const contractFields = z.strictObject({
  vendorId: z.string('expected the id of a vendor').min(1),
  reference: text,
  startsOn: dayText.nullish(),
  endsOn: dayText.nullish(),
  renewsOn: dayText.nullish(),
  noticeByOn: dayText.nullish(),
  /** Clauses by an id of one's own; `present` null = nobody looked yet. */
  clauses: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(200),
        present: z.boolean().nullable().default(null),
        value: z.unknown().optional(),
        reference: text,
      }),
    )
    .max(500)
    .default([]),
})
export const newContract = contractFields.extend({ id: recordId.optional() })

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>

export function contractRowFrom(
  given: z.output<typeof contractFields>,
  { id, at }: { id: string; at: string },
  before: Contract | null,
): Contract {
  return {
    id: before?.id ?? id,
    vendorId: given.vendorId,
    reference: given.reference ?? null,
    startsOn: given.startsOn ?? null,
    endsOn: given.endsOn ?? null,
    renewsOn: given.renewsOn ?? null,
    noticeByOn: given.noticeByOn ?? null,
    clauses: given.clauses,
    version: (before?.version ?? 0) + 1,
    demo: before?.demo ?? false,
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  }
}

/** Adds a contract, or replaces `before` where it still has the version that was read. Its vendor must be there, and it ends no sooner than it starts. */
export async function saveContract(
  ports: Needs,
  actor: Actor,
  given: Contract,
  before: Contract | null,
): Promise<{ ok: true; row: Contract } | SaveRefusal> {
  const { db } = ports
  // what is added to a vendor of the demonstration goes with it
  const row = { ...given, demo: before?.demo ?? (await vendorById(db, given.vendorId))?.demo ?? given.demo }
  if (row.startsOn && row.endsOn && row.endsOn < row.startsOn)
    return { ok: false, reason: 'invalid', errors: [{ path: 'endsOn', message: 'lies before startsOn' }] }
  const stands = before
    ? sql`exists (select 1 from contracts where id = ${row.id} and version = ${before.version})`
    : sql`not exists (select 1 from contracts where id = ${row.id})`
  const ended = before !== null && row.endsOn !== null && row.endsOn < ports.now().slice(0, 10) && row.endsOn !== before.endsOn
  const writing: Writing = {
    acts: [{ action: before ? 'contract.edited' : 'contract.added', entity: 'contract', entityId: row.id, after: row }],
    write: (applies) => (before ? updateRows(db, contracts, [row], { applies }) : insertRows(db, contracts, [row], { applies })),
    guard: sql`${stands} and exists (select 1 from vendors where id = ${row.vendorId})`,
  }
  const lapsed = ended
    ? await lapseDecisions(ports, { contractIds: [row.id], text: `The contract ${row.reference ?? row.id} ended on ${row.endsOn}` })
    : nothing
  const done = await commit(ports, actor, combine(writing, lapsed))
  if (done) return { ok: true, row }
  const there = await contractById(db, row.id)
  if (!before && there) return { ok: false, reason: 'id-taken' }
  if (before && there?.version !== before.version) return { ok: false, reason: 'changed' }
  return { ok: false, reason: 'invalid', errors: [{ path: 'vendorId', message: `no such vendor: ${row.vendorId}` }] }
}

export async function removeContract(ports: Needs, actor: Actor, before: Contract): Promise<{ ok: true } | SaveRefusal> {
  const removal: Writing = {
    acts: [{ action: 'contract.removed', entity: 'contract', entityId: before.id, after: null }],
    write: (applies) => [ports.db.delete(contracts).where(sql`${eq(contracts.id, before.id)} and ${applies}`)],
    guard: sql`exists (select 1 from contracts where id = ${before.id} and version = ${before.version})`,
  }
  const lapsed = await lapseDecisions(ports, {
    contractIds: [before.id],
    text: `The contract ${before.reference ?? before.id} was removed from the register`,
  })
  const done = await commit(ports, actor, combine(removal, lapsed))
  return done ? { ok: true } : { ok: false, reason: 'changed' }
}
