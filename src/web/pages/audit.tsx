import { auditPage } from '../../store/audit-trail'
import { namesOf } from '../../store/case-page'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { pageOrProblem } from '../list'
import { sentence, shortHash } from '../ui/days'
import { Empty, Head } from '../ui/parts'
import { Instant } from '../ui/signs'
import { Pager, Table } from '../ui/table'
import { addressOf, Keys } from './changes'
import { show } from './show'

const places: Record<string, string> = {
  vendor: 'vendors',
  system: 'systems',
  deployment: 'deployments',
  source: 'sources',
  finding: 'findings',
  case: 'cases',
  review: 'reviews',
}

/** Who did what and when: the hash chain, newest first. */
export function auditPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.get('/audit', async (c) => {
    const now = ports.now()
    const entity = c.req.query('entity') || null
    const entityId = c.req.query('id')?.trim() || null
    const filters = { ...(entity ? { entity: [entity] } : {}), ...(entityId ? { entityId: [entityId] } : {}) }
    const page = pageOrProblem(
      await auditPage(ports.db, callerOf(c), {
        limit: 50,
        cursor: c.req.query('cursor') ?? null,
        sort: { name: 'seq', descending: true },
        filters,
        asOf: null,
      }),
    )
    const names = await namesOf(
      ports.db,
      page.items.map((row) => row.actorId),
    )
    const address = (changes: Record<string, string | null>) => addressOf('/audit', { entity, id: entityId }, changes)
    return show(c, deps, {
      title: 'Audit trail',
      section: 'audit',
      children: (
        <>
          <Head title="Audit trail">
            <p>
              Every act of a person or rule, chained by hash: nothing can be altered or left out unseen. <code>telltale verify</code>{' '}
              recomputes the chain and compares it with the records.
            </p>
          </Head>
          <form class="filters" action="/audit" method="get">
            <div class="field">
              <label for="entity">Record</label>
              <select id="entity" name="entity">
                <option value="">Any</option>
                {Object.keys(places).map((name) => (
                  <option value={name} selected={name === entity}>
                    {sentence(name)}
                  </option>
                ))}
              </select>
            </div>
            <div class="field grow">
              <label for="record">Its id</label>
              <input id="record" type="search" name="id" value={entityId ?? ''} />
            </div>
            <button type="submit">Show</button>
            {entity || entityId ? (
              <a class="btn link" href="/audit">
                Clear
              </a>
            ) : null}
          </form>
          {page.items.length ? (
            <>
              <Table
                label="Audit trail"
                columns={[
                  { head: 'Number', cell: (row) => row.seq },
                  { head: 'When', cell: (row) => <Instant at={row.at} now={now} /> },
                  {
                    head: 'Who',
                    cell: (row) => (row.actorId ? (names.get(row.actorId) ?? row.actorId) : <span class="faint">A rule of ours</span>),
                  },
                  { head: 'What', cell: (row) => sentence(row.action.replace('.', ': ').replaceAll('-', ' ')) },
                  {
                    head: 'Record',
                    cell: (row) => {
                      const place = places[row.entity]
                      return place && row.after !== null ? <a href={`/${place}/${row.entityId}`}>{row.entity}</a> : row.entity
                    },
                  },
                  {
                    head: 'Hash',
                    low: true,
                    cell: (row) => (
                      <span class="mono" title={row.hash}>
                        {shortHash(row.hash)}
                      </span>
                    ),
                  },
                ]}
                rows={page.items}
              />
              <Pager
                shown={page.items.length}
                total={page.total}
                first={c.req.query('cursor') ? address({}) : null}
                next={page.next ? address({ cursor: page.next }) : null}
                noun="acts"
              />
            </>
          ) : (
            <Empty
              icon="doc"
              title="No act matches"
              acts={
                <a class="btn" href="/audit">
                  Show all
                </a>
              }
            />
          )}
          <Keys />
        </>
      ),
    })
  })
}
