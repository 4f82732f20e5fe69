import { applyD1Migrations, env } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import { addPerson, newPerson } from '../../src/flows/add-person'
import { addToken } from '../../src/flows/add-token'
import { verify } from '../../src/flows/verify'
import { openWorker } from '../../src/runtime/worker/ports'
import type { PersonRole } from '../../src/store/schema'
import { buildApp } from '../../src/web/app'
import { registerForWork } from '../web/register-for-work'
import type { World } from '../world'

const { ports } = openWorker(env)
const app = buildApp({ ports, config: { publicUrl: null, rateLimit: 0 }, secret: 'a secret of the tests, long enough' })

const send: World['send'] = async (method, path, { token, body, headers = {}, form } = {}) => {
  const response = await app.request(`http://localhost${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(form ? { body: form } : {}),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: /json/.test(response.headers.get('content-type') ?? '') && text ? JSON.parse(text) : null,
  }
}
async function person(role: PersonRole, { email = `${role}@example.test` } = {}) {
  const made = await addPerson(ports, { personId: null }, newPerson.parse({ email, name: `The ${role}`, role }))
  if (!made.ok) throw new Error(made.reason)
  const token = await addToken(ports, { personId: made.person.id }, made.person, { scope: role === 'administrator' ? 'admin' : undefined })
  if (!token.ok) throw new Error(token.reason)
  return { id: made.person.id, email, token: token.secret }
}

type Review = { id: string; deploymentId: string; obligationId: string; state: string; claimIds: string[] }
let made: Awaited<ReturnType<typeof registerForWork>>
beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
  made = await registerForWork({ send, person })
}, 120_000)
const open = async (): Promise<Review[]> => (await made.get('/reviews?limit=500&filter[state]=open')).items

describe('on D1', () => {
  it('answers come by link and by file, and a changed one of a later round is one finding', { timeout: 60_000 }, async () => {
    const round = async () =>
      (await made.post('/questionnaires', { vendorId: 'quietbox', questionIds: ['Q36', 'Q37', 'Q38'] })) as { id: string }
    const sent = async (id: string) => {
      const answer = await made.act(`/questionnaires/${id}/send`, { expiresAt: new Date(Date.now() + 86_400_000).toISOString() }, 'admin')
      return new URL(answer.json.link).pathname
    }
    const first = await round()
    const link = await sent(first.id)
    const form = (fields: Record<string, string>) => ({ form: new URLSearchParams(fields), headers: { origin: 'http://localhost' } })
    expect((await send('POST', link, form({ act: 'submit', 'a.0': 'No.', 'a.1': '30 days.', 'a.2': 'Ireland.' }))).status).toBe(200)
    const second = await round()
    const again = await sent(second.id)
    expect((await send('GET', again)).text.match(/This still holds/g)).toHaveLength(3)
    const file = new FormData()
    file.set('file', new File(['key,answer\nQ36,Yes.\nQ37,30 days.\nX1,foreign\n'], 'a.csv'))
    const taken = await send('POST', `/api/v1/questionnaires/${second.id}/import`, { token: made.people.admin.token, form: file })
    expect(taken.json).toMatchObject({ changed: 2, unchanged: 0, errors: [{ cell: 'A4', value: 'X1' }] })
    const found = (await made.get('/findings')).items
    expect(found.map(({ quotes }: { quotes: { text: string }[] }) => quotes.map(({ text }) => text))).toEqual([['No.', 'Yes.']])
    expect((await made.get('/claims?filter[vendorId]=quietbox')).total).toBe(3)
  })

  it('a withdrawn document brings back the reviews that were signed on it or on its answer, and no other', {
    timeout: 60_000,
  }, async () => {
    const data = new FormData()
    data.set('data', JSON.stringify({ vendorId: 'talentworks', name: 'Report', scope: 'Hosting', supports: ['gdpr-28-3'] }))
    data.set('file', new File(['What it says.'], 'report.txt'))
    const document = (await send('POST', '/api/v1/evidence', { token: made.people.analyst.token, form: data })).json
    const support = { type: 'document', evidenceId: document.id, page: 2 }
    const claim = await made.post('/claims', { vendorId: 'talentworks', questionId: 'Q36', answer: 'No.', support }, 'analyst')
    const letter = await made.report({
      systemId: 'sys-plain',
      kinds: ['customer-data-training-changed'],
      silent: false,
      quote: 'A letter.',
    })
    await made.act(`/cases/${letter.caseId}/triage`, { answer: 'material', reason: 'It is.' })
    const reviews: Review[] = await made.reviewsOf(letter.caseId)
    const items = reviews.map(({ id }, index) => ({
      id,
      outcome: 'holds',
      reason: 'Read again.',
      evidenceIds: index === 0 ? [document.id] : [],
    }))
    const closed = await made.act('/reviews/close', { items })
    expect(closed.status).toBe(200)
    for (const { id, state } of await made.reviewsOf(letter.caseId))
      if (state === 'awaiting-second-signature') await made.act(`/reviews/${id}/approve`, {}, 'second')
    const before = new Set((await open()).map(({ id }) => id))
    const resting = closed.json.items.filter(({ claimIds }: Review, index: number) => index === 0 || claimIds.includes(claim.id))
    expect((await made.act(`/evidence/${document.id}/withdraw`, { reason: 'Another product.' }, 'analyst')).status).toBe(200)
    const due = (await open()).filter(({ id }) => !before.has(id))
    const pair = ({ deploymentId, obligationId }: Review) => `${deploymentId} ${obligationId}`
    expect(due.map(pair).sort()).toEqual(resting.map(pair).sort())
    expect((await made.get(`/claims/${claim.id}`)).state).toBe('gone')
  })

  it('its lists and pages are read there, and the trail is whole', { timeout: 60_000 }, async () => {
    await made.post('/certificates', { vendorId: 'talentworks', standard: 'ISO/IEC 42001:2023', validTo: '2030-01-01' }, 'analyst')
    await made.post('/question-sets', { name: 'Ours', questions: [{ id: 'P1', section: 'Own', question: 'Who?' }] })
    for (const path of ['/claims', '/claims?view=all', '/certificates', '/evidence', '/questionnaires?view=all', '/question-sets'])
      expect([path, (await send('GET', path, { token: made.people.analyst.token })).status]).toEqual([path, 200])
    const page = await send('GET', '/vendors/talentworks/claims', { token: made.people.analyst.token })
    expect([page.status, page.text.includes('Not asked today')]).toEqual([200, true])
    expect(await verify(ports)).toMatchObject({ ok: true, fault: null })
  })
})
