import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Journeys, type Read, startJourneys } from '../journey'
import { startSite } from '../service'

let journeys: Journeys
const sites: Awaited<ReturnType<typeof startSite>>[] = []

/** A page of terms of a vendor that changes without a word while it is watched. */
async function keptLonger(vendor: string): Promise<void> {
  const site = await startSite()
  sites.push(site)
  const terms = (days: number) =>
    `<!doctype html><html lang="en"><head><title>Terms</title></head><body><main><h1>Terms of service</h1><p>Last updated 3 May 2026</p>
    <h2>Your content</h2><p>You keep all rights in the content that you send to us.</p><p>We keep your prompts for ${days} days, and then delete them.</p>
    <h2>Fees</h2><p>Fees are charged monthly, as the price list says.</p></main></body></html>`
  site.page.body = terms(30)
  const { items } = await journeys.read('administrator', '/vendors?limit=50')
  const vendorId = items.find((one: Read) => one.name === vendor).id
  const source = await journeys.write('administrator', '/sources', { vendorId, url: site.url, type: 'terms' })
  await journeys.write('administrator', `/sources/${source.id}/poll`, {})
  site.page.body = terms(90)
  const polled = await journeys.write('administrator', `/sources/${source.id}/poll`, {})
  expect(polled).toMatchObject({ change: 'material' })
}

beforeAll(async () => {
  journeys = await startJourneys()
  await keptLonger('Tarn Analytics')
  await keptLonger('Kestrelcode')
})
afterAll(async () => {
  await Promise.all(sites.map((site) => site.stop()))
  await journeys?.end()
})

const findingOf = async (vendor: string, kind: string): Promise<Read> => {
  const { items } = await journeys.read('owner', '/findings?limit=100&sort=-detectedAt')
  const vendors = await journeys.read('owner', '/vendors?limit=50')
  const vendorId = vendors.items.find((one: Read) => one.name === vendor).id
  return items.find((one: Read) => one.vendorId === vendorId && one.kinds.includes(kind))
}
const deploymentIdOf = async (name: string): Promise<string> =>
  (await journeys.read('owner', '/deployments?limit=50')).items.find((one: Read) => one.name === name).id

