import { describe, expect, it } from 'vitest'
import { world } from '../world'

async function registered() {
  const made = await world()
  const { token } = await made.person('administrator')
  const post = async (path: string, body: unknown) => {
    const answer = await made.send('POST', `/api/v1${path}`, { token, body })
    expect(answer.status, answer.text).toBe(201)
    return answer.json
  }
  await post('/vendors', { id: 'acme', name: 'Acme', isProcessor: true, tier: 'standard' })
  await post('/systems', { id: 'model', vendorId: 'acme', name: 'Model', kind: 'model_api' })
  await post('/systems', { id: 'feature', vendorId: 'acme', name: 'Feature', kind: 'saas_embedded_feature', parentSystemIds: ['model'] })
  await post('/deployments', { id: 'screening', systemId: 'feature', name: 'Screening', dates: { dpia: '2026-03-01' } })
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    made.send(method, `/api/v1${path}`, { token, body, headers })
  return { ...made, token, post, send, raw: made.send }
}

describe('a record of the register', () => {
  it('is given back whole, unknown facts as null, and what GET gives PUT accepts unchanged', async () => {
    const { send } = await registered()
    for (const path of ['/vendors/acme', '/systems/feature', '/deployments/screening', '/organisation']) {
      const { json, headers } = await send('GET', path)
      const etag = headers.get('etag') ?? ''
      expect(etag).toBe(`"${json.version}"`)
      const put = await send('PUT', path, json, { 'if-match': etag })
      expect(put.status, put.text).toBe(200)
      expect({ ...put.json, version: 0, updatedAt: '' }).toEqual({ ...json, version: 0, updatedAt: '' })
      expect(put.json.version).toBe(json.version + 1)
    }
    const { json } = await send('GET', '/deployments/screening')
    expect(json).toMatchObject({
      id: 'screening',
      systemId: 'feature',
      unitId: null,
      ownerId: null,
      personalData: null,
      dates: { dpia: '2026-03-01' },
      provisionalFields: [],
    })
  })

  it('refuses unknown fields, and read-only ones that were altered, by name', async () => {
    const { send } = await registered()
    const etag = (await send('GET', '/vendors/acme')).headers.get('etag') ?? ''
    const answer = await send(
      'PATCH',
      '/vendors/acme',
      { colour: 'red', version: 9, createdAt: '2020-01-01', tier: 'gigantic', legalName: 'Acme Ltd' },
      { 'if-match': etag },
    )
    expect(answer.status).toBe(400)
    expect(answer.json.errors.map((error: { path: string; message: string }) => `${error.path}: ${error.message}`)).toEqual([
      'colour: unknown field',
      'version: read-only',
      'createdAt: read-only',
      expect.stringMatching(/^tier: expected one of /),
    ])
    expect((await send('GET', '/vendors/acme')).json.legalName).toBeNull()
  })

  it('says where its facts come from, and of nothing else: another name is refused with what was expected', async () => {
    const { send } = await registered()
    for (const [path, known, other] of [
      ['/vendors/acme', 'isProcessor', 'purpose'],
      ['/systems/model', 'versionBinding', 'colour'],
      ['/deployments/screening', 'ownerId', 'isProcessor'],
      ['/organisation', 'name', 'name'],
    ] as const) {
      const { headers } = await send('GET', path)
      const match = { 'if-match': headers.get('etag') ?? '' }
      const refused = await send('PATCH', path, { factSources: { [other]: { source: 'a letter' } } }, match)
      expect([refused.status, refused.json.errors[0].path], path).toEqual([400, `factSources.${other}`])
      expect(refused.json.errors[0].message).toMatch(/^no such fact: expected any of \w+, /)
      if (known === other) continue
      const taken = await send('PATCH', path, { factSources: { [known]: { source: 'a letter', checkedOn: '2026-11-20' } } }, match)
      expect(taken.json.factSources, path).toEqual({ [known]: { source: 'a letter', checkedOn: '2026-11-20' } })
    }
  })

  it('keeps the id it is given, and refuses one that is taken or has signs of its own', async () => {
    const { send } = await registered()
    expect((await send('POST', '/vendors', { id: 'acme', name: 'Other' })).json).toMatchObject({ status: 409, code: 'already-exists' })
    expect((await send('POST', '/vendors', { id: '../etc', name: 'Other' })).json.errors[0].path).toBe('id')
    expect((await send('POST', '/vendors', { name: 'Other' })).json.id).toMatch(/./)
  })

  it('names what is not there', async () => {
    const { send } = await registered()
    expect(
      (await send('POST', '/systems', { vendorId: 'nobody', name: 'x', unitId: 'nowhere', parentSystemIds: ['none'] })).json.errors,
    ).toEqual([
      { path: 'unitId', message: 'no such unit: nowhere' },
      { path: 'vendorId', message: 'no such vendor: nobody' },
      { path: 'parentSystemIds', message: 'no such system: none' },
    ])
    expect((await send('POST', '/deployments', { systemId: 'none', name: 'x', ownerId: 'nobody' })).json.errors).toHaveLength(2)
  })

  it('a system never rests on itself, however far round', async () => {
    const { send } = await registered()
    const patch = async (id: string, parentSystemIds: string[]) =>
      send('PATCH', `/systems/${id}`, { parentSystemIds }, { 'if-match': (await send('GET', `/systems/${id}`)).headers.get('etag') ?? '' })
    expect((await patch('model', ['feature'])).json.errors).toEqual([
      { path: 'parentSystemIds', message: 'a system cannot rest on itself' },
    ])
    expect((await patch('model', ['model'])).status).toBe(400)
    expect((await patch('feature', [])).status).toBe(200)
    expect((await patch('model', ['feature'])).status).toBe(200)
  })

  it('goes only when nothing rests on it', async () => {
    const { send } = await registered()
    const remove = async (path: string) =>
      send('DELETE', path, undefined, { 'if-match': (await send('GET', path)).headers.get('etag') ?? '' })
    expect((await remove('/vendors/acme')).json.code).toBe('in-use')
    expect((await remove('/systems/model')).json.code).toBe('in-use')
    for (const path of ['/deployments/screening', '/systems/feature', '/systems/model', '/vendors/acme']) {
      expect((await remove(path)).status).toBe(204)
      expect((await send('GET', path)).status).toBe(404)
    }
  })

  it('is edited under the version that was read: 428 without, 412 when stale', async () => {
    const { send } = await registered()
    const edit = (headers: Record<string, string>) => send('PATCH', '/vendors/acme', { legalName: 'Acme Ltd' }, headers)
    expect((await edit({})).json).toMatchObject({ status: 428, code: 'version-required' })
    expect((await edit({ 'if-match': '"1"' })).headers.get('etag')).toBe('"2"')
    expect((await edit({ 'if-match': '"1"' })).json).toMatchObject({ status: 412, code: 'stale-version' })
  })

  it('two edits at once: one lands, the other is told', async () => {
    const { send } = await registered()
    const statuses = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => (await send('PATCH', '/vendors/acme', { legalName: name }, { 'if-match': '"1"' })).status),
    )
    expect(statuses.sort()).toEqual([200, 412, 412])
    expect((await send('GET', '/vendors/acme')).json.version).toBe(2)
  })

  it('is seen as of a past instant, the same after a hundred later edits', { timeout: 300_000 }, async () => {
    const { send, clock } = await registered()
    clock.pass(60_000)
    const at = '2026-11-21T09:00:30.000Z'
    const before = [
      await send('GET', `/vendors/acme?asOf=${at}`),
      await send('GET', `/vendors?asOf=${at}`),
      await send('GET', `/systems?asOf=${at}&filter[kind]=model_api`),
    ]
    for (let i = 1; i <= 100; i++) {
      clock.pass(1000)
      expect((await send('PATCH', '/vendors/acme', { legalName: `Acme ${i}` }, { 'if-match': `"${i}"` })).status).toBe(200)
    }
    const after = [
      await send('GET', `/vendors/acme?asOf=${at}`),
      await send('GET', `/vendors?asOf=${at}`),
      await send('GET', `/systems?asOf=${at}&filter[kind]=model_api`),
    ]
    expect(after.map((one) => one.json)).toEqual(before.map((one) => one.json))
    expect(after[0]?.json).toMatchObject({ id: 'acme', legalName: null, version: 1 })
    expect(after[2]?.json).toMatchObject({ total: 1, items: [{ id: 'model' }] })
    expect((await send('GET', '/vendors/acme?asOf=2026-11-21T08:00:00Z')).status).toBe(404)
    expect((await send('GET', '/vendors/acme?asOf=2027-01-01T00:00:00Z')).json).toMatchObject({ status: 400, errors: [{ path: 'asOf' }] })
  })
})

