import { coverageOf } from '../../flows/coverage'
import { coverageColumns, coverageFilters, coverageSums, coverageVendors, usesOfColumns } from '../../store/coverage'
import { systemRows } from '../../store/reach'
import { vendorById } from '../../store/register'
import { allUnits } from '../../store/units'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { dayInWords, plural, timeLeft } from '../ui/days'
import { Chips, Empty, Facts, Head, Tabs } from '../ui/parts'
import { frameworkName } from './change-words'
import { addressOf, Keys } from './changes'
import { CellReason, cellOf, reasonOf } from './coverage-cell'
import { coverageFile } from './coverage-file'
import { Matrix } from './coverage-matrix'
import { CoverageNarrowed } from './coverage-narrowed'
import { coverageQuery, obligationsOfTab, selectionOf, tabsOf } from './coverage-query'
import { VendorMatrix } from './coverage-vendors'
import { show } from './show'

/** Uses side by side; fewer where there are many obligations, so that the page stays small. */
const columnsShown = (obligations: number) => (obligations > 40 ? 4 : 6)
const filterWords = { all: 'Everything', attention: 'Only due or late', provisional: 'Only provisional' } as const

/** Which duty is looked after where: obligations by deployments or by vendors, each cell one click from its reason. */
export function coveragePages(app: App, deps: AppDeps): void {
  const { ports } = deps
  coverageFile(app, deps)
  app.get('/coverage', async (c) => {
    const view = await gather(deps, c)
    return show(c, deps, { title: 'Coverage', section: 'coverage', children: <CoveragePage view={view} now={ports.now()} /> })
  })
}

async function gather({ ports }: AppDeps, c: AppContext) {
  const caller = callerOf(c)
  const { db } = ports
  const today = ports.now().slice(0, 10)
  const query = await coverageQuery({ ports }, c)
  const selection = selectionOf(query)
  const cursor = c.req.query('cursor') ?? null
  const asked = cellOf(c.req.query('cell'))
  const limit = columnsShown(selection.obligationIds.length)
  const none = { items: [], next: null, total: 0 }
  const byVendor = query.by === 'vendor'
  const [columns, suppliers, sums, units, vendor] = await Promise.all([
    byVendor ? none : coverageColumns(db, caller, selection, { cursor, limit, today }).then(pageOrProblem),
    byVendor ? coverageVendors(db, caller, query.unitId, { cursor, limit }).then(pageOrProblem) : none,
    coverageSums(db, caller, selection, today),
    allUnits(db),
    query.vendorId ? vendorById(db, query.vendorId) : null,
  ])
  const { obligations } = obligationsOfTab(query.tab)
  const used = await usesOfColumns(
    db,
    caller,
    suppliers.items.map((one) => one.id),
    query.unitId,
  )
  const cells = await coverageOf(ports, byVendor ? used.map((one) => one.deployment) : columns.items, obligations, today)
  const systems = await systemRows(
    db,
    columns.items.map((one) => one.systemId),
  )
  const picked = asked && obligations.some(({ id }) => id === asked.obligation.id) ? asked : null
  return {
    query,
    tabs: tabsOf(caller),
    cursor,
    columns,
    suppliers,
    used,
    sums,
    obligations,
    cells: new Map(cells.map((one) => [`${one.obligationId}.${one.deploymentId}`, one])),
    systems: new Map(systems.map((one) => [one.id, one.name])),
    units: units.filter((unit) => caller.unitIds === null || caller.unitIds.includes(unit.id)),
    vendor,
    picked: picked ? c.req.query('cell') : undefined,
    reason: picked ? await reasonOf({ ports }, caller, picked) : null,
  }
}
export type CoverageView = Awaited<ReturnType<typeof gather>>

