import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startChromium } from './chromium'
import { makeDemonstration } from './demonstration'

declare module 'vitest' {
  export interface ProvidedContext {
    chromium: string
    /** A data directory with the demonstration and people who can sign in; copy it. */
    demonstration: string
  }
}

/** Builds the product and starts one browser for all tests. Without a browser the tests fail; they are never skipped. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../scripts/build.mjs')], { stdio: 'inherit' })
  const [browser, demonstration] = await Promise.all([startChromium(), makeDemonstration()])
  project.provide('chromium', browser.wsEndpoint)
  project.provide('demonstration', demonstration.data)
  return async () => {
    await browser.close()
    await demonstration.remove()
  }
}
