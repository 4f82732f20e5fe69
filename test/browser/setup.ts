import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startChromium } from './chromium'

declare module 'vitest' {
  export interface ProvidedContext {
    chromium: string
  }
}

/** Builds the product and starts one browser for all tests. Without a browser the tests fail; they are never skipped. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../scripts/build.mjs')], { stdio: 'inherit' })
  const browser = await startChromium()
  project.provide('chromium', browser.wsEndpoint)
  return browser.close
}
