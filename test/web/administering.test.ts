import { beforeEach, describe, expect, it } from 'vitest'
import { type World, world } from '../world'

/** Two units, one with a team below it; an administrator of all of them and one of the first alone. */
let w: World
let all: { id: string; email: string; token: string }
let some: typeof all
let other: typeof all
const origin = { origin: 'http://localhost' }
beforeEach(async () => {
  w = await world()
  all = await w.person('administrator')
  for (const body of [
    { id: 'north', name: 'North' },
    { id: 'north-team', name: 'Team', parentId: 'north' },
    { id: 'south', name: 'South' },
  ])
    await w.send('POST', '/api/v1/units', { token: all.token, body })
  some = await w.person('administrator', { email: 'north@example.test', unitIds: ['north'], password: 'seven quiet gauges' })
  other = await w.person('analyst', { email: 'south@example.test', unitIds: ['south'] })
})

const act = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  w.send(method, `/api/v1${path}`, { token: some.token, ...(body === undefined ? {} : { body }), headers })
const patch = async (path: string, body: object) => {
  const etag = (await act('GET', path)).headers.get('etag') ?? ''
  return act('PATCH', path, body, { 'if-match': etag })
}
const form = (path: string, fields: Record<string, string>) =>
  w.send('POST', path, { token: some.token, form: new URLSearchParams(fields), headers: origin })

describe('an administrator of some units', () => {
  it('adds and edits people of these units, those below among them, and nobody beyond', async () => {
    const add = (email: string, unitIds: string[] | null) =>
      act('POST', '/people', { email, name: 'New', role: 'administrator', unitIds, password: 'seven quiet gauges' })
    const added = await add('a@example.test', ['Team'])
    expect([added.status, added.json.unitIds]).toEqual([201, ['north-team']])
    expect((await add('b@example.test', ['south'])).json.errors).toMatchObject([{ path: 'unitIds' }])
    expect((await add('c@example.test', null)).status).toBe(400)
    expect((await patch(`/people/${added.json.id}`, { name: 'Newer', unitIds: ['north', 'north-team'] })).status).toBe(200)
    expect((await patch(`/people/${added.json.id}`, { unitIds: ['north', 'south'] })).status).toBe(400)
    expect((await patch(`/people/${added.json.id}`, { unitIds: null })).status).toBe(400)
    expect((await patch(`/people/${some.id}`, { unitIds: null })).status).toBe(400)
    const fields = { email: 'd@example.test', name: 'D', role: 'administrator', password: 'seven quiet gauges' }
    expect((await form('/settings/people', fields)).text).toContain('expected some of your units')
    expect((await form('/settings/people', { ...fields, unitIds: 'north' })).status).toBe(303)
  })

  it('takes over no account beyond them: neither fields, password, link nor token', async () => {
    for (const { id } of [all, other]) {
      expect((await patch(`/people/${id}`, { email: 'mine@example.test' })).status).toBe(403)
      expect((await patch(`/people/${encodeURIComponent(id).replace('i', '%69')}`, { state: 'left' })).status).toBe(403)
      expect((await act('POST', `/people/${id}/password`, { password: 'seven quiet gauges' })).status).toBe(403)
      expect((await act('POST', `/people/${id}/link`, {})).status).toBe(403)
      expect((await act('POST', '/tokens', { personId: id })).status).toBe(403)
      for (const part of ['edit', 'away', 'link'])
        expect([part, (await form(`/settings/people/${id}/${part}`, { name: 'x' })).status]).toEqual([part, 403])
      expect((await form('/settings/people/leave', { leaverId: id })).status).toBe(403)
      const [theirs] = (await w.send('GET', `/api/v1/tokens?filter[personId]=${id}`, { token: all.token })).json.items
      expect((await act('DELETE', `/tokens/${theirs.id}`)).status).toBe(403)
      expect((await form(`/settings/tokens/${theirs.id}/revoke`, {})).status).toBe(403)
      expect((await w.send('GET', `/settings/people/${id}`, { token: some.token })).text).not.toContain('Make a link')
    }
    expect((await w.send('GET', '/api/v1/me', { token: other.token })).status).toBe(200)
  })

  it('brings no other unit below their own, and edits none but theirs', async () => {
    expect((await act('POST', '/units', { name: 'Beside' })).json.errors).toMatchObject([{ path: 'parentId' }])
    expect((await act('POST', '/units', { name: 'Below', parentId: 'north-team' })).status).toBe(201)
    expect((await patch('/units/south', { parentId: 'north' })).status).toBe(403)
    expect((await form('/settings/units/south', { name: 'South', parentId: 'north' })).status).toBe(403)
    expect((await patch('/units/north', { name: 'The North' })).status).toBe(200)
    expect((await patch('/units/north-team', { parentId: 'south' })).status).toBe(400)
    expect((await form('/settings/units', { unitName: 'Beside' })).status).toBe(400)
  })

  it('has channels for their units alone, and is told no address of another', async () => {
    const channel = (unitIds: string[] | null) => ({
      type: 'webhook',
      name: 'Ours',
      address: 'https://hooks.example.test/secret-part',
      unitIds,
    })
    const everybodys = (await w.send('POST', '/api/v1/channels', { token: all.token, body: channel(null) })).json
    expect((await act('POST', '/channels', channel(null))).json.errors).toMatchObject([{ path: 'unitIds' }])
    expect((await act('POST', '/channels', channel(['south']))).status).toBe(400)
    const own = await act('POST', '/channels', channel(['north']))
    expect([own.status, own.json.address]).toEqual([201, 'https://hooks.example.test/secret-part'])
    expect((await patch(`/channels/${own.json.id}`, { unitIds: null })).status).toBe(400)
    expect((await patch(`/channels/${everybodys.id}`, { enabled: false })).status).toBe(403)
    for (const verb of ['test', 'rotate']) expect((await act('POST', `/channels/${everybodys.id}/${verb}`, {})).status).toBe(403)
    expect((await act('GET', `/channels/${everybodys.id}`)).text).not.toContain('secret-part')
    expect((await w.send('GET', `/settings/channels/${everybodys.id}`, { token: some.token })).status).toBe(403)
    expect((await form('/settings/channels', { ...channel(null), unitIds: '' })).status).toBe(400)
    expect(w.posts).toEqual([])
  })

  it('does not change what is of the whole installation', async () => {
    expect((await patch('/organisation', { name: 'Ours' })).status).toBe(403)
    expect((await act('GET', '/organisation/sign-on')).status).toBe(403)
    expect((await act('PUT', '/organisation/sign-on', { rules: [] })).status).toBe(403)
    expect((await act('POST', '/health/pause', { reason: 'All of it.' })).status).toBe(403)
    for (const path of ['/settings/sign-on', '/settings/cadences', '/settings/retention', '/settings/organisation', '/demo/load'])
      expect([path, (await form(path, {})).status]).toEqual([path, 403])
    const nav = (await w.send('GET', '/settings', { token: some.token })).text
    expect(nav).not.toContain('href="/settings/sign-on"')
    expect(nav).toContain('href="/settings/channels"')
  })
})

it('a unit that is named is kept by its id, for whoever is edited as for whoever is added', async () => {
  const etag = (await w.send('GET', `/api/v1/people/${other.id}`, { token: all.token })).headers.get('etag') ?? ''
  const edited = await w.send('PATCH', `/api/v1/people/${other.id}`, {
    token: all.token,
    body: { unitIds: ['North'] },
    headers: { 'if-match': etag },
  })
  expect(edited.json.unitIds).toEqual(['north'])
})
