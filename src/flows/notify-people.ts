import { sql } from 'drizzle-orm'
import type { Ports } from '../ports'
import { insertRows } from '../store/bulk'
import type { Case } from '../store/cases'
import type { Finding } from '../store/findings'
import { toldOfFinding } from '../store/notices'
import type { Review } from '../store/reviews'
import { notices } from '../store/schema'
import { combine, nothing, type Writing } from '../store/writing'

export type NoticeRow = typeof notices.$inferSelect
type NoticePorts = Pick<Ports, 'db' | 'now' | 'newId'>

/** Notices for the outbox, delivered on a later tick. The same cause for the same receiver is one notice; notices are not audited. */
export function noticesOf({ db }: Pick<Ports, 'db'>, rows: readonly NoticeRow[]): Writing {
  if (!rows.length) return nothing
  return { acts: [], write: (applies) => insertRows(db, notices, rows, { applies, orIgnore: true }), guard: sql`1` }
}

type NewNotice = Partial<NoticeRow> & Pick<NoticeRow, 'idempotencyKey' | 'event' | 'payload' | 'demo'>

export function notice({ now, newId }: Pick<Ports, 'now' | 'newId'>, given: NewNotice): NoticeRow {
  const at = now()
  return {
    id: newId(),
    channelId: null,
    personId: null,
    findingId: null,
    caseId: null,
    reviewId: null,
    sourceId: null,
    causeId: null,
    routedAt: null,
    digestId: null,
    unitId: null,
    severity: null,
    leaseOwner: null,
    leaseUntilMs: 0,
    sentAt: null,
    fault: null,
    state: 'waiting',
    tries: 0,
    nextTryAt: at,
    at,
    ...given,
  }
}

/**
 * Tells the owners of the open reviews of cases, and whoever a case is assigned to, that it is material: one notice a person, however many reviews.
 * Reviews of nobody are told to nobody by name: the administrators' queue.
 */
export function noticesOfTriage(
  ports: NoticePorts,
  cases: readonly Case[],
  reviews: readonly Pick<Review, 'ownerId' | 'dueOn' | 'reasons'>[],
): Writing {
  const byCase = new Map(cases.map((one) => [one.id, new Map<string | null, { reviews: number; dueOn: string | null }>()]))
  for (const one of cases) if (one.assigneeId) byCase.get(one.id)?.set(one.assigneeId, { reviews: 0, dueOn: null })
  for (const { ownerId, dueOn, reasons } of reviews)
    for (const caseId of new Set(reasons.map((reason) => reason.caseId))) {
      const receivers = byCase.get(caseId)
      const so = receivers?.get(ownerId) ?? { reviews: 0, dueOn: null }
      const first = so.dueOn === null || (dueOn !== null && dueOn < so.dueOn) ? dueOn : so.dueOn
      receivers?.set(ownerId, { reviews: so.reviews + 1, dueOn: first })
    }
  const rows = cases.flatMap((triaged) =>
    [...(byCase.get(triaged.id) ?? [])].map(([personId, payload]) =>
      notice(ports, {
        idempotencyKey: `case.triaged ${triaged.id} ${triaged.triagedAt} ${personId ?? 'queue'}`,
        event: 'case.triaged',
        personId,
        caseId: triaged.id,
        payload: { ...payload, severity: triaged.severity },
        demo: triaged.demo,
      }),
    ),
  )
  return noticesOf(ports, rows)
}

/** How long a finding that is not critical may wait for its second fetch before anybody is told that it was seen: most are settled by then. */
const provisionalMs = 30 * 60_000

/** A finding that was seen once. The critical is told at once, as not confirmed; the others only if they stay so. */
export function noticeOfProvisional(ports: NoticePorts, finding: Finding): Writing {
  const at = ports.now()
  const told = notice(ports, {
    idempotencyKey: `finding.provisional ${finding.id} queue`,
    event: 'finding.provisional',
    findingId: finding.id,
    payload: {},
    nextTryAt: finding.severity === 'critical' ? at : new Date(Date.parse(at) + provisionalMs).toISOString(),
    demo: finding.demo,
  })
  return noticesOf(ports, [told])
}

/** A case that waits for triage, for whoever answers cases in the units that it reaches. */
export const noticeOfCase = (ports: NoticePorts, opened: Pick<Case, 'id' | 'demo'>): Writing =>
  noticesOf(ports, [
    notice(ports, {
      idempotencyKey: `case.opened ${opened.id} queue`,
      event: 'case.opened',
      caseId: opened.id,
      payload: {},
      demo: opened.demo,
    }),
  ])

/** Tells everybody who was told of a provisional finding what became of it. A word that has not gone out is not sent any more. */
export async function noticesOfFinding(ports: NoticePorts, findingId: string, event: string): Promise<Writing> {
  const told = await toldOfFinding(ports.db, findingId)
  const receivers = new Map(told.map((row) => [`${row.personId} ${row.channelId}`, row]))
  const withdrawn: Writing = {
    acts: [],
    write: (applies) => [
      ports.db.run(
        sql`delete from ${notices} where finding_id = ${findingId} and event = 'finding.provisional' and routed_at is null and ${applies}`,
      ),
    ],
    guard: sql`1`,
  }
  const news = noticesOf(
    ports,
    [...receivers].map(([key, row]) =>
      notice(ports, {
        idempotencyKey: `${event} ${findingId} ${key}`,
        event,
        personId: row.personId,
        channelId: row.channelId,
        findingId,
        payload: {},
        demo: row.demo,
      }),
    ),
  )
  return combine(withdrawn, news)
}

/** Withdraws what has not been sent yet of a triage that was undone. */
export const withoutNotices = ({ db }: Pick<Ports, 'db'>, caseId: string): Writing => ({
  acts: [],
  write: (applies) => [
    db.run(sql`delete from ${notices} where case_id = ${caseId} and event = 'case.triaged' and state = 'waiting' and ${applies}`),
  ],
  guard: sql`1`,
})
