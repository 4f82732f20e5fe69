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
