import { describe, expect, it } from 'vitest'
import { noticeGiven } from '../../src/core/notice-given'
import { world } from '../world'

const day = 86_400_000

async function story() {
  const made = await world()
  made.clock.at('2026-05-04T09:00:00.000Z')
  const { token, id: personId } = await made.person('administrator')
  const post = async (path: string, body: unknown) => {
    const answer = await made.send('POST', `/api/v1${path}`, { token, body })
    expect(answer.status, answer.text).toBeLessThan(300)
    return answer.json
  }
  await post('/vendors', { id: 'acme', name: 'Acme', changeNoticeDays: 30 })
  await post('/systems', { id: 'model', vendorId: 'acme', name: 'Model' })
  await post('/vendors', { id: 'bolt', name: 'Bolt' })
  await post('/systems', { id: 'tool', vendorId: 'bolt', name: 'Tool', parentSystemIds: ['model'] })
  await post('/deployments', { id: 'chat', systemId: 'tool', name: 'Customer chat', status: 'live' })
  const report = (quote: string, silent: boolean, effective: string | null) =>
    post('/findings', {
      vendorId: 'acme',
      kinds: ['data-retention-changed'],
      detected: made.ports.now().slice(0, 10),
      silent,
      effective,
      quote,
      source: { type: 'email', note: 'to the owner' },
    })
  const get = (path: string, as = token) => made.send('GET', path, { token: as })
  const form = (path: string, fields: Record<string, string> | FormData) =>
    made.send('POST', path, {
      token,
      form: fields instanceof FormData ? fields : new URLSearchParams(fields),
      headers: fields instanceof FormData ? {} : { 'content-type': 'application/x-www-form-urlencoded' },
    })
  return { ...made, token, personId, post, report, get, form }
}

