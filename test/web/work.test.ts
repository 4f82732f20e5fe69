import { beforeAll, describe, expect, it } from 'vitest'
import { pack } from '../../src/core/pack'
import { tick } from '../../src/flows/tick'
import { verify } from '../../src/flows/verify'
import { type World, world } from '../world'
import { example, registerForWork } from './register-for-work'

type Made = Awaited<ReturnType<typeof registerForWork>>
const ids = (items: { id: string }[]) => items.map((item) => item.id)
const mail = {
  systemId: 'sys-lark',
  kinds: ['model-version-replaced'],
  effective: '2026-12-20',
  silent: false,
  quote: 'On 20 December lark-2 is replaced by lark-3 everywhere.',
  source: { type: 'email', note: 'To our contract address' },
}

describe('a reported change', () => {
  let made: Made
  let w: World
  beforeAll(async () => {
    w = await world()
    made = await registerForWork(w)
  })

  it('is confirmed at once, arrives through the parent system, and opens the reviews of the worked example', async () => {
    const finding = await made.report(mail)
    expect(finding).toMatchObject({
      state: 'confirmed',
      origin: 'reported',
      announcement: 'announced',
      effectiveOn: '2026-12-20',
      version: 1,
    })
    expect(finding.quotes).toEqual([{ side: 'stated', text: mail.quote, sourceId: null }])
    const opened = await made.get(`/cases/${finding.caseId}`)
    expect(opened).toMatchObject({ deploymentIds: ['dep-new'], severity: 'critical', state: 'open', findingIds: [finding.id] })
    const reviews = await made.reviewsOf(finding.caseId)
    expect(reviews).toHaveLength(opened.reviewCount)
    const told = reviews.map((one: Record<string, unknown>) => ({
      obligation: one.obligationId,
      action: one.action,
      label: one.label,
      due: one.dueOn,
    }))
    const byName = (a: { obligation: string }, b: { obligation: string }) => (a.obligation < b.obligation ? -1 : 1)
    expect(told.sort(byName)).toEqual([...example.expected.tasks].sort(byName))
    for (const review of reviews)
      expect(review).toMatchObject({
        severity: 'critical',
        state: 'open',
        provisional: false,
        late: false,
        caseIds: [finding.caseId],
        ownerId: made.people.owner.id,
      })
  })

  it("belongs to who holds the kind's role in the unit, else to nobody without unit and owner", async () => {
    const told = await made.report({
      systemId: 'sys-new',
      kinds: ['data-retention-changed'],
      silent: null,
      quote: 'We keep prompts for 90 days.',
    })
    expect(told.announcement).toBe('unknown')
    const own = (await made.reviewsOf(told.caseId)).filter((one: { caseIds: string[] }) => one.caseIds.length === 1)
    expect(new Set(own.map((one: { ownerId: string }) => one.ownerId))).toEqual(new Set([made.people.second.id]))
    const quiet = await made.report({
      systemId: 'sys-scribe',
      kinds: ['model-version-replaced'],
      silent: true,
      quote: 'Scribe has a new model.',
    })
    expect(quiet).toMatchObject({ announcement: 'silent', severity: 'critical' })
    expect(new Set((await made.reviewsOf(quiet.caseId)).map((one: { ownerId: string | null }) => one.ownerId))).toEqual(new Set([null]))
  })

  it('reaches all systems of the vendor, and keeps the last day to object', async () => {
    const told = await made.report({
      vendorId: 'quietbox',
      kinds: ['subprocessor-added'],
      effective: '2026-12-21',
      objectionDeadline: '2026-12-05',
      quote: 'Harbour Inference Ltd joins us.',
    })
    const opened = await made.get(`/cases/${told.caseId}`)
    expect([told.objectBy, opened.objectBy]).toEqual(['2026-12-05', '2026-12-05'])
    expect(opened.deploymentIds).toEqual(['dep-notes', 'dep-scribe'])
    const reviews = (await made.get('/reviews?filter[deploymentId]=dep-scribe&filter[obligationId]=gdpr-28-2')).items
    expect(reviews).toMatchObject([{ dueOn: '2026-12-03', provisional: false }])
  })

  it('leaves a review provisional for an unknown fact, with a to-do until the fact is known', async () => {
    const [unsure] = (await made.get('/reviews?filter[deploymentId]=dep-notes&filter[obligationId]=gdpr-28-2')).items
    expect(unsure.provisional).toBe(true)
    const toDos = async () =>
      (await made.get('/to-dos?limit=500')).items.filter(
        (one: { entityId: string; field: string }) => one.entityId === 'dep-notes' && one.field === 'dep.personal_data',
      )
    expect(await toDos()).toMatchObject([{ state: 'open', entity: 'deployment' }])
    expect((await toDos())[0].reviewIds).toContain(unsure.id)
    const before = await w.send('GET', '/api/v1/deployments/dep-notes', { token: made.people.owner.token })
    expect(before.json.provisionalFields).toContain('personalData')
    const { known, of } = before.json.completeness
    const edited = await w.send('PATCH', '/api/v1/deployments/dep-notes', {
      token: made.people.owner.token,
      body: { personalData: 'identifiable' },
      headers: { 'if-match': before.headers.get('etag') ?? '' },
    })
    expect(edited.status).toBe(200)
    expect(await toDos()).toMatchObject([{ state: 'done' }])
    expect(await made.get(`/reviews/${unsure.id}`)).toMatchObject({ provisional: false, state: 'open' })
    expect(edited.json.completeness).toEqual({ known: known + 1, of })
    expect((await made.get('/deployments/dep-notes')).provisionalFields).not.toContain('personalData')
  })

  it('joins the open review of the same duty: no second one, both cases and reasons', async () => {
    const [before] = (await made.get('/reviews?filter[deploymentId]=dep-new&filter[obligationId]=aiact-26-2')).items
    const told = await made.report({
      systemId: 'sys-new',
      kinds: ['model-version-replaced'],
      silent: false,
      quote: 'lark-3 is now lark-4.',
    })
    const open = (await made.get('/reviews?filter[deploymentId]=dep-new&filter[obligationId]=aiact-26-2')).items
    expect(ids(open)).toEqual([before.id])
    expect(new Set(open[0].caseIds)).toEqual(new Set([...before.caseIds, told.caseId]))
    expect(open[0].reasons.map((reason: { findingId: string }) => reason.findingId)).toContain(told.id)
  })

  it('asks only those questions again that its kinds touch and that stand under its obligation', async () => {
    const { caseId } = await made.report({ systemId: 'sys-plain', kinds: ['data-retention-changed'], silent: null, quote: 'Seven days.' })
    const { questions, triggers } = pack()
    const touched = new Set(triggers.get('data-retention-changed')?.invalidates_questions)
    for (const { id, obligationId, reasons } of await made.reviewsOf(caseId)) {
      const { questionIds } = await made.get(`/reviews/${id}`)
      if (reasons.some((reason: { kind: string }) => reason.kind !== 'data-retention-changed')) continue
      expect(questionIds).toEqual(
        [...questions.values()]
          .filter((one) => touched.has(one.id) && one.obligations.includes(obligationId))
          .map((one) => one.id)
          .sort(),
      )
    }
    const [retention] = (await made.reviewsOf(caseId)).filter((one: { obligationId: string }) => one.obligationId.startsWith('gdpr-'))
    expect((await made.get(`/reviews/${retention.id}`)).questionIds.length).toBeGreaterThan(0)
  })

  it('is refused by field: unknown kind, unknown vendor, a system of another vendor, nothing named', async () => {
    const refused = async (body: object) => {
      const answer = await made.act(
        '/findings',
        { detected: '2026-11-21', quote: 'Q', source: { type: 'letter' }, kinds: ['pricing-only'], ...body },
        'analyst',
      )
      expect(answer.status, answer.text).toBe(400)
      return answer.json.errors.map((error: { path: string }) => error.path)
    }
    expect(await refused({ vendorId: 'nimbus', kinds: ['no-such-kind'] })).toEqual(['kinds.0'])
    expect(await refused({ vendorId: 'nobody' })).toEqual(['vendorId'])
    expect(await refused({ vendorId: 'nimbus', systemId: 'sys-new' })).toEqual(['systemId'])
    expect(await refused({})).toEqual(['vendorId'])
    expect(await refused({ vendorId: 'nimbus', sets: { 'system.nonsense': 1 } })).toEqual(['sets.system.nonsense'])
  })

  it('leaves a chain that verifies', async () => {
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })
})

