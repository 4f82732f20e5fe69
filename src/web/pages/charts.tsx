import { type Severity, severities } from '../../core/kind'
import { changesOverTime, longestDays, pollsOverTime, promisedNotice, triageOverTime } from '../../store/charts'
import { vendorById } from '../../store/register'
import { sourceStates } from '../../store/schema'
import { sourcesByAge } from '../../store/stale'
import { isVisible, visible } from '../../store/visibility'
import { sourcesByHealth } from '../../store/watching-page'
import { type Caller, callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { notFound } from '../problem'
import { remembered } from '../remembered'
import { sharedAnswer } from '../shared-answer'
import { type Bar, StackedBars } from '../ui/bars'
import { plural } from '../ui/days'
import { monthLabel, monthsUpTo } from '../ui/month-labels'
import { Head, Tabs } from '../ui/parts'
import { Instant } from '../ui/signs'
import { addressOf } from './changes'
import { Notice, Watching } from './charts-watching'
import { show } from './show'

const spans = [
  { months: 3, label: '3 months' },
  { months: 12, label: '12 months' },
] as const
export const promisesLooked = 1_000

/** Pictures of what happened: changes by severity and silence, time to triage, notice given against promised, and how well was watched. */
export function chartsPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const drawn = remembered<ChartsView>(ports)
  const watched = watchingOver(deps)
  app.get('/charts', async (c) => {
    const caller = callerOf(c)
    const now = ports.now()
    const span = spans.find((one) => String(one.months) === c.req.query('months')) ?? spans[1]
    const vendorId = c.req.query('vendor') || null
    if (vendorId && !(await isVisible(ports.db, caller, 'vendors', vendorId))) throw notFound()
    const vendor = vendorId ? await vendorById(ports.db, vendorId) : null
    const view = await drawn(JSON.stringify([caller.unitIds, span.months, vendorId, now.slice(0, 7)]), () =>
      gather(deps, caller, { now, span: span.months, vendorId }),
    )
    const watching = vendorId ? null : await watched(caller)
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
              Confirmed changes{vendor ? '' : ' of all vendors that you see'}, counted <Instant at={view.now} now={now} />.{' '}
              {vendor ? <a href={address({ vendor: null })}>All vendors</a> : null}
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
          <div class="two">
            <Triage view={view} />
            <Notice view={view} vendor={vendor?.name ?? null} />
          </div>
          {watching ? <Watching view={view} watching={watching} /> : null}
        </>
      ),
    })
  })
}

async function gather({ ports: { db } }: AppDeps, caller: Caller, asked: { now: string; span: number; vendorId: string | null }) {
  const all = monthsUpTo(asked.now, asked.span)
  const range = { since: `${all[0]}-01T00:00:00.000Z`, vendorId: asked.vendorId }
  const [changes, triage, notice] = await Promise.all([
    changesOverTime(db, caller, range),
    triageOverTime(db, caller, range),
    promisedNotice(db, caller, range, promisesLooked),
  ])
  return { all, changes, triage, notice, now: asked.now }
}
export type ChartsView = Awaited<ReturnType<typeof gather>>

/** Polls of the last twelve months, and in which state and how old what is watched is: moved by polls, which the trail does not tell. */
function watchingOver({ ports }: AppDeps) {
  const { db, now } = ports
  const shared = sharedAnswer(ports, async (scope) => {
    const [polls, health, ages] = await Promise.all([
      pollsOverTime(db, `${monthsUpTo(now(), spans[1].months)[0]}-01T00:00:00.000Z`),
      sourcesByHealth(db, scope),
      sourcesByAge(db, now(), visible.source(scope, sourceStates.sourceId)),
    ])
    return { polls, health, ages }
  })
  return async (caller: Caller) => {
    const { value, at } = await shared(caller)
    return { ...value, at }
  }
}
export type WatchingView = Awaited<ReturnType<ReturnType<typeof watchingOver>>>

const severityParts = [
  { name: 'Critical', tone: 'c' },
  { name: 'High', tone: 'h' },
  { name: 'Medium', tone: 'm' },
  { name: 'Low or log only', tone: 'bg' },
] as const
const rank = (severity: Severity) => Math.min(3, severities.indexOf(severity))

const Changes = ({ view: { all, changes } }: { view: ChartsView }) => {
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

const Triage = ({ view: { all, triage } }: { view: ChartsView }) => {
  const bars: Bar[] = all.map((month) => {
    const rows = triage.filter((row) => row.month === month)
    const half = dayOfShare(rows, 0.5)
    const most = dayOfShare(rows, 0.9)
    const open = rows.find((row) => row.days === null)?.count ?? 0
    return {
      label: monthLabel(month),
      values: [half ?? 0, Math.max(0, (most ?? 0) - (half ?? 0)), open],
      note: half === null ? null : half === most ? String(half) : `${half}–${most}`,
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
