import type { Child } from 'hono/jsx'
import { addDays, isDay } from '../../core/day'
import { packVersion } from '../../core/pack'
import type { Days } from '../../store/report-figures'
import type { AppContext } from '../environment'
import { invalid } from '../problem'
import { dayInWords, longDay } from '../ui/days'
import { monthBefore } from './periods'

/** Days that a report asks for, else those of `fallback`. A period of more than five years is refused. */
export function daysAsked(c: AppContext, fallback: Days): Days {
  const { from, to } = c.req.query()
  const days = { from: isDay(from) ? from : fallback.from, to: isDay(to) ? to : fallback.to }
  if (days.from > days.to) throw invalid([{ path: 'to', message: 'lies before the first day' }])
  if (addDays(days.from, 5 * 366) < days.to) throw invalid([{ path: 'from', message: 'at most five years at once' }])
  return days
}

type PeriodProps = { action: string; days: Days; now: string; children?: Child }

/** Which days a report is about: two fields, and the last months as links. Not printed. */
export const ReportPeriod = ({ action, days, now, children }: PeriodProps) => (
  <div class="noprint">
    <p class="chips">
      <span class="faint">Month</span>
      {[0, 1, 2, 3, 4, 5].map((back) => {
        const month = monthBefore(now.slice(0, 10), back)
        return (
          <a
            href={`${action}?from=${month.from}&to=${month.to}`}
            aria-current={month.from === days.from && month.to === days.to ? 'true' : undefined}
          >
            {month.label}
          </a>
        )
      })}
    </p>
    <form class="filters" action={action} method="get">
      <div class="field">
        <label for="from">From</label>
        <input id="from" type="date" name="from" value={days.from} />
      </div>
      <div class="field">
        <label for="to">To</label>
        <input id="to" type="date" name="to" value={days.to} />
      </div>
      {children}
      <button type="submit">Show</button>
    </form>
  </div>
)

type Head = { seq: number; hash: string; at: string } | null

/** "22 November 2026 at 01:58:57 UTC": a report is read when today has passed. */
const exactly = (at: string) => `${longDay(at).replace(/^\S+ /, '')} at ${at.slice(11, 19)} UTC`

/** What a report rests on, and how to check it. */
export const ReportFoot = ({ head, now }: { head: Head; now: string }) => (
  <p class="small faint mt">
    Made on {exactly(now)}, rules of {dayInWords(packVersion.asOf, now, false)}.{' '}
    {head ? (
      <>
        Audit trail up to act {head.seq.toLocaleString('en-GB')} of {exactly(head.at)}, SHA-256 <span class="mono wrap">{head.hash}</span>.
        Check with <span class="mono">telltale verify</span>.
      </>
    ) : (
      'Nothing had been written to the audit trail by then.'
    )}{' '}
    This shows what was seen and decided. It does not judge whether a law is met.
  </p>
)
