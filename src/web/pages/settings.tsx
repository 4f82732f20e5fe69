import { packVersion } from '../../core/pack'
import { personById } from '../../store/people'
import { allUnits } from '../../store/units'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { notFound } from '../problem'
import { type Fault, Faults } from '../ui/form'
import { KeyValues } from '../ui/parts'
import { showSettings } from './settings-nav'
import { organisationSettings } from './settings-organisation'
import { Password, passwordSettings } from './settings-password'
import { peopleSettings } from './settings-people'
import { tokenSettings } from './settings-tokens'
import { unitSettings } from './settings-units'
import { roleWords } from './show'

const labels: Record<string, string> = { currentPassword: 'Present password', newPassword: 'New password' }

/** All pages of the settings that are about people and access; the first is about oneself. */
export function settingsPages(app: App, deps: AppDeps): void {
  const { db } = deps.ports

  app.get('/settings', (c) => page(c, []))
  passwordSettings(app, deps, page)
  for (const register of [peopleSettings, unitSettings, tokenSettings, organisationSettings]) register(app, deps)

  async function page(c: AppContext, faults: readonly Fault[]) {
    const [me, units] = await Promise.all([personById(db, callerOf(c).personId), allUnits(db)])
    if (!me) throw notFound()
    const unitName = (id: string) => units.find((unit) => unit.id === id)?.name ?? id
    return showSettings(
      c,
      deps,
      {
        current: '/settings',
        lead: (
          <>
            Rules and law as of {packVersion.asOf}, pack <span class="mono">{packVersion.hash.slice(0, 12)}</span>. The API is described at{' '}
            <a href="/openapi.json">/openapi.json</a>.
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
            <Password faults={faults} />
          </>
        ),
      },
      faults.length ? 400 : 200,
    )
  }
}
