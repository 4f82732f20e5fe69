import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const flags = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic']

/**
 * One real Chromium for all who connect to its address. It comes with npm: the package unpacks it once, into a folder of its own, for two
 * processes that unpack at once get in each other's way. `CHROMIUM_PATH` names another one.
 */
export async function startChromium(): Promise<{ wsEndpoint: string; close: () => Promise<void> }> {
  const { executablePath, args } = await launched()
  // in a process of its own: else the whole browser ends with the first page that is closed
  const server = await chromium.launchServer({
    executablePath,
    args: args.filter((one) => one !== '--single-process' && one !== '--no-zygote'),
  })
  return { wsEndpoint: server.wsEndpoint(), close: () => server.close() }
}

/** Which browser, and how it is begun here. */
export async function launched() {
  const given = process.env.CHROMIUM_PATH
  if (given) return { executablePath: given, args: ['--no-sandbox', ...flags] }
  const folder = join(import.meta.dirname, '../../node_modules/.cache/telltale-chromium')
  mkdirSync(folder, { recursive: true })
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  const { default: sparticuz } = await import('@sparticuz/chromium')
  const executablePath = await sparticuz.executablePath()
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  return { executablePath, args: [...sparticuz.args, ...flags] }
}
