import { beforeEach, describe, expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import { notices } from '../../src/store/schema'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
let found: { id: string; caseId: string }
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
  found = await made.report({ systemId: 'sys-plain', kinds: ['model-version-replaced'], silent: false, quote: 'A new writer.' })
})
const said = async () => (await made.get(`/cases/${found.caseId}/comments`)).items
const told = async () =>
  (await w.ports.db.select().from(notices)).filter((one) => one.event === 'case.commented').map((one) => one.personId)

describe('comments on a case', () => {
  it('are kept with name and time, shown with the change, and told once to those who have to do with it', async () => {
    await made.act(`/cases/${found.caseId}/assign`, { personId: made.people.second.id })
    const first = await made.act(`/cases/${found.caseId}/comments`, { text: 'Do we <pin> it?' }, 'analyst')
    expect([first.status, first.headers.get('etag'), first.json.personId]).toEqual([201, '"1"', made.people.analyst.id])
    expect(await told()).toEqual([made.people.second.id])
    await made.act(`/cases/${found.caseId}/comments`, { text: 'We do.' }, 'second')
    expect((await told()).sort()).toEqual([made.people.analyst.id, made.people.second.id].sort())
    expect((await said()).map((one: { text: string }) => one.text)).toEqual(['Do we <pin> it?', 'We do.'])
    const page = await w.send('GET', `/findings/${found.id}`, { token: made.people.auditor.token })
    expect(page.text).toContain('Do we &lt;pin&gt; it?')
    expect(page.text).not.toContain(`action="/cases/${found.caseId}/comments"`)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('are taken back by whoever said them and nobody else; that something was said stays', async () => {
    const { id } = (await made.act(`/cases/${found.caseId}/comments`, { text: 'A slip.' }, 'analyst')).json
    const back = (who: keyof typeof made.people) => made.act(`/cases/${found.caseId}/comments/${id}/take-back`, {}, who)
    expect([(await back('owner')).status, (await back('analyst')).status, (await back('analyst')).status]).toEqual([409, 200, 409])
    expect(await said()).toMatchObject([{ id, text: '', version: 2 }])
    const { text } = await w.send('GET', `/findings/${found.id}`, { token: made.people.owner.token })
    expect([text.includes('A slip.'), text.includes('took a comment back')]).toEqual([false, true])
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('are refused empty, by auditors, and where the case is not to be seen', async () => {
    const { caseId } = await made.report({ systemId: 'sys-new', kinds: ['model-version-replaced'], silent: false, quote: 'A ranker.' })
    const other = await w.person('analyst', { email: 'other@example.test', unitIds: ['elsewhere'] })
    const say = (token: string, id: string, text: string) =>
      w.send('POST', `/api/v1/cases/${id}/comments`, { token, body: { text } }).then((answer) => answer.status)
    expect(await say(made.people.analyst.token, caseId, '  ')).toBe(400)
    expect(await say(made.people.auditor.token, caseId, 'Seen.')).toBe(403)
    expect(await say(other.token, caseId, 'Hello?')).toBe(404)
    expect((await w.send('GET', `/api/v1/cases/${caseId}/comments`, { token: other.token })).status).toBe(404)
  })

  it('go in and out by form as well', async () => {
    const form = new URLSearchParams({ text: 'By form.' })
    const done = await w.send('POST', `/cases/${found.caseId}/comments`, { token: made.people.analyst.token, form })
    expect([done.status, done.headers.get('location')]).toEqual([303, `/findings/${found.id}?done=commented#story`])
    const [{ id }] = await said()
    await w.send('POST', `/cases/${found.caseId}/comments/${id}/take-back`, { token: made.people.analyst.token })
    expect(await said()).toMatchObject([{ text: '' }])
  })
})
