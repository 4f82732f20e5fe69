import { packVersion } from '../../core/pack'
import { editPerson, fieldsOf, personFields } from '../../flows/edit-person'
import { personById } from '../../store/people'
import { peopleByName } from '../../store/settings-page'
import { allUnits } from '../../store/units'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound } from '../problem'
import { dayInWords } from '../ui/days'
import { type Fault, Faults, type Typed } from '../ui/form'
import { KeyValues } from '../ui/parts'
import { actorOf } from './act'
import { doneAt } from './flash'
import { AbsenceFields, personLabels, typedOf } from './person-fields'
import { showSettings } from './settings-nav'
import { organisationSettings } from './settings-organisation'
import { Password, passwordSettings } from './settings-password'
import { peopleSettings } from './settings-people'
import { signOnSettings } from './settings-sign-on'
import { tokenSettings } from './settings-tokens'
import { unitSettings } from './settings-units'
import { roleWords } from './show'

const labels: Record<string, string> = { ...personLabels, currentPassword: 'Present password', newPassword: 'New password' }

/** All pages of the settings that are about people and access; the first is about oneself. */
export function settingsPages(app: App, deps: AppDeps): void {
  const { db } = deps.ports

  app.get('/settings', (c) => page(c, []))
  app.post('/settings/away', async (c) => {
    const me = await personById(db, callerOf(c).personId)
    if (!me) throw notFound()
    const { typed } = await formFields(c)
    const [awayFrom, awayUntil, delegateId] = [typed.awayFrom || null, typed.awayUntil || null, typed.delegateId || null]
    const given = personFields.safeParse({ ...fieldsOf(me), awayFrom, awayUntil, delegateId })
    if (!given.success) return page(c, fieldErrors(given.error), typed)
    const done = await editPerson(deps.ports, actorOf(c), me, given.data)
    if (done.ok) return c.redirect(doneAt('/settings', 'saved'), 303)
    const other = { path: null, message: 'Your account was changed meanwhile. Save again.' }
    return page(c, [done.reason === 'bad-field' ? { path: done.path, message: done.message } : other], typed)
  })
  passwordSettings(app, deps, page)
  for (const register of [peopleSettings, unitSettings, tokenSettings, organisationSettings, signOnSettings]) register(app, deps)

  async function page(c: AppContext, faults: readonly Fault[], typed: Typed = {}) {
    const [me, units, everybody] = await Promise.all([personById(db, callerOf(c).personId), allUnits(db), peopleByName(db)])
    if (!me) throw notFound()
    const unitName = (id: string) => units.find((unit) => unit.id === id)?.name ?? id
    return showSettings(
      c,
      deps,
      {
        current: '/settings',
        lead: (
          <>
            Rules and law as of {dayInWords(packVersion.asOf, deps.ports.now(), false)}, pack{' '}
            <span class="mono">{packVersion.hash.slice(0, 12)}</span>. The API is described at <a href="/openapi.json">/openapi.json</a>.
          </>
        ),
        children: (
          <>
            <Faults faults={faults} labels={labels} />
            <section>
              <h2>Your account</h2>
              <KeyValues
                rows={[
                  { name: 'Name', value: me.name },
                  { name: 'E-mail', value: me.email },
                  { name: 'Role', value: roleWords(me.role) },
                  { name: 'Units', value: me.unitIds?.map(unitName).join(', ') ?? 'All' },
                ]}
              />
            </section>
            <section class="sec" id="away">
              <h2>When you are away</h2>
              <form class="form" method="post" action="/settings/away">
                <AbsenceFields
                  others={everybody.filter((one) => one.id !== me.id && one.state === 'active')}
                  typed={{ ...typedOf(me), ...typed }}
                  faults={faults}
                />
                <p>
                  <button class="btn" type="submit">
                    Save the absence
                  </button>
                </p>
              </form>
            </section>
            {me.passwordHash === null ? null : <Password faults={faults} />}
          </>
        ),
      },
      faults.length ? 400 : 200,
    )
  }
}
