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
  const reminding: Reminding = { ports, cadence, span, people, reminded, ...seeing(ports) }
  await ownReviews(reminding)
  await lastDays(reminding)
  await waitingCases(reminding)
  await lateReviews(reminding)
  return write(ports, reminded, at)
}

/** Everybody who works here, those of them whose morning it is now, and what is asked of the database once. */
type Reminding = {
  ports: RemindPorts
  cadence: Cadence
  span: Between
  people: readonly Person[]
  reminded: readonly Reminded[]
} & ReturnType<typeof seeing>

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
function add<T>(list: T[], anchor: Day | null, offsets: readonly number[], { between, payload }: Reminded, make: (anchor: Day) => T): void {
  const day = anchor === null ? null : fallsOn(anchor, offsets, between)
  if (day === null || anchor === null || list.length >= mostOfEach) return
  if (day < between.today) payload.late = true
  list.push(make(anchor))
}

const workOf = ({ deploymentId, ownerId, severity, dueOn, count }: DueReviews) => ({ deploymentId, ownerId, severity, dueOn, count })

async function ownReviews({ ports, cadence, span, reminded }: Reminding): Promise<void> {
  const byPerson = new Map(reminded.map((one) => [one.person.id, one]))
  const until = addDays(span.today, furthest(cadence.reviewsBefore))
  for (const row of await ownersReviewsDue(ports.db, [...byPerson.keys()], addDays(span.after, 1), until)) {
    const one = byPerson.get(row.ownerId ?? '')
    if (one) add(one.payload.due, row.dueOn, before(cadence.reviewsBefore[row.severity]), one, () => workOf(row))
  }
}

async function lastDays(reminding: Reminding): Promise<void> {
  const { ports, cadence, span } = reminding
  const until = addDays(span.today, furthest(cadence.objectBefore))
  for (const one of await casesToObject(ports.db, addDays(span.after, 1), until))
    for (const each of await answering(reminding, one))
      add(each.payload.object, one.objectBy, before(cadence.objectBefore), each, (day) => caseOf(one, day))
}

/** Cases that wait, for those who answer them, and once that has lasted for the administrators. */
async function waitingCases(reminding: Reminding): Promise<void> {
  const { ports, cadence, span, reminded } = reminding
  const longest = Math.max(furthest(cadence.triageAfter), ...Object.values(cadence.escalateTriageAfter).map((days) => days ?? 0))
  for (const one of await casesWaitingSince(ports.db, addDays(span.after, -longest), addDays(span.today, 1))) {
    const opened = one.openedAt.slice(0, 10)
    for (const each of await answering(reminding, one))
      add(each.payload.triage, opened, cadence.triageAfter[one.severity], each, (day) => caseOf(one, day))
    for (const each of reminded)
      if (each.person.role === 'administrator' && (await seesCase(reminding, each.person, one)))
        add(each.payload.escalatedCases, opened, never(cadence.escalateTriageAfter[one.severity]), each, (day) => caseOf(one, day))
  }
}

/** What others have not done in time, for the risk owners of the unit; where it has no other, for the administrators. */
async function lateReviews({ ports, cadence, span, people, reminded, scopeOf }: Reminding): Promise<void> {
  const longest = Math.max(0, ...Object.values(cadence.escalateReviewsAfter).map((days) => days ?? 0))
  const inUnit = async (person: Person, unitId: string | null) =>
    person.unitIds === null || unitId === null || ((await scopeOf(person.unitIds)).unitIds?.includes(unitId) ?? true)
  for (const row of await allReviewsDue(ports.db, addDays(span.after, -longest), addDays(span.today, -1))) {
    const heads: string[] = []
    for (const person of people)
      if (person.role === 'risk-owner' && person.id !== row.ownerId && (await inUnit(person, row.unitId))) heads.push(person.id)
    for (const each of reminded)
      if (heads.length ? heads.includes(each.person.id) : each.person.role === 'administrator' && each.person.id !== row.ownerId)
        add(each.payload.escalatedReviews, row.dueOn, never(cadence.escalateReviewsAfter[row.severity]), each, () => workOf(row))
  }
}

const caseOf = ({ id, severity }: RemindedCase, day: Day) => ({ caseId: id, severity, day })
const seesCase = ({ sees }: Reminding, person: Person, one: RemindedCase) =>
  sees(person.unitIds, { unitId: null, caseId: one.id, findingId: null, sourceId: null, payload: {} })

/** Of those whose morning it is: whoever has the case; else each who answers cases and sees it. */
async function answering(reminding: Reminding, one: RemindedCase): Promise<Reminded[]> {
  const { people, reminded } = reminding
  if (people.some((person) => person.id === one.assigneeId)) return reminded.filter(({ person }) => person.id === one.assigneeId)
  const role = people.some((person) => person.role === 'risk-owner') ? 'risk-owner' : 'administrator'
  const out: Reminded[] = []
  for (const each of reminded) if (each.person.role === role && (await seesCase(reminding, each.person, one))) out.push(each)
  return out
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
