import { z } from 'zod'
import { claimDocument, placeOf, surroundings } from '../core/claim-document'
import { fateOf } from '../core/claim-fate'
import { compare } from '../core/compare'
import { differencesOf } from '../core/differences'
import { emptyMemory } from '../core/memory'
import type { Ports } from '../ports'
import type { Actor } from '../store/audit'
import { type Claim, claimById, currentSnapshotOf, type PassageSupport, writeClaims } from '../store/claims'
import { evidenceById } from '../store/evidence'
import { questionnaireById } from '../store/questionnaires'
import { systemRow, vendorRow } from '../store/reach'
import type { Support } from '../store/schema'
import { snapshotById } from '../store/snapshots'
import { sourceById } from '../store/sources'
import { combine, nothing, type Persisted, persist, type Refusal } from '../store/writing'
import { readingOf, versionsOf } from './claim-versions'
import { knownQuestions } from './known-questions'

const id = z.string().min(1).max(200)
const longestQuote = 5_000

export const newClaim = z.strictObject({
  id: id.optional(),
  vendorId: id,
  systemId: id.nullish(),
  /** Of the pack, or of a set of our own. */
  questionId: id,
  answer: z.string().trim().min(1).max(10_000),
  support: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('passage'),
      sourceId: id,
      snapshotId: id,
      exact: z.string().trim().min(1).max(longestQuote),
      prefix: z.string().max(1_000).default(''),
      suffix: z.string().max(1_000).default(''),
    }),
    z.strictObject({ type: z.literal('document'), evidenceId: id, page: z.number().int().min(1).max(100_000).nullish() }),
    z.strictObject({ type: z.literal('reply'), questionnaireId: id }),
  ]),
  /** The claim whose place it takes: another answer to the same question. */
  replaces: id.optional(),
})
export type NewClaim = z.output<typeof newClaim>

export type ClaimRefusal = Refusal<
  | 'unknown'
  | 'id-taken'
  | 'no-such-vendor'
  | 'no-such-question'
  | 'no-such-system'
  | 'other-vendor'
  | 'no-such-source'
  | 'no-such-snapshot'
  | 'not-in-snapshot'
  | 'snapshot-not-kept'
  | 'no-such-document'
  | 'no-such-questionnaire'
  | 'no-such-claim'
  | 'already-withdrawn'
>
type ClaimPorts = Pick<Ports, 'db' | 'now' | 'newId' | 'digest' | 'bodies' | 'pipeline'>

/**
 * Records an answer about a vendor, pinned to its support. A quoted passage must stand in the snapshot named; where a later version of the page is the
 * current one, the claim says at once what became of it.
 */
export async function makeClaim(ports: ClaimPorts, actor: Actor, given: NewClaim): Promise<Persisted<Claim, ClaimRefusal>> {
  const { db, now, newId } = ports
  if (!(await knownQuestions(ports)).has(given.questionId)) return { ok: false, reason: 'no-such-question' }
  const pinned = await pin(ports, given)
  if (!pinned.ok) return pinned
  return persist<Claim, ClaimRefusal>(ports, actor, async () => {
    const vendor = await vendorRow(db, given.vendorId)
    if (!vendor) return { ok: false, reason: 'no-such-vendor' }
    if (given.id && (await claimById(db, given.id))) return { ok: false, reason: 'id-taken' }
    const system = given.systemId ? await systemRow(db, given.systemId) : null
    if (given.systemId && !system) return { ok: false, reason: 'no-such-system' }
    if (system && system.vendorId !== given.vendorId) return { ok: false, reason: 'other-vendor' }
    const old = given.replaces ? await claimById(db, given.replaces) : null
    if (given.replaces && (old?.vendorId !== given.vendorId || old.questionId !== given.questionId))
      return { ok: false, reason: 'no-such-claim', detail: 'No claim of this vendor on this question.' }
    const at = now()
    const { support } = pinned
    const claim: Claim = {
      id: given.id ?? newId(),
      vendorId: given.vendorId,
      systemId: given.systemId ?? null,
      questionId: given.questionId,
      answer: given.answer,
      support,
      sourceId: support.type === 'passage' ? support.sourceId : null,
      evidenceId: support.type === 'document' ? support.evidenceId : null,
      questionnaireId: support.type === 'reply' ? support.questionnaireId : null,
      state: 'holds',
      before: null,
      after: null,
      checkedSnapshotId: support.type === 'passage' ? support.snapshotId : null,
      findingId: null,
      reason: null,
      replacedBy: null,
      claimedBy: actor.personId,
      ...pinned.moved,
      version: 1,
      demo: vendor.demo,
      createdAt: at,
      updatedAt: at,
    }
    const replaced = old ? [{ ...old, replacedBy: claim.id, version: old.version + 1, updatedAt: at }] : []
    const writing = combine(
      writeClaims(db, 'claim.made', { added: [claim] }),
      old ? writeClaims(db, 'claim.replaced', { changed: replaced }) : nothing,
    )
    return { ok: true, writing, result: claim }
  })
}

