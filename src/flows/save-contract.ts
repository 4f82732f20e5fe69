import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { dayText } from '../core/day'
import { recordId } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { insertRows, updateRows } from '../store/bulk'
import { type Contract, contractById } from '../store/contracts'
import { contractsInBrief, vendorFactsOf } from '../store/reach'
import { vendorById } from '../store/register'
import { contracts } from '../store/schema'
import { combine, nothing, persist, type Writing } from '../store/writing'
import { followObjectionTerms } from './follow-objection-terms'
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

/**
 * Adds a contract, or replaces `before` where it still has the version that was read. Its vendor must be there, and it ends no sooner than it starts. Days to
 * object that it changes move the dates of open cases and their reviews in the same batch.
 */
export async function saveContract(
  ports: Needs,
  actor: Actor,
  given: Contract,
  before: Contract | null,
): Promise<{ ok: true; row: Contract } | SaveRefusal> {
  const { db } = ports
  if (given.startsOn && given.endsOn && given.endsOn < given.startsOn)
    return { ok: false, reason: 'invalid', errors: [{ path: 'endsOn', message: 'lies before startsOn' }] }
  const done = await persist<Contract, SaveRefusal>(ports, actor, async () => {
    const [stands, vendor] = [await contractById(db, given.id), await vendorById(db, given.vendorId)]
    if (!before && stands) return { ok: false, reason: 'id-taken' }
    if (before && stands?.version !== before.version) return { ok: false, reason: 'changed' }
    if (!vendor) return { ok: false, reason: 'invalid', errors: [{ path: 'vendorId', message: `no such vendor: ${given.vendorId}` }] }
    // what is added to a vendor of the demonstration goes with it
    const row = { ...given, demo: before?.demo ?? vendor.demo }
    const ended = before !== null && row.endsOn !== null && row.endsOn < ports.now().slice(0, 10) && row.endsOn !== before.endsOn
    const writing: Writing = {
      acts: [{ action: before ? 'contract.edited' : 'contract.added', entity: 'contract', entityId: row.id, after: row }],
      write: (applies) => (before ? updateRows(db, contracts, [row], { applies }) : insertRows(db, contracts, [row], { applies })),
      guard: sql`${isAsRead(row.id, before)} and exists (select 1 from vendors where id = ${row.vendorId})`,
    }
    const lapsed = ended
      ? await lapseDecisions(ports, { contractIds: [row.id], text: `The contract ${row.reference ?? row.id} ended on ${row.endsOn}` })
      : nothing
    return { ok: true, writing: combine(writing, lapsed, await followTerms(ports, row.id, { before, after: row })), result: row }
  })
  return done.ok ? { ok: true, row: done.result } : done
}

/** Removes a contract where it still has the version that was read; decisions that rest on it lapse. */
export async function removeContract(ports: Needs, actor: Actor, before: Contract): Promise<{ ok: true } | SaveRefusal> {
  const done = await persist<null, SaveRefusal>(ports, actor, async () => {
    if ((await contractById(ports.db, before.id))?.version !== before.version) return { ok: false, reason: 'changed' }
    const removal: Writing = {
      acts: [{ action: 'contract.removed', entity: 'contract', entityId: before.id, after: null }],
      write: (applies) => [ports.db.delete(contracts).where(sql`${eq(contracts.id, before.id)} and ${applies}`)],
      guard: isAsRead(before.id, before),
    }
    const lapsed = await lapseDecisions(ports, {
      contractIds: [before.id],
      text: `The contract ${before.reference ?? before.id} was removed from the register`,
    })
    return { ok: true, writing: combine(removal, lapsed, await followTerms(ports, before.id, { before, after: null })), result: null }
  })
  return done.ok ? { ok: true } : done
}

const isAsRead = (id: string, before: Contract | null) =>
  before
    ? sql`exists (select 1 from contracts where id = ${id} and version = ${before.version})`
    : sql`not exists (select 1 from contracts where id = ${id})`

/** What an edit of a contract moves at the vendors that it is with, before and after. */
async function followTerms(
  ports: Needs,
  id: string,
  { before, after }: { before: Contract | null; after: Contract | null },
): Promise<Writing> {
  const vendorIds = [...new Set([before, after].flatMap((one) => one?.vendorId ?? []))]
  const facts = await vendorFactsOf(ports.db, vendorIds)
  const parts: Writing[] = []
  for (const vendorId of vendorIds) {
    const others = (await contractsInBrief(ports.db, [vendorId])).filter((one) => one.id !== id)
    const under = (one: Contract | null) => ({
      contracts: one?.vendorId === vendorId ? [...others, one] : others,
      facts: facts.get(vendorId) ?? {},
    })
    parts.push(await followObjectionTerms(ports, vendorId, { were: under(before), are: under(after) }))
  }
  return combine(...parts)
}
