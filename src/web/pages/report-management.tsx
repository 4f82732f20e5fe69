import { addDays } from '../../core/day'
import { theOrganisation } from '../../store/organisation'
import { clauseGaps, lateReviews } from '../../store/report-asks'
import { auditHeadOf, changesByMonth, decidedIn, gapsIn, gravestIn, pollsByDay, seenIn, silentVendors } from '../../store/report-figures'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { dayInWords, plural, sentence } from '../ui/days'
import { MonthBars } from '../ui/month-bars'
import { Facts, Head } from '../ui/parts'
import { AnnouncementSign, CaseState, Day, Instant, SeveritySign } from '../ui/signs'
import { type Column, Table } from '../ui/table'
import { changeTitle, sourceTypeName } from './change-words'
import { clauseName } from './contract-clauses'
import { causeWord } from './health-words'
import { lastQuarter } from './periods'
import { daysAsked, ReportFoot, ReportPeriod } from './report-parts'
import { show } from './show'

const mostChanges = 60
const mostGaps = 20
const mostAsked = 8

/** Management review: decisions asked, changes, whether watching was complete, what was decided, and a place to sign (ISO/IEC 42001, 9.3). */
export function managementReport(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/reports/management-review', async (c) => {
    const now = ports.now()
    const today = now.slice(0, 10)
    const days = daysAsked(c, { from: lastQuarter(today).from, to: today })
    const view = await gather(deps, callerOf(c), days)
    const title = 'Third-party AI: management review'
    return show(c, deps, {
      title: `${title}, ${days.from} to ${days.to}`,
      section: 'reports',
      crumbs: [{ href: '/reports', label: 'Reports' }],
      children: (
        <>
          <Head title={title}>
            <p>
              {view.organisation?.name ? `${view.organisation.name}, ` : ''}
              {dayInWords(days.from, now, false)} to {dayInWords(days.to, now, false)}. Inputs to ISO/IEC 42001 clause 9.3.2.
            </p>
          </Head>
          <ReportPeriod action="/reports/management-review" days={days} now={now} />
          <Body view={view} now={now} />
          <ReportFoot head={view.head} now={now} />
        </>
      ),
    })
  })
}

async function gather({ ports: { db, now } }: AppDeps, caller: ReturnType<typeof callerOf>, days: { from: string; to: string }) {
  const today = now().slice(0, 10)
  const [organisation, seen, decided, polls, gaps, gravest, silent, months, late, clauses, head] = await Promise.all([
    theOrganisation(db),
    seenIn(db, caller, days),
    decidedIn(db, caller, days),
    pollsByDay(db, days),
    gapsIn(db, caller, days, mostGaps),
    gravestIn(db, caller, days, mostChanges + 1),
    silentVendors(db, caller, days, mostAsked),
    changesByMonth(db, caller, addDays(`${days.to.slice(0, 8)}01`, -334)),
    lateReviews(db, caller, today),
    clauseGaps(db, caller, mostAsked),
    auditHeadOf(db, days),
  ])
  const attempted = polls.reduce((sum, day) => sum + day.attempted, 0)
  const failed = polls.reduce((sum, day) => sum + day.failed, 0)
  return { days, organisation, seen, decided, attempted, failed, gaps, gravest, silent, months, late, clauses, head }
}
type View = Awaited<ReturnType<typeof gather>>

