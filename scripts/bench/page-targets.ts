/** `list` and `record` have 150 ms at 8 connections and 400 ms at 50; `heavy` 600 ms at 8. */
export type Target = { name: string; path: string; weight: 'list' | 'record' | 'heavy' }

const seeded = (kind: string, index: number) => `seed-${kind}-${String(index).padStart(6, '0')}`
const list = (path: string): Target => ({ name: path, path, weight: 'list' })
const record = (name: string, path: string): Target => ({ name, path, weight: 'record' })
const heavy = (path: string): Target => ({ name: path, path, weight: 'heavy' })

/** What is asked for under load: pages and the same in the API, over a seeded installation. */
export const targets: readonly Target[] = [
  list('/'),
  list('/changes'),
  list('/changes?announcement=silent'),
  list('/changes/quiet'),
  list('/reviews'),
  list('/register/vendors'),
  list('/register/vendors?q=Lark'),
  list('/register/systems'),
  list('/register/deployments'),
  list('/sources'),
  list('/search?q=Lark'),
  list('/audit'),
  list('/catalogue'),
  list('/intake'),
  list('/evidence'),
  list('/settings/people'),
  list('/notices'),
  record('vendor', `/vendors/${seeded('vendor', 123)}`),
  record('vendor, summary', `/vendors/${seeded('vendor', 123)}/summary`),
  record('system', `/systems/${seeded('system', 4567)}`),
  record('deployment', `/deployments/${seeded('deployment', 8910)}`),
  record('change', `/findings/${seeded('finding', 4322)}`),
  record('review', `/reviews/${seeded('review', 77)}`),
  record('case, sign', `/cases/${seeded('case', 4322)}/sign`),
  record('source', `/sources/${seeded('source', 4711)}`),
  ...['vendors', 'systems', 'deployments', 'sources', 'findings', 'cases', 'reviews', 'to-dos', 'notices', 'changes', 'audit'].map((noun) =>
    list(`/api/v1/${noun}?limit=50`),
  ),
  list('/api/v1/findings?limit=50&sort=-detectedAt&filter[state]=confirmed'),
  list('/api/v1/reviews?limit=50&sort=dueOn&filter[state]=open'),
  record('api finding', `/api/v1/findings/${seeded('finding', 4322)}`),
  record('api review', `/api/v1/reviews/${seeded('review', 77)}`),
  record('api health', '/api/v1/health'),
  heavy('/coverage'),
  heavy('/coverage?framework=eu-ai-act'),
  heavy('/charts'),
  heavy('/reports'),
  heavy(`/api/v1/coverage?deploymentId=${seeded('deployment', 8910)}`),
  heavy('/register/vendors/file?format=csv'),
  heavy('/models'),
  heavy('/reports/watching'),
  list('/decisions'),
  list('/questionnaires'),
]