describe('a list', () => {
  it('pages by cursor without loss or repetition, sorted and filtered as asked', async () => {
    const { send, post } = await registered()
    for (let i = 0; i < 23; i++) await post('/vendors', { id: `v${i}`, name: `Vendor ${i % 5}`, tier: i % 2 ? 'critical' : null })
    for (const sort of ['name', '-name', 'id', '-createdAt', 'updatedAt']) {
      const ids: string[] = []
      let next: string | null = ''
      while (next !== null) {
        const page: { json: { items: { id: string }[]; next: string | null; total: number } } = await send(
          'GET',
          `/vendors?limit=5&sort=${sort}${next && `&cursor=${next}`}`,
        )
        ids.push(...page.json.items.map((item) => item.id))
        expect(page.json.total).toBe(24)
        next = page.json.next
      }
      expect(new Set(ids).size).toBe(24)
      expect(ids).toHaveLength(24)
    }
    expect((await send('GET', '/vendors?filter[tier]=critical')).json.total).toBe(11)
    expect((await send('GET', '/vendors?filter[tier]=critical,standard')).json.total).toBe(12)
    expect((await send('GET', '/vendors?filter[q]=ACM')).json.items.map((item: { id: string }) => item.id)).toEqual(['acme'])
  })

  it.each(['limit=0', 'limit=x', 'sort=colour', 'filter[colour]=red', 'colour=red', 'cursor=nonsense', 'asOf=yesterday'])(
    'refuses ?%s by name',
    async (query) => {
      const { send } = await registered()
      const answer = await send('GET', `/vendors?${query}`)
      expect([answer.status, answer.json.errors.length]).toEqual([400, 1])
    },
  )
})

