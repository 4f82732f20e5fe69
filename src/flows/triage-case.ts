import { z } from 'zod'
import { packSets } from '../core/register'
import type { Actor } from '../store/audit'
import { type Case, caseById, casesById, writeCases } from '../store/cases'
import { type Dismissal, dismissalsOfCase, writeDismissals } from '../store/dismissals'
import { findingsById } from '../store/findings'
import { type Review, reviewsOfCases, writeReviews } from '../store/reviews'
import { combine, nothing, type Persisted, persist, type Refusal, type Writing } from '../store/writing'
import { applySets, type EditedRecord, registerProposed } from './apply-sets'
import { noticesOfTriage, withoutNotices } from './notify-people'
import { passageOf } from './passage'
import type { FindingPorts } from './record-finding'
import { settleToDos } from './settle-to-dos'

const reason = z.string().trim().min(1).max(5_000)
export const triage = z.strictObject({
  answer: z.enum(['material', 'not-material']),
  reason,
  sets: packSets.nullish(),
})
export type Triage = z.infer<typeof triage>

export type TriageRefusal = Refusal<
  'unknown' | 'already-answered' | 'own-work' | 'not-waiting' | 'too-late' | 'nothing-to-undo' | 'bad-parents' | 'named-twice'
>
type Done = Persisted<Case, TriageRefusal>

/**
 * A person's answer to a case. *Material*: its reviews enter their owners' lists, notices go out, register edits in `sets` are applied, a feature that it
 * proposed is registered. *Not material*: the case and its reviews close, but where the severity is critical only with a second signature.
 */
