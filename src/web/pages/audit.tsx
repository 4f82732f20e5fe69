import { checkTrail, lastTrailCheck } from '../../flows/check-trail'
import { exportAudit, trailFormats } from '../../flows/export-audit'
import type { AuditRow } from '../../store/audit'
import { auditHead, auditList } from '../../store/audit-trail'
import { namesOf } from '../../store/case-page'
import { peopleByName } from '../../store/settings-page'
import { callerOf } from '../authorise'
import type { App, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { pageOrProblem } from '../list'
import { invalid } from '../problem'
import { shortHash } from '../ui/days'
import { Chips, Empty, Head } from '../ui/parts'
import { Instant } from '../ui/signs'
import { Pager, Table } from '../ui/table'
import { actorOf } from './act'
import { AuditChain } from './audit-chain'
import { AuditFilter, decisionDays, filterOf, queryOf } from './audit-filter'
import { auditRowPage } from './audit-row'
import { actionWords, auditPlaces, entityWords, saidIn } from './audit-words'
import { addressOf, Keys } from './changes'
import { doneAt } from './flash'
import { show } from './show'

const pageSize = 50

/** Who did what and when: the hash chain, newest first, with its state on top. */
export function auditPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  app.get('/audit', async (c) => {
    const caller = callerOf(c)
    const now = ports.now()
    const filter = filterOf(c, now)
    const [page, head, check, everybody] = await Promise.all([
      auditList(db, caller, filter, { cursor: c.req.query('cursor') ?? null, limit: pageSize }).then(pageOrProblem),
      auditHead(db),
      lastTrailCheck(db),
      peopleByName(db),
    ])
    const names = await namesOf(db, [...page.items.map((row) => row.actorId), check?.personId ?? null])
    const address = (changes: Record<string, string | null>, path = '/audit') => addressOf(path, queryOf(filter), changes)
    const filtered = Object.values(queryOf(filter)).some((value) => value !== null)
    return show(c, deps, {
      title: 'Audit trail',
      section: 'audit',
      children: (
        <>
          <Head
            title="Audit trail"
            acts={trailFormats.map((format) => (
              <a class="btn" href={address({ format }, '/audit/export')}>
                {format.toUpperCase()}
              </a>
            ))}
          >
            <p>Every act of a person or rule, chained by hash: nothing can be altered or left out unseen.</p>
          </Head>
          <AuditChain
            head={head}
            check={check}
            by={check?.personId ? (names.get(check.personId) ?? 'somebody who left') : null}
            now={now}
          />
          <Chips
            label="Show"
            chips={[
              { href: '/audit', label: 'Every act', current: !filtered },
              { href: address({ decisions: '1', action: null }), label: 'Only decisions', current: filter.decisions },
            ]}
          />
          <AuditFilter filter={filter} everybody={everybody} filtered={filtered} />
          {filter.defaulted ? <p class="small soft">Decisions of the last {decisionDays} days. Name a day to look further back.</p> : null}
          {page.items.length ? (
            <>
              <Rows rows={page.items} names={names} now={now} />
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
            >
              <p>Nobody did this in the days that you chose, or it is of a unit that you do not see.</p>
            </Empty>
          )}
          <Keys />
        </>
      ),
    })
  })

  app.post('/audit/verify', async (c) => {
    const { typed } = await formFields(c)
    await checkTrail(ports, actorOf(c), { goOn: typed.goOn === '1' })
    return c.redirect(doneAt('/audit', 'verified'), 303)
  })

  app.get('/audit/export', async (c) => {
    const format = trailFormats.find((one) => one === (c.req.query('format') ?? 'csv'))
    if (!format) throw invalid([{ path: 'format', message: `expected one of ${trailFormats.join(', ')}` }])
    const { defaulted: _, ...filter } = filterOf(c, ports.now())
    const { body, mediaType, head, more } = await exportAudit(ports, callerOf(c), { filter, format })
    const name = `audit-${ports.now().slice(0, 10)}-head-${head.hash.slice(0, 12)}${more ? '-newest-10000' : ''}.${format}`
    return c.body(new Uint8Array(body), 200, {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${name}"`,
      'x-telltale-audit-head': `${head.seq} ${head.hash}`,
    })
  })

  auditRowPage(app, deps)
}

const Rows = ({ rows, names, now }: { rows: readonly AuditRow[]; names: ReadonlyMap<string, string>; now: string }) => (
  <Table
    label="Audit trail"
    columns={[
      { head: 'Number', cell: (row) => <a href={`/audit/${row.seq}`}>{row.seq}</a> },
      { head: 'When', cell: (row) => <Instant at={row.at} now={now} /> },
      { head: 'Who', cell: (row) => (row.actorId ? (names.get(row.actorId) ?? row.actorId) : <span class="faint">A rule of ours</span>) },
      {
        head: 'What',
        cell: (row) => {
          const said = saidIn(row.after)
          return (
            <>
              {actionWords(row.action)}
              {said ? <span class="sub">{said}</span> : null}
            </>
          )
        },
      },
      {
        head: 'Record',
        cell: (row) => {
          const place = auditPlaces[row.entity]
          const word = entityWords(row.entity)
          return place && row.after !== null ? <a href={`/${place}/${row.entityId}`}>{word}</a> : word
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
    rows={rows}
  />
)
