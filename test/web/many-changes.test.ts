import { beforeEach, describe, expect, it } from 'vitest'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
})
const letter = (systemId: string, quote: string) => made.report({ systemId, kinds: ['model-version-replaced'], silent: false, quote })
const token = (who: keyof typeof made.people = 'owner') => made.people[who].token
const submit = (path: string, fields: [string, string][], who: keyof typeof made.people = 'owner', headers: Record<string, string> = {}) =>
  w.send('POST', path, { token: token(who), form: new URLSearchParams(fields), headers })

describe('several changes in the browser', () => {
  it('are picked in the list and answered at once, for one reason; nothing without a pick or a reason', async () => {
    const some = [await letter('sys-plain', 'A new writer.'), await letter('sys-scribe', 'A new scribe.')]
    const picks = some.map((one): [string, string] => ['case', one.caseId])
    const list = (who: keyof typeof made.people) => w.send('GET', '/changes?view=waiting', { token: token(who) }).then((page) => page.text)
    for (const [, id] of picks) expect(await list('owner')).toContain(`name="case" value="${id}"`)
    expect(await list('auditor')).not.toContain('name="case"')
    expect(
      (
        await submit('/triage', [
          ['answer', 'material'],
          ['reason', 'It is so.'],
        ])
      ).status,
    ).toBe(400)
    expect((await submit('/triage', [...picks, ['answer', 'material'], ['reason', ' ']])).status).toBe(400)
    expect((await submit('/triage', [...picks, ['answer', 'material'], ['reason', 'It is so.']], 'analyst')).status).toBe(403)
    const done = await submit('/triage', [...picks, ['answer', 'material'], ['reason', 'We rely on both.']])
    expect([done.status, done.headers.get('location')]).toEqual([303, '/changes?view=waiting&done=triaged-many'])
    for (const [, id] of picks) expect(await made.get(`/cases/${id}`)).toMatchObject({ state: 'triaged', reason: 'We rely on both.' })
  })

  it('an answer leads on to the case that waits next', async () => {
    const [one, two] = [await letter('sys-plain', 'A new writer.'), await letter('sys-scribe', 'A new scribe.')]
    const done = await submit(`/cases/${one.caseId}/triage`, [
      ['answer', 'material'],
      ['reason', 'We rely on it.'],
    ])
    const page = await w.send('GET', done.headers.get('location') ?? '', { token: token() })
    expect(page.text).toContain(`href="/cases/${two.caseId}" data-next`)
    expect(page.text).toContain(`action="/cases/${one.caseId}/undo"`)
  })

  it('the keys are switched off and on by a cookie, and one stays where one was', async () => {
    const off = await submit('/keys', [['keys', 'off']], 'analyst', { referer: 'http://localhost/changes?view=silent' })
    expect(off.headers.get('set-cookie')).toMatch(/^telltale-keys=off;/)
    expect(off.headers.get('location')).toBe('/changes?view=silent&done=keys-off')
    const on = await submit('/keys', [['keys', 'on']], 'analyst', { referer: 'https://elsewhere.example/changes' })
    expect([on.headers.get('location'), on.headers.get('set-cookie')?.split(';')[0]]).toEqual(['/?done=keys-on', 'telltale-keys=on'])
  })
})

it('a change that comes sooner than the notice that is promised says by how many days', async () => {
  const vendor = await w.send('GET', '/api/v1/vendors/talentworks', { token: token('admin') })
  await w.send('PATCH', '/api/v1/vendors/talentworks', {
    token: token('admin'),
    body: { changeNoticeDays: 30 },
    headers: { 'if-match': vendor.headers.get('etag') ?? '' },
  })
  const told = { systemId: 'sys-plain', kinds: ['model-version-replaced'], silent: false, notified: '2026-11-20' }
  const soon = await made.report({ ...told, quote: 'From 10 December.', effective: '2026-12-10' })
  const later = await made.report({ ...told, quote: 'From 5 January.', effective: '2027-01-05' })
  const page = async (id: string) => (await w.send('GET', `/findings/${id}`, { token: token() })).text
  expect(await page(soon.id)).toMatch(/10\s+days sooner than the notice that is promised/)
  expect(await page(soon.id)).toContain('Earliest promised')
  expect(await page(later.id)).not.toContain('sooner than the notice')
})
