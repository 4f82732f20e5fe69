import type { Message } from '../notify/message'
import { counted } from '../notify/words'
import type { Ports } from '../ports'
import type { NoticeRow } from '../store/notices'
import type { Scope } from '../store/visibility'
import { aboutCase, aboutFinding } from './compose-case'
import { aboutDays, aboutEnding, aboutEvidence, aboutRhythm } from './compose-days'
import { aboutDecision, aboutExit } from './compose-decision'
import { composeDigest } from './compose-digest'
import { composeQuestionnaire } from './compose-questionnaire'
import { composeReminder } from './compose-reminder'
import { aboutSources } from './compose-sources'
import { count, text } from './notice-payload'

export type ComposePorts = Pick<Ports, 'db' | 'digest'>
/** For whom a message is put: what they may see, their day, and whose reviews count. */
export type Reader = { scope: Scope; today: string; zone: string; personId: string | null; name: string }

/** The name that every try of a notice bears: it follows from its key, so that a receiver knows a second copy. */
export const messageId = ({ digest }: Pick<Ports, 'digest'>, { idempotencyKey }: Pick<NoticeRow, 'idempotencyKey'>) =>
  `notice_${digest(idempotencyKey).slice(0, 40)}`

/**
 * What a notice says, from the records as they stand when it is sent: a case that was answered meanwhile is told as answered. Null when its record is gone,
 * and then there is nothing to say.
 */
export async function composeNotice(ports: ComposePorts, row: NoticeRow, reader: Reader): Promise<Message | null> {
  const about = await aboutOf(ports, row, reader)
  if (!about) return null
  const instead = typeof row.payload.instead === 'string' ? [`You have this because you stand in for ${row.payload.instead}.`] : []
  return {
    id: messageId(ports, row),
    event: row.event,
    at: row.at,
    severity: row.severity,
    quotes: [],
    because: [],
    dates: [],
    sections: [],
    path: null,
    act: 'Open in Telltale',
    demo: row.demo,
    ...about,
    lines: [...about.lines, ...instead],
    data: { noticeId: row.id, findingId: row.findingId, caseId: row.caseId, reviewId: row.reviewId, sourceId: row.sourceId, ...about.data },
  }
}

export type About = Partial<Message> & Pick<Message, 'title' | 'lines'>

function aboutOf(ports: ComposePorts, row: NoticeRow, reader: Reader): Promise<About | null> | About | null {
  const [noun] = row.event.split('.')
  if (row.event === 'digest') return composeDigest(ports, row, reader, (each) => aboutOf(ports, each, reader))
  if (row.event === 'reminder') return composeReminder(ports, row, reader)
  if (noun === 'case') return aboutCase(ports, row, reader)
  if (noun === 'finding') return aboutFinding(ports, row)
  if (noun === 'source') return aboutSources(ports, row)
  if (noun === 'questionnaire') return composeQuestionnaire(ports, row, reader)
  if (['evidence.ending', 'certificate.ending', 'contract.day'].includes(row.event)) return aboutEnding(ports, row, reader)
  if (row.event === 'evidence.expired') return aboutEvidence(ports, row, reader)
  if (noun === 'decision' || noun === 'term') return aboutDecision(row, reader.today)
  if (noun === 'exit') return aboutExit(ports, row)
  if (row.event === 'vendor.review-due') return aboutRhythm(ports, row, reader)
  if (row.event === 'model.ending' || row.event === 'duties.binding') return aboutDays(row, reader)
  return aboutOther(row)
}

function aboutOther({ event, payload }: NoticeRow): About {
  const many = count(payload.reviews)
  const link = text(payload.link)
  const known: Record<string, () => About> = {
    'reviews.late': () => ({
      title: `${counted(many, 'review')} of yours ${many === 1 ? 'is' : 'are'} late`,
      lines: ['Their days have passed since the last time that was looked at.'],
      path: '/reviews',
      act: 'Open your reviews',
      severity: 'high' as const,
    }),
    'labels.changed': () => ({
      title: `The label of ${counted(many, 'review')} of yours is another from today`,
      lines: ['A duty behind them has begun to bind, or the day from which it binds has moved.'],
      path: '/reviews',
      act: 'Open your reviews',
    }),
    'person.invited': () => ({
      title: 'You are invited to Telltale',
      lines: ['With this link you choose a password and are in. It works once.'],
      severity: null,
      path: link,
      act: 'Choose a password',
    }),
    'person.password-link': () => ({
      title: 'Choose a new password',
      lines: [
        'Somebody asked for a new password for your account. With this link you choose one; it works once. If it was not you, do nothing.',
      ],
      severity: null,
      path: link,
      act: 'Choose a new password',
    }),
  }
  return (
    known[event]?.() ?? { title: 'There is news for you in Telltale', lines: ['Open it to read what it is.'], path: '/', severity: null }
  )
}
