import { describe, expect, it } from 'vitest'
import { issueSetupLink } from '../../src/flows/issue-setup-link'
import { settings } from '../../src/store/schema'
import { world } from '../world'

const origin = { origin: 'http://localhost' }
const form = (fields: Record<string, string>) => new URLSearchParams(fields)

describe('before anybody is registered', () => {
  it('every page leads to the set-up, other host names are refused, the API asks for a token', async () => {
    const { send } = await world()
    expect(await send('GET', '/')).toMatchObject({ status: 303 })
    expect((await send('GET', '/')).headers.get('location')).toBe('/setup')
    expect(await send('GET', '/setup')).toMatchObject({ status: 200 })
    const other = await send('GET', '/setup', { headers: { host: 'elsewhere.example' } })
    expect(other.status).toBe(421)
    const refused = await send('GET', '/api/v1/units')
    expect(refused).toMatchObject({ status: 401, json: { code: 'not-signed-in', status: 401 } })
    expect(refused.headers.get('content-type')).toBe('application/problem+json')
  })

  it('the set-up link makes the first administrator once, signed in', async () => {
    const { send, ports } = await world()
    const token = (await issueSetupLink(ports)) ?? ''
    const fields = { token, name: 'Ada', email: 'Ada@Example.test', password: 'seven quiet gauges' }
    expect((await send('GET', `/setup?token=${token}`)).text).toContain('name="password"')
    expect((await send('GET', '/setup?token=wrong')).text).not.toContain('name="password"')
    expect((await send('POST', '/setup', { form: form({ ...fields, token: 'wrong' }), headers: origin })).status).toBe(403)
    expect((await send('POST', '/setup', { form: form({ ...fields, password: 'short' }), headers: origin })).status).toBe(400)
    expect((await send('POST', '/setup', { form: form(fields) })).status).toBe(403)
    const made = await send('POST', '/setup', { form: form(fields), headers: origin })
    expect(made.status).toBe(303)
    const cookie = made.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const me = await send('GET', '/api/v1/me', { cookie })
    expect(me.json).toMatchObject({ email: 'ada@example.test', role: 'administrator', unitIds: null })
    expect((await send('POST', '/setup', { form: form(fields), headers: origin })).status).toBe(403)
    expect(await issueSetupLink(ports)).toBeNull()
    expect((await send('GET', '/')).headers.get('location')).toBe('/sign-in')
  })
})

