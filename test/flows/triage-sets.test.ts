import { beforeEach, describe, expect, it } from 'vitest'
import { verify } from '../../src/flows/verify'
import { registerForWork } from '../web/register-for-work'
import { type World, world } from '../world'

type Made = Awaited<ReturnType<typeof registerForWork>>

/** Register edits that a person accepts while answering a case are edits like any other. */
describe('register edits accepted at triage', () => {
  let made: Made
  let w: World
  beforeEach(async () => {
    w = await world()
    made = await registerForWork(w)
  })
  const letter = (systemId: string) => made.report({ systemId, kinds: ['subprocessor-added'], silent: false, quote: 'Harbour joins.' })
  const material = (caseId: string, sets: object) => made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'It is so.', sets })

  it('a fact that becomes known by one settles its to-do and what waited for it', async () => {
    const { caseId } = await letter('sys-notes')
    const open = async () => (await made.get('/to-dos?filter[state]=open&limit=500')).items
    const [toDo] = (await open()).filter((one: { field: string; entityId: string }) => one.field === 'dep.personal_data')
    expect(toDo.reviewIds.length).toBeGreaterThan(0)
    expect((await material(caseId, { 'dep.personal_data': 'identifiable' })).status).toBe(200)
    expect(await made.get('/deployments/dep-notes')).toMatchObject({
      personalData: 'identifiable',
      factSources: { personalData: { source: `case ${caseId}`, checkedOn: '2026-11-21' } },
    })
    expect((await open()).map((one: { id: string }) => one.id)).not.toContain(toDo.id)
    for (const id of toDo.reviewIds) expect((await made.get(`/reviews/${id}`)).provisional).toBe(false)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('a system that is now built on another is reached through it from then on', async () => {
    const { caseId } = await letter('sys-plain')
    expect((await material(caseId, { 'system.parent_system_ids': ['sys-lark'] })).status).toBe(200)
    const upstream = await made.report({ systemId: 'sys-lark', kinds: ['model-version-replaced'], silent: false, quote: 'lark-3 is out.' })
    expect((await made.get(`/cases/${upstream.caseId}`)).deploymentIds).toEqual(['dep-new', 'dep-plain'])
  })

  it.each([
    ['a system that would rest on itself', 'sys-lark', ['sys-new']],
    ['a parent that is not there', 'sys-plain', ['sys-nobody']],
  ])('%s is refused by name, and nothing is written', async (_, systemId, parents) => {
    const { caseId } = await letter(systemId)
    const answer = await material(caseId, { 'system.parent_system_ids': parents })
    expect([answer.status, answer.json.errors]).toMatchObject([400, [{ path: 'sets.system.parent_system_ids' }]])
    expect(await made.get(`/cases/${caseId}`)).toMatchObject({ state: 'open', answer: null })
    expect((await made.get(`/systems/${systemId}`)).version).toBe(1)
  })
})

