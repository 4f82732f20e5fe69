import { beforeEach, describe, expect, it } from 'vitest'
import { pack } from '../../src/core/pack'
import { verify } from '../../src/flows/verify'
import { round } from '../flows/watched'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

const address = 'https://talentworks.example/terms'
const sentences = [
  'We keep the prompts and outputs of customers for 30 days and delete them afterwards.',
  'We never use the content of customers to train or improve our models.',
  'All data of customers is stored in data centres in Ireland and in Germany.',
  'We announce a new sub-processor fourteen days before it receives any data.',
  'Customers may object to a new sub-processor within ten days of its announcement.',
  'An administrator can keep every new function switched off until it is approved.',
  'We tell customers of a security incident within seventy two hours of learning of it.',
  'The support desk answers on working days between nine and five in the morning and afternoon.',
  'A retired model version stays available to customers for twelve months after its retirement is told.',
  'The laws of Ireland govern these terms and the courts of Dublin decide.',
]
const opening = 'These terms govern the use of the applicant service by our customers and by the recruiters who work for them.'
const page = (some: readonly string[] = sentences, inData = 5) =>
  `<!doctype html><html lang="en"><head><title>Terms</title></head><body><main><h1>Terms</h1><p>${opening}</p>
  <h2>Data</h2><p>${some.slice(0, inData).join(' ')}</p><h2>Service</h2><p>${some.slice(inData).join(' ')}</p></main></body></html>`

let w: World
let made: Awaited<ReturnType<typeof registerForWork>>
let snapshotId: string

const show = (body: string) => w.pages.set(address, { body, headers: { 'content-type': 'text/html; charset=utf-8' } })
async function poll() {
  w.clock.pass(3_600_000)
  const answer = await made.act('/sources/src-terms/poll', {}, 'analyst')
  expect([answer.status, answer.text]).toEqual([200, answer.text])
  return answer.json
}
const claim = (exact: string, more: object = {}) => ({
  vendorId: 'talentworks',
  questionId: 'Q36',
  answer: 'As quoted.',
  support: { type: 'passage', sourceId: 'src-terms', snapshotId, exact, prefix: '', suffix: '' },
  ...more,
})
type Listed = {
  id: string
  state: string
  version: number
  before: string | null
  after: string | null
  findingId: string | null
  support: object
}
const claims = async (): Promise<Listed[]> => (await made.get('/claims?sort=id')).items

beforeEach(async () => {
  w = await world()
  made = await registerForWork(w)
  await made.post('/sources', { id: 'src-terms', vendorId: 'talentworks', url: address, type: 'terms' })
  show(page())
  await poll()
  const read = await made.get('/snapshots?filter[sourceId]=src-terms')
  snapshotId = read.items[0].id
})

