import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import { createProviderFetch } from '../../src/runtime/node/provider-fetch'
import { createSignOn } from '../../src/runtime/sign-on'
import { people, signOns } from '../../src/store/schema'
import { type Answer, type World, world } from '../world'
import { runProvider, type TestProvider } from './run-provider'

const publicUrl = 'https://telltale.example'
let provider: TestProvider
beforeAll(async () => {
  provider = await runProvider(
    {
      ada: { email: 'Ada@Example.test', email_verified: true, name: 'Ada L.', groups: ['staff', 'telltale-risk'] },
      bo: { email: 'bo@example.test', email_verified: false, name: 'Bo' },
      cy: { email: 'cy@example.test', email_verified: true, name: 'Cy', groups: ['staff'] },
      dee: { email: 'ada@example.test', email_verified: true, name: 'Another Ada' },
      eve: { name: 'Eve' },
    },
    `${publicUrl}/sign-in/callback`,
  )
}, 30_000)
afterAll(() => provider.stop())

/** Telltale behind a proxy with an address of its own, with single sign-on, and an administrator. */
async function office() {
  const signOn = createSignOn(
    { issuer: provider.issuer, clientId: 'telltale', clientSecret: 'a secret of the tests' },
    createProviderFetch({ proxy: null }),
  )
  const w = await world({ ports: { signOn }, deps: { config: { publicUrl, rateLimit: 0 } } })
  const admin = await w.person('administrator')
  return { w, admin }
}
const cookiesOf = ({ headers }: Answer) =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

/** A browser that goes to the provider as `account` and stands before the way back. */
async function away(w: World, account: string) {
  await provider.is(account)
  const begun = await w.send('GET', '/sign-in/sso')
  expect(begun.status).toBe(303)
  const back = await provider.browse(begun.headers.get('location') ?? '')
  return { cookie: cookiesOf(begun), path: `${back.pathname}${back.search}`, back }
}
async function signOnAs(w: World, account: string) {
  const { cookie, path } = await away(w, account)
  return w.send('GET', path, { cookie })
}
const me = async (w: World, answer: Answer) => (await w.send('GET', '/api/v1/me', { cookie: cookiesOf(answer) })).json

