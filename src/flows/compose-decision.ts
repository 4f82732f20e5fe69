import { inert } from '../notify/message'
import { dayInWords } from '../notify/words'
import { vendorName } from '../store/notice-facts'
import type { NoticeRow } from '../store/notices'
import type { About, ComposePorts } from './compose-notice'
import { text, texts } from './notice-payload'

/** A decision that lapsed, and its terms that come due or are overdue. */
export function aboutDecision({ event, payload }: NoticeRow, today: string): About | null {
  const [decisionId, dueOn] = [text(payload.decisionId), text(payload.dueOn)]
  if (decisionId === null) return null
  const path = `/decisions/${decisionId}`
  const late = payload.late === true ? ['This word comes late: nothing ran on its day.'] : []
  if (event === 'decision.lapsed')
    return {
      title: 'A decision that you signed has lapsed',
      lines: ['What it rests on has moved. Read why, and decide again.'],
      because: texts(payload.because).map((one) => inert(`Lapsed because ${one}`)),
      path,
      act: 'Open the decision',
      data: { decisionId },
    }
  const use = text(payload.name)
  return {
    title: `${event === 'term.overdue' ? 'A term is overdue' : 'A term comes due'}${use ? `: ${inert(use)}` : ''}`,
    lines: [
      inert(text(payload.text) ?? ''),
      ...(event === 'term.overdue' ? ['Until it is done, the decision that it belongs to is shown as degraded.'] : []),
      ...late,
    ],
    dates: dueOn ? [{ what: 'Due', day: dayInWords(dueOn, today) }] : [],
    path,
    act: 'Open the decision',
    data: { decisionId, dueOn },
  }
}

/** An exit that nobody has confirmed yet. */
export async function aboutExit({ db }: ComposePorts, { payload }: NoticeRow): Promise<About | null> {
  const [exitId, vendorId] = [text(payload.exitId), text(payload.vendorId)]
  if (exitId === null) return null
  return {
    title: `${vendorId ? `${await vendorName(db, vendorId)}: ` : ''}the deletion of our data is not confirmed`,
    lines: [
      'We leave this vendor. The exit is recalled every week until somebody confirms it.',
      ...texts(payload.left).slice(0, 10).map(inert),
    ],
    path: `/exits/${exitId}`,
    act: 'Open the exit',
    data: { exitId },
  }
}
