import { addPerson, newPerson } from '../../flows/add-person'
import { editPerson, personFields } from '../../flows/edit-person'
import { type Person, personById } from '../../store/people'
import { personRoles } from '../../store/schema'
import { peopleByName } from '../../store/settings-page'
import { allUnits, type Unit } from '../../store/units'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors } from '../problem'
import { sentence } from '../ui/days'
import { Checks, type Fault, Faults, Select, TextField, type Typed } from '../ui/form'
import { Demo } from '../ui/signs'
import { Table } from '../ui/table'
import { actorOf } from './act'
import { doneAt } from './flash'
import { showSettings } from './settings-nav'
import { roleWords } from './show'

const words: Partial<Record<string, Fault>> = {
  'last-administrator': { path: 'leaverId', message: 'is the last administrator: make somebody else one first' },
  'no-such-successor': { path: 'successorId', message: 'expected somebody else who is here' },
}

const labels: Record<string, string> = {
  name: 'Name',
  email: 'E-mail',
  role: 'Role',
  password: 'First password',
  unitIds: 'Units',
  leaverId: 'Who leaves',
  successorId: 'Successor',
}

type Shown = { typed?: Typed; unitIds?: readonly string[]; faults?: readonly Fault[] }

/** Who there is; adding people, and letting them go. */
export function peopleSettings(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/settings/people', (c) => page(c, {}))

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
    const chosen = { typed, unitIds: units }
    if (!given.success) return page(c, { ...chosen, faults: fieldErrors(given.error) })
    const done = await addPerson(ports, actorOf(c), given.data)
    return done.ok
      ? c.redirect(doneAt('/settings/people', 'added'), 303)
      : page(c, {
          ...chosen,
          faults: [
            done.reason === 'no-such-unit'
              ? { path: 'unitIds', message: 'is not there any more' }
              : { path: 'email', message: 'belongs to somebody already' },
          ],
        })
  })

  app.post('/settings/people/leave', async (c) => {
    const { typed } = await formFields(c)
    const leaver = await personById(ports.db, typed.leaverId ?? '')
    if (!leaver || leaver.state === 'left')
      return page(c, { typed, faults: [{ path: 'leaverId', message: 'choose somebody who is here' }] })
    const { email, name, role, unitIds } = leaver
    const given = personFields.parse({ email, name, role, unitIds, state: 'left', successorId: typed.successorId || null })
    const done = await editPerson(ports, actorOf(c), leaver, given)
    if (done.ok) return c.redirect(doneAt('/settings/people', 'left'), 303)
    const other = { path: 'leaverId', message: 'has been changed by somebody else meanwhile: try again' }
    return page(c, { typed, faults: [words[done.reason] ?? other] })
  })

  async function page(c: AppContext, { typed = {}, unitIds = [], faults = [] }: Shown) {
    const [everybody, units] = await Promise.all([peopleByName(ports.db), allUnits(ports.db)])
    const mayAll = can(callerOf(c), 'administer')
    const children = (
      <>
        <Faults faults={faults} labels={labels} />
        <People everybody={everybody} units={units} mayAll={mayAll} typed={typed} unitIds={unitIds} faults={faults} />
      </>
    )
    return showSettings(c, deps, { current: '/settings/people', children }, faults.length ? 400 : 200)
  }
}

type PeopleProps = {
  everybody: readonly Person[]
  units: readonly Unit[]
  mayAll: boolean
  typed: Typed
  unitIds: readonly string[]
  faults: readonly Fault[]
}

/** Who there is, and for an administrator the forms to add somebody and to let somebody go. */
const People = ({ everybody, units, mayAll, typed, unitIds, faults }: PeopleProps) => {
  const unitName = (id: string) => units.find((unit) => unit.id === id)?.name ?? id
  return (
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
        <details class="mt" open={faults.some((fault) => ['name', 'email', 'role', 'password', 'unitIds'].includes(fault.path ?? ''))}>
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
      {mayAll ? <Leaving everybody={everybody} typed={typed} faults={faults} /> : null}
    </section>
  )
}

const Leaving = ({ everybody, typed, faults }: Pick<PeopleProps, 'everybody' | 'typed' | 'faults'>) => {
  const here = everybody
    .filter((person) => person.state !== 'left')
    .map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))
  return (
    <details class="mt" open={faults.some((fault) => fault.path === 'leaverId' || fault.path === 'successorId')}>
      <summary>Somebody leaves</summary>
      <form class="form" method="post" action="/settings/people/leave">
        <p class="hint">They are signed out everywhere and their tokens end. What they did stays as it was signed.</p>
        <Select name="leaverId" label="Who leaves" required blank="Choose one" options={here} typed={typed} faults={faults} />
        <Select
          name="successorId"
          label="Successor"
          hint="Takes over roles, uses, open reviews and cases of units that they belong to. With none: each review goes to whoever answers for it then."
          blank="Nobody in particular"
          options={here}
          typed={typed}
          faults={faults}
        />
        <p>
          <button class="btn" type="submit">
            Hand over and close the account
          </button>
        </p>
      </form>
    </details>
  )
}