describe('single sign-on', () => {
  it('is offered where it is set, leads back to the public address, and registers a newcomer without a role, who may do nothing', async () => {
    const { w } = await office()
    expect((await w.send('GET', '/sign-in')).text).toContain('href="/sign-in/sso"')
    const { back, cookie, path } = await away(w, 'ada')
    expect(back.origin).toBe(publicUrl)
    const done = await w.send('GET', path, { cookie })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/'])
    expect(done.headers.getSetCookie().join()).toMatch(/__Host-telltale=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax/)
    expect(await me(w, done)).toMatchObject({
      email: 'ada@example.test',
      name: 'Ada L.',
      role: 'none',
      state: 'active',
      hasPassword: false,
    })
    const session = cookiesOf(done)
    const page = await w.send('GET', '/', { cookie: session })
    expect([page.status, page.text.includes('The administrator')]).toEqual([403, true])
    expect((await w.send('GET', '/api/v1/vendors', { cookie: session })).status).toBe(403)
    expect((await w.send('POST', '/api/v1/tokens', { cookie: session, body: {}, headers: { origin: publicUrl } })).status).toBe(400)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('knows who comes again by the provider’s subject, also when a person has given them a role and another address', async () => {
    const { w, admin } = await office()
    const first = await me(w, await signOnAs(w, 'cy'))
    const etag = `"${first.version}"`
    const body = { role: 'analyst', email: 'cy.new@example.test' }
    await w.send('PATCH', `/api/v1/people/${first.id}`, { token: admin.token, body, headers: { 'if-match': etag } })
    expect(await me(w, await signOnAs(w, 'cy'))).toMatchObject({ id: first.id, role: 'analyst', email: 'cy.new@example.test' })
  })

  it('ties a registered or invited person to it by an e-mail that the provider has verified, and keeps their role', async () => {
    const { w } = await office()
    const here = await w.person('procurement', { email: 'ada@example.test' })
    expect(await me(w, await signOnAs(w, 'ada'))).toMatchObject({ id: here.id, role: 'procurement' })
    // another account of the provider with the same address is somebody else
    const other = await signOnAs(w, 'dee')
    expect([other.status, other.text.includes('Another account')]).toEqual([401, true])
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('lets nobody in by an e-mail that is not verified, whether somebody has it or not', async () => {
    const { w } = await office()
    for (const account of ['bo', 'eve']) expect((await signOnAs(w, account)).text).toContain('verified')
    await w.person('administrator', { email: 'bo@example.test' })
    const answer = await signOnAs(w, 'bo')
    expect([answer.status, answer.headers.getSetCookie().some((line) => line.startsWith('__Host-telltale='))]).toEqual([401, false])
    expect((await w.ports.db.select().from(people)).map((one) => one.oidcSubject)).toEqual([null, null])
  })

  it('gives the role and units that a rule names for a claim, once, and never over what a person gave', async () => {
    const { w, admin } = await office()
    const unit = (await w.send('POST', '/api/v1/units', { token: admin.token, body: { name: 'Hiring' } })).json
    const rules = { claim: 'groups', rules: [{ value: 'telltale-risk', role: 'risk-owner', unitIds: [unit.id] }] }
    const path = '/api/v1/organisation/sign-on'
    const put = async (token: string, body: object) => {
      const etag = (await w.send('GET', path, { token: admin.token })).headers.get('etag') ?? ''
      return w.send('PUT', path, { token, body, headers: { 'if-match': etag } })
    }
    expect((await put((await w.person('risk-owner')).token, rules)).status).toBe(403)
    expect((await put(admin.token, { ...rules, rules: [{ value: 'x', role: 'none', unitIds: null }] })).status).toBe(400)
    expect((await put(admin.token, rules)).json).toMatchObject({ ...rules, version: 1 })
    expect(await me(w, await signOnAs(w, 'ada'))).toMatchObject({ role: 'risk-owner', unitIds: [unit.id] })
    expect(await me(w, await signOnAs(w, 'cy'))).toMatchObject({ role: 'none' })
    await put(admin.token, { claim: 'groups', rules: [{ value: 'staff', role: 'administrator', unitIds: null }] })
    expect(await me(w, await signOnAs(w, 'ada'))).toMatchObject({ role: 'risk-owner' })
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('refuses another state, another browser, and the same way back twice', async () => {
    const { w } = await office()
    const { cookie, path, back } = await away(w, 'ada')
    const wrong = new URL(back)
    wrong.searchParams.set('state', 'another')
    expect((await w.send('GET', `${wrong.pathname}${wrong.search}`, { cookie })).status).toBe(401)
    expect((await w.send('GET', path)).status).toBe(401)
    const other = await away(w, 'cy')
    expect((await w.send('GET', path, { cookie: other.cookie })).status).toBe(401)
    expect((await w.send('GET', path, { cookie })).status).toBe(303)
    expect((await w.send('GET', path, { cookie })).status).toBe(401)
  })

  it('refuses an answer for another nonce, another verifier, a code used already, and a refusal of the provider', async () => {
    const { w } = await office()
    const altered = async (what: object) => {
      const { cookie, path } = await away(w, 'ada')
      await w.ports.db.update(signOns).set(what)
      return (await w.send('GET', path, { cookie })).status
    }
    expect(await altered({ nonce: 'another' })).toBe(401)
    expect(await altered({ verifier: 'x'.repeat(64) })).toBe(401)
    const first = await away(w, 'ada')
    expect((await w.send('GET', first.path, { cookie: first.cookie })).status).toBe(303)
    const second = await away(w, 'ada')
    const replayed = new URL(second.back)
    replayed.searchParams.set('code', first.back.searchParams.get('code') ?? '')
    expect((await w.send('GET', `${replayed.pathname}${replayed.search}`, { cookie: second.cookie })).status).toBe(401)
    const third = await away(w, 'ada')
    const denied = `/sign-in/callback?error=access_denied&state=${third.back.searchParams.get('state')}`
    expect((await w.send('GET', denied, { cookie: third.cookie })).text).toContain('did not let you in')
    expect((await w.ports.db.select().from(people)).filter((one) => one.oidcSubject !== null)).toHaveLength(1)
  })

  it('refuses an attempt that took longer than ten minutes, and who has left', async () => {
    const { w, admin } = await office()
    const slow = await away(w, 'ada')
    w.clock.pass(11 * 60_000)
    expect((await w.send('GET', slow.path, { cookie: slow.cookie })).status).toBe(401)
    const { id, version } = await me(w, await signOnAs(w, 'ada'))
    const headers = { 'if-match': `"${version}"` }
    await w.send('PATCH', `/api/v1/people/${id}`, { token: admin.token, body: { state: 'left' }, headers })
    expect((await signOnAs(w, 'ada')).text).toContain('closed')
    expect((await w.ports.db.select().from(people).where(eq(people.id, id)))[0]?.state).toBe('left')
  })

  it('says so when the provider does not answer, and passwords go on', async () => {
    const signOn = createSignOn({ issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: null }, createProviderFetch({ proxy: null }))
    const w = await world({ ports: { signOn } })
    await w.person('analyst', { password: 'seven quiet gauges' })
    const answer = await w.send('GET', '/sign-in/sso')
    expect([answer.status, answer.text.includes('name="password"')]).toEqual([503, true])
  })

  it('is not there where none is set', async () => {
    const w = await world()
    await w.person('analyst')
    expect((await w.send('GET', '/sign-in')).text).not.toContain('/sign-in/sso')
    for (const path of ['/sign-in/sso', '/sign-in/callback?state=x']) expect((await w.send('GET', path)).status).toBe(404)
  })
})
