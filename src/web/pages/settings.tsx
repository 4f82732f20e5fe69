import { packVersion } from '../../core/pack'
import { scopesOf } from '../../flows/add-token'
import { theOrganisation } from '../../store/organisation'
import { peopleByName, tokensOfPerson } from '../../store/settings-page'
import { allUnits } from '../../store/units'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { Faults } from '../ui/form'
import { Head } from '../ui/parts'
import { columnLabel, formColumns } from './record-form'
import { Organisation, organisationSettings } from './settings-organisation'
import { Password, passwordSettings } from './settings-password'
import { People, peopleSettings } from './settings-people'
import type { SettingsShown } from './settings-shown'
import { Tokens, tokenSettings } from './settings-tokens'
import { Units, unitSettings } from './settings-units'
import { show } from './show'

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
  leaverId: 'Who leaves',
  successorId: 'Successor',
  currentPassword: 'Present password',
  newPassword: 'New password',
}

/** People, units, tokens, one's password and what is known of the organisation. */
export function settingsPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  app.get('/settings', (c) => page(c, {}))
  for (const register of [peopleSettings, unitSettings, tokenSettings, passwordSettings, organisationSettings]) register(app, deps, page)

  async function page(c: AppContext, { typed = {}, unitIds = [], faults = [], secret, status = 200 }: SettingsShown) {
    const caller = callerOf(c)
    const now = ports.now()
    const mayAll = can(caller, 'administer')
    const [everybody, units, mine, organisation] = await Promise.all([
      peopleByName(db),
      allUnits(db),
      tokensOfPerson(db, caller.personId),
      theOrganisation(db),
    ])
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
            <People everybody={everybody} units={units} mayAll={mayAll} typed={typed} unitIds={unitIds} faults={faults} />
            <Units units={units} everybody={everybody} mayAll={mayAll} typed={typed} faults={faults} />
            <Tokens mine={mine} scopes={scopesOf(caller.role)} typed={typed} faults={faults} now={now} />
            <Password faults={faults} />
            <Organisation organisation={organisation} mayAll={mayAll} typed={typed} faults={faults} />
          </>
        ),
      },
      status,
    )
  }
}
