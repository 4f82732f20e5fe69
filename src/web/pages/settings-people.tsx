import { issueAccessLink } from '../../flows/access-links'
import { addPerson, newPerson, someOfYours } from '../../flows/add-person'
import { editPerson, fieldsOf } from '../../flows/edit-person'
import { personById } from '../../store/people'
import { peoplePage } from '../../store/settings-page'
import { allUnits } from '../../store/units'
import { baseOf, linkBaseOf } from '../address'
import { demandReach } from '../administering'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { pageOrProblem } from '../list'
import { fieldErrors } from '../problem'
import { sentence } from '../ui/days'
import { type Fault, Faults, TextField, type Typed } from '../ui/form'
import { Chips, Empty } from '../ui/parts'
import { Demo } from '../ui/signs'
import { Pager, Table } from '../ui/table'
import { actorOf } from './act'
import { doneAt } from './flash'
import { personLabels, ScopeFields, WhoFields } from './person-fields'
import { showSettings } from './settings-nav'
import { personPages } from './settings-person'
import { roleWords } from './show'

const leavingWords: Partial<Record<string, Fault>> = {
  'last-administrator': { path: 'leaverId', message: 'is the last administrator: make somebody else one first' },
  'no-such-successor': { path: 'successorId', message: 'expected somebody else who is here' },
}
const refusedWords: Partial<Record<string, Fault>> = {
  'no-such-unit': { path: 'unitIds', message: 'is not there any more' },
  'beyond-units': { path: 'unitIds', message: someOfYours },
  'wrong-period': { path: 'periodTo', message: 'is before the first day' },
}
const pageSize = 50
const states = ['active', 'invited', 'left'] as const

type Shown = {
  typed?: Typed
  unitIds?: readonly string[]
  frameworks?: readonly string[]
  faults?: readonly Fault[]
  link?: { name: string; href: string; mailed: boolean }
}

