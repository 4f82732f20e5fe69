import { isSourcesOrder, sourcesList } from '../../store/sources-page'
import { callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { plural } from '../ui/days'
import { Empty, Head, Tabs } from '../ui/parts'
import { Demo, Health, Instant } from '../ui/signs'
import { Pager, Table } from '../ui/table'
import { sourceTypeName } from './change-words'
import { addressOf, Keys } from './changes'
import { healthWords } from './health-words'
import { show } from './show'
import { Gaps, gapsOver } from './watching'

const states = ['all', 'out', 'paused'] as const
const words = { all: 'All', out: 'Out of reach', paused: 'Switched off' } as const
const pageSize = 50

/** What is watched and whether it can still be seen. */
export function sourcesPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const gapsOf = gapsOver(deps)
  app.get('/sources', async (c) => {
    const caller = callerOf(c)
    const now = ports.now()
    const state = states.find((one) => one === c.req.query('state')) ?? 'all'
    const find = c.req.query('find')?.trim() || null
    const vendor = c.req.query('vendor') || null
    const offset = Math.max(0, Math.min(50_000, Math.trunc(Number(c.req.query('from') ?? 0)) || 0))
    const asked = c.req.query('sort') ?? ''
    const by = asked.replace(/^-/, '')
    const sort = isSourcesOrder(by) ? { by, descending: asked.startsWith('-') } : null
    const page = await sourcesList(ports.db, caller, { state, find, vendorId: vendor }, { sort, offset, limit: pageSize })
    const gaps = await gapsOf(caller)
    const address = (changes: Record<string, string | null>) =>
      addressOf('/sources', { state, find, vendor, sort: sort ? asked : null }, changes)
    const more = page.items.length === pageSize && (page.total === null || offset + pageSize < page.total)
    return show(c, deps, {
      title: 'Sources',
      section: 'sources',
      children: (
        <>
          <Head
            title="Sources"
            acts={
              can(caller, 'write-sources') ? (
                <a class="btn go" href="/sources/new">
                  Watch a page
                </a>
              ) : null
            }
          >
            <p>The public pages and feeds of vendors that we read, and whether we still see them.</p>
          </Head>
          <Tabs
            label="Which"
            tabs={states.map((one) => ({
              href: address({ state: one }),
              label: words[one],
              current: one === state,
            }))}
          />
          <form class="filters" action="/sources" method="get">
            <input type="hidden" name="state" value={state} />
            <div class="field grow">
              <label for="find">Find</label>
              <input id="find" type="search" name="find" value={find ?? ''} placeholder="Vendor or part of an address" />
            </div>
            <button type="submit">Show</button>
            {find || vendor ? (
              <a class="btn link" href={addressOf('/sources', { state })}>
                Clear
              </a>
            ) : null}
          </form>
          {page.items.length ? (
            <>
              <Table
                label="Sources"
                sorted={sort ? asked : undefined}
                sortHref={(to) => address({ sort: to })}
                columns={[
                  {
                    head: 'Source',
                    sort: 'vendor',
                    cell: ({ source, vendorName }) => (
                      <>
                        <a href={`/sources/${source.id}`}>
                          {vendorName}: {sourceTypeName(source.type)}
                        </a>{' '}
                        <Demo demo={source.demo} />
                        <span class="sub">{source.url.replace(/^https?:\/\//, '')}</span>
                      </>
                    ),
                  },
                  {
                    head: 'Health',
                    sort: 'health',
                    cell: ({ source, state: one }) => {
                      const words = source.enabled && one ? healthWords(one.health, one.cause) : null
                      return (
                        <>
                          <Health state={source.enabled ? (one?.health ?? 'never-read') : 'paused'} />
                          {words ? (
                            <span class="sub">
                              {words.what} {state === 'out' ? words.todo : ''}
                            </span>
                          ) : source.enabled ? null : (
                            <span class="sub">{source.disabledReason}</span>
                          )}
                        </>
                      )
                    },
                  },
                  {
                    head: 'Last read',
                    sort: 'lastGoodAt',
                    cell: ({ state: one }) =>
                      one?.lastGoodAt ? <Instant at={one.lastGoodAt} now={now} /> : <span class="faint">Never</span>,
                  },
                  {
                    head: 'Next',
                    sort: 'nextPollAt',
                    low: true,
                    cell: ({ source, state: one }) =>
                      source.enabled && one ? <Instant at={one.nextPollAt} now={now} /> : <span class="faint">Not planned</span>,
                  },
                  { head: 'Every', sort: 'interval', low: true, numeric: true, cell: ({ source }) => everyWords(source.intervalMinutes) },
                ]}
                rows={page.items}
              />
              <Pager
                shown={page.items.length}
                total={page.total}
                first={offset ? address({}) : null}
                next={more ? address({ from: String(offset + pageSize) }) : null}
                noun="sources"
              />
            </>
          ) : find || vendor || state !== 'all' ? (
            <Empty
              icon="check"
              title={state === 'out' && !find && !vendor ? 'Every source can be read' : 'None in this view'}
              acts={
                <a class="btn" href="/sources">
                  Show all sources
                </a>
              }
            />
          ) : (
            <Empty
              icon="info"
              title="Nothing is watched yet"
              acts={
                can(caller, 'write-register') ? (
                  <a class="btn" href="/catalogue">
                    Pick a vendor from the catalogue
                  </a>
                ) : null
              }
            >
              <p>A vendor of the catalogue brings its sources along. You can also name a page by hand.</p>
            </Empty>
          )}
          <Gaps gaps={gaps} now={now} />
          <Keys />
        </>
      ),
    })
  })
}

/** An interval in words: "12 hours", "1 day". */
export const everyWords = (minutes: number) =>
  minutes % 1440 === 0 ? plural(minutes / 1440, 'day') : minutes % 60 === 0 ? plural(minutes / 60, 'hour') : plural(minutes, 'minute')
