import { remindAt } from '../core/questionnaire'
import type { Ports } from '../ports'
import { type Questionnaire, questionnairesEnding } from '../store/questionnaires'
import { notice, noticesOf } from './notify-people'
import { outsideNotice } from './send-questionnaire'
import type { Part, Window } from './tick'

const weekMs = 7 * 86_400_000

/**
 * What the window between two ticks brought to questionnaires that are out: a reminder once before the end, and once when it has come. Whoever sent it
 * is told, and the vendor's address where there is one; an end that has passed meanwhile is told to the vendor without the reminder before it. A
 * reminder that belonged to an earlier day is marked late.
 */
export async function remindQuestionnaires(ports: Pick<Ports, 'db' | 'now' | 'newId'>, { from, at }: Window): Promise<Part> {
  const until = new Date(Date.parse(at) + weekMs).toISOString()
  const rows = await questionnairesEnding(ports.db, from ?? '', until)
  const due = (instant: string) => (from === null || instant > from) && instant <= at
  const told = rows.flatMap((row) => {
    const { sentAt, expiresAt } = row
    if (sentAt === null || expiresAt === null) return []
    const before = remindAt(sentAt, expiresAt)
    const ended = due(expiresAt)
    return [
      ...(due(before) ? [reminder(ports, row, { what: 'before', due: before, at })] : []),
      ...(due(before) && !ended && row.email !== null ? [outsideNotice(ports, row, 'reminder')] : []),
      ...(ended ? [reminder(ports, row, { what: 'ended', due: expiresAt, at })] : []),
      ...(ended && row.email !== null ? [outsideNotice(ports, row, 'ended')] : []),
    ]
  })
  return {
    counts: { questionnaireReminders: told.filter(({ event }) => event === 'questionnaire.reminder').length },
    writing: noticesOf(ports, told),
  }
}

function reminder(
  ports: Pick<Ports, 'now' | 'newId'>,
  row: Questionnaire,
  { what, due, at }: { what: 'before' | 'ended'; due: string; at: string },
) {
  const late = due.slice(0, 10) < at.slice(0, 10)
  return notice(ports, {
    idempotencyKey: `questionnaire.reminder ${row.id} ${row.expiresAt} ${what} ${row.sentBy ?? 'queue'}`,
    event: 'questionnaire.reminder',
    personId: row.sentBy,
    payload: { questionnaireId: row.id, vendorId: row.vendorId, what, expiresAt: row.expiresAt, late },
    demo: row.demo,
  })
}
