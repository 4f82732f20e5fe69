import { foldText } from '../../core/canonical'
import type { Moved } from '../../core/moved'
import { datesIn } from '../../core/stated'
import { daysLeft, listed, plural } from '../ui/days'
import type { Passage } from '../ui/diff'
import { kindName } from './change-words'
import type { FindingView } from './finding-view'

/**
 * Why a number, date or switch that moved matters to us: a date on which the change takes effect, by the notice that it leaves; otherwise what its
 * passage was recognised as and the reviews that this made due. Null where nothing is known of it.
 */
export function whyMoved({ line: { finding }, change, opened, promised }: FindingView): (moved: Moved, passage: Passage) => string | null {
  return ({ sort, now }, passage) => {
    if (sort === 'date' && finding.effectiveOn && isThatDay(now, finding.effectiveOn)) {
      const told = finding.notifiedOn ?? finding.detectedAt.slice(0, 10)
      const notice = daysLeft(finding.effectiveOn, told)
      const left = notice < 0 ? `Took effect ${plural(-notice, 'day')} before we saw it` : `${plural(notice, 'day')} from when we knew`
      return `${left}${promised === null ? '' : `; ${promised} promised`}`
    }
    const kinds = (change?.change.recognised ?? []).filter(({ quotes }) =>
      quotes.some((index) => isOf(finding.quotes[index]?.text, passage)),
    )
    const named = [...new Set(kinds.map(({ kind }) => kind))]
    if (!named.length) return null
    const due = (opened?.reviews ?? []).filter(({ reasons }) =>
      reasons.some((reason) => reason.findingId === finding.id && named.includes(reason.kind)),
    )
    return `${listed(named.map(kindName), 2)}${due.length ? `: ${plural(due.length, 'review')} due` : ''}`
  }
}

const isOf = (quote: string | undefined, { before, after }: Passage) =>
  quote !== undefined && [before, after].some((text) => text !== null && (text.includes(quote) || quote.includes(text)))

const isThatDay = (said: string, day: string) => datesIn(foldText(said)).some((date) => date.day === day)
