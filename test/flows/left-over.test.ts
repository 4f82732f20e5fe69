import { eq, sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { tick } from '../../src/flows/tick'
import { verify } from '../../src/flows/verify'
import { followUpsLeft } from '../../src/store/follow-ups'
import { reviews, settings } from '../../src/store/schema'
import { registerForWork } from '../web/register-for-work'
import { world } from '../world'

it('an edit of a unit whose process died is followed by its open reviews at the next tick', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const { admin, owner, second } = made.people
  const { caseId } = await made.report({ systemId: 'sys-new', kinds: ['data-retention-changed'], silent: false, quote: 'Ninety days.' })
  const owned = async () => (await made.reviewsOf(caseId)).filter((one: { ownerId: string }) => one.ownerId === owner.id).length
  expect(await owned()).toBe(0)
  // the process ends between the edit and what follows it: reviews cannot be written any more
  await w.ports.db.run(sql`create trigger crash before update on reviews begin select raise(abort, 'the process died'); end`)
  const etag = (await w.send('GET', '/api/v1/units/hiring', { token: admin.token })).headers.get('etag') ?? ''
  const body = { roleHolders: { dpo: owner.id } }
  expect((await w.send('PATCH', '/api/v1/units/hiring', { token: admin.token, body, headers: { 'if-match': etag } })).status).toBe(500)
  await w.ports.db.run(sql`drop trigger crash`)
  expect((await made.get('/units/hiring')).roleHolders).toEqual({ dpo: owner.id })
  expect([await owned(), (await followUpsLeft(w.ports.db)).length]).toEqual([0, 1])
  expect(await tick(w.ports, '2026-11-21T10:00:00.000Z')).toMatchObject({ ok: true })
  expect([(await owned()) > 0, await followUpsLeft(w.ports.db)]).toEqual([true, []])
  expect((await w.ports.db.select().from(reviews).where(eq(reviews.ownerId, second.id))).filter((one) => one.state !== 'closed')).toEqual(
    [],
  )
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('what is done leaves nothing to do', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const { admin, owner } = made.people
  const { caseId } = await made.report({ systemId: 'sys-new', kinds: ['data-retention-changed'], silent: false, quote: 'Ninety days.' })
  const etag = (await w.send('GET', '/api/v1/units/hiring', { token: admin.token })).headers.get('etag') ?? ''
  await w.send('PATCH', '/api/v1/units/hiring', {
    token: admin.token,
    body: { roleHolders: { dpo: owner.id } },
    headers: { 'if-match': etag },
  })
  await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'It matters.' })
  await made.act(`/cases/${caseId}/undo`, {})
  expect(await followUpsLeft(w.ports.db)).toEqual([])
})

it('an undo whose process died is finished at the next tick', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const { caseId } = await made.report({ systemId: 'sys-new', kinds: ['data-retention-changed'], silent: false, quote: 'Ninety days.' })
  await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'It matters.' })
  // the row with what is left cannot be removed, as when the process dies before it comes to that
  await w.ports.db.run(sql`create trigger crash before delete on settings begin select raise(abort, 'the process died'); end`)
  const undo = await w.send('POST', `/api/v1/cases/${caseId}/undo`, { token: made.people.owner.token, body: {} })
  expect(undo.status).toBe(500)
  await w.ports.db.run(sql`drop trigger crash`)
  expect((await w.ports.db.select().from(settings)).some(({ key }) => key.startsWith('follow-up:undo:'))).toBe(true)
  expect(await tick(w.ports, '2026-11-21T10:00:00.000Z')).toMatchObject({ ok: true })
  expect(await followUpsLeft(w.ports.db)).toEqual([])
  expect((await made.get(`/cases/${caseId}`)).state).toBe('open')
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})
