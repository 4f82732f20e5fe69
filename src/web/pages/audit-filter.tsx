import { isDay } from '../../core/day'
import type { TrailFilter } from '../../store/audit-trail'
import type { AppContext } from '../environment'
import { invalid } from '../problem'
import { dayMs } from '../ui/days'
import { entityOptions } from './audit-words'

/** Without days and without a record, decisions are looked for in so many days back. */
export const decisionDays = 31

type Asked = TrailFilter & { defaulted: boolean }

/** The filter in the address. A single `day` stands for both ends. */
export function filterOf(c: AppContext, now: string): Asked {
  const given = (name: string) => c.req.query(name)?.trim() || null
  const day = (name: string) => {
    const text = given(name)
    if (text !== null && !isDay(text)) throw invalid([{ path: name, message: 'expected a day as YYYY-MM-DD' }])
    return text
  }
  const decisions = given('decisions') !== null
  const entityId = given('id')
  const from = day('day') ?? day('from')
  const to = day('day') ?? day('to')
  const defaulted = decisions && from === null && entityId === null
  return {
    entity: given('entity'),
    entityId,
    actorId: given('actor'),
    action: given('action'),
    from: defaulted ? new Date(Date.parse(to ?? now) - decisionDays * dayMs).toISOString().slice(0, 10) : from,
    to,
    decisions,
    defaulted,
  }
}

/** The same as parts of an address. */
export const queryOf = ({ entity, entityId, actorId, action, from, to, decisions, defaulted }: Asked) => ({
  entity,
  id: entityId,
  actor: actorId,
  action,
  from: defaulted ? null : from,
  to,
  decisions: decisions ? '1' : null,
})

/** The form that asks for acts by person, record, act and days. */
export const AuditFilter = ({
  filter,
  everybody,
  filtered,
}: {
  filter: Asked
  everybody: readonly { id: string; name: string }[]
  filtered: boolean
}) => (
  <form class="filters" action="/audit" method="get">
    {filter.decisions ? <input type="hidden" name="decisions" value="1" /> : null}
    <div class="field">
      <label for="actor">Who</label>
      <select id="actor" name="actor">
        <option value="">Anybody</option>
        <option value="rule" selected={filter.actorId === 'rule'}>
          A rule of ours
        </option>
        {everybody.map((person) => (
          <option value={person.id} selected={person.id === filter.actorId}>
            {person.name}
          </option>
        ))}
      </select>
    </div>
    <div class="field">
      <label for="entity">Record</label>
      <select id="entity" name="entity">
        <option value="">Any</option>
        {entityOptions.map(({ value, label }) => (
          <option value={value} selected={value === filter.entity}>
            {label}
          </option>
        ))}
      </select>
    </div>
    <div class="field">
      <label for="action">Act</label>
      <input id="action" name="action" value={filter.action ?? ''} placeholder="review.closed" size={14} />
    </div>
    <div class="field">
      <label for="from">From</label>
      <input id="from" name="from" type="date" value={filter.defaulted ? '' : (filter.from ?? '')} />
    </div>
    <div class="field">
      <label for="to">To</label>
      <input id="to" name="to" type="date" value={filter.to ?? ''} />
    </div>
    <div class="field grow">
      <label for="record">Id of the record</label>
      <input id="record" type="search" name="id" value={filter.entityId ?? ''} />
    </div>
    <button type="submit">Show</button>
    {filtered ? (
      <a class="btn link" href="/audit">
        Clear
      </a>
    ) : null}
  </form>
)
