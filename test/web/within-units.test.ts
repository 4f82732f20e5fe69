import { beforeAll, describe, expect, it } from 'vitest'
import { type World, world } from '../world'

let w: World
let ours: string
let all: string
const send = (method: string, path: string, body: unknown, token = ours, headers: Record<string, string> = {}) =>
  w.send(method, `/api/v1${path}`, { token, body, headers })
const made = async (path: string, body: unknown, token = all) => {
  const answer = await send('POST', path, body, token)
  expect(answer.status, answer.text).toBe(201)
  return answer.json
}

beforeAll(async () => {
  w = await world()
  all = (await w.person('administrator')).token
  await made('/units', { id: 'ours', name: 'Ours' })
  await made('/units', { id: 'theirs', name: 'Theirs' })
  ours = (await w.person('risk-owner', { unitIds: ['ours'] })).token
  await made('/vendors', { id: 'shared', name: 'Shared' })
  await made('/vendors', { id: 'hidden', name: 'Hidden', unitId: 'theirs' })
  await made('/systems', { id: 'secret', vendorId: 'hidden', name: 'Secret', unitId: 'theirs' })
  await made('/systems', { id: 'aside', vendorId: 'shared', name: 'Aside', unitId: 'theirs' })
  await made('/systems', { id: 'mine', vendorId: 'shared', name: 'Mine', unitId: 'ours' })
  await made('/systems', { id: 'built', vendorId: 'shared', name: 'Built', unitId: 'ours', parentSystemIds: ['aside'] })
})

/** Nothing came into sight by it. */
const unseen = async () => expect((await w.send('GET', '/api/v1/systems/secret', { token: ours })).status).toBe(404)

describe('a system that one may not see', () => {
  it.each([
    ['a new system is built on', 'POST', '/systems', { vendorId: 'shared', name: 'New', parentSystemIds: ['secret'] }, 'parentSystemIds'],
    ['an edited system is built on', 'PATCH', '/systems/mine', { parentSystemIds: ['secret'] }, 'parentSystemIds'],
    ['a new source tells of', 'POST', '/sources', { vendorId: 'shared', url: 'https://a.example/', systemIds: ['secret'] }, 'systemIds'],
    [
      'a reported change sets as a parent',
      'POST',
      '/findings',
      {
        systemId: 'mine',
        kinds: ['pricing-only'],
        detected: '2026-11-21',
        quote: 'Dearer.',
        source: { type: 'other', note: 'x' },
        sets: { 'system.parent_system_ids': ['secret'] },
      },
      'sets.system.parent_system_ids',
    ],
  ])('is as one that is not there where %s', async (_, method, path, body, field) => {
    const answer = await send(method, path, body, ours, { 'if-match': '"1"' })
    expect([answer.status, answer.json.errors]).toEqual([400, [{ path: field, message: 'no such system: secret' }]])
    await unseen()
  })

  it('is as one that is not there where an answer sets it as a parent', async () => {
    const report = {
      systemId: 'mine',
      kinds: ['pricing-only'],
      detected: '2026-11-21',
      quote: 'Dearer.',
      source: { type: 'other', note: 'x' },
    }
    const { caseId } = await made('/findings', report, ours)
    const said = { answer: 'material', reason: 'It is.', sets: { 'system.parent_system_ids': ['secret'] } }
    for (const [path, body] of [
      [`/cases/${caseId}/triage`, said],
      ['/cases/triage', { items: [{ id: caseId, ...said }] }],
    ] as const)
      expect(await send('POST', path, body)).toMatchObject({ status: 400, json: { errors: [{ message: 'no such system: secret' }] } })
    await unseen()
  })

  it('may stay where somebody else named it, and an edit of the rest is taken', async () => {
    const { json, headers } = await w.send('GET', '/api/v1/systems/built', { token: ours })
    const etag = headers.get('etag') ?? ''
    expect(await send('PUT', '/systems/built', { ...json, name: 'Built up' }, ours, { 'if-match': etag })).toMatchObject({ status: 200 })
  })
})

describe('a system of the unit that no deployment rests on', () => {
  it('shows its case and reviews to the unit, and to no other', async () => {
    const kinds = ['customer-data-training-changed']
    const report = { systemId: 'mine', kinds, detected: '2026-11-21', quote: 'We train on it.', source: { type: 'letter', note: 'x' } }
    const { caseId } = await made('/findings', report, ours)
    const theirs = (await w.person('risk-owner', { email: 'theirs@example.test', unitIds: ['theirs'] })).token
    const get = (path: string, token: string) => w.send('GET', `/api/v1${path}`, { token })
    expect((await get(`/cases/${caseId}`, ours)).json).toMatchObject({ deploymentIds: ['draft-mine'] })
    const reviews = await get(`/reviews?filter[caseId]=${caseId}`, ours)
    expect(reviews.json.total).toBeGreaterThan(0)
    expect((await get(`/reviews?filter[caseId]=${caseId}&asOf=${w.ports.now()}`, ours)).json.total).toBe(reviews.json.total)
    expect((await get(`/cases/${caseId}`, theirs)).status).toBe(404)
    expect((await get(`/reviews?filter[caseId]=${caseId}`, theirs)).json.total).toBe(0)
    const said = { answer: 'material', reason: 'It is.' }
    expect(await send('POST', `/cases/${caseId}/triage`, said)).toMatchObject({ status: 200, json: { state: 'triaged' } })
  })
})
