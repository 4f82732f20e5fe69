import { z } from 'zod'
import { dayText } from '../core/day'
import { pack } from '../core/pack'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { insertBody, placed } from '../store/bodies'
import { type Evidence, evidenceById, holdBody, writeEvidence } from '../store/evidence'
import { vendorRow } from '../store/reach'
import { combine, nothing, type Persisted, persist, type Refusal } from '../store/writing'
import { lapseDecisions } from './lapse-decisions'
import { proofWithdrawn } from './proof-ends'
import { scanUpload } from './scan-upload'

/** Beside the request's own limit: what a document may weigh (CONTRACT.md, Defaults). */
export const maxEvidenceBytes = 25_000_000

const editable = {
  name: z.string().trim().min(1).max(500),
  type: z.string().trim().min(1).max(100).nullish(),
  /** What of the vendor it covers: products, sites, services. */
  scope: z.string().trim().min(1).max(4_000).nullish(),
  periodFrom: dayText.nullish(),
  periodTo: dayText.nullish(),
  expiresOn: dayText.nullish(),
  supports: z
    .array(
      z
        .string()
        .refine((id) => pack().obligations.has(id), { error: (issue) => `the pack knows no obligation ${JSON.stringify(issue.input)}` }),
    )
    .max(300)
    .default([]),
}
const inOrder = ({ periodFrom, periodTo }: { periodFrom?: string | null; periodTo?: string | null }) =>
  !periodFrom || !periodTo || periodFrom <= periodTo
const outOfOrder = { path: ['periodTo'], error: 'lies before the day from which it covers' }
/** What a person may change later: not the file, and not whose it is. */
export const evidenceFields = z.strictObject(editable).refine(inOrder, outOfOrder)
/** As many of them as are sent. */
export const evidenceEdits = z.strictObject(editable).partial()
export const newEvidence = z
  .strictObject({ id: z.string().min(1).max(200).optional(), vendorId: z.string().min(1).max(200), ...editable })
  .refine(inOrder, outOfOrder)

export type EvidenceFile = { name: string | null; body: Uint8Array }
export type EvidenceRefusal = Refusal<'unknown' | 'no-such-vendor' | 'id-taken' | 'changed' | 'already-withdrawn' | 'file-refused'>
type EvidencePorts = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'bodies'>

/**
 * Keeps a document as proof: its bytes once, under their SHA-256, whoever uploads them again. Its media type is what its content is, whatever its name or the
 * sender says; what could do something when it is opened is refused, with the reason (`scanUpload`).
 */
export async function addEvidence(
  ports: EvidencePorts,
  actor: Actor,
  given: z.output<typeof newEvidence>,
  file: EvidenceFile,
): Promise<Persisted<Evidence, EvidenceRefusal>> {
  const { db, now, newId, digest, bodies } = ports
  const scanned = await scanUpload(file.body)
  if (!scanned.ok) return { ok: false, reason: 'file-refused', detail: `The file is not kept: it is ${scanned.what}.` }
  const sha256 = digest(file.body)
  const stored = await bodies.encode(file.body, [])
  const kept = await placed(ports, { hash: sha256, bytes: file.body.byteLength, baseHash: null, stored })
  return persist<Evidence, EvidenceRefusal>(ports, actor, async () => {
    if (!(await vendorRow(db, given.vendorId))) return { ok: false, reason: 'no-such-vendor' }
    if (given.id && (await evidenceById(db, given.id))) return { ok: false, reason: 'id-taken' }
    const at = now()
    const vendor = await vendorRow(db, given.vendorId)
    const added: Evidence = {
      id: given.id ?? newId(),
      vendorId: given.vendorId,
      ...detailsOf(given),
      fileName: file.name,
      mediaType: scanned.mediaType,
      sha256,
      bytes: file.body.byteLength,
      state: 'current',
      withdrawnReason: null,
      version: 1,
      demo: vendor?.demo ?? false,
      createdAt: at,
      updatedAt: at,
    }
    const bytes = (applies: Parameters<typeof insertBody>[2]) => [...insertBody(db, kept, applies), holdBody(db, sha256, applies)]
    return { ok: true, writing: writeEvidence(db, 'evidence.added', { added: [added], bytes }), result: added }
  })
}

const detailsOf = (given: z.output<typeof evidenceFields>) => ({
  name: given.name,
  type: given.type ?? null,
  scope: given.scope ?? null,
  periodFrom: given.periodFrom ?? null,
  periodTo: given.periodTo ?? null,
  expiresOn: given.expiresOn ?? null,
  supports: given.supports,
})

/** Replaces what may be changed, where the record still has the version that was read. */
export async function editEvidence(
  ports: EvidencePorts,
  actor: Actor,
  before: Evidence,
  given: z.output<typeof evidenceFields>,
): Promise<Persisted<Evidence, EvidenceRefusal>> {
  return persist<Evidence, EvidenceRefusal>(ports, actor, async () => {
    const live = await evidenceById(ports.db, before.id)
    if (live?.version !== before.version) return { ok: false, reason: 'changed' }
    const next: Evidence = { ...before, ...detailsOf(given), version: before.version + 1, updatedAt: ports.now() }
    const ended = next.expiresOn !== null && next.expiresOn < ports.now().slice(0, 10) && next.expiresOn !== before.expiresOn
    const lapsed = ended
      ? await lapseDecisions(ports, { evidenceIds: [next.id], text: `${next.name} expired on ${next.expiresOn}` })
      : nothing
    return { ok: true, writing: combine(writeEvidence(ports.db, 'evidence.edited', { changed: [next] }), lapsed), result: next }
  })
}

/** Withdrawn evidence stays readable where it was used, and supports nothing any longer: what rests on it is told in the same batch. */
export function withdrawEvidence(
  ports: EvidencePorts,
  actor: Actor,
  id: string,
  reason: string,
): Promise<Persisted<Evidence, EvidenceRefusal>> {
  return persist<Evidence, EvidenceRefusal>(ports, actor, async () => {
    const before = await evidenceById(ports.db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    if (before.state === 'withdrawn') return { ok: false, reason: 'already-withdrawn' }
    const next: Evidence = { ...before, state: 'withdrawn', withdrawnReason: reason, version: before.version + 1, updatedAt: ports.now() }
    const lapsed = await proofWithdrawn(ports, before, reason)
    return { ok: true, writing: combine(writeEvidence(ports.db, 'evidence.withdrawn', { changed: [next] }), lapsed), result: next }
  })
}
