import { accessLinkOpens, forgotPassword, useAccessLink } from '../../flows/access-links'
import { password } from '../../flows/add-person'
import { linkBaseOf, maySignIn } from '../address'
import type { App, AppContext, AppDeps } from '../environment'
import { fieldErrors } from '../problem'
import { type Fault, Faults, TextField } from '../ui/form'
import { Gate } from '../ui/layout'
import { openSessionOf, textFields } from './account'

/** How long asking for a link takes, whether there is somebody with the address or not. */
const answerMs = 400

/** Setting a password by a one-time link (an invitation, or a forgotten one), and asking for such a link. */
export function accessPages(app: App, deps: AppDeps): void {
  const { ports, config } = deps
  const mailBase = (c: AppContext) => (config.smtp ? linkBaseOf(c, deps) : null)

  app.get('/access', async (c) => {
    const token = c.req.query('token') ?? ''
    const found = await accessLinkOpens(ports, token)
    // the address holds the secret: nobody is told where the reader came from, and nothing keeps the page
    c.header('cache-control', 'no-store')
    if (!found) return c.html(<LinkOver />, 410)
    return c.html(<SetPassword token={token} email={found.person.email} invited={found.person.state === 'invited'} faults={[]} />)
  })

  app.post('/access', async (c) => {
    const { token = '', ...form } = await textFields(c)
    c.header('cache-control', 'no-store')
    const found = await accessLinkOpens(ports, token)
    if (!found) return c.html(<LinkOver />, 410)
    const given = password.safeParse(form.password ?? '')
    if (!given.success) {
      const faults = fieldErrors(given.error, 'password')
      return c.html(
        <SetPassword token={token} email={found.person.email} invited={found.person.state === 'invited'} faults={faults} />,
        400,
      )
    }
    const done = await useAccessLink(ports, token, given.data)
    if (!done.ok) return c.html(<LinkOver />, 410)
    if (!maySignIn(c, deps)) return c.redirect('/sign-in', 303)
    await openSessionOf(deps, c, done.person.id)
    return c.redirect('/', 303)
  })

  app.get('/forgotten', (c) => c.html(<Forgotten mail={mailBase(c) !== null} />))

  app.post('/forgotten', async (c) => {
    const base = mailBase(c)
    if (base === null) return c.html(<Forgotten mail={false} />)
    const begunMs = ports.realNow()
    await forgotPassword(ports, (await textFields(c)).email ?? '', base)
    // whether a link was written must not show in how long it took
    await ports.sleep(Math.max(0, answerMs - (ports.realNow() - begunMs)))
    return c.html(<Sent />)
  })
}

const SetPassword = ({ token, email, invited, faults }: { token: string; email: string; invited: boolean; faults: readonly Fault[] }) => (
  <Gate title="Set a password">
    <div>
      <h1>{invited ? 'You are invited to Telltale' : 'Set a new password'}</h1>
      <p class="soft">
        For {email}. {invited ? 'Set a password, and you are signed in.' : 'You are signed out everywhere else.'}
      </p>
    </div>
    <Faults faults={faults} labels={{ password: 'Password' }} />
    <form action="/access" method="post">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="username" autocomplete="username" value={email} />
      <TextField
        name="password"
        label="Password"
        type="password"
        autocomplete="new-password"
        hint="At least 8 characters."
        required
        typed={{}}
        faults={faults}
      />
      <button class="wide btn go" type="submit">
        Set the password
      </button>
    </form>
  </Gate>
)

const LinkOver = () => (
  <Gate title="Link not valid">
    <div>
      <h1>This link is not, or no longer, valid</h1>
      <p>
        It works once, and for a limited time; a newer one replaces it. <a href="/forgotten">Ask for another</a>, or have an administrator
        make one.
      </p>
    </div>
  </Gate>
)

const Forgotten = ({ mail }: { mail: boolean }) => (
  <Gate title="Forgotten password">
    <div>
      <h1>Forgotten your password?</h1>
      {mail ? (
        <p class="soft">Say your e-mail address, and a link comes to it with which you set a new one.</p>
      ) : (
        <p>
          This installation sends no e-mail. An administrator can make a link for you, under Settings, People; on the machine where Telltale
          runs so does <code>telltale user link --email …</code>.
        </p>
      )}
    </div>
    {mail ? (
      <form action="/forgotten" method="post">
        <TextField name="email" label="E-mail" type="email" autocomplete="username" required typed={{}} faults={[]} />
        <button class="wide btn go" type="submit">
          Send the link
        </button>
      </form>
    ) : null}
    <p class="small">
      <a href="/sign-in">Back to signing in</a>
    </p>
  </Gate>
)

const Sent = () => (
  <Gate title="Forgotten password">
    <div>
      <h1>Look at your inbox</h1>
      <p>
        If there is an account with this address, a link is on its way to it. It works once, within a day. Nothing came? Look at the
        spelling and among the unwanted mail, or ask an administrator for a link.
      </p>
    </div>
    <p class="small">
      <a href="/sign-in">Back to signing in</a>
    </p>
  </Gate>
)
