import type { Person } from '../../store/people'
import type { Holdings } from '../../store/settings-page'
import { plural } from '../ui/days'
import { type Fault, Select, type Typed } from '../ui/form'

type Props = { person: Person; others: readonly Person[]; typed: Typed; faults: readonly Fault[] }
const optionsOf = (people: readonly Person[]) => people.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))

/** What somebody holds, and the form that gives their open work to somebody else while they stay. */
export const HandingOver = ({ person, holdings, others, typed, faults }: Props & { holdings: Holdings }) => {
  const work = holdings.reviews + holdings.cases
  return (
    <section class="sec" id="work">
      <h2>What they hold</h2>
      <ul class="hits">
        <li>
          {work ? (
            <a href={`/reviews?view=open&owner=${encodeURIComponent(person.id)}`}>{plural(holdings.reviews, 'open review')}</a>
          ) : (
            plural(holdings.reviews, 'open review')
          )}
          {holdings.toDos ? `, which wait for ${plural(holdings.toDos, 'to-do')}` : ''}
        </li>
        <li>{plural(holdings.cases, 'open case')}</li>
        <li>{plural(holdings.deployments, 'use')} of which they are the owner</li>
        {holdings.roles.map(({ unitName, roles }) => (
          <li>
            {unitName}: {roles.map((role) => role.replaceAll('-', ' ')).join(', ')}
          </li>
        ))}
      </ul>
      {work ? <HandOverForm person={person} others={others} typed={typed} faults={faults} /> : null}
    </section>
  )
}

/** Gives somebody's open work to somebody else while both stay. */
export const HandOverForm = ({ person, others, typed, faults }: Props) => (
  <details class="mt" open={faults.some((fault) => fault.path === 'toId')}>
    <summary>Hand over their open work</summary>
    <form class="form" method="post" action={`/settings/people/${person.id}/hand-over`}>
      <p class="hint">
        Open reviews and cases that you may see, of units to which the other belongs. Roles and uses stay; they are edited where they stand.
      </p>
      <Select name="toId" label="To whom" required blank="Choose one" options={optionsOf(others)} typed={typed} faults={faults} />
      <p>
        <button class="btn" type="submit">
          Hand over
        </button>
      </p>
    </form>
  </details>
)

/** Letting somebody go. */
export const Leaving = ({ person, others, typed, faults }: Props) => (
  <details class="mt" open={faults.some((fault) => fault.path === 'leaverId' || fault.path === 'successorId')}>
    <summary>Somebody leaves</summary>
    <form class="form" method="post" action="/settings/people/leave">
      <input type="hidden" name="leaverId" value={person.id} id="f-leaverId" />
      <p class="hint">
        {person.name} is signed out everywhere and their tokens end. What they did stays as it was signed. It cannot be undone, but they can
        be made active again by the API.
      </p>
      <Select
        name="successorId"
        label="Successor"
        hint="Takes over roles, uses, open reviews and cases of units that they belong to. With none: each review goes to whoever answers for it then."
        blank="Nobody in particular"
        options={optionsOf(others)}
        typed={typed}
        faults={faults}
      />
      <p>
        <button class="btn" type="submit">
          Hand over and close the account
        </button>
      </p>
    </form>
  </details>
)
