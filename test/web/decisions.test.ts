import { beforeEach, describe, expect, it } from 'vitest'
import { tick } from '../../src/flows/tick'
import { verify } from '../../src/flows/verify'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

type Made = Awaited<ReturnType<typeof registerForWork>>
const url = 'https://quietbox.example/terms'
const page = (sentence: string) => ({
  headers: { 'content-type': 'text/html' },
  body: `<html><head><title>Terms</title></head><body><main><h1>Terms of Quietbox</h1><p>We take notes of meetings for our customers, and nothing else is done with them.</p><p>${sentence}</p><p>Questions go to the address below. These terms follow the law of Ireland.</p></main></body></html>`,
})

let w: World
let made: Made
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
})

/** The page as it reads, taken as a snapshot; answers its id. */
async function read(sentence: string): Promise<string> {
  w.pages.set(url, page(sentence))
  await w.send('POST', '/api/v1/sources', {
    token: made.people.admin.token,
    body: { id: 'src-terms', url, vendorId: 'quietbox', type: 'terms' },
  })
  w.clock.pass(60_000)
  const polled = await w.send('POST', '/api/v1/sources/src-terms/poll', { token: made.people.admin.token, body: {} })
  expect(polled.status, polled.text).toBe(200)
  const { items } = await made.get('/snapshots?filter[sourceId]=src-terms&sort=-at')
  return items[0].id
}

const decide = (body: object) =>
  made.post('/decisions', { deploymentId: 'dep-notes', disposition: 'proceed', terms: [], basis: [], ...body }, 'owner')
const sign = (id: string, who: 'owner' | 'second' = 'owner') => made.act(`/decisions/${id}/sign`, {}, who)
const shown = async (id: string) => made.get(`/decisions/${id}`)
const change = { systemId: 'sys-notes', kinds: ['data-retention-changed'], silent: null, quote: 'We keep notes for ninety days.' }

