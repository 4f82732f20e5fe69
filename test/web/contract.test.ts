import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { clauseList, daysOf, objectByContract, standingOf } from '../../src/core/contract/gaps'
import { pack } from '../../src/core/pack'
import { verify } from '../../src/flows/verify'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

describe('our list of clauses', () => {
  it('names obligations and kinds of the pack only, each clause once', () => {
    expect(new Set(clauseList.map(({ id }) => id)).size).toBe(clauseList.length)
    for (const { obligations, objectsTo = [] } of clauseList) {
      for (const id of obligations) expect(pack().obligations.has(id), id).toBe(true)
      for (const kind of objectsTo) expect(pack().triggers.has(kind), kind).toBe(true)
    }
  })

  it('counts a clause as missing only where somebody has looked, and as there where one contract has it', () => {
    const states = (clauses: { id: string; present: boolean | null }[][]) =>
      Object.fromEntries(standingOf(clauses.map((one) => ({ clauses: one }))).map(({ clause, state }) => [clause.id, state]))
    const one = [
      { id: 'audit-right', present: false },
      { id: 'log-export', present: null },
      { id: 'our-own', present: false },
    ]
    expect(states([one])).toMatchObject({ 'audit-right': 'missing', 'log-export': 'not-looked-at', 'data-location': 'not-looked-at' })
    expect(states([one, [{ id: 'audit-right', present: true }]])['audit-right']).toBe('present')
  })

  it.each<[unknown, number | null]>([
    [14, 14],
    ['30 days', 30],
    ['10 calendar days from receipt', 10],
    [{ days: 7 }, 7],
    ['72 hours', null],
    ['none', null],
    [-3, null],
    [null, null],
  ])('reads the days of %j as %j', (value, days) => {
    expect(daysOf(value)).toBe(days)
  })

  it('gives days to object by the contracts that are in force on the day', () => {
    const contract = (days: number, endsOn: string | null) => ({
      startsOn: null,
      endsOn,
      clauses: [{ id: 'change-objection', present: true, value: days }],
    })
    const terms = [contract(20, null), contract(5, '2026-01-01')]
    expect(objectByContract(terms, ['liability-or-law-changed'], '2026-11-01')).toBe('2026-11-21')
    expect(objectByContract(terms, ['liability-or-law-changed'], '2025-12-01')).toBe('2025-12-06')
    expect(objectByContract(terms, ['incident-published'], '2026-11-01')).toBeNull()
  })
})

