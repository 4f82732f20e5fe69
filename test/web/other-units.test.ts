import { beforeAll, describe, expect, it } from 'vitest'
import { tellPeople } from '../../src/flows/tell-people'
import { tick } from '../../src/flows/tick'
import type { PersonRole } from '../../src/store/schema'
import { routeAccess } from '../../src/web/routes'
import { policy } from '../flows/watched'
import { world } from '../world'

/** In every name and text of the south stands this word; whoever belongs to the north must read it nowhere. */
const mark = 'Zanzibar'
const origin = { origin: 'http://localhost' }

/** A south with something of every kind, and a north that has a vendor and a use of its own. */
async function twoUnits() {
  const w = await world()
  const { token } = await w.person('administrator')
  const second = await w.person('risk-owner', { email: 'second@example.test' })
  const ids: Record<string, string[]> = {}
  const call = async (method: string, path: string, body: unknown, by = token, headers: Record<string, string> = {}) => {
    const answer = await w.send(method, `/api/v1${path}`, { token: by, body, headers })
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.json
  }
  const post = async (noun: string, body: object) => {
    const made = await call('POST', `/${noun}`, body)
    ids[noun] = [...(ids[noun] ?? []), made.id]
    return made
  }
  const upload = async (noun: string, data: object, file = `${mark} report`) => {
    const form = new FormData()
    form.set('file', new File([file], `${mark}.txt`, { type: 'text/plain' }))
    form.set('data', JSON.stringify(data))
    const answer = await w.send('POST', `/api/v1/${noun}`, { token, form })
    if (answer.status !== 201) throw new Error(answer.text)
    ids[noun] = [...(ids[noun] ?? []), answer.json.id]
    return answer.json
  }
  await call('POST', '/units', { id: 'north', name: 'North' })
  await call('POST', '/units', { id: 'south', name: 'South' })
  await call('POST', '/vendors', { id: 'northern', name: 'Northern Lights', unitId: 'north', domains: ['northern.example'] })
  await call('POST', '/systems', { id: 'northern-sys', vendorId: 'northern', name: 'Aurora', kind: 'model_api', unitId: 'north' })
  await call('POST', '/deployments', { id: 'northern-dep', systemId: 'northern-sys', name: 'Night', unitId: 'north' })

  const vendor = await post('vendors', { name: `${mark} AI`, unitId: 'south', domains: ['zanzibar.example'], aliases: [`${mark}X`] })
  const system = await post('systems', { vendorId: vendor.id, name: `${mark} system`, kind: 'model_api', unitId: 'south' })
  const use = await post('deployments', { systemId: system.id, name: `${mark} use`, unitId: 'south', ownerId: second.id })
  await post('contracts', {
    vendorId: vendor.id,
    reference: `${mark} contract`,
    endsOn: '2027-01-31',
    noticeByOn: '2026-12-01',
    clauses: [{ id: 'notice', present: true, value: mark }],
  })
  const url = 'https://zanzibar.example/terms'
  w.pages.set(url, { body: policy({ extra: `<p>${mark} keeps its promises for a long time.</p>` }) })
  const source = await post('sources', { url, vendorId: vendor.id, type: 'terms' })
  await call('POST', `/sources/${source.id}/poll`, {})
  w.clock.pass(86_400_000)
  w.pages.set(url, { body: policy({ days: 90, extra: `<p>${mark} keeps its promises for a short time.</p>` }) })
  const polled = await call('POST', `/sources/${source.id}/poll`, {})
  const finding = await post('findings', {
    systemId: system.id,
    kinds: ['model-version-replaced'],
    detected: '2026-11-21',
    silent: true,
    quote: `${mark} quotes`,
    source: { type: 'letter', note: `${mark} letter` },
  })
  ids.cases = [finding.caseId]
  await call('POST', `/cases/${finding.caseId}/comments`, { text: `${mark} says something` })
  await call('POST', `/cases/${finding.caseId}/triage`, { answer: 'material', reason: `${mark} reason` })
  const evidence = await upload('evidence', { vendorId: vendor.id, name: `${mark} paper`, expiresOn: '2026-12-31' })
  await post('certificates', { vendorId: vendor.id, standard: 'ISO/IEC 42001:2023', number: mark, validTo: '2026-12-31' })
  await post('claims', {
    vendorId: vendor.id,
    questionId: 'Q36',
    answer: `${mark} answers`,
    support: { type: 'document', evidenceId: evidence.id, page: 1 },
  })
  const questionnaire = await post('questionnaires', { vendorId: vendor.id, title: `${mark} round`, questionIds: ['Q01'] })
  await call('POST', `/questionnaires/${questionnaire.id}/send`, { expiresAt: '2026-12-20T00:00:00Z' })
  const decision = await post('decisions', {
    deploymentId: use.id,
    disposition: 'conditional',
    reason: `${mark} decides`,
    terms: [{ text: `${mark} term`, dueOn: '2026-11-25', ownerId: second.id }],
    basis: [{ type: 'evidence', id: evidence.id }],
  })
  await call('POST', `/decisions/${decision.id}/sign`, {})
  await post('exits', { vendorId: vendor.id, reason: `${mark} exit`, steps: [{ text: `${mark} step` }] })
  await post('vendor-requests', { vendorName: `${mark} wish`, purpose: `${mark} purpose`, unitId: 'south' })
  const [review] = (await call('GET', `/reviews?filter[caseId]=${finding.caseId}`, undefined)).items
  if (review) await call('POST', `/reviews/${review.id}/close`, { outcome: 'holds', reason: `${mark} holds`, evidenceIds: [] })
  for (let day = 0; day < 5; day++) {
    w.clock.pass(86_400_000)
    await tick(w.ports, w.ports.now())
    await tellPeople(w.ports, w.ports.now())
  }
  for (const noun of ['captures', 'snapshots', 'changes', 'findings', 'reviews', 'to-dos', 'notices', 'cases'])
    ids[noun] = (await call('GET', `/${noun}?limit=200`, undefined)).items.map((one: { id: string }) => one.id)
  expect(polled.changeId).toBeTruthy()
  ids.audit = (await call('GET', '/audit?limit=500', undefined)).items.map((one: { seq: number }) => String(one.seq))
  ids['question-sets'] = []
  return { w, ids, token }
}

