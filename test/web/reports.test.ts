import readWorkbook from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { lastQuarter, monthBefore } from '../../src/web/pages/periods'
import { world } from '../world'

const day = 86_400_000
const page = (text: string) =>
  `<!doctype html><html lang="en"><head><title>Terms</title></head><body><main><h1>Terms</h1><h2>Your content</h2><p>You keep all rights in the content that you send to us, now and later.</p><p>${text}</p><p>Fees are charged monthly, as the price list says, and invoices are due within four weeks.</p></main></body></html>`

async function watched() {
  const made = await world()
  made.clock.at('2026-03-02T09:00:00.000Z')
  const { token } = await made.person('administrator')
  const post = async (path: string, body: unknown) => {
    const answer = await made.send('POST', `/api/v1${path}`, { token, body })
    expect(answer.status, answer.text).toBeLessThan(300)
    return answer.json
  }
  await post('/vendors', { id: 'acme', name: 'Acme' })
  await post('/systems', { id: 'model', vendorId: 'acme', name: 'Model' })
  await post('/deployments', { id: 'chat', systemId: 'model', name: 'Chat', status: 'live', personalData: 'identifiable' })
  await post('/sources', { id: 'terms', url: 'https://acme.example/terms', vendorId: 'acme', type: 'terms' })
  const show = (text: string) =>
    made.pages.set('https://acme.example/terms', { body: page(text), headers: { 'content-type': 'text/html' } })
  show('We keep prompts for 30 days, and then delete them.')
  const get = (path: string) => made.send('GET', path, { token })
  return { ...made, token, post, get, show, poll: () => post('/sources/terms/poll', {}) }
}
const cells = (html: string, label: string) => {
  const start = html.indexOf(`aria-label="${label}"`)
  return start < 0
    ? []
    : [...html.slice(start, html.indexOf('</table>', start)).matchAll(/<tr role="row">(.*?)<\/tr>/gs)].map((row) =>
        [...(row[1] ?? '').matchAll(/<t[hd] role="(?:rowheader|cell)"[^>]*>(.*?)<\/t[hd]>/gs)].map((cell) =>
          (cell[1] ?? '').replace(/<[^>]+>/g, ''),
        ),
      )
}

describe('the report of what was watched', () => {
  it('pins itself to the last act before its period ended, whether or not the trail goes on', async () => {
    const { post, clock, get } = await watched()
    clock.at('2026-04-10T09:00:00.000Z')
    const pinned = async (days: string) =>
      /Audit trail up to act (\d+)/.exec((await get(`/reports/watching?${days}`)).text.replace(/<[^>]+>/g, ''))?.[1] ?? null
    const march = 'from=2026-03-01&to=2026-03-31'
    const before = await pinned(march)
    expect(Number(before)).toBeGreaterThan(4)
    await post('/vendors', { id: 'later', name: 'Later' })
    expect(await pinned(march)).toBe(before)
    expect(Number(await pinned('from=2026-04-01&to=2026-04-30'))).toBeGreaterThan(Number(before))
    expect(await pinned('from=2026-02-01&to=2026-02-28')).toBeNull()
  })
  it('shows that nothing happened, with the checks that prove it', async () => {
    const { poll, clock, get } = await watched()
    await poll()
    for (let count = 0; count < 3; count += 1) {
      clock.pass(7 * day)
      await poll()
    }
    clock.at('2026-04-10T09:00:00.000Z')
    const { text } = await get('/reports/watching?from=2026-03-01&to=2026-03-31')
    expect(text).toContain('No material change was seen.')
    const rows = cells(text, 'Checks by day').slice(1)
    expect(rows).toHaveLength(31)
    expect(rows.filter((row) => row[1] === '1')).toHaveLength(4)
    expect(rows.every((row) => row[3] === '0' && row[4] === '0')).toBe(true)
    expect(text).toContain('27 days without any check.')
    expect(text).toMatch(/SHA-256 <span class="mono wrap">[0-9a-f]{64}/)
  })

  it('claims nothing of a time in which nobody looked', async () => {
    const { get, clock } = await watched()
    clock.at('2026-04-10T09:00:00.000Z')
    const { text } = await get('/reports/watching?from=2026-03-01&to=2026-03-31')
    expect(text).toContain('nothing can be said about it')
    expect(text).not.toContain('No material change was seen.')
  })

  it('lists a source that could not be read, why, and when it was read again', async () => {
    const { poll, clock, get, pages, show } = await watched()
    await poll()
    clock.pass(day)
    pages.set('https://acme.example/terms', { status: 503, body: 'later' })
    await poll()
    clock.pass(3 * day)
    const down = await get('/reports/watching?from=2026-03-01&to=2026-03-31')
    expect(cells(down.text, 'Gaps by source')[1]?.slice(1)).toMatchObject([
      '1',
      '3 Mar at 09:00',
      '3 Mar at 09:00',
      'Server failed',
      'Not yet',
    ])
    show('We keep prompts for 30 days, and then delete them.')
    await poll()
    clock.pass(3 * day)
    const again = await get('/reports/watching?from=2026-03-01&to=2026-03-31')
    expect(cells(again.text, 'Gaps by source')[1]?.at(-1)).toBe('6 Mar at 09:00')
  })

  it('refuses days in the wrong order', async () => {
    const { get } = await watched()
    expect((await get('/reports/watching?from=2026-03-31&to=2026-03-01')).status).toBe(400)
  })
})

