import { isDay } from '../../core/day'
import { packVersion } from '../../core/pack'
import { organisationFields, toRecord } from '../../core/register-record'
import { addPerson, newPerson } from '../../flows/add-person'
import { addToken, scopesOf } from '../../flows/add-token'
import { revokeToken } from '../../flows/revoke-token'
import { saveOrganisation } from '../../flows/save-organisation'
import { addUnit, newUnit } from '../../flows/save-unit'
import { theOrganisation } from '../../store/organisation'
import { personRoles } from '../../store/schema'
import { peopleByName, tokensOfPerson } from '../../store/settings-page'
import { tokenById } from '../../store/tokens'
import { allUnits } from '../../store/units'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound } from '../problem'
import { sentence } from '../ui/days'
import { Checks, type Fault, Faults, Select, TextField, type Typed } from '../ui/form'
import { Head, KeyValues } from '../ui/parts'
import { Demo } from '../ui/signs'
import { Table } from '../ui/table'
import { actorOf } from './act'
import { doneAt } from './flash'
import { columnLabel, formColumns, RecordFields, recordFrom, typedFrom } from './record-form'
import { Tokens } from './settings-tokens'
import { roleWords, show } from './show'

const labels: Record<string, string> = {
  name: 'Name',
  email: 'E-mail',
  role: 'Role',
  password: 'First password',
  unitIds: 'Units',
  unitName: 'Name',
  tokenName: 'What for',
  scope: 'Scope',
  expires: 'Until',
}
type Shown = { typed?: Typed; unitIds?: readonly string[]; faults?: readonly Fault[]; secret?: string; status?: 200 | 400 }

