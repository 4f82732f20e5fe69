import { beforeAll, describe, expect, it } from 'vitest'
import { trailFormats } from '../../src/flows/export-audit'
import { fileFormats, registerNouns } from '../../src/flows/register-file-nouns'
import { routeAccess } from '../../src/web/routes'
import { policy, watch } from '../flows/watched'
import { type World, world } from '../world'
import { registerForWork } from './register-for-work'

/** Shown, not downloaded: our own script, style and pictures, and what calendars and readers fetch by a secret address. */
const shown = /^GET \/(assets|docs|feeds|favicon\.ico|healthz|readyz|metrics|openapi\.json)/
/** What a browser would run or draw as a page of ours. */
const runs = /html|xml(?!formats)|svg|javascript|ecmascript/i
const answersInPlace = /^(text\/html|application\/(problem\+)?json)\b/

let w: World
let token: string
let ids: Record<string, string>

beforeAll(async () => {
  w = await world()
  const made = await registerForWork(w)
  token = made.people.admin.token
  const finding = await made.report({ systemId: 'sys-new', kinds: ['data-retention-changed'], silent: true, quote: 'Ninety days.' })
  const url = 'https://quietbox.example.test/terms'
  await watch(w, { id: 'terms', url, vendor: 'quietbox' })
  w.pages.set(url, { body: policy({ extra: '<script>alert(1)</script>' }) })
  await w.send('POST', '/api/v1/sources/terms/poll', { token, body: {} })
  const [capture] = (await made.get('/captures?filter[sourceId]=terms')).items
  const form = new FormData()
  form.set('data', JSON.stringify({ id: 'proof', vendorId: 'quietbox', name: 'Proof' }))
  form.set('file', new File(['A letter of the vendor.'], 'proof.html.txt', { type: 'text/html' }))
  expect((await w.send('POST', '/api/v1/evidence', { token, form })).status).toBe(201)
  const asked = await w.send('POST', '/api/v1/questionnaires', { token, body: { vendorId: 'quietbox' } })
  expect(asked.status).toBe(201)
  ids = {
    captures: capture.id,
    evidence: 'proof',
    sources: 'terms',
    vendors: 'quietbox',
    findings: finding.id,
    questionnaires: asked.json.id,
  }
})

/** An address for a route; null where no record of the kind is there. */
const addressOf = (route: string): string | null => {
  const path = route.slice('GET '.length)
  const noun = /([\w-]+)\/\{/.exec(path)?.[1]
  if (!noun) return path
  const id = ids[noun]
  const filled = id ? path.replace(/\{\w+\}/, id) : path
  return filled.includes('{') ? null : filled
}

/** Files whose address alone gives none, or of which there are several. */
const further: string[] = [
  ...['vendors', 'systems', 'deployments'].flatMap((level) => ['csv', 'xlsx'].map((format) => `/register/${level}/file?format=${format}`)),
  ...['csv', 'xlsx'].map((format) => `/coverage/export?format=${format}`),
  ...trailFormats.map((format) => `/audit/export?format=${format}`),
  ...registerNouns.flatMap((as) =>
    fileFormats.flatMap((format) => ['true', 'false'].map((template) => `/api/v1/exports?as=${as}&format=${format}&template=${template}`)),
  ),
]

async function faultsOf(address: string): Promise<string[]> {
  const { status, headers } = await w.send('GET', address, { token })
  const type = headers.get('content-type') ?? ''
  if (status !== 200) return [`answers ${status}`]
  return [
    ...(/^attachment; filename/.test(headers.get('content-disposition') ?? '') ? [] : ['is no attachment']),
    ...(headers.get('x-content-type-options') === 'nosniff' ? [] : ['may be sniffed']),
    ...(type === '' || runs.test(type) ? [`has the type "${type}"`] : []),
  ]
}

describe('a file is saved and never shown', () => {
  it.each(further)('%s', async (address) => {
    expect(await faultsOf(address)).toEqual([])
  })

  it('every other route that answers with neither a page nor JSON sends an attachment of a type that no browser runs', async () => {
    const files: string[] = []
    const wrong: string[] = []
    for (const route of Object.keys(routeAccess).filter((one) => one.startsWith('GET ') && !shown.test(one))) {
      const address = addressOf(route)
      if (address === null) continue
      const { status, headers } = await w.send('GET', address, { token })
      if (status !== 200 || (answersInPlace.test(headers.get('content-type') ?? '') && !headers.has('content-disposition'))) continue
      files.push(route)
      wrong.push(...(await faultsOf(address)).map((fault) => `${route} ${fault}`))
    }
    expect(wrong).toEqual([])
    for (const route of [
      'GET /api/v1/captures/{id}/body',
      'GET /api/v1/evidence/{id}/file',
      'GET /api/v1/questionnaires/{id}/export',
      'GET /vendors/{id}/timeline.csv',
      'GET /reports/sample/file',
      'GET /audit/export',
      'GET /coverage/export',
      'GET /register/vendors/file',
    ])
      expect(files).toContain(route)
  })
})
