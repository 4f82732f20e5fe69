import { organisationFields, toRecord } from '../../core/register-record'
import { saveOrganisation } from '../../flows/save-organisation'
import { theOrganisation } from '../../store/organisation'
import type { App, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors } from '../problem'
import { type Fault, TextField, type Typed } from '../ui/form'
import { KeyValues } from '../ui/parts'
import { actorOf } from './act'
import { doneAt } from './flash'
import { RecordFields, recordFrom, typedFrom } from './record-form'
import type { SettingsPage } from './settings-shown'

/** Saying what the organisation is. */
export function organisationSettings(app: App, { ports }: AppDeps, page: SettingsPage): void {
  const { db } = ports

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
}

function never(): never {
  throw new Error('a parse that failed has an error')
}

type OrganisationProps = {
  organisation: Awaited<ReturnType<typeof theOrganisation>>
  mayAll: boolean
  typed: Typed
  faults: readonly Fault[]
}

/** What is known of the organisation, and for an administrator the form. */
export const Organisation = ({ organisation, mayAll, typed, faults }: OrganisationProps) => {
  const known = { ...typedFrom('org', toRecord('org', organisation)), ...typed }
  return (
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
  )
}
