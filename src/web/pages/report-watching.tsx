import { addDays } from '../../core/day'
import { auditHeadOf, changesByDay, type Days, firstPollDay, type Gap, gapsIn, pollsByDay } from '../../store/report-figures'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { dayInWords, plural } from '../ui/days'
import { Facts, Head } from '../ui/parts'
import { Instant } from '../ui/signs'
import { type Column, Table } from '../ui/table'
import { sourceTypeName } from './change-words'
import { causeWord } from './health-words'
import { monthBefore } from './periods'
import { daysAsked, ReportFoot, ReportPeriod } from './report-parts'
import { show } from './show'

const mostGaps = 100

/** Whether anything happened in a period, and whether we would have seen it: checks by day, gaps by source, changes. */
export function watchingReport(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/reports/watching', async (c) => {
    const caller = callerOf(c)
    const now = ports.now()
    const days = daysAsked(c, monthBefore(now.slice(0, 10), 1))
    const [polls, changes, gaps, head, first] = await Promise.all([
      pollsByDay(ports.db, days),
      changesByDay(ports.db, caller, days),
      gapsIn(ports.db, caller, days, mostGaps),
      auditHeadOf(ports.db, days),
      firstPollDay(ports.db),
    ])
    const rows = everyDay(days, now.slice(0, 10)).map((day) => ({
      day,
      ...(polls.find((one) => one.day === day) ?? { attempted: 0, failed: 0 }),
      ...(changes.find((one) => one.day === day) ?? { material: 0, cosmetic: 0, noise: 0 }),
    }))
    const sum = (name: 'attempted' | 'failed' | 'material' | 'cosmetic' | 'noise') => rows.reduce((total, row) => total + row[name], 0)
    const without = rows.filter((row) => row.attempted === 0)
    const before = first === null ? rows.length : without.filter((row) => row.day < first).length
    const words = `${dayInWords(days.from, now, false)} to ${dayInWords(days.to, now, false)}`
    return show(c, deps, {
      title: `What was watched, ${words}`,
      section: 'reports',
      crumbs: [{ href: '/reports', label: 'Reports' }],
      children: (
        <>
          <Head title={`What was watched, ${words}`}>
            <p>{verdict(sum('material'), sum('attempted'), sum('failed'), without.length, gaps.total)}</p>
          </Head>
          <ReportPeriod action="/reports/watching" days={days} now={now} />
          <Facts
            facts={[
              {
                question: 'Checks',
                answer: `${(sum('attempted') - sum('failed')).toLocaleString('en-GB')} of ${plural(sum('attempted'), 'check')}`,
                support: 'were answered with a page that could be read.',
              },
              {
                question: 'Material changes',
                answer: sum('material') ? String(sum('material')) : 'None',
                support: sum('material') ? 'All of them have a finding.' : 'Nothing that was read differed in what it means.',
              },
              {
                question: 'Editorial, held back',
                answer: `${sum('cosmetic')} and ${sum('noise')}`,
                support: <a href="/changes/quiet">Looked at, and why they are not material</a>,
              },
              {
                question: 'Gaps',
                answer: plural(gaps.total, 'source'),
                support: without.length ? `${plural(without.length, 'day')} without any check.` : 'No day without a check.',
              },
            ]}
          />
          <section class="sec">
            <h2>Gaps by source</h2>
            {gaps.items.length ? (
              <Table label="Gaps by source" columns={gapColumns(now)} rows={gaps.items} />
            ) : (
              <p class="soft">Every answer that came could be read. No source was out of reach in this period.</p>
            )}
            {gaps.total > gaps.items.length ? <p class="soft">And {plural(gaps.total - gaps.items.length, 'source')} more.</p> : null}
          </section>
          <section class="sec">
            <h2>Day by day</h2>
            {before ? (
              <p class="soft">
                {first === null
                  ? 'No check has been made at all yet.'
                  : `Watching began on ${dayInWords(first, now, false)}; before it nothing was looked at.`}
              </p>
            ) : null}
            <Table
              label="Checks by day"
              tight
              columns={[
                { head: 'Day', cell: (row) => <time datetime={row.day}>{dayInWords(row.day, now)}</time> },
                { head: 'Checks', numeric: true, cell: (row) => row.attempted.toLocaleString('en-GB') },
                { head: 'Answered', numeric: true, low: true, cell: (row) => (row.attempted - row.failed).toLocaleString('en-GB') },
                { head: 'Failed', numeric: true, cell: (row) => row.failed },
                { head: 'Material', numeric: true, cell: (row) => row.material },
                { head: 'Editorial', numeric: true, cell: (row) => row.cosmetic },
                { head: 'Held back', numeric: true, cell: (row) => row.noise },
              ]}
              rows={rows}
            />
          </section>
          <ReportFoot head={head} now={now} />
        </>
      ),
    })
  })
}

/** Every day of a period that has begun. */
function everyDay({ from, to }: Days, today: string): string[] {
  const all: string[] = []
  for (let day = from; day <= to && day <= today; day = addDays(day, 1)) all.push(day)
  return all
}

/** In a sentence what can be said, and no more: without checks nothing was seen, which is not that nothing happened. */
function verdict(material: number, attempted: number, failed: number, daysWithout: number, gaps: number): string {
  if (!attempted) return 'No check was made in this period: nothing can be said about it.'
  const seen = material ? `${plural(material, 'material change was', 'material changes were')} seen.` : 'No material change was seen.'
  if (!failed && !daysWithout && !gaps) return `${seen} Every check was answered, on every day.`
  return `${seen} What could not be looked at is listed below; nothing is assumed from silence.`
}

const gapColumns = (now: string): Column<Gap>[] => [
  {
    head: 'Source',
    cell: (gap) => (
      <>
        <a href={`/sources/${gap.sourceId}`}>
          {gap.vendorName}: {sourceTypeName(gap.type)}
        </a>
        <span class="sub">{gap.url.replace(/^https?:\/\//, '').slice(0, 80)}</span>
      </>
    ),
  },
  { head: 'Failures', numeric: true, cell: (gap) => gap.failures },
  { head: 'First', cell: (gap) => <Instant at={gap.firstAt} now={now} /> },
  { head: 'Last', cell: (gap) => <Instant at={gap.lastAt} now={now} /> },
  { head: 'Because', cell: (gap) => gap.causes.split(',').map(causeWord).join(', ') },
  { head: 'Read again', cell: (gap) => (gap.readAgainAt ? <Instant at={gap.readAgainAt} now={now} /> : <strong>Not yet</strong>) },
]
