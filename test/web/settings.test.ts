import { expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import { world } from '../world'
import { registerForWork } from './register-for-work'

const origin = { origin: 'http://localhost' }

it('an administrator lets somebody go by form, and names who takes over', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const { second, owner, admin, auditor } = made.people
  const leave = (fields: Record<string, string>, token = admin.token) =>
    w.send('POST', '/settings/people/leave', { token, form: new URLSearchParams(fields) })
  const page = await w.send('GET', `/settings/people/${second.id}`, { token: admin.token })
  for (const held of ['Somebody leaves', 'hiring: dpo']) expect(page.text).toContain(held)
  expect((await w.send('GET', '/settings/people', { token: auditor.token })).text).not.toContain('Add or invite')
  expect((await leave({ leaverId: second.id }, auditor.token)).status).toBe(403)
  for (const [fields, path] of [
    [{ leaverId: 'nobody' }, 'leaverId'],
    [{ leaverId: admin.id }, 'leaverId'],
    [{ leaverId: second.id, successorId: second.id }, 'successorId'],
  ] as const) {
    const answer = await leave(fields)
    expect([answer.status, answer.text.includes(`href="#f-${path}"`)], path).toEqual([400, true])
  }
  const done = await leave({ leaverId: second.id, successorId: owner.id })
  expect(done.headers.get('location')).toBe('/settings/people?done=left')
  expect(await made.get(`/people/${second.id}`)).toMatchObject({ state: 'left', role: 'risk-owner' })
  expect((await made.get('/units/hiring')).roleHolders).toEqual({ dpo: owner.id })
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('everybody changes their own password for the present one; other sessions end, wrong tries are counted', async () => {
  const w = await world()
  const { email } = await w.person('auditor', { password: 'first password' })
  const cookieOf = (answer: { headers: Headers }) =>
    answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
  const signIn = (password: string) => w.send('POST', '/sign-in', { form: new URLSearchParams({ email, password }), headers: origin })
  const [here, elsewhere] = [cookieOf(await signIn('first password')), cookieOf(await signIn('first password'))]
  const change = (currentPassword: string, newPassword: string) =>
    w.send('POST', '/settings/password', { cookie: here, form: new URLSearchParams({ currentPassword, newPassword }), headers: origin })

  expect((await w.send('GET', '/settings', { cookie: here })).text).toContain('action="/settings/password"')
  const wrong = await change('not it', 'second password')
  expect([wrong.status, wrong.text.includes('#f-currentPassword')]).toEqual([400, true])
  expect(wrong.text).not.toContain('second password')
  const short = await change('first password', 'short')
  expect([short.status, short.text.includes('#f-newPassword')]).toEqual([400, true])

  const done = await change('first password', 'second password')
  expect([done.status, done.headers.get('location')]).toEqual([303, '/settings?done=password'])
  expect((await w.send('GET', '/settings', { cookie: elsewhere })).status).toBe(303)
  expect((await w.send('GET', '/settings?done=password', { cookie: cookieOf(done) })).text).toContain('Your password is changed.')
  expect((await signIn('first password')).status).toBe(401)
  expect((await signIn('second password')).status).toBe(303)
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('a stranger at an open browser cannot try passwords for ever', async () => {
  const w = await world()
  const { token } = await w.person('analyst', { password: 'first password' })
  const change = (currentPassword: string) =>
    w.send('POST', '/settings/password', { token, form: new URLSearchParams({ currentPassword, newPassword: 'second password' }) })
  for (let guess = 0; guess < 5; guess++) await change(`guess ${guess}`)
  expect((await change('first password')).text).toMatch(/wrong too often: try again in \d+ seconds/)
})

it('an administrator edits a unit and who holds which role in it; its open reviews follow', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const { second, owner, admin, auditor } = made.people
  const { caseId } = await made.report({ systemId: 'sys-new', kinds: ['data-retention-changed'], silent: false, quote: 'Ninety days.' })
  const post = (path: string, fields: Record<string, string>, token = admin.token) =>
    w.send('POST', path, { token, form: new URLSearchParams(fields) })
  const page = await w.send('GET', '/settings/units/hiring', { token: admin.token })
  expect(page.text).toContain(`<option value="${second.id}" selected="">`)
  expect((await post('/settings/units/hiring', { name: 'Hiring', 'role-dpo': owner.id }, auditor.token)).status).toBe(403)
  expect((await post('/settings/units/hiring', { name: '' })).text).toContain('href="#f-name"')
  expect((await post('/settings/units/hiring', { name: 'Hiring', parentId: 'hiring' })).text).toContain('href="#f-parentId"')
  expect((await post('/settings/units/hiring', { name: 'Hiring', 'role-dpo': owner.id })).status).toBe(303)
  expect(await made.get('/units/hiring')).toMatchObject({ name: 'Hiring', roleHolders: { dpo: owner.id } })
  const owners = (await made.reviewsOf(caseId)).map((one: { ownerId: string }) => one.ownerId)
  expect(owners).not.toContain(second.id)
  expect((await post('/settings/units/hiring/remove', {})).text).toContain('Something still belongs to it')
})

it('an administrator says by page which claim gives which role', async () => {
  const w = await world()
  const { token } = await w.person('administrator')
  const post = (fields: Record<string, string>) => w.send('POST', '/settings/sign-on', { token, form: new URLSearchParams(fields) })
  expect((await post({ claim: 'groups', 'value-0': 'telltale', 'role-0': '' })).text).toContain('href="#f-role-0"')
  const rows = { 'value-0': '', 'role-0': '', 'value-1': 'telltale', 'role-1': 'analyst' }
  expect((await post({ claim: 'groups', ...rows })).headers.get('location')).toContain('done=saved')
  const kept = (await w.send('GET', '/api/v1/organisation/sign-on', { token })).json
  expect(kept).toMatchObject({ claim: 'groups', rules: [{ value: 'telltale', role: 'analyst', unitIds: null }], version: 1 })
  expect((await w.send('GET', '/settings/sign-on', { token })).text).toContain('value="telltale"')
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})
