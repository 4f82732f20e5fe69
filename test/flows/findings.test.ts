import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { announceFinding } from '../../src/flows/announce-finding'
import { handOver } from '../../src/flows/hand-over'
import { confirmFinding, disproveFinding, type NewFinding, recordFinding } from '../../src/flows/record-finding'
import { tick } from '../../src/flows/tick'
import { verify } from '../../src/flows/verify'
import { ruleActor } from '../../src/store/audit'
import { cases, findings, notices, reviews, systems } from '../../src/store/schema'
import { commit } from '../../src/store/writing'
import { registerForWork } from '../web/register-for-work'
import { type World, world } from '../world'

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
})

const seen = (more: Partial<NewFinding> = {}): NewFinding => ({
  changeId: null,
  vendorId: 'talentworks',
  systemIds: ['sys-plain'],
  sourceId: null,
  kinds: ['data-retention-changed'],
  announcement: 'silent',
  announcedBy: null,
  announcementWhy: null,
  announcementOpenUntil: null,
  effectiveOn: null,
  effectiveWords: null,
  objectBy: null,
  quotes: [{ side: 'added', text: 'We keep prompts for 90 days.', sourceId: null }],
  origin: 'found',
  detectedAt: '2026-11-21T08:00:00.000Z',
  ...more,
})
async function record(state: 'provisional' | 'confirmed', more: Partial<NewFinding> = {}) {
  const recorded = await recordFinding(w.ports, seen(more), state)
  expect(await commit(w.ports, ruleActor, recorded.writing)).toBe(true)
  return recorded
}
const everything = async () => ({ cases: await w.ports.db.select().from(cases), reviews: await w.ports.db.select().from(reviews) })

describe('a finding that waits for its second fetch', () => {
  it('has no case until it is confirmed, and then has one with its reviews', async () => {
    const { finding } = await record('provisional')
    expect(finding.severity).not.toBe('info')
    expect(await everything()).toEqual({ cases: [], reviews: [] })
    const confirmed = await confirmFinding(w.ports, ruleActor, finding.id)
    expect(confirmed).toMatchObject({ ok: true, result: { finding: { state: 'confirmed', version: 2 } } })
    const { cases: opened, reviews: due } = await everything()
    expect(opened).toHaveLength(1)
    expect(due).toHaveLength(opened[0]?.reviewCount ?? 0)
    expect(await confirmFinding(w.ports, ruleActor, finding.id)).toMatchObject({ ok: false, reason: 'not-provisional' })
    expect(await verify(w.ports)).toMatchObject({ ok: true })
  })

  it('comes to nothing when the second fetch disagrees, or a person says so', async () => {
    const [one, other] = [await record('provisional'), await record('provisional')]
    expect(await disproveFinding(w.ports, one.finding.id)).toMatchObject({
      ok: true,
      result: { finding: { state: 'not-confirmed', caseId: null } },
    })
    const dismissed = await made.act(`/findings/${other.finding.id}/dismiss`, { reason: 'A test page.' }, 'analyst')
    expect(dismissed.json).toMatchObject({ state: 'dismissed', reason: 'A test page.', caseId: null })
    expect((await made.act(`/findings/${other.finding.id}/confirm`, {}, 'analyst')).status).toBe(409)
    expect(await everything()).toEqual({ cases: [], reviews: [] })
  })
})

describe('a silent finding', () => {
  it('becomes announced by a notice within the window: severity and dates are computed again', async () => {
    const { finding } = await record('confirmed')
    const before = (await everything()).reviews
    expect(finding.severity).toBe('critical')
    const told = await announceFinding(w.ports, finding.id, {
      announcedBy: { sourceId: 'news', quote: 'Retention changes.' },
      why: 'A notice.',
    })
    expect(told).toMatchObject({ ok: true, result: { announcement: 'announced', severity: 'high' } })
    const {
      cases: [opened],
      reviews: after,
    } = await everything()
    expect(opened?.severity).toBe('high')
    expect(after.map((row) => row.severity)).toEqual(before.map(() => 'high'))
    expect((after[0]?.dueOn ?? '') > (before[0]?.dueOn ?? '')).toBe(true)
    expect(await announceFinding(w.ports, finding.id, { announcedBy: { sourceId: 'news', quote: 'Again.' }, why: '' })).toMatchObject({
      reason: 'already-announced',
    })
    expect(await verify(w.ports)).toMatchObject({ ok: true })
  })

  it('stays silent once its window has closed', async () => {
    const { finding } = await record('confirmed', { announcementOpenUntil: '2026-11-24T08:00:00.000Z' })
    expect(await tick(w.ports, '2026-11-24T07:00:00.000Z')).toMatchObject({ counts: { announcementWindowsClosed: 0 } })
    expect(await tick(w.ports, '2026-11-30T07:00:00.000Z')).toMatchObject({ counts: { announcementWindowsClosed: 1 } })
    const [row] = await w.ports.db.select().from(findings).where(eq(findings.id, finding.id))
    expect(row).toMatchObject({ announcement: 'silent', announcementOpenUntil: null })
  })
})

