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

/** A register in which somebody holds a role, owns a deployment and has open work through both. */
async function holding() {
  const w = await world()
  const made = await registerForWork(w)
  const { second, owner, admin } = made.people
  const { token } = admin
  const change = async (path: string, body: object) => {
    const etag = (await w.send('GET', `/api/v1${path}`, { token })).headers.get('etag') ?? ''
    return w.send('PATCH', `/api/v1${path}`, { token, body, headers: { 'if-match': etag } })
  }
  await change('/deployments/dep-new', { ownerId: second.id })
  const { caseId } = await made.report({ systemId: 'sys-new', kinds: ['data-retention-changed'], silent: false, quote: 'Ninety days.' })
  await made.act(`/cases/${caseId}/assign`, { personId: second.id })
  const owners = async () => [...new Set((await made.reviewsOf(caseId)).map((one: { ownerId: string | null }) => one.ownerId))]
  const acts = async (entity: string) => (await made.get(`/audit?filter[entity]=${entity}&limit=500`)).items
  return { w, made, change, caseId, owners, acts, second, owner }
}

it('who leaves holds no role and owns nothing any more', async () => {
  const { w, made, change, caseId, owners, acts, second } = await holding()
  expect(await owners()).toEqual([second.id])
  expect((await change(`/people/${second.id}`, { state: 'left' })).status).toBe(200)
  expect((await made.get('/units/hiring')).roleHolders).toEqual({})
  expect((await made.get('/deployments/dep-new')).ownerId).toBe(null)
  expect(await owners()).toEqual([null])
  expect((await made.get(`/cases/${caseId}`)).assigneeId).toBe(null)
  expect((await acts('unit')).map((row: { action: string }) => row.action)).toContain('unit.handed-over')
  expect((await acts('deployment')).map((row: { action: string }) => row.action)).toContain('deployment.handed-over')
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('a successor who is named takes over roles, deployments, reviews and cases', async () => {
  const { w, made, change, caseId, owners, second, owner } = await holding()
  const refused = async (body: object) => (await change(`/people/${second.id}`, body)).json.errors
  expect(await refused({ state: 'left', successorId: 'nobody' })).toMatchObject([{ path: 'successorId' }])
  expect(await refused({ state: 'left', successorId: second.id })).toMatchObject([{ path: 'successorId' }])
  expect(await refused({ name: 'Sam', successorId: owner.id })).toMatchObject([{ path: 'successorId' }])
  expect(await owners()).toEqual([second.id])
  expect((await change(`/people/${second.id}`, { state: 'left', successorId: owner.id })).json).not.toHaveProperty('successorId')
  expect((await made.get('/units/hiring')).roleHolders).toEqual({ dpo: owner.id })
  expect((await made.get('/deployments/dep-new')).ownerId).toBe(owner.id)
  expect(await owners()).toEqual([owner.id])
  expect((await made.get(`/cases/${caseId}`)).assigneeId).toBe(owner.id)
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('a successor takes over nothing of a unit that is not theirs', async () => {
  const { made, change, owners, second } = await holding()
  const stranger = await made.post('/people', { email: 'far@example.test', name: 'Far', role: 'risk-owner', unitIds: ['elsewhere'] })
  await change(`/people/${second.id}`, { state: 'left', successorId: stranger.id })
  expect((await made.get('/units/hiring')).roleHolders).toEqual({})
  expect((await made.get('/deployments/dep-new')).ownerId).toBe(null)
  expect(await owners()).toEqual([null])
})

it('open reviews follow the holders of the roles of their unit, but for those given by hand', async () => {
  const { w, made, change, caseId, owners, acts, second, owner } = await holding()
  const [byHand, byRole] = await made.reviewsOf(caseId)
  await made.act(`/reviews/${byHand.id}/reassign`, { personId: second.id })
  expect((await change('/units/hiring', { roleHolders: { dpo: owner.id } })).status).toBe(200)
  expect((await made.get(`/reviews/${byHand.id}`)).ownerId).toBe(second.id)
  expect((await made.get(`/reviews/${byRole.id}`)).ownerId).toBe(owner.id)
  const followed = (await acts('review')).filter((row: { action: string }) => row.action === 'review.followed-role')
  expect(followed.map((row: { entityId: string }) => row.entityId)).toContain(byRole.id)
  expect(followed.map((row: { entityId: string }) => row.entityId)).not.toContain(byHand.id)
  await made.act(`/reviews/${byHand.id}/reassign`, { personId: owner.id })
  expect(await owners()).toEqual([owner.id])
  const { version } = await made.get(`/reviews/${byRole.id}`)
  await change('/units/hiring', { name: 'Hiring people' })
  expect((await made.get(`/reviews/${byRole.id}`)).version).toBe(version)
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})
