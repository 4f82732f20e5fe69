import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configOf, openRuntime, type Runtime } from '../../../src/runtime/node/runtime'
import { policy, stored, watch } from '../../flows/watched'
import { type PagesServer, pagesServer } from './pages-server'

const main = new URL('../../../src/runtime/node/main.ts', import.meta.url).pathname
const hosts = 6
const each = 8
const gapMs = 400
let servers: PagesServer[]
let inFlight: number[]
let mostInFlight: number[]
let data: string
let runtime: Runtime

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'telltale-shared-'))
  inFlight = Array.from({ length: hosts }, () => 0)
  mostInFlight = [...inFlight]
  servers = await Promise.all(
    Array.from({ length: hosts }, (_, host) =>
      pagesServer((request, response) => {
        inFlight[host] = (inFlight[host] ?? 0) + 1
        mostInFlight[host] = Math.max(mostInFlight[host] ?? 0, inFlight[host] ?? 0)
        response.on('close', () => {
          inFlight[host] = (inFlight[host] ?? 0) - 1
        })
        setTimeout(
          () => response.writeHead(200, { 'content-type': 'text/html' }).end(policy({ days: 30 + Number(request.url?.slice(1)) })),
          60,
        )
      }),
    ),
  )
  runtime = await openRuntime(configOf({ env: { TELLTALE_LOG: 'silent' }, values: { data } }))
  const given = servers.flatMap(({ origin }, host) =>
    Array.from({ length: each }, (_, page) => ({ id: `h${host}-p${page}`, url: `${origin}/${host * each + page}` })),
  )
  await watch(runtime, ...given)
})
afterAll(async () => {
  await Promise.all([runtime.close(), ...servers.map((server) => server.close())])
  rmSync(data, { recursive: true, force: true })
})

function poll() {
  const args = [
    '--import',
    'tsx',
    main,
    'poll',
    '--once',
    '--all',
    '--json',
    '--min-gap',
    String(gapMs),
    '--concurrency',
    '2',
    '--data',
    data,
  ]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, TELLTALE_ALLOW_PRIVATE: '127.0.0.1', TELLTALE_LOG: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  return { child, ended: once(child, 'close'), report: () => JSON.parse(out.trim().split('\n').at(-1) ?? '') }
}

describe('three processes that share one round', () => {
  it('ask nothing twice and keep the gap, though one of them is killed', { timeout: 180_000 }, async () => {
    const [one, two, three] = [poll(), poll(), poll()]
    const asked = () => servers.flatMap((server) => server.asked)
    while (asked().length < 6) await new Promise((resolve) => setTimeout(resolve, 20))
    one.child.kill('SIGKILL')
    await one.ended
    const lostAt = Date.now()
    await Promise.all([two.ended, three.ended])

    const { captures, snapshots } = await stored(runtime)
    expect(new Set(snapshots.map(({ sourceId }) => sourceId)).size).toBe(hosts * each)
    expect(captures).toHaveLength(hosts * each)
    const reports = [two.report(), three.report()]
    expect(reports.flatMap(({ errors }) => errors)).toEqual([])
    const first: string[] = reports.flatMap((report) => report.first)
    expect(new Set(first).size).toBe(first.length)
    for (const { first: read, deferred } of reports) expect(read.length + deferred.length).toBe(hosts * each)

    // what the killed one had asked for and not yet written is asked for again; nothing else is
    const times = new Map<string, number[]>()
    servers.forEach((server, host) => {
      for (const { path, at } of server.asked) times.set(`${host}${path}`, [...(times.get(`${host}${path}`) ?? []), at])
    })
    for (const [path, at] of times) expect(at.length === 1 || (at.length === 2 && (at[0] ?? 0) <= lostAt), `${path} ${at}`).toBe(true)
    expect([...times.values()].filter((at) => at.length > 1).length).toBeLessThanOrEqual(12)
    expect(Math.max(...mostInFlight)).toBe(1)
    for (const { asked: log } of servers) {
      const starts = log.map(({ at }) => at).toSorted((a, b) => a - b)
      // what is sent so far apart may arrive closer on a busy machine
      for (let next = 1; next < starts.length; next++) expect((starts[next] ?? 0) - (starts[next - 1] ?? 0)).toBeGreaterThan(gapMs / 2)
    }
  })
})
