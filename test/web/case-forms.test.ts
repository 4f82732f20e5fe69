import { beforeEach, describe, expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

type Listed = { id: string; severity: string; state: string; outcome: string | null; outcomeReason: string | null }
let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
})
const page = async (path: string, who: keyof typeof made.people = 'owner') => w.send('GET', path, { token: made.people[who].token })
const submit = (path: string, fields: [string, string][], who: keyof typeof made.people = 'owner') =>
  w.send('POST', path, { token: made.people[who].token, form: new URLSearchParams(fields) })
const letter = (systemId: string, quote: string) => made.report({ systemId, kinds: ['model-version-replaced'], silent: false, quote })

describe('joining a case to another in the browser', () => {
  it('offers open cases of the vendor, and leads to the one that it is now', async () => {
    const [one, other, third] = [
      await letter('sys-plain', 'A new writer.'),
      await letter('sys-new', 'A new ranker.'),
      await letter('sys-notes', 'Notes.'),
    ]
    const { text } = await page(`/findings/${one.id}`)
    expect(text).toContain(`action="/cases/${one.caseId}/join"`)
    expect(text).toContain(`<option value="${other.caseId}">`)
    expect(text).not.toContain(`<option value="${third.caseId}">`)
    expect((await page(`/findings/${one.id}`, 'auditor')).text).not.toContain('/join"')
    expect((await submit(`/cases/${one.caseId}/join`, [['caseId', 'nobody']])).status).toBe(400)
    expect((await submit(`/cases/${one.caseId}/join`, [['caseId', other.caseId]], 'analyst')).status).toBe(403)
    const done = await submit(`/cases/${one.caseId}/join`, [['caseId', other.caseId]])
    expect(done.headers.get('location')).toMatch(/^\/findings\/[\w-]+\?done=joined$/)
    expect(await made.get(`/cases/${other.caseId}`)).toMatchObject({ findingIds: [one.id, other.id].sort() })
    expect((await page(`/findings/${one.id}`)).text).not.toContain('/join"')
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })
})

describe('one signature for many reviews of a case', () => {
  const reviewsOf = async (caseId: string): Promise<Listed[]> => made.reviewsOf(caseId)

  it('closes those chosen, each with its own outcome where the list says so; critical ones wait for a second person', async () => {
    const { id, caseId } = await letter('sys-plain', 'A new writer.')
    await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'We rely on it.' })
    const [first, second, third] = await reviewsOf(caseId)
    expect((await page(`/findings/${id}`)).text).toContain(`href="/cases/${caseId}/sign"`)
    expect((await page(`/cases/${caseId}/sign`)).text).toContain(`name="review" value="${first?.id}"`)
    const done = await submit(`/cases/${caseId}/sign`, [
      ['review', first?.id ?? ''],
      ['review', second?.id ?? ''],
      ['outcome', 'holds'],
      [`outcome-${second?.id}`, 'redone'],
      ['reason', 'Read with the model card of the day.'],
    ])
    expect([done.status, done.headers.get('location')]).toEqual([303, `/cases/${caseId}/sign?done=signed-many`])
    const after = new Map((await reviewsOf(caseId)).map((review) => [review.id, review]))
    const state = (one?: Listed) => (one?.severity === 'critical' ? 'awaiting-second-signature' : 'closed')
    const reason = 'Read with the model card of the day.'
    expect(after.get(first?.id ?? '')).toMatchObject({ outcome: 'holds', outcomeReason: reason, state: state(first) })
    expect(after.get(second?.id ?? '')).toMatchObject({ outcome: 'redone', outcomeReason: reason, state: state(second) })
    expect(after.get(third?.id ?? '')).toMatchObject({ outcome: null, state: 'open' })
    expect((await page(`/cases/${caseId}/sign`)).text).not.toContain(`value="${first?.id}"`)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('signs nothing where something is missing or was signed meanwhile, and keeps what was typed', async () => {
    const { caseId } = await letter('sys-plain', 'A new writer.')
    const [first, second] = await reviewsOf(caseId)
    const path = `/cases/${caseId}/sign`
    const both: [string, string][] = [
      ['review', first?.id ?? ''],
      ['review', second?.id ?? ''],
    ]
    for (const [fields, fault] of [
      [
        [
          ['outcome', 'holds'],
          ['reason', 'Seen & read.'],
        ],
        'f-review',
      ],
      [[...both, ['reason', 'Seen & read.']], 'f-outcome'],
      [[...both, ['outcome', 'holds'], ['reason', ' ']], 'f-reason'],
    ] as [[string, string][], string][]) {
      const answer = await submit(path, fields)
      expect([answer.status, answer.text.includes(`href="#${fault}"`)], fault).toEqual([400, true])
      if (fault !== 'f-reason') expect(answer.text).toContain('Seen &amp; read.</textarea>')
    }
    await made.act(`/reviews/${first?.id}/close`, { outcome: 'holds', reason: 'By somebody else.', evidenceIds: [] })
    const late = await submit(path, [...both, ['outcome', 'holds'], ['reason', 'Read.']])
    expect([late.status, late.text.includes('has been signed meanwhile')]).toEqual([409, true])
    expect((await reviewsOf(caseId)).find(({ id }) => id === second?.id)).toMatchObject({ state: 'open', outcome: null })
    expect((await submit(path, both, 'analyst')).status).toBe(403)
    const far = await w.person('risk-owner', { email: 'far@example.test', unitIds: ['elsewhere'] })
    const { caseId: hiring } = await letter('sys-new', 'A new ranker.')
    expect((await w.send('GET', `/cases/${hiring}/sign`, { token: far.token })).status).toBe(404)
  })
})
