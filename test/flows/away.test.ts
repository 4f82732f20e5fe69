import { describe, expect, it } from 'vitest'
import { takersOf } from '../../src/core/absence'
import { verify } from '../../src/flows/verify'
import { registerForWork } from '../web/register-for-work'
import { world } from '../world'

const here = { awayFrom: null, awayUntil: null, delegateId: null }
const away = (delegateId: string | null) => ({ awayFrom: '2026-11-20', awayUntil: '2026-11-24', delegateId })

describe('who takes the work of whom', () => {
  it.each([
    { says: 'oneself while here', a: here, b: here, c: here, taker: 'a' },
    { says: 'who stands in while away', a: away('b'), b: here, c: here, taker: 'b' },
    { says: 'the next where that one is away too', a: away('b'), b: away('c'), c: here, taker: 'c' },
    { says: 'oneself where they stand in for each other', a: away('b'), b: away('a'), c: here, taker: 'a' },
    { says: 'oneself where nobody is named', a: away(null), b: here, c: here, taker: 'a' },
    { says: 'oneself where who is named has left', a: away('gone'), b: here, c: here, taker: 'a' },
  ])('$says', ({ a, b, c, taker }) =>
    expect(
      takersOf(
        [
          { id: 'a', ...a },
          { id: 'b', ...b },
          { id: 'c', ...c },
        ],
        '2026-11-24',
      ).get('a'),
    ).toBe(taker),
  )

  it('an absence has its first and its last day, and ends by itself', () => {
    const people = [
      { id: 'a', ...away('b') },
      { id: 'b', ...here },
    ]
    const takers = ['2026-11-19', '2026-11-20', '2026-11-24', '2026-11-25'].map((day) => takersOf(people, day).get('a'))
    expect(takers).toEqual(['a', 'b', 'b', 'a'])
  })
})

/** A register in which `second` answers for the reviews of a deployment. */
async function holding() {
  const w = await world()
  const made = await registerForWork(w)
  const { admin } = made.people
  const post = (path: string, fields: Record<string, string>, token = admin.token) =>
    w.send('POST', path, { token, form: new URLSearchParams(fields) })
  const report = async (quote: string) => {
    const { caseId } = await made.report({ systemId: 'sys-new', kinds: ['data-retention-changed'], silent: false, quote })
    const owners = (await made.reviewsOf(caseId)).map((one: { ownerId: string | null }) => one.ownerId)
    return { caseId, owners: [...new Set(owners)] }
  }
  return { w, made, post, report, ...made.people }
}

it('while somebody is away, new reviews and cases go to who stands in; afterwards to them again', async () => {
  const { w, made, post, report, second, owner, admin } = await holding()
  const absence = { awayFrom: '2026-11-21', awayUntil: '2026-11-22', delegateId: owner.id }
  expect((await report('Thirty days.')).owners).toContain(second.id)
  expect((await post(`/settings/people/${second.id}/away`, absence)).headers.get('location')).toContain('done=saved')
  const { caseId, owners } = await report('Ninety days.')
  expect(owners).toContain(owner.id)
  expect(owners).not.toContain(second.id)
  await made.act(`/cases/${caseId}/assign`, { personId: second.id })
  expect((await made.get(`/cases/${caseId}`)).assigneeId).toBe(owner.id)
  const [review] = (await made.reviewsOf(caseId)).filter((one: { ownerId: string }) => one.ownerId === owner.id)
  expect((await w.send('GET', `/reviews/${review.id}`, { token: admin.token })).text).toMatch(/for .*The risk-owner.*away until/s)
  const said = /for The risk-owner, who is away until <time[^>]*>[^<]*22 Nov/
  for (const path of [
    `/reviews?view=open&owner=${owner.id}`,
    `/cases/${caseId}`,
    `/findings/${(await made.get(`/cases/${caseId}`)).findingIds[0]}`,
  ]) {
    const page = await w.send('GET', path, { token: admin.token })
    expect([path, page.status === 303 || said.test(page.text)]).toEqual([path, true])
  }
  w.clock.at('2026-11-23T08:00:00.000Z')
  await made.act(`/cases/${caseId}/assign`, { personId: second.id })
  expect((await made.get(`/cases/${caseId}`)).assigneeId).toBe(second.id)
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('everybody says when they are away themselves, and nobody for others but an administrator', async () => {
  const { w, made, post, second, owner } = await holding()
  const fields = { awayFrom: '2026-12-01', awayUntil: '2026-12-05', delegateId: owner.id }
  expect((await post('/settings/away', fields, second.token)).headers.get('location')).toContain('/settings?done=saved')
  expect(await made.get(`/people/${second.id}`)).toMatchObject(fields)
  expect((await post(`/settings/people/${owner.id}/away`, { ...fields, delegateId: second.id }, second.token)).status).toBe(403)
  for (const [wrong, path] of [
    [{ ...fields, awayUntil: '2026-11-01' }, 'awayUntil'],
    [{ ...fields, delegateId: second.id }, 'delegateId'],
    [{ ...fields, awayFrom: '' }, 'awayFrom'],
  ] as const)
    expect((await post('/settings/away', wrong, second.token)).text).toContain(`href="#f-${path}"`)
  const stranger = await w.person('analyst', { email: 'far@example.test', unitIds: ['elsewhere'] })
  expect((await post('/settings/away', { ...fields, delegateId: stranger.id }, second.token)).status).toBe(400)
})

it('a colleague takes over open work while both stay; their page says what they hold', async () => {
  const { w, made, post, report, second, owner, admin } = await holding()
  const { caseId } = await report('Ninety days.')
  await made.act(`/cases/${caseId}/assign`, { personId: second.id })
  expect((await w.send('GET', `/settings/people/${second.id}`, { token: admin.token })).text).toContain('1 open case')
  expect((await post(`/settings/people/${second.id}/hand-over`, { toId: second.id })).status).toBe(400)
  const done = await post(`/settings/people/${second.id}/hand-over`, { toId: owner.id })
  expect(done.headers.get('location')).toContain('done=handed-over')
  expect((await made.get(`/cases/${caseId}`)).assigneeId).toBe(owner.id)
  const owners = (await made.reviewsOf(caseId)).map((one: { ownerId: string }) => one.ownerId)
  expect(owners).not.toContain(second.id)
  expect(await made.get(`/people/${second.id}`)).toMatchObject({ state: 'active' })
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})