describe('Idempotency-Key', () => {
  it('gives the first answer again for the same request, with its ETag, and refuses another', async () => {
    const { send, clock } = await registered()
    const key = { 'idempotency-key': 'k1' }
    const one = await send('POST', '/vendors', { name: 'Twice' }, key)
    const two = await send('POST', '/vendors', { name: 'Twice' }, key)
    expect([two.status, two.text, two.headers.get('etag')]).toEqual([201, one.text, one.headers.get('etag')])
    expect((await send('POST', '/vendors', { name: 'Else' }, key)).status).toBe(422)
    const bad = await send('POST', '/vendors', { name: 42 }, { 'idempotency-key': 'k2' })
    expect((await send('POST', '/vendors', { name: 42 }, { 'idempotency-key': 'k2' })).text).toBe(bad.text)
    clock.pass(25 * 3_600_000)
    expect((await send('POST', '/vendors', { name: 'Twice' }, key)).json.id).not.toBe(one.json.id)
  })

  it('of requests sent at once, one is done', async () => {
    const { send } = await registered()
    const answers = await Promise.all([1, 2, 3].map(() => send('POST', '/vendors', { name: 'Once' }, { 'idempotency-key': 'k' })))
    expect(answers.filter((answer) => answer.status === 201).length).toBeGreaterThan(0)
    expect((await send('GET', '/vendors?filter[q]=Once')).json.total).toBe(1)
  })

  it('keeps no secret of an answer', async () => {
    const { send } = await registered()
    const one = await send('POST', '/tokens', {}, { 'idempotency-key': 'k' })
    const two = await send('POST', '/tokens', {}, { 'idempotency-key': 'k' })
    expect([one.json.token?.startsWith('tt_'), two.json.token, two.json.id]).toEqual([true, null, one.json.id])
  })
})

describe('units', () => {
  it("a deployment of another unit is as if it were missing; what it rests on is seen by its unit and by nobody's else", async () => {
    const { post, person, raw } = await registered()
    await post('/units', { id: 'hiring', name: 'Hiring' })
    await post('/units', { id: 'below', name: 'Below', parentId: 'hiring' })
    await post('/units', { id: 'other', name: 'Other' })
    await post('/vendors', { id: 'closed', name: 'Closed', unitId: 'other' })
    await post('/systems', { id: 'upstream', name: 'Upstream', vendorId: 'closed', unitId: 'other' })
    await post('/vendors', { id: 'near', name: 'Near', unitId: 'other' })
    await post('/systems', { id: 'mid', name: 'Mid', vendorId: 'near', unitId: 'other', parentSystemIds: ['upstream'] })
    await post('/vendors', { id: 'hidden', name: 'Hidden', unitId: 'other' })
    await post('/deployments', { id: 'secret', name: 'Secret', systemId: 'mid', unitId: 'below' })
    const mine = await person('analyst', { unitIds: ['hiring'] })
    const theirs = await person('risk-owner', { unitIds: ['other'] })
    const ids = async (token: string, noun: string) =>
      (await raw('GET', `/api/v1/${noun}`, { token })).json.items.map((item: { id: string }) => item.id).sort()
    expect(await ids(mine.token, 'deployments')).toEqual(['screening', 'secret'])
    expect(await ids(theirs.token, 'deployments')).toEqual(['screening'])
    expect(await ids(mine.token, 'systems')).toEqual(['feature', 'mid', 'model', 'upstream'])
    expect(await ids(mine.token, 'vendors')).toEqual(['acme', 'closed', 'near'])
    expect((await raw('GET', '/api/v1/vendors/hidden', { token: mine.token })).status).toBe(404)
    expect((await raw('GET', '/api/v1/deployments/secret', { token: theirs.token })).status).toBe(404)
    expect(
      (await raw('PATCH', '/api/v1/deployments/secret', { token: theirs.token, body: { name: 'x' }, headers: { 'if-match': '"1"' } }))
        .status,
    ).toBe(404)
    const buyer = await person('procurement', { unitIds: ['other'] })
    expect(
      (await raw('PATCH', '/api/v1/deployments/secret', { token: buyer.token, body: { name: 'x' }, headers: { 'if-match': '"1"' } }))
        .status,
    ).toBe(404)
    expect(
      (await raw('PATCH', '/api/v1/deployments/screening', { token: buyer.token, body: { name: 'x' }, headers: { 'if-match': '"1"' } }))
        .status,
    ).toBe(403)
    expect((await raw('GET', '/api/v1/deployments/secret?asOf=2026-11-21T09:00:00Z', { token: theirs.token })).status).toBe(404)
  })
})
