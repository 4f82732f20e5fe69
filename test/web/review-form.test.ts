import { beforeEach, describe, expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

type Made = Awaited<ReturnType<typeof registerForWork>>

describe('the form of a review', () => {
  let w: World
  let made: Made
  let id: string
  beforeEach(async () => {
    w = await world()
    made = await registerForWork(w)
    const { caseId } = await made.report({
      systemId: 'sys-plain',
      kinds: ['model-version-replaced'],
      silent: false,
      quote: 'A new writer.',
    })
    await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'We rely on it.' })
    id = (await made.reviewsOf(caseId)).find((one: { severity: string }) => one.severity !== 'critical').id
  })
  const page = async (query = '') => (await w.send('GET', `/reviews/${id}${query}`, { token: made.people.owner.token })).text
  const submit = (verb: string, fields: Record<string, string>, document?: File) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('document', document ?? new File([], ''))
    return w.send('POST', `/reviews/${id}/${verb}`, { token: made.people.owner.token, form })
  }
  const report = new File(['Findings of the pilot.'], 'pilot.txt', { type: 'text/plain' })

  it('keeps what was typed when work begins, and goes on from there', async () => {
    expect((await submit('start', { reason: 'Read the notice;\nthe vendor answers next week. <b>' })).status).toBe(303)
    expect(await made.get(`/reviews/${id}`)).toMatchObject({ state: 'in-progress', outcome: null, startedAt: w.ports.now() })
    expect(await page()).toMatch(/<textarea[^>]*name="reason"[^>]*>Read the notice;\nthe vendor answers next week. &lt;b&gt;<\/textarea>/)
    expect(await page()).toContain('Keep it as a draft')
    await submit('start', { reason: 'They have answered.' })
    expect(await page()).toContain('>They have answered.</textarea>')
    expect((await submit('start', { reason: 'x'.repeat(5_001) })).status).toBe(400)
    await submit('close', { outcome: 'holds', reason: 'It holds.' })
    expect(await made.get(`/reviews/${id}`)).toMatchObject({ state: 'closed', outcomeReason: 'It holds.' })
    expect((await submit('start', { reason: 'Too late.' })).status).toBe(409)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('takes a document with the signature, as evidence for the obligation', async () => {
    const { obligationId } = await made.get(`/reviews/${id}`)
    expect((await submit('close', { outcome: 'redone', reason: 'Done again.', documentName: 'Pilot of November' }, report)).status).toBe(
      303,
    )
    const { evidenceIds, state } = await made.get(`/reviews/${id}`)
    expect([state, evidenceIds.length]).toEqual(['closed', 1])
    const kept = await made.get(`/evidence/${evidenceIds[0]}`)
    expect(kept).toMatchObject({
      name: 'Pilot of November',
      vendorId: 'talentworks',
      bytes: 22,
      supports: [obligationId],
      state: 'current',
    })
    expect((await w.send('GET', `/api/v1/evidence/${kept.id}/file`, { token: made.people.owner.token })).text).toBe(
      'Findings of the pilot.',
    )
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('takes a document with a draft, and has it ticked', async () => {
    const started = await submit('start', { reason: 'Half of it.' }, report)
    const [kept] = (await made.get('/evidence')).items
    expect(kept).toMatchObject({ name: 'pilot.txt' })
    const { text } = await w.send('GET', started.headers.get('location') ?? '', { token: made.people.owner.token })
    expect(text).toMatch(new RegExp(`name="evidence" value="${kept.id}" checked`))
  })

  it('takes none from another site, from who may not sign, or for a review that is closed', async () => {
    const form = new FormData()
    form.append('document', report)
    const send = (token: string, headers = {}) => w.send('POST', `/reviews/${id}/start`, { token, form, headers })
    expect((await send(made.people.analyst.token)).status).toBe(403)
    await submit('close', { outcome: 'holds', reason: 'It holds.' })
    expect((await submit('start', { reason: '' }, report)).status).toBe(409)
    expect((await made.get('/evidence')).items).toEqual([])
    const person = await w.person('administrator', { email: 'by-cookie@example.test', password: 'a long password' })
    const origin = { origin: 'http://localhost' }
    const signedIn = await w.send('POST', '/sign-in', {
      form: new URLSearchParams({ email: person.email, password: 'a long password' }),
      headers: origin,
    })
    const cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const crossed = await w.send('POST', `/reviews/${id}/start`, { cookie, form, headers: { origin: 'https://evil.example' } })
    expect(crossed.status).toBe(403)
  })
})
