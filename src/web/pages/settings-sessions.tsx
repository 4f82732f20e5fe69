import { endOtherSessions, endSession } from '../../flows/end-sessions'
import { type Session, sessionName } from '../../store/sessions'
import { callerOf } from '../authorise'
import { deviceWords } from '../device-words'
import type { App, AppDeps } from '../environment'
import { notFound } from '../problem'
import { Instant } from '../ui/signs'
import { doneAt } from './flash'

const path = '/settings/tokens'

/** Ending one's own sessions. */
export function sessionSettings(app: App, { ports }: AppDeps): void {
  app.post('/settings/sessions/others/end', async (c) => {
    const { personId, scope, key } = callerOf(c)
    await endOtherSessions(ports, personId, scope === 'session' ? key : '')
    return c.redirect(doneAt(path, 'sessions-ended'), 303)
  })

  app.post('/settings/sessions/:name/end', async (c) => {
    const { personId } = callerOf(c)
    if (!(await endSession(ports, personId, c.req.param('name')))) throw notFound()
    return c.redirect(doneAt(path, 'sessions-ended'), 303)
  })
}

/** Where one is signed in: this browser first named, the others with a button that signs them out. */
export const Sessions = ({ mine, here, now }: { mine: readonly Session[]; here: string | null; now: string }) => (
  <section class="sec" id="sessions">
    <h2>Where you are signed in</h2>
    {mine.length ? (
      <ul class="hits">
        {mine.map((session) => (
          <li>
            {deviceWords(session.userAgent)}
            {session.hash === here ? <strong> (this browser)</strong> : null}
            <span class="sub">
              since <Instant at={session.createdAt} now={now} />, last seen <Instant at={session.lastSeenAt} now={now} />
            </span>
            {session.hash === here ? null : (
              <form method="post" action={`/settings/sessions/${sessionName(session.hash)}/end`} class="inline">
                <button class="btn link" type="submit">
                  Sign out there
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    ) : (
      <p class="soft">In no browser.</p>
    )}
    {mine.some((session) => session.hash !== here) ? (
      <form method="post" action="/settings/sessions/others/end" class="mt">
        <button class="btn" type="submit">
          Sign out everywhere else
        </button>
      </form>
    ) : null}
  </section>
)
