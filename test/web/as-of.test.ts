import { expect, it } from 'vitest'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

it('a case, its reviews, finding and to-dos of a past instant are the same after a hundred later edits', { timeout: 300_000 }, async () => {
  const w: World = await world()
  const made = await registerForWork(w)
  const { people, act, report } = made
  const { id, caseId } = await report({ systemId: 'sys-notes', kinds: ['subprocessor-added'], silent: false, quote: 'Harbour joins us.' })
  const [review] = await made.reviewsOf(caseId)
  w.clock.pass(60_000)
  const at = w.ports.now()
  w.clock.pass(60_000)
  const then = () =>
    Promise.all(
      [
        `/cases/${caseId}?asOf=${at}`,
        `/cases?asOf=${at}`,
        `/reviews/${review.id}?asOf=${at}`,
        `/reviews?asOf=${at}&limit=500`,
        `/findings/${id}?asOf=${at}`,
        `/to-dos?asOf=${at}&limit=500`,
        `/deployments/dep-notes?asOf=${at}`,
        `/organisation?asOf=${at}`,
      ].map((path) => made.get(path)),
    )
  const before = await then()
  for (let edit = 0; edit < 100; edit++) {
    w.clock.pass(1_000)
    const personId = edit % 2 ? people.owner.id : people.second.id
    const done = await act(edit % 3 ? `/cases/${caseId}/assign` : `/reviews/${review.id}/reassign`, { personId })
    expect(done.status).toBe(200)
  }
  const more = await report({ systemId: 'sys-notes', kinds: ['data-retention-changed'], silent: false, quote: 'Ninety days.' })
  expect((await act(`/cases/${more.caseId}/join`, { caseId })).status).toBe(200)
  const etag = (await w.send('GET', '/api/v1/deployments/dep-notes', { token: people.admin.token })).headers.get('etag') ?? ''
  await w.send('PATCH', '/api/v1/deployments/dep-notes', {
    token: people.admin.token,
    body: { personalData: 'identifiable' },
    headers: { 'if-match': etag },
  })
  await act(`/cases/${caseId}/triage`, { answer: 'not-material', reason: 'Not ours.' })
  expect(await then()).toEqual(before)
  expect(await made.get(`/cases/${caseId}`)).not.toEqual(before[0])
})

it('the organisation is there as of any instant, also before anybody described it', async () => {
  const w = await world()
  const { token } = await w.person('administrator')
  const at = w.ports.now()
  w.clock.pass(1_000)
  const now = await w.send('GET', '/api/v1/organisation', { token })
  const then = await w.send('GET', `/api/v1/organisation?asOf=${at}`, { token })
  expect(then).toMatchObject({ status: 200, json: { id: now.json.id, name: null, euNexus: null, provisionalFields: [] } })
})