describe('people answer', () => {
  let made: Made
  let w: World
  beforeAll(async () => {
    w = await world()
    made = await registerForWork(w)
  })
  const plain = (quote: string) => made.report({ systemId: 'sys-plain', kinds: ['model-version-replaced'], silent: false, quote })
  const states = async (caseId: string) => [
    ...new Set((await made.reviewsOf(caseId)).map((one: { state: string; outcome: string | null }) => `${one.state} ${one.outcome}`)),
  ]

  it('material with a reason makes the case triaged and tells each owner once', async () => {
    const { caseId } = await made.report(mail)
    for (const body of [{ answer: 'material' }, { answer: 'perhaps', reason: 'None.' }])
      expect((await made.act(`/cases/${caseId}/triage`, body)).status).toBe(400)
    expect(await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'Trained on the old model.' }, 'analyst')).toMatchObject(
      { status: 403 },
    )
    expect(await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'Trained on the old model.' })).toMatchObject({
      status: 200,
      json: { id: caseId, state: 'triaged' },
    })
    expect((await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'Again.' })).status).toBe(409)
    const { notices } = await import('../../src/store/schema')
    const told = (await w.ports.db.select().from(notices)).filter((one) => one.event !== 'case.opened')
    expect(told.map((one) => [one.event, one.personId, one.caseId, one.state])).toEqual([
      ['case.triaged', made.people.owner.id, caseId, 'waiting'],
    ])
  })

  it('not material closes case and reviews, undo opens them again, and what was said is offered next time', async () => {
    const finding = await plain('The advert writer has a new model.')
    expect(
      new Set((await made.reviewsOf(finding.caseId)).map((one: { severity: string; dueOn: string }) => `${one.severity} ${one.dueOn}`)),
    ).toEqual(new Set(['high 2026-12-05']))
    const said = { answer: 'not-material', reason: 'Pinned snapshot.' }
    expect((await made.act(`/cases/${finding.caseId}/triage`, said)).json.state).toBe('closed')
    expect(await states(finding.caseId)).toEqual(['closed not-material'])
    expect((await made.act(`/cases/${finding.caseId}/undo`, {})).json.state).toBe('open')
    expect(await states(finding.caseId)).toEqual(['open null'])
    await made.act(`/cases/${finding.caseId}/triage`, said)
    const next = await plain('The advert writer has a new model.')
    expect((await made.get(`/cases/${next.caseId}`)).remembered).toMatchObject([
      { reason: 'Pinned snapshot.', caseId: finding.caseId, personId: made.people.owner.id },
    ])
    w.clock.pass(3_600_001)
    expect((await made.act(`/cases/${finding.caseId}/undo`, {})).status).toBe(409)
  })

  it('a review goes from open to closed by one person, is read as it was, and is reopened', async () => {
    const { caseId } = await plain('And another model.')
    await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'We have moved.' })
    const [review] = await made.reviewsOf(caseId)
    w.clock.pass(1_000)
    const earlier = w.ports.now()
    w.clock.pass(1_000)
    expect((await made.act(`/reviews/${review.id}/start`, {})).json.state).toBe('in-progress')
    expect((await made.act(`/reviews/${review.id}/reassign`, { personId: made.people.second.id })).json.ownerId).toBe(made.people.second.id)
    expect((await made.act(`/reviews/${review.id}/close`, { outcome: 'holds', evidenceIds: [] })).status).toBe(400)
    expect((await made.act(`/reviews/${review.id}/close`, { outcome: 'holds', reason: 'R', evidenceIds: ['none'] })).status).toBe(400)
    expect((await made.act(`/reviews/${review.id}/close`, { outcome: 'holds', reason: 'Covered.', evidenceIds: [] })).json).toMatchObject({
      state: 'closed',
      outcome: 'holds',
    })
    expect(await made.get(`/reviews/${review.id}?asOf=${earlier}`)).toMatchObject({ state: 'open', outcome: null, ownerId: null })
    expect(
      (await made.get(`/reviews?asOf=${earlier}&filter[caseId]=${caseId}&filter[state]=open`)).items.map((one: { id: string }) => one.id),
    ).toContain(review.id)
    expect((await made.act(`/reviews/${review.id}/reopen`, { reason: 'The wrong one.' })).json.state).toBe('open')
    const acts = (await made.get(`/audit?limit=500&filter[entityId]=${review.id}`, 'auditor')).items.map(
      (row: { action: string }) => row.action,
    )
    expect(acts.reverse().slice(-4)).toEqual(['review.started', 'review.reassigned', 'review.closed', 'review.reopened'])
  })

  it('one sign-off closes many; the last closes the case and sets the dates of the deployment', async () => {
    const [some] = (await made.get('/cases?filter[state]=triaged&filter[deploymentId]=dep-plain')).items
    const reviews = await made.reviewsOf(some.id)
    const items = reviews.map((review: { id: string; action: string }) => ({
      id: review.id,
      outcome: review.action === 'redo' ? 'redone' : 'holds',
      reason: 'Done.',
      evidenceIds: [],
    }))
    const [last, ...most] = items
    expect((await made.act('/reviews/close', { items: [...most, { ...last, id: 'none' }] })).status).toBe(404)
    expect((await made.act('/reviews/close', { items: most })).status).toBe(200)
    expect((await made.get(`/cases/${some.id}`)).state).toBe('triaged')
    await made.act('/reviews/close', { items: [last] })
    expect((await made.get(`/cases/${some.id}`)).state).toBe('closed')
    const { dates } = await made.get('/deployments/dep-plain')
    expect(dates).toMatchObject({ riskAssessment: '2026-11-21', supplierReview: '2026-11-21' })
  })

  it('critical: not material waits for another person, and so does a closing', async () => {
    const { caseId } = await made.report({
      systemId: 'sys-plain',
      kinds: ['customer-data-training-changed'],
      silent: false,
      quote: 'We train on what customers enter.',
    })
    const waiting = await made.act(`/cases/${caseId}/triage`, { answer: 'not-material', reason: 'Switched off for us.' })
    expect(waiting.json).toMatchObject({ severity: 'critical', state: 'awaiting-second-signature' })
    expect((await made.act(`/cases/${caseId}/approve`, {}, 'owner')).status).toBe(409)
    for (const who of ['analyst', 'auditor'] as const) expect((await made.act(`/cases/${caseId}/approve`, {}, who)).status).toBe(403)
    expect((await made.act(`/cases/${caseId}/approve`, {}, 'second')).json.state).toBe('closed')
    expect(await states(caseId)).toEqual(['closed not-material'])

    const [review] = (await made.get('/reviews?filter[deploymentId]=dep-new&filter[obligationId]=aiact-26-1')).items
    const close = () => made.act(`/reviews/${review.id}/close`, { outcome: 'redone', reason: 'Still fit.', evidenceIds: [] })
    expect((await close()).json.state).toBe('awaiting-second-signature')
    expect((await made.act(`/reviews/${review.id}/approve`, {}, 'owner')).status).toBe(409)
    expect((await made.act(`/reviews/${review.id}/return`, { reason: 'Which version?' }, 'second')).json).toMatchObject({
      state: 'in-progress',
      outcome: null,
    })
    await close()
    expect((await made.act(`/reviews/${review.id}/approve`, {}, 'second')).json).toMatchObject({
      state: 'closed',
      outcome: 'redone',
      closedBy: made.people.owner.id,
      approvedBy: made.people.second.id,
    })
    const again = await made.report({
      systemId: 'sys-new',
      kinds: ['model-version-replaced'],
      silent: false,
      quote: 'lark-3 is now lark-4.',
    })
    const both = (await made.get('/reviews?filter[deploymentId]=dep-new&filter[obligationId]=aiact-26-1')).items
    expect(both.map((one: { state: string }) => one.state).sort()).toEqual(['closed', 'open'])
    expect(both.find((one: { state: string }) => one.state === 'open').caseIds).toEqual([again.caseId])
    expect((await made.act(`/reviews/${review.id}/reopen`, { reason: 'Too early.' })).status).toBe(409)
  })

  it('a case is assigned, takes in another, is snoozed, and a tick wakes it', async () => {
    const letters = { vendorId: 'quietbox', silent: false }
    const kept = await made.report({ ...letters, kinds: ['sla-or-support-changed'], quote: 'Support ends at noon.' })
    const other = await made.report({ ...letters, kinds: ['limits-or-context-changed'], quote: 'Two hours at most.' })
    expect((await made.act(`/cases/${kept.caseId}/assign`, { personId: made.people.second.id })).json.assigneeId).toBe(
      made.people.second.id,
    )
    expect((await made.act(`/cases/${kept.caseId}/assign`, { personId: 'nobody' })).status).toBe(400)
    const joined = await made.act(`/cases/${other.caseId}/join`, { caseId: kept.caseId })
    expect(joined.json).toMatchObject({ state: 'closed', joinedInto: kept.caseId, findingIds: [] })
    expect((await made.get(`/findings/${other.id}`)).caseId).toBe(kept.caseId)
    expect(new Set((await made.get(`/cases/${kept.caseId}`)).findingIds)).toEqual(new Set([kept.id, other.id]))
    for (const until of ['2026-11-21', '2028-01-01', 'soon'])
      expect((await made.act(`/cases/${kept.caseId}/snooze`, { until, reason: 'R' })).status).toBe(400)
    expect((await made.act(`/cases/${kept.caseId}/snooze`, { until: '2026-12-15', reason: 'They answer by then.' })).json.state).toBe(
      'snoozed',
    )
    const early = await tick(w.ports, '2026-12-14T09:00:00.000Z')
    expect(early).toMatchObject({ ok: true, counts: { snoozesEnded: 0 } })
    const woken = await tick(w.ports, '2026-12-20T09:00:00.000Z')
    expect(woken).toMatchObject({ ok: true, counts: { snoozesEnded: 1 } })
    expect((await made.get(`/cases/${kept.caseId}`)).state).toBe('open')
    expect(await tick(w.ports, '2026-12-20T09:00:00.000Z')).toMatchObject({ ok: true, counts: { snoozesEnded: 0, reviewsLate: 0 } })
    expect(await tick(w.ports, '2026-12-19T09:00:00.000Z')).toEqual({ ok: false, reason: 'before-last', last: '2026-12-20T09:00:00.000Z' })
  })

  it('leaves a chain that verifies', async () => {
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })
})

