import { freshnessHours } from '../../core/freshness'
import { pausePolling, pausing, resumePolling, resuming } from '../../flows/pause-polling'
import { pausesSeen } from '../../store/pauses'
import { mostChoices, vendorChoices } from '../../store/register-page'
import { sourceStates } from '../../store/schema'
import { staleSources } from '../../store/stale'
import { visible } from '../../store/visibility'
import { unwatchedDeployments } from '../../store/watching-page'
import { demandPausing } from '../api/health'
import { type Caller, callerOf, can } from '../authorise'
import type { App, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, invalid } from '../problem'
import { remembered } from '../remembered'
import { sharedAnswer } from '../shared-answer'
import { plural } from '../ui/days'
import { drawn } from '../ui/once'
import { Instant } from '../ui/signs'
import { sourceTypeName } from './change-words'
import { doneAt } from './flash'

const mostListed = 20
/** A page stays small: so many deployments at most. */
const mostInAll = 300

const Deployments = ({ some }: { some: readonly { id: string; name: string }[] }) => (
  <ul class="hits">
    {some.map(({ id, name }) => (
      <li>
        <a href={`/deployments/${id}`}>{name}</a>
      </li>
    ))}
  </ul>
)

/** Pausing and taking up again, from the page of the sources. */
export function watchingPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  app.post('/sources/pause', async (c) => {
    const { typed } = await formFields(c)
    const parsed = pausing.safeParse({ reason: typed.reason, vendorId: typed.vendorId || null })
    if (!parsed.success) throw invalid(fieldErrors(parsed.error))
    await demandPausing(deps, callerOf(c), parsed.data.vendorId ?? null)
    await pausePolling(ports, callerOf(c), parsed.data)
    return c.redirect(doneAt('/sources', 'polling-paused'), 303)
  })
  app.post('/sources/resume', async (c) => {
    const { typed } = await formFields(c)
    const parsed = resuming.parse({ vendorId: typed.vendorId || null })
    await demandPausing(deps, callerOf(c), parsed.vendorId ?? null)
    await resumePolling(ports, callerOf(c), parsed)
    return c.redirect(doneAt('/sources', 'polling-resumed'), 303)
  })
}

/**
 * What is not watched, and why: pauses, sources not verified for too long, deployments that no source stands for. The last two go over everything that
 * is watched, so readers of a large installation share an answer for a minute.
 */
export function gapsOver({ ports }: Pick<AppDeps, 'ports'>) {
  const { db, now } = ports
  const unverified = sharedAnswer(ports, (scope) => staleSources(db, now(), visible.source(scope, sourceStates.sourceId)))
  const unwatched = sharedAnswer(ports, (scope) => unwatchedDeployments(db, scope))
  // no vendor comes or goes without an entry in the trail; hundreds of options are drawn once for all who see the same
  const choices = remembered<Choices>(ports, { exactly: true })
  return async (caller: Caller) => {
    const pauses = await pausesSeen(db, caller)
    const paused = pauses.vendors.map((one) => one.vendorId)
    const [stale, without, chosen] = await Promise.all([
      unverified(caller),
      unwatched(caller),
      choices(JSON.stringify([caller.unitIds, caller.limits, paused]), async () => drawnChoices(await vendorChoices(db, caller, paused))),
    ])
    const may = { mayPause: can(caller, 'write-sources'), mayPauseAll: can(caller, 'administer') && caller.unitIds === null }
    return { pauses, stale: stale.value, unwatched: without.value, ...chosen, ...may }
  }
}
type Choices = ReturnType<typeof drawnChoices>
const drawnChoices = (vendors: Awaited<ReturnType<typeof vendorChoices>>) => ({
  vendors,
  options: drawn(
    // biome-ignore lint/complexity/noUselessFragments: a list is rendered without commas by a fragment alone
    <>
      {vendors.map(({ id, name }) => (
        <option value={id}>{name}</option>
      ))}
    </>,
  ),
})
type GapsSeen = Awaited<ReturnType<ReturnType<typeof gapsOver>>>

