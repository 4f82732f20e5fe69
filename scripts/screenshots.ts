/** Makes a picture of every page, wide and narrow, light and dark, over the demonstration: `npm run screenshots` → `screenshots/` (git-ignored). */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { startChromium } from '../test/browser/chromium'
import { furnish, outside, places } from '../test/browser/places'
import { startService } from '../test/browser/service'

const folder = join(import.meta.dirname, '../screenshots')
const password = 'seven quiet gauges, 2026'

execFileSync(process.execPath, [join(import.meta.dirname, 'build.mjs')], { stdio: 'inherit' })
mkdirSync(folder, { recursive: true })
const server = await startChromium()
const service = await startService()
try {
  const browser = await chromium.connect(server.wsEndpoint)
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  const shootAll = async (all: Record<string, string>) => {
    for (const [name, path] of Object.entries(all)) {
      await page.goto(`${service.base}${path}`)
      await shoot(page, name)
    }
  }
  await page.goto(service.setupLink)
  await shoot(page, 'setup')
  await page.getByLabel('Your name').fill('Robin Vale')
  await page.getByLabel('E-mail').fill('robin@example.test')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Begin' }).click()
  await shoot(page, 'first-day')
  await page.request.post(`${service.base}/demo/load`, { headers: { origin: service.base }, timeout: 180_000 })
  const more = await furnish(page, service.base)
  await shootAll({ ...(await places(page, service.base)), ...more, missing: '/vendors/none' })
  await page.context().clearCookies()
  await shootAll(outside)
  await browser.close()
} finally {
  await service.stop()
  await server.close()
}

async function shoot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true })
    }
  }
}
