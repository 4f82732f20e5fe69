import type { BasisType } from '../core/decision'
import { groupBy } from '../core/group'
import type { SourceType } from '../core/source'
import type { Ports } from '../ports'
import { canonicalJson } from '../store/audit'
import { basisRecords, currentSnapshots, movedSnapshots } from '../store/basis'
import { basisKey } from '../store/decisions'
import { evidenceState } from '../store/evidence'
import type { Scope } from '../store/visibility'

export type BasisItem = { type: BasisType; id: string }
/** `page` is what kind of page a snapshot is of, and when it was read; null for all else. */
type Found = { hash: string; sourceId: string | null; page: { type: SourceType; at: string } | null; name: string; fault: string | null }
/** What stands behind each item, in its order; null where there is none to be seen. */
export type Pinned = { item: BasisItem; found: Found | null }

/**
 * Each item with its hash as of now: of a snapshot the fingerprint, of a claim a hash of its words and support, of evidence the SHA-256 of its bytes,
 * of certificates and contracts that of their fields in canonical JSON. `fault` says why something can be rested on no longer.
 */
export async function pinBasis(ports: Pick<Ports, 'db' | 'now' | 'digest'>, scope: Scope, items: readonly BasisItem[]): Promise<Pinned[]> {
  const { db, digest } = ports
  const today = ports.now().slice(0, 10)
  const byType = groupBy(items, (item) => item.type)
  const ids = (type: BasisType) => (byType.get(type) ?? []).map((item) => item.id)
  const found = new Map<string, Found>()
  const hashed = (value: object) => digest(canonicalJson(value))
  const ended = (day: string | null, word: string) => (day !== null && day < today ? `${word} on ${day}` : null)

  const moved = new Set((await movedSnapshots(db, ids('snapshot'))).map((row) => row.id))
  for (const one of await basisRecords.snapshot(db, scope, ids('snapshot')))
    found.set(basisKey({ type: 'snapshot', id: one.id }), {
      hash: one.fingerprint,
      sourceId: one.sourceId,
      page: { type: one.type, at: one.at },
      name: `${one.type} page as read ${one.at.slice(0, 10)}`,
      fault: moved.has(one.id) ? 'has changed since, which was triaged as material' : null,
    })
  for (const one of await basisRecords.claim(db, scope, ids('claim')))
    found.set(basisKey({ type: 'claim', id: one.id }), {
      hash: hashed({ answer: one.answer, support: one.support }),
      sourceId: one.sourceId,
      page: null,
      name: `answer to ${one.questionId}`,
      fault: one.state === 'holds' || one.state === 'relocated' ? null : `is ${one.state}`,
    })
  for (const one of await basisRecords.evidence(db, scope, ids('evidence'))) {
    const state = evidenceState(one, today)
    found.set(basisKey({ type: 'evidence', id: one.id }), {
      hash: one.sha256,
      sourceId: null,
      page: null,
      name: one.name,
      fault: state === 'current' ? null : state === 'expired' ? `expired on ${one.expiresOn}` : 'was withdrawn',
    })
  }
  for (const one of await basisRecords.certificate(db, scope, ids('certificate'))) {
    const { vendorId, standard, number, issuer, scope: covers, validFrom, validTo, evidenceId } = one
    found.set(basisKey({ type: 'certificate', id: one.id }), {
      hash: hashed({ vendorId, standard, number, issuer, scope: covers, validFrom, validTo, evidenceId }),
      sourceId: null,
      page: null,
      name: `certificate ${[standard, number].filter(Boolean).join(' ')}`,
      fault: one.withdrawnReason !== null ? 'was withdrawn' : ended(validTo, 'ended'),
    })
  }
  for (const one of await basisRecords.contract(db, scope, ids('contract'))) {
    const { vendorId, reference, startsOn, endsOn, renewsOn, noticeByOn, clauses } = one
    found.set(basisKey({ type: 'contract', id: one.id }), {
      hash: hashed({ vendorId, reference, startsOn, endsOn, renewsOn, noticeByOn, clauses }),
      sourceId: null,
      page: null,
      name: `contract ${reference ?? one.id}`,
      fault: ended(endsOn, 'ended'),
    })
  }
  return items.map((item) => ({ item, found: found.get(basisKey(item)) ?? null }))
}

/** The same items with each snapshot put forward to the one that its source has now. */
export async function broughtForward({ db }: Pick<Ports, 'db'>, items: readonly BasisItem[]): Promise<BasisItem[]> {
  const snapshots = await basisRecords.snapshot(
    db,
    { unitIds: null },
    items.flatMap((item) => (item.type === 'snapshot' ? [item.id] : [])),
  )
  const current = await currentSnapshots(
    db,
    snapshots.map((one) => one.sourceId),
  )
  const next = new Map(snapshots.map((one) => [one.id, current.get(one.sourceId) ?? one.id]))
  const forward = items.map((item) => (item.type === 'snapshot' ? { ...item, id: next.get(item.id) ?? item.id } : item))
  return forward.filter((item, index) => forward.findIndex((other) => basisKey(other) === basisKey(item)) === index)
}
