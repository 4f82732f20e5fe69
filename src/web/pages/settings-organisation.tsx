import { isEmpty } from '../../core/conditions'
import { factFields } from '../../core/profile'
import { completenessOf, organisationFields, toRecord } from '../../core/register-record'
import { saveOrganisation } from '../../flows/save-organisation'
import { theOrganisation } from '../../store/organisation'
import { systemChoices } from '../../store/register-page'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors } from '../problem'
import { type Fault, Faults, type Option, TextField, type Typed } from '../ui/form'
import { KeyValues, Meter } from '../ui/parts'
import { actorOf } from './act'
import { doneAt } from './flash'
import { columnLabel, formColumns, RecordFields, recordFrom, typedFrom } from './record-form'
import { showSettings } from './settings-nav'

const labels: Record<string, string> = { orgName: 'Name', name: 'Name' }
const scope = 'org.aims_scope_system_ids'
const lead = 'What we are decides which law reaches us, and with it which reviews a change makes due.'

/** What the organisation is, and for an administrator the form. */
export function organisationSettings(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  app.get('/settings/organisation', (c) => page(c, {}, []))

  app.post('/settings/organisation', async (c) => {
    const { typed, all } = await formFields(c)
    const { record, faults } = recordFrom('org', typed, all)
    const kept = { ...typed, [scope]: all(scope).join('\n') }
    const parsed = organisationFields.safeParse({ name: typed.orgName ?? null, ...record })
    if (faults.length || !parsed.success) return page(c, kept, faults.length ? faults : fieldErrors(parsed.error ?? never()))
    const done = await saveOrganisation(ports, actorOf(c), await theOrganisation(db), parsed.data)
    if (done.ok) return c.redirect(doneAt('/settings/organisation', 'saved'), 303)
    return page(c, kept, [{ path: null, message: 'Somebody else has changed it meanwhile. Save again to keep yours.' }])
  })

  async function page(c: AppContext, typed: Typed, faults: readonly Fault[]) {
    const organisation = await theOrganisation(db)
    const columns = Object.fromEntries(formColumns('org').map((column) => [column.name, columnLabel(column)]))
    const known = { ...typedFrom('org', toRecord('org', organisation)), ...typed }
    const children = (
      <>
        <Faults faults={faults} labels={{ ...labels, ...columns }} />
        <Completeness organisation={organisation} />
        <Organisation
          organisation={organisation}
          mayAll={can(callerOf(c), 'administer') && callerOf(c).unitIds === null}
          typed={known}
          systems={await systemsOf(c, known[scope] ?? '')}
          faults={faults}
        />
      </>
    )
    return showSettings(c, deps, { current: '/settings/organisation', lead, children }, faults.length ? 400 : 200)
  }

  /** Systems to choose from by name; one that is named and no longer there stays, by its id. */
  async function systemsOf(c: AppContext, named: string): Promise<Option[]> {
    const ids = named.split('\n').filter((id) => id && id !== '[]')
    const rows = await systemChoices(db, callerOf(c), ids)
    const gone = ids.filter((id) => !rows.some((row) => row.id === id))
    return [
      ...rows.map(({ id, name, vendorName }) => ({ value: id, label: `${vendorName}: ${name}` })),
      ...gone.map((id) => ({ value: id, label: id === 'unknown' ? 'Others, not known yet' : `${id}, which is not in the register` })),
    ]
  }
}

function never(): never {
  throw new Error('a parse that failed has an error')
}

type OrganisationProps = {
  organisation: Awaited<ReturnType<typeof theOrganisation>>
  mayAll: boolean
  typed: Typed
  systems: readonly Option[]
  faults: readonly Fault[]
}

/** How much of what the rules read is known, and what each missing fact would settle. */
const Completeness = ({ organisation }: Pick<OrganisationProps, 'organisation'>) => {
  const missing = factFields('org').filter((field) => field.neededBy.length > 0 && isEmpty(organisation.facts[field.name]))
  return (
    <section class="sec" aria-label="How much is known">
      <p>
        <Meter {...completenessOf('org', organisation.facts)} /> facts that the rules read are known.
      </p>
      {missing.length ? (
        <details>
          <summary>What is missing, and what it settles</summary>
          <ul>
            {missing.map((field) => (
              <li>
                <strong>{columnLabel({ name: field.pack })}</strong>: {field.why} <span class="sub">{field.source}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  )
}

const Organisation = ({ organisation, mayAll, typed, systems, faults }: OrganisationProps) => {
  if (!mayAll)
    return (
      <section id="organisation">
        <KeyValues rows={[{ name: 'Name', value: organisation.name || 'unknown' }]} />
      </section>
    )
  return (
    <section id="organisation">
      <form class="form" method="post" action="/settings/organisation">
        <TextField name="orgName" label="Name" typed={{ orgName: organisation.name, ...typed }} faults={faults} />
        <RecordFields noun="org" typed={typed} faults={faults} choices={{ vendors: [], systems, people: [], units: [] }} />
        <p>
          <button class="btn go" type="submit">
            Save
          </button>
        </p>
      </form>
    </section>
  )
}