type Pinned = { ok: true; support: Support; moved?: Pick<Claim, 'state' | 'before' | 'after' | 'checkedSnapshotId'> } | ClaimRefusal

async function pin(ports: ClaimPorts, { support, vendorId }: NewClaim): Promise<Pinned> {
  const { db } = ports
  if (support.type === 'passage') return pinPassage(ports, support, vendorId)
  if (support.type === 'reply') {
    const round = await questionnaireById(db, support.questionnaireId)
    return round?.vendorId === vendorId ? { ok: true, support } : { ok: false, reason: 'no-such-questionnaire' }
  }
  const document = await evidenceById(db, support.evidenceId)
  if (document?.vendorId !== vendorId || document.state === 'withdrawn')
    return { ok: false, reason: 'no-such-document', detail: 'No such document of this vendor, or it was withdrawn.' }
  return { ok: true, support }
}

const contextLength = 120

async function pinPassage(ports: ClaimPorts, support: PassageSupport, vendorId: string): Promise<Pinned> {
  const { db } = ports
  const source = await sourceById(db, support.sourceId)
  if (source?.vendorId !== vendorId) return { ok: false, reason: 'no-such-source' }
  const snapshot = await snapshotById(db, support.snapshotId)
  if (snapshot?.sourceId !== source.id) return { ok: false, reason: 'no-such-snapshot' }
  const view = { id: source.id, url: source.url, type: source.type, collector: source.collector, rules: snapshot.rules }
  const reading = await readingOf(ports, view, snapshot.id)
  if (!reading) return { ok: false, reason: 'snapshot-not-kept', detail: 'What this snapshot was read from is no longer kept.' }
  const document = claimDocument(reading.statements)
  const place = placeOf(document, support)
  if (!place) return { ok: false, reason: 'not-in-snapshot' }
  const around = surroundings(document, place, contextLength)
  const pinned: PassageSupport = {
    ...support,
    prefix: support.prefix || around.prefix,
    suffix: support.suffix || around.suffix,
    section: reading.statements[place.first]?.section ?? null,
  }
  const currentId = await currentSnapshotOf(db, source.id)
  if (!currentId || currentId === snapshot.id) return { ok: true, support: pinned }
  const current = await readingOf(ports, { ...view, rules: source.rules }, currentId)
  if (!current) return { ok: true, support: pinned }
  const { differences } = differencesOf(compare(reading, current), reading, current, emptyMemory, source.type)
  const fate = fateOf(pinned, versionsOf(reading, current, differences))
  if (!fate || fate.state === 'holds') return { ok: true, support: pinned }
  if (fate.state === 'edited' && fate.cosmetic) return { ok: true, support: { ...pinned, now: fate.after } }
  const after = fate.state === 'gone' ? null : fate.after
  return { ok: true, support: pinned, moved: { state: fate.state, before: fate.before, after, checkedSnapshotId: currentId } }
}
