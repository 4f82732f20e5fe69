import { beforeEach, describe, expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import { registerForWork } from '../web/register-for-work'
import { type World, world } from '../world'

type Made = Awaited<ReturnType<typeof registerForWork>>
type Shown = { id: string; ownerId: string | null; unitId: string | null }

describe('open reviews follow their deployment', () => {
  let made: Made
  let w: World
  let caseId: string
  beforeEach(async () => {
    w = await world()
    made = await registerForWork(w)
    caseId = (await made.report({ systemId: 'sys-new', kinds: ['data-retention-changed'], silent: false, quote: 'Ninety days.' })).caseId
  })
  const ownersAndUnits = async (): Promise<[string | null, string | null][]> => {
    const reviews: Shown[] = await made.reviewsOf(caseId)
    return [
      ...new Map(
        reviews.map((one) => [`${one.ownerId} ${one.unitId}`, [one.ownerId, one.unitId] as [string | null, string | null]]),
      ).values(),
    ]
  }
  const edit = async (body: object) => {
    const path = '/api/v1/deployments/dep-new'
    const { token } = made.people.admin
    const etag = (await w.send('GET', path, { token })).headers.get('etag') ?? ''
    expect((await w.send('PATCH', path, { token, body, headers: { 'if-match': etag } })).status).toBe(200)
  }

  it('into another unit, with who answers for it there; what was given by hand stays with that person', async () => {
    const { owner, second, admin } = made.people
    expect(await ownersAndUnits()).toEqual([[second.id, 'hiring']])
    const [kept, ...rest] = await made.reviewsOf(caseId)
    await made.act(`/reviews/${kept.id}/reassign`, { personId: admin.id })
    await edit({ unitId: 'elsewhere' })
    expect(await made.get(`/reviews/${kept.id}`)).toMatchObject({ unitId: 'elsewhere', ownerId: admin.id })
    for (const { id } of rest) expect(await made.get(`/reviews/${id}`)).toMatchObject({ unitId: 'elsewhere', ownerId: owner.id })
    await edit({ ownerId: admin.id })
    expect(await ownersAndUnits()).toEqual([[admin.id, 'elsewhere']])
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('by a register file too', async () => {
    const form = new FormData()
    form.set('as', 'deployments')
    form.set('file', new Blob(['dep.id,dep.unit_id,dep.owner\ndep-new,elsewhere,second@example.test\n']), 'd.csv')
    expect((await w.send('POST', '/api/v1/imports', { token: made.people.admin.token, form })).json).toMatchObject({
      updated: 1,
      errors: [],
    })
    expect(await ownersAndUnits()).toEqual([[made.people.second.id, 'elsewhere']])
  })
})
