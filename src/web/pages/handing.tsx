import type { CasePage, Joinable } from '../../store/case-page'
import type { Finding } from '../../store/findings'
import { dayInWords, dayMs } from '../ui/days'
import { kindName } from './change-words'

export type People = readonly { id: string; name: string }[]

type HandingProps = { view: CasePage; finding: Finding; people: People; joinable: readonly Joinable[]; now: string }

/** Putting a case off while it waits, giving it to a person, and joining it to another, while it is not closed. */
export const Handing = ({ view: { case: one }, finding, people, joinable, now }: HandingProps) => (
  <details>
    <summary>{one.state === 'open' ? 'Put off, give to somebody, or join' : 'Give to somebody, or join'}</summary>
    {one.state === 'open' ? (
      <form method="post" action={`/cases/${one.id}/snooze`}>
        <input type="hidden" name="finding" value={finding.id} />
        <div class="field">
          <label for="until">Put off until</label>
          <input id="until" type="date" name="until" required min={new Date(Date.parse(now) + dayMs).toISOString().slice(0, 10)} />
        </div>
        <div class="field">
          <label for="why-later">Because</label>
          <input id="why-later" type="text" name="reason" required />
        </div>
        <button class="btn wide" type="submit">
          Put off
        </button>
      </form>
    ) : null}
    <form method="post" action={`/cases/${one.id}/assign`}>
      <div class="field">
        <label for="assignee">Give to</label>
        <select id="assignee" name="personId" required>
          <option value="">Choose one</option>
          {people.map((person) => (
            <option value={person.id} selected={person.id === one.assigneeId}>
              {person.name}
            </option>
          ))}
        </select>
      </div>
      <button class="btn wide" type="submit">
        Give the case
      </button>
    </form>
    {joinable.length ? <Joining caseId={one.id} joinable={joinable} now={now} /> : null}
  </details>
)

/** Putting what was found here into another open case of the vendor: the same change, told in two places. */
const Joining = ({ caseId, joinable, now }: { caseId: string; joinable: readonly Joinable[]; now: string }) => (
  <form method="post" action={`/cases/${caseId}/join`}>
    <div class="field">
      <label for="join">Same matter as</label>
      <select id="join" name="caseId" required>
        <option value="">Choose a case</option>
        {joinable.map((one) => (
          <option value={one.id}>
            {dayInWords(one.openedAt, now)}: {one.kinds.map(kindName).join('; ').slice(0, 100) || 'a change'} ({one.severity})
          </option>
        ))}
      </select>
      <p class="hint">Its changes and reviews go into that case, and this one closes.</p>
    </div>
    <button class="btn wide" type="submit">
      Join
    </button>
  </form>
)