describe('a decision', () => {
  it('is drafted with the hash of each thing that it rests on, signed by name, and in force', async () => {
    const snapshotId = await read('We keep notes for thirty days.')
    const contract = await made.post('/contracts', { vendorId: 'quietbox', reference: 'QB-1', endsOn: '2027-01-31' })
    const drafted = await decide({
      basis: [
        { type: 'snapshot', id: snapshotId },
        { type: 'contract', id: contract.id },
      ],
    })
    const { fingerprint } = await made.get(`/snapshots/${snapshotId}`)
    expect(drafted).toMatchObject({ state: 'draft', signatures: [], because: [] })
    expect(drafted.basis).toEqual([
      { type: 'snapshot', id: snapshotId, hash: fingerprint },
      { type: 'contract', id: contract.id, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
    const signed = await sign(drafted.id)
    expect(signed.json).toMatchObject({
      state: 'in-force',
      critical: false,
      signatures: [{ personId: made.people.owner.id, at: w.ports.now() }],
    })
    expect(await verify(w.ports)).toMatchObject({ ok: true })
  })

  it('refuses what it cannot rest on, by its place', async () => {
    const past = await made.post('/contracts', { vendorId: 'quietbox', reference: 'QB-0', startsOn: '2025-01-01', endsOn: '2026-10-31' })
    const body = {
      deploymentId: 'dep-notes',
      disposition: 'hold',
      terms: [],
      basis: [
        { type: 'claim', id: 'none' },
        { type: 'contract', id: past.id },
      ],
    }
    const refused = await made.act('/decisions', body)
    expect(refused.status).toBe(400)
    expect(refused.json.errors.map((one: { path: string }) => one.path)).toEqual(['basis.0.id', 'basis.1.id'])
  })

  it('asks for a second person where the vendor is of the critical tier, and never takes the same twice', async () => {
    const vendor = await w.send('GET', '/api/v1/vendors/quietbox', { token: made.people.admin.token })
    await w.send('PATCH', '/api/v1/vendors/quietbox', {
      token: made.people.admin.token,
      body: { tier: 'critical' },
      headers: { 'if-match': vendor.headers.get('etag') ?? '' },
    })
    const { id } = await decide({})
    expect((await sign(id)).json).toMatchObject({ state: 'awaiting-second-signature', critical: true })
    expect((await sign(id)).status).toBe(409)
    expect((await sign(id, 'second')).json).toMatchObject({ state: 'in-force' })
  })

  it('supersedes the one before when it is signed', async () => {
    const first = await decide({})
    await sign(first.id)
    const second = await decide({ disposition: 'hold' })
    expect((await shown(first.id)).state).toBe('in-force')
    await sign(second.id)
    expect(await shown(first.id)).toMatchObject({ state: 'superseded', supersededBy: second.id })
  })

  it('is in question while a case on its deployment waits for triage, and back in force when that comes to nothing', async () => {
    const { id } = await decide({})
    await sign(id)
    const finding = await made.report(change)
    expect(await shown(id)).toMatchObject({ state: 'in-question', because: [{ type: 'finding', id: finding.id }] })
    expect((await made.get('/decisions?filter[state]=in-question')).items).toHaveLength(1)
    await made.act(`/cases/${finding.caseId}/triage`, { answer: 'not-material', reason: 'We hold no such notes.' })
    expect(await shown(id)).toMatchObject({ state: 'in-force', because: [] })
  })

  it('lapses when a snapshot that it lists moves, naming the finding, and signing it again pins the new basis', async () => {
    const before = await read('We keep notes for thirty days.')
    const { id } = await decide({ basis: [{ type: 'snapshot', id: before }] })
    await sign(id)
    w.clock.pass(3_600_000)
    await read('We keep notes for thirty days and sell them to advertisers afterwards.')
    const [finding] = (await made.get('/findings?filter[sourceId]=src-terms')).items
    expect(await shown(id)).toMatchObject({ state: 'in-question', because: [{ id: finding.id }] })
    const triaged = await made.act(`/cases/${finding.caseId}/triage`, { answer: 'material', reason: 'We did not agree to that.' })
    expect(triaged.status, triaged.text).toBe(200)
    expect(await shown(id)).toMatchObject({
      state: 'lapsed',
      because: [
        { type: 'finding', id: finding.id, text: expect.stringMatching(/^Quietbox changes .+ “.*sell them to advertisers afterwards”$/) },
      ],
    })

    const again = await sign(id)
    const current = (await made.get('/snapshots?filter[sourceId]=src-terms&sort=-at')).items[0]
    expect(current.id).not.toBe(before)
    expect(again.json.basis).toEqual([{ type: 'snapshot', id: current.id, hash: current.fingerprint }])
    const row = await shown(id)
    expect(['in-force', 'awaiting-second-signature']).toContain(row.state)
    expect(await verify(w.ports)).toMatchObject({ ok: true })
  })

  it('lapses when a case triaged as material has a redo or decide review on its deployment, and is as it was at an earlier instant', async () => {
    const { id } = await decide({})
    await sign(id)
    const signedAt = w.ports.now()
    w.clock.pass(3_600_000)
    const finding = await made.report(change)
    const actions = (await made.reviewsOf(finding.caseId)).map((one: { action: string }) => one.action)
    expect(actions.some((one: string) => one === 'redo' || one === 'decide')).toBe(true)
    const questionedAt = w.ports.now()
    w.clock.pass(3_600_000)
    await made.act(`/cases/${finding.caseId}/triage`, { answer: 'material', reason: 'It is our data.' })
    expect(await shown(id)).toMatchObject({ state: 'lapsed', because: [{ type: 'finding', id: finding.id }] })
    expect((await made.get(`/decisions/${id}?asOf=${signedAt}`)).state).toBe('in-force')
    expect((await made.get(`/decisions/${id}?asOf=${questionedAt}`)).state).toBe('in-question')
    expect((await made.get(`/decisions?asOf=${signedAt}`)).items).toMatchObject([{ id, state: 'in-force' }])
  })

  it('is left alone by a change at another vendor', async () => {
    const { id } = await decide({})
    await sign(id)
    const other = await made.report({ ...change, systemId: 'sys-plain' })
    await made.act(`/cases/${other.caseId}/triage`, { answer: 'material', reason: 'Yes.' })
    expect(await shown(id)).toMatchObject({ state: 'in-force', because: [] })
  })

  it('is not there for somebody of another unit', async () => {
    const { id } = await decide({ deploymentId: 'dep-new' })
    const other = await w.person('risk-owner', { email: 'far@example.test', unitIds: ['elsewhere'] })
    expect((await w.send('GET', `/api/v1/decisions/${id}`, { token: other.token })).status).toBe(404)
    expect((await w.send('GET', '/api/v1/decisions', { token: other.token })).json.items).toEqual([])
    expect((await w.send('GET', `/decisions/${id}`, { token: other.token })).status).toBe(404)
  })

  it('is drafted by a form that offers what the vendor has on record today', async () => {
    const snapshotId = await read('We keep notes for thirty days.')
    const token = made.people.owner.token
    const form = await w.send('GET', '/decisions/new?deployment=dep-notes', { token })
    expect(form.text).toContain(`value="snapshot ${snapshotId}"`)
    expect(form.text).toContain(`Terms, read on 21 Nov: ${url}`)
    expect(form.text.match(/id="f-basis/g)?.length).toBe(new Set(form.text.match(/id="f-basis[^"]*/g)).size)
    expect(form.text).toMatch(/Term 2<[\s\S]*<details><summary>More terms[\s\S]*Term 3</)
    const fields = new URLSearchParams({
      deployment: 'dep-notes',
      disposition: 'hold',
      basis: `snapshot ${snapshotId}`,
      'term.0.text': 'Ask them.',
    })
    const sent = await w.send('POST', '/decisions/new', { token, form: fields, headers: { origin: 'http://localhost' } })
    expect(sent.status, sent.text).toBe(303)
    const [drafted] = (await made.get('/decisions')).items
    expect(drafted).toMatchObject({ disposition: 'hold', basis: [{ type: 'snapshot', id: snapshotId }], terms: [{ text: 'Ask them.' }] })
    const page = await w.send('GET', `/decisions/${drafted.id}`, { token })
    expect(page.text).toContain(`action="/decisions/${drafted.id}/sign"`)
    expect(page.text).toContain('Terms, as read on 21 Nov')
    expect(page.text).not.toContain('terms page as read')
  })

  it('says since when a term is overdue in words, on its page and in the list', async () => {
    const { id } = await decide({ disposition: 'conditional', terms: [{ text: 'Ask them.', dueOn: '2026-11-22' }] })
    await sign(id)
    w.clock.pass(3 * 86_400_000)
    const token = made.people.owner.token
    for (const path of [`/decisions/${id}`, '/decisions', '/deployments/dep-notes']) {
      const { text } = await w.send('GET', path, { token })
      expect(text, path).toMatch(/[Oo]verdue since 22 Nov: Ask them/)
      expect(text, path).not.toContain('verdue since 2026-11-22')
    }
  })

  it('stays in force over a change of mere form', async () => {
    const before = await read('We keep notes for thirty days.')
    const { id } = await decide({ basis: [{ type: 'snapshot', id: before }] })
    await sign(id)
    w.clock.pass(3_600_000)
    await read('We keep notes for thirty days .')
    expect(await shown(id)).toMatchObject({ state: 'in-force', because: [] })
  })

  it('comes back when the triage that it lapsed by is undone', async () => {
    const before = await read('We keep notes for thirty days.')
    const { id } = await decide({ basis: [{ type: 'snapshot', id: before }] })
    await sign(id)
    w.clock.pass(3_600_000)
    await read('We keep notes for thirty days and sell them to advertisers afterwards.')
    const [finding] = (await made.get('/findings?filter[sourceId]=src-terms')).items
    await made.act(`/cases/${finding.caseId}/triage`, { answer: 'material', reason: 'Yes.' })
    await made.act(`/cases/${finding.caseId}/undo`, {})
    expect((await shown(id)).state).toBe('in-question')
  })

  it('lapses when listed evidence is withdrawn, and when a contract ends with its day', async () => {
    const form = new FormData()
    form.set('file', new File(['%PDF-1.4 a report'], 'report.pdf', { type: 'application/pdf' }))
    form.set('data', JSON.stringify({ id: 'ev-report', vendorId: 'quietbox', name: 'The report' }))
    const kept = await w.send('POST', '/api/v1/evidence', { token: made.people.analyst.token, form })
    expect(kept.status, kept.text).toBe(201)
    const contract = await made.post('/contracts', { vendorId: 'quietbox', reference: 'QB-1', endsOn: '2026-11-23' })
    const byEvidence = await decide({ basis: [{ type: 'evidence', id: 'ev-report' }] })
    const byContract = await decide({ deploymentId: 'dep-scribe', basis: [{ type: 'contract', id: contract.id }] })
    await sign(byEvidence.id)
    await sign(byContract.id)
    await made.act('/evidence/ev-report/withdraw', { reason: 'It was the report of another vendor.' })
    expect(await shown(byEvidence.id)).toMatchObject({ state: 'lapsed', because: [{ type: 'evidence', id: 'ev-report' }] })
    expect((await sign(byEvidence.id)).json).toMatchObject({ code: 'basis-moved' })

    await tick(w.ports, w.ports.now())
    expect((await shown(byContract.id)).state).toBe('in-force')
    w.clock.at('2026-11-24T08:00:00Z')
    expect(await tick(w.ports, w.ports.now())).toMatchObject({ counts: { decisionsLapsed: 1 } })
    expect(await shown(byContract.id)).toMatchObject({ state: 'lapsed', because: [{ type: 'contract', id: contract.id }] })
  })
})

describe('a term', () => {
  const terms = () => [{ text: 'Have the training opt-out in writing.', dueOn: '2026-11-25', ownerId: made.people.analyst.id }]

  it('that is overdue by a day shows the decision as degraded wherever the deployment is shown, until its owner has done it', async () => {
    const {
      id,
      terms: [term],
    } = await decide({ disposition: 'conditional', terms: terms() })
    await sign(id)
    w.clock.at('2026-11-25T23:00:00Z')
    expect((await shown(id)).state).toBe('in-force')
    w.clock.at('2026-11-26T09:00:00Z')
    expect(await shown(id)).toMatchObject({ state: 'degraded', because: [{ type: 'term', id: term.id }] })
    expect((await made.get('/decisions?filter[state]=degraded')).total).toBe(1)
    for (const path of [
      '/deployments/dep-notes',
      '/register/deployments',
      '/decisions',
      `/decisions/${id}`,
      '/coverage?framework=gdpr&show=all&cell=gdpr-5-1-b.dep-notes',
      '/',
    ]) {
      const { text, status } = await w.send('GET', path, { token: made.people.owner.token })
      expect(status, path).toBe(200)
      expect(text, path).toContain('Degraded')
    }
    const done = await w.send('POST', `/api/v1/decisions/${id}/terms/${term.id}/done`, { token: made.people.analyst.token, body: {} })
    expect(done.json).toMatchObject({ state: 'in-force', terms: [{ doneOn: '2026-11-26' }] })
  })

  it('is told to its owner before and once it is overdue, each once, and late after a week of sleep', async () => {
    await tick(w.ports, w.ports.now())
    const { id } = await decide({ disposition: 'conditional', terms: terms() })
    await sign(id)
    w.clock.at('2026-11-24T09:00:00Z')
    expect(await tick(w.ports, w.ports.now())).toMatchObject({ counts: { termReminders: 1, termsOverdue: 0 } })
    w.clock.at('2026-12-01T09:00:00Z')
    expect(await tick(w.ports, w.ports.now())).toMatchObject({ counts: { termReminders: 0, termsOverdue: 1 } })
    w.clock.at('2026-12-02T09:00:00Z')
    expect(await tick(w.ports, w.ports.now())).toMatchObject({ counts: { termReminders: 0, termsOverdue: 0 } })
  })

  it('is nobody else’s to finish', async () => {
    const {
      id,
      terms: [term],
    } = await decide({ disposition: 'conditional', terms: [{ text: 'Sign the annex.', ownerId: made.people.second.id }] })
    await sign(id)
    const refused = await w.send('POST', `/api/v1/decisions/${id}/terms/${term.id}/done`, { token: made.people.analyst.token, body: {} })
    expect(refused.status).toBe(403)
  })
})

describe('going live', () => {
  const setStatus = async (status: string) => {
    const stands = await w.send('GET', '/api/v1/deployments/dep-notes', { token: made.people.owner.token })
    return w.send('PATCH', '/api/v1/deployments/dep-notes', {
      token: made.people.owner.token,
      body: { status },
      headers: { 'if-match': stands.headers.get('etag') ?? '' },
    })
  }

  it('is refused to a planned deployment while any review is open, by edit, by form and by file, with the list in words', async () => {
    expect((await setStatus('planned')).status).toBe(200)
    const finding = await made.report(change)
    const reviews = await made.reviewsOf(finding.caseId)
    expect(reviews.length).toBeGreaterThan(0)
    const refused = await setStatus('live')
    expect(refused.status).toBe(409)
    expect(refused.json).toMatchObject({ code: 'not-live-yet', detail: expect.stringContaining(reviews[0].citation) })

    const csv = 'dep.id,dep.name,dep.system_id,dep.status\ndep-notes,Notes,sys-notes,live\n'
    const form = new FormData()
    form.set('file', new File([csv], 'deployments.csv', { type: 'text/csv' }))
    form.set('as', 'deployments')
    const imported = await w.send('POST', '/api/v1/imports', { token: made.people.owner.token, form })
    expect(imported.json, imported.text).toMatchObject({ updated: 0, errors: [{ line: 2, field: 'dep.status', value: 'live' }] })

    await made.act(`/cases/${finding.caseId}/triage`, { answer: 'material', reason: 'Yes.' })
    const open = (await made.reviewsOf(finding.caseId)).filter((one: { state: string }) => one.state !== 'closed')
    const closed = await made.act('/reviews/close', {
      items: open.map((one: { id: string }) => ({ id: one.id, outcome: 'holds', reason: 'Looked at.', evidenceIds: [] })),
    })
    expect(closed.status, closed.text).toBe(200)
    for (const one of closed.json.items) if (one.state !== 'closed') await made.act(`/reviews/${one.id}/approve`, {}, 'second')
    expect((await setStatus('live')).status).toBe(200)
  })

  it('is refused as an edit accepted at triage too, alone, with others and on the page, and nothing of the answer is written', async () => {
    expect((await setStatus('planned')).status).toBe(200)
    const finding = await made.report({ ...change, sets: { 'dep.status': 'live' } })
    const [review] = await made.reviewsOf(finding.caseId)
    const answer = { answer: 'material', reason: 'They say it is in use.', sets: { 'dep.status': 'live' } }
    const alone = await made.act(`/cases/${finding.caseId}/triage`, answer)
    const many = await made.act('/cases/triage', { items: [{ id: finding.caseId, ...answer }] })
    for (const refused of [alone, many])
      expect([refused.status, refused.json]).toMatchObject([
        409,
        { code: 'not-live-yet', detail: expect.stringContaining(review.citation) },
      ])
    expect(alone.json.detail).toContain('Notes cannot go live while')
    const form = new URLSearchParams({ answer: 'material', reason: 'They say it is in use.', set: 'dep.status' })
    const page = await w.send('POST', `/cases/${finding.caseId}/triage`, { token: made.people.owner.token, form })
    expect(page.status).toBe(409)
    expect(page.text).toContain('Notes cannot go live while')
    expect(await made.get(`/cases/${finding.caseId}`)).toMatchObject({ state: 'open', answer: null })
    expect((await made.get('/deployments/dep-notes')).status).toBe('planned')
  })

  it('is free to a pilot whose open reviews neither redo nor decide anything of weight, and to one that stands already', async () => {
    expect((await setStatus('pilot')).status).toBe(200)
    const finding = await made.report({ ...change, kinds: ['sla-or-support-changed'] })
    const weighty = (await made.reviewsOf(finding.caseId)).filter(
      (one: { action: string; severity: string }) => ['redo', 'decide'].includes(one.action) && ['critical', 'high'].includes(one.severity),
    )
    expect(weighty).toEqual([])
    expect((await setStatus('live')).status).toBe(200)
    await made.report(change)
    expect((await setStatus('suspended')).status).toBe(200)
    expect((await setStatus('live')).status).toBe(200)
  })
})

describe('leaving a vendor', () => {
  it('has steps, is recalled every week, and ends only with the deletion confirmed', async () => {
    await tick(w.ports, w.ports.now())
    const exit = await made.post(
      '/exits',
      { vendorId: 'quietbox', deploymentId: 'dep-notes', reason: 'They sell our notes.', steps: [{ text: 'Take out our notes.' }] },
      'owner',
    )
    expect(exit).toMatchObject({ state: 'open', steps: [{ text: 'Take out our notes.' }, { id: 'deletion-confirmed' }] })
    w.clock.at('2026-11-30T09:00:00Z')
    expect(await tick(w.ports, w.ports.now())).toMatchObject({ counts: { exitsRecalled: 1 } })
    expect((await made.act(`/exits/${exit.id}/confirm`, {})).json).toMatchObject({ code: 'steps-open' })
    await made.act(`/exits/${exit.id}/steps/${exit.steps[0].id}/done`, {})
    expect((await made.act(`/exits/${exit.id}/confirm`, {})).json).toMatchObject({ state: 'confirmed', confirmedOn: '2026-11-30' })
    w.clock.at('2026-12-08T09:00:00Z')
    expect(await tick(w.ports, w.ports.now())).toMatchObject({ counts: { exitsRecalled: 0 } })
    expect(await verify(w.ports)).toMatchObject({ ok: true })
  })

  it('gives a step another day or none while it is to do, in the API and on its page, and each move is in the trail', async () => {
    const exit = await made.post(
      '/exits',
      { vendorId: 'quietbox', reason: 'They sell our notes.', steps: [{ text: 'Give notice.' }] },
      'owner',
    )
    const [step] = exit.steps
    const day = (dueOn: unknown) => made.act(`/exits/${exit.id}/steps/${step.id}/date`, { dueOn })
    expect((await day('2027-01-31')).json.steps[0]).toMatchObject({ dueOn: '2027-01-31', doneOn: null })
    expect(await day('31.1.2027')).toMatchObject({ status: 400, json: { errors: [{ path: 'dueOn' }] } })
    const form = new FormData()
    form.set('dueOn', '2027-02-28')
    const moved = await w.send('POST', `/exits/${exit.id}/steps/${step.id}/date`, { token: made.people.owner.token, form })
    expect(moved.status).toBe(303)
    const page = await w.send('GET', `/exits/${exit.id}`, { token: made.people.owner.token })
    expect(page.text).toMatch(/name="dueOn" value="2027-02-28"/)
    expect((await day(null)).json.steps[0]).toMatchObject({ dueOn: null })
    await made.act(`/exits/${exit.id}/steps/${step.id}/done`, {})
    expect(await day('2027-03-31')).toMatchObject({ status: 409, json: { code: 'wrong-state' } })
    expect((await made.act(`/exits/${exit.id}/steps/nothing/date`, { dueOn: null })).status).toBe(404)
    expect(await verify(w.ports)).toMatchObject({ ok: true })
  })

  it('for one use is there for those who see the use, and leaving it altogether for those who see the vendor', async () => {
    const reason = 'It ranks by age.'
    const one = await made.post('/exits', { vendorId: 'talentworks', deploymentId: 'dep-new', reason }, 'owner')
    const all = await made.post('/exits', { vendorId: 'talentworks', reason }, 'owner')
    const far = await w.person('risk-owner', { email: 'far@example.test', unitIds: ['elsewhere'] })
    const read = (path: string) => w.send('GET', path, { token: far.token })
    expect((await read(`/api/v1/exits/${one.id}`)).status).toBe(404)
    expect((await read(`/exits/${one.id}`)).status).toBe(404)
    expect((await read(`/api/v1/exits/${one.id}?asOf=${w.ports.now()}`)).status).toBe(404)
    for (const list of ['/api/v1/exits', `/api/v1/exits?asOf=${w.ports.now()}`])
      expect((await read(list)).json.items.map(({ id }: { id: string }) => id)).toEqual([all.id])
    expect((await made.get('/exits', 'owner')).items).toHaveLength(2)
  })
})

it('decisions, exits and contracts are files too, as far as the reader sees them', async () => {
  const contract = await made.post('/contracts', {
    vendorId: 'quietbox',
    reference: 'QB-1',
    clauses: [{ id: 'change-notice', present: true, value: '=30', reference: '4.2' }],
  })
  const { id } = await decide({
    disposition: 'conditional',
    terms: [{ text: 'Ask them.', dueOn: '2026-12-01', ownerId: made.people.owner.id }],
    basis: [{ type: 'contract', id: contract.id }],
  })
  await sign(id)
  await decide({ deploymentId: 'dep-new' })
  await made.post('/exits', { vendorId: 'quietbox', reason: 'They sell our notes.' }, 'owner')
  const file = async (path: string, token = made.people.auditor.token) => (await w.send('GET', path, { token })).text
  const decisions = await file('/decisions/file')
  for (const words of ['Notes', 'in-force', 'Ask them., due 2026-12-01', `contract ${contract.id}`]) expect(decisions).toContain(words)
  expect((await file('/decisions/file?state=draft')).trim().split('\n')).toHaveLength(2)
  expect(await file('/exits/file')).toContain('They sell our notes.')
  expect(await file('/contracts/file?vendor=quietbox')).toContain("in the contract,'=30,4.2")
  expect((await file('/contracts/file?format=xlsx')).slice(0, 2)).toBe('PK')
  const far = await w.person('auditor', { email: 'far@example.test', unitIds: ['elsewhere'] })
  expect(await file('/decisions/file', far.token)).not.toContain('Screening')
})
