import type { SourcePage } from '../../store/sources-page'
import { plural } from '../ui/days'
import { Icon, Instant } from '../ui/signs'
import { HeldList, RaiseButton } from './evidence-parts'

const mostQuiet = 8
const mostOfOne = 3

/** What was editorial or held back of late: the words, the reason, and one press to make a finding of it. */
export const Quiet = ({ view, now, mayRaise }: { view: SourcePage; now: string; mayRaise: boolean }) => {
  const quiet = view.changes.filter(({ verdict }) => verdict !== 'material')
  return (
    <section class="sec">
      <h2>Editorial, or held back</h2>
      <ul class="hits">
        {quiet.slice(0, mostQuiet).map((change) => {
          const more =
            change.differences.length + change.heldBack.length - Math.min(change.differences.length || change.heldBack.length, mostOfOne)
          return (
            <li>
              <a href={`/changes/${change.id}`}>{change.verdict === 'cosmetic' ? 'Editorial' : 'Held back'}</a>{' '}
              <Instant at={change.detectedAt} now={now} />
              {change.differences.length ? (
                <ul class="checks">
                  {change.differences.slice(0, mostOfOne).map(({ before, after, why }) => (
                    <li>
                      <Icon name="info" />
                      <div>
                        <p class="words small">{(after ?? before ?? '').slice(0, 300)}</p>
                        <span class="sub">Editorial: {why}.</span>
                        {mayRaise ? (
                          <RaiseButton changeId={change.id} quote={after ?? before} because={`taken for editorial, ${why}`} />
                        ) : null}
                      </div>
                    </li>
                  ))}
                </ul>
              ) : (
                <HeldList held={change.heldBack.slice(0, mostOfOne)} changeId={change.id} mayRaise={mayRaise} />
              )}
              {more > 0 ? (
                <p class="small">
                  <a href={`/changes/${change.id}`}>{plural(more, 'more difference')} of this change</a>
                </p>
              ) : null}
            </li>
          )
        })}
      </ul>
      {quiet.length > mostQuiet ? (
        <p class="small">
          <a href={`/changes/quiet?source=${view.source.id}`}>All of them</a>
        </p>
      ) : null}
    </section>
  )
}
