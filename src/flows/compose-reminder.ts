import type { MessageItem, MessageSection } from '../notify/message'
import { changeInWords, counted, dayInWords } from '../notify/words'
import type { NoticeRow } from '../store/notices'
import { casesInBrief, deploymentNames, personNames } from '../store/reminders'
import type { About, ComposePorts, Reader } from './compose-notice'
import { type ReminderPayload, reminderPayload } from './reminder-payload'

/** What comes due, what waits, and what others have not done in time. */
export async function composeReminder({ db }: ComposePorts, row: NoticeRow, { today }: Reader): Promise<About> {
  const payload = reminderPayload.parse(row.payload)
  const works = [...payload.due, ...payload.escalatedReviews]
  const waits = [...payload.object, ...payload.triage, ...payload.escalatedCases]
  const [uses, owners, brief] = await Promise.all([
    deploymentNames(
      db,
      works.map((one) => one.deploymentId),
    ),
    personNames(
      db,
      works.flatMap((one) => one.ownerId ?? []),
    ),
    casesInBrief(
      db,
      waits.map((one) => one.caseId),
    ),
  ])
  const titles = new Map(brief.map((one) => [one.id, changeInWords(one.vendorName, one)]))
  const work = (one: ReminderPayload['due'][number], whose: boolean): MessageItem => ({
    text: `${uses.get(one.deploymentId) ?? 'A use that is gone'}: ${counted(one.count, 'review')}`,
    detail: `due ${dayInWords(one.dueOn, today)}${whose ? `, of ${owners.get(one.ownerId ?? '') ?? 'nobody'}` : ''}`,
    severity: one.severity,
    path: `/deployments/${one.deploymentId}`,
  })
  const wait =
    (how: string) =>
    (one: ReminderPayload['object'][number]): MessageItem => ({
      text: titles.get(one.caseId) ?? 'A case',
      detail: `${how} ${dayInWords(one.day, today).replace(/ \(.*\)$/, '')}`,
      severity: one.severity,
      path: `/cases/${one.caseId}`,
    })
  const sections: MessageSection[] = [
    { heading: 'Last day to object', items: payload.object.map(wait('object by')), none: '' },
    { heading: 'Your reviews that come due', items: payload.due.map((one) => work(one, false)), none: '' },
    { heading: 'Waiting for triage', items: payload.triage.map(wait('since')), none: '' },
    { heading: 'Late with somebody else', items: payload.escalatedReviews.map((one) => work(one, true)), none: '' },
    { heading: 'Nobody has answered', items: payload.escalatedCases.map(wait('since')), none: '' },
  ].filter(({ items }) => items.length)
  const all = sections.reduce((sum, { items }) => sum + items.length, 0)
  return {
    title: `Reminder: ${counted(all, 'thing')} to look at`,
    lines: payload.late ? ['Late: some of this belonged to an earlier day, on which Telltale did not run.'] : [],
    sections,
    path: '/',
    act: 'Open Today',
    data: { day: payload.day, late: payload.late },
  }
}
