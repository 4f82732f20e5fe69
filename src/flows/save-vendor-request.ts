import { z } from 'zod'
import { catalogue } from '../../collectors/catalogue'
import { dayText } from '../core/day'
import { type Factor, factors } from '../core/intake/factors'
import { domainOf } from '../core/intake/near'
import { documentIds } from '../core/intake/tier'
import { recordId } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { evidenceByIds } from '../store/evidence'
import { knownIds } from '../store/register'
import { requestWriting, type VendorRequest, vendorRequestById } from '../store/vendor-requests'
import { commit } from '../store/writing'
import type { FieldFault, SaveRefusal } from './save-record'

const list: readonly Factor[] = factors
const text = (most: number) => z.string().trim().min(1).max(most)
const domain = z
  .string()
  .max(500)
  .transform((typed, context) => {
    const host = domainOf(typed)
    if (host !== null) return host
    context.addIssue({ code: 'custom', message: 'expected a domain such as vendor.example' })
    return z.NEVER
  })
const day = z.strictObject({ askedOn: dayText.nullish(), receivedOn: dayText.nullish(), evidenceId: z.string().max(200).nullish() })

/** What is asked for and what is known of it. A factor or day that is missing is unknown. */
export const requestFields = z.strictObject({
  vendorName: text(200),
  domain: domain.nullish(),
  systemName: text(200).nullish(),
  purpose: text(5_000),
  neededOn: dayText.nullish(),
  unitId: z.string().min(1).max(200).nullish(),
  assigneeId: z.string().min(1).max(200).nullish(),
  catalogueId: z.string().min(1).max(200).nullish(),
  factors: z
    .strictObject(Object.fromEntries(list.map(({ id, answers }) => [id, z.enum(answers.map((answer) => answer.value)).nullish()])))
    .default({}),
  documents: z.record(z.string(), day).default({}),
})
export const newRequest = requestFields.extend({ id: recordId.optional() })
/** What somebody without an account may say. */
export const publicRequest = requestFields
  .pick({ vendorName: true, domain: true, systemName: true, purpose: true, neededOn: true })
  .extend({ askedByName: text(200), askedByEmail: z.email().max(320) })

type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'log'>
type Given = z.output<typeof requestFields>
type Begun = { id: string; at: string; askedBy: string | null; askedByName?: string | null; askedByEmail?: string | null; demo?: boolean }

/** The row of a request with what was given, new or in place of `before` (its version raised). */
export function requestRowFrom(given: Given, begun: Begun, before: VendorRequest | null): VendorRequest {
  const known = (facts: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined))
  return {
    id: before?.id ?? begun.id,
    unitId: given.unitId ?? null,
    vendorName: given.vendorName,
    domain: given.domain ?? null,
    systemName: given.systemName ?? null,
    purpose: given.purpose,
    factors: known(given.factors),
    catalogueId: given.catalogueId ?? null,
    documents: given.documents,
    askedBy: before ? before.askedBy : begun.askedBy,
    askedByName: before ? before.askedByName : (begun.askedByName ?? null),
    askedByEmail: before ? before.askedByEmail : (begun.askedByEmail ?? null),
    assigneeId: given.assigneeId ?? null,
    neededOn: given.neededOn ?? null,
    state: before?.state ?? 'asked',
    reason: before?.reason ?? null,
    vendorId: before?.vendorId ?? null,
    systemId: before?.systemId ?? null,
    version: (before?.version ?? 0) + 1,
    demo: before?.demo ?? begun.demo ?? false,
    createdAt: before?.createdAt ?? begun.at,
    updatedAt: begun.at,
  }
}

/** Adds a request, or replaces `before` where it still has the version that was read. What it names must be there; a closed one is not edited. */
export async function saveVendorRequest(
  ports: Needs,
  actor: Actor,
  row: VendorRequest,
  before: VendorRequest | null,
): Promise<{ ok: true; row: VendorRequest } | SaveRefusal> {
  const errors = await faultsOf(ports.db, row, before)
  if (errors.length) return { ok: false, reason: 'invalid', errors }
  const done = await commit(
    ports,
    actor,
    requestWriting(ports.db, before ? 'edited' : 'asked', before ? { changed: [row] } : { added: [row] }),
  )
  if (!done) return { ok: false, reason: before ? 'changed' : 'id-taken' }
  ports.log(before ? 'vendor-request.edited' : 'vendor-request.asked', { requestId: row.id, version: row.version })
  return { ok: true, row }
}

async function faultsOf(db: Needs['db'], row: VendorRequest, before: VendorRequest | null): Promise<FieldFault[]> {
  const errors: FieldFault[] = []
  if (before && before.state !== 'asked' && before.state !== 'in-progress')
    errors.push({ path: 'state', message: `it is ${before.state}: nothing of it changes any more` })
  const demand = async (path: string, table: 'units' | 'people', id: string | null, what: string) => {
    if (id !== null && !(await knownIds(db, table, [id])).has(id)) errors.push({ path, message: `no such ${what}: ${id}` })
  }
  await demand('unitId', 'units', row.unitId, 'unit')
  await demand('assigneeId', 'people', row.assigneeId, 'person')
  if (row.catalogueId !== null && !catalogue().has(row.catalogueId))
    errors.push({ path: 'catalogueId', message: `not in the catalogue: ${row.catalogueId}` })
  for (const id of Object.keys(row.documents))
    if (!documentIds.includes(id)) errors.push({ path: `documents.${id}`, message: `expected one of ${documentIds.join(', ')}` })
  return [...errors, ...(await evidenceFaults(db, row))]
}

/** Evidence belongs to a vendor: it can be linked once the request has one. */
async function evidenceFaults(db: Needs['db'], { documents, vendorId }: VendorRequest): Promise<FieldFault[]> {
  const linked = Object.entries(documents).flatMap(([id, { evidenceId }]) => (evidenceId ? [{ id, evidenceId }] : []))
  if (!linked.length) return []
  const there = await evidenceByIds(
    db,
    linked.map((one) => one.evidenceId),
  )
  return linked
    .filter(({ evidenceId }) => !there.some((one) => one.id === evidenceId && one.state === 'current' && one.vendorId === vendorId))
    .map(({ id }) => ({ path: `documents.${id}.evidenceId`, message: 'no such evidence of this vendor, or it was withdrawn' }))
}

/** The request as it stands now, whoever asks; null when there is none. For flows, after the caller was found to see it. */
export const requestNow = (db: Needs['db'], id: string) => vendorRequestById(db, { unitIds: null }, id)
