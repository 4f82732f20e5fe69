import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Journeys, type Read, startJourneys } from '../journey'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.end())

const dayBack = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
const vendorNamed = async (name: string): Promise<Read> =>
  (await journeys.read('procurement', '/vendors?limit=50')).items.find((one: Read) => one.name === name)

describe('procurement', () => {
  it.each([true, false])('asks for a vendor by its domain, and is told that it is here already (script: %s)', async (script) => {
    const way = await journeys.begin('procurement', { script })
    await way.press('link', /^Intake/)
    await way.press('link', 'Ask for a vendor')
    await way.write('Its domain', 'https://www.pennant.example/pricing')
    await way.write('What for', 'Rank applications for the branch in Leeds.')
    await way.press('button', 'Ask')
    await way.sees('We may have this vendor already')
    await way.sees('Pennant HR: same domain, pennant.example')
    await way.press('button', /^Ask for another use of it ?: Pennant HR/)
    await way.page.locator('#dup').getByText('Pennant HR is in the register.').waitFor()
    await way.sound()
    const { items } = await journeys.read('procurement', '/vendor-requests?limit=50')
    const id = new URL(way.page.url()).pathname.split('/').at(-1)
    expect(items.find((one: Read) => one.id === id)).toMatchObject({
      vendorId: (await vendorNamed('Pennant HR')).id,
      domain: 'pennant.example',
    })
    await way.done()
  })

  it('takes a vendor from the catalogue with its sources', async () => {
    const way = await journeys.begin('procurement')
    await way.press('link', 'Register')
    await way.press('link', /^Vendors/)
    await way.press('link', 'From the catalogue')
    await way.write('Find', 'asana')
    await way.press('button', 'Show')
    await way.press('button', /Take into the register ?: Asana/)
    await way.page.getByRole('heading', { level: 1, name: 'Asana' }).waitFor()
    await way.sound()
    const vendor = await vendorNamed('Asana')
    const { items } = await journeys.read('procurement', `/sources?filter[vendorId]=${vendor.id}&limit=50`)
    expect(items.map((one: Read) => one.type)).toEqual(expect.arrayContaining(['terms', 'dpa', 'subprocessors', 'privacy']))
    await way.done()
  })

  it('sees which documents are missing, and asks for all of them; the agreement is looked at once the vendor is in the register', async () => {
    const way = await journeys.begin('procurement')
    await way.press('link', /^Intake/)
    await way.press('link', 'Osprey Transcribe')
    await way.sees('3 of 10 in')
    await way.sees('There is no agreement to look at before the vendor is in the register.')
    await way.press('button', /^All 4 were asked for today/)
    await way.page.getByRole('button', { name: /^All 4/ }).waitFor({ state: 'detached' })
    await way.sound()
    const id = new URL(way.page.url()).pathname.split('/').at(-1)
    const { documents } = await journeys.read('procurement', `/vendor-requests/${id}`)
    const days: Read[] = Object.values(documents)
    expect(days.filter((one) => one.receivedOn)).toHaveLength(3)
    expect(days.filter((one) => one.askedOn && !one.receivedOn)).toHaveLength(7)
    await way.done()
  })

  it('finds what a vendor changed in the last quarter, and whether it said so', async () => {
    const way = await journeys.begin('procurement')
    await way.press('link', 'Register')
    await way.press('link', /^Vendors/)
    await way.press('link', 'Saltmarsh AI')
    await way.press('link', 'Last 3 months')
    const words = await way.page.getByText(/^Last 3 months: \d+ changes/).innerText()
    await way.sound()
    const vendor = await vendorNamed('Saltmarsh AI')
    const { items } = await journeys.read('procurement', `/findings?filter[vendorId]=${vendor.id}&limit=200`)
    const since = items.filter((one: Read) => one.detectedAt.slice(0, 10) >= dayBack(91) && one.state === 'confirmed')
    const count = (announcement: string) => since.filter((one: Read) => one.announcement === announcement).length
    expect(words).toContain(`${since.length} changes`)
    expect(words).toContain(`${count('silent')} silent`)
    expect(words).toContain(`${count('announced')} announced`)
    await way.done()
  })

  it('prints a summary of a vendor on one page', async () => {
    const way = await journeys.begin('procurement')
    await way.press('link', 'Register')
    await way.press('link', /^Vendors/)
    await way.press('link', 'Notefell')
    await way.press('link', 'One-page summary')
    await way.sound()
    const vendor = await vendorNamed('Notefell')
    await way.sees(vendor.legalName)
    const paper = (await way.page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1')
    expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await way.done()
  })
})
