import type { contradictionsShown } from '../../store/contradictions'
import { Instant, State } from '../ui/signs'
import { kindName } from './change-words'

type Shown = Awaited<ReturnType<typeof contradictionsShown>>

/** Facts on which documents of a vendor contradict each other, those in dispute first; nothing where there are none. */
export const Contradictions = ({ shown, now }: { shown: Shown; now: string }) =>
  shown.length ? (
    <section class="sec" id="contradictions">
      <h2>What its documents disagree on</h2>
      <ul class="hits">
        {shown.map(({ contradiction, finding }) => (
          <li>
            <a href={`/findings/${finding.id}`}>{finding.kinds.map(kindName).join('; ')}</a>{' '}
            {contradiction.settledAt ? <State icon="check">Agree again</State> : <State icon="ask">In dispute</State>}
            <span class="sub">
              {finding.reason} Found <Instant at={contradiction.foundAt} now={now} />.
            </span>
          </li>
        ))}
      </ul>
    </section>
  ) : null
