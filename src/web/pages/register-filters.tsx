import { factFields } from '../../core/profile'
import { assignable } from '../../store/case-page'
import { allUnits } from '../../store/units'
import type { Caller } from '../authorise'
import type { AppDeps } from '../environment'
import { sentence } from '../ui/days'
import type { Option } from '../ui/form'
import { Empty } from '../ui/parts'
import { type Asked, type FilterName, filtersSet, mostColumns, partsOf } from './register-asked'

export type FilterChoices = { units: Option[]; people: Option[] }

/** What the filters choose from, as far as the person sees it. */
export async function filterChoices({ ports: { db } }: AppDeps, caller: Caller): Promise<FilterChoices> {
  const [units, people] = await Promise.all([allUnits(db), assignable(db, [])])
  return {
    units: units.filter(({ id }) => caller.unitIds?.includes(id) ?? true).map(({ id, name }) => ({ value: id, label: name })),
    people: people.map(({ id, name }) => ({ value: id, label: name })),
  }
}

/** The words that a fact of the profile may have, as options. */
function optionsOf(noun: 'vendor' | 'system' | 'dep', name: string): Option[] {
  const shape = factFields(noun).find((field) => field.name === name)?.shape
  return shape?.type === 'enum' ? shape.values.map((value) => ({ value, label: sentence(value.replaceAll('_', ' ')) })) : []
}

const states: Option[] = [
  { value: 'registered', label: 'Registered' },
  { value: 'proposed', label: 'Proposed' },
]

const Pick = ({ name, label, value, options }: { name: string; label: string; value: string | null; options: readonly Option[] }) =>
  options.length ? (
    <div class="field">
      <label for={`by-${name}`}>{label}</label>
      <select id={`by-${name}`} name={name}>
        <option value="">Any</option>
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  ) : null

/** Hidden fields that keep what a form does not ask for. */
const Kept = ({ asked, without }: { asked: Asked; without: readonly string[] }) => (
  <>
    {Object.entries(partsOf(asked)).map(([name, value]) =>
      value !== null && !without.includes(name) ? <input type="hidden" name={name} value={value} /> : null,
    )}
  </>
)

const finding = { vendors: 'Name, alias or domain', systems: 'System or vendor', deployments: 'Use, system, vendor or owner' }

type FiltersProps = { asked: Asked; choices: FilterChoices; labels: Partial<Record<FilterName, string>> }

/** One GET form: the address says what is shown. */
export const Filters = ({ asked, choices, labels }: FiltersProps) => {
  const { level, filter } = asked
  const set = filtersSet(asked, labels)
  return (
    <form class="filters" action={`/register/${level}`} method="get">
      <Kept asked={asked} without={['find', 'unit', 'tier', 'kind', 'state', 'status', 'owner']} />
      <div class="field grow">
        <label for="find">Find</label>
        <input id="find" type="search" name="find" value={filter.find ?? ''} placeholder={finding[level]} />
      </div>
      {level === 'vendors' ? <Pick name="tier" label="Tier" value={filter.tier} options={optionsOf('vendor', 'tier')} /> : null}
      {level === 'systems' ? (
        <>
          <Pick name="kind" label="Kind" value={filter.kind} options={optionsOf('system', 'kind')} />
          <Pick name="state" label="State" value={filter.state} options={states} />
        </>
      ) : null}
      {level === 'deployments' ? (
        <>
          <Pick name="status" label="Status" value={filter.status} options={optionsOf('dep', 'status')} />
          <Pick name="owner" label="Owner" value={filter.owner} options={choices.people} />
        </>
      ) : null}
      <Pick name="unit" label="Unit" value={filter.unit} options={choices.units} />
      <button type="submit">Show</button>
      {set.length ? (
        <a class="btn link" href={`/register/${level}`}>
          Clear
        </a>
      ) : null}
      {filter.vendor || filter.parent ? (
        <p class="chips">
          {set
            .filter((one) => one.name === 'vendor' || one.name === 'parent')
            .map((one) => (
              <a href={one.href}>
                {one.label} ×<span class="vh"> drop this filter</span>
              </a>
            ))}
        </p>
      ) : null}
    </form>
  )
}

/** Which columns are shown: never more than eight, the rest waits in this menu. */
export const ColumnMenu = ({ asked, menu }: { asked: Asked; menu: readonly { id: string; head: string; shown: boolean }[] }) => (
  <details class="noprint small">
    <summary>Columns</summary>
    <form class="form" action={`/register/${asked.level}`} method="get">
      <Kept asked={asked} without={['columns']} />
      <fieldset>
        <legend class="vh">Columns to show</legend>
        <p class="hint">
          The name is always shown. At most {mostColumns} in all: of more, the first {mostColumns} in this order are taken.
        </p>
        <div class="filters">
          {menu.map((column) => (
            <label class="pick">
              <input type="checkbox" name="columns" value={column.id} checked={column.shown} /> {column.head}
            </label>
          ))}
        </div>
      </fieldset>
      <p class="row">
        <button type="submit">Show these</button>
        <a href={`/register/${asked.level}`}>The usual ones</a>
      </p>
    </form>
  </details>
)

type NothingProps = { asked: Asked; set: ReturnType<typeof filtersSet>; mayAdd: boolean }

/** Names each filter that could be dropped; of an empty register, what to do first. */
export const Nothing = ({ asked: { level, filter }, set, mayAdd }: NothingProps) =>
  set.length ? (
    <Empty
      icon="info"
      title={
        filter.find && set.length === 1 ? `None of the ${level} matches “${filter.find}”` : `None of the ${level} matches these filters`
      }
      acts={
        <>
          {set.map((one) => (
            <a class="btn" href={one.href}>
              Drop {one.label}
            </a>
          ))}
          {set.length > 1 ? <a href={`/register/${level}`}>Show all</a> : null}
        </>
      }
    />
  ) : (
    <Empty
      icon="chain"
      title={`No ${level} yet`}
      acts={
        mayAdd ? (
          <>
            <a class="btn" href="/catalogue">
              Pick a vendor from the catalogue
            </a>
            <a class="btn" href="/import">
              Import a list
            </a>
          </>
        ) : null
      }
    >
      <p>
        {level === 'deployments'
          ? 'A deployment is our use of a system: its purpose, owner, data and people affected.'
          : 'Add one, or bring in a list.'}
      </p>
    </Empty>
  )