describe('the page of a vendor', () => {
  it('tells in two clicks what changed in the last quarter and whether it was said', async () => {
    const { report, get, clock } = await story()
    clock.at('2026-07-10T09:00:00.000Z')
    await report('We keep prompts for 90 days.', true, null)
    clock.at('2026-08-01T09:00:00.000Z')
    await report('We keep files for 60 days.', false, '2026-08-20')
    clock.at('2026-11-02T09:00:00.000Z')
    await report('We keep logs for a year.', true, null)
    clock.at('2026-11-21T09:00:00.000Z')
    const list = (await get('/register/vendors')).text
    expect(list).toContain('href="/vendors/acme"')
    const page = (await get('/vendors/acme')).text
    const [, quarter = ''] = /href="([^"]+)"[^>]*>Jul to Sep 2026</.exec(page) ?? []
    const shown = (await get(quarter.replaceAll('&amp;', '&').split('#')[0] ?? '')).text
    expect(shown).toContain('2 changes: 1 silent, 1 announced.')
    expect(page).toContain('3 changes: 2 silent, 1 announced.')
    const csv = await get('/vendors/acme/timeline.csv?period=quarter&kind=changes')
    expect(csv.headers.get('content-disposition')).toContain('attachment')
    expect(csv.text.trim().split('\n')).toHaveLength(3)
    expect(csv.text).toContain(',silent,')
  })

  it('pages back through everything that happened, each line once', async () => {
    const { report, get, post, clock } = await story()
    for (let number = 0; number < 45; number += 1) {
      await report(`We keep backups for ${number + 1} days.`, number % 2 === 0, null)
      if (number % 3 === 0) clock.pass(day)
    }
    clock.pass(60_000)
    await post('/contracts', { id: 'c1', vendorId: 'acme', reference: 'AC-1' })
    const lines: string[] = []
    for (let path: string | null = '/vendors/acme'; path; ) {
      const { text } = await get(path)
      const timeline = text.slice(text.indexOf('id="timeline"'))
      lines.push(...[...timeline.matchAll(/<h3><a href="([^"]+)"/g)].map((match) => match[1] ?? ''))
      path = /href="([^"]+)"[^>]*rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&').split('#')[0] ?? null
    }
    expect(lines.filter((href) => href.startsWith('/findings/'))).toHaveLength(45)
    expect(new Set(lines.filter((href) => href.startsWith('/findings/'))).size).toBe(45)
    expect(lines[0]).toBe('/contracts/c1/edit')
    expect(lines).toContain('/vendors/acme')
  })

  it('hides nothing by default and shows one kind alone when asked', async () => {
    const { get, post, send, token, personId } = await story()
    const held = await get('/api/v1/deployments/chat')
    await send('PATCH', '/api/v1/deployments/chat', {
      token,
      body: { ownerId: personId },
      headers: { 'if-match': held.headers.get('etag') ?? '' },
    })
    await post('/contracts', { vendorId: 'bolt', reference: 'BT-7' })
    const all = (await get('/vendors/bolt')).text
    expect(all).toContain('Owner named: Customer chat')
    expect(all).toContain('Contract added: BT-7')
    const people = (await get('/vendors/bolt?kind=people')).text
    const timeline = people.slice(people.indexOf('id="timeline"'))
    expect(timeline).toContain('Owner named: Customer chat')
    expect(timeline).not.toContain('Contract added')
  })

  it('draws who rests on whom, with a table, and follows a way through another vendor', async () => {
    const { get } = await story()
    const { text } = await get('/vendors/acme')
    expect(text).toContain('1 use of ours rests on Model, some of them through 1 other system')
    const [, table = ''] = /As a table<\/summary>(<table>.*?<\/table>)/s.exec(text) ?? []
    expect(table).toContain('Customer chat')
    expect(table).toMatch(/Tool.*Model/s)
    expect((await get('/systems/tool')).text).toContain('Rests on')
  })

  it('shows to somebody of another unit neither the uses of ours nor the vendor', async () => {
    const { get, post, person } = await story()
    const unit = await post('/units', { name: 'Elsewhere' })
    const other = await post('/units', { name: 'Here' })
    await post('/vendors', { id: 'hidden', name: 'Hidden', unitId: other.id })
    await post('/deployments', { id: 'inner', systemId: 'tool', name: 'Inner use', unitId: other.id })
    const { token } = await person('risk-owner', { unitIds: [unit.id] })
    expect((await get('/vendors/hidden', token)).status).toBe(404)
    expect((await get('/vendors/hidden/timeline.csv', token)).status).toBe(404)
    const page = await get('/vendors/acme', token)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('Inner use')
    expect(page.text).toContain('Customer chat')
  })
})

describe('notice given', () => {
  const told = { announcement: 'announced', effectiveOn: '2026-09-01', notifiedOn: null, detectedAt: '2026-08-02T10:00:00Z' } as const
  it.each([
    { says: 'counts whole days from when it was seen', of: told, days: 30 },
    { says: 'counts from the day on which we were told', of: { ...told, notifiedOn: '2026-08-22' }, days: 10 },
    { says: 'is none where it was silent', of: { ...told, announcement: 'silent' as const }, days: 0 },
    { says: 'is never below none', of: { ...told, effectiveOn: '2026-07-01' }, days: 0 },
    { says: 'is unknown where no day is named', of: { ...told, effectiveOn: null }, days: null },
  ])('$says', ({ of, days }) => expect(noticeGiven(of)).toBe(days))
})

