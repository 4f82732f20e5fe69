import { beforeEach, describe, expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

type Listed = {
  id: string
  severity: string
  state: string
  deploymentId: string
  outcome: string | null
  outcomeReason: string | null
  evidenceIds: string[]
}
let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
let caseId: string
let path: string
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
  const found = await made.report({ systemId: 'sys-plain', kinds: ['model-version-replaced'], silent: false, quote: 'A new writer.' })
  caseId = found.caseId
  path = `/cases/${caseId}/uses/dep-plain`
  await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'We rely on it.' })
})
const reviews = async (): Promise<Listed[]> => (await made.reviewsOf(caseId)).filter((one: Listed) => one.deploymentId === 'dep-plain')
const page = async (who: keyof typeof made.people = 'owner') => w.send('GET', path, { token: made.people[who].token })
const sign = (form: FormData | URLSearchParams, who: keyof typeof made.people = 'owner') =>
  w.send('POST', path, { token: made.people[who].token, form })

describe('one sign-off for a case and a use', () => {
  it('closes all its reviews, each with its own outcome, with the document that came along as evidence', async () => {
    const all = await reviews()
    expect(all.length).toBeGreaterThan(3)
    const [first] = all
    const form = new FormData()
    form.set('outcome', 'holds')
    form.set('reason', 'Pinned to the old version.')
    form.set(`outcome-${first?.id}`, 'redone')
    form.set(`reason-${first?.id}`, 'Assessed again today.')
    form.set('document', new File(['the new assessment'], 'assessment.txt', { type: 'text/plain' }))
    form.set('documentName', 'Assessment of November')
    const done = await sign(form)
    expect([done.status, done.headers.get('location')]).toEqual([303, `${path}?done=signed-many`])
    for (const review of await reviews()) {
      const own = review.id === first?.id
      expect(review).toMatchObject({
        outcome: own ? 'redone' : 'holds',
        outcomeReason: own ? 'Assessed again today.' : 'Pinned to the old version.',
        state: review.severity === 'critical' ? 'awaiting-second-signature' : 'closed',
      })
      expect(review.evidenceIds).toHaveLength(1)
    }
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('shows what held before and offers it again; a use without its reviews has no page', async () => {
    const form = new URLSearchParams({ outcome: 'holds', reason: 'Our contract names the version.' })
    await sign(form)
    for (const review of await reviews()) if (review.state !== 'closed') await made.act(`/reviews/${review.id}/approve`, {}, 'second')
    const later = await made.report({ systemId: 'sys-plain', kinds: ['model-version-replaced'], silent: false, quote: 'Newer still.' })
    const { text } = await w.send('GET', `/cases/${later.caseId}/uses/dep-plain`, { token: made.people.owner.token })
    expect(text).toContain('Still holds. Our contract names the version.')
    expect(text).toMatch(/<textarea id="reason-[^>]*>\s*Our contract names the version\./)
    expect((await w.send('GET', `/cases/${later.caseId}/uses/dep-notes`, { token: made.people.owner.token })).status).toBe(404)
  })

  it('signs nothing while an answer is missing, says which, and keeps what was typed', async () => {
    const [first, second] = await reviews()
    const answer = await sign(
      new URLSearchParams({
        [`outcome-${first?.id}`]: 'holds',
        [`reason-${first?.id}`]: 'It is <pinned>.',
        [`reason-${second?.id}`]: 'Half.',
      }),
    )
    expect(answer.status).toBe(400)
    expect(answer.text).toContain(`href="#f-outcome-${second?.id}"`)
    expect(answer.text).not.toContain(`href="#f-outcome-${first?.id}"`)
    expect(answer.text).toContain('It is &lt;pinned&gt;.')
    expect((await reviews()).every((review) => review.outcome === null)).toBe(true)
  })

  it('asks another person for the second signature, never the one who signed', async () => {
    const lark = await made.report({ systemId: 'sys-new', kinds: ['human-oversight-changed'], silent: true, quote: 'No person looks.' })
    caseId = lark.caseId
    path = `/cases/${caseId}/uses/dep-new`
    await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'We rely on it.' })
    await sign(new URLSearchParams({ outcome: 'redone', reason: 'Done again.' }))
    const waiting = (await made.reviewsOf(caseId)).filter((one: Listed) => one.state === 'awaiting-second-signature')
    expect(waiting.length).toBeGreaterThan(0)
    expect((await page()).text).toContain('another person must sign second')
    const second = new URLSearchParams({ second: waiting.map((one: Listed) => one.id).join(' ') })
    expect((await sign(second)).status).toBe(409)
    expect((await sign(second, 'analyst')).status).toBe(403)
    expect((await page('second')).text).toContain('sign second')
    expect((await sign(second, 'second')).status).toBe(303)
    expect((await made.reviewsOf(caseId)).every((one: Listed) => one.state === 'closed')).toBe(true)
    expect((await page('auditor')).text).not.toContain('<textarea')
  })
})
