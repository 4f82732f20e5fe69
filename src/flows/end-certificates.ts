import { addDays, type Day } from '../core/day'
import { ruleActor } from '../store/audit'
import { type Certificate, certificatesEnding, certificatesOfVendor } from '../store/certificates'
import { certificateDocumentsEnding, type Evidence } from '../store/evidence'
import { findingById } from '../store/findings'
import { vendorRow } from '../store/reach'
import { persist, type Refusal } from '../store/writing'
import { type FindingPorts, type NewFinding, recordFinding } from './record-finding'

/**
 * Makes a finding `certification-lapsed` of every certificate whose last day lies between the last tick and this one, once whatever is repeated, and late
 * rather than never. None where the vendor has the same certificate anew, and none of one that had run out before it was recorded. Answers how many.
 */
export async function endCertificates(ports: FindingPorts, from: string | null): Promise<number> {
  const [since, today] = [from === null ? '' : from.slice(0, 10), ports.now().slice(0, 10)]
  if (since >= today) return 0
  let told = 0
  for (const one of await certificatesEnding(ports.db, since, today))
    if (one.validTo !== null && one.validTo >= one.createdAt.slice(0, 10) && !(await hasSuccessor(ports, one)))
      if (await tell(ports, certificateEnded(one, { endedOn: one.validTo, at: ports.now(), how: `Its last day was ${one.validTo}` })))
        told++
  for (const one of await certificateDocumentsEnding(ports.db, since, today))
    if (one.expiresOn !== null && one.expiresOn >= one.createdAt.slice(0, 10))
      if (await tell(ports, ofDocument(one, { endedOn: one.expiresOn, at: ports.now() }))) told++
  return told
}

/** Digits and letters of a standard without its year and publisher: ISO/IEC 27001:2022 and ISO 27001 are one. */
const standardKey = (standard: string) =>
  standard
    .toLowerCase()
    .replace(/:\s*\d{4}/, '')
    .replace(/\biec\b/, '')
    .replace(/[^a-z0-9]/g, '')

async function hasSuccessor({ db }: Pick<FindingPorts, 'db'>, ended: Certificate): Promise<boolean> {
  const others = await certificatesOfVendor(db, ended.vendorId, 500)
  return others.some(
    (one) =>
      one.id !== ended.id &&
      one.withdrawnReason === null &&
      standardKey(one.standard) === standardKey(ended.standard) &&
      (one.validTo === null || one.validTo > (ended.validTo ?? '')) &&
      (one.validFrom === null || one.validFrom <= addDays(ended.validTo ?? one.validFrom, 1)),
  )
}

type End = { endedOn: Day; at: string; how: string }

/** The finding that a certificate of a vendor no longer stands: reported by our own watch, on all its systems. */
export function certificateEnded(one: Certificate, { endedOn, at, how }: End): NewFinding & { id: string } {
  const named = [one.standard, one.number && `no. ${one.number}`, one.issuer && `by ${one.issuer}`].filter(Boolean).join(', ')
  return {
    ...lapsed(one.vendorId, { id: `ended-${one.id}-${endedOn}`, endedOn, at }),
    quotes: [
      {
        side: 'stated',
        text: `${named}: valid to ${one.validTo ?? 'no stated day'}${one.scope ? `. Scope: ${one.scope}` : ''}`.slice(0, 5_000),
        sourceId: null,
      },
    ],
    reported: { type: 'monitoring', note: `${how}, and no later one is on record.`.slice(0, 2_000), evidenceId: one.evidenceId },
  }
}

const ofDocument = (one: Evidence, { endedOn, at }: Omit<End, 'how'>): NewFinding & { id: string } => ({
  ...lapsed(one.vendorId, { id: `ended-${one.id}-${endedOn}`, endedOn, at }),
  quotes: [{ side: 'stated', text: `${one.name}: runs out on ${endedOn}`, sourceId: null }],
  reported: { type: 'monitoring', note: `Its last day was ${endedOn}.`, evidenceId: one.id },
})

const lapsed = (vendorId: string, { id, endedOn, at }: { id: string; endedOn: Day; at: string }) => ({
  id,
  changeId: null,
  vendorId,
  systemIds: [],
  sourceId: null,
  kinds: ['certification-lapsed'],
  announcement: 'unknown' as const,
  announcedBy: null,
  announcementWhy:
    addDays(endedOn, 1) < at.slice(0, 10) ? `Noted late: it ended on ${endedOn}, and nothing ran since.` : `It ended on ${endedOn}.`,
  announcementOpenUntil: null,
  effectiveOn: addDays(endedOn, 1),
  effectiveWords: null,
  objectBy: null,
  origin: 'reported' as const,
  detectedAt: at,
})

async function tell(ports: FindingPorts, finding: NewFinding & { id: string }): Promise<boolean> {
  const done = await persist<null, Refusal>(ports, ruleActor, async () => {
    if (await findingById(ports.db, finding.id)) return { ok: false, reason: 'told' }
    if (!(await vendorRow(ports.db, finding.vendorId))) return { ok: false, reason: 'no-such-vendor' }
    return { ok: true, writing: (await recordFinding(ports, finding, 'confirmed')).writing, result: null }
  })
  return done.ok
}
