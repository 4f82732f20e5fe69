import { dayInWords } from '../notify/words'
import type { Ports } from '../ports'
import { vendorName } from '../store/notice-facts'
import type { NoticeRow } from '../store/notices'
import { questionnaireById } from '../store/questionnaires'
import type { About, Reader } from './compose-notice'

const dayOf = (instant: string | null): string => instant?.slice(0, 10) ?? ''

/** What a questionnaire's notice says: to us that answers came, or that its end is near or past; to the vendor's own address what it is asked. */
export async function composeQuestionnaire(
  { db }: Pick<Ports, 'db'>,
  { event, payload }: NoticeRow,
  { today }: Pick<Reader, 'today'>,
): Promise<About | null> {
  const row = typeof payload.questionnaireId === 'string' ? await questionnaireById(db, payload.questionnaireId) : null
  if (!row) return null
  const dates = row.expiresAt === null ? [] : [{ what: 'Open until', day: dayInWords(dayOf(row.expiresAt), today) }]
  const asked = row.questionIds.length
  const answered = Object.values(row.progress).filter(({ answer }) => answer).length
  const isOut = row.state === 'sent'
  if (event.startsWith('questionnaire.vendor-')) {
    const link = typeof payload.link === 'string' ? payload.link : null
    // answered or revoked meanwhile: there is nothing to ask for any more
    if (!isOut) return null
    const outside = true
    if (event === 'questionnaire.vendor-sent')
      return {
        title: `Questions for you: ${row.title}`,
        lines: [
          `There ${asked === 1 ? 'is one question' : `are ${asked} questions`}. With this link you answer without an account, and what you write can be kept on the way.`,
          'Whoever has the link can answer: give it to nobody else.',
        ],
        severity: null,
        dates,
        path: link,
        act: 'Answer the questions',
        outside,
      }
    if (event === 'questionnaire.vendor-reminder')
      return {
        title: `Reminder: ${row.title}`,
        lines: [
          `${answered} of ${asked} questions are filled in, and nothing was sent back yet. The link that you were sent is the way in.`,
        ],
        severity: null,
        dates,
        outside,
      }
    return {
      title: `The link has ended: ${row.title}`,
      lines: ['Nothing was sent back before its last day. What was filled in is kept: ask for a new link to go on.'],
      severity: null,
      outside,
    }
  }
  const vendor = await vendorName(db, row.vendorId)
  const at = { path: `/questionnaires/${row.id}`, act: 'Open the questionnaire', data: { questionnaireId: row.id, vendorId: row.vendorId } }
  if (event === 'questionnaire.answered')
    return { title: `${vendor} has answered “${row.title}”`, lines: [`${answered} of ${asked} questions are answered.`], ...at }
  const late = payload.late === true ? ['Late: this belonged to an earlier day, on which Telltale did not run.'] : []
  const ended = payload.what === 'ended'
  return {
    title: ended ? `${vendor} has not answered “${row.title}” in time` : `${vendor} has not answered “${row.title}” yet`,
    lines: [
      isOut
        ? `${answered} of ${asked} questions are filled in.${ended ? ' Its link opens nothing any more: send it again to go on.' : ''}`
        : `It is ${row.state} meanwhile.`,
      ...late,
    ],
    dates,
    ...at,
  }
}
