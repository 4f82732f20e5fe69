import type { Page } from 'playwright-core'
import { z } from 'zod'

const made = z.object({ id: z.string() })

/** Puts beside the demonstration what it has none of: an agreement, a document, a channel and a public address to ask for a vendor. Answers their pages. */
export async function furnish(page: Page, base: string): Promise<Record<'ask' | 'contract-edit', string>> {
  const headers = { origin: base }
  const api = async (path: string, more: object) => {
    const answer = await page.request.post(`${base}/api/v1${path}`, { headers, ...more })
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const vendors = z.object({ items: z.array(made.extend({ name: z.string(), demo: z.boolean() })) })
  const all = vendors.parse(await (await page.request.get(`${base}/api/v1/vendors?limit=100`)).json()).items
  const vendorId = all.find(({ name }) => name === 'Saltmarsh AI')?.id
  // an agreement of our own would keep a vendor of the demonstration from being removed
  const ours = all.find(({ demo }) => !demo)?.id ?? vendorId
  const contract = made.parse(await api('/contracts', { data: { vendorId: ours, reference: 'SA-2301', endsOn: '2031-03-31' } }))
  await api('/exits', { data: { vendorId, reason: 'They train on what we send.' } })
  await api('/channels', { data: { type: 'webhook', name: 'Ticket system', address: 'https://tickets.example/hook' } })
  const file = { name: 'report.txt', mimeType: 'text/plain', buffer: Buffer.from('What the auditor of the vendor says.') }
  await api('/evidence', { multipart: { data: JSON.stringify({ vendorId, name: 'Report on security', type: 'Report' }), file } })
  const { link } = z.object({ link: z.string() }).parse(await api('/vendor-requests/link', { data: {} }))
  return { ask: link.slice(base.length), 'contract-edit': `/contracts/${contract.id}/edit` }
}

/** Every page for those who are signed in, by name, over the demonstration; pages of one record are taken from the lists that lead to them. */
export async function places(page: Page, base: string): Promise<Record<string, string>> {
  const first = async (list: string, link: string, nth = 0) => {
    await page.goto(`${base}${list}`)
    const href = await page.locator(link).nth(nth).getAttribute('href')
    if (!href) throw new Error(`${list} has no ${link}`)
    return href
  }
  const row = 'tbody th a'
  const source = await first('/sources?find=saltmarsh', row, 5)
  const vendor = await first('/register/vendors?find=saltmarsh', row)
  const deployment = await first('/register/deployments?find=shortlisting', row)
  const change = await first('/changes?view=waiting', '.work h3 a')
  const snapshots = async () => {
    await page.goto(`${base}${source}`)
    const values = await page.locator('input[name=from]').evaluateAll((all) => all.map((one) => one.getAttribute('value')))
    return `${source}/compare?from=${values.at(-1)}&to=${values[0]}`
  }
  const person = await first('/settings/people', `${row}[href^="/settings/people/"]`, 1)
  return {
    today: '/',
    changes: '/changes',
    quiet: '/changes/quiet',
    'quiet-change': await first('/changes/quiet', row),
    change,
    'change-silent': await first('/changes?view=silent', '.work h3 a', 3),
    'change-object': await first('/changes?find=Osprey', '.work h3 a'),
    objection: `${await first('/changes?find=Osprey', '.work h3 a')}/objection`,
    'change-report': '/findings/new',
    'sign-many': await first(change, 'a[href$="/sign"]'),
    'use-review': await first('/', '.work a[href*="/uses/"]'),
    reviews: '/reviews?view=open',
    review: await first('/reviews?view=open', row),
    'review-closed': await first('/reviews?view=closed', row),
    'review-second': await first('/reviews?view=second', row),
    vendors: '/register/vendors',
    systems: '/register/systems',
    deployments: '/register/deployments',
    vendor,
    'vendor-quarter': `${vendor}?period=3-months&kind=changes`,
    'vendor-summary': `${vendor}/summary`,
    'vendor-edit': `${vendor}/edit`,
    'vendor-new': '/vendors/new',
    system: await first('/register/systems?find=heron', row),
    'system-new': '/systems/new',
    deployment,
    'deployment-edit': `${deployment}/edit`,
    'deployment-new': '/deployments/new',
    decisions: '/decisions',
    'decision-lapsed': await first('/decisions?state=lapsed', row),
    'decision-degraded': await first('/decisions?state=degraded', row),
    'decision-new': `/decisions/new?deployment=${deployment.split('/').at(-1)}`,
    'model-date-new': '/models/dates/new',
    exits: '/exits',
    exit: await first('/exits', row),
    'exit-new': `/exits/new?deployment=${deployment.split('/').at(-1)}`,
    'contract-new': `/contracts/new?vendor=${vendor.split('/').at(-1)}`,
    models: '/models',
    claims: `${vendor}/claims`,
    'claims-question': await first(`${vendor}/claims`, 'main a[href*="/claims/"]'),
    'certificate-new': `/certificates/new?vendor=${vendor.split('/').at(-1)}`,
    catalogue: '/catalogue?find=open',
    import: '/import',
    intake: '/intake',
    'intake-new': '/intake/new',
    'intake-request': await first('/intake?find=Osprey', row),
    'intake-duplicate': await first('/intake?find=Quaylite', row),
    answers: '/claims',
    'answers-vendor': `${vendor}/claims`,
    'answers-question': `${vendor}/claims/Q36`,
    certificates: '/certificates',
    evidence: '/evidence',
    'evidence-new': '/evidence/new',
    'evidence-one': await first('/evidence', row),
    'evidence-edit': `${await first('/evidence', row)}/edit`,
    questionnaires: '/questionnaires',
    'questionnaire-one': await first('/questionnaires', row),
    'questionnaire-new': `/questionnaires/new?vendor=${vendor.split('/').at(-1)}`,
    'questionnaire-ask': '/questionnaires/new',
    'question-sets': '/question-sets',
    'question-set-new': '/question-sets/new',
    coverage: '/coverage',
    'coverage-vendors': '/coverage?by=vendor',
    'coverage-cell': await first('/coverage?show=attention', 'td a[href*="cell="]'),
    'coverage-iso': '/coverage?framework=iso42001',
    reports: '/reports',
    'report-management': '/reports/management-review',
    'report-watching': '/reports/watching',
    'report-sample': '/reports/sample',
    charts: '/charts',
    audit: '/audit',
    'audit-decisions': '/audit?decisions=1',
    'audit-act': await first('/audit', `${row}, tbody td a`),
    sources: '/sources',
    source,
    'source-out': await first('/sources?state=out', row),
    'source-text': `${source}/statements`,
    'source-raw': await first(`${source}/statements`, 'a[href*="/raw"]'),
    'source-compare': await snapshots(),
    'source-new': '/sources/new',
    'source-edit': `${source}/edit`,
    notices: '/notices',
    why: '/why',
    'why-answer': await first(change, 'a[href^="/why"]'),
    search: '/search?q=tarn',
    settings: '/settings',
    'settings-notices': '/settings/notices',
    'settings-tokens': '/settings/tokens',
    'settings-people': '/settings/people',
    'settings-person': person,
    'settings-units': '/settings/units',
    'settings-unit': await first('/settings/units', 'a[href^="/settings/units/"]'),
    'settings-sign-on': '/settings/sign-on',
    'settings-channels': '/settings/channels',
    'settings-channel': await first('/settings/channels', 'a[href^="/settings/channels/"]'),
    'settings-organisation': '/settings/organisation',
    'settings-cadences': '/settings/cadences',
    'settings-retention': '/settings/retention',
  }
}

/** Pages for those who are not signed in. */
export const outside = { 'sign-in': '/sign-in', forgotten: '/forgotten' } as const
