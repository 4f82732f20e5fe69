import { addPerson, newPerson } from '../../flows/add-person'
import { endSetup, setupLinkOpens } from '../../flows/issue-setup-link'
import { someoneExists } from '../../store/people'
import type { App, AppDeps } from '../environment'
import { fieldErrors, Problem } from '../problem'
import { type Fault, Faults, TextField, type Typed } from '../ui/form'
import { Gate } from '../ui/layout'
import { openSession, textFields } from './account'

/** The set-up that makes the first administrator, by the link printed where Telltale was started. */
export function setupPages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/setup', async (c) => {
    if (await someoneExists(ports.db)) return c.redirect('/sign-in', 303)
    const token = c.req.query('token')
    return c.html(
      token !== undefined && (await setupLinkOpens(ports, token)) ? (
        <SetupPage token={token} />
      ) : (
        <SetupClosed wrong={token !== undefined} />
      ),
    )
  })

  app.post('/setup', async (c) => {
    const { token = '', ...form } = await textFields(c)
    if (!(await setupLinkOpens(ports, token))) throw new Problem(403, 'not-allowed', 'This set-up link is not, or no longer, valid.')
    const parsed = newPerson.safeParse({ ...form, role: 'administrator', unitIds: null })
    if (!parsed.success || parsed.data.password === undefined) {
      const faults = parsed.success ? [{ path: 'password', message: 'expected a password' }] : fieldErrors(parsed.error)
      return c.html(<SetupPage token={token} typed={form} faults={faults} />, 400)
    }
    const made = await addPerson(ports, { personId: null }, parsed.data, { first: true })
    if (!made.ok) throw new Problem(409, 'already-exists', 'Somebody has been registered meanwhile. Sign in.')
    await endSetup(ports)
    await openSession(deps, c, { email: made.person.email, password: parsed.data.password })
    return c.redirect('/', 303)
  })
}

const labels = { email: 'E-mail', name: 'Your name', password: 'Password' }

const SetupPage = ({ token, typed = {}, faults = [] }: { token: string; typed?: Typed; faults?: readonly Fault[] }) => (
  <Gate title="Set up">
    <div>
      <h1>Set up Telltale</h1>
      <p class="soft">You become the first administrator. You can add other people afterwards.</p>
    </div>
    <Faults faults={faults} labels={labels} />
    <form action="/setup" method="post">
      <input type="hidden" name="token" value={token} />
      <TextField name="name" label={labels.name} autocomplete="name" required typed={typed} faults={faults} />
      <TextField name="email" label={labels.email} type="email" autocomplete="username" required typed={typed} faults={faults} />
      <TextField
        name="password"
        label={labels.password}
        type="password"
        autocomplete="new-password"
        hint="At least 8 characters."
        required
        typed={{}}
        faults={faults}
      />
      <button class="wide btn go" type="submit">
        Begin
      </button>
    </form>
  </Gate>
)

const SetupClosed = ({ wrong }: { wrong: boolean }) => (
  <Gate title="Set up">
    <h1>Set up Telltale</h1>
    <p class="soft">
      {wrong ? 'This link is not, or no longer, valid. ' : ''}Nobody is registered yet. Open the one-time link that was printed where
      Telltale was started, or make the first person with <code>telltale user add</code>.
    </p>
  </Gate>
)
