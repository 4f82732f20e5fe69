import { addDays, type Day } from '../core/day'
import { recalledOn } from '../core/exit'
import type { Ports } from '../ports'
import { endedBetween } from '../store/basis'
import { materialCasesWithNewReviews, termsDue } from '../store/decisions'
import { openExits } from '../store/exits'
import { combine } from '../store/writing'
import { lapseDecisions } from './lapse-decisions'
import { notice, noticesOf } from './notify-people'
import type { Part, Window } from './tick'

type ClockPorts = Pick<Ports, 'db' | 'now' | 'newId'>
const day = (instant: string): Day => instant.slice(0, 10)

/** Decisions that lapse because a document in their basis ended, or because an edit of the register brought a redo or decide review of a material case. */
export async function lapseByTime(ports: ClockPorts, { from, at }: Window): Promise<Part> {
  const ended = await endedBetween(ports.db, from === null ? '' : day(from), day(at))
  const caseIds = from === null ? [] : await materialCasesWithNewReviews(ports.db, from, at)
  // one decision may lapse by several of these at once, and is written once
  const writing = await lapseDecisions(ports, {
    ...ended,
    caseIds,
    unsignedReviews: true,
    text: (type) => `The ${type} that it rests on has ended`,
  })
  return { counts: { decisionsLapsed: writing.acts.length }, writing }
}

/** Days before a term is due on which its owner is told; the day after it is overdue. */
const termOffsets = [-7, -1, 1]

/** Owners of terms are told before they are due and once they are overdue, each once, and late rather than never. */
export async function remindOfTerms(ports: ClockPorts, { from, at }: Window): Promise<Part> {
  const [after, today] = [from === null ? addDays(day(at), -1) : day(from), day(at)]
  const rows = after < today ? await termsDue(ports.db, { from: addDays(after, -1), to: addDays(today, 7) }) : []
  const told = rows.flatMap((row) => {
    const due = termOffsets.map((offset) => addDays(row.dueOn, offset)).filter((on) => on > after && on <= today)
    const on = due.at(-1)
    if (on === undefined) return []
    const overdue = row.dueOn < today
    const { decisionId, deploymentId, dueOn, text, name } = row
    return notice(ports, {
      idempotencyKey: `term ${decisionId} ${row.termId} ${dueOn} ${overdue ? 'overdue' : on}`,
      event: overdue ? 'term.overdue' : 'term.due',
      personId: row.ownerId,
      severity: overdue ? 'high' : 'medium',
      payload: { decisionId, deploymentId, name, text, dueOn, late: on < today },
      demo: row.demo === 1,
    })
  })
  const overdue = told.filter((one) => one.event === 'term.overdue').length
  return { counts: { termsOverdue: overdue, termReminders: told.length - overdue }, writing: noticesOf(ports, told) }
}

/** Exits that nobody has confirmed are recalled every week, and their steps when they are due. */
export async function remindOfExits(ports: ClockPorts, { from, at }: Window): Promise<Part> {
  const [after, until] = [from === null ? addDays(day(at), -1) : day(from), day(at)]
  const told = (after < until ? await openExits(ports.db) : []).flatMap((exit) => {
    const on = recalledOn(day(exit.createdAt), { after, until })
    const due = exit.steps.filter((step) => step.doneOn === null && step.dueOn !== null && step.dueOn > after && step.dueOn <= until)
    if (on === null && !due.length) return []
    const left = exit.steps.filter((step) => step.doneOn === null).map((step) => step.text)
    return notice(ports, {
      idempotencyKey: `exit ${exit.id} ${on ?? due.map((step) => step.id).join(' ')}`,
      event: 'exit.unconfirmed',
      severity: 'medium',
      payload: { exitId: exit.id, vendorId: exit.vendorId, deploymentId: exit.deploymentId, left, late: on !== null && on < until },
      demo: exit.demo,
    })
  })
  return { counts: { exitsRecalled: told.length }, writing: noticesOf(ports, told) }
}

/** All that time does to decisions and exits. */
export async function decisionClock(ports: ClockPorts, window: Window): Promise<Part> {
  const parts = [await lapseByTime(ports, window), await remindOfTerms(ports, window), await remindOfExits(ports, window)]
  return { counts: Object.assign({}, ...parts.map((part) => part.counts)), writing: combine(...parts.map((part) => part.writing)) }
}
