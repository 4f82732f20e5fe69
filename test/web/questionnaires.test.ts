import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerRows, readAnswers } from '../../src/core/answer-file'
import { cleanAnswer, packQuestions, sameAnswer } from '../../src/core/questionnaire'
import { csvText, workbookOf } from '../../src/flows/export-list'
import { sheetsOf } from '../../src/flows/questionnaire-file'
import { tick } from '../../src/flows/tick'
import { verify } from '../../src/flows/verify'
import { world } from '../world'

const origin = { origin: 'http://localhost' }

async function begun({ questions = 6 } = {}) {
  const w = await world()
  const { token } = await w.person('procurement')
  const owner = await w.person('risk-owner')
  const api = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    w.send(method, `/api/v1${path}`, { token, ...(body === undefined ? {} : { body }), headers })
  const vendor = (await api('POST', '/vendors', { name: 'Osprey', domains: ['osprey.example'] })).json
  const system = (await api('POST', '/systems', { vendorId: vendor.id, name: 'Osprey Calls' })).json
  const deployment = (
    await w.send('POST', '/api/v1/deployments', { token: owner.token, body: { systemId: system.id, name: 'Call notes', status: 'live' } })
  ).json
  const ids = Array.from({ length: questions }, (_, index) => `Q${String(index + 1).padStart(2, '0')}`)
  const draft = async (questionIds: string[] = ids) =>
    (await api('POST', '/questionnaires', { vendorId: vendor.id, title: 'First round', questionIds })).json
  const send = async (id: string, more: object = {}) =>
    (await api('POST', `/questionnaires/${id}/send`, { expiresAt: '2026-12-21T09:00:00Z', ...more })).json
  const path = (link: string) => new URL(link).pathname
  const post = (link: string, fields: Record<string, string>) =>
    w.send('POST', path(link), { form: new URLSearchParams(fields), headers: origin })
  const answer = async (link: string, answers: string[]) =>
    post(link, { act: 'submit', ...Object.fromEntries(answers.map((text, index) => [`a.${index}`, text])) })
  const claims = async () => (await api('GET', '/claims?limit=200')).json.items
  const upload = (id: string, data: Uint8Array | string, name: string, setId?: string) => {
    const form = new FormData()
    form.set('file', new File([typeof data === 'string' ? data : new Uint8Array(data)], name))
    if (setId) form.set('setId', setId)
    return w.send('POST', `/api/v1/questionnaires/${id}/import`, { token, form })
  }
  return { w, token, owner, api, vendor, system, deployment, ids, draft, send, path, post, answer, claims, upload }
}
const six = ['One', 'Two', 'Three', 'Four', 'Five', 'Six']

it('asks by default what applies or may apply to a use of the vendor, and nothing of a vendor that nothing uses', async () => {
  const { api, vendor, system, deployment, w, owner } = await begun()
  const unused = (await api('POST', '/vendors', { name: 'Nobody' })).json
  expect((await api('POST', '/questionnaires', { vendorId: unused.id })).json.questionIds).toEqual([])
  const all = (await api('POST', '/questionnaires', { vendorId: vendor.id })).json
  expect(all).toMatchObject({ state: 'draft', vendorId: vendor.id, expiresAt: null })
  const proposed = (await api('GET', `/questionnaires/proposed?vendorId=${vendor.id}`)).json.items.map((one: { id: string }) => one.id)
  expect(proposed).toEqual(all.questionIds)
  expect(proposed.length).toBeGreaterThan(40)
  const coverage = (await w.send('GET', `/api/v1/coverage?deploymentId=${deployment.id}&limit=500`, { token: owner.token })).json.items
  const applies = new Set(
    coverage.filter((one: { state: string }) => one.state !== 'not-applicable').map((one: { obligationId: string }) => one.obligationId),
  )
  const questions = (await api('GET', `/questionnaires/proposed?vendorId=${vendor.id}`)).json.items
  expect(questions.every((one: { obligations: string[] }) => one.obligations.some((id) => applies.has(id)))).toBe(true)
  expect(system.vendorId).toBe(vendor.id)
})