describe('an AI feature seen on a page', () => {
  const feature = {
    kinds: ['ai-feature-default-on'],
    quotes: [{ side: 'added' as const, text: 'Draft replies with AI are now on for everyone.', sourceId: null }],
  }

  it('is a proposed system under its product, decided as a draft, registered when the case is material', async () => {
    const { finding } = await record('confirmed', feature)
    const proposed = async () => (await w.ports.db.select().from(systems)).find((row) => row.proposedByFindingId === finding.id)
    expect(await proposed()).toMatchObject({
      state: 'proposed',
      vendorId: 'talentworks',
      unitId: null,
      name: 'Draft replies with AI',
      facts: { parentSystemIds: ['sys-plain'] },
    })
    const draft = `draft-${(await proposed())?.id}`
    const opened = await made.get(`/cases/${finding.caseId}`)
    expect(opened).toMatchObject({ severity: 'critical', deploymentIds: ['dep-plain', draft] })
    expect(
      (await made.reviewsOf(finding.caseId ?? '')).filter(
        (one: { deploymentId: string; provisional: boolean }) => one.deploymentId === draft && one.provisional,
      ).length,
    ).toBeGreaterThan(3)
    await made.act(`/cases/${finding.caseId}/triage`, { answer: 'material', reason: 'We use it.' })
    expect((await proposed())?.state).toBe('registered')
    await record('confirmed', feature)
    expect((await w.ports.db.select().from(systems)).filter((row) => row.id.startsWith('feature-'))).toHaveLength(1)
  })

  it('is registered by nobody before its case is answered, neither by an edit nor by a file', async () => {
    const { finding } = await record('confirmed', feature)
    const id = (await w.ports.db.select().from(systems)).find((row) => row.proposedByFindingId === finding.id)?.id ?? ''
    const { token } = made.people.admin
    const write = async (method: string, body: object) => {
      const stands = await w.send('GET', `/api/v1/systems/${id}`, { token })
      return w.send(method, `/api/v1/systems/${id}`, { token, body, headers: { 'if-match': stands.headers.get('etag') ?? '' } })
    }
    const early = await write('PATCH', { state: 'registered' })
    expect([early.status, early.json.errors]).toMatchObject([400, [{ path: 'state' }]])
    const form = new FormData()
    form.set('as', 'systems')
    form.set('file', new Blob([`system.id,system.state,system.name\n${id},registered,Mine\n`]), 's.csv')
    const file = await w.send('POST', '/api/v1/imports', { token, form })
    expect(file.json).toMatchObject({ updated: 0, errors: [{ line: 2, field: 'system.state' }] })
    expect(await write('PATCH', { name: 'Drafted replies' })).toMatchObject({
      status: 200,
      json: { state: 'proposed', name: 'Drafted replies' },
    })
    expect(await write('PUT', { name: 'Drafted replies', vendorId: 'talentworks' })).toMatchObject({
      status: 200,
      json: { state: 'proposed' },
    })
    await made.act(`/cases/${finding.caseId}/triage`, { answer: 'not-material', reason: 'Blocked for all.' })
    await made.act(`/cases/${finding.caseId}/approve`, {}, 'second')
    expect(await write('PATCH', { state: 'registered' })).toMatchObject({ status: 200, json: { state: 'registered' } })
  })

  it('that a person reports is proposed just so, under the system named; one registered as a feature is not proposed again', async () => {
    const letter = (systemId: string, quote: string) => made.report({ systemId, kinds: ['ai-feature-default-on'], silent: false, quote })
    const { id, caseId } = await letter('sys-plain', 'The console now shows drafted replies, switched on.')
    const features = async () => (await w.ports.db.select().from(systems)).filter((row) => row.proposedByFindingId !== null)
    const [proposed] = await features()
    expect(proposed).toMatchObject({
      state: 'proposed',
      proposedByFindingId: id,
      vendorId: 'talentworks',
      name: 'Drafted replies',
      facts: { kind: 'saas_embedded_feature', parentSystemIds: ['sys-plain'] },
      feature: { defaultState: 'on' },
    })
    expect(await made.get(`/cases/${caseId}`)).toMatchObject({
      severity: 'critical',
      deploymentIds: ['dep-plain', `draft-${proposed?.id}`],
    })
    await letter('sys-new', 'CV ranking is now on by default.')
    expect(await features()).toHaveLength(1)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('hands its draft to the first deployment that is registered', async () => {
    const { finding } = await record('confirmed', feature)
    const id = (await w.ports.db.select().from(systems)).find((row) => row.proposedByFindingId === finding.id)?.id ?? ''
    const [before] = await w.ports.db
      .select()
      .from(reviews)
      .where(eq(reviews.deploymentId, `draft-${id}`))
    await made.post('/deployments', { id: 'dep-feature', systemId: id, name: 'Drafts', ownerId: made.people.owner.id })
    expect(
      await w.ports.db
        .select()
        .from(reviews)
        .where(eq(reviews.deploymentId, `draft-${id}`)),
    ).toEqual([])
    const [after] = await w.ports.db
      .select()
      .from(reviews)
      .where(eq(reviews.id, before?.id ?? ''))
    expect(after).toMatchObject({ deploymentId: 'dep-feature', ownerId: made.people.owner.id })
    expect((await made.get(`/cases/${finding.caseId}`)).deploymentIds).toEqual(['dep-feature', 'dep-plain'])
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })
})

describe('time', () => {
  it('a week without ticks, then one: late work is counted once, and its owner told once', async () => {
    const finding = await made.report({
      systemId: 'sys-lark',
      kinds: ['model-version-replaced'],
      silent: false,
      effective: '2026-12-20',
      quote: 'lark-3',
    })
    await made.act(`/cases/${finding.caseId}/triage`, { answer: 'material', reason: 'Yes.' })
    expect(await tick(w.ports, '2026-12-01T09:00:00.000Z')).toMatchObject({ counts: { reviewsLate: 0 } })
    const due = (await made.reviewsOf(finding.caseId)).length
    const both = await Promise.all([tick(w.ports, '2027-01-08T09:00:00.000Z'), tick(w.ports, '2027-01-08T09:00:00.000Z')])
    expect(both.map((one) => (one.ok ? one.counts.reviewsLate : -1)).sort()).toEqual([0, due])
    expect(await tick(w.ports, '2027-01-15T09:00:00.000Z')).toMatchObject({ counts: { reviewsLate: 0 } })
    const told = (await w.ports.db.select().from(notices)).filter((row) => row.event === 'reviews.late')
    expect(told.map((row) => [row.personId, row.payload.reviews])).toEqual([[made.people.owner.id, due]])
    const after = await tick(w.ports, '2027-12-03T09:00:00.000Z')
    expect(after.ok && after.counts.labelsChanged).toBeGreaterThan(3)
    expect(await tick(w.ports, '2027-12-04T09:00:00.000Z')).toMatchObject({ counts: { labelsChanged: 0 } })
  })
})

describe('a person who leaves', () => {
  it('hands open reviews to whoever answers for them now, and cases to nobody', async () => {
    const finding = await made.report({ systemId: 'sys-new', kinds: ['data-retention-changed'], silent: false, quote: 'Ninety days.' })
    await made.act(`/cases/${finding.caseId}/assign`, { personId: made.people.second.id })
    const mine = (await made.reviewsOf(finding.caseId)).filter((one: { ownerId: string }) => one.ownerId === made.people.second.id)
    expect(mine.length).toBeGreaterThan(0)
    expect(await handOver(w.ports, { personId: made.people.admin.id }, { personId: made.people.second.id, toId: null })).toEqual({
      reviews: mine.length,
      cases: 1,
    })
    for (const { id } of mine) expect((await made.get(`/reviews/${id}`)).ownerId).toBe(made.people.owner.id)
    expect((await made.get(`/cases/${finding.caseId}`)).assigneeId).toBeNull()
  })
})
