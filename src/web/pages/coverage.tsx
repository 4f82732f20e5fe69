import { type Coverage, coverageOf, obligationsOf } from '../../flows/coverage'
import { type CoverageSelection, coverageColumns, coverageFilters, coverageSums } from '../../store/coverage'
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
import { Icon } from '../ui/signs'
import { frameworkName, frameworkOrder } from './change-words'
import { addressOf, Keys } from './changes'
import { CellReason, cellOf, reasonOf } from './coverage-cell'
import { coverageFile } from './coverage-file'
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

export type CoverageQuery = { tab: string; vendorId: string | null; unitId: string | null; show: CoverageSelection['show'] }

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
  }
}

export const selectionOf = ({ tab, vendorId, unitId, show: shown }: CoverageQuery): CoverageSelection => {
  const { framework, obligations } = obligationsOfTab(tab)
  return { framework, obligationIds: obligations.map((one) => one.id), vendorId, unitId, show: shown }
}

/** Which duty is looked after where: obligations by deployments, each cell one click from its reason. */
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
  const [columns, sums, units, vendor] = await Promise.all([
    coverageColumns(db, caller, selection, { cursor, limit: columnsShown(selection.obligationIds.length), today }).then(pageOrProblem),
    coverageSums(db, caller, selection, today),
    allUnits(db),
    query.vendorId ? vendorById(db, query.vendorId) : null,
  ])
  const { obligations } = obligationsOfTab(query.tab)
  const cells = await coverageOf(ports, columns.items, obligations, today)
  const systems = await systemRows(
    db,
    columns.items.map((one) => one.systemId),
  )
  const asked = cellOf(c.req.query('cell'))
  const picked = asked && obligations.some(({ id }) => id === asked.obligation.id) ? asked : null
  return {
    query,
    tabs: tabsOf(caller),
    cursor,
    columns,
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
type View = Awaited<ReturnType<typeof gather>>

const CoveragePage = ({ view, now }: { view: View; now: string }) => {
  const { query, cursor, columns, sums, obligations, cells } = view
  const here = { framework: query.tab, vendor: query.vendorId, unit: query.unitId, show: query.show === 'all' ? null : query.show }
  const address = (changes: Record<string, string | null>) => addressOf('/coverage', { ...here, cursor }, changes)
  const current = [...cells.values()].filter((one) => one.state === 'current').length
  const uses = columns.items.length
  return (
    <>
      <Head
        title="Coverage"
        acts={
          <>
            <a class="btn" href={addressOf('/coverage/export', { ...here, cursor, format: 'csv' }, {})}>
              CSV
            </a>
            <a class="btn" href={addressOf('/coverage/export', { ...here, cursor, format: 'xlsx' }, {})}>
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
            support: `Of the ${plural(uses, 'use')} shown: no change has made a review due.`,
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
        label="Show"
        chips={coverageFilters.map((one) => ({
          href: address({ show: one === 'all' ? null : one, cursor: null }),
          label: filterWords[one],
          current: one === query.show,
        }))}
      />
      <Narrowed view={view} address={address} />
      {uses ? (
        <>
          <Matrix view={view} address={address} now={now} />
          <div class="pager">
            <span>
              {plural(uses, 'use')} shown{columns.total === null ? ' of more than 10,000' : ` of ${columns.total.toLocaleString('en-GB')}`}
            </span>
            {cursor || columns.next ? (
              <span class="row">
                {cursor ? (
                  <a class="btn" href={address({ cursor: null })}>
                    First uses
                  </a>
                ) : null}
                {columns.next ? (
                  <a class="btn" href={address({ cursor: columns.next })} rel="next">
                    Next uses
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
            query.show === 'all'
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
      ) : uses ? (
        <p class="soft mt">Pick a cell to read why it stands as it does. {obligations.length} obligations.</p>
      ) : null}
      <Keys />
    </>
  )
}

type Address = (changes: Record<string, string | null>) => string

const Narrowed = ({ view: { query, units, vendor }, address }: { view: View; address: Address }) => (
  <form class="filters" action="/coverage" method="get">
    <input type="hidden" name="framework" value={query.tab} />
    {query.show === 'all' ? null : <input type="hidden" name="show" value={query.show} />}
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
      <a class="btn link" href="/register/vendors">
        Pick a vendor in the register
      </a>
    )}
  </form>
)

const signs = {
  current: { icon: 'check', tone: 'good', cell: undefined },
  due: { icon: 'due', tone: 'medium', cell: 'due' },
  late: { icon: 'late', tone: 'critical', cell: 'late' },
  provisional: { icon: 'prov', tone: 'medium', cell: 'prov' },
  'not-applicable': { icon: 'na', tone: 'none', cell: undefined },
} as const

export function cellWords({ state, dueOn }: Pick<Coverage, 'state' | 'dueOn'>, now: string): string {
  if (state === 'late') return dueOn ? timeLeft(dueOn, now) : 'Late'
  if (state === 'due') return dueOn ? `Due ${dayInWords(dueOn, now, false)}` : 'Due'
  return state === 'current' ? 'Current' : state === 'provisional' ? 'Provisional' : 'n/a'
}

const Matrix = ({ view, address, now }: { view: View; address: Address; now: string }) => {
  const { columns, obligations, cells, systems, query, picked } = view
  const rowOf = (obligationId: string) => columns.items.flatMap((use) => cells.get(`${obligationId}.${use.id}`) ?? [])
  const wanted = (one: Coverage) =>
    query.show === 'all'
      ? one.state !== 'not-applicable'
      : query.show === 'provisional'
        ? one.state === 'provisional'
        : one.state === 'due' || one.state === 'late'
  const shown = obligations.filter((one) => rowOf(one.id).some(wanted))
  const hidden = obligations.filter((one) => !shown.includes(one))
  return (
    <>
      {hidden.length ? (
        <details class="small mt">
          <summary>
            {plural(hidden.length, 'obligation')}{' '}
            {query.show === 'all' ? `${hidden.length === 1 ? 'applies' : 'apply'} to none of these uses` : 'without such a state here'}
          </summary>
          <p class="soft">
            {hidden.map((one, index) => (
              <>
                {index ? ', ' : ''}
                {columns.items[0] ? <a href={`${address({ cell: `${one.id}.${columns.items[0].id}` })}#why`}>{one.ref}</a> : one.ref}
              </>
            ))}
          </p>
        </details>
      ) : null}
      {shown.length ? (
        <section class="scroll mt" aria-label="Coverage matrix" tabindex={0}>
          <table class="matrix">
            <caption class="vh">{frameworkName(obligationsOfTab(query.tab).framework)} by use</caption>
            <thead>
              <tr>
                <th scope="col">Obligation</th>
                {columns.items.map((use) => (
                  <th scope="col">
                    <a href={`/deployments/${use.id}`}>{use.name}</a>
                    <span class="sub">{systems.get(use.systemId)}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr>
                  <th scope="row">
                    <strong>{one.ref}</strong>
                    <span class="sub">{one.title}</span>
                  </th>
                  {rowOf(one.id).map((cell) => {
                    const id = `${cell.obligationId}.${cell.deploymentId}`
                    const { icon, tone, cell: wash } = signs[cell.state]
                    return (
                      <td class={wash}>
                        <a class={tone} href={`${address({ cell: id })}#why`} aria-current={id === picked ? 'true' : undefined}>
                          <Icon name={icon} />
                          <span>{cellWords(cell, now)}</span>
                        </a>
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        <p class="mt soft">None of these obligations applies to the uses shown.</p>
      )}
    </>
  )
}
