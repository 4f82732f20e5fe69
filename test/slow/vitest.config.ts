import { defineConfig } from 'vitest/config'

/** Figures that need size: run by hand with `npm run test:slow`, alone on the machine. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: { include: ['test/slow/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 120_000, pool: 'forks', maxWorkers: 1 },
})
