import { inert } from '../notify/message'
import { counted, dayInWords, listed } from '../notify/words'
import { evidenceName, vendorName } from '../store/notice-facts'
import type { NoticeRow } from '../store/notices'
import type { About, ComposePorts, Reader } from './compose-notice'
import { count, text, texts } from './notice-payload'

/** Evidence whose last day has gone by. */
export async function aboutEvidence({ db }: ComposePorts, { payload }: NoticeRow, { today }: Reader): Promise<About | null> {
  const [id, vendorId, expiresOn] = [text(payload.evidenceId), text(payload.vendorId), text(payload.expiresOn)]
  const name = id ? await evidenceName(db, id) : null
  if (name === null) return null
  return {
    title: `${vendorId ? `${await vendorName(db, vendorId)}: ` : ''}a piece of evidence has expired`,
    lines: [
      `“${name}” proves nothing from its last day on. Ask for the one that follows it.`,
      ...(payload.late === true ? ['Late: this belonged to an earlier day, on which Telltale did not run.'] : []),
    ],
    dates: expiresOn ? [{ what: 'Last day', day: dayInWords(expiresOn, today) }] : [],
    path: vendorId ? `/vendors/${vendorId}` : null,
    act: 'Open the vendor',
    data: { evidenceId: id },
  }
}

const endingWords: Record<string, { title: string; what: string; line: string }> = {
  'runs-out': { title: 'runs out', what: 'Last day', line: 'Ask for the one that follows it.' },
  starts: { title: 'starts', what: 'First day', line: 'From then on its clauses count.' },
  ends: { title: 'ends', what: 'Last day', line: 'Decisions that rest on it lapse when it has ended.' },
  renews: { title: 'renews', what: 'Renews on', line: 'What is to be asked for is asked for before.' },
  'notice-by': { title: 'can last be given notice of', what: 'Last day to give notice', line: 'After it the contract goes on.' },
}

/** A day of a contract, certificate or document that comes near. */
export async function aboutEnding({ db }: ComposePorts, { payload }: NoticeRow, { today }: Reader): Promise<About | null> {
  const [noun, id, vendorId, day] = [text(payload.noun), text(payload.id), text(payload.vendorId), text(payload.day)]
  const words = endingWords[text(payload.what) ?? '']
  if (!words || !vendorId || !day) return null
  const name = text(payload.name)
  return {
    title: `${await vendorName(db, vendorId)}: ${noun === 'evidence' ? 'a document' : `a ${noun}`} ${words.title}`,
    lines: [
      ...(name ? [`It is “${inert(name)}”. ${words.line}`] : [words.line]),
      ...(payload.late === true ? ['Late: this belonged to an earlier day, on which Telltale did not run.'] : []),
    ],
    dates: [{ what: words.what, day: dayInWords(day, today) }],
    path: noun === 'evidence' && id ? `/evidence/${id}` : `/vendors/${vendorId}`,
    act: noun === 'evidence' ? 'Open the document' : 'Open the vendor',
    data: { noun, recordId: id, late: payload.late === true },
  }
}

/** The regular look at a vendor. */
export async function aboutRhythm({ db }: ComposePorts, { payload }: NoticeRow, { today }: Reader): Promise<About | null> {
  const [vendorId, dueOn, since] = [text(payload.vendorId), text(payload.day), text(payload.since)]
  if (!vendorId || !dueOn) return null
  return {
    title: `${await vendorName(db, vendorId)}: the regular look is due`,
    lines: [
      `${since ? `It was last decided upon or registered on ${since}. ` : ''}Its tier sets when it is looked at as a whole.`,
      ...lateLines(payload),
    ],
    dates: [{ what: 'Due', day: dayInWords(dueOn, today) }],
    path: `/vendors/${vendorId}`,
    act: 'Open the vendor',
    data: { vendorId },
  }
}

const lateLines = (payload: NoticeRow['payload']): string[] =>
  payload.late === true ? [`Late: it belonged to ${text(payload.day) ?? 'an earlier day'}, on which Telltale did not run.`] : []

/** Duties that begin to bind, and models that stop. */
export function aboutDays({ event, payload }: NoticeRow, { today }: Reader): About {
  const many = count(payload.duties)
  if (event === 'duties.binding') {
    const bindsOn = text(payload.bindsOn) ?? today
    const begins = bindsOn <= today
    return {
      title: `${counted(many, 'duty', 'duties')} of your uses ${begins ? (many === 1 ? 'begins' : 'begin') : 'will begin'} to bind`,
      lines: ['They apply to your uses, or may apply where a fact is still unknown.', ...lateLines(payload)],
      dates: [{ what: 'Binding from', day: dayInWords(bindsOn, today) }],
      path: '/coverage',
      act: 'Open the coverage',
      data: { obligationIds: texts(payload.obligationIds) },
    }
  }
  const [model, endsOn, instead] = [text(payload.model) ?? 'A model', text(payload.endsOn) ?? today, text(payload.replacement)]
  const names = texts(payload.names).map(inert)
  return {
    title: `${inert(model)} ${endsOn < today ? 'has stopped' : 'stops'}: ${counted(count(payload.uses), 'use')} ${count(payload.uses) === 1 ? 'rests' : 'rest'} on it`,
    lines: [
      `It reaches ${listed(names, count(payload.uses))}.`,
      instead ? `Named to take its place: ${inert(instead)}.` : 'Nothing is named to take its place.',
      ...lateLines(payload),
    ],
    dates: [{ what: 'Last day', day: dayInWords(endsOn, today) }],
    path: '/models',
    act: 'Open the models',
    data: { model, endsOn, replacement: instead },
  }
}
