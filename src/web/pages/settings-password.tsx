import { changeOwnPassword, ownPassword } from '../../flows/set-password'
import { personById } from '../../store/people'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound } from '../problem'
import { type Fault, TextField } from '../ui/form'
import { openSession } from './account'
import { doneAt } from './flash'

/** Changing one's own password: the present one is asked for, and every other session ends. */
export function passwordSettings(app: App, deps: AppDeps, page: (c: AppContext, faults: readonly Fault[]) => Promise<Response>): void {
  const { ports } = deps
  app.post('/settings/password', async (c) => {
    const person = await personById(ports.db, callerOf(c).personId)
    if (!person) throw notFound()
    const { typed } = await formFields(c)
    const given = ownPassword.safeParse({ currentPassword: typed.currentPassword ?? '', newPassword: typed.newPassword ?? '' })
    if (!given.success) return page(c, fieldErrors(given.error))
    const done = await changeOwnPassword(ports, person, given.data)
    if (!done.ok) {
      const message = done.reason === 'wrong' ? 'is not right' : `was wrong too often: try again in ${done.seconds} seconds`
      return page(c, [{ path: 'currentPassword', message }])
    }
    await openSession(deps, c, { email: person.email, password: given.data.newPassword })
    return c.redirect(doneAt('/settings', 'password'), 303)
  })
}

/** The form for one's own password. */
export const Password = ({ faults }: { faults: readonly Fault[] }) => (
  <section class="sec" id="password">
    <h2>Your password</h2>
    <details open={faults.some((fault) => fault.path === 'currentPassword' || fault.path === 'newPassword')}>
      <summary>Change it</summary>
      <form class="form" method="post" action="/settings/password">
        <TextField
          name="currentPassword"
          label="Present password"
          type="password"
          autocomplete="current-password"
          required
          typed={{}}
          faults={faults}
        />
        <TextField
          name="newPassword"
          label="New password"
          type="password"
          autocomplete="new-password"
          hint="At least 8 characters. You stay signed in here and are signed out everywhere else."
          required
          typed={{}}
          faults={faults}
        />
        <p>
          <button class="btn" type="submit">
            Change the password
          </button>
        </p>
      </form>
    </details>
  </section>
)