it('freezes the questions, shows the link once, keeps progress, and makes a claim of each answer that is sent back', async () => {
  const { w, token, api, vendor, draft, send, path, post, answer, claims } = await begun()
  const one = await draft()
  const sent = await send(one.id)
  expect(sent).toMatchObject({ state: 'sent', expiresAt: '2026-12-21T09:00:00.000Z' })
  expect(sent.link).toMatch(/^http:\/\/localhost\/q\/[\w-]{20,}$/)
  expect(sent.frozen).toHaveLength(6)
  const secret = path(sent.link).slice(3)
  const read = await api('GET', `/questionnaires/${one.id}`)
  expect(read.text).not.toContain(secret)
  expect(JSON.stringify(await w.ports.db.all('select * from questionnaires'))).not.toContain(secret)
  expect(JSON.stringify(await w.ports.db.all('select * from audit'))).not.toContain(secret)
  expect(JSON.stringify(w.lines)).not.toContain(secret)
  const page = await w.send('GET', path(sent.link))
  expect([page.status, page.text.includes('Which legal entity supplies')]).toEqual([200, true])
  expect((await post(sent.link, { act: 'save', page: '1', 'a.0': ' Osprey Ltd ', 'a.1': '<b>Provider</b>' })).status).toBe(303)
  const back = (await w.send('GET', path(sent.link))).text
  expect(back).toContain('Osprey Ltd')
  expect(back).toContain('&lt;b&gt;Provider')
  expect(back).toContain('2 of 6 questions answered')
  expect((await api('GET', `/questionnaires/${one.id}`)).json.progress.Q01.answer).toBe('Osprey Ltd')
  expect(await claims()).toEqual([])
  expect((await answer(sent.link, [])).text).toContain('<h1>Sent</h1>')
  const made = await claims()
  expect(made.map((claim: { questionId: string }) => claim.questionId).sort()).toEqual(['Q01', 'Q02'])
  expect(made[0]).toMatchObject({ vendorId: vendor.id, state: 'holds', support: { type: 'reply', questionnaireId: one.id } })
  expect((await api('GET', `/questionnaires/${one.id}`)).json.state).toBe('answered')
  expect((await api('GET', '/findings')).json.items).toEqual([])
  expect((await api('POST', `/questionnaires/${one.id}/accept`, {})).json.state).toBe('closed')
  expect((await w.send('GET', path(sent.link))).status).toBe(404)
  expect((await w.send('GET', `/questionnaires/${one.id}`, { token })).text).toContain('Osprey Ltd')
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('an expired, a revoked and a forged link are one and the same 404', async () => {
  const { w, api, draft, send, path } = await begun()
  const [first, second] = [await draft(), await draft()]
  const [expired, revoked] = [await send(first.id, { expiresAt: '2026-11-22' }), await send(second.id)]
  expect((await w.send('GET', path(expired.link))).status).toBe(200)
  expect((await api('POST', `/questionnaires/${second.id}/revoke`, {})).json.state).toBe('revoked')
  w.clock.at('2026-11-23T00:00:00.000Z')
  const answers = await Promise.all(
    [path(expired.link), path(revoked.link), '/q/forged'].map(async (at) => {
      const read = await w.send('GET', at)
      const written = await w.send('POST', at, { form: new URLSearchParams({ act: 'save', 'a.0': 'x' }), headers: origin })
      return [read.status, read.text, written.status, written.text, [...read.headers.keys()].join()]
    }),
  )
  expect(answers[0]?.[0]).toBe(404)
  expect(answers[0]?.[2]).toBe(404)
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
  for (let round = 0; round < 130; round++) await w.send('GET', '/q/forged')
  const limited = await w.send('GET', '/q/forged')
  expect([limited.status, limited.headers.get('retry-after') !== null]).toEqual([429, true])
})

it.each(['xlsx', 'csv'] as const)(
  'out to %s and in again nothing changes; three answers changed are exactly three claims',
  async (format) => {
    const { w, api, ids, draft, send, answer, claims, upload, token } = await begun()
    const one = await draft()
    await answer((await send(one.id)).link, ['=1+1', 'two,\n"lines"', "'quoted", '007', '-5', 'Six; and; more'])
    const before = await claims()
    const file = await w.app.request(`http://localhost/api/v1/questionnaires/${one.id}/export?format=${format}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const data = new Uint8Array(await file.arrayBuffer())
    if (format === 'csv') expect(new TextDecoder().decode(data)).toContain(",'=1+1,")
    expect((await upload(one.id, data, `a.${format}`)).json).toEqual({ changed: 0, unchanged: 6, errors: [] })
    expect(await claims()).toEqual(before)
    const sheets = await sheetsOf(data)
    if ('problem' in sheets) throw new Error(sheets.problem)
    const rows = (sheets[0]?.rows ?? []).filter((row) => row[0]).map((row) => [...row])
    expect(rows[0]).toEqual(['key', 'section', 'question', 'expected evidence', 'answer', 'note'])
    expect(rows.slice(1).map((row) => row[4])).toEqual(['=1+1', 'two,\n"lines"', "'quoted", '007', '-5', 'Six; and; more'])
    const [head = [], ...body] = rows
    for (const index of [1, 3, 5]) body[index] = (body[index] ?? []).map((cell, column) => (column === 4 ? `${cell} anew` : cell))
    const shuffled = [head, ...body.reverse(), ['X99', '', '', '', 'foreign', '']]
    const again = format === 'xlsx' ? await workbookOf('questions', shuffled) : csvText(shuffled)
    const taken = (await upload(one.id, again, `a.${format}`)).json
    expect(taken).toMatchObject({ changed: 3, unchanged: 3 })
    expect(taken.errors).toEqual([
      {
        sheet: format === 'xlsx' ? 'questions' : null,
        cell: 'A8',
        value: 'X99',
        message: expect.stringContaining('such as Q01, Q02, Q03'),
      },
    ])
    const after = await claims()
    expect(after).toHaveLength(6)
    const byId = new Map(before.map((claim: { id: string }) => [claim.id, claim]))
    const moved = after.filter((claim: { id: string }) => JSON.stringify(byId.get(claim.id)) !== JSON.stringify(claim))
    expect(moved.map((claim: { questionId: string }) => claim.questionId).sort()).toEqual([ids[1], ids[3], ids[5]])
    expect(moved.find((claim: { questionId: string }) => claim.questionId === ids[3])).toMatchObject({
      answer: '007 anew',
      before: '007',
      after: '007 anew',
    })
    const findings = (await api('GET', '/findings')).json.items
    expect(findings).toHaveLength(3)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  },
)

it('a changed answer of the next round is a finding with the kinds of its question, and rounds differ in exactly the answers changed', async () => {
  const { w, token, api, draft, send, answer, claims } = await begun()
  const first = await draft()
  await answer((await send(first.id)).link, six)
  const second = (await api('POST', '/questionnaires', { vendorId: first.vendorId, title: 'Second round', questionIds: first.questionIds }))
    .json
  expect(second.previousId).toBe(first.id)
  await answer((await send(second.id)).link, ['One', 'Two, but a distributor now', '  Three ', 'Four', 'Five', 'Six'])
  const [finding, ...others] = (await api('GET', '/findings')).json.items
  expect(others).toEqual([])
  expect(finding).toMatchObject({
    origin: 'reported',
    state: 'confirmed',
    kinds: ['ownership-changed', 'classification-statement-changed'],
    quotes: [
      { side: 'removed', text: 'Two' },
      { side: 'added', text: 'Two, but a distributor now' },
    ],
  })
  expect(finding.caseId).not.toBeNull()
  const compared = (await w.send('GET', `/questionnaires/${second.id}/compare`, { token })).text
  expect(compared).toContain('1 answer differs')
  expect(compared).toContain('Q02: ')
  expect(compared).not.toContain('Q03: ')
  const moved = (await claims()).filter((claim: { support: { questionnaireId: string } }) => claim.support.questionnaireId === second.id)
  expect(moved.map((claim: { questionId: string }) => claim.questionId)).toEqual(['Q02'])
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it.each([
  { says: 'lapses a decision that lists it', listed: 'Q02', state: 'lapsed' },
  { says: 'leaves one that lists another answer to the triage', listed: 'Q03', state: 'in-question' },
])('a changed answer $says', async ({ listed, state }) => {
  const { w, api, owner, deployment, draft, send, answer, claims } = await begun()
  const first = await draft()
  await answer((await send(first.id)).link, six)
  const claim = (await claims()).find((one: { questionId: string }) => one.questionId === listed)
  const act = (path: string, body: object) => w.send('POST', `/api/v1${path}`, { token: owner.token, body })
  const decision = await act('/decisions', {
    deploymentId: deployment.id,
    disposition: 'proceed',
    terms: [],
    basis: [{ type: 'claim', id: claim.id }],
  })
  await act(`/decisions/${decision.json.id}/sign`, {})
  const read = async () => (await api('GET', `/decisions/${decision.json.id}`)).json
  expect((await read()).state).toBe('in-force')
  const second = await draft()
  await answer((await send(second.id)).link, ['One', 'Another', 'Three', 'Four', 'Five', 'Six'])
  expect((await read()).state).toBe(state)
  expect((await read()).because.map((one: { type: string; id: string }) => one.id).includes(claim.id)).toBe(state === 'lapsed')
})

it('reminds once before the end and once at it, to us and to the vendor, and after a week of sleep late but not twice', async () => {
  const { w, draft, send } = await begun()
  await tick(w.ports, w.ports.now())
  const one = await draft()
  const { link } = await send(one.id, { expiresAt: '2026-12-12T09:00:00Z', email: 'answers@osprey.example' })
  const told = () =>
    w.ports.db.all<{ event: string; late: number | null; what: string | null }>(
      "select event, payload ->> '$.late' as late, payload ->> '$.what' as what from notices where event like 'questionnaire.%' and cause_id is null order by event, what",
    )
  const run = async (at: string) => {
    w.clock.at(at)
    await tick(w.ports, at)
  }
  await run('2026-12-04T09:00:00.000Z')
  expect((await told()).map(({ event }) => event)).toEqual(['questionnaire.vendor-sent'])
  await run('2026-12-05T09:30:00.000Z')
  await run('2026-12-05T10:30:00.000Z')
  expect(await told()).toEqual([
    { event: 'questionnaire.reminder', late: 0, what: 'before' },
    { event: 'questionnaire.vendor-reminder', late: null, what: null },
    { event: 'questionnaire.vendor-sent', late: null, what: null },
  ])
  await run('2026-12-20T09:00:00.000Z')
  await run('2026-12-21T09:00:00.000Z')
  expect((await told()).filter(({ what }) => what === 'ended')).toEqual([{ event: 'questionnaire.reminder', late: 1, what: 'ended' }])
  const { deliverNotices } = await import('../../src/flows/deliver-notices')
  await deliverNotices(w.ports, w.ports.now())
  const mails = w.mails.filter(({ to }) => to === 'answers@osprey.example')
  expect(mails.map(({ subject }) => subject).sort()).toEqual(
    ['The link has ended: First round', 'Questions for you: First round', 'Reminder: First round'].sort(),
  )
  expect(mails.filter(({ text }) => text.includes(link))).toHaveLength(1)
  expect(JSON.stringify(await w.ports.db.all('select payload from notices'))).not.toContain(link)
})

it('a set of ours asks its own questions, and its column map reads a filled file of another form', async () => {
  const { api, vendor, send, answer, upload, draft, claims } = await begun()
  const own = { id: 'P1', section: 'Own', question: 'Who answers at night?', obligations: [], expectedEvidence: null, invalidatedBy: [] }
  const made = await api('POST', '/question-sets', { name: 'Ours', questions: [own] })
  expect(made.status).toBe(201)
  expect((await api('POST', '/question-sets', { name: 'Wrong', questions: [{ ...own, obligations: ['no-such'] }] })).status).toBe(400)
  const asked = (await api('POST', '/questionnaires', { vendorId: vendor.id, setId: made.json.id })).json
  expect(asked.questionIds).toEqual(['P1'])
  await answer((await send(asked.id)).link, ['A person on call'])
  expect((await claims()).map((claim: { questionId: string }) => claim.questionId)).toEqual(['P1'])
  const map = {
    sheet: 'CAIQ',
    key: 'Question ID',
    answer: 'Answer',
    note: null,
    keys: { 'A-01.1': 'Q01', 'A-01.2': 'Q01', 'B-07': 'Q05', 'C-1': 'Q60' },
  }
  const form = (await api('POST', '/question-sets', { name: 'Filled form', columns: map })).json
  const filled = await workbookOf('CAIQ', [
    ['A form that somebody filled', '', ''],
    ['Question ID', 'Text', 'Answer'],
    ['A-01.1', '', 'Yes'],
    ['Z-99', '', 'Not in the map'],
    ['B-07', '', 'Three models'],
    ['A-01.2', '', 'In Ireland'],
    ['C-1', '', 'Elsewhere'],
  ])
  const one = await draft()
  const taken = (await upload(one.id, filled, 'caiq.xlsx', form.id)).json
  expect(taken).toMatchObject({ changed: 2, unchanged: 0, errors: [{ sheet: 'CAIQ', cell: 'A7', value: 'C-1' }] })
  expect((await api('GET', `/questionnaires/${one.id}`)).json.progress).toMatchObject({
    Q01: { answer: 'A-01.1: Yes\nA-01.2: In Ireland' },
    Q05: { answer: 'Three models' },
  })
  expect((await upload(one.id, filled, 'caiq.xlsx')).json.errors[0]).toMatchObject({ sheet: 'CAIQ', cell: 'A1' })
  expect((await upload(one.id, new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'x.xlsx')).status).toBe(400)
})

it('goes its way by forms alone, within the units of whoever asks', async () => {
  const { w, token, api, vendor } = await begun()
  const page = (path: string) => w.send('GET', path, { token })
  const form = (path: string, fields: [string, string][]) => w.send('POST', path, { token, form: new URLSearchParams(fields) })
  expect((await page(`/questionnaires/new?vendor=${vendor.id}`)).text).toMatch(/value="Q01" checked/)
  const kept = await form('/questionnaires/new', [
    ['vendorId', vendor.id],
    ['title', 'By form'],
    ['questionIds', 'Q01'],
    ['questionIds', 'Q05'],
  ])
  const at = kept.headers.get('location')?.split('?')[0] ?? ''
  expect((await page('/questionnaires')).text).toContain('By form')
  await form(`${at}/edit`, [
    ['version', '1'],
    ['title', 'By form'],
    ['questionIds', 'Q05'],
  ])
  const sent = await form(`${at}/send`, [
    ['expiresAt', '2026-12-01'],
    ['email', ''],
  ])
  const link = /http:\/\/localhost(\/q\/[\w-]+)/.exec(sent.text)?.[1] ?? ''
  expect((await w.send('GET', link)).text).toContain('0 of 1 question answered')
  expect((await page(at)).text).not.toContain(link)
  expect((await page(at)).text).toMatch(
    /<summary>1 question not answered<[\s\S]*Not answered[\s\S]*<details><summary>Make its link anew[\s\S]*Revoke the link/,
  )
  expect((await form(`${at}/revoke`, [])).status).toBe(303)
  expect((await w.send('GET', link)).status).toBe(404)
  expect((await page('/question-sets/new')).text).toContain('Filled files of another form')
  const added = await form('/question-sets/new', [
    ['name', 'Ours'],
    ['questions', 'P1 | Own | Who answers?\nP2 | Own | Where?'],
  ])
  expect([added.status, (await page('/question-sets')).text.includes('Ours')]).toEqual([303, true])
  const admin = await w.person('administrator')
  const unitOf = async (name: string) => (await w.send('POST', '/api/v1/units', { token: admin.token, body: { name } })).json
  const [unit, south] = [await unitOf('North'), await unitOf('South')]
  const other = (await w.send('POST', '/api/v1/vendors', { token: admin.token, body: { name: 'Theirs', unitId: unit.id } })).json
  const theirs = (await api('POST', '/questionnaires', { vendorId: other.id })).json
  const outside = await w.person('procurement', { email: 'south@example.test', unitIds: [south.id] })
  const seen = async (path: string, method = 'GET') =>
    (await w.send(method, path, { token: outside.token, ...(method === 'POST' ? { body: {} } : {}) })).status
  expect([
    await seen(`/api/v1/questionnaires/${theirs.id}`),
    await seen(`/questionnaires/${theirs.id}`),
    await seen(`/api/v1/questionnaires/${theirs.id}/revoke`, 'POST'),
  ]).toEqual([404, 404, 404])
  expect(
    (await w.send('GET', '/api/v1/questionnaires', { token: outside.token })).json.items.some(
      (one: { id: string }) => one.id === theirs.id,
    ),
  ).toBe(false)
})

const piece = fc.oneof(
  fc.constantFrom(
    '_x0041_',
    '_x005F_',
    '_x000D_',
    '=1+1',
    "'",
    '"',
    '\n',
    '\r\n',
    '\t',
    ';',
    ',',
    '@x',
    '＝1',
    '-',
    '+',
    '\u00a0',
    '&amp;',
    '<b>',
    ']]>',
  ),
  fc.constantFrom('\u0007', '\ufeff', '\u2028', '007', '1e5', 'TRUE', '2026-01-01', ' ', '🙂', '\ud800'),
  fc.string({ unit: 'binary', maxLength: 5 }),
)
it.each(['xlsx', 'csv'] as const)('no answer is lost in a file of %s, whatever is in it', { timeout: 120_000 }, async (format) => {
  const [question] = packQuestions()
  if (!question) throw new Error('no question')
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 6 }), async (pieces) => {
      const answer = cleanAnswer(pieces.join(''))
      const rows = answerRows([question], { [question.id]: { answer, note: answer } })
      const sheets = await sheetsOf(format === 'xlsx' ? await workbookOf('questions', rows) : new TextEncoder().encode(csvText(rows)))
      if ('problem' in sheets) throw new Error(sheets.problem)
      const read = readAnswers(sheets, [question], null).answers[question.id]
      expect(
        sameAnswer(read?.answer ?? '', answer),
        JSON.stringify([answer, read]).replace(/[^ -~]/gu, (sign) => `U+${sign.codePointAt(0)?.toString(16)}`),
      ).toBe(true)
      expect(sameAnswer(read?.note ?? '', answer)).toBe(true)
    }),
    { numRuns: 150 },
  )
})

describe('a later round', () => {
  async function second() {
    const begin = await begun({ questions: 3 })
    const { w, api, draft, send, answer } = begin
    const first = await draft()
    await answer((await send(first.id)).link, ['One', 'Two', ''])
    w.clock.at('2026-12-01T09:00:00.000Z')
    const made = await api('POST', '/questionnaires', { vendorId: first.vendorId, title: 'Second', questionIds: first.questionIds })
    return { ...begin, first, row: made.json, link: (await send(made.json.id)).link }
  }

  it('offers what the vendor answered before, with its day, and takes none of it by itself', async () => {
    const { w, token, api, row, link, path, claims } = await second()
    const page = (await w.send('GET', path(link))).text
    expect(page).toContain('0 of 3 questions answered')
    expect(page).toMatch(/Your answer of.*21 Nov/s)
    expect(page).toContain('One')
    expect(page.match(/This still holds/g)).toHaveLength(2)
    expect((await api('GET', `/questionnaires/${row.id}`)).json.progress).toEqual({})
    expect((await w.send('GET', `/questionnaires/${row.id}`, { token })).text).toContain('Offered, from')
    const before = await claims()
    const sent = await w.send('POST', path(link), { form: new URLSearchParams({ act: 'submit' }), headers: origin })
    expect([sent.status, (await claims()).length]).toEqual([400, before.length])
  })

  it('takes an earlier answer when the vendor says that it holds, and what was typed before it', async () => {
    const { api, w, row, link, post, path, claims } = await second()
    await post(link, { act: 'save', 'a.0': '', 'k.0': '1', 'a.1': 'Two, but other', 'k.1': '1', 'a.2': '', 'k.2': '1' })
    const { progress } = (await api('GET', `/questionnaires/${row.id}`)).json
    expect(progress).toEqual({ Q01: { answer: 'One', note: null }, Q02: { answer: 'Two, but other', note: null } })
    expect((await w.send('GET', path(link))).text).not.toContain('This still holds')
    await post(link, { act: 'submit' })
    expect((await api('GET', '/findings')).json.items.map(({ quotes }: { quotes: { text: string }[] }) => quotes[1]?.text)).toEqual([
      'Two, but other',
    ])
    expect((await claims()).find(({ questionId }: { questionId: string }) => questionId === 'Q01').version).toBe(1)
  })

  it('offers nothing that was withdrawn, nor to a round about another system', async () => {
    const { w, api, owner, vendor, system, first, row, link, path, send, claims } = await second()
    const [one] = (await claims()).filter(({ questionId }: { questionId: string }) => questionId === 'Q01')
    await w.send('POST', `/api/v1/claims/${one.id}/withdraw`, { token: owner.token, body: { reason: 'Not theirs.' } })
    expect((await w.send('GET', path(link))).text.match(/This still holds/g)).toHaveLength(1)
    const body = { vendorId: vendor.id, systemId: system.id, questionIds: first.questionIds }
    const other = (await api('POST', '/questionnaires', body)).json
    expect((await w.send('GET', path((await send(other.id)).link))).text).not.toContain('This still holds')
    expect(row.previousId).toBe(first.id)
  })

  it.each(['xlsx', 'csv'] as const)(
    'carries what was answered before in two columns of its own in %s, which are passed over when it comes back',
    async (format) => {
      const { w, token, row, upload, api } = await second()
      const file = await w.app.request(`http://localhost/api/v1/questionnaires/${row.id}/export?format=${format}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      const data = new Uint8Array(await file.arrayBuffer())
      const sheets = await sheetsOf(data)
      if ('problem' in sheets) throw new Error(sheets.problem)
      expect(sheets[0]?.rows.slice(0, 4).map((cells) => cells.slice(4))).toEqual([
        ['answer', 'note', 'answered before', 'answered on'],
        ['', '', 'One', '2026-11-21'],
        ['', '', 'Two', '2026-11-21'],
        ['', '', '', ''],
      ])
      expect((await upload(row.id, data, `a.${format}`)).json).toMatchObject({ changed: 0, errors: [] })
      expect((await api('GET', `/questionnaires/${row.id}`)).json.state).toBe('sent')
    },
  )
})

it('a question of Telltale that a set of ours has is edited everywhere, and a set asks what applies', async () => {
  const { w, token, api, vendor } = await begun()
  const page = (await w.send('GET', '/question-sets/new?from=telltale', { token })).text
  expect(page).toContain('Q64 | ')
  const { Q05: edited } = Object.fromEntries(
    (await api('GET', `/questionnaires/proposed?vendorId=${vendor.id}`)).json.items.map((one: { id: string }) => [one.id, one]),
  )
  const never = { ...edited, id: 'P1', question: 'Of a duty that never applies?', obligations: ['aiact-26-8'] }
  const always = { ...edited, id: 'P2', question: 'Always?', obligations: [] }
  const questions = [{ ...edited, question: 'Which model, in our words?' }, never, always]
  const set = (await api('POST', '/question-sets', { name: 'Ours', questions })).json
  const proposed = (await api('GET', `/questionnaires/proposed?vendorId=${vendor.id}`)).json.items
  expect(proposed.find(({ id }: { id: string }) => id === 'Q05').question).toBe('Which model, in our words?')
  expect((await w.send('GET', `/vendors/${vendor.id}/claims`, { token })).text).toContain('Which model, in our words?')
  const unused = (await api('POST', '/vendors', { name: 'Nobody' })).json
  expect((await api('POST', '/questionnaires', { vendorId: unused.id, setId: set.id })).json.questionIds).toEqual(['P2'])
  const asked = (await api('POST', '/questionnaires', { vendorId: vendor.id, setId: set.id })).json.questionIds
  expect([asked.includes('Q05'), asked.includes('P2')]).toEqual([true, true])
})

it('mail to a vendor does not send it to settings that it has not', async () => {
  const { w, draft, send } = await begun()
  await send((await draft()).id, { email: 'answers@osprey.example' })
  const { deliverNotices } = await import('../../src/flows/deliver-notices')
  await deliverNotices(w.ports, w.ports.now())
  const [mail] = w.mails
  expect(mail?.to).toBe('answers@osprey.example')
  for (const text of [mail?.text, mail?.html]) {
    expect(text).not.toContain('Settings')
    expect(text).toContain('for those who asked you')
  }
})
