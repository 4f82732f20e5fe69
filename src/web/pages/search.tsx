import { changesPage } from '../../store/changes-page'
import { deploymentsPage, systemsPage, vendorsPage } from '../../store/register'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { Empty, Head } from '../ui/parts'
import { addressOf, ChangeItem } from './changes'
import { show } from './show'

const most = 8

/** One search over vendors, systems, deployments and the quotes of changes. */
export function searchPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/search', async (c) => {
    const caller = callerOf(c)
    const words = c.req.query('q')?.trim() ?? ''
    const request = { limit: most, cursor: null, sort: { name: 'name', descending: false }, filters: { q: [words] } }
    const found = words
      ? await Promise.all([
          vendorsPage(ports.db, caller, request),
          systemsPage(ports.db, caller, request),
          deploymentsPage(ports.db, caller, request),
          changesPage(ports.db, caller, { view: 'all', find: words }, null, most),
        ])
      : null
    const [vendors, systems, deployments, changes] = found
      ? [pageOrProblem(found[0]).items, pageOrProblem(found[1]).items, pageOrProblem(found[2]).items, pageOrProblem(found[3]).items]
      : [[], [], [], []]
    const lists = [
      { name: 'Vendors', path: 'vendors', rows: vendors },
      { name: 'Systems', path: 'systems', rows: systems },
      { name: 'Deployments', path: 'deployments', rows: deployments },
    ]
    const none = !lists.some((list) => list.rows.length) && !changes.length
    return show(c, deps, {
      title: words ? `Search: ${words}` : 'Search',
      section: null,
      children: (
        <>
          <Head title={words ? `What was found for “${words}”` : 'Search'} />
          <form class="filters" action="/search" method="get">
            <div class="field grow">
              <label for="words">Find</label>
              <input id="words" type="search" name="q" value={words} />
            </div>
            <button type="submit">Search</button>
          </form>
          {words && none ? (
            <Empty
              icon="info"
              title="Nothing has these words"
              acts={<a href={addressOf('/sources', { find: words })}>Look among the sources</a>}
            >
              <p>Names of vendors, systems and deployments, and quotes of changes were searched.</p>
            </Empty>
          ) : null}
          {lists.map((list) =>
            list.rows.length ? (
              <section class="sec">
                <h2>{list.name}</h2>
                <ul class="hits">
                  {list.rows.map((row) => (
                    <li>
                      <a href={`/${list.path}/${row.id}`}>{row.name}</a>
                    </li>
                  ))}
                </ul>
                {list.rows.length === most ? (
                  <p class="mt">
                    <a href={addressOf(`/register/${list.path}`, { find: words })}>All {list.path} with these words</a>
                  </p>
                ) : null}
              </section>
            ) : null,
          )}
          {changes.length ? (
            <section class="sec">
              <h2>Changes</h2>
              <ol class="work">
                {changes.map((line) => (
                  <ChangeItem line={line} now={ports.now()} />
                ))}
              </ol>
              {changes.length === most ? (
                <p class="mt">
                  <a href={addressOf('/changes', { find: words })}>All changes with these words</a>
                </p>
              ) : null}
            </section>
          ) : null}
        </>
      ),
    })
  })
}
