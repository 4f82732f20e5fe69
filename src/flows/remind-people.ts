import { type Between, before, type Cadence, fallsOn, furthest, never } from '../core/cadence'
import { addDays, type Day } from '../core/day'
import { severest } from '../core/severity'
import type { Ports } from '../ports'
import { cadenceOf } from '../store/cadence'
import { runBatch } from '../store/database'
import { always } from '../store/demo-records'
import type { Person } from '../store/people'
import { standingPeople } from '../store/recipients'
import { allReviewsDue, casesToObject, casesWaitingSince, type DueReviews, ownersReviewsDue, type RemindedCase } from '../store/reminders'
import { seeing } from './notice-scope'
import { dayIn, reminderDue, wishesOf } from './notice-timing'
import { notice, noticesOf } from './notify-people'
import type { ReminderPayload } from './reminder-payload'

type RemindPorts = Pick<Ports, 'db' | 'now' | 'newId'>
const mostOfEach = 50

type Reminded = { person: Person; between: Between; payload: ReminderPayload }

/**
 * One reminder a person a day, in the morning where they are: their reviews that come due, last days to object and cases that wait, and what others have
 * not done in time. Days on which nothing ran are caught up in one reminder, which says so. Made twice, it is one: its key is the person and the day.
 */
export async function remindPeople(
  ports: RemindPorts,
  { from, at }: { from: string | null; at: string },
): Promise<{ reminders: number; escalations: number }> {
  const people = (await standingPeople(ports.db)).filter((person) => person.state === 'active')
  const reminded = people.flatMap((person) => {
    const between = betweenOf(person, from, at)
    return between ? [{ person, between, payload: emptyPayload(between.today) }] : []
  })
  if (!reminded.length) return { reminders: 0, escalations: 0 }
  const cadence = await cadenceOf(ports.db)
  const span = {
    after: earliestOf(reminded.map(({ between }) => between.after)),
    today: latestOf(reminded.map(({ between }) => between.today)),
  }
  const { sees, scopeOf } = seeing(ports)
  const seesCase = (person: Person, one: RemindedCase) =>
    sees(person.unitIds, { unitId: null, caseId: one.id, findingId: null, sourceId: null, payload: {} })
  const seesUnit = async (person: Person, unitId: string | null) =>
    person.unitIds === null || unitId === null || ((await scopeOf(person.unitIds)).unitIds?.includes(unitId) ?? true)

  await ownReviews(ports, cadence, span, reminded)
  const triagers = reminded.filter(({ person }) => person.role === 'risk-owner')
  const administrators = reminded.filter(({ person }) => person.role === 'administrator')
  const responsible = triagers.length ? triagers : administrators

  const objecting = await casesToObject(ports.db, addDays(span.after, 1), addDays(span.today, furthest(cadence.objectBefore)))
  for (const one of objecting)
    await eachOf(one, responsible, seesCase, ({ between, payload }) =>
      add(payload.object, one.objectBy, before(cadence.objectBefore), between, payload, (day) => ({
        caseId: one.id,
        severity: one.severity,
        day,
      })),
    )

  const waiting = await waitingCases(ports, cadence, span)
  for (const one of waiting) {
    const opened = one.openedAt.slice(0, 10)
    await eachOf(one, responsible, seesCase, ({ between, payload }) =>
      add(payload.triage, opened, cadence.triageAfter[one.severity], between, payload, (day) => ({
        caseId: one.id,
        severity: one.severity,
        day,
      })),
    )
    for (const each of administrators)
      if (await seesCase(each.person, one))
        add(each.payload.escalatedCases, opened, never(cadence.escalateTriageAfter[one.severity]), each.between, each.payload, (day) => ({
          caseId: one.id,
          severity: one.severity,
          day,
        }))
  }

  for (const row of await lateReviews(ports, cadence, span)) {
    const heads = []
    for (const each of responsible) if (each.person.id !== row.ownerId && (await seesUnit(each.person, row.unitId))) heads.push(each)
    for (const { between, payload } of heads.length ? heads : administrators.filter(({ person }) => person.id !== row.ownerId))
      add(payload.escalatedReviews, row.dueOn, never(cadence.escalateReviewsAfter[row.severity]), between, payload, () => workOf(row))
  }
  return write(ports, reminded, at)
}