describe('the management review', () => {
  it('counts what was seen, and asks about a vendor that was silent twice', async () => {
    const { poll, clock, get, show } = await watched()
    await poll()
    clock.pass(day)
    show('We keep prompts for 90 days, and then delete them.')
    await poll()
    clock.pass(day)
    show('We keep prompts for 400 days, and then delete them.')
    await poll()
    const { text } = await get('/reports/management-review?from=2026-03-01&to=2026-03-31')
    expect(text).toContain('2 material changes')
    const silent = Number(/(\d+) silent, at 1 vendor/.exec(text)?.[1])
    expect(text.includes('Keep or replace Acme.')).toBe(silent > 1)
    expect(text).toContain('Chair')
    const empty = await get('/reports/management-review?from=2026-01-01&to=2026-01-31')
    expect(empty.text).toContain('No critical or high change was seen')
    expect(empty.text).not.toContain('Keep or replace')
  })
})

describe('a sample of closed reviews', () => {
  it('is the same for the same seed, another for another, and comes as XLSX', async () => {
    const { poll, clock, get, show, send, token, app } = await watched()
    await poll()
    clock.pass(day)
    show('We keep prompts for 90 days, and then delete them.')
    await poll()
    const [found] = (await get('/api/v1/cases')).json.items
    await send('POST', `/api/v1/cases/${found.id}/triage`, { token, body: { answer: 'material', reason: 'It touches us.' } })
    const open = (await get('/api/v1/reviews?limit=100')).json.items.filter((one: { severity: string }) => one.severity !== 'critical')
    expect(open.length).toBeGreaterThan(3)
    const items = open.map(({ id }: { id: string }) => ({ id, outcome: 'holds', reason: 'As before.', evidenceIds: [] }))
    const done = await send('POST', '/api/v1/reviews/close', { token, body: { items } })
    expect(done.status, done.text).toBe(200)
    const drawn = async (seed: string) =>
      [
        ...(await get(`/reports/sample?from=2026-03-01&to=2026-03-31&size=3&seed=${seed}`)).text.matchAll(/<a href="\/reviews\/([^"]+)"/g),
      ].map((match) => match[1])
    const [first, again, other] = [await drawn('a'), await drawn('a'), await drawn('b')]
    expect(first).toHaveLength(3)
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
    const answer = await app.request('http://localhost/reports/sample/file?from=2026-03-01&to=2026-03-31&size=3&seed=a', {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="sample-2026-03-01-2026-03-31.xlsx"')
    const [sheet] = await readWorkbook(Buffer.from(await answer.arrayBuffer()))
    expect(sheet?.data.slice(1, 4).map((row) => row[1])).toEqual(first)
  })
})

describe('periods', () => {
  it.each([
    { today: '2026-11-21', from: '2026-07-01', to: '2026-09-30' },
    { today: '2026-01-05', from: '2025-10-01', to: '2025-12-31' },
    { today: '2026-04-01', from: '2026-01-01', to: '2026-03-31' },
  ])('the quarter before $today is $from to $to', ({ today, from, to }) => expect(lastQuarter(today)).toMatchObject({ from, to }))
  it.each([
    { today: '2026-01-31', back: 1, from: '2025-12-01', to: '2025-12-31' },
    { today: '2028-03-10', back: 1, from: '2028-02-01', to: '2028-02-29' },
  ])('the month before $today is $from to $to', ({ today, back, from, to }) => expect(monthBefore(today, back)).toMatchObject({ from, to }))
})