/** Who there is; adding, inviting and letting go. */
export function peopleSettings(app: App, deps: AppDeps): void {
  const { ports, config } = deps
  const { db } = ports

  app.get('/settings/people', (c) => page(c, {}))

  app.post('/settings/people', async (c) => {
    const { typed, all } = await formFields(c)
    const [units, frameworks] = [all('unitIds'), all('frameworks')]
    const shown = { typed, unitIds: units, frameworks }
    const given = newPerson.safeParse({
      email: typed.email,
      name: typed.name,
      role: typed.role,
      password: typed.password || undefined,
      unitIds: units.length ? units : null,
      frameworks,
      periodFrom: typed.periodFrom || null,
      periodTo: typed.periodTo || null,
      expiresOn: typed.expiresOn || null,
    })
    if (!given.success) return page(c, { ...shown, faults: fieldErrors(given.error) })
    const invite = given.data.password === undefined
    const done = await addPerson(ports, actorOf(c), given.data, { invite, within: callerOf(c).unitIds })
    if (!done.ok) {
      const taken = { path: 'email', message: 'belongs to somebody already' }
      return page(c, { ...shown, faults: [refusedWords[done.reason] ?? taken] })
    }
    if (!invite) return c.redirect(doneAt('/settings/people', 'added'), 303)
    const mail = Boolean(config.smtp) && linkBaseOf(c, deps) !== null
    const issued = await issueAccessLink(ports, actorOf(c), done.person.id, { base: baseOf(c, deps), mail })
    if (!issued.ok) return c.redirect(doneAt('/settings/people', 'added'), 303)
    return page(c, { link: { name: done.person.name, href: issued.result.link, mailed: mail } })
  })

  app.post('/settings/people/leave', async (c) => {
    const { typed } = await formFields(c)
    const back = async (faults: readonly Fault[]) => {
      const leaver = typed.leaverId ? await personById(db, typed.leaverId) : null
      return leaver && leaver.state !== 'left' ? person.page(c, leaver, { typed, faults }) : page(c, { typed, faults })
    }
    const leaver = await personById(db, typed.leaverId ?? '')
    if (!leaver || leaver.state === 'left') return back([{ path: 'leaverId', message: 'choose somebody who is here' }])
    demandReach(callerOf(c), leaver.unitIds)
    const given = { ...fieldsOf(leaver), state: 'left' as const, successorId: typed.successorId || null }
    const done = await editPerson(ports, actorOf(c), leaver, given)
    if (done.ok) return c.redirect(doneAt('/settings/people', 'left'), 303)
    const other = { path: 'leaverId', message: 'has been changed by somebody else meanwhile: try again' }
    return back([leavingWords[done.reason] ?? other])
  })

  const person = personPages(app, deps)

  async function page(c: AppContext, { typed = {}, unitIds = [], frameworks = [], faults = [], link }: Shown) {
    const mayAll = can(callerOf(c), 'administer')
    const mayHandOver = can(callerOf(c), 'write-cases')
    const asked = c.req.query('sort') ?? 'name'
    const name = ['name', 'email', 'role', 'state'].find((one) => one === asked.replace(/^-/, '')) ?? 'name'
    const find = (c.req.query('find') ?? '').trim().slice(0, 200)
    const state = states.find((one) => one === c.req.query('state')) ?? null
    const request = { limit: pageSize, cursor: c.req.query('cursor') ?? null, sort: { name, descending: asked.startsWith('-') } }
    const [found, units] = await Promise.all([peoplePage(db, { find, state, request }), allUnits(db)])
    const people = pageOrProblem(found)
    const unitName = (id: string) => units.find((unit) => unit.id === id)?.name ?? id
    const address = (more: Record<string, string | null>) => {
      const query = new URLSearchParams()
      for (const [key, value] of Object.entries({ find: find || null, state, sort: asked === 'name' ? null : asked, ...more }))
        if (value) query.set(key, value)
      return `/settings/people${query.size ? `?${query}` : ''}`
    }
    const children = (
      <>
        <Faults faults={faults} labels={personLabels} />
        {link ? <LinkOnce {...link} /> : null}
        <form class="filters" action="/settings/people" method="get">
          {state ? <input type="hidden" name="state" value={state} /> : null}
          <div class="field grow">
            <label for="find">Find</label>
            <input id="find" type="search" name="find" value={find} placeholder="Name or e-mail" />
          </div>
          <button type="submit">Show</button>
        </form>
        <Chips
          label="State"
          chips={[null, ...states].map((one) => ({
            href: address({ state: one, cursor: null }),
            label: one === null ? 'All' : sentence(one),
            current: one === state,
          }))}
        />
        {people.items.length ? (
          <>
            <Table
              label="People"
              sorted={asked}
              sortHref={(sort) => address({ sort, cursor: null })}
              columns={[
                {
                  head: 'Name',
                  sort: 'name',
                  cell: (one) => (
                    <>
                      {mayHandOver ? <a href={`/settings/people/${one.id}`}>{one.name}</a> : one.name} <Demo demo={one.demo} />
                      <span class="sub">{one.email}</span>
                    </>
                  ),
                },
                { head: 'Role', sort: 'role', cell: (one) => roleWords(one.role) },
                { head: 'Units', cell: (one) => one.unitIds?.map(unitName).join(', ') ?? 'All' },
                { head: 'State', sort: 'state', cell: (one) => sentence(one.state) },
              ]}
              rows={people.items}
            />
            <Pager
              shown={people.items.length}
              total={people.total}
              first={request.cursor ? address({ cursor: null }) : null}
              next={people.next ? address({ cursor: people.next }) : null}
              noun="people"
              one="person"
            />
          </>
        ) : (
          <Empty
            icon="info"
            title="Nobody in this view"
            acts={
              <a class="btn" href="/settings/people">
                Show everybody
              </a>
            }
          />
        )}
        {mayAll ? (
          <details class="mt" open={faults.length > 0}>
            <summary>Add or invite a person</summary>
            <form class="form" method="post" action="/settings/people">
              <WhoFields typed={typed} faults={faults} />
              <TextField
                name="password"
                label="First password"
                type="password"
                autocomplete="new-password"
                hint={`At least 8 characters. With none they are invited: a link with which they set their own is shown to you once${config.smtp ? ', and mailed to them' : ''}.`}
                typed={{}}
                faults={faults}
              />
              <ScopeFields units={units} typed={typed} chosen={{ unitIds, frameworks }} faults={faults} />
              <p>
                <button class="btn go" type="submit">
                  Add the person
                </button>
              </p>
            </form>
          </details>
        ) : null}
        {mayHandOver ? (
          <p class="hint mt">Somebody {mayAll ? 'leaves, or ' : ''}is away? Open their page: what they hold is handed over there.</p>
        ) : null}
      </>
    )
    return showSettings(c, deps, { current: '/settings/people', children }, faults.length ? 400 : 200)
  }
}

/** A link that sets a password, for the administrator to hand over. */
export const LinkOnce = ({ name, href, mailed }: { name: string; href: string; mailed: boolean }) => (
  <div class="flash" role="status">
    <span>
      The link for {name}, shown this once{mailed ? ' and mailed to them' : ''}: <code class="mono wrap">{href}</code>
    </span>
  </div>
)
