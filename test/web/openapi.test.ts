import { describe, expect, it } from 'vitest'
import { type NewFinding, recordFinding } from '../../src/flows/record-finding'
import { tellPeople } from '../../src/flows/tell-people'
import { commit } from '../../src/store/writing'
import { policy } from '../flows/watched'
import { type World, world } from '../world'
import { misdescribed, type Spec } from './described'
import { registerForWork } from './register-for-work'

/** A service whose every answer to `/api/v1` is held against its own description. */
async function heldToItsWord() {
  const w = await world()
  const spec: Spec = (await w.send('GET', '/openapi.json')).json
  const wrong = new Set<string>()
  const answered = new Set<string>()
  const send: World['send'] = async (method, path, more) => {
    const answer = await w.send(method, path, more)
    const { status, json, headers, text } = answer
    const mediaType = headers.get('content-type') ?? ''
    for (const fault of misdescribed(spec, { method, path, status, mediaType, body: json ?? (text || null) }))
      wrong.add(fault.replace(/\[\d+\]/g, '[]'))
    if (status === 201 && !/^"\d+"$/.test(headers.get('etag') ?? '')) wrong.add(`${method} ${path}: 201 without its ETag`)
    if (status < 300) answered.add(`${method} ${templateOf(spec, path)}`)
    return answer
  }
  return { w: { ...w, send }, spec, wrong, answered }
}

const unconfirmed: Omit<NewFinding, 'quotes'> = {
  changeId: null,
  vendorId: 'talentworks',
  systemIds: ['sys-plain'],
  sourceId: null,
  kinds: ['data-retention-changed'],
  announcement: 'silent',
  announcedBy: null,
  announcementWhy: null,
  announcementOpenUntil: null,
  effectiveOn: null,
  effectiveWords: null,
  objectBy: null,
  origin: 'found',
  detectedAt: '2026-11-21T08:00:00.000Z',
}

const templateOf = (spec: Spec, path: string) =>
  Object.keys(spec.paths)
    .filter((one) => new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0] ?? ''))
    .sort((a, b) => a.split('{').length - b.split('{').length)[0] ?? path

