import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { beginSession, knownDevice, knownDeviceMs, rememberSignIn, signIn } from '../../flows/sign-in'
import { signOut } from '../../flows/sign-out'
import { baseOf, hostOf, isSecure, maySignIn } from '../address'
import type { App, AppContext, AppDeps } from '../environment'
import { cookieName, sessionHours } from '../identify'
import { type Fault, Faults, TextField, type Typed } from '../ui/form'
import { Gate } from '../ui/layout'

const sessionMs = sessionHours * 3_600_000
/** Tells a place where somebody signed in before from any other, for the count of failures. */
const deviceCookie = 'telltale-device'
const deviceSeconds = knownDeviceMs / 1000

/** Signing in by password, and out. */
export function accountPages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/sign-in', (c) => {
    if (c.get('caller')) return c.redirect('/', 303)
    return c.html(maySignIn(c, deps) ? signInPage(c, deps) : <NoSignIn base={baseOf(c, deps)} />)
  })

  app.post('/sign-in', async (c) => {
    if (!maySignIn(c, deps)) return c.html(<NoSignIn base={baseOf(c, deps)} />, 403)
    const form = await textFields(c)
    const done = await openSession(deps, c, { email: form.email ?? '', password: form.password ?? '' })
    if (done.ok) return c.redirect('/', 303)
    if (done.reason === 'wrong') return c.html(signInPage(c, deps, form, 'No account has this e-mail address and password.'), 401)
    c.header('retry-after', String(done.seconds))
    return c.html(signInPage(c, deps, form, `Too many wrong passwords from here. Try again in ${done.seconds} seconds.`), 429)
  })

  app.post('/sign-out', async (c) => {
    const name = cookieName(isSecure(c, deps))
    const secret = getCookie(c, name)
    if (secret) await signOut(ports, secret)
    deleteCookie(c, name, { path: '/', secure: isSecure(c, deps) })
    return c.redirect('/sign-in', 303)
  })
}

/** The fields of a form as text; what is not text, or comes twice, is passed over. */
export async function textFields(c: AppContext): Promise<Typed> {
  const entries = Object.entries(await c.req.parseBody())
  return Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

/** Signs somebody in on this browser, where the password is right. */
export async function openSession(deps: AppDeps, c: AppContext, { email, password }: { email: string; password: string }) {
  const { ports } = deps
  const device = getCookie(c, deviceCookie)
  const from = device && (await knownDevice(ports, device, email)) ? `device ${device}` : (deps.clientAddress?.(c) ?? 'anywhere')
  const done = await signIn(ports, { email, password, from, userAgent: c.req.header('user-agent') ?? null, sessionMs })
  if (!done.ok) return done
  giveSession(deps, c, done.secret)
  if (!from.startsWith('device ')) await rememberDevice(deps, c, email)
  return done
}

/** Signs somebody in on this browser who has shown by other means who they are. */
export async function openSessionOf(deps: AppDeps, c: AppContext, personId: string): Promise<void> {
  giveSession(deps, c, await beginSession(deps.ports, { personId, userAgent: c.req.header('user-agent') ?? null, sessionMs }))
}

function giveSession(deps: AppDeps, c: AppContext, secret: string): void {
  const secure = isSecure(c, deps)
  setCookie(c, cookieName(secure), secret, { path: '/', httpOnly: true, secure, sameSite: 'Lax' })
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

/** The page for signing in, with what else it can say: single sign-on where it is set, and that another address is meant. */
export function signInPage(c: AppContext, { ports, config }: AppDeps, typed: Typed = {}, fault?: string) {
  const elsewhere = config.publicUrl !== null && new URL(config.publicUrl).host !== hostOf(c) ? config.publicUrl : null
  return (
    <SignInPage
      typed={typed}
      faults={fault ? [{ path: null, message: fault }] : []}
      sso={ports.signOn !== undefined}
      elsewhere={elsewhere}
    />
  )
}

type SignInProps = { typed: Typed; faults: readonly Fault[]; sso: boolean; elsewhere: string | null }

const SignInPage = ({ typed, faults, sso, elsewhere }: SignInProps) => (
  <Gate title="Sign in">
    <div>
      <h1>Sign in</h1>
      <p class="soft">Telltale shows what your AI vendors changed, and which reviews that reopens.</p>
    </div>
    <Faults faults={faults} labels={{}} />
    {sso ? (
      <p>
        <a class="wide btn go" href="/sign-in/sso">
          Sign in with your organisation
        </a>
      </p>
    ) : null}
    <form action="/sign-in" method="post">
      <TextField name="email" label="E-mail" type="email" autocomplete="username" required typed={typed} faults={[]} />
      <TextField name="password" label="Password" type="password" autocomplete="current-password" required typed={{}} faults={[]} />
      <button class={sso ? 'wide btn' : 'wide btn go'} type="submit">
        {sso ? 'Sign in by password' : 'Sign in'}
      </button>
    </form>
    <p class="small">
      <a href="/forgotten">Forgotten your password?</a>
    </p>
    {elsewhere ? (
      <p class="small soft">
        This installation is reached at <a href={elsewhere}>{elsewhere}</a>. If signing in leads back here, open it there.
      </p>
    ) : null}
  </Gate>
)

const NoSignIn = ({ base }: { base: string }) => (
  <Gate title="Sign in">
    <div>
      <h1>You cannot sign in here</h1>
      <p>
        This page came over plain http from <span class="mono wrap">{base}</span>, and whoever is on the way could read your password and
        take over your session. So the session is kept in a Secure cookie, which browsers send over https alone.
      </p>
    </div>
    <div>
      <h2>What to do</h2>
      <ul>
        <li>
          Put Telltale behind a proxy that speaks https, set <code>TELLTALE_PUBLIC_URL</code> to the https address of that proxy, start
          again, and open that address.
        </li>
        <li>Or, on the machine where Telltale runs, open it as http://127.0.0.1, for instance through an SSH tunnel.</li>
      </ul>
    </div>
  </Gate>
)
