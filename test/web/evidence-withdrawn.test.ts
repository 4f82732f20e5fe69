import { sql } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { pack } from '../../src/core/pack'
import { decideAgain } from '../../src/flows/decide-again'
import { verify } from '../../src/flows/verify'
import { reviewsById } from '../../src/store/reviews'
import { commit } from '../../src/store/writing'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

type Review = { id: string; deploymentId: string; obligationId: string; state: string; severity: string; evidenceIds: string[] }
let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
})

async function file(name: string, more: object = {}): Promise<{ id: string }> {
  const form = new FormData()
  form.set('data', JSON.stringify({ vendorId: 'talentworks', name, type: 'Audit report', ...more }))
  form.set('file', new File([`What ${name} says.`], `${name}.txt`))
  const kept = await w.send('POST', '/api/v1/evidence', { token: made.people.analyst.token, form })
  expect(kept.status).toBe(201)
  return kept.json
}
const withdraw = (id: string, reason = 'It is about another product.') => made.act(`/evidence/${id}/withdraw`, { reason }, 'analyst')
const pairOf = ({ deploymentId, obligationId }: Review) => `${deploymentId} ${obligationId}`
const open = async (): Promise<Review[]> =>
  (await made.get('/reviews?limit=500')).items.filter(({ state }: Review) => state !== 'closed' && state !== 'awaiting-second-signature')

/** A change of the job-advert writer, its reviews signed off; `proof` says which document each rests on. */
async function signed(proof: (review: Review, index: number) => string[], kinds = ['customer-data-training-changed']): Promise<Review[]> {
  const found = await made.report({ systemId: 'sys-plain', kinds, silent: false, quote: 'A letter.' })
  await made.act(`/cases/${found.caseId}/triage`, { answer: 'material', reason: 'It is.' })
  const reviews: Review[] = await made.reviewsOf(found.caseId)
  const items = reviews.map((one, index) => ({ id: one.id, outcome: 'holds', reason: 'Read again.', evidenceIds: proof(one, index) }))
  expect((await made.act('/reviews/close', { items })).status).toBe(200)
  for (const review of await made.reviewsOf(found.caseId))
    if (review.state === 'awaiting-second-signature') await made.act(`/reviews/${review.id}/approve`, {}, 'second')
  return made.reviewsOf(found.caseId)
}

