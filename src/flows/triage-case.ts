import { z } from 'zod'
import { packSets } from '../core/register'
import type { Actor } from '../store/audit'
import { type Case, caseById, casesById, writeCases } from '../store/cases'
import { type Dismissal, writeDismissals } from '../store/dismissals'
import { findingsById } from '../store/findings'
import { type Review, reviewsOfCases, writeReviews } from '../store/reviews'
import { combine, nothing, type Persisted, persist, type Refusal, type Writing } from '../store/writing'
import { applySets, type EditedRecord, type EditedVendor, type SetsRefusal } from './apply-sets'
import { followObjectionField } from './follow-objection-terms'
import { lapseDecisions } from './lapse-decisions'
import { noticesOfTriage } from './notify-people'
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
  | 'unknown'
  | 'already-answered'
  | 'own-work'
  | 'not-waiting'
  | 'too-late'
  | 'nothing-to-undo'
  | 'bad-parents'
  | 'not-live-yet'
  | 'named-twice'
  | 'too-many'
>
type Done = Persisted<Case, TriageRefusal>
type DoneMany = Persisted<Case[], TriageRefusal & { index: number }>

/**
 * A person's answer to a case. *Material*: its reviews enter their owners' lists, notices go out, register edits in `sets` are applied, a feature that it
 * proposed is registered. *Not material*: the case and its reviews close, but where the severity is critical only with a second signature.
 */
export async function triageCase(ports: FindingPorts, actor: Actor, id: string, answered: Triage): Promise<Done> {
  const done = await triageCases(ports, actor, [{ ...answered, id }])
  if (!done.ok) return done
  const [result] = done.result
  return result ? { ok: true, result } : { ok: false, reason: 'unknown' }
}

const takes = ({ state, answer: said }: Case, answered: Pick<Triage, 'answer'>): boolean =>
  ((state === 'open' || state === 'snoozed') && said === null) || (state === 'awaiting-second-signature' && answered.answer === 'material')

/** More reviews than this are not answered for in one batch of several cases. */
const reviewsAtOnce = 50_000

type Item = Triage & { id: string }

/**
 * Answers many cases in one batch: all of them or, where one is not there, named twice, answered already or has an edit that is refused, none; `index`
 * is the place of the refused one. A review that two of them ask for is closed when both are answered as not material.
 */
export async function triageCases(ports: FindingPorts, actor: Actor, items: readonly Item[]): Promise<DoneMany> {
  let edited: EditedRecord[] = []
  let vendors: EditedVendor[] = []
  const done = await persist<Case[], TriageRefusal & { index: number }>(ports, actor, async () => {
    const cases = await casesToAnswer(ports, items)
    if (!cases.ok) return cases
    const at = ports.now()
    const answered = cases.found.map(({ before, item }) => ({
      ...item,
      next: {
        ...before,
        answer: item.answer,
        reason: item.reason,
        triagedBy: actor.personId,
        triagedAt: at,
        stateBefore: null,
        snoozedUntil: null,
        snoozeReason: null,
        version: before.version + 1,
        updatedAt: at,
      },
    }))
    const made = await answer(ports, actor, answered)
    if (!made.ok) return { ...made, index: items.findIndex((item) => item.id === made.caseId) }
    edited = made.records
    vendors = made.vendors
    return made
  })
  if (done.ok) for (const { vendorId, ...facts } of vendors) await followObjectionField(ports, vendorId, facts, actor)
  if (done.ok) for (const { entity, entityId } of edited) await settleToDos(ports, actor, entity, entityId)
  return done
}

async function casesToAnswer(
  { db }: Pick<FindingPorts, 'db'>,
  items: readonly Item[],
): Promise<{ ok: true; found: { before: Case; item: Item }[] } | (TriageRefusal & { index: number })> {
  const ids = items.map((item) => item.id)
  const cases = new Map((await casesById(db, ids)).map((one) => [one.id, one]))
  const found: { before: Case; item: Item }[] = []
  let reviews = 0
  for (const [index, item] of items.entries()) {
    const before = cases.get(item.id)
    if (!before) return { ok: false, reason: 'unknown', index }
    if (ids.indexOf(item.id) < index) return { ok: false, reason: 'named-twice', index }
    if (!takes(before, item)) return { ok: false, reason: 'already-answered', index, detail: `The case is ${before.state}.` }
    reviews += before.reviewCount
    if (index > 0 && reviews > reviewsAtOnce)
      return { ok: false, reason: 'too-many', index, detail: `These cases have more than ${reviewsAtOnce} reviews: answer them in parts.` }
    found.push({ before, item })
  }
  return { ok: true, found }
}

type Answered = { ok: true; writing: Writing; result: Case[]; records: EditedRecord[]; vendors: EditedVendor[] } | SetsRefusal

