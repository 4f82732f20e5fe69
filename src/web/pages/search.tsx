import { type ChangeLine, newestWith } from '../../store/changes-page'
import { type Hits, type SearchNoun, searchedAtMost, searches, searchHead } from '../../store/search'
import type { Scope } from '../../store/visibility'
import { callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { remembered } from '../remembered'
import { Empty, Head } from '../ui/parts'
import { Demo } from '../ui/signs'
import { ChangeItem } from './change-item'
import { sourceTypeName } from './change-words'
import { addressOf } from './changes'
import { show } from './show'

type Listed = Exclude<SearchNoun, 'finding'>
const groups: { noun: Listed; name: string; all: string }[] = [
  { noun: 'vendor', name: 'Vendors', all: 'All vendors with these words' },
  { noun: 'system', name: 'Systems', all: 'All systems with these words' },
  { noun: 'deployment', name: 'Deployments', all: 'All deployments with these words' },
  { noun: 'source', name: 'Sources', all: 'All sources with these words' },
  { noun: 'case', name: 'Answers to cases', all: 'All answers with these words' },
  { noun: 'comment', name: 'Comments on cases', all: 'All comments with these words' },
]
type Found = { lists: ((typeof groups)[number] & { hits: Hits })[]; changes: ChangeLine[] }
const nothing: Found = { lists: [], changes: [] }
const few = 6
const many = 50
const longest = 300

/** One search over vendors, systems, deployments, sources, the quotes of changes, and what people said of cases; within what the reader may see. */
export function searchPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const found = remembered<Found>(ports, { exactly: true, headOf: () => searchHead(ports.db) })
  const ask = async (scope: Scope, typed: string): Promise<Found> => {
    const [lists, changes] = await Promise.all([
      Promise.all(
        groups.map(async (one) => ({ ...one, hits: await searches[one.noun](ports.db, scope, { typed, offset: 0, limit: few }) })),
      ),
      newestWith(ports.db, scope, typed, few),
    ])
    return { lists, changes }
  }
  app.get('/search', async (c) => {
    const caller = callerOf(c)
    const typed = (c.req.query('q') ?? '').trim().slice(0, longest)
    const group = groups.find((one) => one.noun === c.req.query('in'))
    const offset = Math.max(0, Math.min(searchedAtMost, Math.trunc(Number(c.req.query('from') ?? 0)) || 0))
    if (typed && group) {
      const hits = await searches[group.noun](ports.db, caller, { typed, offset, limit: many })
      const address = (from: number) => addressOf('/search', { q: typed, in: group.noun, from: from ? String(from) : null })
      return show(c, deps, {
        title: `${group.name}: ${typed}`,
        section: null,
        crumbs: [{ href: addressOf('/search', { q: typed }), label: 'Search' }],
        children: (
          <>
            <Head title={`${group.name} with “${typed}”`} />
            <Find typed={typed} />
            <h2 class="vh">{group.name}</h2>
            {hits.items.length ? <HitList hits={hits} /> : <p class="soft">No more of them.</p>}
            <p class="pager">
              <span>{hits.items.length ? `${offset + 1} to ${offset + hits.items.length}` : 'None'}</span>
              <span class="row">
                {offset ? (
                  <a class="btn" href={address(0)}>
                    First page
                  </a>
                ) : null}
                {hits.more && offset + many < searchedAtMost ? (
                  <a class="btn" href={address(offset + many)} rel="next">
                    Next page
                  </a>
                ) : null}
              </span>
            </p>
          </>
        ),
      })
    }
    const { lists, changes } = typed
      ? await found(JSON.stringify([caller.unitIds, caller.limits, typed]), () => ask(caller, typed))
      : nothing
    const none = !lists.some((list) => list.hits.items.length) && !changes.length
    return show(c, deps, {
      title: typed ? `Search: ${typed}` : 'Search',
      section: null,
      children: (
        <>
          <Head title={typed ? `What was found for “${typed}”` : 'Search'}>
            {typed ? null : <p>Vendors, systems, deployments, sources, the vendors’ words in changes, and what was said of cases.</p>}
          </Head>
          <Find typed={typed} />
          {typed && none ? (
            <Empty
              icon="info"
              title="Nothing has these words"
              acts={<a href={addressOf('/why', { about: typed })}>Ask why you were told nothing of it</a>}
            >
              <p>
                Every word must be there, each from its beginning. Vendors, systems, deployments, sources, quotes of changes, answers and
                comments were searched.
              </p>
            </Empty>
          ) : null}
          {lists.map(({ noun, name, all, hits }) =>
            hits.items.length ? (
              <section class="sec">
                <h2>{name}</h2>
                <HitList hits={hits} />
                {hits.more ? (
                  <p class="mt">
                    <a href={addressOf('/search', { q: typed, in: noun })}>{all}</a>
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
                  <ChangeItem line={line} now={ports.now()} may={can(caller, 'write-cases')} />
                ))}
              </ol>
              {changes.length === few ? (
                <p class="mt">
                  <a href={addressOf('/changes', { find: typed })}>All changes with these words</a>
                </p>
              ) : null}
            </section>
          ) : null}
          {none ? null : (
            <p class="small faint mt">
              Of words that thousands of records have, the newest {searchedAtMost.toLocaleString('en-GB')} of each list are looked at.
            </p>
          )}
        </>
      ),
    })
  })
}

const Find = ({ typed }: { typed: string }) => (
  <form class="filters" action="/search" method="get">
    <div class="field grow">
      <label for="words">Find</label>
      <input id="words" type="search" name="q" value={typed} maxlength={longest} />
    </div>
    <button type="submit">Search</button>
  </form>
)

const HitList = ({ hits }: { hits: Hits }) => (
  <ul class="hits">
    {hits.items.map((hit) => (
      <li>
        <a href={hit.href}>{hit.sourceType ? `${hit.name}: ${sourceTypeName(hit.sourceType)}` : hit.name}</a> <Demo demo={hit.demo} />
        {hit.about ? <span class="sub">{hit.about.slice(0, 200)}</span> : null}
      </li>
    ))}
  </ul>
)