const Body = ({ view, now }: { view: View; now: string }) => (
  <>
    <Facts
      facts={[
        {
          question: 'Seen',
          answer: plural(view.seen.changes, 'material change'),
          support: `${view.seen.silent} silent, at ${plural(view.seen.vendors, 'vendor')}.`,
        },
        {
          question: 'Decided in time',
          answer: `${view.decided.closed - view.decided.late} of ${plural(view.decided.closed, 'review')}`,
          support: view.decided.late ? `${view.decided.late} closed after their day.` : 'None was closed after its day.',
        },
        {
          question: 'Watched',
          answer: `${(view.attempted - view.failed).toLocaleString('en-GB')} of ${plural(view.attempted, 'check')}`,
          support: `${plural(view.gaps.total, 'source')} with gaps.`,
        },
        {
          question: 'Open today',
          answer: plural(view.late.open, 'review'),
          support: view.late.late ? `${view.late.late} of them late.` : 'None of them late.',
        },
      ]}
    />
    <section class="sec">
      <h2>1. What needs a decision from you</h2>
      <Asked view={view} />
    </section>
    <section class="sec">
      <h2>2. Changes from vendors</h2>
      <MonthBars months={view.months} until={view.days.to.slice(0, 7)} />
      {view.gravest.length ? (
        <Table
          label="Critical and high changes"
          caption="Critical and high changes of the period"
          columns={gravestColumns(now)}
          rows={view.gravest.slice(0, mostChanges)}
        />
      ) : (
        <p class="soft">No critical or high change was seen in the period.</p>
      )}
      {view.gravest.length > mostChanges ? <p class="soft">The newest {mostChanges} are listed.</p> : null}
    </section>
    <section class="sec">
      <h2>3. Was watching complete?</h2>
      <p>
        {view.attempted
          ? `${(view.attempted - view.failed).toLocaleString('en-GB')} of ${plural(view.attempted, 'check')} were answered. Every gap is listed; nothing was assumed from silence.`
          : 'No check was made in the period, so nothing can be said about it.'}{' '}
        <a class="cite" href={`/reports/watching?from=${view.days.from}&to=${view.days.to}`}>
          Day by day
        </a>
      </p>
      {view.gaps.items.length ? (
        <Table
          label="Gaps"
          columns={[
            {
              head: 'Source',
              cell: (gap) => (
                <a href={`/sources/${gap.sourceId}`}>
                  {gap.vendorName}: {sourceTypeName(gap.type)}
                </a>
              ),
            },
            {
              head: 'Gap',
              cell: (gap) => (
                <>
                  <Instant at={gap.firstAt} now={now} /> to {gap.readAgainAt ? <Instant at={gap.readAgainAt} now={now} /> : 'today'}
                </>
              ),
            },
            { head: 'Because', cell: (gap) => gap.causes.split(',').map(causeWord).join(', ') },
          ]}
          rows={view.gaps.items}
        />
      ) : null}
      {view.gaps.total > view.gaps.items.length ? <p class="soft">And {view.gaps.total - view.gaps.items.length} more.</p> : null}
    </section>
    <section class="sign">
      <h2>Reviewed</h2>
      <p>We have considered the inputs above and the decisions in section 1.</p>
      <div class="lines">
        <p class="line">
          Chair<span class="sub">Name, date</span>
        </p>
        <p class="line">
          AI management system lead<span class="sub">Name, date</span>
        </p>
      </div>
    </section>
  </>
)

/** What follows from the records and that management alone can settle, the heaviest first. */
const Asked = ({ view }: { view: View }) => {
  const repeated = view.silent.filter((vendor) => vendor.silent > 1)
  const nothing = !repeated.length && !view.clauses.items.length && !view.late.late && !view.late.withoutOwner
  if (nothing)
    return <p>Nothing in the records asks for a decision: no vendor was silent twice, no clause is missing, no review is late.</p>
  return (
    <ol class="hits">
      {repeated.map((vendor) => (
        <li>
          <strong>Keep or replace {vendor.name}.</strong> {plural(vendor.silent, 'silent change')} in the period
          {typeof vendor.facts.changeNoticeDays === 'number' ? `; ${vendor.facts.changeNoticeDays} days’ notice are promised` : ''}.{' '}
          <a class="cite" href={`/vendors/${vendor.id}?from=${view.days.from}&to=${view.days.to}`}>
            What it changed
          </a>
        </li>
      ))}
      {view.clauses.items.map((clause) => (
        <li>
          <strong>{clauseName(clause.id)} in every contract.</strong> {clause.missing} of {plural(view.clauses.contracts, 'contract')}{' '}
          {clause.missing === 1 ? 'has' : 'have'} none.
        </li>
      ))}
      {view.late.late ? (
        <li>
          <strong>Time for reviews.</strong> {plural(view.late.late, 'review is', 'reviews are')} late today, {view.late.open} open in all.{' '}
          <a class="cite" href="/reviews?view=late">
            The late ones
          </a>
        </li>
      ) : null}
      {view.late.withoutOwner ? (
        <li>
          <strong>An owner for every use.</strong> {plural(view.late.withoutOwner, 'use has', 'uses have')} none.{' '}
          <a class="cite" href="/register/deployments?has=no-owner">
            These uses
          </a>
        </li>
      ) : null}
    </ol>
  )
}

type Gravest = View['gravest'][number]
const gravestColumns = (now: string): Column<Gravest>[] => [
  {
    head: 'Change',
    cell: ({ finding, vendorName, sourceType }) => <a href={`/findings/${finding.id}`}>{changeTitle(vendorName, finding, sourceType)}</a>,
  },
  { head: 'Seen', cell: ({ finding }) => <Day day={finding.detectedAt.slice(0, 10)} now={now} weekday={false} /> },
  { head: 'Severity', cell: ({ finding }) => <SeveritySign severity={finding.severity} /> },
  { head: 'Told', cell: ({ finding }) => <AnnouncementSign announcement={finding.announcement} /> },
  {
    head: 'Outcome',
    cell: ({ caseState, answer }) => (
      <>
        {caseState ? <CaseState state={caseState} /> : 'No case'}
        {answer ? <span class="sub">{sentence(answer.replace('-', ' '))}</span> : null}
      </>
    ),
  },
]
