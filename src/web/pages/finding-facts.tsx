import { gravestFirst } from '../../core/headline'
import { movedSigns } from '../../core/moved'
import type { Mark } from '../ui/clock'
import { dayMs, daysInWords, daysLeft, listed, plural, timeLeft } from '../ui/days'
import type { Passage } from '../ui/diff'
import type { Fact } from '../ui/parts'
import { Day } from '../ui/signs'
import { actBy, kindName } from './change-words'
import type { FindingView } from './finding-view'

/** The four facts on top of a change: what changed, were we told, what it touches, act by. */
export function factsOf({ line, opened, ways }: FindingView, passages: readonly Passage[], now: string): Fact[] {
  const { finding } = line
  const moved = passages
    .flatMap((passage) => movedSigns(passage.before, passage.after, null))
    .find((pair) => /\d/.test(pair.was) && /\d/.test(pair.now))
  const direct = (opened?.uses ?? []).filter((use) => (ways.get(use.system.id)?.length ?? 1) === 1).length
  const through = (opened?.uses.length ?? 0) - direct
  const day = actBy(line)
  const kinds = gravestFirst(finding.kinds).map(kindName)
  return [
    {
      question: 'What changed',
      answer: moved ? `${moved.was} became ${moved.now}` : (kinds[0] ?? plural(passages.length, 'passage')),
      support:
        finding.origin === 'contradiction'
          ? 'Two pages of the vendor contradict each other.'
          : kinds.length > (moved ? 0 : 1)
            ? listed(kinds.slice(moved ? 0 : 1), 3)
            : plural(passages.length, 'passage'),
    },
    {
      question: 'Were we told?',
      answer: finding.announcement === 'silent' ? 'No' : finding.announcement === 'announced' ? 'Yes' : 'Not known',
      support:
        (finding.announcementWhy && daysInWords(finding.announcementWhy, now)) ??
        (finding.announcement === 'unknown' ? 'There was no place to look at.' : null),
    },
    {
      question: 'What it touches',
      answer: opened ? (opened.uses.length ? `${opened.uses.length} of our uses` : 'None of our uses') : 'Worked out at confirmation',
      support: opened?.uses.length
        ? [direct ? `${direct} direct` : '', through ? `${through} through other systems` : ''].filter(Boolean).join(', ')
        : null,
    },
    {
      question: 'Act by',
      answer: day ? (
        <>
          <Day day={day} now={now} />, {timeLeft(day, now)}
        </>
      ) : (
        'No date'
      ),
      tone: day && daysLeft(day, now) <= 2 && opened?.case.state !== 'closed' ? 'critical' : undefined,
      support: (
        <>
          {toDo(opened)}{' '}
          {finding.objectBy ? (
            finding.objectBy === day ? (
              'Last day to object.'
            ) : (
              <>
                First review due. The last day to object is <Day day={finding.objectBy} now={now} />.
              </>
            )
          ) : line.dueOn ? (
            'First review due.'
          ) : null}
        </>
      ),
    },
  ]
}

/** What is asked of us, in a sentence. */
function toDo(opened: FindingView['opened']): string {
  if (!opened) return 'Nothing is asked yet: it is not confirmed.'
  const { case: one, reviews } = opened
  if (one.state === 'open') return 'Say whether it is material to us.'
  if (one.state === 'awaiting-second-signature') return 'A second person must agree that it is not material.'
  if (one.state === 'snoozed') return 'It is put off.'
  const left = reviews.filter(({ state }) => state !== 'closed').length
  if (one.state === 'closed' || left === 0) return 'Nothing is left to do.'
  return `Sign ${left === reviews.length ? '' : `${left} of `}${plural(reviews.length, 'review')}.`
}

/** The first day on which it might apply with the notice that is promised, counted from when we were told. */
function earliestPromised({ line: { finding }, promised }: FindingView): string | null {
  if (promised === null) return null
  const told = Date.parse(`${finding.notifiedOn ?? finding.detectedAt.slice(0, 10)}T00:00:00Z`)
  return new Date(told + promised * dayMs).toISOString().slice(0, 10)
}

/** The days of a change, those that are not known, and by how much the notice fell short. */
type Window = { from: string; until: string }
export function clockOf(view: FindingView): { marks: Mark[]; unknown: string[]; short: Window | null; within: Window | null } {
  const { finding, dueOn } = view.line
  const earliest = earliestPromised(view)
  const short = finding.effectiveOn && earliest && finding.effectiveOn < earliest ? { from: finding.effectiveOn, until: earliest } : null
  const known: (Mark | null)[] = [
    { label: 'Seen', day: finding.detectedAt.slice(0, 10) },
    dueOn ? { label: 'Reviews due', day: dueOn, due: true } : null,
    finding.objectBy ? { label: 'Last day to object', day: finding.objectBy, due: true } : null,
    finding.effectiveOn ? { label: 'Takes effect', day: finding.effectiveOn } : null,
    short ? { label: 'Earliest promised', day: short.until } : null,
  ]
  const { lastGoodAt = null, to = null } = view.change ?? {}
  const within = lastGoodAt && to ? { from: lastGoodAt, until: to.captureAt } : null
  return { short, within, marks: known.filter((mark) => mark !== null), unknown: finding.effectiveOn ? [] : ['when it takes effect'] }
}
