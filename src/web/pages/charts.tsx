import { type Severity, severities } from '../../core/kind'
import { noticeGiven } from '../../core/notice-given'
import { changesOverTime, longestDays, pollsOverTime, promisedNotice, triageOverTime } from '../../store/charts'
import { vendorById } from '../../store/register'
import { isVisible } from '../../store/visibility'
import { sourcesByHealth } from '../../store/watching-page'
import { type Caller, callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { notFound } from '../problem'
import { type Bar, StackedBars } from '../ui/bars'
import { months, plural } from '../ui/days'
import { Head, KeyValues, Tabs } from '../ui/parts'
import { Health, Instant } from '../ui/signs'
import { addressOf } from './changes'
import { show } from './show'

const spans = [
  { months: 3, label: '3 months' },
  { months: 12, label: '12 months' },
] as const
const promisesLooked = 1_000

/** Pictures of what happened: changes by severity and silence, time to triage, notice given against promised, and how well was watched. */
export function chartsPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/charts', async (c) => {
    const caller = callerOf(c)
    const now = ports.now()
    const span = spans.find((one) => String(one.months) === c.req.query('months')) ?? spans[1]
    const vendorId = c.req.query('vendor') || null
    if (vendorId && !(await isVisible(ports.db, caller, 'vendors', vendorId))) throw notFound()
    const vendor = vendorId ? await vendorById(ports.db, vendorId) : null
    const view = await gather(deps, caller, { now, span: span.months, vendorId })
    const address = (changes: Record<string, string | null>) =>
      addressOf('/charts', { months: String(span.months), vendor: vendorId }, changes)
    return show(c, deps, {
      title: vendor ? `Charts: ${vendor.name}` : 'Charts',
      section: 'changes',
      crumbs: [{ href: '/changes', label: 'Changes' }, ...(vendor ? [{ href: `/vendors/${vendor.id}`, label: vendor.name }] : [])],
      children: (
        <>
          <Head title={vendor ? `${vendor.name} over time` : 'Changes over time'}>
            <p>
              Confirmed changes{vendor ? '' : ' of all vendors that you see'}, counted when this page was read:{' '}
              <Instant at={now} now={now} />. {vendor ? <a href={address({ vendor: null })}>All vendors</a> : null}
            </p>
          </Head>
          <Tabs
            label="How far back"
            tabs={spans.map((one) => ({
              href: address({ months: String(one.months) }),
              label: one.label,
              current: one.months === span.months,
            }))}
          />
          <Changes view={view} />
          <Triage view={view} />
          <Notice view={view} vendor={vendor?.name ?? null} />
          <Watching view={view} />
        </>
      ),
    })
  })
}

/** The last `count` calendar months (UTC) up to today's, oldest first, as `2026-11`. */
function monthsUpTo(now: string, count: number): string[] {
  const [year, month] = [Number(now.slice(0, 4)), Number(now.slice(5, 7))]
  return Array.from({ length: count }, (_, index) => {
    const at = year * 12 + month - 1 - (count - 1 - index)
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  })
}
const monthLabel = (month: string) => months[Number(month.slice(5)) - 1] ?? month

const noHealth: Record<string, number> = {}

async function gather({ ports: { db } }: AppDeps, caller: Caller, asked: { now: string; span: number; vendorId: string | null }) {
  const all = monthsUpTo(asked.now, asked.span)
  const range = { since: `${all[0]}-01T00:00:00.000Z`, vendorId: asked.vendorId }
  const [changes, triage, notice, polls, health] = await Promise.all([
    changesOverTime(db, caller, range),
    triageOverTime(db, caller, range),
    promisedNotice(db, caller, range, promisesLooked),
    asked.vendorId ? [] : pollsOverTime(db, range.since),
    asked.vendorId ? noHealth : sourcesByHealth(db, caller),
  ])
  return { all, changes, triage, notice, polls, health, now: asked.now }
}
type View = Awaited<ReturnType<typeof gather>>

const severityParts = [
  { name: 'Critical', tone: 'c' },
  { name: 'High', tone: 'h' },
  { name: 'Medium', tone: 'm' },
  { name: 'Low or log only', tone: 'bg' },
] as const
const rank = (severity: Severity) => Math.min(3, severities.indexOf(severity))

const Changes = ({ view: { all, changes } }: { view: View }) => {
  const bars: Bar[] = all.map((month) => {
    const rows = changes.filter((row) => row.month === month)
    return {
      label: monthLabel(month),
      values: [0, 1, 2, 3].map((at) => rows.filter((row) => rank(row.severity) === at).reduce((sum, row) => sum + row.count, 0)),
    }
  })
  const silence: Bar[] = all.map((month) => {
    const rows = changes.filter((row) => row.month === month)
    const silent = rows.reduce((sum, row) => sum + row.silent, 0)
    return { label: monthLabel(month), values: [rows.reduce((sum, row) => sum + row.count, 0) - silent, silent] }
  })
  const total = changes.reduce((sum, row) => sum + row.count, 0)
  const silent = changes.reduce((sum, row) => sum + row.silent, 0)
  const critical = changes.filter((row) => row.severity === 'critical').reduce((sum, row) => sum + row.count, 0)
  return (
    <div class="two">
      <section class="sec">
        <h2>By severity</h2>
        <StackedBars
          id="by-severity"
          title={`${plural(total, 'change')}, ${critical} of them critical`}
          parts={severityParts}
          bars={bars}
          of="Month"
          caption="From the ground up: critical, high, medium, and low or log only."
        />
      </section>
      <section class="sec">
        <h2>Told or silent</h2>
        <StackedBars
          id="by-silence"
          title={`${silent} of ${plural(total, 'change')} were silent`}
          parts={[
            { name: 'Announced or unknown', tone: 'm' },
            { name: 'Silent', tone: 'silent' },
          ]}
          bars={silence}
          of="Month"
          caption={
            <>
              Grey is announced or unknown, outlined on top is silent. <a href="/changes?view=silent">Read the silent ones</a>
            </>
          }
        />
      </section>
    </div>
  )
}

