/** Makes a picture of every page, wide and narrow, light and dark, over the demonstration: `npm run screenshots` → `screenshots/` (git-ignored). */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { startChromium } from '../test/browser/chromium'
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
  await page.goto(service.setupLink)
  await shoot(page, 'setup')
  await page.getByLabel('Your name').fill('Robin Vale')
  await page.getByLabel('E-mail').fill('robin@example.test')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Begin' }).click()
  await shoot(page, 'first-day')
  await page.request.post(`${service.base}/demo/load`, { headers: { origin: service.base }, timeout: 180_000 })
  for (const [name, path] of Object.entries(await places(page))) {
    await page.goto(`${service.base}${path}`)
    await shoot(page, name)
  }
  await page.goto(`${service.base}/`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await shoot(page, 'sign-in')
  await browser.close()
} finally {
  await service.stop()
  await server.close()
}

/** Pages by name; those of one record are taken from the lists that lead to them. */
async function places(page: Page): Promise<Record<string, string>> {
  const first = async (list: string, link: string, nth = 0) => {
    await page.goto(`${service.base}${list}`)
    return (await page.locator(link).nth(nth).getAttribute('href')) ?? '/'
  }
  const source = await first('/sources?find=saltmarsh', 'tbody th a', 5)
  return {
    today: '/',
    changes: '/changes',
    quiet: '/changes/quiet',
    'quiet-change': await first('/changes/quiet', 'tbody th a'),
    change: await first('/changes?view=waiting', '.work h3 a'),
    'change-silent': await first('/changes?view=silent', '.work h3 a', 3),
    'change-object': await first('/changes?find=Osprey', '.work h3 a'),
    'sign-many': await first(await first('/changes?view=waiting', '.work h3 a'), 'a[href$="/sign"]'),
    reviews: '/reviews?view=open',
    review: await first('/reviews?view=open', 'tbody th a'),
    'review-closed': await first('/reviews?view=closed', 'tbody th a'),
    'review-second': await first('/reviews?view=second', 'tbody th a'),
    vendors: '/register/vendors',
    systems: '/register/systems',
    deployments: '/register/deployments',
    vendor: await first('/register/vendors?find=saltmarsh', 'tbody th a'),
    system: await first('/register/systems?find=heron', 'tbody th a'),
    deployment: await first('/register/deployments?find=shortlisting', 'tbody th a'),
    'deployment-edit': `${await first('/register/deployments?find=chat', 'tbody th a')}/edit`,
    'vendor-new': '/vendors/new',
    sources: '/sources',
    source,
    'source-out': await first('/sources?state=out', 'tbody th a'),
    'source-text': `${source}/statements`,
    'source-new': '/sources/new',
    catalogue: '/catalogue?find=open',
    import: '/import',
    report: '/findings/new',
    audit: '/audit',
    settings: '/settings',
    search: '/search?q=tarn',
    missing: '/vendors/none',
  }
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
