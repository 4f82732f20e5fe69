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
