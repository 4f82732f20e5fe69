import { dueBecause } from '../core/due-because'
import { boundQuotes, inert } from '../notify/message'
import { announcedWords, changeInWords, counted, dayInWords, listed } from '../notify/words'
import { caseById } from '../store/cases'
import { commentById } from '../store/comments'
import { type Finding, findingById } from '../store/findings'
import { findingsOfCase, usesOfCase, vendorName, workOfCase } from '../store/notice-facts'
import type { NoticeRow } from '../store/notices'
import { personById } from '../store/people'
import type { About, ComposePorts, Reader } from './compose-notice'

const worstOf = (all: readonly Finding[]) => all.find((one) => one.announcement === 'silent') ?? all[0]

/** What a case says: what changed, whether it was told, what is asked, which uses it reaches and what it makes due, as it stands now. */
export async function aboutCase({ db }: ComposePorts, row: NoticeRow, reader: Reader): Promise<About | null> {
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
    title: changeInWords(vendor, ...all),
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

/** What a finding says that is not confirmed, or came to nothing. */
export async function aboutFinding({ db }: ComposePorts, row: NoticeRow): Promise<About | null> {
  const finding = row.findingId ? await findingById(db, row.findingId) : null
  if (!finding) return null
  return {
    title: changeInWords(await vendorName(db, finding.vendorId), finding),
    severity: finding.severity,
    lines: [findingWords[row.event] ?? 'There is news of it.'],
    quotes: boundQuotes(finding.quotes),
    path: `/findings/${finding.id}`,
    act: 'Open the finding',
    data: { vendorId: finding.vendorId, state: finding.state },
  }
}
