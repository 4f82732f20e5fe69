import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { beginSignOn, endSignOn, type SignOnRefusal } from '../../flows/sign-on'
import type { SignOnPort } from '../../ports'
import { baseOf, isSecure, maySignIn } from '../address'
import type { App, AppContext, AppDeps } from '../environment'
import { notFound } from '../problem'
import { openSessionOf, signInPage } from './account'

/** Ties the attempt to the browser that began it. It must come back from the provider's site, hence Lax. */
const attemptCookie = 'telltale-sign-on'
const attemptSeconds = 600

const said: Record<SignOnRefusal, string> = {
  'unknown-attempt': 'This sign-on was not begun in this browser, was used already, or took longer than ten minutes. Begin again.',
  provider: 'Your organisation’s sign-on did not let you in. Begin again; if it stays so, an administrator finds the reason in the log.',
  unverified:
    'Your organisation’s sign-on does not say that your e-mail address is verified, so that nobody can be told from somebody else. Ask an administrator.',
  'other-account': 'Another account of your organisation’s sign-on is tied to this e-mail address. Ask an administrator.',
  closed: 'This account is closed. Ask an administrator.',
}

/** Single sign-on by OpenID Connect: out to the provider, and back. */
export function signOnPages(app: App, deps: AppDeps): void {
  const { ports } = deps
  const port = (): SignOnPort => {
    if (!ports.signOn) throw notFound()
    return ports.signOn
  }
  const redirectUrl = (c: AppContext) => `${baseOf(c, deps)}/sign-in/callback`

  app.get('/sign-in/sso', async (c) => {
    const signOn = port()
    if (!maySignIn(c, deps)) return c.redirect('/sign-in', 303)
    const begun = await beginSignOn(ports, signOn, redirectUrl(c))
    if (!begun.ok) {
      const why =
        begun.reason === 'busy'
          ? 'Too many sign-ons are under way. Try again in some minutes.'
          : 'Your organisation’s sign-on does not answer. Try again later, or sign in by password.'
      return c.html(signInPage(c, deps, {}, why), 503)
    }
    setCookie(c, attemptCookie, begun.state, {
      path: '/sign-in',
      httpOnly: true,
      secure: isSecure(c, deps),
      sameSite: 'Lax',
      maxAge: attemptSeconds,
    })
    return c.redirect(begun.url, 303)
  })

  app.get('/sign-in/callback', async (c) => {
    const signOn = port()
    const state = getCookie(c, attemptCookie)
    deleteCookie(c, attemptCookie, { path: '/sign-in', secure: isSecure(c, deps) })
    // what another browser began is not even looked up: its attempt stays good for that browser
    if (!state || c.req.query('state') !== state) return c.html(signInPage(c, deps, {}, said['unknown-attempt']), 401)
    const done = await endSignOn(ports, signOn, { redirectUrl: redirectUrl(c), state, query: new URL(c.req.url).search })
    if (!done.ok) return c.html(signInPage(c, deps, {}, said[done.reason]), 401)
    await openSessionOf(deps, c, done.person.id)
    return c.redirect('/', 303)
  })
}
