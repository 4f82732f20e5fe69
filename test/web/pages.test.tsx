import { describe, expect, it } from 'vitest'
import { captures } from '../../src/store/schema'
import { world } from '../world'

const page = (terms: string, updated = '3 May 2026') =>
  `<!doctype html><html lang="en"><head><title>Terms</title></head><body><main><h1>Terms</h1><p>Last updated ${updated}</p><h2>Your content</h2><p>You keep all rights in the content that you send to us.</p><p>${terms}</p><h2>Fees</h2><p>Fees are charged monthly, as the price list says.</p><p>Invoices are due within four weeks of their date.</p></main></body></html>`
const was = 'We keep prompts for 30 days, and then delete them.'
const is = 'We keep prompts for 90 days, and then delete them.'

async function story() {
  const made = await world()
  const { token } = await made.person('administrator')
  const post = async (path: string, body: unknown) => {
    const answer = await made.send('POST', `/api/v1${path}`, { token, body })
    expect(answer.status, answer.text).toBeLessThan(300)
    return answer.json
  }
  await post('/vendors', { id: 'acme', name: 'Acme' })
  await post('/systems', { id: 'model', vendorId: 'acme', name: 'Model' })
  await post('/deployments', { id: 'letters', systemId: 'model', name: 'Letters', status: 'live', personalData: 'identifiable' })
  await post('/sources', { id: 'terms', url: 'https://acme.example/terms', vendorId: 'acme', type: 'terms' })
  const get = async (path: string) => made.send('GET', path, { token })
  const form = (path: string, fields: Record<string, string>) =>
    made.send('POST', path, {
      token,
      form: new URLSearchParams(fields),
      headers: { 'content-type': 'application/x-www-form-urlencoded' } as Record<string, string>,
    })
  made.pages.set('https://acme.example/terms', { body: page(was), headers: { 'content-type': 'text/html' } })
  return {
    ...made,
    token,
    post,
    get,
    form,
    captures: () => made.ports.db.select().from(captures),
    why: () =>
      made.lines
        .filter((line) => /failed/.test(line.event))
        .map((line) => JSON.stringify(line))
        .join('\n'),
  }
}

describe('pages', () => {
  it('lead from Today to the changed words, and the case is triaged there', async () => {
    const { captures: stored, get, form, pages, clock, send, token, why } = await story()
    const first = await form('/sources/terms/poll', {})
    expect(first.headers.get('location'), JSON.stringify(await stored())).toBe('/sources/terms?done=poll-first')
    clock.pass(86_400_000)
    pages.set('https://acme.example/terms', { body: page(is), headers: { 'content-type': 'text/html' } })
    expect((await form('/sources/terms/poll', {})).headers.get('location')).toBe('/sources/terms?done=poll-material')
    const today = await get('/')
    const [, finding] = /href="(\/findings\/[^"]+)"/.exec(today.text) ?? []
    expect(finding, today.text).toBeDefined()
    const change = await get(finding ?? '')
    expect(change.text).toContain('<del>30</del>')
    expect(change.text).toContain('<ins>90</ins>')
    expect(change.text).toContain('Open the case')
    const { items } = (await send('GET', '/api/v1/cases', { token })).json
    const done = await form(`/cases/${items[0].id}/triage`, { answer: 'material', reason: 'It touches us.' })
    expect(done.status, why()).toBe(303)
    expect((await get(done.headers.get('location') ?? '')).text).toContain('Undo')
    for (const path of [
      '/changes',
      '/changes?view=silent',
      '/changes/quiet',
      '/reviews?view=open',
      '/reviews',
      '/register',
      '/register/vendors',
      '/register/systems',
      '/register/deployments',
      '/vendors/acme',
      '/systems/model',
      '/deployments/letters',
      '/sources',
      '/sources/terms',
      '/sources/terms/statements',
      '/vendors/new',
      '/systems/model/edit',
      '/deployments/letters/edit',
    ]) {
      const answer = await get(path)
      expect(`${path} ${answer.status === 303 ? 200 : answer.status}`, why()).toBe(`${path} 200`)
    }
    const [, review] = /href="(\/reviews\/[^"?]+)"/.exec((await get('/reviews?view=open')).text) ?? []
    const shown = await get(review ?? '')
    expect(shown.status, shown.text.slice(0, 500)).toBe(200)
    expect(shown.text).toContain('Review due because')
    const closed = await form(`${review}/close`, { outcome: 'holds', reason: 'Our contract says 30 days.' })
    expect(closed.status, why()).toBe(303)
  }, 300_000)

  it('keep what was typed, and name the faults at their fields', async () => {
    const { form, why } = await story()
    const answer = await form('/deployments/new', { 'dep.name': 'Chat', 'dep.system_id': 'model', 'dep.log_retention_days': 'many' })
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('value="Chat"')
    expect(answer.text).toContain('href="#f-dep.log_retention_days"')
    const good = await form('/deployments/new', { 'dep.name': 'Chat', 'dep.system_id': 'model', 'dep.log_retention_days': '30' })
    expect(good.status, why()).toBe(303)
  })

  it('count a fact that is "unknown" as unknown, as the API does', async () => {
    const { post, get } = await story()
    await post('/deployments', { id: 'unsure', systemId: 'model', name: 'Unsure', status: 'live', featureState: 'unknown' })
    const { completeness } = (await get('/api/v1/deployments/unsure')).json
    expect(completeness.known).toBe(1)
    expect((await get('/deployments/unsure')).text).toContain(`1 of ${completeness.of} `)
  })

  it('greet an empty register with three ways on', async () => {
    const { send, person } = await world()
    const { token } = await person('administrator')
    const { text } = await send('GET', '/', { token })
    expect(text).toContain('/catalogue')
    expect(text).toContain('/import')
    expect(text).toContain('Load the demonstration')
  })
})
