import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers'
import { defineConfig } from 'vitest/config'

const root = new URL('../..', import.meta.url).pathname

/** One small suite in real workerd: storage lasts for the whole file, and the start costs some seconds. */
export default defineConfig(async () => ({
  root,
  plugins: [
    cloudflareTest({
      wrangler: { configPath: `${root}wrangler.toml` },
      miniflare: {
        bindings: {
          TEST_MIGRATIONS: await readD1Migrations(`${root}drizzle`),
          TELLTALE_ALLOW_PRIVATE: '127.0.0.1',
          TELLTALE_CONTACT: 'test@example.test',
        },
      },
    }),
  ],
  test: { include: ['test/worker/**/*.test.ts'], globalSetup: ['test/worker/vendor-site.ts'], testTimeout: 30_000 },
}))
