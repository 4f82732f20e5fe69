import type { IntakeLink } from '../../core/intake/link'
import { documentsFor, tierOf } from '../../core/intake/tier'
import { makeIntakeLink, revokeIntakeLink } from '../../flows/intake-link'
import { namesOf } from '../../store/case-page'
import { theIntakeLink } from '../../store/intake-link'
import { allUnits, type Unit } from '../../store/units'
import { requestsList, type VendorRequest } from '../../store/vendor-requests'
import { publicAddress } from '../api/vendor-requests'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { invalid } from '../problem'
import { plural, sentence } from '../ui/days'
import { Select } from '../ui/form'
import { Empty, Head, Tabs } from '../ui/parts'
import { Day, Demo, Instant, State } from '../ui/signs'
import { Pager, Table } from '../ui/table'
import { demandWithin } from '../within-units'
import { actorOf, resultOf } from './act'
import { addressOf, Keys } from './changes'
import { doneAt } from './flash'
import { nextAct } from './intake-steps'
import { show } from './show'

const views = { open: ['asked', 'in-progress'], done: ['handed-over'], ended: ['declined', 'withdrawn'] } as const
const viewNames = ['open', 'done', 'ended'] as const
const viewWords = { open: 'Open', done: 'Handed over', ended: 'Declined or withdrawn' } as const
const pageSize = 50

const states = {
  asked: { icon: 'open', tone: '', word: 'Asked' },
  'in-progress': { icon: 'progress', tone: '', word: 'In progress' },
  'handed-over': { icon: 'closed', tone: 'good', word: 'Handed over' },
  declined: { icon: 'lapsed', tone: '', word: 'Declined' },
  withdrawn: { icon: 'lapsed', tone: '', word: 'Withdrawn' },
} as const
export const RequestState = ({ state }: { state: VendorRequest['state'] }) => (
  <State icon={states[state].icon} tone={states[state].tone}>
    {states[state].word}
  </State>
)

/** What the tier is by what is known, with a word where it could still rise. */
export const TierSign = ({ factors }: { factors: Record<string, unknown> }) => {
  const { tier, provisional } = tierOf(factors)
  if (!tier)
    return (
      <State icon="prov" tone="medium">
        Unknown
      </State>
    )
  return provisional ? (
    <State icon="prov" tone="medium">
      {sentence(tier)} or stricter
    </State>
  ) : (
    <State
      icon={tier === 'critical' ? 'critical' : tier === 'important' ? 'high' : 'low'}
      tone={tier === 'critical' ? 'critical' : tier === 'important' ? 'high' : ''}
    >
      {sentence(tier)}
    </State>
  )
}