describe('undoing a triage', () => {
  let made: Made
  let w: World
  beforeEach(async () => {
    w = await world()
    made = await registerForWork(w)
  })
  const answered = async (systemId: string, sets: object, kinds = ['subprocessor-added']) => {
    const { caseId } = await made.report({ systemId, kinds, silent: false, quote: 'Harbour joins.' })
    expect((await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'It is so.', sets })).status).toBe(200)
    return String(caseId)
  }
  const undo = (caseId: string) => made.act(`/cases/${caseId}/undo`, {})

  it('takes the register edits accepted with it back, and what waited for them waits again', async () => {
    const before = await made.get('/deployments/dep-notes')
    const caseId = await answered('sys-notes', { 'dep.personal_data': 'identifiable', 'dep.profiling': true })
    const reviews = await made.reviewsOf(caseId)
    expect(reviews.some((one: { provisional: boolean }) => one.provisional)).toBe(false)
    expect((await undo(caseId)).json).toMatchObject({ state: 'open', keptEdits: [] })
    const after = await made.get('/deployments/dep-notes')
    expect(after).toMatchObject({ personalData: null, profiling: before.profiling, factSources: before.factSources, version: 3 })
    expect(after.provisionalFields).toContain('personalData')
    expect((await made.reviewsOf(caseId)).some((one: { provisional: boolean }) => one.provisional)).toBe(true)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('takes parents back, so that nothing is reached through them any more', async () => {
    const caseId = await answered('sys-plain', { 'system.parent_system_ids': ['sys-lark'] })
    await undo(caseId)
    const upstream = await made.report({ systemId: 'sys-lark', kinds: ['model-version-replaced'], silent: false, quote: 'lark-3 is out.' })
    expect((await made.get(`/cases/${upstream.caseId}`)).deploymentIds).toEqual(['dep-new'])
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('leaves a record that was edited since, and says which', async () => {
    const caseId = await answered('sys-notes', { 'dep.profiling': true, 'system.retention_days': 41 })
    const { token } = made.people.admin
    const stands = await w.send('GET', '/api/v1/deployments/dep-notes', { token })
    const headers = { 'if-match': stands.headers.get('etag') ?? '' }
    expect((await w.send('PATCH', '/api/v1/deployments/dep-notes', { token, body: { name: 'All notes' }, headers })).status).toBe(200)
    expect((await undo(caseId)).json.keptEdits).toEqual([{ entity: 'deployment', entityId: 'dep-notes', fields: ['profiling'] }])
    expect(await made.get('/deployments/dep-notes')).toMatchObject({ name: 'All notes', profiling: true })
    expect((await made.get('/systems/sys-notes')).retentionDays).not.toBe(41)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('has a feature that it registered proposed again, unless a use of it was registered since', async () => {
    const feature = async () => {
      const rows = (await made.get('/systems?limit=100')).items
      return rows.find((row: { proposedByFindingId: string | null }) => row.proposedByFindingId !== null)
    }
    const caseId = await answered('sys-plain', {}, ['ai-feature-added-off'])
    const { id } = await feature()
    expect((await feature()).state).toBe('registered')
    expect((await undo(caseId)).json.keptEdits).toEqual([])
    expect((await feature()).state).toBe('proposed')
    await made.act(`/cases/${caseId}/triage`, { answer: 'material', reason: 'We use it after all.' })
    await made.post('/deployments', { id: 'dep-drafts', systemId: id, name: 'Drafts' })
    expect((await undo(caseId)).json.keptEdits).toEqual([{ entity: 'system', entityId: id, fields: ['state'] }])
    expect((await feature()).state).toBe('registered')
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('of two cases that were answered together takes back what its own case edited', async () => {
    const letter = (quote: string) => made.report({ systemId: 'sys-notes', kinds: ['subprocessor-added'], silent: false, quote })
    const [first, second] = [(await letter('One.')).caseId, (await letter('Two.')).caseId]
    const material = (id: string, sets: object) => ({ id, answer: 'material', reason: 'So.', sets })
    const items = [material(first, { 'dep.personal_data': 'identifiable' }), material(second, { 'dep.profiling': true })]
    expect((await made.act('/cases/triage', { items })).status).toBe(200)
    const before = { personalData: 'identifiable', profiling: true }
    expect(await made.get('/deployments/dep-notes')).toMatchObject(before)
    expect((await undo(first)).json.keptEdits).toEqual([])
    expect(await made.get('/deployments/dep-notes')).toMatchObject({ personalData: null, profiling: true })
    expect((await undo(second)).json.keptEdits).toEqual([])
    expect((await made.get('/deployments/dep-notes')).profiling).not.toBe(true)
    expect(await verify(w.ports)).toMatchObject({ ok: true, fault: null })
  })

  it('takes nothing back with another answer than the one that edited', async () => {
    const caseId = await answered('sys-notes', { 'dep.profiling': true })
    await undo(caseId)
    const { version } = await made.get('/deployments/dep-notes')
    await made.act(`/cases/${caseId}/triage`, { answer: 'not-material', reason: 'Pinned.' })
    expect((await undo(caseId)).json.keptEdits).toEqual([])
    expect((await made.get('/deployments/dep-notes')).version).toBe(version)
  })
})