describe('ten claims pinned to one page', () => {
  beforeEach(async () => {
    for (const [index, exact] of sentences.entries()) await made.post('/claims', claim(exact, { id: `claim-${index}` }), 'analyst')
  })

  it('one sentence edited: one claim is edited, with before and after, and nine are untouched', async () => {
    const edited = 'We may use the content of customers to train or improve our models.'
    show(page(sentences.map((text, index) => (index === 1 ? edited : text))))
    const polled = await poll()
    expect(polled.change).toBe('material')
    const after = await claims()
    expect(after.find((one) => one.id === 'claim-1')).toMatchObject({
      state: 'edited',
      before: sentences[1],
      after: edited,
      findingId: polled.findingIds[0],
    })
    for (const one of after.filter(({ id }) => id !== 'claim-1')) expect(one).toMatchObject({ state: 'holds', version: 1, after: null })
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('the same words in another layout: none moves', async () => {
    show(
      `<html lang="en"><head><title>Terms</title></head><body><div class="new"><main><h2>Terms</h2><div>${opening}</div>
      <h3>Service</h3><ul>${sentences
        .slice(5)
        .map((text) => `<li>${text}</li>`)
        .join('')}</ul>
      <h3>Data</h3>${sentences
        .slice(0, 5)
        .map((text) => `<p><span>${text}</span></p>`)
        .join('')}</main></div></body></html>`,
    )
    expect((await poll()).findingIds).toEqual([])
    expect((await claims()).map(({ state, version }) => `${state} ${version}`)).toEqual(sentences.map(() => 'holds 1'))
  })

  it('a passage in another section: relocated, and nothing is due again', async () => {
    const [moved = '', ...others] = sentences
    show(page(others, 4).replace('<h2>Service</h2><p>', `<h2>Service</h2><p>${moved} `))
    expect((await poll()).findingIds).toEqual([])
    const after = await claims()
    expect(after.filter(({ state }) => state === 'relocated').map(({ id, before, after }) => [id, before, after])).toEqual([
      ['claim-0', 'Terms › Data', 'Terms › Service'],
    ])
    expect((await made.get('/cases')).items).toEqual([])
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('a dropped sentence: gone; and when the words are back, the claim holds again', async () => {
    show(
      page(
        sentences.filter((_, index) => index !== 3),
        4,
      ),
    )
    await poll()
    expect((await made.get('/claims/claim-3')).state).toBe('gone')
    show(page())
    for (let day = 0; day < 4; day++) {
      w.clock.pass(86_400_000)
      await poll()
    }
    expect((await made.get('/claims/claim-3')).state).toBe('holds')
    expect((await claims()).filter(({ version }) => version > 1).map(({ id }) => id)).toEqual(['claim-3'])
  })
})

describe('a change that is accepted otherwise', () => {
  const clause = 'The organisation of each customer decides which of its recruiters may use the service.'
  const more = (text: string, beside = '') => page([...sentences, text, beside].filter(Boolean))

  it('cosmetic: the claim holds, knows the words of today, and says so once they are edited in earnest', async () => {
    show(more(clause))
    await poll()
    const current = await made.get('/snapshots?filter[sourceId]=src-terms&sort=-at')
    const support = { type: 'passage', sourceId: 'src-terms', snapshotId: current.items[0].id, exact: clause, prefix: '', suffix: '' }
    await made.post('/claims', { vendorId: 'talentworks', questionId: 'Q36', answer: 'They do.', id: 'one', support }, 'analyst')
    const respelt = clause.replace('organisation', 'organization')
    show(more(respelt))
    expect((await poll()).change).toBe('cosmetic')
    expect(await made.get('/claims/one')).toMatchObject({ state: 'holds', support: { exact: clause, now: respelt } })
    const edited = 'The organization of each customer tells us within 30 days which of its recruiters may use the service.'
    show(more(edited))
    expect((await poll()).change).toBe('material')
    expect(await made.get('/claims/one')).toMatchObject({ state: 'edited', before: respelt, after: edited })
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('a paraphrase that means nothing for the page: the claim is edited all the same, by a finding of its own', async () => {
    show(more(clause))
    await poll()
    const current = await made.get('/snapshots?filter[sourceId]=src-terms&sort=-at')
    const support = { type: 'passage', sourceId: 'src-terms', snapshotId: current.items[0].id, exact: clause, prefix: '', suffix: '' }
    await made.post('/claims', { vendorId: 'talentworks', questionId: 'Q36', answer: 'They do.', id: 'one', support }, 'analyst')
    show(more('Talentworks alone decides which recruiters of a customer may use the service.'))
    expect((await poll()).change).toBe('cosmetic')
    const [finding] = (await made.get('/findings')).items
    expect(finding).toMatchObject({
      kinds: ['silent-content-change'],
      state: 'confirmed',
      quotes: [{ side: 'removed', text: clause }, { side: 'added' }],
    })
    expect(await made.get('/claims/one')).toMatchObject({ state: 'edited', findingId: finding.id })
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('confirmed by a person before the second fetch: the claim is edited then, and once', async () => {
    await made.post('/claims', claim(sentences[1] ?? '', { id: 'one' }), 'analyst')
    const edited = sentences.map((text, index) =>
      index === 1 ? 'We may use the content of customers to train or improve our models.' : text,
    )
    show(
      page([...edited, 'We have added Modelyard Inc. in the United States as a new sub-processor that receives the content of customers.']),
    )
    w.clock.pass(3_600_000)
    await round(w, { confirm: false })
    const [finding] = (await made.get('/findings')).items
    expect([finding?.state, (await made.get('/claims/one')).state]).toEqual(['provisional', 'holds'])
    expect((await made.act(`/findings/${finding.id}/confirm`, {}, 'analyst')).status).toBe(200)
    expect(await made.get('/claims/one')).toMatchObject({ state: 'edited', version: 2, findingId: finding.id })
    await poll()
    expect([(await made.get('/claims/one')).version, (await made.get('/findings')).items.length]).toEqual([2, 1])
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })
})

describe('what rests on a claim', () => {
  /** A first change of another sort, its reviews closed while the claims stand. */
  async function closedReviews() {
    const found = await made.report({ systemId: 'sys-plain', kinds: ['customer-data-training-changed'], silent: false, quote: 'A letter.' })
    await made.act(`/cases/${found.caseId}/triage`, { answer: 'material', reason: 'It is.' })
    const reviews = await made.reviewsOf(found.caseId)
    await made.act('/reviews/close', {
      items: reviews.map(({ id }: { id: string }) => ({ id, outcome: 'holds', reason: 'Read again.', evidenceIds: [] })),
    })
    for (const review of await made.reviewsOf(found.caseId))
      if (review.state === 'awaiting-second-signature') await made.act(`/reviews/${review.id}/approve`, {}, 'second')
    return (await made.reviewsOf(found.caseId)) as { id: string; state: string; obligationId: string; deploymentId: string }[]
  }
  const train = sentences[1] ?? ''
  const desk = sentences[7] ?? ''

  it('is due again when its words are edited: new reviews with the reason, in the case of the finding; the signed ones stay', async () => {
    await made.post('/claims', claim(train, { id: 'claim-train', questionId: 'Q36' }), 'analyst')
    await made.post('/claims', claim(desk, { id: 'claim-desk', questionId: 'Q62' }), 'analyst')
    const closed = await closedReviews()
    const resting = closed.filter(({ obligationId }) => obligationsOf('Q36').includes(obligationId))
    expect(resting.length).toBeGreaterThan(0)
    show(page(sentences.map((text, index) => (index === 1 ? 'We may use the content of customers to train or improve our models.' : text))))
    const { findingIds } = await poll()
    const finding = await made.get(`/findings/${findingIds[0]}`)
    const due = await made.reviewsOf(finding.caseId)
    for (const review of resting) {
      const again = due.find(
        (one: { obligationId: string; deploymentId: string }) =>
          one.obligationId === review.obligationId && one.deploymentId === review.deploymentId,
      )
      expect(again).toMatchObject({ state: 'open' })
      expect(again.id).not.toBe(review.id)
      expect(again.reasons.map(({ text }: { text: string }) => text).join(' ')).toContain('what supported the answer to Q36')
    }
    for (const review of closed) expect((await made.get(`/reviews/${review.id}`)).state).toBe('closed')
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('is left alone when another claim of the page is edited: no review is due for it', async () => {
    await made.post('/claims', claim(train, { id: 'claim-train', questionId: 'Q36' }), 'analyst')
    await closedReviews()
    show(
      page(
        sentences.map((text, index) =>
          index === 7 ? 'The support desk answers by mail only, within three working days of the request.' : text,
        ),
      ),
    )
    const { findingIds } = await poll()
    const said = await Promise.all(
      findingIds.map(async (id: string) => {
        const { caseId } = await made.get(`/findings/${id}`)
        return JSON.stringify(await made.reviewsOf(caseId))
      }),
    )
    expect(said.join('')).not.toContain('what supported')
    expect((await made.get('/claims/claim-train')).version).toBe(1)
  })

  it('lapses: a decision that lists an edited claim, and not one that lists another', async () => {
    await made.post('/claims', claim(train, { id: 'claim-train' }), 'analyst')
    await made.post('/claims', claim(desk, { id: 'claim-desk', questionId: 'Q62' }), 'analyst')
    const decide = async (deploymentId: string, claimId: string) => {
      const decision = await made.post(
        '/decisions',
        { deploymentId, disposition: 'proceed', terms: [], basis: [{ type: 'claim', id: claimId }] },
        'owner',
      )
      await made.act(`/decisions/${decision.id}/sign`, {})
      await made.act(`/decisions/${decision.id}/sign`, {}, 'second')
      return decision.id
    }
    const [rests, other] = [await decide('dep-plain', 'claim-train'), await decide('dep-new', 'claim-desk')]
    show(page(sentences.map((text, index) => (index === 1 ? 'We may use the content of customers to train or improve our models.' : text))))
    await poll()
    expect(await made.get(`/decisions/${rests}`)).toMatchObject({ state: 'lapsed', because: [{ type: 'claim', id: 'claim-train' }] })
    expect((await made.get(`/decisions/${other}`)).state).not.toBe('lapsed')
  })
})

describe('making a claim', () => {
  it('needs words that stand in the snapshot, of a source of that vendor', async () => {
    const refused = async (body: object) =>
      (await made.act('/claims', body, 'analyst')).json.errors?.map(({ path }: { path: string }) => path)
    expect(await refused(claim('We sell all data.'))).toEqual(['support.exact'])
    expect(await refused({ ...claim(sentences[0] ?? ''), vendorId: 'nimbus' })).toEqual(['support.sourceId'])
    expect(await refused({ ...claim(sentences[0] ?? ''), questionId: 'Q99' })).toEqual(['questionId'])
  })

  it('fills in what surrounds the quote, and says the state of today where the page has gone on', async () => {
    show(page(sentences.map((text, index) => (index === 1 ? 'We may use the content of customers to train or improve our models.' : text))))
    await poll()
    const late = await made.post('/claims', claim(sentences[1] ?? '', { id: 'late' }), 'analyst')
    expect(late).toMatchObject({ state: 'edited', before: sentences[1], support: { section: 'Terms › Data' } })
    expect(late.support.prefix).toContain('delete them afterwards')
  })

  it('is withdrawn once, with a reason; its history and the list know it', async () => {
    await made.post('/claims', claim(sentences[0] ?? '', { id: 'one' }), 'analyst')
    const before = w.ports.now()
    w.clock.pass(60_000)
    expect((await made.act('/claims/one/withdraw', { reason: 'Wrong page.' }, 'analyst')).json).toMatchObject({
      state: 'withdrawn',
      reason: 'Wrong page.',
    })
    expect((await made.act('/claims/one/withdraw', { reason: 'Twice.' }, 'analyst')).status).toBe(409)
    expect((await made.get(`/claims/one?asOf=${before}`)).state).toBe('holds')
    expect((await made.get('/claims?filter[state]=withdrawn')).items).toHaveLength(1)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('proposes passages for a question and accepts none by itself', async () => {
    const { items } = await made.get('/claims/proposals?vendorId=talentworks&questionId=Q36', 'analyst')
    expect(items[0]).toMatchObject({ support: { type: 'passage', sourceId: 'src-terms', snapshotId, exact: sentences[1] } })
    expect(await claims()).toEqual([])
    await made.post('/claims', claim(items[0].support.exact, { id: 'accepted' }), 'analyst')
    expect(await claims()).toHaveLength(1)
  })

  it('is hidden from those who may not see the vendor', async () => {
    const outsider = await w.person('analyst', { email: 'far@example.test', unitIds: ['elsewhere'] })
    await made.post('/vendors', { id: 'closed', name: 'Closed', unitId: 'hiring' })
    const form = new FormData()
    form.set('data', JSON.stringify({ id: 'letter', vendorId: 'closed', name: 'Letter' }))
    form.set('file', new File(['We never train.'], 'letter.txt', { type: 'text/plain' }))
    await w.send('POST', '/api/v1/evidence', { token: made.people.analyst.token, form })
    const support = { type: 'document', evidenceId: 'letter', page: 1 }
    const body = { id: 'one', vendorId: 'closed', questionId: 'Q36', answer: 'No.', support }
    expect(await made.post('/claims', body, 'analyst')).toMatchObject({ state: 'holds', support })
    const asked = async (path: string) => w.send('GET', `/api/v1${path}`, { token: outsider.token })
    expect((await asked('/claims/one')).status).toBe(404)
    expect((await asked('/claims')).json.items).toEqual([])
    expect((await asked('/claims/proposals?vendorId=closed&questionId=Q36')).status).toBe(400)
    expect((await w.send('POST', '/api/v1/claims', { token: outsider.token, body: { ...body, id: 'two' } })).status).toBe(400)
  })
})

describe('the pages of answers', () => {
  const get = (path: string, who: keyof typeof made.people = 'analyst') => w.send('GET', path, { token: made.people[who].token })
  const place = '/vendors/talentworks/claims/Q36'

  it('propose passages for a question; one click accepts one, and the answer says what became of it, side by side, and who rests on it', async () => {
    const asked = await get(place)
    expect(asked.status).toBe(200)
    expect(asked.text).toContain('Passages that may answer it')
    const [first = ''] = asked.text.split('Passages that may answer it').slice(1)
    const form = new URLSearchParams()
    for (const name of ['sourceId', 'snapshotId', 'exact', 'prefix', 'suffix'])
      form.set(name, new RegExp(`name="${name}" value="([^"]*)"`).exec(first)?.[1] ?? '')
    expect(form.get('exact')).toBe(sentences[1])
    const kept = await w.send('POST', place, { token: made.people.analyst.token, form })
    expect([kept.status, kept.headers.get('location')]).toEqual([303, `${place}?done=answer-kept`])
    const [claim] = await claims()
    expect(claim).toMatchObject({ state: 'holds', answer: sentences[1] })
    expect((await get('/vendors/talentworks/claims')).text).toContain('Answered')
    show(page(sentences.map((text, index) => (index === 1 ? 'We may use the content of customers to train or improve our models.' : text))))
    await poll()
    const moved = await get(place)
    expect(moved.text).toContain('<del>never</del>')
    expect(moved.text).toContain('<ins>may</ins>')
    expect((await get('/vendors/talentworks/claims')).text).toContain('To answer again')
    const form2 = new URLSearchParams({ reason: 'It says otherwise now.' })
    expect((await w.send('POST', `/claims/${claim?.id}/withdraw`, { token: made.people.analyst.token, form: form2 })).status).toBe(303)
    expect((await get(place)).text).toContain('It says otherwise now.')
  })

  const post = (fields: Record<string, string>) =>
    w.send('POST', place, { token: made.people.analyst.token, form: new URLSearchParams(fields) })

  it('another passage takes the place of the answer that lost its support, and the list of all vendors says which have', async () => {
    await made.post('/claims', claim(sentences[1] ?? '', { id: 'one' }), 'analyst')
    show(page(sentences.map((text, index) => (index === 1 ? 'We may use the content of customers to train or improve our models.' : text))))
    await poll()
    expect((await get('/claims')).text).toContain('/vendors/talentworks/claims/Q36#claim-one')
    expect((await get(place)).text).toContain('name="replaces" value="one"')
    const fields = {
      support: 'passage',
      sourceId: 'src-terms',
      exact: 'We may use the content of customers',
      answer: 'They may.',
      replaces: 'one',
    }
    expect((await post(fields)).status).toBe(303)
    const [given] = (await claims()).filter(({ id }) => id !== 'one')
    expect(given).toMatchObject({ state: 'holds', answer: 'They may.', support: { exact: 'We may use the content of customers' } })
    expect((await made.get('/claims/one')).replacedBy).toBe(given?.id)
    expect((await get('/vendors/talentworks/claims')).text).not.toContain('To answer again')
    expect((await get('/claims')).text).toContain('No answer has lost its support')
    expect((await get('/claims?view=standing')).text).toContain(`#claim-${given?.id}`)
  })

  it('a document on file answers too; what is wrong is said at its field, and what was typed is kept', async () => {
    const form = new FormData()
    form.set('data', JSON.stringify({ vendorId: 'talentworks', name: 'Audit report' }))
    form.set('file', new File(['What the auditor says.'], 'report.txt'))
    const kept = await w.send('POST', '/api/v1/evidence', { token: made.people.analyst.token, form })
    expect((await get(place)).text).toContain('Audit report')
    const wrong = await post({ support: 'document', evidenceId: kept.json.id, page: 'four', answer: 'They do not.' })
    expect([wrong.status, wrong.text.includes('href="#f-page"'), wrong.text.includes('They do not.')]).toEqual([400, true, true])
    const quote = await post({ support: 'passage', sourceId: 'src-terms', exact: 'We sell it all.', answer: '' })
    expect([quote.status, quote.text.includes('does not stand on this page')]).toEqual([400, true])
    expect((await post({ support: 'document', evidenceId: kept.json.id, page: '4', answer: 'They do not.' })).status).toBe(303)
    expect((await claims())[0]).toMatchObject({ answer: 'They do not.', support: { type: 'document', page: 4 } })
  })

  it('ask of a vendor what an obligation of a use of it asks; the rest stands apart', async () => {
    const proposed = (await made.get('/questionnaires/proposed?vendorId=talentworks')).items.map(({ id }: { id: string }) => id)
    const { text } = await get('/vendors/talentworks/claims')
    const [asked = '', beside = ''] = text.split('Not asked today')
    const listed = (html: string) => [...html.matchAll(/\/claims\/(Q\d+)"/g)].map(([, id]) => id)
    expect(listed(asked)).toEqual(proposed)
    expect(listed(beside).length).toBe(64 - proposed.length)
    expect(listed(beside).length).toBeGreaterThan(0)
    await made.post('/vendors', { id: 'nobody', name: 'Nobody' })
    const nobody = (await get('/vendors/nobody/claims')).text
    expect([nobody.includes('No use of ours rests on it'), listed(nobody.split('Not asked today')[1] ?? '').length]).toEqual([true, 64])
  })

  it('show an auditor the answers and no form; what is not there is 404', async () => {
    const seen = await get(place, 'auditor')
    expect([seen.status, seen.text.includes('Use this passage')]).toEqual([200, false])
    expect((await get('/vendors/talentworks/claims/Q99')).status).toBe(404)
    expect((await get('/vendors/nobody/claims')).status).toBe(404)
  })

  it('the page of a review shows the answer held for a question that the change touches', async () => {
    await made.post('/claims', claim(sentences[1] ?? '', { id: 'one', answer: 'They do not train on our content.' }), 'analyst')
    const found = await made.report({ systemId: 'sys-plain', kinds: ['customer-data-training-changed'], silent: false, quote: 'A letter.' })
    await made.act(`/cases/${found.caseId}/triage`, { answer: 'material', reason: 'It is.' })
    const touched = (await made.reviewsOf(found.caseId)).find(({ obligationId }: { obligationId: string }) =>
      obligationsOf('Q36').includes(obligationId),
    )
    const seen = await get(`/reviews/${touched.id}`, 'owner')
    expect(seen.text).toContain('They do not train on our content.')
    expect(seen.text).toContain(sentences[1])
    expect(seen.text).toContain(place)
  })
})

const obligationsOf = (id: string): string[] => pack().questions.get(id)?.obligations ?? []