const CoveragePage = ({ view, now }: { view: CoverageView; now: string }) => {
  const { query, cursor, sums, obligations, cells } = view
  const byVendor = query.by === 'vendor'
  const columns = byVendor ? view.suppliers : view.columns
  const here = {
    framework: query.tab,
    by: byVendor ? 'vendor' : null,
    vendor: query.vendorId,
    unit: query.unitId,
    show: query.show === 'all' ? null : query.show,
  }
  const address = (changes: Record<string, string | null>) => addressOf('/coverage', { ...here, cursor }, changes)
  // a file has uses as its columns, whatever the page has
  const file = { ...here, by: null, cursor: byVendor ? null : cursor }
  const current = [...cells.values()].filter((one) => one.state === 'current').length
  const shown = columns.items.length
  const noun = byVendor ? 'vendor' : 'use'
  return (
    <>
      <Head
        title="Coverage"
        acts={
          <>
            <a class="btn" href={addressOf('/coverage/export', { ...file, format: 'csv' })}>
              CSV
            </a>
            <a class="btn" href={addressOf('/coverage/export', { ...file, format: 'xlsx' })}>
              XLSX
            </a>
          </>
        }
      >
        <p>Which duty is looked after where. What was seen and decided; not whether a duty is met.</p>
      </Head>
      <Facts
        big
        facts={[
          {
            question: 'Current',
            answer: String(current),
            support: `Of the ${plural(byVendor ? view.used.length : shown, 'use')} shown: no change has made a review due.`,
          },
          {
            question: 'Due',
            answer: sums.due.toLocaleString('en-GB'),
            support: sums.firstDueOn
              ? `The first ${timeLeft(sums.firstDueOn, now)}, ${dayInWords(sums.firstDueOn, now)}.`
              : 'Nothing is due.',
          },
          {
            question: 'Late',
            answer: sums.late.toLocaleString('en-GB'),
            ...(sums.late ? { tone: 'critical' as const } : {}),
            support: sums.late ? 'Reviews whose day has passed.' : 'Nothing is late.',
          },
          {
            question: 'Provisional',
            answer: sums.provisional.toLocaleString('en-GB'),
            support: sums.provisional ? 'Reviews for which a missing fact must be filled in.' : 'No review waits for a missing fact.',
          },
        ]}
      />
      <div class="mt">
        <Tabs
          label="Framework"
          tabs={view.tabs.map((tab) => ({
            href: address({ framework: tab, cursor: null }),
            label: tab === 'art-26' ? 'AI Act Art 26' : frameworkName(tab),
            count: obligationsOfTab(tab).obligations.length,
            current: tab === query.tab,
          }))}
        />
      </div>
      <Chips
        label="By"
        chips={[
          { href: address({ by: null, cursor: null, cell: null }), label: 'Use', current: !byVendor },
          { href: address({ by: 'vendor', vendor: null, cursor: null, cell: null }), label: 'Vendor', current: byVendor },
        ]}
      />
      <Chips
        label="Show"
        chips={coverageFilters.map((one) => ({
          href: address({ show: one === 'all' ? null : one, cursor: null }),
          label: filterWords[one],
          current: one === query.show,
        }))}
      />
      <CoverageNarrowed view={view} address={address} />
      {shown ? (
        <>
          {byVendor ? <VendorMatrix view={view} address={address} /> : <Matrix view={view} address={address} now={now} />}
          <div class="pager">
            <span>
              {plural(shown, noun)} shown{columns.total === null ? ' of more than 10,000' : ` of ${columns.total.toLocaleString('en-GB')}`}
            </span>
            {cursor || columns.next ? (
              <span class="row">
                {cursor ? (
                  <a class="btn" href={address({ cursor: null })}>
                    First {noun}s
                  </a>
                ) : null}
                {columns.next ? (
                  <a class="btn" href={address({ cursor: columns.next })} rel="next">
                    Next {noun}s
                  </a>
                ) : null}
              </span>
            ) : null}
          </div>
        </>
      ) : (
        <Empty
          icon="check"
          title={
            query.show === 'all' || byVendor
              ? 'No use of ours in this selection'
              : query.show === 'attention'
                ? 'Nothing is due or late here'
                : 'Nothing waits for a missing fact here'
          }
          acts={
            <a class="btn" href="/coverage">
              Show everything
            </a>
          }
        />
      )}
      {view.reason ? (
        <CellReason reason={view.reason} now={now} />
      ) : shown ? (
        <p class="soft mt">Pick a cell to read why it stands as it does. {obligations.length} obligations.</p>
      ) : null}
      <Keys />
    </>
  )
}
