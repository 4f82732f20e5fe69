import { dueBecause } from '../core/due-because'
import { boundQuotes, inert, type Message } from '../notify/message'
import { announcedWords, changeInWords, counted, dayInWords, healthInWords, listed } from '../notify/words'
import type { Ports } from '../ports'
import { caseById } from '../store/cases'
import { commentById } from '../store/comments'
import { type Finding, findingById } from '../store/findings'
import { evidenceName, findingsOfCase, sourcesByIds, usesOfCase, vendorName, workOfCase } from '../store/notice-facts'
import type { NoticeRow } from '../store/notices'
import { personById } from '../store/people'
import type { Scope } from '../store/visibility'
import { composeDigest } from './compose-digest'
import { composeQuestionnaire } from './compose-questionnaire'
import { composeReminder } from './compose-reminder'

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

const worstOf = (all: readonly Finding[]) => all.find((one) => one.announcement === 'silent') ?? all[0]

async function aboutCase({ db }: ComposePorts, row: NoticeRow, reader: Reader): Promise<About | null> {
  const one = row.caseId ? await caseById(db, row.caseId) : null
  if (!one) return null
  const [vendor, all, uses] = await Promise.all([
    vendorName(db, one.vendorId),
    findingsOfCase(db, one.id),
    usesOfCase(db, reader.scope, one.id),
  ])
  const mine = row.event === 'case.triaged' ? reader.personId : null
  const work = await workOfCase(db, reader.scope, one.id, mine)
  const finding = worstOf(all)
  const waits = one.state === 'open' || one.state === 'awaiting-second-signature' || (one.state === 'snoozed' && one.stateBefore === 'open')
  const asked =
    one.state === 'closed'
      ? 'The case is closed: nothing of it is open any more.'
      : waits
        ? 'It waits for triage: is it material for you?'
        : work.count
          ? `It is material: ${counted(work.count, 'review')}${mine ? ' of yours' : ''} ${work.count === 1 ? 'is' : 'are'} due.`
          : 'It is material. None of its reviews is open any more.'
  return {
    title: changeInWords(vendor, [...new Set(all.flatMap((each) => each.kinds))]),
    severity: one.severity,
    lines: [
      ...(row.event === 'case.assigned' ? ['The case was given to you.'] : []),
      ...(row.event === 'case.commented' ? await commentLines(db, row) : []),
      ...(finding ? [announcedWords[finding.announcement]] : []),
      asked,
      uses.count
        ? `It reaches ${counted(uses.count, 'use')}: ${listed(uses.names, uses.count)}.`
        : 'It reaches none of the uses that are registered.',
    ],
    quotes: boundQuotes(all.flatMap((each) => each.quotes)),
    because: work.because.map(dueBecause),
    dates: datesOf({ objectBy: one.objectBy, effectiveOn: finding?.effectiveOn ?? null, dueOn: work.dueOn, waits }, reader.today),
    path: `/cases/${one.id}`,
    act: waits ? 'Read the change and answer' : 'Open the case',
    data: {
      vendorId: one.vendorId,
      findingIds: one.findingIds,
      state: one.state,
      reviewCount: work.count,
      dueOn: work.dueOn,
      objectBy: one.objectBy,
      announcement: finding?.announcement ?? null,
    },
  }
}

/** What somebody said about the case, as it stands now. */
async function commentLines(db: ComposePorts['db'], { payload }: NoticeRow): Promise<string[]> {
  const said = typeof payload.commentId === 'string' ? await commentById(db, payload.commentId) : null
  if (!said || said.takenBackAt !== null) return ['Somebody wrote about the case, and has taken it back.']
  const author = await personById(db, said.personId)
  return [`${author?.name ?? 'Somebody'} wrote: ${inert(said.text)}`]
}

type Dates = { objectBy: string | null; effectiveOn: string | null; dueOn: string | null; waits: boolean }
const datesOf = ({ objectBy, effectiveOn, dueOn, waits }: Dates, today: string) =>
  [
    { what: 'Last day to object', day: objectBy },
    { what: waits ? 'First review due, once it is material' : 'First review due', day: dueOn },
    { what: 'Takes effect', day: effectiveOn },
  ].flatMap(({ what, day }) => (day ? [{ what, day: dayInWords(day, today) }] : []))

