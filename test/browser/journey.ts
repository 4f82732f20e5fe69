import { buffer } from 'node:stream/consumers'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type FileChooser, type Locator, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { copyDemonstration, password, type Traveller, telltale, tokenOf, travellers } from './demonstration'
import { type Service, startService } from './service'

/** What the browser asked a page's user to choose, last. */
const choosers = new WeakMap<Page, FileChooser>()

/** As many Tab presses as a page may take before something on it counts as out of the keyboard's reach. */
const mostTabs = 400
/** As long as a page may take to show what is waited for. */
const mostMs = 20_000

export type Journeys = {
  /** A browser at Today, signed in by keyboard as somebody; every fault of its console is kept. */
  begin: (who: Traveller, options?: { script?: boolean }) => Promise<Journey>
  /** What the API says to a traveller. */
  read: (who: Traveller, path: string) => Promise<Read>
  /** Tells the API something as a traveller, before a journey begins; the answer. */
  write: (who: Traveller, path: string, body: unknown) => Promise<Read>
  /** A command of the built product on the same data. */
  command: (args: string[], input?: string) => Promise<string>
  base: string
  end: () => Promise<void>
}
// biome-ignore lint/suspicious/noExplicitAny: a test reads JSON as a caller would, and fails where it is not as expected
export type Read = any

export type Journey = {
  page: Page
  /** Goes to a link or button with the Tab key and presses Enter. */
  press: (role: 'link' | 'button' | 'radio' | 'checkbox', name: string | RegExp, within?: Locator) => Promise<void>
  /** Presses a link that gives a file; what came. */
  take: (name: string | RegExp) => Promise<{ name: string; bytes: Buffer }>
  /** Goes to the head of something folded with the Tab key and opens it with Enter. */
  unfold: (words: string | RegExp) => Promise<void>
  /** Goes to a field with the Tab key and writes in it, in place of what stood there. */
  write: (label: string | RegExp, text: string) => Promise<void>
  /** Goes to the field for a document with the Tab key and picks a file of these words. */
  attach: (label: string, name: string, words: string) => Promise<void>
  /** Goes to a list of choices with the Tab key and types the beginning of a choice. */
  choose: (label: string | RegExp, option: string) => Promise<void>
  /** Goes to a field for a day with the Tab key and types the day, `YYYY-MM-DD`. */
  day: (label: string, day: string) => Promise<void>
  /** Goes anywhere with the Tab key. */
  reach: (target: Locator) => Promise<void>
  /** Waits for words on the page. */
  sees: (words: string | RegExp) => Promise<void>
  /** axe finds nothing, in light and in dark; without script it cannot look. */
  sound: () => Promise<void>
  /** Closes it; fails where the console said that something was wrong. */
  done: () => Promise<void>
}

/** A copy of the demonstration behind a service of its own, with a browser; `origin` is where pages of the demonstration's vendors are answered. */
export async function startJourneys(): Promise<Journeys> {
  const data = await copyDemonstration(inject('demonstration'))
  const browser = await chromium.connect(inject('chromium'))
  const service = await startService({ data })
  const tokens = new Map<Traveller, string>()
  const ask = async (who: Traveller, path: string, init: RequestInit = {}) => {
    const token = tokens.get(who) ?? (await tokenOf(data, who))
    tokens.set(who, token)
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${service.base}/api/v1${path}`, { ...init, headers })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    base: service.base,
    begin: (who, { script = true } = {}) => begin({ browser, service, who, script }),
    read: (who, path) => ask(who, path),
    write: (who, path, body) => ask(who, path, { method: 'POST', body: JSON.stringify(body) }),
    command: (args, input) => telltale(data, args, input),
    end: async () => {
      await browser.close()
      await service.stop()
    },
  }
}

type Beginning = { browser: Browser; service: Pick<Service, 'base'>; who: Traveller; script: boolean }

async function begin({ browser, service, who, script }: Beginning): Promise<Journey> {
  const context: BrowserContext = await browser.newContext({ javaScriptEnabled: script, acceptDownloads: true, locale: 'en-GB' })
  context.setDefaultTimeout(mostMs)
  const page = await context.newPage()
  const faults: string[] = []
  // heard from the beginning: whoever listens only when the key is pressed may miss the browser's question
  page.on('filechooser', (one) => choosers.set(page, one))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.url()}: ${response.status()}`)
  })
  const journey = journeyOn(page, context, { faults, script })
  await page.goto(service.base)
  await journey.write('E-mail', travellers[who].email)
  await journey.write('Password', password)
  await journey.press('button', 'Sign in')
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  expect(new URL(page.url()).pathname, `${who} begins at Today`).toBe('/')
  return journey
}

