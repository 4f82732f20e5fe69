import type { D1Migration } from '@cloudflare/vitest-pool-workers'
import type { Bindings } from '../../src/runtime/worker/ports'

declare global {
  namespace Cloudflare {
    interface Env extends Bindings {
      DB: D1Database
      BODIES: R2Bucket
      TEST_MIGRATIONS: D1Migration[]
    }
  }
}
