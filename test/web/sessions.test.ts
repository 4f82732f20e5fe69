import { expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import { sessions } from '../../src/store/schema'
import { deviceWords } from '../../src/web/device-words'
import { type Answer, world } from '../world'

const origin = { origin: 'http://localhost' }
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0'
const safari = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Mobile/15E148 Safari/604.1'
const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36'

it.each([
  [firefox, 'Firefox on Linux'],
  [safari, 'Safari on iPhone'],
  [chrome, 'Chrome on Windows'],
  [`${chrome} Edg/131.0`, 'Edge on Windows'],
  ['curl/8', 'Another program'],
  [null, 'A browser that does not say what it is'],
])('tells a device in words: %s', (userAgent, words) => expect(deviceWords(userAgent)).toBe(words))

async function office() {
  const w = await world()
  const admin = await w.person('administrator')
  const { email, id } = await w.person('analyst', { password: 'first password' })
  const cookieOf = (answer: Answer) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const signIn = async (agent: string) =>
    cookieOf(
      await w.send('POST', '/sign-in', {
        form: new URLSearchParams({ email, password: 'first password' }),
        headers: { ...origin, 'user-agent': agent },
      }),
    )
  const post = (path: string, cookie: string) => w.send('POST', path, { cookie, headers: origin, form: new URLSearchParams() })
  const status = async (cookie: string) => (await w.send('GET', '/api/v1/me', { cookie })).status
  return { w, admin, id, signIn, post, status }
}

it('one sees where one is signed in, and ends one session or all others', async () => {
  const { w, signIn, post, status } = await office()
  const [here, phone, office2] = [await signIn(firefox), await signIn(safari), await signIn(chrome)]
  const { text } = await w.send('GET', '/settings/tokens', { cookie: here })
  expect(text).toMatch(/Firefox on Linux\s*<strong> \(this browser\)/)
  expect(text).toContain('Safari on iPhone')
  const [, name] = /Safari on iPhone[\s\S]*?\/settings\/sessions\/([\w-]+)\/end/.exec(text) ?? []
  expect((await post(`/settings/sessions/${name}/end`, here)).status).toBe(303)
  expect([await status(here), await status(phone), await status(office2)]).toEqual([200, 401, 200])
  expect((await post('/settings/sessions/0000000000000000/end', here)).status).toBe(404)
  expect((await post('/settings/sessions/others/end', here)).status).toBe(303)
  expect([await status(here), await status(office2)]).toEqual([200, 401])
})

it('nobody ends the session of another, and the secret of none is kept', async () => {
  const { w, signIn, post, status } = await office()
  const theirs = await signIn(firefox)
  const { email } = await w.person('procurement', { password: 'first password' })
  const form = new URLSearchParams({ email, password: 'first password' })
  const mine = (await w.send('POST', '/sign-in', { form, headers: origin })).headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const rows = await w.ports.db.select().from(sessions)
  expect(JSON.stringify(rows)).not.toContain(theirs.split('=')[1])
  for (const { hash } of rows) await post(`/settings/sessions/${hash.slice(0, 16)}/end`, mine)
  expect(await status(theirs)).toBe(200)
})

it('a changed role or unit narrows a session at once, and leaving ends it', async () => {
  const { w, admin, id, signIn, status } = await office()
  const cookie = await signIn(firefox)
  const edit = async (body: object) => {
    const etag = (await w.send('GET', `/api/v1/people/${id}`, { token: admin.token })).headers.get('etag') ?? ''
    return w.send('PATCH', `/api/v1/people/${id}`, { token: admin.token, body, headers: { 'if-match': etag } })
  }
  const write = () => w.send('POST', '/api/v1/vendors', { cookie, body: { name: 'Tarn' }, headers: origin })
  expect((await write()).status).toBe(201)
  await edit({ role: 'auditor' })
  expect((await write()).status).toBe(403)
  await edit({ role: 'none' })
  expect((await w.send('GET', '/api/v1/vendors', { cookie })).status).toBe(403)
  await edit({ role: 'analyst', state: 'left' })
  expect(await status(cookie)).toBe(401)
})

it('an administrator sees and revokes the tokens of others; others see their own alone', async () => {
  const { w, admin } = await office()
  const { token } = await w.person('procurement')
  const page = await w.send('GET', '/settings/tokens', { token: admin.token })
  expect(page.text).toContain('The procurement: without a name, scope write')
  expect((await w.send('GET', '/settings/tokens', { token })).text).not.toContain('Tokens of others')
  const tokens = (await w.send('GET', '/api/v1/tokens?limit=100', { token: admin.token })).json.items
  const procurement = (await w.send('GET', '/api/v1/me', { token })).json.id
  const theirs = tokens.find((one: { personId: string }) => one.personId === procurement)
  const path = `/settings/tokens/${theirs.id}/revoke`
  expect((await w.send('POST', path, { token: (await w.person('risk-owner')).token, form: new URLSearchParams() })).status).toBe(404)
  expect((await w.send('POST', path, { token: admin.token, form: new URLSearchParams() })).status).toBe(303)
  expect((await w.send('GET', '/api/v1/me', { token })).status).toBe(401)
})

it('the API lists one’s sessions without secret or hash, page by page, and ends one', async () => {
  const { w, signIn, status } = await office()
  const cookies: string[] = []
  for (const agent of [firefox, safari, chrome]) {
    cookies.push(await signIn(agent))
    w.clock.pass(60_000)
  }
  const [here = '', phone = ''] = cookies
  const get = async (path: string) => (await w.send('GET', `/api/v1${path}`, { cookie: here })).json
  const all = await get('/sessions')
  expect(all).toMatchObject({ total: 3, next: null })
  expect(all.items.map(({ userAgent, current }: Record<string, unknown>) => [userAgent, current])).toEqual([
    [chrome, false],
    [safari, false],
    [firefox, true],
  ])
  const hashes = (await w.ports.db.select({ hash: sessions.hash }).from(sessions)).map(({ hash }) => hash)
  for (const secret of [...hashes, ...cookies.map((one) => one.split('=')[1] ?? '')]) expect(JSON.stringify(all)).not.toContain(secret)
  const first = await get('/sessions?limit=2')
  const second = await get(`/sessions?limit=2&cursor=${encodeURIComponent(first.next)}`)
  expect([...first.items, ...second.items]).toEqual(all.items)
  expect(second.next).toBeNull()
  expect((await get('/sessions?cursor=none')).code).toBe('invalid-request')
  expect(await get(`/sessions/${all.items[1].id}`)).toEqual(all.items[1])
  const end = () => w.send('DELETE', `/api/v1/sessions/${all.items[1].id}`, { cookie: here, headers: origin })
  expect((await end()).status).toBe(204)
  expect([await status(here), await status(phone)]).toEqual([200, 401])
  expect((await end()).status).toBe(404)
})

it('an administrator sees and ends the sessions of others, which is audited; nobody else does, nor a token that reads', async () => {
  const { w, admin, id, signIn, status, post } = await office()
  const theirs = await signIn(firefox)
  const listOf = (token: string) => w.send('GET', `/api/v1/sessions?filter[personId]=${id}`, { token })
  const [session] = (await listOf(admin.token)).json.items
  expect(session).toMatchObject({ personId: id, userAgent: firefox, current: false })
  const { token } = await w.person('risk-owner')
  const end = (by: string) => w.send('DELETE', `/api/v1/sessions/${session.id}`, { token: by })
  expect([(await listOf(token)).status, (await end(token)).status]).toEqual([403, 404])
  const reads = (await w.send('POST', '/api/v1/tokens', { token: admin.token, body: { scope: 'read' } })).json.token
  expect((await end(reads)).status).toBe(404)
  await w.send('POST', '/api/v1/units', { token: admin.token, body: { id: 'north', name: 'North' } })
  const north = await w.person('administrator', { email: 'north@example.test', unitIds: ['north'] })
  expect([(await listOf(north.token)).status, (await end(north.token)).status]).toEqual([403, 403])
  expect(await status(theirs)).toBe(200)
  expect((await end(admin.token)).status).toBe(204)
  expect(await status(theirs)).toBe(401)

  const [one, two] = [await signIn(safari), await signIn(chrome)]
  const page = `/settings/people/${id}`
  expect((await w.send('GET', page, { token: admin.token })).text).toContain('Safari on iPhone')
  expect((await post(`${page}/sign-out`, one)).status).toBe(403)
  const signedOut = await w.send('POST', `/api/v1/people/${id}/sign-out`, { token: admin.token, body: {} })
  expect([signedOut.status, signedOut.headers.get('etag')]).toEqual([200, `"${signedOut.json.version}"`])
  expect([await status(one), await status(two)]).toEqual([401, 401])
  const three = await signIn(firefox)
  const form = new URLSearchParams()
  expect((await w.send('POST', `${page}/sign-out`, { token: admin.token, form, headers: origin })).status).toBe(303)
  expect(await status(three)).toBe(401)
  const acts = (await w.send('GET', `/api/v1/audit?filter[entityId]=${id}&sort=seq`, { token: admin.token })).json.items
  expect(acts.map(({ action }: { action: string }) => action).slice(-3)).toEqual([
    'person.session-ended',
    'person.signed-out',
    'person.signed-out',
  ])
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})