/** The days between the reminder before and the one that is due now; null when none is due, or nobody wishes one. */
function betweenOf(person: Person, from: string | null, at: string): Between | null {
  const wishes = wishesOf(person)
  if (wishes.rhythm === 'none') return null
  const since = from !== null && from > person.createdAt ? from : person.createdAt
  const due = reminderDue(wishes, at)
  if (due <= since) return null
  return { after: dayIn(wishes, reminderDue(wishes, since)), today: dayIn(wishes, due) }
}

const emptyPayload = (day: Day): ReminderPayload => ({
  day,
  late: false,
  due: [],
  object: [],
  triage: [],
  escalatedReviews: [],
  escalatedCases: [],
})
const earliestOf = (days: readonly Day[]): Day => [...days].sort()[0] ?? ''
const latestOf = (days: readonly Day[]): Day => [...days].sort().at(-1) ?? ''

/** Puts an item in a list where one of its days has come, and notes whether that was before today. */
function add<T>(
  list: T[],
  anchor: Day | null,
  offsets: readonly number[],
  between: Between,
  payload: ReminderPayload,
  make: (anchor: Day) => T,
): void {
  const day = anchor === null ? null : fallsOn(anchor, offsets, between)
  if (day === null || anchor === null || list.length >= mostOfEach) return
  if (day < between.today) payload.late = true
  list.push(make(anchor))
}

const workOf = ({ deploymentId, ownerId, severity, dueOn, count }: DueReviews) => ({ deploymentId, ownerId, severity, dueOn, count })

async function ownReviews({ db }: RemindPorts, cadence: Cadence, span: Between, reminded: readonly Reminded[]): Promise<void> {
  const byPerson = new Map(reminded.map((one) => [one.person.id, one]))
  const rows = await ownersReviewsDue(
    db,
    [...byPerson.keys()],
    addDays(span.after, 1),
    addDays(span.today, furthest(cadence.reviewsBefore)),
  )
  for (const row of rows) {
    const one = byPerson.get(row.ownerId ?? '')
    if (one) add(one.payload.due, row.dueOn, before(cadence.reviewsBefore[row.severity]), one.between, one.payload, () => workOf(row))
  }
}

/** Cases that wait and were opened on a day from which one of the days of the cadence may fall between the two reminders. */
function waitingCases({ db }: RemindPorts, cadence: Cadence, { after, today }: Between): Promise<RemindedCase[]> {
  const longest = Math.max(furthest(cadence.triageAfter), ...Object.values(cadence.escalateTriageAfter).map((days) => days ?? 0))
  return casesWaitingSince(db, addDays(after, -longest), addDays(today, 1))
}

function lateReviews({ db }: RemindPorts, cadence: Cadence, { after, today }: Between): Promise<DueReviews[]> {
  const longest = Math.max(0, ...Object.values(cadence.escalateReviewsAfter).map((days) => days ?? 0))
  return allReviewsDue(db, addDays(after, -longest), addDays(today, -1))
}

/** Whoever has the case; else each of those who may answer it and see it. */
async function eachOf(
  one: RemindedCase,
  responsible: readonly Reminded[],
  sees: (person: Person, one: RemindedCase) => Promise<boolean>,
  work: (each: Reminded) => void,
): Promise<void> {
  const assigned = responsible.filter(({ person }) => person.id === one.assigneeId)
  for (const each of assigned.length ? assigned : responsible) if (await sees(each.person, one)) work(each)
}

async function write(ports: RemindPorts, reminded: readonly Reminded[], at: string): Promise<{ reminders: number; escalations: number }> {
  const full = reminded.filter(({ payload }) =>
    [payload.due, payload.object, payload.triage, payload.escalatedReviews, payload.escalatedCases].some((list) => list.length),
  )
  const rows = full.map(({ person, payload }) =>
    notice(ports, {
      idempotencyKey: `reminder ${payload.day} ${person.id}`,
      event: 'reminder',
      personId: person.id,
      severity: severest(
        [...payload.due, ...payload.object, ...payload.triage, ...payload.escalatedReviews, ...payload.escalatedCases].map(
          (one) => one.severity,
        ),
      ),
      payload,
      at,
      nextTryAt: at,
      demo: false,
    }),
  )
  await runBatch(ports.db, noticesOf(ports, rows).write(always))
  const escalated = new Set(
    full.flatMap(({ payload }) => [
      ...payload.escalatedCases.map(({ caseId }) => `case ${caseId}`),
      ...payload.escalatedReviews.map(({ deploymentId, ownerId, dueOn }) => `reviews ${deploymentId} ${ownerId} ${dueOn}`),
    ]),
  )
  return { reminders: rows.length, escalations: escalated.size }
}
