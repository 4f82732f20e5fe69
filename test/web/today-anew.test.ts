import { expect, it } from 'vitest'
import { policy, round, watch } from '../flows/watched'
import { world } from '../world'
import { registerForWork } from './register-for-work'

it('Today shows what was found, judged or answered a moment ago, however often it was read before', async () => {
  const w = await world()
  const url = 'https://acme.example.test/terms'
  const owner = (await w.person('risk-owner')).token
  const today = async () => (await w.send('GET', '/', { token: owner })).text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  w.pages.set(url, { body: policy() })
  await watch(w, { id: 'terms', url })
  await round(w)
  expect(await today()).toMatch(/Nothing needs you.*nothing material/)
  expect(await today()).toMatch(/Nothing needs you/)
  w.pages.set(url, { body: policy({ days: 90 }) })
  w.clock.pass(3_600_000)
  await round(w)
  expect(await today()).toMatch(/1 thing needs you.*1 material change/)
  const [waiting] = (await w.send('GET', '/api/v1/cases?filter[state]=open', { token: owner })).json.items
  const triaged = await w.send('POST', `/api/v1/cases/${waiting.id}/triage`, {
    token: owner,
    body: { answer: 'material', reason: 'It matters.' },
  })
  expect(triaged.status, triaged.text).toBe(200)
  expect(await today()).toMatch(/Nothing needs you.*1 material change/)
})

it('a use is watched through what its system is built on, however deep, and through a source that stands for all of a vendor', async () => {
  const w = await world()
  const { post, get } = await registerForWork(w)
  const unwatched = async () => (await get('/health')).deploymentsWithoutSource.map(({ id }: { id: string }) => id).sort()
  for (const [id, parent] of [
    ['sys-mid', 'sys-lark'],
    ['sys-top', 'sys-mid'],
    ['sys-apart', 'sys-plain'],
  ])
    await post('/systems', { id, vendorId: 'talentworks', name: id, kind: 'ai_product', parentSystemIds: [parent] })
  for (const id of ['top', 'apart']) await post('/deployments', { id: `dep-${id}`, systemId: `sys-${id}`, name: id })
  const all = ['dep-apart', 'dep-new', 'dep-notes', 'dep-plain', 'dep-scribe', 'dep-top']
  expect(await unwatched()).toEqual(all)
  const source = (name: string, body: object) => post('/sources', { url: `https://${name}.example.test/terms`, ...body })
  await source('model', { vendor: 'nimbus', systemIds: ['sys-lark'] })
  expect(await unwatched()).toEqual(['dep-apart', 'dep-notes', 'dep-plain', 'dep-scribe'])
  await source('all', { vendor: 'quietbox', systemIds: [] })
  expect(await unwatched()).toEqual(['dep-apart', 'dep-plain'])
  await source('plain', { vendor: 'talentworks', systemIds: ['sys-plain'] })
  expect(await unwatched()).toEqual([])
})
