import { describe, expect, it } from 'vitest'
import { world } from '../world'
import { registerForWork } from './register-for-work'

describe('the page of a change with a case', () => {
  it('lets the case be given to a person and put off, and says with whom it is and until when', async () => {
    const w = await world()
    const made = await registerForWork(w)
    const finding = await made.report({
      systemId: 'sys-lark',
      kinds: ['model-version-replaced'],
      silent: false,
      quote: 'lark-2 is replaced by lark-3 everywhere.',
      source: { type: 'email', note: 'To our contract address' },
    })
    const { token } = made.people.owner
    const page = async (by = token) => (await w.send('GET', `/findings/${finding.id}`, { token: by })).text
    const act = (verb: string, fields: Record<string, string>) =>
      w.send('POST', `/cases/${finding.caseId}/${verb}`, { token, form: new URLSearchParams(fields) })

    expect(await page()).toContain(`action="/cases/${finding.caseId}/assign"`)
    expect(await page(made.people.auditor.token)).not.toContain('/assign"')
    expect((await act('assign', { personId: made.people.second.id })).headers.get('location')).toContain('done=assigned')
    expect(await page()).toContain('With The risk-owner.')

    expect((await act('snooze', { until: '2026-12-01', reason: 'The vendor answers next week.' })).status).toBe(303)
    expect(await page()).toMatch(/Put off until .*1 December|Put off until .*1 Dec/s)
    expect(await page()).toContain('The vendor answers next week.')
    expect(await page()).not.toContain(`action="/cases/${finding.caseId}/snooze"`)
  })
})

describe('the page of a colleague', () => {
  it('lets a risk owner hand over the open work of it that they may see, and none but that', async () => {
    const w = await world()
    const made = await registerForWork(w)
    await made.report({
      systemId: 'sys-new',
      kinds: ['model-version-replaced'],
      silent: false,
      quote: 'The ranking model is replaced.',
      source: { type: 'email', note: 'To our contract address' },
    })
    const { owner, second, analyst } = made.people
    const openOf = async (id: string) =>
      (await w.send('GET', `/api/v1/reviews?filter[ownerId]=${id}&limit=200`, { token: owner.token })).json.total
    const held = await openOf(owner.id)
    expect(held).toBeGreaterThan(0)
    const path = `/settings/people/${owner.id}`
    const handOver = (token: string) => w.send('POST', `${path}/hand-over`, { token, form: new URLSearchParams({ toId: second.id }) })

    const elsewhere = await w.person('risk-owner', { email: 'else@example.test', unitIds: ['elsewhere'] })
    expect((await handOver(elsewhere.token)).status).toBe(303)
    expect(await openOf(owner.id)).toBe(held)

    const { text } = await w.send('GET', path, { token: second.token })
    expect(text).toContain('Hand over their open work')
    expect(text).not.toContain('Role and access')
    expect((await handOver(analyst.token)).status).toBe(403)
    expect((await handOver(second.token)).status).toBe(303)
    expect(await openOf(owner.id)).toBe(0)
  })
})

describe('settings', () => {
  it('make no token without an end from a day that cannot be read', async () => {
    const { send, person } = await world()
    const { token } = await person('administrator')
    const answer = await send('POST', '/settings/tokens', { token, form: new URLSearchParams({ scope: 'read', expires: '31.12.2026' }) })
    expect(answer.status).toBe(400)
    expect(answer.text).not.toContain('tt_')
    expect(answer.text).toContain('value="31.12.2026"')
  })

  it('keep the units that were picked for a person whose form has a fault', async () => {
    const { send, person } = await world()
    const { token } = await person('administrator')
    const unit = (await send('POST', '/api/v1/units', { token, body: { name: 'Hiring' } })).json
    const form = new URLSearchParams({ name: 'Bo', email: 'not an address', role: 'analyst', unitIds: unit.id })
    expect((await send('POST', '/settings/people', { token, form })).text).toContain(`name="unitIds" value="${unit.id}" checked=""`)
  })
})
