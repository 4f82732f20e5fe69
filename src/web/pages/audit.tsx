import { isDay } from '../../core/day'
import { checkTrail, lastTrailCheck, type TrailCheck } from '../../flows/check-trail'
import { exportAudit, trailFormats } from '../../flows/export-audit'
import type { AuditRow } from '../../store/audit'
import { auditHead, auditList, type TrailFilter } from '../../store/audit-trail'
import { namesOf } from '../../store/case-page'
import { peopleByName } from '../../store/settings-page'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { pageOrProblem } from '../list'
import { invalid } from '../problem'
import { dayMs, shortHash } from '../ui/days'
import { Chips, Empty, Head } from '../ui/parts'
import { Instant, State } from '../ui/signs'
import { Pager, Table } from '../ui/table'
import { actorOf } from './act'
import { auditRowPage } from './audit-row'
import { actionWords, auditPlaces, entityOptions, entityWords, saidIn } from './audit-words'
import { addressOf, Keys } from './changes'
import { doneAt } from './flash'
import { show } from './show'

const pageSize = 50
/** Without days and without a record, decisions are looked for in so many days back. */
const decisionDays = 31

type Asked = TrailFilter & { defaulted: boolean }

/** The filter in the address. A single `day` stands for both ends. */
function filterOf(c: AppContext, now: string): Asked {
  const given = (name: string) => c.req.query(name)?.trim() || null
  const day = (name: string) => {
    const text = given(name)
    if (text !== null && !isDay(text)) throw invalid([{ path: name, message: 'expected a day as YYYY-MM-DD' }])
    return text
  }
  const decisions = given('decisions') !== null
  const entityId = given('id')
  const from = day('day') ?? day('from')
  const to = day('day') ?? day('to')
  const defaulted = decisions && from === null && entityId === null
  return {
    entity: given('entity'),
    entityId,
    actorId: given('actor'),
    action: given('action'),
    from: defaulted ? new Date(Date.parse(to ?? now) - decisionDays * dayMs).toISOString().slice(0, 10) : from,
    to,
    decisions,
    defaulted,
  }
}

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
          <Chain head={head} check={check} by={check?.personId ? (names.get(check.personId) ?? 'somebody who left') : null} now={now} />
          <Chips
            label="Show"
            chips={[
              { href: '/audit', label: 'Every act', current: !filtered },
              { href: address({ decisions: '1', action: null }), label: 'Only decisions', current: filter.decisions },
            ]}
          />
          <Filter filter={filter} everybody={everybody} filtered={filtered} />
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

const queryOf = ({ entity, entityId, actorId, action, from, to, decisions, defaulted }: Asked) => ({
  entity,
  id: entityId,
  actor: actorId,
  action,
  from: defaulted ? null : from,
  to,
  decisions: decisions ? '1' : null,
})

const Chain = ({
  head,
  check,
  by,
  now,
}: {
  head: { seq: number; hash: string }
  check: TrailCheck | null
  by: string | null
  now: string
}) => {
  const rows = (count: number) => count.toLocaleString('en-GB')
  return (
    <section class="row sec chain" aria-label="State of the chain">
      {check?.fault ? (
        <State icon="fail" tone="critical">
          Broken: {check.fault.what}
        </State>
      ) : check?.whole && check.seq === head.seq ? (
        <State icon="check" tone="good">
          Whole: all {rows(head.seq)} acts recomputed
        </State>
      ) : (
        <State icon="prov" tone="medium">
          {check ? `${rows(check.seq)} of ${rows(head.seq)} acts recomputed` : `${rows(head.seq)} acts, not recomputed here yet`}
        </State>
      )}
      {check ? (
        <span class="soft small">
          <Instant at={check.at} now={now} />
          {by ? ` by ${by}` : ''}
        </span>
      ) : null}
      <span class="small">
        Head <span class="mono wrap">{head.hash}</span>
      </span>
      <form method="post" action="/audit/verify" class="row">
        {check && !check.fault && check.seq < head.seq ? (
          <button class="btn" type="submit" name="goOn" value="1">
            Go on from {rows(check.seq)}
          </button>
        ) : null}
        <button class="btn" type="submit">
          {check ? 'Recompute from the first act' : 'Recompute the chain'}
        </button>
      </form>
      <span class="small soft">
        <code>telltale verify</code> also compares the trail with the records.
      </span>
    </section>
  )
}

const Filter = ({
  filter,
  everybody,
  filtered,
}: {
  filter: Asked
  everybody: readonly { id: string; name: string }[]
  filtered: boolean
}) => (
  <form class="filters" action="/audit" method="get">
    {filter.decisions ? <input type="hidden" name="decisions" value="1" /> : null}
    <div class="field">
      <label for="actor">Who</label>
      <select id="actor" name="actor">
        <option value="">Anybody</option>
        <option value="rule" selected={filter.actorId === 'rule'}>
          A rule of ours
        </option>
        {everybody.map((person) => (
          <option value={person.id} selected={person.id === filter.actorId}>
            {person.name}
          </option>
        ))}
      </select>
    </div>
    <div class="field">
      <label for="entity">Record</label>
      <select id="entity" name="entity">
        <option value="">Any</option>
        {entityOptions.map(({ value, label }) => (
          <option value={value} selected={value === filter.entity}>
            {label}
          </option>
        ))}
      </select>
    </div>
    <div class="field">
      <label for="action">Act</label>
      <input id="action" name="action" value={filter.action ?? ''} placeholder="review.closed" size={14} />
    </div>
    <div class="field">
      <label for="from">From</label>
      <input id="from" name="from" type="date" value={filter.defaulted ? '' : (filter.from ?? '')} />
    </div>
    <div class="field">
      <label for="to">To</label>
      <input id="to" name="to" type="date" value={filter.to ?? ''} />
    </div>
    <div class="field grow">
      <label for="record">Id of the record</label>
      <input id="record" type="search" name="id" value={filter.entityId ?? ''} />
    </div>
    <button type="submit">Show</button>
    {filtered ? (
      <a class="btn link" href="/audit">
        Clear
      </a>
    ) : null}
  </form>
)

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
