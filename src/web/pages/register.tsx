import { namesOf } from '../../store/case-page'
import { deploymentsPage, systemsPage, vendorsPage } from '../../store/register'
import { besideDeployments, besideSystems, besideVendors } from '../../store/register-page'
import { type Caller, callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { sentence } from '../ui/days'
import { Empty, Head, Tabs } from '../ui/parts'
import { Pager, Table } from '../ui/table'
import { addressOf, Keys } from './changes'
import { deploymentColumns, systemColumns, vendorColumns } from './register-columns'
import { show } from './show'

const levels = ['vendors', 'systems', 'deployments'] as const
type Level = (typeof levels)[number]

/** The register: what we rely on, at its three levels. */
export function registerPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/register', (c) => c.redirect('/register/deployments', 303))
  for (const level of levels) {
    app.get(`/register/${level}`, async (c) => {
      const caller = callerOf(c)
      const query = c.req.query()
      const sort = query.sort ?? 'name'
      const request = {
        limit: 50,
        cursor: query.cursor ?? null,
        sort: {
          name: ['name', 'createdAt', 'updatedAt'].includes(sort.replace(/^-/, '')) ? sort.replace(/^-/, '') : 'name',
          descending: sort.startsWith('-'),
        },
        filters: {
          ...(query.find ? { q: [query.find] } : {}),
          ...(query.vendor ? { vendorId: [query.vendor] } : {}),
          ...(query.status ? { status: [query.status] } : {}),
          ...(query.state ? { state: [query.state] } : {}),
        },
      }
      const address = (changes: Record<string, string | null>) =>
        addressOf(
          `/register/${level}`,
          { find: query.find ?? null, sort: sort === 'name' ? null : sort, status: query.status ?? null, vendor: query.vendor ?? null },
          changes,
        )
      const listed = await listOf(deps, caller, level, request, ports.now(), { sorted: sort, sortHref: (to) => address({ sort: to }) })
      return show(c, deps, {
        title: `Register: ${level}`,
        section: 'register',
        children: (
          <>
            <Head title="Register" acts={<Acts caller={caller} level={level} />}>
              <p>What we rely on: vendors supply systems, and a deployment is our use of one.</p>
            </Head>
            <Tabs label="Level" tabs={levels.map((one) => ({ href: `/register/${one}`, label: sentence(one), current: one === level }))} />
            <Filters c={c} level={level} clear={addressOf(`/register/${level}`, {})} />
            {listed.shown ? (
              <>
                {listed.table}
                <Pager
                  shown={listed.shown}
                  total={listed.total}
                  first={query.cursor ? address({}) : null}
                  next={listed.next ? address({ cursor: listed.next }) : null}
                  noun={level}
                />
              </>
            ) : (
              <Nothing
                caller={caller}
                level={level}
                find={query.find ?? null}
                filtered={Boolean(query.status || query.vendor || query.state)}
              />
            )}
            <Keys />
          </>
        ),
      })
    })
  }
}

type Request = Parameters<typeof vendorsPage>[2]
type Sorting = { sorted: string; sortHref: (sort: string) => string }

async function listOf({ ports: { db } }: AppDeps, caller: Caller, level: Level, request: Request, now: string, sorting: Sorting) {
  if (level === 'vendors') {
    const page = pageOrProblem(await vendorsPage(db, caller, request))
    const beside = await besideVendors(
      db,
      page.items.map((row) => row.id),
    )
    return {
      ...page,
      shown: page.items.length,
      table: <Table label="Vendors" columns={vendorColumns(beside, now)} rows={page.items} {...sorting} />,
    }
  }
  if (level === 'systems') {
    const page = pageOrProblem(await systemsPage(db, caller, request))
    const beside = await besideSystems(db, page.items)
    return {
      ...page,
      shown: page.items.length,
      table: <Table label="Systems" columns={systemColumns(beside)} rows={page.items} {...sorting} />,
    }
  }
  const page = pageOrProblem(await deploymentsPage(db, caller, request))
  const [beside, names] = await Promise.all([
    besideDeployments(db, page.items),
    namesOf(
      db,
      page.items.map((row) => row.ownerId),
    ),
  ])
  return {
    ...page,
    shown: page.items.length,
    table: <Table label="Deployments" columns={deploymentColumns(beside, names, now)} rows={page.items} {...sorting} />,
  }
}

const Acts = ({ caller, level }: { caller: Caller; level: Level }) => (
  <>
    <details class="menu noprint">
      <summary class="btn">Take out</summary>
      <div>
        <ul>
          {(['csv', 'xlsx', 'json'] as const).map((format) => (
            <li>
              <a href={`/api/v1/exports?as=${level}&format=${format}`}>
                {format.toUpperCase()}, all {level}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </details>
    {can(caller, 'write-register') ? (
      <>
        <a class="btn" href="/import">
          Bring in
        </a>
        {level === 'vendors' ? (
          <a class="btn" href="/catalogue">
            From the catalogue
          </a>
        ) : null}
      </>
    ) : null}
    {can(caller, level === 'deployments' ? 'write-cases' : 'write-register') ? (
      <a class="btn go" href={`/${level}/new`}>
        Add a {level.replace(/s$/, '')}
      </a>
    ) : null}
  </>
)

const Filters = ({ c, level, clear }: { c: AppContext; level: Level; clear: string }) => {
  const query = c.req.query()
  return (
    <form class="filters" action={`/register/${level}`} method="get">
      <div class="field grow">
        <label for="find">Find</label>
        <input id="find" type="search" name="find" value={query.find ?? ''} placeholder={`Part of a name among ${level}`} />
      </div>
      {level === 'deployments' ? (
        <div class="field">
          <label for="status">Status</label>
          <select id="status" name="status">
            <option value="">Any</option>
            {['planned', 'pilot', 'live', 'suspended', 'retired'].map((status) => (
              <option value={status} selected={status === query.status}>
                {sentence(status)}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      <button type="submit">Show</button>
      {query.find || query.status || query.vendor ? (
        <a class="btn link" href={clear}>
          Clear
        </a>
      ) : null}
    </form>
  )
}

type NothingProps = { caller: Caller; level: Level; find: string | null; filtered: boolean }

const Nothing = ({ caller, level, find, filtered }: NothingProps) =>
  find || filtered ? (
    <Empty
      icon="info"
      title={find ? `None of the ${level} has “${find}” in its name` : `None of the ${level} is in this view`}
      acts={
        <a class="btn" href={`/register/${level}`}>
          Show all
        </a>
      }
    />
  ) : (
    <Empty
      icon="chain"
      title={`No ${level} yet`}
      acts={
        can(caller, 'write-register') ? (
          <a class="btn" href="/catalogue">
            Pick a vendor from the catalogue
          </a>
        ) : null
      }
    >
      <p>
        {level === 'deployments'
          ? 'A deployment is our use of a system: its purpose, owner, data and people affected.'
          : 'Add one, or bring in a list.'}
      </p>
    </Empty>
  )
