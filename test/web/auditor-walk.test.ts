import { beforeAll, expect, it } from 'vitest'
import { tellPeople } from '../../src/flows/tell-people'
import { tick } from '../../src/flows/tick'
import { routeAccess } from '../../src/web/routes'
import { policy } from '../flows/watched'
import { world } from '../world'

/** In every text of December stands this word; an auditor of November must read it nowhere. */
const mark = 'Yuletide'
const origin = { origin: 'http://localhost' }

async function twoMonths() {
  const w = await world()
  const { token } = await w.person('administrator')
  const second = await w.person('risk-owner', { email: 'second@example.test' })
  const ids: Record<string, string[]> = {}
  const call = async (method: string, path: string, body: unknown) => {
    const answer = await w.send(method, `/api/v1${path}`, { token, body })
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.json
  }
  await call('POST', '/vendors', { id: 'northern', name: 'Northern Lights', domains: ['northern.example'] })
  await call('POST', '/systems', { id: 'sys', vendorId: 'northern', name: 'Aurora', kind: 'model_api' })
  await call('POST', '/deployments', { id: 'dep', systemId: 'sys', name: 'Night', ownerId: second.id, personalData: 'identifiable' })
  const url = 'https://northern.example/terms'
  w.pages.set(url, { body: policy() })
  const source = await call('POST', '/sources', { url, vendorId: 'northern', type: 'terms' })
  await call('POST', `/sources/${source.id}/poll`, {})

  w.clock.at('2026-12-05T09:00:00.000Z')
  const post = async (noun: string, body: object) => {
    const made = await call('POST', `/${noun}`, body)
    ids[noun] = [...(ids[noun] ?? []), made.id]
    return made
  }
  w.pages.set(url, { body: policy({ days: 90, extra: `<p>${mark} keeps its promises for a short time.</p>` }) })
  await call('POST', `/sources/${source.id}/poll`, {})
  const finding = await post('findings', {
    systemId: 'sys',
    kinds: ['model-version-replaced'],
    detected: '2026-12-05',
    silent: true,
    quote: `${mark} quotes`,
    source: { type: 'letter', note: `${mark} letter` },
  })
  await call('POST', `/cases/${finding.caseId}/comments`, { text: `${mark} says something` })
  await call('POST', `/cases/${finding.caseId}/triage`, { answer: 'material', reason: `${mark} reason` })
  const form = new FormData()
  form.set('file', new File([`${mark} report`], `${mark}.txt`, { type: 'text/plain' }))
  form.set('data', JSON.stringify({ vendorId: 'northern', name: `${mark} paper` }))
  const evidence = (await w.send('POST', '/api/v1/evidence', { token, form })).json
  ids.evidence = [evidence.id]
  const support = { type: 'document', evidenceId: evidence.id, page: 1 }
  await post('claims', { vendorId: 'northern', questionId: 'Q36', answer: `${mark} answers`, support })
  const questionnaire = await post('questionnaires', { vendorId: 'northern', title: `${mark} round`, questionIds: ['Q01'] })
  await call('POST', `/questionnaires/${questionnaire.id}/send`, { expiresAt: '2026-12-20T00:00:00Z' })
  const terms = [{ text: `${mark} term`, dueOn: '2026-12-08', ownerId: second.id }]
  const decision = await post('decisions', { deploymentId: 'dep', disposition: 'conditional', reason: `${mark} decides`, terms, basis: [] })
  await call('POST', `/decisions/${decision.id}/sign`, {})
  await post('exits', { vendorId: 'northern', reason: `${mark} exit`, steps: [{ text: `${mark} step` }] })
  await post('vendor-requests', { vendorName: `${mark} wish`, purpose: `${mark} purpose` })
  await post('certificates', {
    vendorId: 'northern',
    standard: 'ISO/IEC 42001:2023',
    number: 'C-1',
    issuer: mark,
    validFrom: '2026-12-01',
    validTo: '2027-12-31',
  })
  const [review] = (await call('GET', `/reviews?filter[caseId]=${finding.caseId}`, undefined)).items
  if (review) await call('POST', `/reviews/${review.id}/close`, { outcome: 'holds', reason: `${mark} holds`, evidenceIds: [] })
  for (let day = 0; day < 3; day++) {
    w.clock.pass(86_400_000)
    await tick(w.ports, w.ports.now())
    await tellPeople(w.ports, w.ports.now())
  }
  const inDecember = (one: Record<string, string>) => String(one.at ?? one.detectedAt ?? one.openedAt ?? one.createdAt) >= '2026-12-01'
  for (const noun of ['captures', 'snapshots', 'changes', 'findings', 'reviews', 'notices', 'cases'])
    ids[noun] = (await call('GET', `/${noun}?limit=200`, undefined)).items.filter(inDecember).map((one: { id: string }) => one.id)
  ids.audit = (await call('GET', '/audit?limit=500', undefined)).items.filter(inDecember).map((one: { seq: number }) => String(one.seq))
  ids.vendors = ['northern']
  ids.systems = ['sys']
  ids.deployments = ['dep']
  ids.sources = [source.id]
  const auditor = await w.person('auditor', { email: 'november@example.test' })
  const etag = (await w.send('GET', `/api/v1/people/${auditor.id}`, { token })).headers.get('etag') ?? ''
  const limits = { periodFrom: '2026-11-01', periodTo: '2026-11-30' }
  await w.send('PATCH', `/api/v1/people/${auditor.id}`, { token, body: limits, headers: { 'if-match': etag } })
  return { w, ids, token: auditor.token }
}

