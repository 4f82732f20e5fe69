import { expect, it } from 'vitest'
import { world } from '../world'
import { registerForWork } from './register-for-work'

it('a case that reaches other units is closed by somebody who sees them all, in the API and on the page', async () => {
  const w = await world()
  const made = await registerForWork(w)
  await made.post('/deployments', { id: 'dep-elsewhere', systemId: 'sys-new', name: 'Elsewhere', unitId: 'elsewhere' })
  const { caseId } = await made.report({ systemId: 'sys-new', kinds: ['limits-or-context-changed'], silent: false, quote: 'Less.' })
  const { token } = await w.person('risk-owner', { email: 'hiring@example.test', unitIds: ['hiring'] })
  const said = { answer: 'not-material', reason: 'Not for us.' }
  const page = (who: string) =>
    w.send('POST', `/cases/${caseId}/triage`, {
      token: who,
      form: new URLSearchParams(said),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  expect((await w.send('POST', `/api/v1/cases/${caseId}/triage`, { token, body: said })).status).toBe(403)
  expect((await page(token)).status).toBe(403)
  expect((await made.get(`/cases/${caseId}`)).state).toBe('open')
  expect((await page(made.people.owner.token)).status).toBe(303)
  expect((await made.get(`/cases/${caseId}`)).state).toBe('closed')
})
