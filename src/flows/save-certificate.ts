import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { dayText } from '../core/day'
import { recordId } from '../core/register-record'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { type Certificate, certificateById, writeCertificates } from '../store/certificates'
import { evidenceById } from '../store/evidence'
import { vendorRow } from '../store/reach'
import { certificates } from '../store/schema'
import { combine, nothing, type Persisted, persist, type Refusal, type Writing } from '../store/writing'
import { certificateEnded } from './end-certificates'
import { lapseDecisions } from './lapse-decisions'
import { recordFinding } from './record-finding'

const text = (most: number) => z.string().trim().min(1).max(most)

export const certificateFields = z.strictObject({
  /** As it is written: ISO/IEC 42001:2023, ISO/IEC 27001:2022, SOC 2 Type 2 … */
  standard: text(200),
  number: text(200).nullish(),
  issuer: text(300).nullish(),
  scope: text(4_000).nullish(),
  validFrom: dayText.nullish(),
  /** The last day on which it holds. */
  validTo: dayText.nullish(),
  evidenceId: text(200).nullish(),
  /** Why its issuer, or the vendor, took it back; null while it stands. */
  withdrawnReason: text(2_000).nullish(),
})
export const newCertificate = certificateFields.extend({ id: recordId.optional(), vendorId: z.string().min(1).max(200) })
type Given = z.output<typeof certificateFields>

export type CertificateRefusal = Refusal<
  'unknown' | 'no-such-vendor' | 'no-such-certificate-evidence' | 'bad-days' | 'id-taken' | 'changed'
>
type Needs = Pick<Ports, 'db' | 'now' | 'newId' | 'digest'>

const detailsOf = (given: Given) => ({
  standard: given.standard,
  number: given.number ?? null,
  issuer: given.issuer ?? null,
  scope: given.scope ?? null,
  validFrom: given.validFrom ?? null,
  validTo: given.validTo ?? null,
  evidenceId: given.evidenceId ?? null,
  withdrawnReason: given.withdrawnReason ?? null,
})

/** Adds a certificate of a vendor. Its document, where one is named, is evidence about the same vendor. */
export function addCertificate(
  ports: Needs,
  actor: Actor,
  { id, vendorId, ...given }: z.output<typeof newCertificate>,
): Promise<Persisted<Certificate, CertificateRefusal>> {
  const { db, now, newId } = ports
  return persist<Certificate, CertificateRefusal>(ports, actor, async () => {
    const vendor = await vendorRow(db, vendorId)
    if (!vendor) return { ok: false, reason: 'no-such-vendor' }
    if (id && (await certificateById(db, id))) return { ok: false, reason: 'id-taken' }
    const fault = await faultIn(ports, vendorId, given)
    if (fault) return fault
    const at = now()
    const added: Certificate = {
      id: id ?? newId(),
      vendorId,
      ...detailsOf(given),
      version: 1,
      demo: vendor.demo,
      createdAt: at,
      updatedAt: at,
    }
    return { ok: true, writing: writeCertificates(db, 'certificate.added', { added: [added] }), result: added }
  })
}

/** Replaces what is known of it, where it still has the version that was read. Taken back by its issuer, decisions that rest on it lapse. */
export function editCertificate(
  ports: Needs,
  actor: Actor,
  before: Certificate,
  given: Given,
): Promise<Persisted<Certificate, CertificateRefusal>> {
  return persist<Certificate, CertificateRefusal>(ports, actor, async () => {
    const live = await certificateById(ports.db, before.id)
    if (!live) return { ok: false, reason: 'unknown' }
    if (live.version !== before.version) return { ok: false, reason: 'changed' }
    const fault = await faultIn(ports, before.vendorId, given)
    if (fault) return fault
    const next: Certificate = { ...before, ...detailsOf(given), version: before.version + 1, updatedAt: ports.now() }
    const lapsed = before.withdrawnReason === null && next.withdrawnReason !== null ? await takenBack(ports, next) : nothing
    return { ok: true, writing: combine(writeCertificates(ports.db, 'certificate.edited', { changed: [next] }), lapsed), result: next }
  })
}

/** Takes a record out that should not be there; a certificate that ended stays, for it once stood. */
export function removeCertificate(ports: Needs, actor: Actor, before: Certificate): Promise<Persisted<null, CertificateRefusal>> {
  return persist<null, CertificateRefusal>(ports, actor, async () => {
    const live = await certificateById(ports.db, before.id)
    if (!live) return { ok: false, reason: 'unknown' }
    if (live.version !== before.version) return { ok: false, reason: 'changed' }
    const removal: Writing = {
      acts: [{ action: 'certificate.removed', entity: 'certificate', entityId: before.id, after: null }],
      write: (applies) => [ports.db.delete(certificates).where(sql`${eq(certificates.id, before.id)} and ${applies}`)],
      guard: sql`exists (select 1 from certificates where id = ${before.id} and version = ${before.version})`,
    }
    return { ok: true, writing: combine(removal, await lapsedWith(ports, before, 'was removed from the register')), result: null }
  })
}

/** Its issuer took it back: decisions that rest on it lapse, and the loss is a finding like any other. */
async function takenBack(ports: Needs, one: Certificate): Promise<Writing> {
  const [at, why] = [ports.now(), one.withdrawnReason ?? '']
  const ended = { ...certificateEnded(one, { endedOn: at.slice(0, 10), at, how: `Withdrawn: ${why}` }), id: ports.newId() }
  const recorded = await recordFinding(ports, ended, 'confirmed')
  return combine(await lapsedWith(ports, one, `was withdrawn: ${why}`), recorded.writing)
}

const lapsedWith = (ports: Needs, one: Certificate, how: string) =>
  lapseDecisions(ports, { certificateIds: [one.id], text: `The certificate ${one.standard} ${how}`.slice(0, 500) })

async function faultIn({ db }: Pick<Ports, 'db'>, vendorId: string, given: Given): Promise<CertificateRefusal | null> {
  if (given.validFrom && given.validTo && given.validTo < given.validFrom) return { ok: false, reason: 'bad-days' }
  if (!given.evidenceId) return null
  const document = await evidenceById(db, given.evidenceId)
  return document?.vendorId === vendorId && document.state !== 'withdrawn' ? null : { ok: false, reason: 'no-such-certificate-evidence' }
}