/** Vendors that were asked for, and the public address at which one can ask without an account. */
export function intakePages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  async function page(c: AppContext, secret: string | null) {
    const caller = callerOf(c)
    const view = viewNames.find((one) => one === c.req.query('view')) ?? 'open'
    const find = c.req.query('find')?.trim() || null
    const mine = c.req.query('mine') ? caller.personId : null
    const offset = Math.max(0, Math.min(50_000, Math.trunc(Number(c.req.query('from') ?? 0)) || 0))
    const mayAsk = can(caller, 'write-register')
    const { items, total } = await requestsList(db, caller, { states: views[view], find, mine }, { offset, limit: pageSize })
    const [names, link, units] = await Promise.all([
      namesOf(
        db,
        items.flatMap((one) => [one.askedBy, one.assigneeId]),
      ),
      mayAsk ? theIntakeLink(db) : null,
      mayAsk ? allUnits(db) : [],
    ])
    const address = (changes: Record<string, string | null>) => addressOf('/intake', { view, find, mine: mine ? '1' : null }, changes)
    const more = items.length === pageSize && (total === null || offset + pageSize < total)
    const now = ports.now()
    return show(c, deps, {
      title: 'Intake',
      section: 'intake',
      children: (
        <>
          <Head
            title="Intake"
            acts={
              mayAsk ? (
                <a class="btn go" href="/intake/new">
                  Ask for a vendor
                </a>
              ) : null
            }
          >
            <p>Vendors that somebody wants to use: whether we have them already, how strict to be, what to ask for.</p>
          </Head>
          <Tabs
            label="Which"
            tabs={viewNames.map((one) => ({ href: address({ view: one, from: null }), label: viewWords[one], current: one === view }))}
          />
          <form class="filters" action="/intake" method="get">
            <input type="hidden" name="view" value={view} />
            <div class="field grow">
              <label for="find">Find</label>
              <input id="find" type="search" name="find" value={find ?? ''} placeholder="Vendor or domain" />
            </div>
            <label class="pick">
              <input type="checkbox" name="mine" value="1" checked={mine !== null} /> With me
            </label>
            <button type="submit">Show</button>
            {find || mine ? (
              <a class="btn link" href={addressOf('/intake', { view })}>
                Clear
              </a>
            ) : null}
          </form>
          {items.length ? (
            <>
              <Table
                label="Vendors asked for"
                columns={[
                  {
                    head: 'Vendor',
                    cell: (row) => (
                      <>
                        <a href={`/intake/${row.id}`}>{row.vendorName}</a> <Demo demo={row.demo} />
                        <span class="sub">{row.purpose.length > 90 ? `${row.purpose.slice(0, 89)}…` : row.purpose}</span>
                      </>
                    ),
                  },
                  { head: 'State', cell: (row) => <RequestState state={row.state} /> },
                  { head: 'Tier', cell: (row) => <TierSign factors={row.factors} /> },
                  {
                    head: view === 'open' ? 'Next' : 'Outcome',
                    cell: (row) => (view === 'open' ? nextAct(row, now).words : (row.reason ?? 'In the register')),
                  },
                  { head: 'Documents', low: true, cell: (row) => documentsWords(row) },
                  {
                    head: 'Needed',
                    low: true,
                    cell: (row) =>
                      row.neededOn ? <Day day={row.neededOn} now={now} weekday={false} /> : <span class="faint">Not said</span>,
                  },
                  {
                    head: 'Asked',
                    cell: (row) => (
                      <>
                        <Instant at={row.createdAt} now={now} />
                        <span class="sub">{askedBy(row, names)}</span>
                      </>
                    ),
                  },
                ]}
                rows={items}
              />
              <Pager
                shown={items.length}
                total={total}
                first={offset ? address({ from: null }) : null}
                next={more ? address({ from: String(offset + pageSize) }) : null}
                noun="requests"
              />
            </>
          ) : (
            <Empty
              icon="check"
              title={find || mine ? 'None in this view' : view === 'open' ? 'Nothing is asked for' : 'None yet'}
              acts={
                find || mine ? (
                  <a class="btn" href={addressOf('/intake', { view })}>
                    Drop the filter
                  </a>
                ) : null
              }
            >
              {find || mine ? null : <p>Ask for a vendor here, or let people ask by the public address below.</p>}
            </Empty>
          )}
          {mayAsk ? <PublicLink link={link} units={units} secret={secret} now={now} /> : null}
          <Keys />
        </>
      ),
    })
  }

  app.get('/intake', (c) => page(c, null))

  app.post('/intake/link', async (c) => {
    const { typed } = await formFields(c)
    const unitId = typed.unitId || null
    await demandWithin(deps, callerOf(c), { unitId })
    const done = await makeIntakeLink(ports, actorOf(c), unitId)
    if (!done.ok) throw invalid([{ path: 'unitId', message: 'no such unit' }])
    return page(c, publicAddress(deps, c.req.url, done.secret))
  })

  app.post('/intake/link/revoke', async (c) => {
    const done = await revokeIntakeLink(ports, actorOf(c))
    resultOf(done.ok ? { ok: true, result: null } : done)
    return c.redirect(doneAt('/intake', 'link-revoked'), 303)
  })
}

export const askedBy = (row: VendorRequest, names: ReadonlyMap<string, string>): string =>
  row.askedBy ? (names.get(row.askedBy) ?? 'somebody who left') : `${row.askedByName ?? 'Somebody'}, without an account`

function documentsWords(row: VendorRequest): string {
  const needed = documentsFor(row.factors)
  return `${needed.filter((one) => row.documents[one.id]?.receivedOn).length} of ${needed.length} in`
}

const PublicLink = ({
  link,
  units,
  secret,
  now,
}: {
  link: IntakeLink | null
  units: readonly Unit[]
  secret: string | null
  now: string
}) => (
  <section class="sec" id="link">
    <h2>Asking without an account</h2>
    {secret ? (
      <div class="flash" role="status">
        <span>
          The public address, shown this once: <code class="mono wrap">{secret}</code>
        </span>
      </div>
    ) : null}
    <p class="soft">
      {link ? (
        <>
          There is a public address since <Instant at={link.createdAt} now={now} />
          {link.unitId ? `, for ${units.find((unit) => unit.id === link.unitId)?.name ?? 'a unit that is gone'}` : ''}. Whoever has it sees
          a form and nothing else.
        </>
      ) : (
        `A public address lets people ask for a vendor without an account. They see a form and nothing else; at most ${plural(30, 'request')} an hour come through.`
      )}
    </p>
    <form class="filters" method="post" action="/intake/link">
      <Select
        name="unitId"
        label="Their requests go to"
        blank="Everybody"
        options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
        typed={{}}
        faults={[]}
      />
      <button class="btn" type="submit">
        {link ? 'Make a new one: the old one stops working' : 'Make a public address'}
      </button>
    </form>
    {link ? (
      <form method="post" action="/intake/link/revoke">
        <button class="btn" type="submit">
          Revoke it
        </button>
      </form>
    ) : null}
  </section>
)