export const Gaps = ({ gaps, now }: { gaps: GapsSeen; now: string }) => {
  const { pauses, stale, unwatched, vendors, options, mayPause, mayPauseAll } = gaps
  const named = new Map(vendors.map(({ id, name }) => [id, name]))
  return (
    <>
      {pauses.all ? <Paused what="Everything is paused" one={pauses.all} vendorId="" now={now} may={mayPauseAll} /> : null}
      {pauses.vendors.map((one) => (
        <Paused what={`${named.get(one.vendorId) ?? one.vendorId} is paused`} one={one} vendorId={one.vendorId} now={now} may={mayPause} />
      ))}
      {stale.length ? (
        <section class="sec">
          <h2>Not verified for too long</h2>
          <p class="soft">
            A critical vendor’s documents are verified within a day, an important one’s within three, all others within a week.
          </p>
          <ul class="hits">
            {stale.slice(0, mostListed).map(({ sourceId, lastGoodAt, tier, type, vendorName }) => (
              <li>
                <a href={`/sources/${sourceId}`}>
                  {vendorName}: {sourceTypeName(type)}
                </a>
                <p class="small">
                  {lastGoodAt ? <Instant at={lastGoodAt} now={now} /> : 'Never read'}, asked for within {freshnessHours(tier)} hours
                </p>
              </li>
            ))}
          </ul>
          {stale.length > mostListed ? (
            <p class="soft">
              And {plural(stale.length - mostListed, 'more', 'more')}:{' '}
              <a href="/sources?sort=lastGoodAt">all sources, by when they were read</a>.
            </p>
          ) : null}
        </section>
      ) : null}
      {unwatched.length ? (
        <section class="sec">
          <h2>Deployments that nothing is watched for</h2>
          <Deployments some={unwatched.slice(0, mostListed)} />
          {unwatched.length > mostListed ? (
            <details>
              <summary>And {plural(unwatched.length - mostListed, 'deployment')} more</summary>
              <Deployments some={unwatched.slice(mostListed, mostInAll)} />
            </details>
          ) : null}
          {unwatched.length > mostInAll ? <p class="soft">The whole list is at /api/v1/health, deploymentsWithoutSource.</p> : null}
        </section>
      ) : null}
      {mayPause ? (
        <details class="sec">
          <summary>Pause polling</summary>
          <form class="form" method="post" action="/sources/pause">
            <div class="field">
              <label for="pause-vendor">Of</label>
              <select id="pause-vendor" name="vendorId" required={!mayPauseAll}>
                <option value="">{mayPauseAll ? 'Everything' : 'Choose a vendor'}</option>
                {options}
              </select>
              {vendors.length >= mostChoices ? (
                <p class="soft small">
                  The first {mostChoices} vendors by name; another one is paused by POST /api/v1/health/pause with its vendorId.
                </p>
              ) : null}
            </div>
            <div class="field">
              <label for="pause-reason">Because</label>
              <input id="pause-reason" name="reason" required maxlength={1000} />
            </div>
            <p class="row">
              <button class="btn" type="submit">
                Pause
              </button>
            </p>
          </form>
        </details>
      ) : null}
    </>
  )
}

type PausedProps = { what: string; one: { reason: string; at: string }; vendorId: string; now: string; may: boolean }

const Paused = ({ what, one, vendorId, now, may }: PausedProps) => (
  <section class="faults mt">
    <h2>{what}</h2>
    <p>
      Since <Instant at={one.at} now={now} />: {one.reason}
    </p>
    {may ? (
      <form method="post" action="/sources/resume">
        <input type="hidden" name="vendorId" value={vendorId} />
        <button class="btn" type="submit">
          Take it up again
        </button>
      </form>
    ) : null}
  </section>
)
