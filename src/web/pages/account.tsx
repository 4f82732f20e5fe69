import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { addPerson, newPerson } from '../../flows/add-person'
import { endSetup, setupLinkOpens } from '../../flows/issue-setup-link'
import { knownDevice, rememberSignIn, signIn } from '../../flows/sign-in'
import { signOut } from '../../flows/sign-out'
import { someoneExists } from '../../store/people'
import type { App, AppContext, AppDeps } from '../environment'
import { cookieName, isSecure, sessionHours } from '../identify'
import { fieldErrors, Problem } from '../problem'
import { type Fault, Faults, TextField, type Typed } from '../ui/form'
import { Gate } from '../ui/layout'

const sessionMs = sessionHours * 3_600_000
/** Tells a place where somebody signed in before from any other, for the count of failures. */
const deviceCookie = 'telltale-device'
const deviceSeconds = 400 * 86_400

/** Signing in and out, and the set-up that makes the first administrator. */
export function accountPages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/sign-in', (c) => (c.get('caller') ? c.redirect('/', 303) : c.html(<SignInPage />)))

  app.post('/sign-in', async (c) => {
    const form = await textFields(c)
    const done = await openSession(deps, c, { email: form.email ?? '', password: form.password ?? '' })
    if (done.ok) return c.redirect('/', 303)
    if (done.reason === 'wrong') return c.html(<SignInPage typed={form} fault="No account has this e-mail address and password." />, 401)
    c.header('retry-after', String(done.seconds))
    return c.html(<SignInPage typed={form} fault={`Too many wrong passwords from here. Try again in ${done.seconds} seconds.`} />, 429)
  })

  app.post('/sign-out', async (c) => {
    const name = cookieName(isSecure(c, deps))
    const secret = getCookie(c, name)
    if (secret) await signOut(ports, secret)
    deleteCookie(c, name, { path: '/', secure: isSecure(c, deps) })
    return c.redirect('/sign-in', 303)
  })

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

/** The fields of a form as text; what is not text, or comes twice, is passed over. */
async function textFields(c: AppContext): Promise<Typed> {
  const entries = Object.entries(await c.req.parseBody())
  return Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

/** Signs somebody in on this browser, where the password is right. */
export async function openSession(deps: AppDeps, c: AppContext, { email, password }: { email: string; password: string }) {
  const { ports } = deps
  const secure = isSecure(c, deps)
  const device = getCookie(c, deviceCookie)
  const from = device && (await knownDevice(ports, device, email)) ? `device ${device}` : (deps.clientAddress?.(c) ?? 'anywhere')
  const done = await signIn(ports, { email, password, from, userAgent: c.req.header('user-agent') ?? null, sessionMs })
  if (!done.ok) return done
  setCookie(c, cookieName(secure), done.secret, { path: '/', httpOnly: true, secure, sameSite: 'Lax' })
  if (!from.startsWith('device ')) await rememberDevice(deps, c, email)
  return done
}

async function rememberDevice({ ports, config }: AppDeps, c: AppContext, email: string): Promise<void> {
  const device = ports.newSecret(32)
  await rememberSignIn(ports, device, email)
  setCookie(c, deviceCookie, device, {
    path: '/sign-in',
    httpOnly: true,
    secure: isSecure(c, { config }),
    sameSite: 'Lax',
    maxAge: deviceSeconds,
  })
}

const SignInPage = ({ typed = {}, fault }: { typed?: Typed; fault?: string }) => {
  const faults: Fault[] = fault ? [{ path: null, message: fault }] : []
  return (
    <Gate title="Sign in">
      <div>
        <h1>Sign in</h1>
        <p class="soft">Telltale shows what your AI vendors changed, and which reviews that reopens.</p>
      </div>
      <Faults faults={faults} labels={{}} />
      <form action="/sign-in" method="post">
        <TextField name="email" label="E-mail" type="email" autocomplete="username" required typed={typed} faults={[]} />
        <TextField name="password" label="Password" type="password" autocomplete="current-password" required typed={{}} faults={[]} />
        <button class="wide btn go" type="submit">
          Sign in
        </button>
      </form>
    </Gate>
  )
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