export async function triageCase(ports: FindingPorts, actor: Actor, id: string, answered: Triage): Promise<Done> {
  const { db, now } = ports
  let edited: EditedRecord[] = []
  const done = await persist<Case, TriageRefusal>(ports, actor, async () => {
    const before = await caseById(db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    if (!takes(before, answered)) return { ok: false, reason: 'already-answered', detail: `The case is ${before.state}.` }
    const at = now()
    const next: Case = {
      ...before,
      answer: answered.answer,
      reason: answered.reason,
      triagedBy: actor.personId,
      triagedAt: at,
      stateBefore: null,
      snoozedUntil: null,
      snoozeReason: null,
      version: before.version + 1,
      updatedAt: at,
    }
    const made = await answer(ports, actor, next, answered)
    if (made.ok) edited = made.records
    return made
  })
  if (done.ok) for (const { entity, entityId } of edited) await settleToDos(ports, actor, entity, entityId)
  return done
}

const takes = ({ state, answer: said }: Case, answered: Pick<Triage, 'answer'>): boolean =>
  ((state === 'open' || state === 'snoozed') && said === null) || (state === 'awaiting-second-signature' && answered.answer === 'material')

/**
 * Answers many cases, each as if alone. None is touched when one is not there, named twice or answered already; `index` is the place of the refused
 * one. What others answer meanwhile, or an edit that a case refuses, ends it there: the ones before stand.
 */
export async function triageCases(
  ports: FindingPorts,
  actor: Actor,
  items: readonly (Triage & { id: string })[],
): Promise<Persisted<Case[], TriageRefusal & { index: number }>> {
  const ids = items.map((item) => item.id)
  const cases = new Map((await casesById(ports.db, ids)).map((one) => [one.id, one]))
  for (const [index, item] of items.entries()) {
    const before = cases.get(item.id)
    if (!before) return { ok: false, reason: 'unknown', index }
    if (ids.indexOf(item.id) < index) return { ok: false, reason: 'named-twice', index }
    if (!takes(before, item)) return { ok: false, reason: 'already-answered', index, detail: `The case is ${before.state}.` }
  }
  const result: Case[] = []
  for (const [index, { id, ...said }] of items.entries()) {
    const done = await triageCase(ports, actor, id, said)
    if (!done.ok) return { ...done, index }
    result.push(done.result)
  }
  return { ok: true, result }
}

type Answered = { ok: true; writing: Writing; result: Case; records: EditedRecord[] } | (TriageRefusal & { ok: false })

async function answer(ports: FindingPorts, actor: Actor, next: Case, { answer: said, sets }: Triage): Promise<Answered> {
  const { db } = ports
  if (said === 'material') {
    const triaged: Case = { ...next, state: 'triaged' }
    const applied = await applySets(ports, triaged, sets ?? {})
    if (!applied.ok) return applied
    const reviews = await reviewsOfCases(db, [next.id], 'open')
    const writing = combine(
      writeCases(db, 'case.triaged', { changed: [triaged] }),
      applied.writing,
      await registerProposed(ports, triaged),
      noticesOfTriage(ports, triaged, reviews),
    )
    return { ok: true, writing, result: triaged, records: applied.records }
  }
  if (next.severity === 'critical') {
    const waiting: Case = { ...next, state: 'awaiting-second-signature' }
    return { ok: true, writing: writeCases(db, 'case.answered-not-material', { changed: [waiting] }), result: waiting, records: [] }
  }
  return { ok: true, ...(await closeAsNotMaterial(ports, next, { closedBy: actor.personId, approvedBy: null })), records: [] }
}

type Signed = { closedBy: string | null; approvedBy: string | null }

/** The case closed with all its reviews, but for those that another case still asks for. What was said is remembered for its passages. */
async function closeAsNotMaterial(
  ports: FindingPorts,
  next: Case,
  { closedBy, approvedBy }: Signed,
): Promise<{ writing: Writing; result: Case }> {
  const { db, now } = ports
  const at = now()
  const closed: Case = { ...next, state: 'closed', closedAt: at, ...(approvedBy ? { approvedBy, approvedAt: at } : {}) }
  const open = await reviewsOfCases(db, [next.id], 'open')
  const others = await stillOpen(ports, open, next.id)
  const reviews = open
    .filter((review) => review.reasons.every((reason) => !others.has(reason.caseId)))
    .map(
      (review): Review => ({
        ...review,
        state: 'closed',
        outcome: 'not-material',
        outcomeReason: next.reason,
        closedAt: at,
        closedBy,
        approvedBy,
        approvedAt: approvedBy ? at : null,
        version: review.version + 1,
        updatedAt: at,
      }),
    )
  const writing = combine(
    writeCases(db, 'case.closed-not-material', { changed: [closed] }),
    writeReviews(db, 'review.closed-not-material', { changed: reviews }),
    writeDismissals(db, { added: await remembered(ports, closed, closedBy) }),
  )
  return { writing, result: closed }
}

/** The cases, other than this, that stand behind the reviews and are not closed. */
async function stillOpen({ db }: Pick<FindingPorts, 'db'>, reviews: readonly Review[], caseId: string): Promise<Set<string>> {
  const ids = new Set(reviews.flatMap((review) => review.reasons.map((reason) => reason.caseId)))
  ids.delete(caseId)
  const cases = await casesById(db, [...ids])
  return new Set(cases.filter((one) => one.state !== 'closed').map((one) => one.id))
}

async function remembered({ db, now, newId, digest }: FindingPorts, closed: Case, actorId: string | null): Promise<Dismissal[]> {
  const findings = await findingsById(db, closed.findingIds)
  return findings.flatMap((finding) =>
    [...new Set(finding.quotes.map((quote) => passageOf(digest, quote.text)))].map((passage) => ({
      id: newId(),
      vendorId: finding.vendorId,
      sourceId: finding.sourceId,
      passage,
      kinds: finding.kinds,
      reason: closed.reason ?? '',
      caseId: closed.id,
      actorId,
      at: now(),
    })),
  )
}

/** The second signature under *not material*: by another person than the first. */
export function approveCase(ports: FindingPorts, actor: Actor, id: string): Promise<Done> {
  return persist<Case, TriageRefusal>(ports, actor, async () => {
    const before = await caseById(ports.db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    if (before.state !== 'awaiting-second-signature') return { ok: false, reason: 'not-waiting', detail: `The case is ${before.state}.` }
    if (before.triagedBy === actor.personId)
      return { ok: false, reason: 'own-work', detail: 'A second person signs what the first one answered.' }
    const next = { ...before, version: before.version + 1, updatedAt: ports.now() }
    return { ok: true, ...(await closeAsNotMaterial(ports, next, { closedBy: before.triagedBy, approvedBy: actor.personId })) }
  })
}

/** The second person does not sign: the case waits for triage again. */
export function returnCase(ports: FindingPorts, actor: Actor, id: string, why: string): Promise<Done> {
  return persist<Case, TriageRefusal>(ports, actor, async () => {
    const before = await caseById(ports.db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    if (before.state !== 'awaiting-second-signature') return { ok: false, reason: 'not-waiting', detail: `The case is ${before.state}.` }
    const next: Case = { ...before, ...unanswered, reason: why, version: before.version + 1, updatedAt: ports.now() }
    return { ok: true, writing: writeCases(ports.db, 'case.returned', { changed: [next] }), result: next }
  })
}

const unanswered = { state: 'open', answer: null, triagedBy: null, triagedAt: null } as const

const undoMs = 3_600_000

/**
 * Takes an answer back within the hour: the case is open again, and so are the reviews that it closed, unless another has been opened in their place.
 * Notices that have not been sent are withdrawn; register edits that were accepted stay.
 */
export function undoTriage(ports: FindingPorts, actor: Actor, id: string): Promise<Done> {
  const { db, now } = ports
  return persist<Case, TriageRefusal>(ports, actor, async () => {
    const before = await caseById(db, id)
    if (!before) return { ok: false, reason: 'unknown' }
    if (before.answer === null || before.triagedAt === null || before.joinedInto) return { ok: false, reason: 'nothing-to-undo' }
    if (before.answer === 'material' && before.state === 'closed')
      return { ok: false, reason: 'nothing-to-undo', detail: 'Its reviews have been closed since.' }
    const at = now()
    const since = before.approvedAt ?? before.triagedAt
    if (Date.parse(at) - Date.parse(since) > undoMs)
      return { ok: false, reason: 'too-late', detail: `Answered on ${since}; an answer can be undone within the hour.` }
    const next: Case = {
      ...before,
      state: 'open',
      stateBefore: null,
      answer: null,
      reason: null,
      triagedBy: null,
      triagedAt: null,
      approvedBy: null,
      approvedAt: null,
      snoozedUntil: null,
      snoozeReason: null,
      closedAt: null,
      version: before.version + 1,
      updatedAt: at,
    }
    const writing = combine(
      writeCases(db, 'case.triage-undone', { changed: [next] }),
      before.state === 'closed' ? await reopenClosed(ports, before, at) : nothing,
      writeDismissals(db, { removed: await dismissalsOfCase(db, id) }),
      withoutNotices(ports, id),
    )
    return { ok: true, writing, result: next }
  })
}

async function reopenClosed({ db }: Pick<FindingPorts, 'db'>, closed: Case, at: string): Promise<Writing> {
  const all = await reviewsOfCases(db, [closed.id])
  const taken = new Set(all.filter((review) => review.state !== 'closed').map((review) => `${review.deploymentId} ${review.obligationId}`))
  const mine = all.filter((review) => review.state === 'closed' && review.outcome === 'not-material' && review.closedAt === closed.closedAt)
  const reviews = mine
    .filter((review) => !taken.has(`${review.deploymentId} ${review.obligationId}`))
    .map(
      (review): Review => ({
        ...review,
        state: review.startedAt ? 'in-progress' : 'open',
        outcome: null,
        outcomeReason: null,
        closedAt: null,
        closedBy: null,
        approvedBy: null,
        approvedAt: null,
        version: review.version + 1,
        updatedAt: at,
      }),
    )
  return writeReviews(db, 'review.reopened', { changed: reviews })
}
