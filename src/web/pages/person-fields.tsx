import { frameworksOfPack } from '../../core/pack'
import type { Person } from '../../store/people'
import { personRoles } from '../../store/schema'
import type { Unit } from '../../store/units'
import { Checks, type Fault, Select, TextField, type Typed } from '../ui/form'
import { frameworkName } from './change-words'
import { roleWords } from './show'

export const personLabels: Record<string, string> = {
  name: 'Name',
  email: 'E-mail',
  role: 'Role',
  password: 'First password',
  unitIds: 'Units',
  frameworks: 'Frameworks',
  periodFrom: 'Looks at days from',
  periodTo: 'Looks at days until',
  expiresOn: 'Last day of access',
  awayFrom: 'Away from',
  awayUntil: 'Away until',
  delegateId: 'New work goes to',
  leaverId: 'Who leaves',
  successorId: 'Successor',
  toId: 'To whom',
}

/** Several of a kind, as they were chosen. */
export type Chosen = { unitIds: readonly string[]; frameworks: readonly string[] }
type Given = { typed: Typed; chosen: Chosen; faults: readonly Fault[] }

/** Name, e-mail and role. */
export const WhoFields = ({ typed, faults }: Pick<Given, 'typed' | 'faults'>) => (
  <>
    <TextField name="name" label="Name" required typed={typed} faults={faults} />
    <TextField name="email" label="E-mail" type="email" required typed={typed} faults={faults} />
    <Select
      name="role"
      label="Role"
      required
      blank="Choose one"
      options={[...personRoles, ...(typed.role === 'none' ? (['none'] as const) : [])].map((role) => ({
        value: role,
        label: roleWords(role),
      }))}
      typed={typed}
      faults={faults}
    />
  </>
)

/** Of which units somebody is, and how far their access goes. */
export const ScopeFields = ({ units, typed, chosen, faults }: Given & { units: readonly Unit[] }) => (
  <>
    {units.length ? (
      <Checks
        name="unitIds"
        label="Units"
        hint="With none picked: all units."
        options={units.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={chosen.unitIds}
      />
    ) : null}
    <TextField
      name="expiresOn"
      label="Last day of access"
      type="date"
      hint="After it nobody signs in as this person. With none: no end."
      typed={typed}
      faults={faults}
    />
    <details open={chosen.frameworks.length > 0 || Boolean(typed.periodFrom || typed.periodTo)}>
      <summary>Limits of an auditor</summary>
      <Checks
        name="frameworks"
        label="Frameworks"
        hint="With none picked: all."
        options={frameworksOfPack().map((id) => ({ value: id, label: frameworkName(id) }))}
        chosen={chosen.frameworks}
      />
      <TextField name="periodFrom" label="Looks at days from" type="date" typed={typed} faults={faults} />
      <TextField name="periodTo" label="Looks at days until" type="date" typed={typed} faults={faults} />
    </details>
  </>
)

/** Absence, and who stands in. */
export const AbsenceFields = ({ others, typed, faults }: Pick<Given, 'typed' | 'faults'> & { others: readonly Person[] }) => (
  <>
    <p class="hint">
      From the first to the last day, new reviews, cases and notices go to whoever stands in. It ends by itself. What is under way stays
      where it is.
    </p>
    <TextField name="awayFrom" label="Away from" type="date" typed={typed} faults={faults} />
    <TextField name="awayUntil" label="Away until" type="date" hint="The last day of the absence." typed={typed} faults={faults} />
    <Select
      name="delegateId"
      label="New work goes to"
      blank="Nobody in particular"
      options={others.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
      typed={typed}
      faults={faults}
    />
  </>
)

/** A person's fields as a form shows them. */
export const typedOf = (person: Person): Typed => ({
  name: person.name,
  email: person.email,
  role: person.role,
  periodFrom: person.periodFrom ?? '',
  periodTo: person.periodTo ?? '',
  expiresOn: person.expiresOn ?? '',
  awayFrom: person.awayFrom ?? '',
  awayUntil: person.awayUntil ?? '',
  delegateId: person.delegateId ?? '',
})
