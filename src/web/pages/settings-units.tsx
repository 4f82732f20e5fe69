import { addUnit, newUnit } from '../../flows/save-unit'
import type { Person } from '../../store/people'
import { peopleByName } from '../../store/settings-page'
import { allUnits, type Unit } from '../../store/units'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { sentence } from '../ui/days'
import { type Fault, Faults, Select, TextField, type Typed } from '../ui/form'
import { Demo } from '../ui/signs'
import { actorOf } from './act'
import { doneAt } from './flash'
import { showSettings } from './settings-nav'
import { unitPages } from './settings-unit'

/** The units and who holds which role in them. */
export function unitSettings(app: App, deps: AppDeps): void {
  const { ports } = deps

  unitPages(app, deps)
  app.get('/settings/units', (c) => page(c, {}, []))

  app.post('/settings/units', async (c) => {
    const { typed } = await formFields(c)
    const given = newUnit.safeParse({ name: typed.unitName ?? '', parentId: typed.parentId || null })
    if (!given.success) return page(c, typed, [{ path: 'unitName', message: 'is needed' }])
    const done = await addUnit(ports, actorOf(c), given.data, callerOf(c).unitIds)
    if (done.ok) return c.redirect(doneAt('/settings/units', 'added'), 303)
    const above = { path: 'parentId', message: 'is none of your units' }
    return page(c, typed, [done.reason === 'beyond-units' ? above : { path: 'unitName', message: done.reason.replaceAll('-', ' ') }])
  })

  async function page(c: AppContext, typed: Typed, faults: readonly Fault[]) {
    const [units, everybody] = await Promise.all([allUnits(ports.db), peopleByName(ports.db)])
    const children = (
      <>
        <Faults faults={faults} labels={{ unitName: 'Name', parentId: 'Part of' }} />
        <Units units={units} everybody={everybody} mayAll={can(callerOf(c), 'administer')} typed={typed} faults={faults} />
      </>
    )
    return showSettings(c, deps, { current: '/settings/units', children }, faults.length ? 400 : 200)
  }
}

type UnitsProps = { units: readonly Unit[]; everybody: readonly Person[]; mayAll: boolean; typed: Typed; faults: readonly Fault[] }

/** The units with who holds which role in them, and for an administrator the form to add one. */
const Units = ({ units, everybody, mayAll, typed, faults }: UnitsProps) => {
  const unitName = (id: string) => units.find((unit) => unit.id === id)?.name ?? id
  return (
    <section>
      {units.length ? (
        <ul class="hits">
          {units.map((unit) => (
            <li>
              {mayAll ? <a href={`/settings/units/${unit.id}`}>{unit.name}</a> : unit.name} <Demo demo={unit.demo} />
              {unit.parentId ? <span class="sub">part of {unitName(unit.parentId)}</span> : null}
              <span class="sub">
                {Object.entries(unit.roleHolders)
                  .map(
                    ([role, id]) => `${sentence(role.replaceAll('-', ' '))}: ${everybody.find((person) => person.id === id)?.name ?? id}`,
                  )
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
  )
}
