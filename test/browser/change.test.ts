import AxeBuilder from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Service, startService } from './service'

let browser: Browser
let service: Service
let page: Page
const faults: string[] = []

const sound = async (name: string) => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
    name,
  ).toEqual([])
}

beforeAll(async () => {
  browser = await chromium.connect(inject('chromium'))
  service = await startService()
  page = await (await browser.newContext()).newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  await page.goto(service.setupLink)
  await page.getByLabel('Your name').fill('Robin Vale')
  await page.getByLabel('E-mail').fill('robin@example.test')
  await page.getByLabel('Password').fill('seven quiet gauges, 2026')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('heading', { level: 1, name: 'Nothing is watched yet' }).waitFor()
  await page.request.post(`${service.base}/demo/load`, { headers: { origin: service.base }, timeout: 110_000 })
}, 240_000)
afterAll(async () => {
  await service?.stop()
  await browser?.close()
})

describe('from a change to what was done about it', () => {
  it('the keys open a change, open its case, and lead to the one that waits next', async () => {
    await page.goto(`${service.base}/changes?view=waiting`)
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/findings\//)
    await page.getByRole('heading', { name: 'Is this material to us?' }).waitFor()
    await page.keyboard.press('o')
    await page.getByText('The case is open.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('The next one to triage')
    await sound('after triage')
  })

  it('the keys are switched off where they are listed, and on again', async () => {
    await page.goto(`${service.base}/changes`)
    await page.keyboard.press('?')
    await page.getByRole('button', { name: 'Switch these keys off' }).click()
    await page.getByText('The keys are off').waitFor()
    await page.keyboard.press('j')
    expect(await page.locator('.work > li.on').count()).toBe(0)
    await page.locator('#keys summary').click()
    await page.getByRole('button', { name: 'Switch them on' }).click()
    await page.getByText('The keys are on').waitFor()
    await page.keyboard.press('j')
    expect(await page.locator('.work > li.on').count()).toBe(1)
  })

  it('search, comment, one sign-off, charts and the question why are sound in light and dark, wide and narrow', async () => {
    await page.goto(`${service.base}/`)
    await page.keyboard.press('/')
    await page.keyboard.type('saltmarsh')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'What was found for “saltmarsh”' }).waitFor()
    await page.goto(`${service.base}/changes?view=silent`)
    await page.locator('.work h3 a').first().click()
    await page.getByLabel('Say something of this case').fill('Asked their account manager.')
    await page.getByRole('button', { name: 'Say it' }).click()
    await page.getByText('Asked their account manager.', { exact: true }).waitFor()
    const paths = [
      new URL(page.url()).pathname,
      '/search?q=saltmarsh',
      (await page.locator('a[href*="/uses/"]').first().getAttribute('href')) ?? '',
      '/changes?view=waiting',
      '/charts',
      '/why?vendor=Saltmarsh+AI',
    ]
    for (const path of paths) {
      await page.goto(`${service.base}${path}`)
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [390, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme })
        await sound(`${path} at ${width} ${colorScheme}`)
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        expect(`${path} at ${width}: ${sideways}`).toBe(`${path} at ${width}: 0`)
      }
    }
  }, 240_000)

  it('nothing was wrong on the console', () => expect(faults).toEqual([]))
})
