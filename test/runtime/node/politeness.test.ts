import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { politeness, pollRound } from '../../../src/flows/poll-round'
import type { RoundReport } from '../../../src/flows/round-report'
import type { FetchRequest } from '../../../src/ports'
import { createLocalPipeline } from '../../../src/runtime/local-pipeline'
import { configOf, openRuntime, type Runtime } from '../../../src/runtime/node/runtime'
import { runBatch } from '../../../src/store/database'
import { dueSources } from '../../../src/store/due-sources'
import { enabledOnly, syncSourceStates } from '../../../src/store/source-states'
import { policy, watch } from '../../flows/watched'
import { type PagesServer, pagesServer } from './pages-server'

const count = 1_000
const hosts = 50
/** Real time runs so many times faster for the product than for the servers, so that its seconds need not be waited for. */
const haste = 4
const gapMs = politeness.minGapMs / haste

type Entry = { path: string; headers: IncomingMessage['headers']; at: number; round: number }
let servers: PagesServer[]
let logs: Entry[][]
/** When the product sent each request, by address and round: what the machine holds up on its way is not the product's. */
const sent = new Map<string, number[]>()
let mostInFlight: number[]
let current = 0
let productNow = Date.parse('2026-11-21T09:00:00.000Z')
let data: string
let runtime: Runtime

const number = (path: string) => Number(path.slice(1))
/** Pages that are busy in the first round and ask for an hour, in seconds or as a date; and the hosts that they stand on, which then rest whole. */
const isBusy = (path: string) => number(path) % 40 === 7
const busyHosts = new Set(
  Array.from({ length: count }, (_, index) => index)
    .filter((index) => isBusy(`/${index}`))
    .map((index) => index % hosts),
)
const etagOf = (path: string) => (number(path) % 2 ? `"v${number(path)}"` : null)
const modifiedOf = (path: string) => (number(path) % 3 === 0 ? 'Sat, 21 Nov 2026 08:00:00 GMT' : null)

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'telltale-polite-'))
  logs = Array.from({ length: hosts }, () => [])
  mostInFlight = logs.map(() => 0)
  servers = await Promise.all(
    logs.map((log, host) => {
      let inFlight = 0
      return pagesServer(
        (request, response) => {
          const path = request.url ?? ''
          log.push({ path, headers: request.headers, at: performance.now(), round: current })
          mostInFlight[host] = Math.max(mostInFlight[host] ?? 0, ++inFlight)
          response.on('close', () => inFlight--)
          setTimeout(() => answer(request, path, response), 5)
        },
        { answersRobots: true },
      )
    }),
  )
  runtime = await openRuntime(configOf({ env: { TELLTALE_LOG: 'silent', TELLTALE_ALLOW_PRIVATE: '127.0.0.1' }, values: { data } }))
  const given = Array.from({ length: count }, (_, index) => ({ id: `s${index}`, url: `${servers[index % hosts]?.origin}/${index}` }))
  await watch({ ports: { ...runtime.ports, now: () => new Date(productNow).toISOString() } }, ...given)
})
afterAll(async () => {
  await Promise.all([runtime.close(), ...servers.map((server) => server.close())])
  rmSync(data, { recursive: true, force: true })
})

function answer(request: IncomingMessage, path: string, response: Parameters<Parameters<typeof pagesServer>[0]>[1]): void {
  if (path === '/robots.txt')
    return void response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nDisallow: /private/\n')
  if (isBusy(path) && current === 1) {
    const after = number(path) % 80 === 7 ? '3600' : new Date(productNow + 3_600_000).toUTCString()
    return void response.writeHead(503, { 'retry-after': after, date: new Date(productNow).toUTCString() }).end('busy')
  }
  const etag = etagOf(path)
  const modified = modifiedOf(path)
  if ((etag && request.headers['if-none-match'] === etag) || (!etag && modified && request.headers['if-modified-since'] === modified))
    return void response.writeHead(304).end()
  response.writeHead(200, { 'content-type': 'text/html', ...(etag && { etag }), ...(modified && { 'last-modified': modified }) })
  response.end(policy({ days: number(path) }))
}

async function round(): Promise<RoundReport> {
  current++
  const ports = {
    ...runtime.ports,
    pipeline: createLocalPipeline(),
    now: () => new Date(productNow).toISOString(),
    realNow: () => performance.now() * haste,
    sleep: (ms: number) => runtime.ports.sleep(ms / haste),
    fetch: (request: FetchRequest) => {
      const key = `${new URL(request.url).origin} ${current}`
      sent.set(key, [...(sent.get(key) ?? []), performance.now()])
      return runtime.ports.fetch(request)
    },
  }
  await runBatch(ports.db, syncSourceStates(ports.db, ports.now()))
  return pollRound(ports, await dueSources(ports.db, enabledOnly), { ...politeness, confirm: true })
}

describe('a thousand sources on fifty origins with the defaults', () => {
  it('meet a polite client: the servers’ own log proves it', { timeout: 240_000 }, async () => {
    const first = await round()
    const resting = busyHosts.size * (count / hosts)
    // the first busy page of a host is the last that is asked of it
    expect(first.errors).toHaveLength(busyHosts.size)
    expect(first.first.length + first.errors.length + first.deferred.length).toBe(count)
    expect(first.requests).toBe(count + hosts - first.deferred.length)
    productNow += 20 * 60_000
    expect((await round()).deferred).toHaveLength(resting)
    productNow += 60 * 60_000
    expect((await round()).deferred).toEqual([])

    expect(Math.max(...mostInFlight)).toBe(1)
    for (const [host, log] of logs.entries()) {
      const rests = busyHosts.has(host)
      for (const round of rests ? [1, 3] : [1, 2, 3]) {
        const starts = log.filter((entry) => entry.round === round).map(({ at }) => at)
        const begun = sent.get(`${servers[host]?.origin} ${round}`) ?? []
        expect(begun).toHaveLength(starts.length)
        const gaps = begun.slice(1).map((at, index) => at - (begun[index] ?? 0))
        if (!gaps.length) continue
        expect(Math.min(...gaps)).toBeGreaterThan(gapMs * 0.95)
        // and none reached the server before its turn, counted from when the first went out: what a machine holds up on its way is not the product's
        for (const [index, at] of starts.entries()) expect(at - (begun[0] ?? 0)).toBeGreaterThan(index * gapMs * 0.95)
      }
      expect(log.filter(({ path }) => path === '/robots.txt')).toHaveLength(1)
      expect(log[0]?.path).toBe('/robots.txt')
      for (const { headers } of log) {
        expect(headers['accept-encoding']).toMatch(/gzip.*br/)
        expect(headers['user-agent']).toMatch(/^Telltale\//)
      }
      if (rests) {
        const ofFirst = log.filter((entry) => entry.round === 1)
        expect(ofFirst.findIndex(({ path }) => isBusy(path))).toBe(ofFirst.length - 1)
        expect(log.filter((entry) => entry.round === 2)).toEqual([])
      }
      const answered = new Set<string>()
      for (const { path, headers, round: at } of log) {
        if (answered.has(path))
          expect([headers['if-none-match'] ?? null, headers['if-modified-since'] ?? null]).toEqual([etagOf(path), modifiedOf(path)])
        if (path !== '/robots.txt' && !(isBusy(path) && at === 1)) answered.add(path)
      }
    }
  })
})