describe('the last day to object', () => {
  let w: World
  let made: Awaited<ReturnType<typeof registerForWork>>
  beforeEach(async () => {
    w = await world()
    made = await registerForWork(w)
    await w.send('POST', '/api/v1/contracts', {
      token: made.people.analyst.token,
      body: {
        vendorId: 'talentworks',
        reference: 'MSA-7',
        clauses: [
          { id: 'subprocessor-objection', present: true, value: '12 days', reference: 'clause 9.2' },
          { id: 'change-objection', present: true, value: 20, reference: 'clause 14' },
          { id: 'house-rule', present: true, value: 'kept' },
        ],
      },
    })
  })
  const report = async (kind: string, more: object = {}) => {
    const answer = await w.send('POST', '/api/v1/findings', {
      token: made.people.analyst.token,
      body: {
        vendorId: 'talentworks',
        kinds: [kind],
        detected: '2026-11-21',
        notified: '2026-11-20',
        quote: 'We add <b>Acme Inference</b> as of January.',
        source: { type: 'email' },
        ...more,
      },
    })
    expect(answer.status, answer.text).toBe(201)
    return answer.json
  }

  it.each([
    ['subprocessor-added', '2026-12-02'],
    ['liability-or-law-changed', '2026-12-10'],
    ['incident-published', null],
  ])('of %s follows from the contract', async (kind, day) => {
    const finding = await report(kind)
    expect(finding.objectBy).toBe(day)
    expect((await made.get(`/cases/${finding.caseId}`)).objectBy).toBe(day)
    const reviews = (await made.get(`/reviews?filter[caseId]=${finding.caseId}`)).items
    if (day) for (const review of reviews) expect(review.dueOn <= day).toBe(true)
  })

  const contractNow = async () => {
    const [{ id }] = (await made.get('/contracts?filter[vendorId]=talentworks')).items
    const stands = await w.send('GET', `/api/v1/contracts/${id}`, { token: made.people.analyst.token })
    return { id, etag: stands.headers.get('etag') ?? '' }
  }
  const edit = async (method: string, path: string, etag: string, body?: object) => {
    const answer = await w.send(method, path, { token: made.people.admin.token, headers: { 'if-match': etag }, ...(body ? { body } : {}) })
    expect(answer.status, answer.text).toBeLessThan(300)
  }
  const datesOf = async (caseId: string) => ({
    objectBy: (await made.get(`/cases/${caseId}`)).objectBy,
    dueOn: (await made.reviewsOf(caseId)).map((one: { dueOn: string }) => one.dueOn).sort()[0],
  })

  it('moves with the contract: the open case, its reviews and what its deployments have to do by, and nothing of a closed one', async () => {
    const { caseId } = await report('liability-or-law-changed')
    const closed = await report('liability-or-law-changed', { quote: 'Another word of the same.' })
    await made.act(`/cases/${closed.caseId}/triage`, { answer: 'not-material', reason: 'Ours says otherwise.' })
    const before = await datesOf(caseId)
    const of = (days: number) => ({ clauses: [{ id: 'change-objection', present: true, value: days }] })
    const { id, etag } = await contractNow()
    await edit('PATCH', `/api/v1/contracts/${id}`, etag, of(6))
    expect(await datesOf(caseId)).toMatchObject({ objectBy: '2026-11-26' })
    for (const review of await made.reviewsOf(caseId)) expect([review.dueOn <= '2026-11-26', review.late]).toEqual([true, false])
    expect((await made.get(`/cases/${closed.caseId}`)).objectBy).toBe('2026-12-10')
    await edit('PATCH', `/api/v1/contracts/${id}`, (await contractNow()).etag, of(20))
    expect(await datesOf(caseId)).toEqual(before)
    const versions = async () => (await made.reviewsOf(caseId)).map((one: { version: number }) => one.version)
    const stood = await versions()
    await edit('PATCH', `/api/v1/contracts/${id}`, (await contractNow()).etag, { reference: 'MSA-8' })
    expect(await versions()).toEqual(stood)
    await edit('DELETE', `/api/v1/contracts/${id}`, (await contractNow()).etag)
    expect((await datesOf(caseId)).objectBy).toBeNull()
    expect(await verify(w.ports)).toMatchObject({ ok: true })
  })

  it('moves with the days in the register, where no contract speaks of new sub-processors: by form, by file and at triage', async () => {
    const { id, etag } = await contractNow()
    await edit('DELETE', `/api/v1/contracts/${id}`, etag)
    const { caseId } = await report('subprocessor-added')
    const vendor = () => w.send('GET', '/api/v1/vendors/talentworks', { token: made.people.admin.token })
    const patch = async (days: number) =>
      edit('PATCH', '/api/v1/vendors/talentworks', (await vendor()).headers.get('etag') ?? '', { subprocessorObjectionDays: days })
    await patch(30)
    expect((await datesOf(caseId)).objectBy).toBe('2026-12-20')
    await patch(9)
    expect(await datesOf(caseId)).toEqual({ objectBy: '2026-11-29', dueOn: '2026-11-27' })
    const form = new FormData()
    form.set('file', new File(['vendor.id,vendor.subprocessor_objection_days\ntalentworks,7\n'], 'vendors.csv', { type: 'text/csv' }))
    form.set('as', 'vendors')
    const imported = await w.send('POST', '/api/v1/imports', { token: made.people.admin.token, form })
    expect(imported.json).toMatchObject({ updated: 1, errors: [] })
    expect((await datesOf(caseId)).objectBy).toBe('2026-11-27')
    const sets = { 'vendor.subprocessor_objection_days': 5 }
    await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'Five by the new terms.', sets })
    expect((await datesOf(caseId)).objectBy).toBe('2026-11-25')
    expect(await verify(w.ports)).toMatchObject({ ok: true })
  })

  it('of a change upstream is kept when a field of the register settles what its reviews waited for', async () => {
    await made.post('/contracts', {
      vendorId: 'nimbus',
      reference: 'N-1',
      clauses: [{ id: 'change-objection', present: true, value: 4 }],
    })
    const deployment = async (personalData: unknown) => {
      const stands = await w.send('GET', '/api/v1/deployments/dep-new', { token: made.people.admin.token })
      await edit('PATCH', '/api/v1/deployments/dep-new', stands.headers.get('etag') ?? '', { personalData })
      return stands.json.personalData
    }
    const known = await deployment(null)
    const upstream = await report('dpa-or-privacy-terms-changed', { vendorId: 'nimbus' })
    const rows = async () => (await made.reviewsOf(upstream.caseId)).filter((one: { state: string }) => one.state === 'open')
    expect((await rows()).some((one: { provisional: boolean }) => one.provisional)).toBe(true)
    for (const { dueOn } of await rows()) expect(dueOn <= '2026-11-24').toBe(true)
    await deployment(known)
    expect((await rows()).some((one: { provisional: boolean }) => one.provisional)).toBe(false)
    for (const { dueOn } of await rows()) expect(dueOn <= '2026-11-24').toBe(true)
  })

  it('is the one that the change states, where it states one', async () => {
    expect((await report('subprocessor-added', { objectionDeadline: '2026-11-25' })).objectBy).toBe('2026-11-25')
  })

  it('stands in a letter to read, to save as text, and to record as sent', async () => {
    const finding = await report('subprocessor-added')
    const token = made.people.owner.token
    const text = await w.send('GET', `/findings/${finding.id}/objection.txt`, { token })
    expect(text.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(text.headers.get('content-type')).toMatch(/^text\/plain/)
    for (const part of [
      '“We add <b>Acme Inference</b> as of January.”',
      'clause 9.2',
      'MSA-7',
      '12 days',
      'the last day to object is 2 December 2026',
      'On 20 November 2026 you told us',
    ])
      expect(text.text).toContain(part)
    expect(text.text).not.toMatch(/breach|in violation/i)
    const page = await w.send('GET', `/findings/${finding.id}/objection`, { token })
    expect(page.status).toBe(200)
    expect(page.text).toContain('&lt;b&gt;Acme Inference')
    const post = (form: Record<string, string>) =>
      w.send('POST', `/findings/${finding.id}/objection`, { token, form: new URLSearchParams(form) })
    expect((await post({ sentOn: '2027-01-01' })).status).toBe(400)
    expect((await post({ sentOn: '2026-11-21', note: 'By registered post.' })).status).toBe(303)
    const said = (await made.get(`/cases/${finding.caseId}/comments`)).items
    expect(said[0].text).toBe('Objection sent on 2026-11-21, with 2026-12-02 as the last day to object. By registered post.')
    expect((await w.send('GET', '/findings/none/objection', { token })).status).toBe(404)
    expect(await verify(w.ports)).toMatchObject({ ok: true })
  })

  it('keeps clauses of one’s own', async () => {
    const [contract] = (await made.get('/contracts?filter[vendorId]=talentworks')).items
    expect(contract.clauses[2]).toMatchObject({ id: 'house-rule', value: 'kept' })
  })

  it('has certificates and the clause list on the vendor’s page and in its forms', async () => {
    const token = made.people.analyst.token
    const fields = { vendorId: 'talentworks', standard: 'ISO/IEC 42001:2023', validTo: '2027-01-15', scope: 'The assistant' }
    const added = await w.send('POST', '/certificates/new', { token, form: new URLSearchParams(fields) })
    expect(added.status, added.text).toBe(303)
    const page = (await w.send('GET', '/vendors/talentworks', { token })).text
    expect(page).toContain('ISO/IEC 42001:2023')
    const bad = await w.send('POST', '/certificates/new', { token, form: new URLSearchParams({ ...fields, validFrom: '2028-01-01' }) })
    expect(bad.status).toBe(400)
    const [one] = (await made.get('/certificates?filter[vendorId]=talentworks')).items
    expect((await w.send('GET', `/certificates/${one.id}/edit`, { token })).text).toContain('Withdrawn, because')
    const form = (await w.send('GET', '/contracts/new?vendor=talentworks', { token })).text
    for (const { id } of clauseList) expect(form).toContain(`value="${id}"`)
  })
})

it('goes with the demonstration where its vendor does', async () => {
  const w = await world()
  const { post } = await registerForWork(w)
  await w.ports.db.run(sql`update vendors set demo = 1 where id = 'quietbox'`)
  await post('/contracts', { id: 'of-demo', vendorId: 'quietbox', clauses: [] })
  await post('/contracts', { id: 'of-ours', vendorId: 'nimbus', clauses: [] })
  const rows = await w.ports.db.all(sql`select id, demo from contracts order by id`)
  expect(rows).toEqual([
    { id: 'of-demo', demo: 1 },
    { id: 'of-ours', demo: 0 },
  ])
})
