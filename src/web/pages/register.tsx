import { systemById, vendorById } from '../../store/register'
import { registerCounts } from '../../store/register-list'
import { removedView, viewsOf } from '../../store/saved-views'
import { isVisible } from '../../store/visibility'
import { type Caller, callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { remembered } from '../remembered'
import { plural, sentence } from '../ui/days'
import { Head, Tabs } from '../ui/parts'
import { Pager } from '../ui/table'
import { Keys } from './changes'
import { type Asked, askedOf, filtersSet, type Level, levels, registerAddress } from './register-asked'
import { registerFiles } from './register-file'
import { ColumnMenu, Filters, filterChoices, Nothing } from './register-filters'
import { rowsOf } from './register-rows'
import { registerViews, Views } from './register-views'
import { show } from './show'

const pageSize = 50

/** The register: what we rely on, at its three levels. */
export function registerPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  // nothing comes into the register or leaves it without an entry in the trail
  const counted = remembered<RegisterCounts>(ports, { exactly: true })
  registerFiles(app, deps)
  registerViews(app, deps)
  app.get('/register', (c) => c.redirect('/register/deployments', 303))
  for (const level of levels) {
    app.get(`/register/${level}`, async (c) => {
      const caller = callerOf(c)
      const asked = askedOf(level, new URL(c.req.url).searchParams, ports.now())
      const narrowed = filtersSet(asked).length > 0
      const removed = c.req.query('removed')
      const [rows, counts, views, choices, labels, gone] = await Promise.all([
        rowsOf(deps, caller, asked, { limit: pageSize, counted: narrowed }),
        counted(JSON.stringify([caller.unitIds, caller.limits]), () => registerCounts(ports.db, caller)),
        viewsOf(ports.db, `/register/${level}`, caller.personId),
        filterChoices(deps, caller),
        labelsOf(deps, caller, asked),
        removed ? removedView(ports.db, removed) : null,
      ])
      const named = {
        ...labels,
        ...(asked.filter.unit ? { unit: choices.units.find((unit) => unit.value === asked.filter.unit)?.label ?? 'another unit' } : {}),
        ...(asked.filter.owner ? { owner: choices.people.find((one) => one.value === asked.filter.owner)?.label ?? 'somebody else' } : {}),
      }
      return show(c, deps, {
        title: `Register: ${level}`,
        section: 'register',
        flash:
          gone && removed && gone.by === caller.personId
            ? { text: 'The view is removed.', undo: `/register/views/${removed}/restore` }
            : null,
        children: (
          <>
            <Head title="Register" acts={<Acts caller={caller} asked={asked} />}>
              <p>
                {countsInWords(counts)} <a href="/models">Models in use</a> · <a href="/decisions">Decisions</a> ·{' '}
                <a href="/exits">Exits</a>
              </p>
            </Head>
            <Tabs
              label="Level"
              tabs={levels.map((one) => ({
                href: `/register/${one}`,
                label: sentence(one),
                count: counts[one] === null ? '10,000+' : counts[one].toLocaleString('en-GB'),
                current: one === level,
              }))}
            />
            <Views asked={asked} views={views} caller={caller} />
            <Filters asked={asked} choices={choices} labels={named} />
            {rows.shown ? (
              <>
                <ColumnMenu asked={asked} menu={rows.menu} />
                {rows.table}
                <Pager
                  shown={rows.shown}
                  total={narrowed ? rows.total : counts[level]}
                  first={asked.cursor ? registerAddress(asked) : null}
                  next={rows.next ? registerAddress(asked, { cursor: rows.next }) : null}
                  noun={level}
                />
              </>
            ) : (
              <Nothing asked={asked} set={filtersSet(asked, named)} mayAdd={can(caller, 'write-register')} />
            )}
            <Keys />
          </>
        ),
      })
    })
  }
}

/** Names for what is asked for by id. */
async function labelsOf({ ports: { db } }: AppDeps, caller: Caller, { filter }: Asked) {
  const [vendor, parent] = await Promise.all([
    filter.vendor && (await isVisible(db, caller, 'vendors', filter.vendor)) ? vendorById(db, filter.vendor) : null,
    filter.parent && (await isVisible(db, caller, 'systems', filter.parent)) ? systemById(db, filter.parent) : null,
  ])
  return { ...(vendor ? { vendor: vendor.name } : {}), ...(parent ? { parent: `built on ${parent.name}` } : {}) }
}

type RegisterCounts = Awaited<ReturnType<typeof registerCounts>>
function countsInWords({ vendors, systems, deployments }: RegisterCounts): string {
  const words = (count: number | null, one: string) => (count === null ? `more than 10,000 ${one}s` : plural(count, one))
  return `${sentence(words(vendors, 'vendor'))} ${vendors === 1 ? 'supplies' : 'supply'} ${words(systems, 'system')} for ${words(deployments, 'use')} of ours.`
}

const Acts = ({ caller, asked }: { caller: Caller; asked: Asked }) => {
  const file = (format: string) => registerAddress(asked, { format }).replace(`/register/${asked.level}`, `/register/${asked.level}/file`)
  return (
    <>
      <details class="menu noprint">
        <summary class="btn">Export</summary>
        <div>
          <ul>
            <li>
              <a href={file('csv')}>CSV, this view</a>
            </li>
            <li>
              <a href={file('xlsx')}>XLSX, this view</a>
            </li>
            {(['csv', 'xlsx', 'json'] as const).map((format) => (
              <li>
                <a href={`/api/v1/exports?as=${asked.level}&format=${format}`}>
                  {format.toUpperCase()}, all {asked.level} to bring in again
                </a>
              </li>
            ))}
          </ul>
        </div>
      </details>
      <Adding caller={caller} level={asked.level} />
    </>
  )
}

const Adding = ({ caller, level }: { caller: Caller; level: Level }) => (
  <>
    {can(caller, 'write-register') ? (
      <>
        <a class="btn" href="/import">
          Import
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