describe('signing in', () => {
  const password = 'seven quiet gauges, 2026'

  it('gives a session that ends with signing out, by a cookie that scripts cannot read', async () => {
    const { send, person } = await world()
    const { email } = await person('risk-owner', { password })
    const done = await send('POST', '/sign-in', { form: form({ email, password }), headers: origin })
    expect(done.headers.get('location')).toBe('/')
    const [session] = done.headers.getSetCookie()
    expect(session).toMatch(/^telltale=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    const cookie = session?.split(';')[0] ?? ''
    expect((await send('GET', '/api/v1/me', { cookie })).json.email).toBe(email)
    await send('POST', '/sign-out', { cookie, headers: origin })
    expect((await send('GET', '/api/v1/me', { cookie })).status).toBe(401)
  })

  it('uses a Secure cookie bound to the host behind https', async () => {
    const { send, person } = await world({ deps: { config: { publicUrl: 'https://telltale.example', rateLimit: 0 } } })
    const { email } = await person('risk-owner', { password })
    const done = await send('POST', '/sign-in', { form: form({ email, password }), headers: { origin: 'https://telltale.example' } })
    expect(done.headers.getSetCookie()[0]).toMatch(/^__Host-telltale=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })

  it('refuses a form of another site, and a write with a session from one', async () => {
    const { send, person } = await world()
    const { email } = await person('administrator', { password })
    expect((await send('POST', '/sign-in', { form: form({ email, password }), headers: { origin: 'https://evil.example' } })).status).toBe(
      403,
    )
    const done = await send('POST', '/sign-in', { form: form({ email, password }), headers: origin })
    const cookie = done.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const write = (headers: Record<string, string>) => send('POST', '/api/v1/units', { cookie, body: { name: 'Hiring' }, headers })
    expect((await write({ origin: 'https://evil.example' })).json.code).toBe('other-origin')
    expect((await write({})).json.code).toBe('other-origin')
    expect((await write(origin)).status).toBe(201)
    expect((await send('POST', '/api/v1/units', { cookie, form: form({ name: 'Hiring' }), headers: origin })).status).toBe(415)
  })

  it('who guesses wrong waits, and shuts nobody else out', async () => {
    let from = 'attacker'
    const { send, person, clock } = await world({ deps: { clientAddress: () => from } })
    const { email } = await person('analyst', { password })
    const attempt = (secret: string) => send('POST', '/sign-in', { form: form({ email, password: secret }), headers: origin })
    for (let i = 0; i < 5; i++) expect((await attempt('wrong')).status).toBe(401)
    const shut = await attempt(password)
    expect([shut.status, shut.headers.get('retry-after')]).toEqual([429, '30'])
    from = 'home'
    expect((await attempt(password)).status).toBe(303)
    from = 'attacker'
    clock.pass(31_000)
    expect((await attempt(password)).status).toBe(303)
  })

  it('a browser that signed in before is not shut out by others behind the same address', async () => {
    const { send, person } = await world()
    const { email } = await person('analyst', { password })
    const attempt = (secret: string, cookie?: string) =>
      send('POST', '/sign-in', { form: form({ email, password: secret }), headers: origin, cookie })
    const cookie = (await attempt(password)).headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    for (let i = 0; i < 5; i++) await attempt('wrong')
    expect((await attempt(password)).status).toBe(429)
    expect((await attempt(password, cookie)).status).toBe(303)
  })

  it('checks a password as the product stores it', async () => {
    const { ports } = await world({ realPasswords: true })
    const stored = await ports.hashPassword('a gauge')
    expect([await ports.checkPassword('a gauge', stored), await ports.checkPassword('A gauge', stored)]).toEqual([true, false])
  })
})

describe('every answer', () => {
  it('allows no script but our own, and no frame', async () => {
    const { send } = await world()
    const policy = (await send('GET', '/setup')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain("frame-ancestors 'none'")
  })

  it('health, readiness and the description of the API are open', async () => {
    const { send } = await world()
    expect((await send('GET', '/healthz')).json).toEqual({ status: 'ok' })
    expect((await send('GET', '/readyz')).json).toEqual({ database: true, migrations: true, worker: { lastTickAt: null } })
    expect((await send('GET', '/openapi.json')).json).toMatchObject({ openapi: '3.1.0' })
  })

  it('says too many requests with the seconds to wait', async () => {
    const { send, person, clock } = await world({ deps: { config: { publicUrl: null, rateLimit: 2 } } })
    const { token } = await person('analyst')
    clock.at('2026-11-21T09:00:20.000Z')
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await send('GET', '/api/v1/me', { token })).status)
    expect(statuses).toEqual([200, 200, 429])
    expect((await send('GET', '/api/v1/me', { token })).headers.get('retry-after')).toBe('40')
    clock.pass(40_000)
    expect((await send('GET', '/api/v1/me', { token })).status).toBe(200)
  })

  it('a fault of ours is logged and told without detail', async () => {
    const { send, person, lines, ports } = await world({ ports: {} })
    const { token } = await person('analyst')
    ports.refreshClock = () => Promise.reject(new Error('the secret of the database'))
    const answer = await send('GET', '/api/v1/me', { token })
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain('secret of the database')
    expect(JSON.stringify(lines)).toContain('secret of the database')
  })
})

it('what is answered to somebody is kept by no cache between, whoever asks', async () => {
  const w = await world()
  const { token } = await w.person('analyst')
  for (const path of ['/', '/api/v1/vendors', '/settings/tokens'])
    expect([path, (await w.send('GET', path, { token })).headers.get('cache-control')]).toEqual([path, 'private, no-cache'])
  expect((await w.send('GET', '/sign-in')).headers.get('cache-control')).toBeNull()
})

it('failures of strangers are forgotten once they count no longer', async () => {
  const w = await world()
  const { email } = await w.person('analyst', { password: 'seven quiet gauges' })
  const signIn = (who: string, password: string) =>
    w.send('POST', '/sign-in', { form: new URLSearchParams({ email: who, password }), headers: { origin: 'http://localhost' } })
  const kept = async () => (await w.ports.db.select().from(settings)).filter(({ key }) => key.startsWith('sign-in-failures:')).length
  for (let index = 0; index < 20; index++) await signIn(`stranger-${index}@example.test`, 'wrong')
  expect(await kept()).toBe(20)
  w.clock.pass(59 * 60_000)
  expect((await signIn(email, 'seven quiet gauges')).status).toBe(303)
  expect(await kept()).toBe(20)
  w.clock.pass(2 * 60_000)
  await signIn(email, 'seven quiet gauges')
  expect(await kept()).toBe(0)
})
