import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { tick } from '../../src/flows/tick'
import { verify } from '../../src/flows/verify'
import { people } from '../../src/store/schema'
import { registerForWork } from '../web/register-for-work'
import { world } from '../world'

it('who leaves is signed out everywhere, and their open work goes to whoever answers for it now', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const { second, owner, admin } = made.people
  const { caseId } = await made.report({ systemId: 'sys-new', kinds: ['data-retention-changed'], silent: false, quote: 'Ninety days.' })
  await made.act(`/cases/${caseId}/assign`, { personId: second.id })
  const theirs = (await made.reviewsOf(caseId)).filter((one: { ownerId: string }) => one.ownerId === second.id)
  expect(theirs.length).toBeGreaterThan(0)
  const path = `/api/v1/people/${second.id}`
  const etag = (await w.send('GET', path, { token: admin.token })).headers.get('etag') ?? ''
  const left = await w.send('PATCH', path, { token: admin.token, body: { state: 'left' }, headers: { 'if-match': etag } })
  expect(left).toMatchObject({ status: 200, json: { state: 'left' } })
  expect((await w.send('GET', '/api/v1/me', { token: second.token })).status).toBe(401)
  for (const { id } of theirs) expect((await made.get(`/reviews/${id}`)).ownerId).toBe(owner.id)
  expect((await made.get(`/cases/${caseId}`)).assigneeId).toBeNull()
  const tokens = (await made.get('/tokens?limit=100')).items.filter((one: { personId: string }) => one.personId === second.id)
  expect(tokens.map((one: { revokedAt: string | null }) => one.revokedAt)).toEqual([w.ports.now()])
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('what a process that died left with somebody who is gone, the next tick hands over', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const { second, owner } = made.people
  const { caseId } = await made.report({ systemId: 'sys-new', kinds: ['data-retention-changed'], silent: false, quote: 'Ninety days.' })
  const theirs = (await made.reviewsOf(caseId)).filter((one: { ownerId: string }) => one.ownerId === second.id)
  expect(theirs.length).toBeGreaterThan(0)
  await w.ports.db.update(people).set({ state: 'left' }).where(eq(people.id, second.id))
  expect(await tick(w.ports, '2026-11-21T10:00:00.000Z')).toMatchObject({ ok: true })
  for (const { id } of theirs) expect((await made.get(`/reviews/${id}`)).ownerId).toBe(owner.id)
})
