import readWorkbook from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { world } from '../world'

async function register() {
  const made = await world()
  const { token, id: personId } = await made.person('administrator')
  const post = async (path: string, body: unknown) => {
    const answer = await made.send('POST', `/api/v1${path}`, { token, body })
    expect(answer.status, answer.text).toBeLessThan(300)
    return answer.json
  }
  await post('/vendors', { id: 'acme', name: 'Acme', tier: 'critical', domains: ['acme.example'] })
  await post('/vendors', { id: 'bolt', name: 'Bolt', tier: 'standard' })
  await post('/systems', { id: 'model', vendorId: 'acme', name: 'Model', kind: 'model_api' })
  await post('/systems', { id: 'tool', vendorId: 'bolt', name: 'Tool', kind: 'ai_product', parentSystemIds: ['model'] })
  await post('/deployments', { id: 'letters', systemId: 'model', name: 'Letters', status: 'live', ownerId: personId })
  await post('/deployments', { id: 'chat', systemId: 'tool', name: '=Chat', status: 'pilot', annexIiiPoint: '4a' })
  const get = (path: string, as = token) => made.send('GET', path, { token: as })
  const form = (path: string, fields: Record<string, string>, as = token) =>
    made.send('POST', path, {
      token: as,
      form: new URLSearchParams(fields),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  return { ...made, token, personId, post, get, form }
}
const rowsIn = (html: string) => [...html.matchAll(/<th role="rowheader"[^>]*>\s*<a href="\/\w+\/([^"]+)"/g)].map((match) => match[1])

describe('the lists of the register', () => {
  it('are narrowed by words of what a use rests on, by facts and by views', async () => {
    const { get } = await register()
    expect(rowsIn((await get('/register/deployments')).text)).toEqual(['chat', 'letters'])
    expect(rowsIn((await get('/register/deployments?find=bolt')).text)).toEqual(['chat'])
    expect(rowsIn((await get('/register/deployments?find=administrator')).text)).toEqual(['letters'])
    expect(rowsIn((await get('/register/deployments?status=live')).text)).toEqual(['letters'])
    expect(rowsIn((await get('/register/deployments?has=high-risk')).text)).toEqual(['chat'])
    expect(rowsIn((await get('/register/deployments?has=no-owner')).text)).toEqual(['chat'])
    expect(rowsIn((await get('/register/deployments?vendor=acme')).text)).toEqual(['letters'])
    expect(rowsIn((await get('/register/systems?parent=model')).text)).toEqual(['tool'])
    expect(rowsIn((await get('/register/vendors?find=acme.example')).text)).toEqual(['acme'])
    expect(rowsIn((await get('/register/vendors?tier=standard')).text)).toEqual(['bolt'])
    expect(rowsIn((await get('/register/vendors?sort=-name')).text)).toEqual(['bolt', 'acme'])
  })

  it('name each filter to drop where nothing is left', async () => {
    const { get } = await register()
    const { text } = await get('/register/deployments?find=Letters&status=pilot')
    expect(text).toContain('Drop “Letters”')
    expect(text).toContain('href="/register/deployments?status=pilot"')
    expect(text).toContain('href="/register/deployments?find=Letters"')
  })

  it('show the columns that were chosen, never more than eight', async () => {
    const { get } = await register()
    const heads = (html: string) =>
      [...html.matchAll(/<th role="columnheader"[^>]*>(?:<a[^>]*>)?([^<]+)/g)].map((match) => match[1]?.replace(/ [↑↓]$/, ''))
    expect(heads((await get('/register/vendors?columns=country&columns=tier')).text)).toEqual(['Vendor', 'Tier', 'Country'])
    const many = [
      'purpose',
      'profiling',
      'personalData',
      'ourRole',
      'rebranded',
      'workersSubject',
      'criticalFunction',
      'controlsLogs',
      'owner',
      'vendor',
    ]
    expect(heads((await get(`/register/deployments?columns=${many.join(',')}`)).text)).toHaveLength(8)
  })

  it('are taken out as they are filtered, as attachments, and no cell is run as a formula', async () => {
    const { app, get, token } = await register()
    const csv = await get('/register/deployments/file?format=csv&has=high-risk&columns=status')
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="deployments.csv"')
    expect(csv.text).toBe("Id,Deployment,Status\nchat,'=Chat,pilot\n")
    const answer = await app.request('http://localhost/register/deployments/file?format=xlsx&status=live&columns=status', {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="deployments.xlsx"')
    const [sheet] = await readWorkbook(Buffer.from(await answer.arrayBuffer()))
    expect(sheet?.data).toEqual([
      ['Id', 'Deployment', 'Status'],
      ['letters', 'Letters', 'live'],
    ])
  })

  it('are taken out whole, however many pages they have', async () => {
    const { get, post } = await register()
    for (let number = 0; number < 505; number += 1)
      await post('/systems', { id: `s-${number}`, vendorId: 'acme', name: `System ${number % 7}` })
    const { text } = await get('/register/systems/file?format=csv&vendor=acme')
    const ids = text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0])
    expect(new Set(ids).size).toBe(506)
    expect(ids).toHaveLength(506)
  }, 300_000)
})

describe('a saved view', () => {
  it('is kept with its filters, its own or everybody’s, renamed, removed and brought back', async () => {
    const { get, form, person, ports } = await register()
    const saved = await form('/register/views', {
      page: '/register/deployments',
      name: 'Ours',
      query: 'status=live&cursor=x&junk=1',
      shared: 'true',
    })
    expect(saved.status, saved.text).toBe(303)
    const own = await form('/register/views', { page: '/register/deployments', name: 'Mine alone', query: 'has=no-owner' })
    expect(own.status).toBe(303)
    const other = await person('risk-owner')
    const seen = (await get('/register/deployments', other.token)).text
    expect(seen).toContain('href="/register/deployments?status=live"')
    expect(seen).toContain('Ours')
    expect(seen).not.toContain('Mine alone')
    const [, id = ''] = /action="\/register\/views\/([^/"]+)\/rename"/.exec((await get('/register/deployments?status=live')).text) ?? []
    expect((await form(`/register/views/${id}/rename`, { name: 'Running now' })).status).toBe(303)
    expect((await get('/register/deployments')).text).toContain('Running now')
    const removed = await form(`/register/views/${id}/remove`, {})
    const after = await get(removed.headers.get('location') ?? '')
    expect(after.text).toContain(`action="/register/views/${id}/restore"`)
    expect(after.text).not.toContain('Running now')
    expect((await form(`/register/views/${id}/restore`, {}, other.token)).status).toBe(404)
    expect((await form(`/register/views/${id}/restore`, {})).status).toBe(303)
    expect((await get('/register/deployments')).text).toContain('Running now')
    expect(ports.now()).toBe('2026-11-21T09:00:00.000Z')
  })

  it('of somebody else is not there for another, and an auditor saves none', async () => {
    const { get, form, person } = await register()
    await form('/register/views', { page: '/register/vendors', name: 'Mine', query: 'tier=critical' })
    const [, id = ''] = /action="\/register\/views\/([^/"]+)\/remove"/.exec((await get('/register/vendors?tier=critical')).text) ?? []
    const other = await person('risk-owner')
    expect((await form(`/register/views/${id}/remove`, {}, other.token)).status).toBe(404)
    const auditor = await person('auditor')
    expect((await form('/register/views', { page: '/register/vendors', name: 'X', query: '' }, auditor.token)).status).toBe(403)
  })
})