describe('contracts and evidence by form', () => {
  it('keep days and clauses, and show what is missing apart from what nobody looked for', async () => {
    const { form, get } = await story()
    const saved = await form('/contracts/new', {
      vendorId: 'acme',
      reference: 'AC-12',
      startsOn: '2026-01-01',
      'clause.0.id': 'change-notice',
      'clause.0.present': 'yes',
      'clause.0.value': '30 days',
      'clause.0.reference': '11.3',
      'clause.1.id': 'log-export',
      'clause.1.present': 'no',
      'clause.2.id': 'audit-right',
      'clause.2.present': '',
    })
    expect(saved.status, saved.text).toBe(303)
    const { items } = (await get('/api/v1/contracts?filter[vendorId]=acme')).json
    expect(items[0]).toMatchObject({
      reference: 'AC-12',
      clauses: [
        { id: 'change-notice', present: true, value: '30 days', reference: '11.3' },
        { id: 'log-export', present: false },
        { id: 'audit-right', present: null },
      ],
    })
    const page = (await get('/vendors/acme')).text
    expect(page).toMatch(/Missing<\/dt><dd>Access to logs/)
    expect(page).toMatch(/Not looked at<\/dt><dd><details><summary>13 clauses<\/summary>[^<]*Right to audit/)
    expect(page).toMatch(/1 of 15 in place/)
    expect((await get('/vendors/acme/summary')).text).toMatch(/Not looked at: [^;.]+ and 10 more\./)
    const bad = await form(`/contracts/${items[0].id}/edit`, {
      version: '1',
      reference: 'AC-12',
      startsOn: '2026-05-01',
      endsOn: '2026-01-01',
    })
    expect(bad.status).toBe(400)
    expect(bad.text).toContain('href="#f-endsOn"')
    expect((await form(`/contracts/${items[0].id}/edit`, { version: '9', reference: 'X' })).status).toBe(409)
  })

  it('keep a value that is no text as it is', async () => {
    const { form, get, post } = await story()
    await post('/contracts', { id: 'c', vendorId: 'acme', clauses: [{ id: 'change-notice', present: true, value: { days: 30 } }] })
    const page = (await get('/contracts/c/edit')).text
    expect(page).toContain('{&quot;days&quot;:30}')
    await form('/contracts/c/edit', {
      version: '1',
      reference: 'R',
      'clause.0.id': 'change-notice',
      'clause.0.present': 'yes',
      'clause.0.value': '{"days":30}',
    })
    expect((await get('/api/v1/contracts/c')).json).toMatchObject({ reference: 'R', clauses: [{ value: { days: 30 } }] })
  })

  it('file a document, list what runs out first, and withdraw it with a reason', async () => {
    const { form, get, post } = await story()
    const filing = (name: string, expiresOn: string) => {
      const data = new FormData()
      data.set('vendorId', 'acme')
      data.set('name', name)
      data.set('type', 'Certificate')
      data.set('expiresOn', expiresOn)
      data.set('file', new File(['The proof.'], 'proof.txt', { type: 'text/plain' }))
      return form('/evidence/new', data)
    }
    expect((await filing('Later', '2027-05-01')).status).toBe(303)
    expect((await filing('Endless', '')).status).toBe(303)
    const sooner = await filing('Sooner', '2026-06-01')
    expect(sooner.status).toBe(303)
    const [, id = ''] = /\/evidence\/([^?]+)/.exec(sooner.headers.get('location') ?? '') ?? []
    const names = (html: string) => [...html.matchAll(/<a href="\/evidence\/[^"]+">([^<]+)<\/a>/g)].map((match) => match[1])
    expect(names((await get('/evidence')).text)).toEqual(['Sooner', 'Later', 'Endless'])
    expect(names((await get('/evidence?view=soon')).text)).toEqual(['Sooner'])
    const file = await get(`/api/v1/evidence/${id}/file`)
    expect(file.headers.get('content-disposition')).toContain('attachment')
    expect((await form(`/evidence/${id}/withdraw`, { reason: '' })).status).toBe(400)
    expect((await form(`/evidence/${id}/withdraw`, { reason: 'Of another product.' })).status).toBe(303)
    expect((await get(`/evidence/${id}`)).text).toContain('Of another product.')
    expect(names((await get('/evidence?view=withdrawn')).text)).toEqual(['Sooner'])
    await post('/vendors', { id: 'other', name: 'Other' })
    expect((await get('/evidence?vendor=other')).text).toContain('Drop Other')
  })
})
