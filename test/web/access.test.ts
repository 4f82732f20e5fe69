import { describe, expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import { accessLinks, notices, people } from '../../src/store/schema'
import { type World, world } from '../world'

const origin = { origin: 'http://localhost' }
const smtp = { url: 'smtp://127.0.0.1:25', from: null }
const mailing = { config: { publicUrl: null, rateLimit: 0, smtp } }
const form = (fields: Record<string, string>) => new URLSearchParams(fields)
const secretOf = (link: string) => new URL(link).searchParams.get('token') ?? ''
const accept = (w: World, token: string, password: string) =>
  w.send('POST', '/access', { form: form({ token, password }), headers: origin })
const signIn = (w: World, email: string, password: string) =>
  w.send('POST', '/sign-in', { form: form({ email, password }), headers: origin })

async function invited(w: World) {
  const { token } = await w.person('administrator')
  const unit = (await w.send('POST', '/api/v1/units', { token, body: { name: 'Hiring' } })).json
  const fields = new URLSearchParams({ name: 'Bo', email: 'bo@example.test', role: 'analyst', unitIds: unit.id })
  const page = await w.send('POST', '/settings/people', { token, form: fields })
  const link = /http:\/\/localhost\/access\?token=[\w-]{43}/.exec(page.text)?.[0] ?? ''
  return { token, page, link, unit }
}

describe('an invitation', () => {
  it('is a link shown once, opens until a password is set, and signs in who accepts', async () => {
    const w = await world()
    const { page, link, token, unit } = await invited(w)
    expect([page.status, link]).toEqual([200, expect.stringContaining('/access?token=')])
    const { json } = await w.send('GET', '/api/v1/people?filter[email]=bo@example.test', { token })
    expect(json.items).toMatchObject([{ state: 'invited', hasPassword: false, unitIds: [unit.id] }])
    expect((await signIn(w, 'bo@example.test', '')).status).toBe(401)
    const open = await w.send('GET', link.replace('http://localhost', ''))
    expect([open.status, open.text.includes('bo@example.test'), open.headers.get('cache-control')]).toEqual([200, true, 'no-store'])
    expect((await accept(w, secretOf(link), 'short')).status).toBe(400)
    const done = await accept(w, secretOf(link), 'seven quiet gauges')
    expect([done.status, done.headers.get('location')]).toEqual([303, '/'])
    const cookie = done.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect((await w.send('GET', '/api/v1/me', { cookie })).json).toMatchObject({
      email: 'bo@example.test',
      state: 'active',
      role: 'analyst',
    })
    expect((await accept(w, secretOf(link), 'another password')).status).toBe(410)
    expect((await w.send('GET', link.replace('http://localhost', ''))).status).toBe(410)
    expect((await signIn(w, 'bo@example.test', 'seven quiet gauges')).status).toBe(303)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('ends after seven days, and with a newer one; its secret is nowhere in the trail, the log or the table', async () => {
    const w = await world()
    const { link, token } = await invited(w)
    const [person] = (await w.send('GET', '/api/v1/people?filter[email]=bo@example.test', { token })).json.items
    const again = await w.send('POST', `/api/v1/people/${person.id}/link`, { token, body: {} })
    expect(again.json).toMatchObject({ state: 'invited', link: expect.stringContaining('/access?token=') })
    expect((await accept(w, secretOf(link), 'seven quiet gauges')).status).toBe(410)
    const trail = (await w.send('GET', '/api/v1/audit?limit=500', { token })).text
    const rows = JSON.stringify(await w.ports.db.select().from(accessLinks))
    for (const text of [trail, JSON.stringify(w.lines), rows]) expect(text).not.toContain(secretOf(again.json.link))
    w.clock.pass(8 * 86_400_000)
    expect((await accept(w, secretOf(again.json.link), 'seven quiet gauges')).status).toBe(410)
  })

  it('goes by e-mail where there is a mail server, as a notice to the person', async () => {
    const w = await world({ deps: mailing })
    const { link } = await invited(w)
    expect(await w.ports.db.select().from(notices)).toMatchObject([{ event: 'person.invited', state: 'waiting', payload: { link } }])
  })

  it('is for administrators to make, and for nobody who has left', async () => {
    const w = await world()
    const { token } = await invited(w)
    const gone = await w.person('analyst')
    const { version } = (await w.send('GET', `/api/v1/people/${gone.id}`, { token })).json
    await w.send('PATCH', `/api/v1/people/${gone.id}`, { token, body: { state: 'left' }, headers: { 'if-match': `"${version}"` } })
    expect((await w.send('POST', `/api/v1/people/${gone.id}/link`, { token, body: {} })).status).toBe(409)
    const owner = await w.person('risk-owner')
    expect((await w.send('POST', `/api/v1/people/${gone.id}/link`, { token: owner.token, body: {} })).status).toBe(403)
  })
})

describe('a forgotten password', () => {
  const forgot = (w: World, email: string, headers: Record<string, string> = origin) =>
    w.send('POST', '/forgotten', { form: form({ email }), headers })

  it('is answered the same for everybody, and mailed to who is there, not twice within minutes', async () => {
    const w = await world({ deps: mailing })
    const { email } = await w.person('analyst', { password: 'first password' })
    const answers = [await forgot(w, email), await forgot(w, 'nobody@example.test'), await forgot(w, email.toUpperCase())]
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    const mails = await w.ports.db.select().from(notices)
    expect(mails).toMatchObject([
      { event: 'person.password-link', payload: { link: expect.stringContaining('http://localhost/access?token=') } },
    ])
    expect((await signIn(w, email, 'first password')).status).toBe(303)
    const done = await accept(w, secretOf(String(mails[0]?.payload.link)), 'second password')
    expect(done.status).toBe(303)
    expect((await signIn(w, email, 'first password')).status).toBe(401)
    expect((await signIn(w, email, 'second password')).status).toBe(303)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('takes the same time whether there is somebody with the address or not', async () => {
    const w = await world({ deps: mailing })
    const { email } = await w.person('analyst')
    const took = async (who: string) => {
      const begunMs = w.ports.realNow()
      await forgot(w, who)
      return w.ports.realNow() - begunMs
    }
    expect([await took(email), await took('nobody@example.test')]).toEqual([400, 400])
  })

  it('is never mailed with an address that the request made up', async () => {
    const w = await world({ deps: mailing })
    const { email } = await w.person('analyst')
    await forgot(w, email, { host: 'evil.example', origin: 'http://evil.example' })
    expect(await w.ports.db.select().from(notices)).toEqual([])
  })

  it('is a matter for an administrator where there is no mail server', async () => {
    const w = await world()
    const { email } = await w.person('analyst')
    const page = await w.send('GET', '/forgotten')
    expect([page.text.includes('telltale user link'), page.text.includes('<form')]).toEqual([true, false])
    await forgot(w, email)
    expect(await w.ports.db.select().from(accessLinks)).toEqual([])
  })
})

describe('over plain http that is not this machine', () => {
  it('the sign-in page says why nobody can sign in there, and what to do; behind a proxy the public address decides', async () => {
    const w = await world()
    const { email } = await w.person('analyst', { password: 'first password' })
    const headers = { host: 'telltale.intranet:8787', origin: 'http://telltale.intranet:8787' }
    const page = await w.send('GET', '/sign-in', { headers })
    expect(page.text).toContain('TELLTALE_PUBLIC_URL')
    expect(page.text).not.toContain('name="password"')
    const refused = await w.send('POST', '/sign-in', { form: form({ email, password: 'first password' }), headers })
    expect([refused.status, refused.headers.getSetCookie()]).toEqual([403, []])
    const behind = await world({ deps: { config: { publicUrl: 'https://telltale.example', rateLimit: 0 } } })
    await behind.person('analyst')
    expect((await behind.send('GET', '/sign-in', { headers: { host: 'telltale.example' } })).text).toContain('name="password"')
    expect((await behind.send('GET', '/sign-in', { headers })).text).toContain('reached at <a href="https://telltale.example"')
  })
})

it('after the last day of their access nobody signs in, and sessions and tokens are over', async () => {
  const w = await world()
  const { token } = await w.person('administrator')
  const auditor = await w.person('auditor', { password: 'first password' })
  const headers = { 'if-match': '"1"' }
  const set = await w.send('PATCH', `/api/v1/people/${auditor.id}`, { token, body: { expiresOn: '2026-11-22' }, headers })
  expect(set.json).toMatchObject({ expiresOn: '2026-11-22' })
  const cookie = (await signIn(w, auditor.email, 'first password')).headers.getSetCookie()[0]?.split(';')[0] ?? ''
  w.clock.at('2026-11-22T20:00:00.000Z')
  expect((await w.send('GET', '/api/v1/me', { token: auditor.token })).status).toBe(200)
  expect((await signIn(w, auditor.email, 'first password')).status).toBe(303)
  w.clock.at('2026-11-23T00:00:00.000Z')
  expect((await w.send('GET', '/api/v1/me', { token: auditor.token })).status).toBe(401)
  expect((await w.send('GET', '/api/v1/me', { cookie })).status).toBe(401)
  expect((await signIn(w, auditor.email, 'first password')).status).toBe(401)
  expect((await w.ports.db.select().from(people)).length).toBe(2)
})

it('the first day leads an administrator to the organisation, the first unit, colleagues, the catalogue and the demonstration', async () => {
  const w = await world()
  const { token } = await w.person('administrator')
  const { text } = await w.send('GET', '/', { token })
  for (const href of ['/settings/organisation', '/settings/units', '/settings/people', '/catalogue']) {
    expect(text).toContain(`href="${href}"`)
    expect((await w.send('GET', href, { token })).status).toBe(200)
  }
  expect(text).toContain('action="/demo/load"')
  const analyst = await w.person('analyst')
  expect((await w.send('GET', '/', { token: analyst.token })).text).not.toContain('href="/settings/organisation"')
})