describe('whoever belongs to one unit', () => {
  let made: Awaited<ReturnType<typeof twoUnits>>
  beforeAll(async () => {
    made = await twoUnits()
  }, 300_000)

  const bare = /^GET \/(?:api\/v1\/)?([\w-]+)(?:\/|$)/
  /** All addresses that a route has for the records of the south. */
  function addressesOf(route: string): string[] {
    const path = route.slice('GET '.length)
    if (!path.includes('{')) return [path]
    const [, noun = ''] = bare.exec(route) ?? []
    const of = (made.ids[{ intake: 'vendor-requests' }[noun] ?? noun] ?? []).slice(0, 40)
    return of.map((id) =>
      path
        .replace(/\{(id|seq)\}/, id)
        .replace('{deploymentId}', made.ids.deployments?.[0] ?? '')
        .replace('{questionId}', 'Q36'),
    )
  }
  const reading = Object.keys(routeAccess).filter((route) => route.startsWith('GET ') && routeAccess[route] !== 'open')

  it.each(['administrator', 'risk-owner', 'procurement', 'analyst', 'auditor'] as const satisfies readonly PersonRole[])(
    'reads nothing of another, on no page and at no address: %s',
    { timeout: 300_000 },
    async (role) => {
      const { w } = made
      const { token } = await w.person(role, { email: `${role}@north.test`, unitIds: ['north'] })
      const wrong: string[] = []
      const see = async (address: string) => {
        const { status, text } = await w.send('GET', address, { token })
        if (status >= 500) wrong.push(`${address}: ${status}`)
        const at = text.indexOf(mark)
        if (at >= 0 || text.includes('zanzibar.'))
          wrong.push(`${address}: ${status} ${text.slice(Math.max(0, at - 80), at + 60).replace(/\s+/g, ' ')}`)
        return status
      }
      for (const route of reading)
        for (const address of addressesOf(route)) {
          const status = await see(address)
          const own = route.includes('{') && !/\/(audit|people|units|channels|settings|notices|to-dos)\//.test(route)
          if (own && status === 200) wrong.push(`${address}: 200`)
        }
      for (const query of [
        '/search?q=zanzibar',
        '/register/vendors?find=zanzibar',
        '/changes?view=all',
        '/reviews?view=all',
        '/audit?decisions=yes',
        '/api/v1/exports?as=register&format=json',
        '/api/v1/exports/vendors',
        '/api/v1/exports/sources',
        '/api/v1/exports/deployments?format=csv',
        '/api/v1/audit?limit=500',
        '/api/v1/claims/proposals?vendorId=northern&questionId=Q36',
        `/api/v1/reviews?filter[caseId]=${made.ids.cases?.[0]}`,
        `/api/v1/coverage?deploymentId=${made.ids.deployments?.[0]}`,
        `/api/v1/captures?filter[sourceId]=${made.ids.sources?.[0]}`,
        `/api/v1/vendors/${made.ids.vendors?.[0]}?asOf=2026-11-23T09:00:00Z`,
        '/api/v1/vendors?asOf=2026-11-23T09:00:00Z',
        '/api/v1/cases?asOf=2026-11-23T09:00:00Z',
        '/api/v1/decisions?asOf=2026-11-23T09:00:00Z',
        '/api/v1/claims?asOf=2026-11-23T09:00:00Z',
        '/api/v1/questionnaires?asOf=2026-11-23T09:00:00Z',
        '/api/v1/evidence?asOf=2026-11-23T09:00:00Z',
        '/api/v1/certificates?asOf=2026-11-23T09:00:00Z',
        '/api/v1/contracts?asOf=2026-11-23T09:00:00Z',
        '/api/v1/exits?asOf=2026-11-23T09:00:00Z',
        '/api/v1/to-dos?asOf=2026-11-23T09:00:00Z',
        '/api/v1/vendor-requests?asOf=2026-11-23T09:00:00Z',
        '/why?vendor=zanzibar',
        '/why?q=zanzibar',
        '/reports/sample?framework=iso42001',
        '/reports/management-review?from=2026-01-01&to=2026-12-31',
        '/models?find=zanzibar',
      ])
        await see(query)
      expect(wrong).toEqual([])
    },
  )

  it('reads in the trail what was done to the records of their own', async () => {
    const { w } = made
    const { token } = await w.person('risk-owner', { email: 'reader@south.test', unitIds: ['south'] })
    const rows = (await w.send('GET', '/api/v1/audit?limit=500', { token })).json.items
    const entities = new Set(rows.map(({ entity }: { entity: string }) => entity))
    const nouns = [
      'vendor',
      'system',
      'deployment',
      'contract',
      'source',
      'finding',
      'case',
      'case-deployment',
      'comment',
      'review',
      'evidence',
    ]
    for (const noun of [...nouns, 'certificate', 'claim', 'questionnaire', 'decision', 'exit', 'vendor-request'])
      expect([noun, entities.has(noun)]).toEqual([noun, true])
    expect((await w.send('GET', '/audit', { token })).text).toContain(`${mark} exit`)
  })

  it('changes nothing of another: what is not theirs is not there', { timeout: 300_000 }, async () => {
    const { w } = made
    const { token } = await w.person('administrator', { email: 'writer@north.test', unitIds: ['north'] })
    const wrong: string[] = []
    for (const route of Object.keys(routeAccess)) {
      const [method = '', path = ''] = route.split(' ')
      const [, noun = ''] = /^\/(?:api\/v1\/)?([\w-]+)\/\{id\}/.exec(path) ?? []
      const known = { intake: 'vendor-requests' }[noun] ?? noun
      const id = made.ids[known]?.[0]
      if (method === 'GET' || !id || ['people', 'units', 'channels', 'to-dos', 'audit', 'notices', 'question-sets'].includes(known))
        continue
      const address = path
        .replace('{id}', id)
        .replace('{deploymentId}', made.ids.deployments?.[0] ?? '')
        .replace(/\{\w+\}/g, 'no-such-part')
      const api = path.startsWith('/api/')
      const file = new FormData()
      file.set('file', new File(['x'], 'x.csv', { type: 'text/csv' }))
      const body = /\/(import|captures)$/.test(path)
        ? { form: file }
        : api
          ? { body: {} }
          : { form: new URLSearchParams({ reason: 'R', answer: 'material' }) }
      const { status, json } = await w.send(method, address, {
        token,
        headers: { 'if-match': '"1"', ...origin },
        ...(method === 'DELETE' ? {} : body),
      })
      if (status !== 404 && !(status === 400 && json?.code === 'invalid-request')) wrong.push(`${route}: ${status}`)
    }
    expect(wrong).toEqual([])
  })
})
