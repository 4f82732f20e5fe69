import { coverageOf, obligationsOf } from '../../flows/coverage'
import {
  type CoverageSelection,
  coverageColumns,
  coverageFilters,
  coverageSums,
  coverageVendors,
  usesOfColumns,
} from '../../store/coverage'
import { systemRows } from '../../store/reach'
import { vendorById } from '../../store/register'
import { allUnits, type Unit } from '../../store/units'
import { isVisible, seesToday } from '../../store/visibility'
import { type Caller, callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { notFound } from '../problem'
import { dayInWords, plural, timeLeft } from '../ui/days'
import { Chips, Empty, Facts, Head, Tabs } from '../ui/parts'
import { frameworkName, frameworkOrder } from './change-words'
import { addressOf, Keys } from './changes'
import { CellReason, cellOf, reasonOf } from './coverage-cell'
import { coverageFile } from './coverage-file'
import { Matrix } from './coverage-matrix'
import { VendorMatrix } from './coverage-vendors'
import { show } from './show'

/** AI Act Art 26, a deployer's duties paragraph by paragraph, and then framework by framework. */
export const coverageTabs = ['art-26', ...frameworkOrder] as const
export type CoverageTab = (typeof coverageTabs)[number]
const isOfArticle26 = (id: string) => id.startsWith('aiact-26')

/** The obligations of a tab in the pack's order, with the framework that they are of. */
export function obligationsOfTab(tab: string) {
  const framework = tab === 'art-26' ? 'eu-ai-act' : tab
  const all = obligationsOf(framework)
  return { framework, obligations: tab === 'art-26' ? all.filter((one) => isOfArticle26(one.id)) : all }
}

/** The tabs of the frameworks that somebody looks at. */
const tabsOf = ({ limits }: Pick<Caller, 'limits'>) =>
  coverageTabs.filter((tab) => limits?.frameworks?.includes(obligationsOfTab(tab).framework) ?? true)

/** Uses side by side; fewer where there are many obligations, so that the page stays small. */
const columnsShown = (obligations: number) => (obligations > 40 ? 4 : 6)
const filterWords = { all: 'Everything', attention: 'Only due or late', provisional: 'Only provisional' } as const

export type CoverageQuery = {
  tab: string
  vendorId: string | null
  unitId: string | null
  show: CoverageSelection['show']
  by: 'use' | 'vendor'
}

/** What the address asks for; what the caller may not see, or what is not there, is left out. */
export async function coverageQuery({ ports }: Pick<AppDeps, 'ports'>, c: AppContext): Promise<CoverageQuery> {
  const caller = callerOf(c)
  const [first, ...others] = tabsOf(caller)
  if (!first || !seesToday(caller, ports.now().slice(0, 10))) throw notFound()
  const vendor = c.req.query('vendor') || null
  const unit = c.req.query('unit') || null
  return {
    tab: [first, ...others].find((one) => one === c.req.query('framework')) ?? first,
    vendorId: vendor && (await isVisible(ports.db, caller, 'vendors', vendor)) ? vendor : null,
    unitId: unit && (caller.unitIds === null || caller.unitIds.includes(unit)) ? unit : null,
    show: coverageFilters.find((one) => one === c.req.query('show')) ?? 'all',
    by: c.req.query('by') === 'vendor' && !vendor ? 'vendor' : 'use',
  }
}

export const selectionOf = ({ tab, vendorId, unitId, show: shown }: CoverageQuery): CoverageSelection => {
  const { framework, obligations } = obligationsOfTab(tab)
  return { framework, obligationIds: obligations.map((one) => one.id), vendorId, unitId, show: shown }
}

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
      <Narrowed view={view} address={address} />
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

export type CoverageAddress = (changes: Record<string, string | null>) => string

const Narrowed = ({ view: { query, units, vendor }, address }: { view: CoverageView; address: CoverageAddress }) => (
  <form class="filters" action="/coverage" method="get">
    <input type="hidden" name="framework" value={query.tab} />
    {query.show === 'all' ? null : <input type="hidden" name="show" value={query.show} />}
    {query.by === 'vendor' ? <input type="hidden" name="by" value="vendor" /> : null}
    {units.length ? (
      <div class="field">
        <label for="unit">Unit</label>
        <select id="unit" name="unit">
          <option value="">All</option>
          {units.map((unit: Unit) => (
            <option value={unit.id} selected={unit.id === query.unitId}>
              {unit.name}
            </option>
          ))}
        </select>
      </div>
    ) : null}
    {query.vendorId ? <input type="hidden" name="vendor" value={query.vendorId} /> : null}
    {units.length ? <button type="submit">Show</button> : null}
    {vendor ? (
      <span class="row">
        <span>
          Only uses of <a href={`/vendors/${vendor.id}`}>{vendor.name}</a>
        </span>
        <a class="btn link" href={address({ vendor: null, cursor: null })}>
          All vendors
        </a>
      </span>
    ) : (
      <a class="btn link" href={address({ by: 'vendor', cursor: null, cell: null })}>
        Pick a vendor
      </a>
    )}
  </form>
)