describe('a risk owner', () => {
  it.each([
    { script: true, vendor: 'Tarn Analytics' },
    { script: false, vendor: 'Kestrelcode' },
  ])('triages the silent retention change in two clicks (script: $script)', async ({ script, vendor }) => {
    const way = await journeys.begin('owner', { script })
    await way.press('link', new RegExp(`^Triage ?: ${vendor} changes retention or deletion: 30 days became 90 days`))
    expect(await way.page.locator('.diff del').allInnerTexts()).toContain('30')
    expect(await way.page.locator('.diff ins').allInnerTexts()).toContain('90')
    await way.press('button', /^Open the case/)
    await way.sees('The case is open.')
    await way.sound()
    const finding = await findingOf(vendor, 'data-retention-changed')
    expect(finding).toMatchObject({ state: 'confirmed', announcement: 'silent' })
    expect(await journeys.read('owner', `/cases/${finding.caseId}`)).toMatchObject({ state: 'triaged' })
    await way.done()
  })

  it('closes a review as “still holds”, with a quote of the agreement as evidence', async () => {
    const way = await journeys.begin('owner')
    await way.press('link', /^Reviews/)
    await way.press('link', 'All open')
    await way.choose('Framework', 'EU AI Act')
    await way.press('button', 'Show')
    const row = way.page.getByRole('row').filter({ hasText: 'High' }).filter({ hasText: /Open/ }).first()
    await way.press('link', /./, row)
    const id = new URL(way.page.url()).pathname.split('/').at(-1)
    await way.press('radio', /^Still holds/)
    await way.write('Because', 'Section 4.2 of our agreement: “The processor tells the controller 30 days before.”')
    await way.attach('Add a document', 'agreement-4-2.txt', '4.2 The processor tells the controller 30 days before.')
    await way.press('button', 'Sign and close')
    await way.sees(/Closed and signed/)
    await way.sound()
    const review = await journeys.read('owner', `/reviews/${id}`)
    expect(review).toMatchObject({ state: 'closed', outcome: 'holds' })
    const [evidenceId] = review.evidenceIds
    expect(await journeys.read('owner', `/evidence/${evidenceId}`)).toMatchObject({ name: 'agreement-4-2.txt', state: 'current' })
    await way.done()
  })

  it('has a critical review approved by a second person', async () => {
    const signer = await journeys.begin('owner')
    await signer.press('link', /^Reviews/)
    await signer.press('link', 'All open')
    await signer.choose('Framework', 'EU AI Act')
    await signer.press('button', 'Show')
    await signer.press('link', 'AI Act Art 26(9)')
    const id = new URL(signer.page.url()).pathname.split('/').at(-1)
    await signer.press('radio', /^Done again/)
    await signer.write('Because', 'The assessment was made again with the instructions of this autumn.')
    await signer.press('button', /^Sign and/)
    await signer.sees(/Awaiting second signature/)
    await signer.done()
    expect(await journeys.read('owner', `/reviews/${id}`)).toMatchObject({ state: 'awaiting-second-signature' })

    const second = await journeys.begin('second')
    await second.press('link', /^Reviews/)
    await second.press('link', 'For a second signature')
    await second.press('link', 'AI Act Art 26(9)')
    await second.press('button', /^Read and agreed/)
    await second.sees(/Closed/)
    await second.sound()
    expect(await journeys.read('second', `/reviews/${id}`)).toMatchObject({ state: 'closed', outcome: 'redone' })
    await second.done()
  })

  it.each([true, false])('sees everything that a change at an upstream model vendor touches (script: %s)', async (script) => {
    const way = await journeys.begin('owner', { script })
    await way.press('link', /^Triage ?: Saltmarsh AI changes the use of customer data for training/)
    const uses = way.page.getByRole('link', {
      name: /^(Candidate shortlisting|Claims letter drafting|Customer chat|Document reading|Job adverts)$/,
    })
    const named = new Set(await uses.allInnerTexts())
    await way.sound()
    const finding = await findingOf('Saltmarsh AI', 'customer-data-training-changed')
    const { deploymentIds } = await journeys.read('owner', `/cases/${finding.caseId}`)
    expect(deploymentIds).toHaveLength(named.size)
    for (const name of named) expect(deploymentIds).toContain(await deploymentIdOf(name))
    // and through whom: the picture of the vendor, as a table
    await way.press('link', 'Saltmarsh AI')
    await way.unfold('As a table')
    const row = way.page.getByRole('row').filter({ hasText: 'Candidate shortlisting' }).filter({ hasText: 'Quaylight Platform' })
    await row.first().waitFor()
    await way.done()
  })

  it('hands over the open work of a colleague', async () => {
    const { items } = await journeys.read('owner', '/people?limit=50')
    const idOf = (name: string) => items.find((one: Read) => one.name === name).id
    const openOf = async (name: string) => {
      const page = await journeys.read('owner', `/reviews?filter[ownerId]=${idOf(name)}&limit=200`)
      return page.items.filter((one: Read) => one.state !== 'closed').map((one: Read) => one.id)
    }
    const before = await openOf('Dan Okafor')
    expect(before.length).toBeGreaterThan(10)
    const way = await journeys.begin('owner')
    await way.press('link', 'Settings')
    await way.press('link', 'People')
    await way.press('link', 'Dan Okafor')
    await way.unfold('Hand over their open work')
    await way.choose('To whom', 'Amara Cole')
    await way.press('button', 'Hand over')
    await way.sees('Their open work is handed over.')
    await way.sound()
    expect(await openOf('Dan Okafor')).toEqual([])
    expect(await openOf('Amara Cole')).toEqual(expect.arrayContaining(before))
    await way.done()
  })
})
