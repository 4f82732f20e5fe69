import { type SignOnRules, signOnRules } from '../../core/sign-on-rules'
import { setSignOnRules } from '../../flows/set-sign-on-rules'
import { personRoles } from '../../store/schema'
import { signOnRulesOf } from '../../store/sign-ons'
import { allUnits } from '../../store/units'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors } from '../problem'
import { type Fault, Faults, Select, TextField, type Typed } from '../ui/form'
import { KeyValues } from '../ui/parts'
import { actorOf } from './act'
import { doneAt } from './flash'
import { showSettings } from './settings-nav'
import { roleWords } from './show'

/** Empty rows under the rules that are there. */
const spareRows = 2
const rules = signOnRules.omit({ version: true })
const row = (index: number) => ({ value: `value-${index}`, role: `role-${index}`, unit: `unit-${index}` })

/** Which claim of the identity provider gives which role at a first single sign-on. */
export function signOnSettings(app: App, deps: AppDeps): void {
  const { ports } = deps
  const { db } = ports

  app.get('/settings/sign-on', async (c) => page(c, typedOf(await signOnRulesOf(db)), []))

  app.post('/settings/sign-on', async (c) => {
    const { typed } = await formFields(c)
    const count = Object.keys(typed).filter((name) => name.startsWith('value-')).length
    const filled = Array.from({ length: count }, (_, index) => row(index)).filter(({ value }) => typed[value])
    const given = rules.safeParse({
      claim: typed.claim || null,
      rules: filled.map((names) => ({
        value: typed[names.value],
        role: typed[names.role],
        unitIds: typed[names.unit] ? [typed[names.unit]] : null,
      })),
    })
    if (!given.success) {
      const faults = fieldErrors(given.error).map(({ path, message }) => {
        const [, index, name] = /^rules\.(\d+)\.(\w+)/.exec(path) ?? []
        const names = filled[Number(index)]
        return names ? { path: name === 'role' ? names.role : names.value, message: 'choose a role' } : { path, message }
      })
      return page(c, typed, faults)
    }
    const before = await signOnRulesOf(db)
    // units of a rule that were set by the API and are several cannot be shown in one field: they stay where it was not touched
    const kept = given.data.rules.map((rule) => {
      const was = before.rules.find((one) => one.value === rule.value)
      return was?.unitIds && was.unitIds.length > 1 && rule.unitIds?.[0] === was.unitIds[0] ? { ...rule, unitIds: was.unitIds } : rule
    })
    const done = await setSignOnRules(ports, actorOf(c), { ...given.data, rules: kept }, before)
    if (done.ok) return c.redirect(doneAt('/settings/sign-on', 'saved'), 303)
    const why =
      done.reason === 'changed' ? 'Somebody else has changed it meanwhile. Save again to keep yours.' : 'A unit is not there any more.'
    return page(c, typed, [{ path: null, message: why }])
  })

  async function page(c: AppContext, typed: Typed, faults: readonly Fault[]) {
    const units = await allUnits(db)
    const rows = Object.keys(typed).filter((name) => name.startsWith('value-') && typed[name]).length + spareRows
    const labels = Object.fromEntries(
      Array.from({ length: rows }, (_, index) => row(index)).flatMap((names, index) => [
        [names.value, `Value ${index + 1}`],
        [names.role, `Role ${index + 1}`],
      ]),
    )
    const children = (
      <>
        <Faults faults={faults} labels={{ claim: 'Claim', ...labels }} />
        <KeyValues
          rows={[
            { name: 'Provider', value: ports.signOn?.issuer ?? 'None: TELLTALE_OIDC_ISSUER is not set.' },
            {
              name: 'First sign-on',
              value: 'Without a role, unless a rule below gives one. What a person gave is never changed by a rule.',
            },
            { name: 'Known e-mail', value: 'The account of that e-mail, where the provider has verified it.' },
          ]}
        />
        <form class="form" method="post" action="/settings/sign-on">
          <TextField
            name="claim"
            label="Claim"
            hint="The name under which the provider sends groups or a department, such as groups. With none: nobody gets a role by a claim."
            typed={typed}
            faults={faults}
          />
          {Array.from({ length: rows }, (_, index) => row(index)).map((names, index) => (
            <fieldset>
              <legend class="label">Rule {index + 1}</legend>
              <TextField name={names.value} label="Where the claim is or holds" typed={typed} faults={faults} />
              <Select
                name={names.role}
                label="The role is"
                blank="Choose one"
                options={personRoles.map((role) => ({ value: role, label: roleWords(role) }))}
                typed={typed}
                faults={faults}
              />
              {units.length ? (
                <Select
                  name={names.unit}
                  label="In the unit"
                  blank="All units"
                  options={units.map(({ id, name }) => ({ value: id, label: name }))}
                  typed={typed}
                  faults={faults}
                />
              ) : null}
            </fieldset>
          ))}
          <p class="hint">The first rule that fits counts. Save to get more rows; empty a value to drop its rule.</p>
          <p>
            <button class="btn go" type="submit">
              Save
            </button>
          </p>
        </form>
      </>
    )
    return showSettings(c, deps, { current: '/settings/sign-on', children }, faults.length ? 400 : 200)
  }
}

const typedOf = ({ claim, rules }: SignOnRules): Typed => ({
  claim: claim ?? '',
  ...Object.fromEntries(
    rules.flatMap(({ value, role, unitIds }, index) => {
      const names = row(index)
      return [
        [names.value, value],
        [names.role, role],
        [names.unit, unitIds?.[0] ?? ''],
      ]
    }),
  ),
})
