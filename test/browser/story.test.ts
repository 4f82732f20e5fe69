import AxeBuilder from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { furnish, outside, places } from './places'
import { type Service, startService, startSite } from './service'

const password = 'seven quiet gauges, 2026'
const terms = (kept: string) => `<!doctype html><html lang="en"><head><title>Terms</title></head><body><main><h1>Terms of service</h1>
<p>Last updated 3 May 2026</p><h2>Your content</h2><p>You keep all rights in the content that you send to us.</p><p>We keep your prompts for ${kept}, and then delete them.</p>
<h2>Fees</h2><p>Fees are charged monthly, as the price list says.</p><p>Invoices are due within four weeks of their date.</p></main></body></html>`

let browser: Browser
let service: Service
let page: Page
const faults: string[] = []

/** Nothing that axe knows of is wrong with the page as it stands, at the width and in the scheme of the moment. */
async function sound(name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
    name,
  ).toEqual([])
}
const open = async (path: string) => {
  const answer = await page.goto(`${service.base}${path}`)
  expect(`${path} ${answer?.status()}`).toBe(`${path} 200`)
}

beforeAll(async () => {
  browser = await chromium.connect(inject('chromium'))
  service = await startService()
  page = await (await browser.newContext()).newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
})
afterAll(async () => {
  await service?.stop()
  await browser?.close()
})

describe('the whole story, in a real browser', () => {
  it('the first person sets it up by the one-time link and is greeted by an empty register', async () => {
    await page.goto(service.setupLink)
    await sound('set-up')
    await page.getByLabel('Your name').fill('Robin Vale')
    await page.getByLabel('E-mail').fill('robin@example.test')
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.getByRole('heading', { level: 1, name: 'Nothing is watched yet' }).waitFor()
    await sound('first day')
  })

  it('a vendor, a system, a use and a page to watch are added by form; the first check is the baseline', async () => {
    const site = await startSite()
    try {
      site.page.body = terms('30 days')
      await page.getByRole('link', { name: 'Add a vendor by hand' }).click()
      await page.getByLabel('Name', { exact: true }).fill('Harrow Works')
      await page.getByRole('button', { name: 'Add the vendor' }).click()
      await page.getByRole('link', { name: 'Add a system' }).click()
      await page.getByLabel('Name', { exact: true }).fill('Harrow Model')
      await page.getByRole('button', { name: 'Add the system' }).click()
      await page.getByRole('link', { name: 'Add a use' }).click()
      await page.getByLabel('Name', { exact: true }).fill('Letters')
      await page.getByLabel('Personal data', { exact: true }).selectOption('identifiable')
      await page.getByLabel('Status', { exact: true }).selectOption('live')
      await page.getByRole('button', { name: 'Add the deployment' }).click()
      await page.getByRole('heading', { level: 1, name: 'Letters' }).waitFor()
      await open('/sources/new')
      await page.getByLabel('Address').fill(site.url)
      await page.getByLabel('Vendor', { exact: true }).selectOption({ label: 'Harrow Works' })
      await page.getByLabel('What it is').selectOption('terms')
      await page.getByRole('button', { name: 'Watch it' }).click()
      await page.getByRole('button', { name: 'Check now' }).click()
      await page.getByText('Read for the first time.').waitFor()
      await sound('source')

      site.page.body = terms('90 days')
      await page.getByRole('button', { name: 'Check now' }).click()
      await page.getByText('Checked just now: it has changed.').waitFor()
      await page.getByRole('link', { name: 'The latest one' }).click()
      expect(await page.locator('.diff del').allTextContents()).toContain('30')
      expect(await page.locator('.diff ins').allTextContents()).toContain('90')
      await sound('change')
    } finally {
      await site.stop()
    }
  })

  it('the case is triaged in one click, undone, and triaged again; a review is signed', async () => {
    await page.getByRole('button', { name: /^Open the case/ }).click()
    await page.getByText('The case is open.').waitFor()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await page.getByText('It waits for triage again.').waitFor()
    await page.getByRole('button', { name: /^Open the case/ }).click()
    await page.locator('.obl a[href^="/reviews/"]').first().click()
    await page.getByRole('heading', { name: 'Review due because' }).waitFor()
    await sound('review')
    await page.getByRole('radio', { name: /Still holds/ }).check()
    await page.getByLabel('Because').fill('Our agreement keeps 30 days and takes precedence.')
    await page.getByRole('button', { name: /^Sign and/ }).click()
    await page.getByText(/Closed and signed|a second person must agree/).waitFor()
  })

  it('the demonstration is loaded beside it, every page of it is sound in light, dark, wide and narrow, and it is removed again', async () => {
    await open('/register/vendors')
    await page.request.post(`${service.base}/demo/load`, { headers: { origin: service.base }, timeout: 110_000 })
    await open('/')
    await page.getByText('The demonstration is loaded.').waitFor()
    const more = await furnish(page, service.base)
    for (const path of [...new Set(Object.values({ ...(await places(page, service.base)), ...more }))]) {
      await open(path)
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
    await page.setViewportSize({ width: 1280, height: 800 })
    await open('/register/vendors')
    await page.getByRole('button', { name: 'Remove the demonstration' }).click()
    await page.getByText('The demonstration is removed.').waitFor()
    await open('/register/vendors')
    expect(await page.locator('tbody tr').count()).toBe(1)
  }, 600_000)

  it('the pages for those who are not signed in are sound', async () => {
    const within = page
    page = await (await browser.newContext()).newPage()
    for (const path of Object.values(outside)) {
      await open(path)
      await sound(path)
    }
    await page.context().close()
    page = within
  })

  it('keys move and open, and are off in fields', async () => {
    await open('/changes')
    await page.keyboard.press('j')
    expect(await page.evaluate(() => document.activeElement?.closest('.work > li') !== null)).toBe(true)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/findings\//)
    await open('/changes')
    await page.keyboard.press('/')
    await page.keyboard.type('gr')
    expect(new URL(page.url()).pathname).toBe('/changes')
  })

  it('nothing was wrong on the console', () => expect(faults).toEqual([]))
})