let made: Awaited<ReturnType<typeof twoMonths>>
beforeAll(async () => {
  made = await twoMonths()
}, 120_000)

it('an auditor of a month reads nothing of the next, on no page, at no address and in no file', { timeout: 120_000 }, async () => {
  const { w, ids, token } = made
  const wrong: string[] = []
  const see = async (address: string) => {
    const { status, text } = await w.send('GET', address, { token, headers: origin })
    const at = text.indexOf(mark)
    if (status >= 500) wrong.push(`${address}: ${status}`)
    if (at >= 0) wrong.push(`${address}: ${status} ${text.slice(Math.max(0, at - 80), at + 60).replace(/\s+/g, ' ')}`)
  }
  for (const route of Object.keys(routeAccess)) {
    if (!route.startsWith('GET ') || routeAccess[route] === 'open') continue
    const path = route.slice('GET '.length)
    const [, noun = ''] = /^\/(?:api\/v1\/)?([\w-]+)\/\{/.exec(path) ?? []
    const those = path.includes('{') ? (ids[{ intake: 'vendor-requests' }[noun] ?? noun] ?? []) : ['']
    for (const id of those.slice(0, 40))
      await see(
        path
          .replace(/\{(id|seq)\}/, id)
          .replace('{deploymentId}', 'dep')
          .replace('{questionId}', 'Q36'),
      )
  }
  for (const query of [
    '/search?q=yule',
    '/search?q=northern',
    '/reviews?view=all',
    '/changes?view=all',
    '/api/v1/audit?limit=500',
    '/audit?decisions=yes',
    ...[
      'findings',
      'cases',
      'reviews',
      'claims',
      'decisions',
      'evidence',
      'questionnaires',
      'exits',
      'vendor-requests',
      'certificates',
    ].map((noun) => `/api/v1/${noun}?asOf=2026-12-06T09:00:00Z`),
    ...['findings', 'cases', 'claims', 'decisions', 'audit'].map((noun) => `/api/v1/${noun}?asOf=2026-11-30T09:00:00Z`),
  ])
    await see(query)
  expect(wrong).toEqual([])
})

it('asks for a past state within their days alone', async () => {
  const { w, token } = made
  const at = async (asOf: string) => (await w.send('GET', `/api/v1/claims?asOf=${asOf}`, { token })).status
  expect([await at('2026-11-30T09:00:00Z'), await at('2026-12-06T09:00:00Z'), await at('2026-10-31T09:00:00Z')]).toEqual([200, 400, 400])
})