/** The day by which a share of the answered cases had been answered; null where none was. */
function dayOfShare(rows: readonly { days: number | null; count: number }[], share: number): number | null {
  const answered = rows.flatMap(({ days, count }) => (days === null ? [] : [{ days, count }])).sort((a, b) => a.days - b.days)
  const needed = answered.reduce((sum, row) => sum + row.count, 0) * share
  let seen = 0
  for (const { days, count } of answered) {
    seen += count
    if (seen >= needed) return days
  }
  return null
}

const Triage = ({ view: { all, triage } }: { view: View }) => {
  const bars: Bar[] = all.map((month) => {
    const rows = triage.filter((row) => row.month === month)
    const half = dayOfShare(rows, 0.5)
    const most = dayOfShare(rows, 0.9)
    const open = rows.find((row) => row.days === null)?.count ?? 0
    return {
      label: monthLabel(month),
      values: [half ?? 0, Math.max(0, (most ?? 0) - (half ?? 0)), open],
      note: half === null ? null : `${half} to ${most}`,
    }
  })
  const [half, most] = [dayOfShare(triage, 0.5), dayOfShare(triage, 0.9)]
  const waiting = triage.reduce((sum, row) => sum + (row.days === null ? row.count : 0), 0)
  const words =
    half === null
      ? 'No case of this time has been answered'
      : `Half of the cases were answered within ${plural(half, 'day')}, nine in ten within ${plural(most ?? half, 'day')}`
  return (
    <section class="sec">
      <h2>Time to triage</h2>
      <StackedBars
        id="to-triage"
        title={words}
        parts={[
          { name: 'Days until half were answered', tone: 'a' },
          { name: 'More days until nine in ten were', tone: 'bg' },
        ]}
        bars={bars.map(({ values, ...bar }) => ({ ...bar, values: values.slice(0, 2) }))}
        of="Opened in"
        whole={false}
        caption={
          <>
            {words}. {waiting ? `${plural(waiting, 'case waits', 'cases wait')} still. ` : ''}Days from the opening of a case to its answer,
            by the month in which it was opened; more than {longestDays} count as {longestDays}.
          </>
        }
      />
    </section>
  )
}

const Notice = ({ view: { all, notice }, vendor }: { view: View; vendor: string | null }) => {
  const counted = notice.flatMap((row) => {
    const given = noticeGiven(row)
    return given === null ? [] : [{ ...row, given }]
  })
  const kept = counted.filter((row) => row.given >= row.promised).length
  const bars: Bar[] = all.map((month) => {
    const rows = counted.filter((row) => row.detectedAt.startsWith(month))
    return {
      label: monthLabel(month),
      values: [
        rows.filter((row) => row.given >= row.promised).length,
        rows.filter((row) => row.given > 0 && row.given < row.promised).length,
        rows.filter((row) => row.given === 0).length,
      ],
    }
  })
  return (
    <section class="sec">
      <h2>Notice given against promised</h2>
      {counted.length ? (
        <StackedBars
          id="notice-kept"
          title={`${kept} of ${counted.length} changes came with the notice that was promised`}
          parts={[
            { name: 'As promised', tone: 'm' },
            { name: 'Shorter', tone: 'h' },
            { name: 'None', tone: 'silent' },
          ]}
          bars={bars}
          of="Month"
          caption={
            <>
              {kept} of {counted.length} came with the days that {vendor ?? 'their vendor'} promised. From the ground up: as promised,
              shorter, none.
              {notice.length === promisesLooked ? ` The newest ${promisesLooked.toLocaleString('en-GB')} changes are counted.` : ''}
            </>
          }
        />
      ) : (
        <p class="soft">
          No change of this time can be counted: it takes a promise of the vendor in days, and a change of which it is known when it
          applies.
        </p>
      )}
    </section>
  )
}

const healthOrder = [
  'ok',
  'never-read',
  'paused',
  'partial',
  'moved',
  'login',
  'needs-browser',
  'unavailable',
  'blocked',
  'collector-broken',
  'gone',
] as const

const Watching = ({ view: { all, polls, health } }: { view: View }) => {
  if (!polls.length && !Object.keys(health).length) return null
  const bars: Bar[] = all.map((month) => {
    const row = polls.find((one) => one.month === month)
    return { label: monthLabel(month), values: [(row?.attempted ?? 0) - (row?.failed ?? 0), row?.failed ?? 0] }
  })
  const attempted = polls.reduce((sum, row) => sum + row.attempted, 0)
  const failed = polls.reduce((sum, row) => sum + row.failed, 0)
  return (
    <div class="two">
      <section class="sec">
        <h2>Polls</h2>
        <StackedBars
          id="polls"
          title={`${attempted - failed} of ${plural(attempted, 'poll')} were answered`}
          parts={[
            { name: 'Answered', tone: 'm' },
            { name: 'Failed', tone: 'silent' },
          ]}
          bars={bars}
          of="Month"
          caption="Grey was answered, outlined on top failed and was tried again."
        />
      </section>
      <section class="sec">
        <h2>How fresh it is now</h2>
        <KeyValues
          rows={healthOrder.flatMap((state) => {
            const count = health[state] ?? 0
            return count ? [{ name: <Health state={state} />, value: plural(count, 'source') }] : []
          })}
        />
        <p class="small">
          <a href="/sources?state=out">Sources out of reach</a>
        </p>
      </section>
    </div>
  )
}
