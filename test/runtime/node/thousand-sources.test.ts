import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLocalPipeline } from '../../../src/runtime/local-pipeline'
import { configOf, openRuntime, type Runtime } from '../../../src/runtime/node/runtime'
import { storageOf } from '../../../src/store/storage'
import { policy, round, stored, watch } from '../../flows/watched'
import { type PagesServer, pagesServer } from './pages-server'

const count = 1_000
const hosts = 20
let servers: PagesServer[]
let data: string
let runtime: Runtime

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'telltale-thousand-'))
  servers = await Promise.all(
    Array.from({ length: hosts }, () =>
      pagesServer((request, response) => {
        const number = Number(request.url?.slice(1))
        const etag = number % 2 ? `"v${number}"` : null
        if (etag && request.headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end()
        return response.writeHead(200, { 'content-type': 'text/html', ...(etag ? { etag } : {}) }).end(policy({ days: number }))
      }),
    ),
  )
  runtime = await openRuntime(configOf({ env: { TELLTALE_LOG: 'silent', TELLTALE_ALLOW_PRIVATE: '127.0.0.1' }, values: { data } }))
  const origins = servers.map(({ origin }) => origin)
  await watch(runtime, ...Array.from({ length: count }, (_, index) => ({ id: `s${index}`, url: `${origins[index % hosts]}/${index}` })))
})
afterAll(async () => {
  await Promise.all([runtime.close(), ...servers.map((server) => server.close())])
  rmSync(data, { recursive: true, force: true })
})

it('a thousand sources polled twice with nothing changed: no change, no finding, no new body, and conditional requests', {
  timeout: 300_000,
}, async () => {
  const here = { ports: { ...runtime.ports, pipeline: createLocalPipeline() } }
  expect((await round(here)).first).toHaveLength(count)
  const before = await storageOf(runtime.ports.db)
  for (const { asked } of servers) asked.length = 0
  expect(await round(here)).toMatchObject({
    unchanged: count / 2,
    notModified: count / 2,
    changed: [],
    noise: [],
    errors: [],
    stored: 0,
    parsed: 0,
    requests: count,
  })
  const after = await storageOf(runtime.ports.db)
  expect(after).toMatchObject({ checks: 2 * count, bodies: before.bodies, bodyBytes: before.bodyBytes, snapshots: before.snapshots })
  const { changes, findings, captures } = await stored(runtime)
  expect([changes.length, findings.length, captures.length]).toEqual([0, 0, count])
  const conditional = servers.flatMap(({ asked }) => asked).filter(({ headers }) => headers['if-none-match'])
  expect(conditional).toHaveLength(count / 2)
})
