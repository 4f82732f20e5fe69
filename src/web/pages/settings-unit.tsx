import { rolesOfPack } from '../../core/pack'
import { editUnit, removeUnit, unitFields } from '../../flows/save-unit'
import type { Person } from '../../store/people'
import { peopleByName } from '../../store/settings-page'
import { allUnits, type Unit, unitById } from '../../store/units'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound } from '../problem'
import { sentence } from '../ui/days'
import { type Fault, Faults, Removal, Select, TextField, type Typed } from '../ui/form'
import { actorOf } from './act'
import { doneAt } from './flash'
import { showSettings } from './settings-nav'

const said: Record<string, Fault> = {
  changed: { path: null, message: 'Somebody else has changed it meanwhile. Save again to keep yours.' },
  cycle: { path: 'parentId', message: 'is below this unit' },
  'no-such-parent': { path: 'parentId', message: 'is not there any more' },
  'beyond-units': { path: 'parentId', message: 'is none of your units' },
  'in-use': { path: null, message: 'Something still belongs to it: a unit below, a record or a person. Move that first.' },
}
const roleWord = (role: string) => sentence(role.replaceAll('-', ' '))
const fieldOf = (role: string) => `role-${role}`

/** One unit, for an administrator: its name, the unit above it, and who holds which role of the pack in it. */
export function unitPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports
  const found = async (c: AppContext): Promise<Unit> => {
    const unit = await unitById(db, c.req.param('id') ?? '')
    if (!unit) throw notFound()
    return unit
  }

  app.get('/settings/units/:id', async (c) => page(c, await found(c), {}, []))

  app.post('/settings/units/:id', async (c) => {
    const before = await found(c)
    const { typed } = await formFields(c)
    const others = Object.entries(before.roleHolders).filter(([role]) => !rolesOfPack().includes(role))
    const chosen = rolesOfPack().flatMap((role): [string, string][] => (typed[fieldOf(role)] ? [[role, typed[fieldOf(role)] ?? '']] : []))
    const given = unitFields.safeParse({
      name: typed.name ?? '',
      parentId: typed.parentId || null,
      roleHolders: Object.fromEntries([...others, ...chosen]),
    })
    if (!given.success) return page(c, before, typed, fieldErrors(given.error))
    const done = await editUnit(ports, actorOf(c), before, given.data, callerOf(c).unitIds)
    if (done.ok) return c.redirect(doneAt(`/settings/units/${before.id}`, 'saved'), 303)
    const fault =
      done.reason === 'no-such-person'
        ? { path: fieldOf(done.role), message: 'is not there any more' }
        : (said[done.reason] ?? { path: null, message: done.reason })
    return page(c, before, typed, [fault])
  })

  app.post('/settings/units/:id/remove', async (c) => {
    const before = await found(c)
    const done = await removeUnit(ports, actorOf(c), before)
    if (done.ok) return c.redirect(doneAt('/settings/units', 'removed'), 303)
    return page(c, before, {}, [said[done.reason] ?? { path: null, message: done.reason }])
  })

  async function page(c: AppContext, unit: Unit, typed: Typed, faults: readonly Fault[]) {
    const [units, everybody] = await Promise.all([allUnits(db), peopleByName(db)])
    const held = Object.fromEntries(Object.entries(unit.roleHolders).map(([role, id]) => [fieldOf(role), id]))
    const values = { name: unit.name, parentId: unit.parentId ?? '', ...held, ...typed }
    const labels = {
      name: 'Name',
      parentId: 'Part of',
      ...Object.fromEntries(rolesOfPack().map((role) => [fieldOf(role), roleWord(role)])),
    }
    const children = (
      <>
        <Faults faults={faults} labels={labels} />
        <form class="form" method="post" action={`/settings/units/${unit.id}`}>
          <TextField name="name" label="Name" required typed={values} faults={faults} />
          <Select
            name="parentId"
            label="Part of"
            blank="Nothing"
            options={units.filter(({ id }) => id !== unit.id).map(({ id, name }) => ({ value: id, label: name }))}
            typed={values}
            faults={faults}
          />
          <h2>Who answers for what</h2>
          <p class="hint">
            A review goes to whoever holds the role of its change here, else in the unit above, else to the owner of the use, else to the
            administrators’ queue. Open reviews follow at once, but for those that a person gave to somebody.
          </p>
          {rolesOfPack().map((role) => (
            <Select
              name={fieldOf(role)}
              label={roleWord(role)}
              blank="Nobody here"
              options={optionsFor(everybody, unit.roleHolders[role])}
              typed={values}
              faults={faults}
            />
          ))}
          <p>
            <button class="btn go" type="submit">
              Save
            </button>
          </p>
        </form>
        <Removal action={`/settings/units/${unit.id}/remove`} what={unit.name}>
          Only where nothing belongs to it any more.
        </Removal>
      </>
    )
    const crumbs = [{ href: '/settings/units', label: 'Units' }]
    return showSettings(c, deps, { current: '/settings/units', title: unit.name, crumbs, children }, faults.length ? 400 : 200)
  }
}

/** Who can hold a role: whoever is here, and whoever holds it. */
const optionsFor = (everybody: readonly Person[], holder: string | undefined) =>
  everybody
    .filter((person) => person.state !== 'left' || person.id === holder)
    .map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))
