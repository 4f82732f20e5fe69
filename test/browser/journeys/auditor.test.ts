import readWorkbook from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Journeys, type Read, startJourneys } from '../journey'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.end())

const dayBack = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

describe('an auditor', () => {
  it.each([true, false])('shows Article 26(5) for one use, with its state and its proof (script: %s)', async (script) => {
    const way = await journeys.begin('auditor', { script })
    await way.press('link', 'Coverage')
    await way.press('link', /^Due/, way.page.getByRole('row', { name: /^Art 26\(5\) first sentence/ }))
    await way.page.getByRole('heading', { name: /Art 26\(5\) first sentence for Credit scoring: due/ }).waitFor()
    await way.sees(/^Decided: updated, by Ruth Adeyemi/)
    await way.sees(/SHA-256/)
    await way.sound()
    const deployments = await journeys.read('auditor', '/deployments?limit=50')
    const credit = deployments.items.find((one: Read) => one.name === 'Credit scoring')
    const { items } = await journeys.read('auditor', `/coverage?framework=eu-ai-act&deploymentId=${credit.id}`)
    const cell = items.find((one: Read) => one.obligationId === 'aiact-26-5')
    expect(cell).toMatchObject({ state: 'due' })
    // the words of the page stand behind one link, with the hash that the page named
    await way.press('link', /what the page said$/)
    await way.sees(/Benchmark|figures|AUC/)
    await way.done()
  })

  it('shows who decided what on a past date', async () => {
    const way = await journeys.begin('auditor')
    await way.press('link', 'Audit trail')
    await way.press('link', 'Only decisions')
    const { items } = await journeys.read('auditor', '/audit?filter[action]=review.approved&limit=1')
    const day = items[0].at.slice(0, 10)
    await way.day('From', day)
    await way.day('To', day)
    await way.press('button', 'Show', way.page.locator('form.filters'))
    const row = way.page.getByRole('row', { name: new RegExp(`^${items[0].seq.toLocaleString('en-GB')}\\b|^${items[0].seq}\\b`) })
    await row.waitFor()
    await way.press('link', String(items[0].seq))
    await way.sees(items[0].hash)
    await way.sound()
    expect((await journeys.read('auditor', `/audit/${items[0].seq}`)).after.state).toBe('closed')
    await way.done()
  })

  it('shows that nothing happened in a stretch of days: polls, gaps, and not one material change', async () => {
    const [from, to] = [dayBack(80), dayBack(71)]
    const way = await journeys.begin('auditor')
    await way.press('link', 'Reports')
    await way.press('link', /^What was watched/)
    await way.day('From', from)
    await way.day('To', to)
    await way.press('button', 'Show', way.page.locator('form.filters'))
    await way.sees(/^No material change was seen\./)
    const said = await way.page.locator('.facts').innerText()
    const [, answered, all] = /(\d+) of (\d+) checks/.exec(said) ?? []
    expect(Number(all)).toBeGreaterThan(20)
    await way.sees(/\d days without any check\./)
    await way.sound()
    // what could not be read in these days is named, with the vendor and the reason
    const captures = await journeys.read('auditor', '/captures?filter[verdict]=consent-wall&limit=200')
    const unread = captures.items.filter((one: Read) => one.at.slice(0, 10) >= from && one.at.slice(0, 10) <= to)
    expect(unread.length).toBe(Number(all) - Number(answered))
    expect(await way.page.locator('main').innerText()).toMatch(/Kestrelcode: Changelog[\s\S]*Question about cookies/)
    const changes = await journeys.read('auditor', '/changes?limit=200&sort=detectedAt')
    const seen = changes.items.map((one: Read) => ({ day: one.detectedAt.slice(0, 10), verdict: one.verdict }))
    expect(seen.filter((one: Read) => one.verdict === 'material').length).toBeGreaterThan(10)
    expect(seen.filter((one: Read) => one.day >= from && one.day <= to && one.verdict === 'material')).toEqual([])
    await way.done()
  })

  it.each([true, false])('verifies the audit trail (script: %s)', async (script) => {
    const way = await journeys.begin('auditor', { script })
    await way.press('link', 'Audit trail')
    await way.press('button', /^Recompute/)
    await way.sees(/^Whole: all [\d,]+ acts recomputed$/)
    await way.sound()
    const head = (await way.page.locator('section[aria-label="State of the chain"] .mono').first().innerText()).trim()
    const { items } = await journeys.read('auditor', '/audit?limit=1')
    expect(items[0].hash).toBe(head)
    await way.done()
  })

  it('exports a sample of 25 reviews to XLSX, each of which the API knows as closed', async () => {
    const way = await journeys.begin('auditor')
    await way.press('link', 'Reports')
    await way.press('link', 'Sample of closed reviews')
    await way.sees(/^25 of \d+ reviews closed/)
    await way.sound()
    const file = await way.take('XLSX')
    expect(file.name).toMatch(/\.xlsx$/)
    const [sheet] = await readWorkbook(file.bytes)
    const [head = [], ...rows] = sheet?.data ?? []
    const drawn = rows.filter((row) => /^\d+$/.test(String(row[0])))
    expect(drawn).toHaveLength(25)
    const cells = (name: string) => drawn.map((row) => row[head.indexOf(name)])
    for (const id of cells('id').slice(0, 5)) expect(await journeys.read('auditor', `/reviews/${id}`)).toMatchObject({ state: 'closed' })
    expect(cells('closed_by').every(Boolean)).toBe(true)
    await way.done()
  })
})