/** People, units, tokens and what is known of the organisation. */
export function settingsPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  app.get('/settings', (c) => page(c, {}))

  app.post('/settings/people', async (c) => {
    const { typed, all } = await formFields(c)
    const units = all('unitIds')
    const given = newPerson.safeParse({
      email: typed.email,
      name: typed.name,
      role: typed.role,
      password: typed.password || undefined,
      unitIds: units.length ? units : null,
    })
    const chosen = { typed, unitIds: units, status: 400 as const }
    if (!given.success) return page(c, { ...chosen, faults: fieldErrors(given.error) })
    const done = await addPerson(ports, actorOf(c), given.data)
    return done.ok
      ? c.redirect(doneAt('/settings', 'added'), 303)
      : page(c, {
          ...chosen,
          faults: [
            done.reason === 'no-such-unit'
              ? { path: 'unitIds', message: 'is not there any more' }
              : { path: 'email', message: 'belongs to somebody already' },
          ],
        })
  })

  app.post('/settings/units', async (c) => {
    const { typed } = await formFields(c)
    const given = newUnit.safeParse({ name: typed.unitName ?? '', parentId: typed.parentId || null })
    if (!given.success) return page(c, { typed, faults: [{ path: 'unitName', message: 'is needed' }], status: 400 })
    const done = await addUnit(ports, actorOf(c), given.data)
    return done.ok
      ? c.redirect(doneAt('/settings', 'added'), 303)
      : page(c, { typed, faults: [{ path: 'unitName', message: done.reason.replaceAll('-', ' ') }], status: 400 })
  })

  app.post('/settings/tokens', async (c) => {
    const caller = callerOf(c)
    const { typed } = await formFields(c)
    const scope = scopesOf(caller.role).find((one) => one === typed.scope)
    // a day that cannot be read must not make a token without an end
    if (typed.expires && !isDay(typed.expires))
      return page(c, { typed, faults: [{ path: 'expires', message: 'expected a day as YYYY-MM-DD' }], status: 400 })
    const expiresOn = typed.expires || null
    const done = await addToken(
      ports,
      actorOf(c),
      { id: caller.personId, role: caller.role },
      { scope, expiresOn, name: typed.tokenName || null },
    )
    return done.ok
      ? page(c, { secret: done.secret })
      : page(c, {
          typed,
          faults: [{ path: 'expires', message: done.reason === 'already-expired' ? 'has passed' : 'is beyond your role' }],
          status: 400,
        })
  })

  app.post('/settings/tokens/:id/revoke', async (c) => {
    const token = await tokenById(db, c.req.param('id'))
    if (!token || token.personId !== callerOf(c).personId) throw notFound()
    await revokeToken(ports, actorOf(c), token)
    return c.redirect(doneAt('/settings', 'removed'), 303)
  })

  app.post('/settings/organisation', async (c) => {
    const { typed, all } = await formFields(c)
    const { record, faults } = recordFrom('org', typed, all)
    const parsed = organisationFields.safeParse({ name: typed.orgName ?? null, ...record })
    if (faults.length || !parsed.success)
      return page(c, { typed, faults: faults.length ? faults : fieldErrors(parsed.error ?? never()), status: 400 })
    const done = await saveOrganisation(ports, actorOf(c), await theOrganisation(db), parsed.data)
    return done.ok
      ? c.redirect(doneAt('/settings', 'saved'), 303)
      : page(c, {
          typed,
          faults: [{ path: null, message: 'Somebody else has changed it meanwhile. Save again to keep yours.' }],
          status: 400,
        })
  })

  async function page(c: AppContext, { typed = {}, unitIds = [], faults = [], secret, status = 200 }: Shown) {
    const caller = callerOf(c)
    const now = ports.now()
    const mayAll = can(caller, 'administer')
    const [everybody, units, mine, organisation] = await Promise.all([
      peopleByName(db),
      allUnits(db),
      tokensOfPerson(db, caller.personId),
      theOrganisation(db),
    ])
    const unitName = (id: string) => units.find((unit) => unit.id === id)?.name ?? id
    const known = { ...typedFrom('org', toRecord('org', organisation)), ...typed }
    const columns = Object.fromEntries(formColumns('org').map((column) => [column.name, columnLabel(column)]))
    return show(
      c,
      deps,
      {
        title: 'Settings',
        section: 'settings',
        children: (
          <>
            <Head title="Settings">
              <p>
                Rules and law as of {packVersion.asOf}, pack <span class="mono">{packVersion.hash.slice(0, 12)}</span>. The API is described
                at <a href="/openapi.json">/openapi.json</a>.
              </p>
            </Head>
            <Faults faults={faults} labels={{ ...labels, ...columns }} />
            {secret ? (
              <div class="flash" role="status">
                <span>
                  Your token, shown this once: <code class="mono wrap">{secret}</code>
                </span>
              </div>
            ) : null}
            <section>
              <h2>People</h2>
              <Table
                label="People"
                columns={[
                  {
                    head: 'Name',
                    cell: (person) => (
                      <>
                        {person.name} <Demo demo={person.demo} />
                        <span class="sub">{person.email}</span>
                      </>
                    ),
                  },
                  { head: 'Role', cell: (person) => roleWords(person.role) },
                  { head: 'Units', cell: (person) => person.unitIds?.map(unitName).join(', ') ?? 'All' },
                  { head: 'State', cell: (person) => sentence(person.state) },
                ]}
                rows={everybody}
              />
              {mayAll ? (
                <details
                  class="mt"
                  open={faults.some((fault) => ['name', 'email', 'role', 'password', 'unitIds'].includes(fault.path ?? ''))}
                >
                  <summary>Add a person</summary>
                  <form class="form" method="post" action="/settings/people">
                    <TextField name="name" label="Name" required typed={typed} faults={faults} />
                    <TextField name="email" label="E-mail" type="email" required typed={typed} faults={faults} />
                    <Select
                      name="role"
                      label="Role"
                      required
                      blank="Choose one"
                      options={personRoles.map((role) => ({ value: role, label: roleWords(role) }))}
                      typed={typed}
                      faults={faults}
                    />
                    <TextField
                      name="password"
                      label="First password"
                      type="password"
                      autocomplete="new-password"
                      hint="At least 8 characters. They sign in with it."
                      typed={{}}
                      faults={faults}
                    />
                    {units.length ? (
                      <Checks
                        name="unitIds"
                        label="Units"
                        hint="With none picked: all units."
                        options={units.map(({ id, name }) => ({ value: id, label: name }))}
                        chosen={unitIds}
                      />
                    ) : null}
                    <p>
                      <button class="btn" type="submit">
                        Add the person
                      </button>
                    </p>
                  </form>
                </details>
              ) : null}
            </section>
            <section class="sec">
              <h2>Units</h2>
              {units.length ? (
                <ul class="hits">
                  {units.map((unit) => (
                    <li>
                      {unit.name} <Demo demo={unit.demo} />
                      {unit.parentId ? <span class="sub">part of {unitName(unit.parentId)}</span> : null}
                      <span class="sub">
                        {Object.entries(unit.roleHolders)
                          .map(([role, id]) => `${role.replaceAll('-', ' ')}: ${everybody.find((person) => person.id === id)?.name ?? id}`)
                          .join('; ') || 'No roles are held here yet.'}
                      </span>
                    </li>
                  ))}
                </ul>
              ) : (
                <p class="soft">None: everybody sees everything.</p>
              )}
              {mayAll ? (
                <details class="mt" open={faults.some((fault) => fault.path === 'unitName')}>
                  <summary>Add a unit</summary>
                  <form class="form" method="post" action="/settings/units">
                    <TextField name="unitName" label="Name" required typed={typed} faults={faults} />
                    <Select
                      name="parentId"
                      label="Part of"
                      blank="Nothing"
                      options={units.map(({ id, name }) => ({ value: id, label: name }))}
                      typed={typed}
                      faults={faults}
                    />
                    <p>
                      <button class="btn" type="submit">
                        Add the unit
                      </button>
                    </p>
                  </form>
                </details>
              ) : null}
            </section>
            <Tokens mine={mine} scopes={scopesOf(caller.role)} typed={typed} faults={faults} now={now} />
            <section class="sec" id="organisation">
              <h2>The organisation</h2>
              {mayAll ? (
                <details open={faults.some((fault) => fault.path?.startsWith('org.'))}>
                  <summary>{organisation.name || 'Say what we are: which law reaches us'}</summary>
                  <form class="form" method="post" action="/settings/organisation">
                    <TextField name="orgName" label="Name" typed={{ orgName: organisation.name, ...typed }} faults={faults} />
                    <RecordFields noun="org" typed={known} faults={faults} choices={{ vendors: [], systems: [], people: [], units: [] }} />
                    <p>
                      <button class="btn" type="submit">
                        Save
                      </button>
                    </p>
                  </form>
                </details>
              ) : (
                <KeyValues rows={[{ name: 'Name', value: organisation.name || 'unknown' }]} />
              )}
            </section>
          </>
        ),
      },
      status,
    )
  }
}

function never(): never {
  throw new Error('a parse that failed has an error')
}
