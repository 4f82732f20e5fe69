import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { type HeldRole, type PersonRole, people, personRoles } from '../../src/store/schema'
import { type Ability, abilities, can } from '../../src/web/authorise'
import { type Access, routeAccess } from '../../src/web/routes'
import { type World, world } from '../world'

/** CONTRACT.md, "Who may", written out: who holds each ability. */
const holders: Record<Ability, PersonRole[]> = {
  read: ['administrator', 'risk-owner', 'procurement', 'analyst', 'auditor'],
  'read-audit': ['administrator', 'risk-owner', 'auditor'],
  'write-register': ['administrator', 'risk-owner', 'procurement', 'analyst'],
  'write-sources': ['administrator', 'risk-owner', 'analyst'],
  'write-cases': ['administrator', 'risk-owner'],
  approve: ['administrator', 'risk-owner'],
  administer: ['administrator'],
}

/** Every route that the app has, as `METHOD /path/{id}`. */
const routesOf = ({ app }: World): string[] => [
  ...new Set(
    app.routes
      .filter((route) => route.method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`),
  ),
]

/** Acts that change so much that nothing could be asked after them, or whose form says who may (all sources or a vendor's): only refusals are asked. */
const onlyRefused = ['POST /demo/load', 'POST /demo/remove', 'POST /sign-out', 'POST /sources/resume']

/** Everybody's roles, and `none`: signed in, with no role yet. */
async function everyRole(made: World): Promise<Map<HeldRole, string>> {
  const tokens = new Map<HeldRole, string>()
  for (const role of personRoles) tokens.set(role, (await made.person(role)).token)
  const none = await made.person('analyst', { email: 'none@example.test' })
  await made.ports.db.update(people).set({ role: 'none' }).where(eq(people.id, none.id))
  return tokens.set('none', none.token)
}
/** The same as browsers have them: by session. */
async function everySession(made: World): Promise<Map<HeldRole, string>> {
  const sessions = new Map<HeldRole, string>()
  for (const role of [...personRoles, 'none'] as const) {
    const { id, email } = await made.person(role === 'none' ? 'analyst' : role, {
      email: `${role}@pages.test`,
      password: 'seven quiet gauges',
    })
    if (role === 'none') await made.ports.db.update(people).set({ role }).where(eq(people.id, id))
    const form = new URLSearchParams({ email, password: 'seven quiet gauges' })
    const signedIn = await made.send('POST', '/sign-in', { form, headers: { origin: 'http://localhost' } })
    sessions.set(role, signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '')
  }
  return sessions
}
const mayBe = (access: Access, role: HeldRole) =>
  access === 'signed-in' || (access !== 'open' && holders[access].some((one) => one === role))

/** Answers that say that the caller was let through to the handler or its parsing, whatever that then said of the request. */
const passed = (status: number, code: string | undefined) => !(status === 401 || status === 403 || (status === 303 && code === undefined))

describe('who may', () => {
  it('every route of the app stands in the table', async () => {
    expect(routesOf(await world()).filter((route) => !(route in routeAccess))).toEqual([])
  })

  it('each role holds the abilities of the contract, and no other', () => {
    for (const ability of abilities)
      expect(
        personRoles.filter((role) => can({ role, scope: 'session' }, ability)),
        ability,
      ).toEqual(personRoles.filter((role) => holders[ability].includes(role)))
  })

  it('a token grants no more than its scope, and no more than the role of its person', () => {
    for (const role of personRoles)
      for (const ability of abilities) {
        const held = holders[ability].includes(role)
        expect(can({ role, scope: 'read' }, ability), `${role} read ${ability}`).toBe(held && ability.startsWith('read'))
        expect(can({ role, scope: 'write' }, ability), `${role} write ${ability}`).toBe(held && ability !== 'administer')
        expect(can({ role, scope: 'admin' }, ability), `${role} admin ${ability}`).toBe(held)
      }
  })

  it('each cell of role × route: let through where the table says so, 403 elsewhere, 401 without a token', {
    timeout: 300_000,
  }, async () => {
    const made = await world()
    const tokens = await everyRole(made)
    const wrong: string[] = []
    const api = routesOf(made).filter((route) => route.includes(' /api/'))
    expect(api.length).toBeGreaterThan(60)
    for (const route of api) {
      const access = routeAccess[route]
      if (access === undefined || access === 'open') continue
      const [method = '', path = ''] = route.split(' ')
      // an id that is not there: whoever is let through comes as far as a refusal of the request itself
      const address = path.replace(/\{\w+\}/g, 'no-such-id')
      const body = ['POST', 'PUT', 'PATCH'].includes(method) ? { 'no-such-field': true } : undefined
      const nobody = await made.send(method, address, { body })
      if (nobody.status !== 401) wrong.push(`${route} without a token: ${nobody.status}`)
      for (const [role, token] of tokens) {
        const { status, json } = await made.send(method, address, { body, token })
        const may = mayBe(access, role)
        // the record is not there: who may not write it is told so or not, but never let through
        const letThrough = passed(status, json?.code) && !(status === 404 && !may)
        if (letThrough !== may) wrong.push(`${role} ${route}: ${status} ${json?.code ?? ''}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('a token that only reads changes nothing, on no page and at no address: not what is its person’s own either', {
    timeout: 300_000,
  }, async () => {
    const made = await world()
    const { token } = await made.person('administrator', { scope: 'read' })
    const reading = ['POST /audit/verify', 'POST /api/v1/tokens']
    const wrong: string[] = []
    for (const route of routesOf(made)) {
      const [method = '', path = ''] = route.split(' ')
      if (method === 'GET' || routeAccess[route] === 'open' || reading.includes(route)) continue
      const api = path.startsWith('/api/')
      const { status } = await made.send(method, path.replace(/\{\w+\}/g, 'no-such-id'), {
        token,
        ...(api ? (method === 'DELETE' ? {} : { body: {} }) : { form: new URLSearchParams({ scope: 'admin' }) }),
      })
      if (status !== 403 && status !== 404) wrong.push(`${route}: ${status}`)
    }
    expect(wrong).toEqual([])
  })

  it('a token makes none that reaches further or lasts longer than itself, and one that reads ends none but itself', async () => {
    const made = await world()
    const { token: admin, id } = await made.person('administrator')
    const make = (token: string, body: object) => made.send('POST', '/api/v1/tokens', { token, body })
    const byPage = (token: string, form: Record<string, string>) =>
      made.send('POST', '/settings/tokens', { token, form: new URLSearchParams(form) })
    const writes = (await make(admin, { scope: 'write', expires: '2026-12-24' })).json
    const reads = (await make(admin, { scope: 'read' })).json
    expect((await make(writes.token, { scope: 'admin' })).status).toBe(403)
    expect((await byPage(writes.token, { scope: 'admin' })).text).toContain('is beyond your role')
    expect((await make(writes.token, {})).json).toMatchObject({ scope: 'write', expiresAt: '2026-12-24T00:00:00.000Z' })
    expect((await make(writes.token, { expires: '2026-12-01' })).json.expiresAt).toBe('2026-12-01T00:00:00.000Z')
    expect((await make(writes.token, { expires: '2026-12-25' })).json.errors).toMatchObject([{ path: 'expires' }])
    expect((await byPage(writes.token, { scope: 'write', expires: '2027-01-01' })).status).toBe(400)
    const scopes = (await made.send('GET', `/api/v1/tokens?filter[personId]=${id}&limit=100`, { token: admin })).json.items
    expect(scopes.filter((one: { scope: string }) => one.scope === 'admin')).toHaveLength(1)
    expect((await make(reads.token, { scope: 'read' })).json.scope).toBe('read')
    expect((await made.send('DELETE', `/api/v1/tokens/${writes.id}`, { token: reads.token })).status).toBe(403)
    expect((await made.send('DELETE', `/api/v1/tokens/${reads.id}`, { token: reads.token })).status).toBe(204)
    expect((await made.send('GET', '/api/v1/me', { token: reads.token })).status).toBe(401)
  })

  it('a part of a path that is not encoded as it should be is a record that is not there', async () => {
    const made = await world()
    const { token } = await made.person('auditor')
    for (const [method, path] of [
      ['POST', '/api/v1/cases/%ff/triage'],
      ['DELETE', '/api/v1/vendors/%E0%A4%A'],
      ['POST', '/vendors/%E0%A4%A/remove'],
    ] as const)
      expect([path, (await made.send(method, path, { token, headers: { origin: 'http://localhost' } })).status]).toEqual([path, 404])
  })

  it('an act on several records is refused to a wrong role as forbidden, not as a record that is not there', async () => {
    const made = await world()
    const { token } = await made.person('procurement')
    for (const path of ['/api/v1/cases/triage', '/api/v1/reviews/close']) {
      const { status, json } = await made.send('POST', path, { token, body: { items: [] } })
      expect([path, status, json?.code]).toEqual([path, 403, 'not-allowed'])
    }
    // of a record that is not there nothing is said, whatever the role
    expect((await made.send('POST', '/api/v1/cases/no-such-id/triage', { token, body: {} })).status).toBe(404)
  })

  it('each cell of role × page: let through where the table says so, 403 elsewhere, to the sign-in page without a session', {
    timeout: 300_000,
  }, async () => {
    const made = await world()
    const sessions = await everySession(made)
    const wrong: string[] = []
    const pages = routesOf(made).filter((route) => !route.includes(' /api/') && routeAccess[route] !== 'open' && route !== 'GET /metrics')
    expect(pages.length).toBeGreaterThan(80)
    for (const route of pages) {
      const access = routeAccess[route]
      if (access === undefined) continue
      const [method = '', path = ''] = route.split(' ')
      const address = path.replace(/\{\w+\}/g, 'no-such-id')
      const form = method === 'POST' ? new URLSearchParams({ 'no-such-field': '1' }) : undefined
      const nobody = await made.send(method, address, { form, headers: { origin: 'http://localhost' } })
      if (nobody.status !== 303 || nobody.headers.get('location') !== '/sign-in') wrong.push(`${route} without a session: ${nobody.status}`)
      for (const [role, cookie] of sessions) {
        const may = mayBe(access, role)
        if (may && onlyRefused.includes(route)) continue
        const { status } = await made.send(method, address, { form, cookie, headers: { origin: 'http://localhost' } })
        const refused = status === 403 || (status === 404 && !may)
        if (refused === may || status === 401 || status >= 500) wrong.push(`${role} ${route}: ${status}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('no page writes for a form of another site, nor for one that names none, whatever the cookie', { timeout: 300_000 }, async () => {
    const made = await world()
    const { email } = await made.person('administrator', { password: 'seven quiet gauges' })
    const here = { origin: 'http://localhost' }
    const signedIn = await made.send('POST', '/sign-in', {
      form: new URLSearchParams({ email, password: 'seven quiet gauges' }),
      headers: here,
    })
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const strangers: Record<string, string>[] = [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, {}]
    const wrong: string[] = []
    for (const route of routesOf(made).filter((one) => !one.startsWith('GET '))) {
      const [method = '', path = ''] = route.split(' ')
      const address = path.replace(/\{\w+\}/g, 'no-such-id')
      for (const headers of strangers) {
        const json = path.startsWith('/api/') && method !== 'DELETE'
        const sent = json ? { body: {} } : method === 'POST' ? { form: new URLSearchParams({ a: '1' }) } : {}
        const { status } = await made.send(method, address, { cookie, headers, ...sent })
        if (status !== 403) wrong.push(`${route} ${JSON.stringify(headers)}: ${status}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('under the public address a write from the same name by plain http is another site’s', async () => {
    const made = await world({ deps: { config: { publicUrl: 'https://telltale.example.test', rateLimit: 0 } } })
    const { email } = await made.person('analyst', { password: 'seven quiet gauges' })
    const form = new URLSearchParams({ email, password: 'seven quiet gauges' })
    const from = async (origin: string) => (await made.send('POST', '/sign-in', { form, headers: { origin } })).status
    expect([await from('https://telltale.example.test'), await from('http://telltale.example.test')]).toEqual([303, 403])
  })

  it('every answer that is not ours to show as a page is a download, and no page has script or style of its own', async () => {
    const made = await world()
    const { token } = await made.person('administrator')
    for (const path of [
      '/',
      '/settings',
      '/settings/people',
      '/settings/tokens',
      '/settings/sign-on',
      '/sign-in',
      '/forgotten',
      '/access?token=x',
    ]) {
      const { headers, text } = await made.send('GET', path, path.startsWith('/s') && !path.startsWith('/sign') ? { token } : {})
      const policy = headers.get('content-security-policy') ?? ''
      expect([path, policy.includes("script-src 'self'"), policy.includes('unsafe')]).toEqual([path, true, false])
      expect(text).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle="|\son\w+="/)
    }
  })
})
