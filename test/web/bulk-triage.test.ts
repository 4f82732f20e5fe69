import { expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import { world } from '../world'
import { registerForWork } from './register-for-work'

it('many cases are answered at once, each as if alone; one that cannot be leaves all as they were', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const letter = (systemId: string, quote: string) => made.report({ systemId, kinds: ['model-version-replaced'], silent: false, quote })
  const cases = [
    await letter('sys-plain', 'A new writer.'),
    await letter('sys-scribe', 'A new scribe.'),
    await letter('sys-notes', 'New notes.'),
  ]
  const [plain, scribe, notes] = cases.map((one) => one.caseId)
  const item = (id: string, answer = 'not-material') => ({ id, answer, reason: `Pinned: ${answer}.` })
  const states = async () => Promise.all([plain, scribe, notes].map(async (id) => (await made.get(`/cases/${id}`)).state))

  const before = await states()
  for (const [items, status, path] of [
    [[item(plain), item('nobody')], 404, undefined],
    [[item(plain), item(plain)], 400, 'items.1.id'],
    [[item(plain), { ...item(scribe), reason: '' }], 400, 'items.1.reason'],
  ] as const) {
    const refused = await made.act('/cases/triage', { items })
    expect([refused.status, refused.json.errors?.[0]?.path]).toEqual([status, path])
  }
  await made.act(`/cases/${notes}/triage`, { answer: 'material', reason: 'We rely on it.' })
  expect((await made.act('/cases/triage', { items: [item(plain), item(notes)] })).status).toBe(409)
  expect(await states()).toEqual([before[0], before[1], 'triaged'])

  const done = await made.act('/cases/triage', { items: [item(plain), item(scribe, 'material')] })
  expect(done.json.items.map((one: { id: string; state: string }) => [one.id, one.state])).toEqual([
    [plain, 'closed'],
    [scribe, 'triaged'],
  ])
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('an edit that one case refuses leaves all cases as they were, by the place of that case', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const letter = (systemId: string) =>
    made.report({ systemId, kinds: ['model-version-replaced'], silent: false, quote: `${systemId} is new.` })
  const [plain, lark] = [(await letter('sys-plain')).caseId, (await letter('sys-lark')).caseId]
  const material = (id: string, parents: string[]) => ({
    id,
    answer: 'material',
    reason: 'It is so.',
    sets: { 'system.parent_system_ids': parents },
  })
  const triaged = (items: object[]) => made.act('/cases/triage', { items })
  for (const items of [
    [material(plain, ['sys-scribe']), material(lark, ['sys-nobody'])],
    // each alone would stand: together they go round
    [material(plain, ['sys-lark']), material(lark, ['sys-plain'])],
  ]) {
    const answer = await triaged(items)
    expect(answer.status).toBe(400)
    expect(answer.json.errors[0].path).toMatch(/^items\.[01]\.sets\.system\.parent_system_ids$/)
    for (const id of [plain, lark]) expect(await made.get(`/cases/${id}`)).toMatchObject({ state: 'open', answer: null })
    expect((await made.get('/systems/sys-plain')).version).toBe(1)
  }
  expect((await triaged([material(plain, ['sys-lark']), material(lark, ['sys-scribe'])])).status).toBe(200)
  expect((await made.get('/systems/sys-plain')).parentSystemIds).toEqual(['sys-lark'])
  expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
})

it('what two cases edit of one record is written once, each fact with the case that it came from', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const letter = (quote: string) => made.report({ systemId: 'sys-notes', kinds: ['model-version-replaced'], silent: false, quote })
  const [first, second] = [(await letter('One.')).caseId, (await letter('Two.')).caseId]
  const material = (id: string, sets: object) => ({ id, answer: 'material', reason: 'So.', sets })
  const { version } = await made.get('/deployments/dep-notes')
  const items = [material(first, { 'dep.personal_data': 'identifiable' }), material(second, { 'dep.profiling': true })]
  expect((await made.act('/cases/triage', { items })).status).toBe(200)
  expect(await made.get('/deployments/dep-notes')).toMatchObject({
    version: version + 1,
    personalData: 'identifiable',
    profiling: true,
    factSources: { personalData: { source: `case ${first}` }, profiling: { source: `case ${second}` } },
  })
})

it('a review that two cases ask for is closed when both are answered as not material together', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const letter = (quote: string) => made.report({ systemId: 'sys-plain', kinds: ['model-version-replaced'], silent: false, quote })
  const [first, second] = [(await letter('One.')).caseId, (await letter('Two.')).caseId]
  const shared = (await made.reviewsOf(first)).filter((one: { caseIds: string[] }) => one.caseIds.includes(second))
  expect(shared.length).toBeGreaterThan(0)
  const items = [first, second].map((id) => ({ id, answer: 'not-material', reason: `Pinned, ${id}.` }))
  expect((await made.act('/cases/triage', { items })).status).toBe(200)
  for (const { id } of shared)
    expect(await made.get(`/reviews/${id}`)).toMatchObject({
      state: 'closed',
      outcome: 'not-material',
      outcomeReason: `Pinned, ${second}.`,
    })
})
