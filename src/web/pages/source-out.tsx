import type { SourcePage } from '../../store/sources-page'
import { Instant } from '../ui/signs'
import { healthWords } from './health-words'

/** Why it is not seen: the cause in words, since when, what was last good, and what to do about it. Nothing while it is seen. */
export const Out = ({ view: { source, state, captures }, now, mayWatch }: { view: SourcePage; now: string; mayWatch: boolean }) => {
  const words = state ? healthWords(state.health, state.cause) : null
  if (!state || !words) return null
  return (
    <section class="faults mt" aria-labelledby="out">
      <h2 id="out">We do not see it at the moment</h2>
      <p>
        <strong>{words.what}</strong>{' '}
        {state.healthSince ? (
          <>
            It has been so since <Instant at={state.healthSince} now={now} />.{' '}
          </>
        ) : null}
        {state.lastGoodAt ? (
          <>
            Last read well <Instant at={state.lastGoodAt} now={now} />; what it said then stands.
          </>
        ) : (
          'It has never been read.'
        )}
      </p>
      <p>What to do: {words.todo}</p>
      {captures[0]?.reason ? <p class="small soft">The last answer: {captures[0].reason}</p> : null}
      {mayWatch ? (
        <p class="row mt">
          <a class="btn" href={`/sources/${source.id}/edit`}>
            Change the address
          </a>
        </p>
      ) : null}
    </section>
  )
}