describe('the running service and its description', () => {
  it('agree on every answer, each address answered at least once', { timeout: 120_000 }, async () => {
    const { w, spec, wrong, answered } = await heldToItsWord()
    const made = await registerForWork(w)
    const { people, act, report } = made
    const admin = people.admin.token
    const api = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      w.send(method, `/api/v1${path}`, { token: admin, body, headers })
    const upload = (path: string, file: Blob, name: string, more: Record<string, string> = {}) => {
      const form = new FormData()
      for (const [key, value] of Object.entries(more)) form.set(key, value)
      form.set('file', file, name)
      return w.send('POST', `/api/v1${path}`, { token: admin, form })
    }
    const etagOf = async (path: string) => (await api('GET', path)).headers.get('etag') ?? ''

    // what is watched
    const url = 'https://terms.quietbox.example/'
    w.pages.set(url, { body: policy() })
    const { id: sourceId } = await made.post('/sources', { url, vendor: 'quietbox', type: 'terms' })
    await api('POST', `/sources/${sourceId}/poll`, {})
    w.clock.pass(86_400_000)
    w.pages.set(url, { body: policy({ days: 90, visit: 'b2' }) })
    const polled = (await api('POST', `/sources/${sourceId}/poll`, {})).json
    await api('POST', `/changes/${polled.changeId}/raise`, {
      quote: 'We retain prompts and outputs for 90 days after they are submitted and then delete them from all our systems.',
      reason: 'Once more.',
    })
    w.clock.pass(86_400_000)
    await upload(`/sources/${sourceId}/captures`, new Blob([policy({ days: 10 })], { type: 'text/html' }), 'a.html')

    // work
    const letter = (systemId: string, quote: string, kinds = ['model-version-replaced']) =>
      report({ systemId, kinds, silent: false, quote })
    const one = await letter('sys-lark', 'lark-3')
    const two = await letter('sys-plain', 'A new writer.')
    const three = await letter('sys-notes', 'A new note taker.', ['subprocessor-added'])
    await act(`/cases/${one.caseId}/triage`, { answer: 'not-material', reason: 'R' })
    await act(`/cases/${one.caseId}/return`, { reason: 'R' }, 'second')
    await act(`/cases/${one.caseId}/triage`, { answer: 'not-material', reason: 'R' })
    await act(`/cases/${one.caseId}/approve`, {}, 'second')
    await act(`/cases/${one.caseId}/undo`, {})
    await act('/cases/triage', { items: [one, two].map(({ caseId }) => ({ id: caseId, answer: 'material', reason: 'R' })) })
    const said = (await act(`/cases/${three.caseId}/comments`, { text: 'R' })).json
    await api('GET', `/cases/${three.caseId}/comments`)
    await act(`/cases/${three.caseId}/comments/${said.id}/take-back`, {})
    await act(`/cases/${three.caseId}/assign`, { personId: people.second.id })
    await act(`/cases/${three.caseId}/snooze`, { until: '2026-12-01', reason: 'R' })
    const four = await letter('sys-notes', 'Another.', ['subprocessor-added'])
    await act(`/cases/${four.caseId}/join`, { caseId: three.caseId })
    const [first, ...rest] = await made.reviewsOf(one.caseId)
    const review = `/reviews/${first.id}`
    await act(`${review}/start`, {})
    await act(`${review}/reassign`, { personId: people.second.id })
    const close = { outcome: 'holds', reason: 'R', evidenceIds: [] }
    await act(`${review}/close`, close)
    await act(`${review}/return`, { reason: 'R' }, 'second')
    await act('/reviews/close', {
      items: [
        { id: first.id, ...close },
        { id: rest[0].id, ...close },
      ],
    })
    await act(`${review}/approve`, {}, 'second')
    await act(`${review}/reopen`, { reason: 'R' })
    const held = await upload('/evidence', new Blob(['It holds.']), 'a.txt', { data: JSON.stringify({ vendorId: 'quietbox', name: 'A' }) })
    for (const [verb, body] of [
      ['confirm', {}],
      ['dismiss', { reason: 'R' }],
    ] as const) {
      const seen = await recordFinding(w.ports, { ...unconfirmed, quotes: [{ side: 'added', text: verb, sourceId }] }, 'provisional')
      await commit(w.ports, { personId: null }, seen.writing)
      await api('POST', `/findings/${seen.finding.id}/${verb}`, body)
    }

    // access and files
    await made.post('/contracts', { vendorId: 'quietbox', reference: 'C-1', clauses: [{ id: 'notice', present: null }] })
    const token = await made.post('/tokens', { name: 'A script' })
    await api('GET', `/tokens/${token.id}`)
    await api('DELETE', `/tokens/${token.id}`)
    await api('POST', `/people/${people.auditor.id}/password`, { password: 'seven quiet gauges' })
    const signIn = new URLSearchParams({ email: people.auditor.email, password: 'seven quiet gauges' })
    await w.app.request('http://localhost/sign-in', { method: 'POST', body: signIn, headers: { origin: 'http://localhost' } })
    const [session] = (await api('GET', `/sessions?filter[personId]=${people.auditor.id}`)).json.items
    await api('GET', `/sessions/${session.id}`)
    await api('DELETE', `/sessions/${session.id}`)
    await api('POST', `/people/${people.auditor.id}/sign-out`, {})
    await api('POST', `/people/${people.auditor.id}/link`, {})
    await w.send('GET', '/api/v1/health', { token: people.auditor.token })
    await api('GET', `/people/${people.auditor.id}/readings`)
    await api('PUT', '/organisation/sign-on', { claim: 'groups', rules: [] }, { 'if-match': await etagOf('/organisation/sign-on') })
    await made.post('/people', { email: 'new@example.test', name: 'New', role: 'analyst' })
    const imported = await upload('/imports', new Blob(['vendor.id,vendor.name,vendor.tier\nv9,Nine,critical\nv8,Eight,huge\n']), 'v.csv', {
      as: 'vendors',
    })
    expect(imported.json.errors).toHaveLength(1)
    await api('GET', '/exports?as=register')
    const [pick] = (await api('GET', '/catalogue?q=a')).json.items
    await api('GET', `/catalogue/${pick.id}`)
    await api('POST', '/vendors/from-catalogue', { id: pick.id })
    await api('GET', '/snapshots?include=statements')
    await api('GET', `/captures/${(await made.get('/captures')).items[0].id}/body`)
    await api('GET', `/evidence/${held.json.id}/file`)

    // intake
    const asked = await made.post('/vendor-requests', {
      vendorName: 'Quietbox',
      domain: 'quietbox.example',
      purpose: 'P',
      factors: { data: 'public' },
    })
    const again = await made.post('/vendor-requests', { vendorName: 'Quiet', purpose: 'P', documents: { dpa: { askedOn: '2026-11-20' } } })
    await act(`/vendor-requests/${asked.id}/start`, {})
    await act(`/vendor-requests/${asked.id}/join`, { vendorId: 'quietbox' })
    await act(`/vendor-requests/${again.id}/join`, { requestId: asked.id })
    await act(`/vendor-requests/${again.id}/undo`, {})
    await act(`/vendor-requests/${asked.id}/decline`, { reason: 'R' })
    await act(`/vendor-requests/${asked.id}/undo`, {})
    const third = await made.post('/vendor-requests', { vendorName: 'Third', purpose: 'P' })
    await act(`/vendor-requests/${third.id}/withdraw`, { reason: 'R' })
    await act(`/vendor-requests/${third.id}/undo`, {})
    await api('POST', '/vendor-requests/link', {})
    await api('DELETE', '/vendor-requests/link')

    // every list and record, now and then; what GET gives, PUT and PATCH take back (B65)
    w.clock.pass(60_000)
    const then = w.ports.now()
    w.clock.pass(60_000)
    const gets = Object.entries(spec.paths).filter(([path, methods]) => methods.get && path.startsWith('/api/v1/'))
    for (const [template, methods] of gets) {
      const path = template.replace('/api/v1', '')
      if (!/^\/[a-z-]+$/.test(path) || path === '/exports') continue
      const page = (await api('GET', path)).json
      await api('GET', `${path}?asOf=${then}`)
      const items: Record<string, unknown>[] = path === '/organisation' ? [page] : (page.items ?? [])
      for (const item of items.slice(0, 3)) {
        const its = path === '/organisation' ? path : `${path}/${item.id ?? item.seq}`
        if (!spec.paths[`/api/v1${path}/{id}`] && !spec.paths[`/api/v1${path}/{seq}`] && its !== path) continue
        await api('GET', its)
        await api('GET', `${its}?asOf=${then}`)
        const owner = spec.paths[`/api/v1${path}/{id}`] ?? methods
        for (const method of ['put', 'patch']) {
          if (!owner[method]) continue
          const before = await api('GET', its)
          const put = await api(method.toUpperCase(), its, before.json, { 'if-match': before.headers.get('etag') ?? '' })
          const { version: _, updatedAt: __, ...stands } = put.json
          expect([method, its, put.status, put.json.errors, stands]).toEqual([
            method,
            its,
            200,
            undefined,
            { ...before.json, version: undefined, updatedAt: undefined },
          ])
        }
      }
    }
    await act(`/vendor-requests/${third.id}/hand-over`, {})
    const support = { type: 'document', evidenceId: held.json.id, page: 1 }
    const claim = await made.post('/claims', { vendorId: 'quietbox', questionId: 'Q36', answer: 'R', support })
    await api('GET', `/claims/${claim.id}`)
    await api('GET', '/claims/proposals?vendorId=quietbox&questionId=Q37')
    await api('POST', `/claims/${claim.id}/withdraw`, { reason: 'R' })
    await api('POST', `/evidence/${held.json.id}/withdraw`, { reason: 'R' })
    const set = await made.post('/question-sets', { name: 'Ours', questions: [{ id: 'P1', section: 'Own', question: 'Who?' }] })
    await api('GET', `/question-sets/${set.id}`)
    await api('PUT', `/question-sets/${set.id}`, set, { 'if-match': '"1"' })
    await api('PATCH', `/question-sets/${set.id}`, { name: 'Still ours' }, { 'if-match': '"2"' })
    await api('GET', '/questionnaires/proposed?vendorId=quietbox')
    const [round, dropped, ended] = [
      await made.post('/questionnaires', { vendorId: 'quietbox', questionIds: ['Q01', 'Q02'] }),
      await made.post('/questionnaires', { vendorId: 'quietbox' }),
      await made.post('/questionnaires', { vendorId: 'quietbox', setId: set.id }),
    ]
    await api('PUT', `/questionnaires/${round.id}`, round, { 'if-match': '"1"' })
    await api('PATCH', `/questionnaires/${round.id}`, { title: 'Round' }, { 'if-match': '"2"' })
    await api('DELETE', `/questionnaires/${dropped.id}`, undefined, { 'if-match': '"1"' })
    await api('POST', `/questionnaires/${ended.id}/revoke`, {})
    await api('POST', `/questionnaires/${round.id}/send`, { expiresAt: new Date(Date.parse(w.ports.now()) + 86_400_000).toISOString() })
    await upload(`/questionnaires/${round.id}/import`, new Blob(['key,answer\nQ01,Yes\nX,No\n']), 'a.csv')
    await api('GET', `/questionnaires/${round.id}/export?format=csv`)
    await api('POST', `/questionnaires/${round.id}/accept`, {})
    await api('GET', `/questionnaires/${round.id}`)

    const certificate = await made.post('/certificates', { vendorId: 'quietbox', standard: 'ISO/IEC 42001:2023', validTo: '2027-06-30' })
    await api('GET', `/certificates/${certificate.id}`)
    await api('PUT', `/certificates/${certificate.id}`, certificate, { 'if-match': '"1"' })
    await api('PATCH', `/certificates/${certificate.id}`, { issuer: 'A body' }, { 'if-match': '"2"' })
    await api('DELETE', `/certificates/${certificate.id}`, undefined, { 'if-match': '"3"' })

    // decisions and exits
    const terms = [{ text: 'T', dueOn: '2026-12-01', ownerId: people.owner.id }]
    const decision = await made.post('/decisions', { deploymentId: 'dep-scribe', disposition: 'conditional', terms, basis: [] })
    await api('PUT', `/decisions/${decision.id}`, decision, { 'if-match': '"1"' })
    await api('PATCH', `/decisions/${decision.id}`, { reason: 'R' }, { 'if-match': '"2"' })
    const signed = await api('POST', `/decisions/${decision.id}/sign`, {})
    await api('POST', `/decisions/${decision.id}/terms/${signed.json.terms[0].id}/done`, {})
    await api('GET', `/decisions/${decision.id}`)
    const unsigned = await made.post('/decisions', { deploymentId: 'dep-scribe', disposition: 'hold' })
    await api('DELETE', `/decisions/${unsigned.id}`, undefined, { 'if-match': '"1"' })
    const [exit, stayed] = [
      await made.post('/exits', { vendorId: 'quietbox', reason: 'R', steps: [{ text: 'S' }] }),
      await made.post('/exits', { vendorId: 'quietbox', reason: 'R' }),
    ]
    await api('GET', `/exits/${exit.id}`)
    await api('POST', `/exits/${exit.id}/steps/${exit.steps[0].id}/date`, { dueOn: '2027-01-31' })
    await api('POST', `/exits/${exit.id}/steps/${exit.steps[0].id}/done`, {})
    await api('POST', `/exits/${exit.id}/confirm`, {})
    await api('POST', `/exits/${stayed.id}/cancel`, { reason: 'R' })

    await api('GET', '/vendors/quietbox/facts?from=2026-01-01&to=2026-12-31')
    const told = await made.post('/model-dates', {
      model: 'quill-2',
      kind: 'committed',
      day: '2027-01-31',
      vendorId: 'quietbox',
      source: { type: 'email' },
    })
    await api('GET', `/model-dates/${told.id}`)
    await api('POST', `/model-dates/${told.id}/withdraw`, { reason: 'R' })

    // channels and what remains
    const { secret: _, ...channel } = await made.post('/channels', {
      type: 'webhook',
      name: 'Ours',
      address: 'https://hooks.example.test/',
      minSeverity: 'low',
    })
    await api('GET', `/channels/${channel.id}`)
    await api('PUT', `/channels/${channel.id}`, channel, { 'if-match': '"1"' })
    await api('PATCH', `/channels/${channel.id}`, { digest: 'weekly' }, { 'if-match': '"2"' })
    await api('POST', `/channels/${channel.id}/rotate`, {})
    await api('POST', `/channels/${channel.id}/test`, {})
    await tellPeople({ ...w.ports, outgoing: { ...w.ports.outgoing, mail: null } }, w.ports.now())
    const [parked] = (await made.get('/notices?filter[state]=parked')).items
    await api('GET', `/notices/${parked.id}`)
    await api('POST', `/notices/${parked.id}/retry`, {})
    await api('POST', `/notices/${parked.id}/discard`, {})
    await api('DELETE', `/channels/${channel.id}`, undefined, { 'if-match': await etagOf(`/channels/${channel.id}`) })
    await api('POST', '/health/pause', { reason: 'R' })
    await api('POST', '/health/resume', {})
    for (const [noun, id] of [
      ['units', 'elsewhere'],
      ['deployments', 'd9'],
      ['systems', 's9'],
      ['vendors', 'v9'],
      ['contracts', (await made.get('/contracts')).items[0].id],
      ['sources', 'q9'],
    ] as const) {
      if (id === 's9') await made.post('/systems', { id, name: id, vendorId: 'v9' })
      if (id === 'd9') await made.post('/deployments', { id, name: id, systemId: 'sys-plain' })
      if (id === 'q9') await made.post('/sources', { id, url: 'https://v.example/q', vendor: 'quietbox' })
      await api('DELETE', `/${noun}/${id}`, undefined, { 'if-match': await etagOf(`/${noun}/${id}`) })
    }
    await api('PATCH', '/vendors/nimbus', { colour: 'red' }, { 'if-match': '"1"' })
    await api('PATCH', '/vendors/nimbus', {})
    await api('GET', '/vendors/nobody')

    const all = Object.entries(spec.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect({ wrong: [...wrong].sort(), unanswered: all.filter((one) => one.includes(' /api/') && !answered.has(one)).sort() }).toEqual({
      wrong: [],
      unanswered: [],
    })
  })
})
