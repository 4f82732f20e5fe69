import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, it } from 'vitest'
import { tellPeople } from '../../src/flows/tell-people'
import { verify } from '../../src/flows/verify'
import { audit, channels, notices } from '../../src/store/schema'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
})
const api = (method: string, path: string, body?: unknown, more: { etag?: string; who?: keyof (typeof made)['people'] } = {}) =>
  w.send(method, `/api/v1${path}`, {
    token: made.people[more.who ?? 'admin'].token,
    body,
    headers: more.etag ? { 'if-match': more.etag } : {},
  })
const add = async (more: object = {}) => {
  const answer = await api('POST', '/channels', {
    type: 'webhook',
    name: 'Ours',
    address: 'https://hooks.example.test/in?key=s3cr3t',
    ...more,
  })
  expect(answer.status).toBe(201)
  return answer
}
const form = (path: string, fields: Record<string, string> | [string, string][], who: keyof (typeof made)['people'] = 'admin') =>
  w.send('POST', path, { token: made.people[who].token, form: new URLSearchParams(fields) })
const page = async (path: string, who: keyof (typeof made)['people'] = 'admin') =>
  (await w.send('GET', path, { token: made.people[who].token })).text

describe('a channel', () => {
  it('is added, read, edited by its version, tested and removed; its key is shown once', async () => {
    const answer = await add()
    const { secret, ...channel } = answer.json
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/)
    expect(channel).toMatchObject({ type: 'webhook', minSeverity: 'medium', digest: 'at-once', enabled: true, unitIds: null })
    expect(answer.headers.get('etag')).toBe('"1"')
    expect((await api('GET', `/channels/${channel.id}`)).json).toEqual(channel)
    expect((await api('GET', `/channels/${channel.id}`, undefined, { who: 'auditor' })).json.address).toBe('https://hooks.example.test/…')

    expect((await api('PATCH', `/channels/${channel.id}`, { digest: 'daily' })).status).toBe(428)
    const edited = await api(
      'PATCH',
      `/channels/${channel.id}`,
      { digest: 'daily', timeZone: 'Europe/Berlin', digestAt: '07:30' },
      { etag: '"1"' },
    )
    expect(edited.json).toMatchObject({ digest: 'daily', timeZone: 'Europe/Berlin', version: 2 })
    expect((await api('PATCH', `/channels/${channel.id}`, { digest: 'weekly' }, { etag: '"1"' })).status).toBe(412)

    const tested = (await api('POST', `/channels/${channel.id}/test`, {})).json
    expect(tested).toMatchObject({ id: channel.id, test: { sent: true, says: 'Sent: the receiver answered 200.' } })
    const [sent] = w.posts
    expect(new Webhook(secret).sign(sent?.headers['webhook-id'] ?? '', new Date(w.ports.now()), sent?.body ?? '')).toBe(
      sent?.headers['webhook-signature'],
    )

    const rotated = (await api('POST', `/channels/${channel.id}/rotate`, {})).json
    expect(rotated.secret).not.toBe(secret)
    expect((await api('DELETE', `/channels/${channel.id}`, undefined, { etag: '"3"' })).status).toBe(204)
    expect((await api('GET', `/channels/${channel.id}`)).status).toBe(404)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('leaves neither its key nor an address that one could post to in the audit trail or the log', async () => {
    const { secret } = (await add()).json
    await add({ type: 'slack', name: 'Team', address: 'https://hooks.slack.example/services/T0/B0/xoxb' })
    await w.ports.db.select().from(channels)
    const kept = JSON.stringify([await w.ports.db.select().from(audit), w.lines])
    for (const one of [secret, secret.replace('whsec_', ''), 's3cr3t', 'xoxb']) expect(kept).not.toContain(one)
    expect(kept).toContain('channel.added')
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it.each([
    [{ type: 'pigeon' }, 'type'],
    [{ address: 'ftp://files.example.test' }, 'address'],
    [{ type: 'email', address: 'not an address' }, 'address'],
    [{ type: 'email', address: 'a@example.test, b@example.test' }, 'address'],
    [{ minSeverity: 'dire' }, 'minSeverity'],
    [{ timeZone: 'Europe/Atlantis' }, 'timeZone'],
    [{ quietFrom: '22:00' }, 'quietTo'],
    [{ quietFrom: '25:00', quietTo: '07:00' }, 'quietFrom'],
    [{ unitIds: ['nowhere'] }, 'unitIds'],
  ])('with %j is refused at that field', async (more, path) => {
    const answer = await api('POST', '/channels', { type: 'webhook', name: 'Ours', address: 'https://hooks.example.test/', ...more })
    expect([answer.status, answer.json.errors.map((one: { path: string }) => one.path)]).toEqual([400, [path]])
  })

  it('is made, tested and mended on its page, without script', async () => {
    expect(await page('/settings/channels')).toContain('No channel yet')
    const wrong = await form('/settings/channels', {
      type: 'webhook',
      name: 'Ours',
      address: 'nonsense',
      minSeverity: 'high',
      digest: 'daily',
    })
    expect([wrong.status, wrong.text.includes('href="#f-address"'), wrong.text.includes('value="nonsense"')]).toEqual([400, true, true])
    const done = await form('/settings/channels', {
      type: 'webhook',
      name: 'Ours',
      address: 'https://hooks.example.test/',
      minSeverity: 'high',
      digest: 'daily',
    })
    expect(done.text).toMatch(/shown this once: <code[^>]*>whsec_/)
    const [channel] = await w.ports.db.select().from(channels)
    const at = `/settings/channels/${channel?.id}`
    expect(await page(at)).not.toContain('whsec_')
    expect((await form(`${at}/test`, {})).text).toContain('Sent: the receiver answered 200.')
    const saved = await form(at, [
      ['name', 'Ours'],
      ['address', 'https://hooks.example.test/two'],
      ['minSeverity', 'low'],
      ['digest', 'at-once'],
      ['enabled', 'no'],
      ['unitIds', 'hiring'],
      ['roles', 'analyst'],
    ])
    expect(saved.headers.get('location')).toBe(`${at}?done=saved`)
    expect((await api('GET', `/channels/${channel?.id}`)).json).toMatchObject({
      enabled: false,
      unitIds: ['hiring'],
      roles: ['analyst'],
      version: 2,
    })
    expect((await form(`${at}/remove`, {})).headers.get('location')).toBe('/settings/channels?done=removed')
    expect((await w.send('GET', at, { token: made.people.admin.token })).status).toBe(404)
    expect((await w.send('GET', '/settings/channels', { token: made.people.owner.token })).status).toBe(403)
  })
})

describe('the list of notices', () => {
  const lark = () => made.report({ systemId: 'sys-lark', kinds: ['model-version-replaced'], silent: false, quote: 'lark-3' })
  const tell = () => tellPeople(w.ports, w.ports.now())

  it('shows a notice a receiver, by state, channel, person and case, and each only what they may see', async () => {
    const { id: channelId } = (await add({ minSeverity: 'low' })).json
    const elsewhere = await w.person('analyst', { email: 'elsewhere@example.test', unitIds: ['elsewhere'] })
    const { caseId } = await made.report({ systemId: 'sys-new', kinds: ['model-version-replaced'], silent: false, quote: 'A new ranker.' })
    await tell()
    const items = (await api('GET', `/notices?filter[caseId]=${caseId}`)).json.items
    expect(items.map((one: { channelId: string; personId: string }) => one.channelId ?? one.personId).sort()).toEqual(
      [channelId, made.people.owner.id, made.people.second.id].sort(),
    )
    expect(items.every((one: { state: string; sentAt: string }) => one.state === 'sent' && one.sentAt)).toBe(true)
    expect(items.some((one: object) => 'payload' in one)).toBe(false)
    expect((await api('GET', `/notices?filter[channelId]=${channelId}`)).json.total).toBe(1)
    expect((await w.send('GET', '/api/v1/notices', { token: elsewhere.token })).json.items).toEqual([])
    expect((await w.send('GET', `/api/v1/notices/${items[0].id}`, { token: elsewhere.token })).status).toBe(404)
    expect(await page('/notices')).toContain('A case to triage')
    expect(await page('/notices?state=parked')).toContain('No notice like this')
  })

  it('of a channel that is removed: what was sent stays, what waits goes with it', async () => {
    const { id } = (await add({ minSeverity: 'low' })).json
    await lark()
    await tell()
    await api('PATCH', `/channels/${id}`, { digest: 'daily' }, { etag: '"1"' })
    await lark()
    await tell()
    const states = async () =>
      (await api('GET', `/notices?filter[channelId]=${id}`)).json.items.map((one: { state: string }) => one.state).sort()
    expect(await states()).toEqual(['sent', 'waiting'])
    await api('DELETE', `/channels/${id}`, undefined, { etag: '"2"' })
    expect(await states()).toEqual(['sent'])
  })

  it('lets an administrator send again or discard what is parked', async () => {
    const { id } = (await add({ minSeverity: 'low' })).json
    await lark()
    await w.ports.db.update(channels).set({ enabled: false })
    await tell()
    expect((await api('GET', `/notices?filter[channelId]=${id}`)).json.items).toEqual([])
    await w.ports.db.update(channels).set({ enabled: true })
    await lark()
    await w.ports.db.update(notices).set({ state: 'parked', fault: 'the receiver answered 410', routedAt: w.ports.now(), channelId: id })
    const [parked] = (await api('GET', '/notices?filter[state]=parked')).json.items
    expect(await page('/notices?state=parked')).toContain('the receiver answered 410')
    expect((await form(`/notices/${parked.id}/retry`, {}, 'analyst')).status).toBe(403)
    expect((await form(`/notices/${parked.id}/retry`, {})).headers.get('location')).toBe('/notices?state=parked&done=notice-retried')
    await tell()
    expect((await api('GET', `/notices/${parked.id}`)).json).toMatchObject({ state: 'sent', tries: 1, fault: null })
    expect((await api('POST', `/notices/${parked.id}/discard`, {})).status).toBe(409)
  })
})