function journeyOn(page: Page, context: BrowserContext, { faults, script }: { faults: readonly string[]; script: boolean }): Journey {
  /** Without script the page cannot be asked what has the focus; there the browser is told to look. */
  const hasFocus = async (target: Locator) => (await target.and(page.locator(':focus')).count()) > 0
  const reach = async (target: Locator) => {
    await target.first().waitFor({ state: 'attached' })
    for (let tabs = 0; tabs < mostTabs; tabs++) {
      if (await hasFocus(target)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`${target} is not reached with the Tab key on ${page.url()}`)
  }
  /** Tab stops once at a group of radio buttons; within it the arrows move. */
  const pick = async (target: Locator) => {
    const group = (await target.getAttribute('name')) ?? ''
    await reach(page.locator(`input[type=radio][name="${group}"]`))
    for (let arrows = 0; arrows < mostTabs && !(await hasFocus(target)); arrows++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
  }
  const exact = (name: string | RegExp) => ({ name, exact: typeof name === 'string' })
  return {
    page,
    reach,
    press: async (role, name, within) => {
      const target = (within ?? page).getByRole(role, exact(name)).first()
      if (role === 'radio') return pick(target)
      await reach(target)
      if (role === 'checkbox') return page.keyboard.press('Space')
      const gone = page.waitForEvent('framenavigated')
      await page.keyboard.press('Enter')
      await gone
      await page.waitForLoadState()
    },
    take: async (name) => {
      await reach(page.getByRole('link', exact(name)).first())
      const coming = page.waitForEvent('download')
      await page.keyboard.press('Enter')
      const file = await coming
      return { name: file.suggestedFilename(), bytes: await buffer(await file.createReadStream()) }
    },
    unfold: async (words) => {
      await reach(page.locator('summary').filter({ hasText: words }).first())
      await page.keyboard.press('Enter')
    },
    write: async (label, text) => {
      await reach(page.getByLabel(label, { exact: typeof label === 'string' }).first())
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(text)
    },
    choose: async (label, option) => {
      await reach(page.getByLabel(label, { exact: typeof label === 'string' }).first())
      await page.keyboard.type(option)
    },
    attach: async (label, name, words) => {
      await reach(page.getByLabel(label, { exact: true }).first())
      choosers.delete(page)
      const pressed = () => page.keyboard.press('Enter').then(() => false)
      await expect.poll(() => choosers.has(page) || pressed(), { interval: 2_000, timeout: 20_000 }).toBe(true)
      await choosers.get(page)?.setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(words) })
    },
    day: async (label, day) => {
      const field = page.getByLabel(label, { exact: true }).first()
      await reach(field)
      // this browser asks for month, day and year
      await page.keyboard.type(`${day.slice(5, 7)}${day.slice(8)}${day.slice(0, 4)}`)
      expect(await field.inputValue()).toBe(day)
    },
    sees: async (words) => {
      await page.getByText(words).first().waitFor()
    },
    sound: async () => {
      if (!script) return
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const { violations } = await new AxeBuilder({ page }).analyze()
        const said = violations.map(({ id, nodes }) => `${page.url()}: ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
        expect(said).toEqual([])
      }
    },
    done: async () => {
      await context.close()
      expect(faults).toEqual([])
    },
  }
}