async function answer(ports: FindingPorts, actor: Actor, items: readonly (Triage & { next: Case })[]): Promise<Answered> {
  const { db } = ports
  const accepted = items
    .filter((item) => item.answer === 'material')
    .map(({ next, sets }) => ({ triaged: { ...next, state: 'triaged' } satisfies Case, sets: sets ?? {} }))
  const refused = items.filter((item) => item.answer === 'not-material').map((item) => item.next)
  const applied = await applySets(ports, accepted)
  if (!applied.ok) return applied
  const triaged = accepted.map((one) => one.triaged)
  const waiting = refused.filter((one) => one.severity === 'critical').map((one): Case => ({ ...one, state: 'awaiting-second-signature' }))
  const closing = refused.filter((one) => one.severity !== 'critical')
  const closed = await closeAsNotMaterial(ports, closing, { closedBy: actor.personId, approvedBy: null })
  const ids = triaged.map((one) => one.id)
  const writing = combine(
    writeCases(db, 'case.triaged', { changed: triaged }),
    applied.writing,
    noticesOfTriage(ports, triaged, ids.length ? await reviewsOfCases(db, ids, 'open') : []),
    writeCases(db, 'case.answered-not-material', { changed: waiting }),
    closed.writing,
    await lapseDecisions(ports, { caseIds: ids }),
  )
  const after = new Map([...triaged, ...waiting, ...closed.result].map((one) => [one.id, one]))
  return {
    ok: true,
    writing,
    result: items.map(({ next }) => after.get(next.id) ?? next),
    records: applied.records,
    vendors: applied.vendors,
  }
}

type Signed = { closedBy: string | null; approvedBy: string | null }

/** The cases closed with all their reviews, but for those that another case still asks for. What was said is remembered for their passages. */
async function closeAsNotMaterial(
  ports: FindingPorts,
  cases: readonly Case[],
  { closedBy, approvedBy }: Signed,
): Promise<{ writing: Writing; result: Case[] }> {
  if (!cases.length) return { writing: nothing, result: [] }
  const { db, now } = ports
  const at = now()
  const signed = approvedBy ? { approvedBy, approvedAt: at } : {}
  const closed = new Map(cases.map((one): [string, Case] => [one.id, { ...one, state: 'closed', closedAt: at, ...signed }]))
  const open = await reviewsOfCases(db, [...closed.keys()], 'open')
  const others = await stillOpen(ports, open, closed)
  const reviews = open
    .filter((review) => review.reasons.every((reason) => !others.has(reason.caseId)))
    .map(
      (review): Review => ({
        ...review,
        state: 'closed',
        outcome: 'not-material',
        outcomeReason: [...closed.values()].findLast((one) => review.reasons.some((reason) => reason.caseId === one.id))?.reason ?? null,
        closedAt: at,
        closedBy,
        approvedBy,
        approvedAt: approvedBy ? at : null,
        version: review.version + 1,
        updatedAt: at,
      }),
    )
  const result = [...closed.values()]
  const writing = combine(
    writeCases(db, 'case.closed-not-material', { changed: result }),
    writeReviews(db, 'review.closed-not-material', { changed: reviews }),
    writeDismissals(db, { added: await remembered(ports, result, closedBy) }),
  )
  return { writing, result }
}

/** The cases, other than these, that stand behind the reviews and are not closed. */
async function stillOpen(
  { db }: Pick<FindingPorts, 'db'>,
  reviews: readonly Review[],
  closing: ReadonlyMap<string, Case>,
): Promise<Set<string>> {
  const ids = new Set(reviews.flatMap((review) => review.reasons.map((reason) => reason.caseId)))
  const cases = await casesById(
    db,
    [...ids].filter((id) => !closing.has(id)),
  )
  return new Set(cases.filter((one) => one.state !== 'closed').map((one) => one.id))
}

async function remembered({ db, now, newId, digest }: FindingPorts, closed: readonly Case[], actorId: string | null): Promise<Dismissal[]> {
  const at = now()
  const byCase = new Map(closed.map((one) => [one.id, one]))
  const findings = await findingsById(
    db,
    closed.flatMap((one) => one.findingIds),
  )
  return findings.flatMap((finding) => {
    const one = byCase.get(finding.caseId ?? '')
    if (!one) return []
    return [...new Set(finding.quotes.map((quote) => passageOf(digest, quote.text)))].map((passage) => ({
      id: newId(),
      vendorId: finding.vendorId,
      sourceId: finding.sourceId,
      passage,
      kinds: finding.kinds,
      reason: one.reason ?? '',
      caseId: one.id,
      actorId,
      at,
    }))
  })
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
    const { writing, result } = await closeAsNotMaterial(ports, [next], { closedBy: before.triagedBy, approvedBy: actor.personId })
    return { ok: true, writing, result: result[0] ?? next }
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
