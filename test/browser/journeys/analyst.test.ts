import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Journeys, type Read, startJourneys } from '../journey'
import { startSite } from '../service'

let journeys: Journeys
let moved: Awaited<ReturnType<typeof startSite>>
const notice = `<!doctype html><html lang="en"><head><title>Privacy</title></head><body><main><h1>Privacy notice</h1>
  <p>Last updated 3 May 2026</p><h2>What we keep</h2><p>We keep what you write to our support for two years.</p>
  <h2>Who sees it</h2><p>Only the people who answer you, and nobody outside of our company.</p></main></body></html>`
const vendorIdOf = async (name: string): Promise<string> =>
  (await journeys.read('analyst', '/vendors?limit=50')).items.find((one: Read) => one.name === name).id

beforeAll(async () => {
  journeys = await startJourneys()
  const old = await startSite()
  old.page.body = notice
  const source = await journeys.write('analyst', '/sources', {
    vendorId: await vendorIdOf('Tarn Analytics'),
    url: old.url,
    type: 'privacy',
  })
  await journeys.write('analyst', `/sources/${source.id}/poll`, {})
  await old.stop()
  await journeys.write('analyst', `/sources/${source.id}/poll`, {})
  moved = await startSite()
  moved.page.body = notice
})
afterAll(async () => {
  await moved?.stop()
  await journeys?.end()
})

const dayBack = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

describe('an analyst', () => {
  it('finds why a source went quiet, and mends its address', async () => {
    const way = await journeys.begin('analyst')
    await way.press('link', /^See why ?: Tarn Analytics: Privacy notice went quiet/)
    await way.sees('We do not see it at the moment')
    await way.sees(/no connection|could not be reached|connect/i)
    await way.press('link', 'Change the watch')
    await way.write('Address', moved.url)
    await way.press('button', 'Save')
    await way.press('button', 'Check now')
    await way.sees(/Read for the first time|Checked just now/)
    await way.sound()
    const id = new URL(way.page.url()).pathname.split('/').at(-1)
    expect(await journeys.read('analyst', `/sources/${id}`)).toMatchObject({ url: moved.url, health: { state: 'ok' } })
    await way.done()
  })

  it('overrules a difference that was held back as noise', async () => {
    const way = await journeys.begin('analyst')
    await way.press('link', /^Changes/)
    await way.press('link', 'Held back and editorial')
    await way.press('link', 'Pennant HR: Data processing agreement')
    await way.press('button', /^It matters: raise it/)
    await way.sees(/raised/i)
    await way.sound()
    const id = new URL(way.page.url()).pathname.split('/').at(-1)
    const finding = await journeys.read('analyst', `/findings/${id}`)
    expect(finding).toMatchObject({ origin: 'raised', state: 'confirmed', quotes: [{ text: expect.stringContaining('six months') }] })
    await way.done()
  })

  it.each([true, false])('compares two snapshots that lie a month apart (script: %s)', async (script) => {
    const way = await journeys.begin('analyst', { script })
    await way.press('link', /^Sources/)
    await way.write('Find', 'saltmarsh')
    await way.press('button', 'Show')
    await way.press('link', 'Saltmarsh AI: Terms')
    const id = new URL(way.page.url()).pathname.split('/').at(-1)
    await way.day('As it stood on', dayBack(56))
    await way.day('Against', dayBack(26))
    await way.press('button', 'Compare the two days')
    await way.sees(/1 passage differs/)
    expect(await way.page.locator('.diff del').allInnerTexts()).toEqual(['30'])
    expect(await way.page.locator('.diff ins').allInnerTexts()).toEqual(['90'])
    await way.sound()
    const { items } = await journeys.read('analyst', `/snapshots?filter[sourceId]=${id}&limit=50`)
    const standing = (day: string) =>
      items.filter((one: Read) => one.at.slice(0, 10) <= day).sort((a: Read, b: Read) => (a.at < b.at ? 1 : -1))[0]
    const said = async (day: string) =>
      (await journeys.read('analyst', `/snapshots/${standing(day).id}?include=statements`)).statements
        .map((one: Read) => one.text)
        .join(' ')
    expect(await said(dayBack(56))).toContain('We keep your content for 30 days')
    expect(await said(dayBack(26))).toContain('We keep your content for 90 days')
    await way.done()
  })

  it('sees the last day to object to a sub-processor, and puts on record that we objected before it', async () => {
    const way = await journeys.begin('analyst')
    await way.press('link', /^Changes/)
    await way.press('link', 'Notefell adds sub-processor Osprey Transcribe Inc.')
    const id = new URL(way.page.url()).pathname.split('/').at(-1)
    await way.sees(/Last day to object/)
    await way.write('Say something of this case', 'We objected to Osprey Transcribe by registered letter today.')
    await way.press('button', 'Say it')
    await way.sees('We objected to Osprey Transcribe by registered letter today.')
    await way.sound()
    const finding = await journeys.read('analyst', `/findings/${id}`)
    const { items } = await journeys.read('analyst', `/cases/${finding.caseId}/comments`)
    const said = items.find((one: Read) => one.text.startsWith('We objected to Osprey'))
    expect(said.at.slice(0, 10) <= finding.objectBy).toBe(true)
    await way.done()
  })

  it('records a change that was announced by e-mail', async () => {
    const way = await journeys.begin('analyst')
    await way.press('link', /^Changes/)
    await way.press('link', 'Record a change that stands on no page')
    await way.choose('About', 'Quaylight: Quaylight Assist')
    await way.choose('What changed', 'Model version replaced')
    await way.write('In their words', 'From 1 March we answer with heron-5 in place of heron-4-2026-09.')
    await way.choose('How we know', 'e-mail')
    await way.write('Where it is', 'news@quaylight.example, this morning')
    await way.choose('Were we told?', 'Yes')
    await way.press('button', 'Record it')
    await way.sees(/heron-5 in place of/)
    await way.sound()
    const id = new URL(way.page.url()).pathname.split('/').at(-1)
    const finding = await journeys.read('analyst', `/findings/${id}`)
    expect(finding).toMatchObject({
      origin: 'reported',
      announcement: 'announced',
      state: 'confirmed',
      vendorId: await vendorIdOf('Quaylight'),
    })
    await way.done()
  })
})
