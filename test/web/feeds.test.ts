import { eq } from 'drizzle-orm'
import { parseAtomFeed } from 'feedsmith'
import { beforeEach, describe, expect, it } from 'vitest'
import { tellPeople } from '../../src/flows/tell-people'
import { verify } from '../../src/flows/verify'
import { audit, feedAddresses, people } from '../../src/store/schema'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
})
const form = (path: string, fields: Record<string, string>, token = made.people.owner.token) =>
  w.send('POST', path, { token, form: new URLSearchParams(fields) })
const address = async (type: 'atom' | 'calendar', token?: string) =>
  /\/feeds\/[\w-]+\.(?:atom|ics)/.exec((await form('/settings/feeds', { type }, token)).text)?.[0] ?? ''
const read = (path: string) => w.send('GET', path)

describe('a feed of one’s own', () => {
  it('answers at its secret address with the changes that its person may see, until it is revoked', async () => {
    const hostile = 'Now <script>alert(1)</script> & ]]> "quoted"'
    const { caseId } = await made.report({ systemId: 'sys-lark', kinds: ['model-version-replaced'], silent: true, quote: hostile })
    const path = await address('atom')
    expect(path).not.toBe('')
    const answer = await read(path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8'])
    // text is text: a reader is told so, and whatever looks like markup comes out as it went in
    expect(answer.text).toContain('<summary type="text">')
    expect(answer.text).not.toMatch(/type="x?html"\/?>\s*<!\[CDATA/)
    const feed = parseAtomFeed(answer.text)
    expect(feed.entries?.map((entry) => [entry.id, entry.links?.[0]?.href])).toEqual([
      [`urn:telltale:case:${caseId}`, `http://localhost/cases/${caseId}`],
    ])
    expect(feed.entries?.[0]?.summary?.value).toContain(`the change was silent. Said: ${hostile}`)

    expect((await read(path.replace('.atom', '.ics'))).status).toBe(404)
    expect((await read('/feeds/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.atom')).status).toBe(404)
    expect((await w.send('GET', '/settings/notices', { token: made.people.owner.token })).text).not.toContain(path)
    const [row] = await w.ports.db.select().from(feedAddresses)
    expect((await form(`/settings/feeds/${row?.id}/revoke`, {}, made.people.second.token)).status).toBe(404)
    expect((await form(`/settings/feeds/${row?.id}/revoke`, {})).status).toBe(303)
    expect((await read(path)).status).toBe(404)
    const secret = path.slice('/feeds/'.length).split('.')[0] ?? ''
    expect(JSON.stringify([await w.ports.db.select().from(audit), w.lines, row])).not.toContain(secret)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('keeps to the units of its person, ends with their account, and is not for those without a role', async () => {
    const elsewhere = await w.person('analyst', { email: 'elsewhere@example.test', unitIds: ['elsewhere'] })
    await made.report({ systemId: 'sys-new', kinds: ['model-version-replaced'], silent: false, quote: 'A new ranker.' })
    const path = await address('atom', elsewhere.token)
    expect(parseAtomFeed((await read(path)).text).entries ?? []).toEqual([])
    expect((await form('/settings/feeds', { type: 'atom' }, made.people.auditor.token)).status).toBe(403)
    await w.ports.db.update(people).set({ state: 'left' }).where(eq(people.id, elsewhere.id))
    expect((await read(path)).status).toBe(404)
  })

  it('is a calendar of what is due, the last day to object, the day of effect and the end of a snooze', async () => {
    const { caseId } = await made.report({
      systemId: 'sys-new',
      kinds: ['subprocessor-added'],
      silent: false,
      quote: 'Acme Inference',
      effective: '2026-12-20',
      objectionDeadline: '2026-12-05',
    })
    await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'Yes.' })
    const other = await made.report({ systemId: 'sys-plain', kinds: ['model-version-replaced'], silent: false, quote: 'Another.' })
    await made.act(`/cases/${other.caseId}/snooze`, { until: '2026-12-01', reason: 'Later.' })
    const answer = await read(await address('calendar', made.people.second.token))
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const days = [
      ...answer.text.replace(/\r\n /g, '').matchAll(/BEGIN:VEVENT[\s\S]*?DTSTART;VALUE=DATE:(\d+)[\s\S]*?SUMMARY:([^\r\n]*)/g),
    ].map(([, day, summary]) => `${day} ${summary?.split(':')[0]}`)
    expect(days).toEqual(expect.arrayContaining(['20261205 Last day to object', '20261220 Takes effect', '20261201 Comes back']))
    const mine = (await made.reviewsOf(caseId)).filter((one: { ownerId: string }) => one.ownerId === made.people.second.id)
    for (const { dueOn } of mine) expect(days).toContain(`${dueOn.replaceAll('-', '')} Due`)
    expect(mine.length).toBeGreaterThan(0)
  })
})

describe('how one is told', () => {
  it('is set on a page, kept in the record, and refused where it cannot be', async () => {
    const wrong = await form('/settings/notices', { rhythm: 'daily', timeZone: 'Mars/Base', digestAt: '8', quietFrom: '22:00' })
    expect(wrong.status).toBe(400)
    for (const path of ['timeZone', 'digestAt', 'quietTo']) expect(wrong.text, path).toContain(`href="#f-${path}"`)
    const done = await form('/settings/notices', {
      rhythm: 'daily',
      timeZone: 'Europe/Berlin',
      digestAt: '07:30',
      quietFrom: '20:00',
      quietTo: '07:00',
      minSeverity: '',
    })
    expect(done.headers.get('location')).toBe('/settings/notices?done=saved')
    expect((await w.send('GET', '/api/v1/me', { token: made.people.owner.token })).json).toMatchObject({
      rhythm: 'daily',
      timeZone: 'Europe/Berlin',
      quietTo: '07:00',
    })
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('and on which days everybody is reminded, by an administrator', async () => {
    const admin = made.people.admin.token
    const fields = { objectBefore: '10, 5', 'reviewsBefore.critical': '4', 'escalateReviewsAfter.critical': '2' }
    expect((await form('/settings/cadences', fields)).status).toBe(403)
    const wrong = await form('/settings/cadences', { ...fields, objectBefore: 'soon' }, admin)
    expect([wrong.status, wrong.text.includes('href="#f-objectBefore"')]).toEqual([400, true])
    expect((await form('/settings/cadences', fields, admin)).headers.get('location')).toBe('/settings/cadences?done=saved')
    const shown = (await w.send('GET', '/settings/cadences', { token: admin })).text
    expect(shown).toMatch(/name="objectBefore"[^>]*value="10, 5"/)
    await tellPeople(w.ports, w.ports.now())
    await made.report({ systemId: 'sys-plain', kinds: ['subprocessor-added'], silent: false, quote: 'X', objectionDeadline: '2026-12-06' })
    w.clock.at('2026-12-01T09:00:00.000Z')
    await tellPeople(w.ports, w.ports.now())
    expect(w.mails.filter((mail) => mail.subject.includes('Reminder')).at(-1)?.text).toContain('object by Sun 6 Dec 2026')
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })
})
