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