describe('evidence', () => {
  it('is kept with its hash, served as a download, withdrawn, and never shown to other roles to write', async () => {
    const w = await world()
    const made = await registerForWork(w)
    const form = () => {
      const data = new FormData()
      data.set('data', JSON.stringify({ vendorId: 'talentworks', name: 'Assessment', expiresOn: '2026-12-01', supports: ['gdpr-28-2'] }))
      data.set('file', new Blob(['alert(document.title) // a note'], { type: 'text/html' }), 'assessment.html')
      return data
    }
    const kept = await w.send('POST', '/api/v1/evidence', { token: made.people.analyst.token, form: form() })
    expect(kept).toMatchObject({
      status: 201,
      json: { bytes: 31, mediaType: 'text/plain', state: 'current', sha256: w.ports.digest('alert(document.title) // a note') },
    })
    expect((await w.send('POST', '/api/v1/evidence', { token: made.people.auditor.token, form: form() })).status).toBe(403)
    const file = await w.send('GET', `/api/v1/evidence/${kept.json.id}/file`, { token: made.people.auditor.token })
    expect(file.text).toBe('alert(document.title) // a note')
    expect(file.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''assessment.html.txt")
    expect(file.headers.get('content-type')).toBe('application/octet-stream')
    const wrong = await w.send('POST', '/api/v1/evidence', { token: made.people.analyst.token, form: new FormData() })
    expect(wrong.status).toBe(400)
    w.clock.at('2026-12-02T00:00:00.000Z')
    expect((await made.get(`/evidence/${kept.json.id}`)).state).toBe('expired')
    expect((await made.get('/evidence?filter[state]=expired')).items).toHaveLength(1)
    expect((await made.act(`/evidence/${kept.json.id}/withdraw`, { reason: 'Wrong file.' }, 'analyst')).json.state).toBe('withdrawn')
    expect(await verify(w.ports)).toMatchObject({ ok: true })
  })
})

describe('coverage', () => {
  it('shows each obligation of a deployment with its open reviews, or why it does not apply', async () => {
    const w = await world()
    const made = await registerForWork(w)
    await made.report(mail)
    const page = await made.get('/coverage?deploymentId=dep-new&framework=eu-ai-act&limit=500')
    expect(page.next).toBeNull()
    expect(page.items).toHaveLength(page.total)
    const state = (id: string) => page.items.find((one: { obligationId: string }) => one.obligationId === id)
    expect(state('aiact-26-1')).toMatchObject({ state: 'due', deploymentId: 'dep-new' })
    expect(state('aiact-26-1').reviewIds).toHaveLength(1)
    expect(state('aiact-26-7')).toMatchObject({ state: 'current', reviewIds: [] })
    const small = await made.get('/coverage?framework=eu-ai-act&limit=7')
    const more = await made.get(`/coverage?framework=eu-ai-act&limit=7&cursor=${small.next}`)
    expect(
      new Set(
        [...small.items, ...more.items].map(
          (one: { obligationId: string; deploymentId: string }) => `${one.obligationId} ${one.deploymentId}`,
        ),
      ).size,
    ).toBe(14)
  })
})