const findingWords: Record<string, string> = {
  'finding.provisional': 'It was seen once and is not confirmed yet: the page is asked for again, and until then nothing is due.',
  'finding.not-confirmed': 'You were told of it as not confirmed yet. It was not seen again: nothing is due.',
  'finding.dismissed': 'You were told of it as not confirmed yet. A person has dismissed it: nothing is due.',
}

async function aboutFinding({ db }: ComposePorts, row: NoticeRow): Promise<About | null> {
  const finding = row.findingId ? await findingById(db, row.findingId) : null
  if (!finding) return null
  return {
    title: changeInWords(await vendorName(db, finding.vendorId), finding.kinds),
    severity: finding.severity,
    lines: [findingWords[row.event] ?? 'There is news of it.'],
    quotes: boundQuotes(finding.quotes),
    path: `/findings/${finding.id}`,
    act: 'Open the finding',
    data: { vendorId: finding.vendorId, state: finding.state },
  }
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const count = (value: unknown): number => (typeof value === 'number' ? value : 0)

async function aboutSources({ db }: ComposePorts, { payload, event }: NoticeRow): Promise<About | null> {
  const rows = await sourcesByIds(db, texts(payload.sourceIds))
  const [first] = rows
  if (!first) return null
  const vendors = [...new Set(rows.map((one) => one.vendorName))]
  const many = count(payload.sources)
  const state = event === 'source.recovered' ? 'ok' : (text(payload.state) ?? '')
  const since = text(payload.lastGoodAt)
  return {
    title:
      many === 1
        ? `A source of ${first.vendorName} ${healthInWords(state)}`
        : `${many} sources of ${listed(vendors)}: each ${healthInWords(state)}`,
    lines: [
      event === 'source.recovered'
        ? 'What changed meanwhile is compared with what was read last.'
        : `${event === 'source.reminded' ? 'This lasts. ' : ''}Until it is mended, changes there go unseen.${since ? ` It was last read on ${since.slice(0, 10)}.` : ''}`,
    ],
    sections: [
      {
        heading: 'Where',
        items: rows
          .slice(0, 20)
          .map(({ id, url, vendorName: name }) => ({ text: name, detail: url, severity: null, path: `/sources/${id}` })),
        none: '',
      },
    ],
    path: many === 1 ? `/sources/${first.id}` : '/sources?state=out',
    act: many === 1 ? 'Open the source' : 'Open the sources',
    data: { sourceIds: rows.map(({ id }) => id), state, cause: text(payload.cause) },
  }
}

async function aboutEvidence({ db }: ComposePorts, { payload }: NoticeRow, { today }: Reader): Promise<About | null> {
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

function aboutDecision({ event, payload }: NoticeRow, today: string): About | null {
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

async function aboutExit({ db }: ComposePorts, { payload }: NoticeRow): Promise<About | null> {
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

const endingWords: Record<string, { title: string; what: string; line: string }> = {
  'runs-out': { title: 'runs out', what: 'Last day', line: 'Ask for the one that follows it.' },
  starts: { title: 'starts', what: 'First day', line: 'From then on its clauses count.' },
  ends: { title: 'ends', what: 'Last day', line: 'Decisions that rest on it lapse when it has ended.' },
  renews: { title: 'renews', what: 'Renews on', line: 'What is to be asked for is asked for before.' },
  'notice-by': { title: 'can last be given notice of', what: 'Last day to give notice', line: 'After it the contract goes on.' },
}

async function aboutEnding({ db }: ComposePorts, { payload }: NoticeRow, { today }: Reader): Promise<About | null> {
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

async function aboutRhythm({ db }: ComposePorts, { payload }: NoticeRow, { today }: Reader): Promise<About | null> {
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

function aboutDays({ event, payload }: NoticeRow, { today }: Reader): About {
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