it('reviews that were signed on a withdrawn document are due again, each with the reason; no other is, and the signed ones stay', async () => {
  const [report, other] = [await file('Report'), await file('Other')]
  const reviews = await signed((_, index) => (index < 2 ? [report.id] : index === 2 ? [other.id] : []))
  expect(reviews.length).toBeGreaterThan(3)
  expect(await open()).toEqual([])
  await withdraw(report.id)
  const due = await open()
  expect(due.map(pairOf).sort()).toEqual(reviews.slice(0, 2).map(pairOf).sort())
  for (const { id } of due) {
    const one = await made.get(`/reviews/${id}`)
    expect(one).toMatchObject({ state: 'open', action: 'recheck', provisional: false })
    expect(one.reasons.map(({ text }: { text: string }) => text)).toEqual([expect.stringContaining('“Report” was withdrawn')])
    expect(one.dueOn).toBe('2026-12-05')
  }
  for (const { id } of reviews) expect((await made.get(`/reviews/${id}`)).state).toBe('closed')
  const [finding] = (await made.get('/findings?sort=-detectedAt')).items.filter(({ quotes }: { quotes: { text: string }[] }) =>
    quotes.some(({ text }) => text.startsWith('Report was withdrawn')),
  )
  expect(finding).toMatchObject({
    state: 'confirmed',
    origin: 'reported',
    vendorId: 'talentworks',
    announcement: 'unknown',
    objectBy: null,
  })
  expect(await made.get(`/cases/${finding.caseId}`)).toMatchObject({ state: 'open', deploymentIds: ['dep-plain'], reviewCount: 2 })
  expect((await w.send('GET', `/findings/${finding.id}`, { token: made.people.owner.token })).text).toContain('Report was withdrawn')
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('an answer that rests on the document is gone, and the reviews that were signed on the answer are due again', async () => {
  const report = await file('Report')
  const claim = await made.post(
    '/claims',
    { vendorId: 'talentworks', questionId: 'Q36', answer: 'No.', support: { type: 'document', evidenceId: report.id } },
    'analyst',
  )
  const reviews = await signed(() => [])
  const about = pack().questions.get('Q36')?.obligations ?? []
  const resting = reviews.filter(({ obligationId }) => about.includes(obligationId))
  expect([resting.length > 0, resting.length < reviews.length]).toEqual([true, true])
  await withdraw(report.id)
  expect((await open()).map(pairOf).sort()).toEqual(resting.map(pairOf).sort())
  const [one] = await open()
  const text = (await made.get(`/reviews/${one?.id}`)).reasons[0].text
  expect(text).toContain('supported the answer to Q36')
  const gone = await made.get(`/claims/${claim.id}`)
  expect(gone).toMatchObject({ state: 'gone', before: 'Report', after: null })
  expect((await made.get(`/findings/${gone.findingId}`)).quotes[0].text).toContain('Report was withdrawn')
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('nothing is due for a document that nobody signed on, nor where a later sign-off has taken its place', async () => {
  const [unused, report, later] = [await file('Unused'), await file('Report'), await file('Later')]
  const first = await signed(() => [report.id])
  w.clock.pass(86_400_000)
  const second = await signed(() => [later.id])
  expect(second.map(pairOf).sort()).toEqual(first.map(pairOf).sort())
  const findings = (await made.get('/findings')).items.length
  await withdraw(unused.id)
  await withdraw(report.id)
  expect([await open(), (await made.get('/findings')).items.length]).toEqual([[], findings])
  await withdraw(later.id)
  expect((await open()).map(pairOf).sort()).toEqual(second.map(pairOf).sort())
})

it('a review of another vendor’s use that was signed on the document is due again too, and one of a system of which no use is registered', async () => {
  const report = await file('Report')
  await made.post('/systems', { id: 'sys-unused', vendorId: 'quietbox', name: 'Unused', kind: 'ai_product' })
  const sign = async (systemId: string) => {
    const found = await made.report({ systemId, kinds: ['customer-data-training-changed'], silent: false, quote: 'A letter.' })
    await made.act(`/cases/${found.caseId}/triage`, { answer: 'material', reason: 'It is.' })
    const [first] = await made.reviewsOf(found.caseId)
    await made.act(`/reviews/${first.id}/close`, { outcome: 'holds', reason: 'Read again.', evidenceIds: [report.id] })
    if (first.severity === 'critical') expect((await made.act(`/reviews/${first.id}/approve`, {}, 'second')).status).toBe(200)
    return first
  }
  const signed = [await sign('sys-scribe'), await sign('sys-unused')]
  expect(signed.map(({ deploymentId }) => deploymentId)).toEqual(['dep-scribe', 'draft-sys-unused'])
  const before = new Set((await open()).map(({ id }) => id))
  await withdraw(report.id)
  const due = (await open()).filter(({ id }) => !before.has(id))
  expect(due.map(pairOf).sort()).toEqual(signed.map(pairOf).sort())
  expect((await w.send('GET', `/evidence/${report.id}`, { token: made.people.owner.token })).text).toContain('2 reviews')
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  await w.ports.db.run(sql`delete from review_evidence`)
  expect((await verify(w.ports)).fault).toMatchObject({ entity: 'review', what: expect.stringContaining('no longer found') })
})

it('a decision that lists the document lapses, one that lists another does not', async () => {
  const [report, other] = [await file('Report'), await file('Other')]
  const decide = async (deploymentId: string, id: string) => {
    const body = { deploymentId, disposition: 'proceed', terms: [], basis: [{ type: 'evidence', id }] }
    const decision = await made.post('/decisions', body, 'owner')
    await made.act(`/decisions/${decision.id}/sign`, {})
    await made.act(`/decisions/${decision.id}/sign`, {}, 'second')
    return decision.id
  }
  const [rests, stands] = [await decide('dep-plain', report.id), await decide('dep-new', other.id)]
  await withdraw(report.id)
  expect(await made.get(`/decisions/${rests}`)).toMatchObject({ state: 'lapsed', because: [{ type: 'evidence', id: report.id }] })
  expect((await made.get(`/decisions/${stands}`)).state).toBe('in-force')
})

it('what is due because its ground moved stays due when the register is decided on again', async () => {
  const report = await file('Report')
  await signed(() => [report.id])
  await withdraw(report.id)
  const due = await open()
  const found = await made.report({
    systemId: 'sys-plain',
    kinds: ['customer-data-training-changed'],
    silent: false,
    quote: 'Another letter.',
  })
  const before = await reviewsById(
    w.ports.db,
    due.map(({ id }) => id),
  )
  expect(await commit(w.ports, { personId: null }, await decideAgain(w.ports, before, { because: 'A fact became known.' }))).toBe(true)
  for (const { id } of due) {
    const one = await made.get(`/reviews/${id}`)
    const texts = one.reasons.map(({ findingId, text }: { findingId: string; text: string }) => `${findingId === found.id} ${text}`)
    expect([one.state, texts.some((text: string) => text.includes('“Report” was withdrawn'))]).toEqual(['open', true])
    expect(texts.some((text: string) => text.startsWith('true'))).toBe(true)
  }
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})
