import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { emptyLog } from '../../../src/runtime/node/database'
import { bytesUnder } from '../../../src/runtime/node/files'
import { configOf, openRuntime, type Runtime } from '../../../src/runtime/node/runtime'
import { storageOf } from '../../../src/store/storage'
import { policy, round, stored, watch } from '../../flows/watched'
import { type PagesServer, pagesServer } from './pages-server'

const count = 100
const rounds = 20
let noisy = false
let fetches = 0
let data: string
let pages: PagesServer
let runtime: Runtime
/** Sentences that are each page's own, so that a page is as long as a real one is when compressed. */
const own = (index: number) =>
  Array.from({ length: 800 }, (_, at) => `<p>Clause ${at}: ${Math.sin(index * 1000 + at)} and ${Math.cos(index + at * 7)} units.</p>`).join(
    '\n',
  )

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'telltale-growth-'))
  pages = await pagesServer((request, response) => {
    const visit = noisy ? `v${++fetches}` : 'a1'
    response.writeHead(200, { 'content-type': 'text/html' }).end(policy({ visit, extra: own(Number(request.url?.slice(1))) }))
  })
  runtime = await openRuntime(configOf({ env: { TELLTALE_LOG: 'silent', TELLTALE_ALLOW_PRIVATE: '127.0.0.1' }, values: { data } }))
  await watch(runtime, ...Array.from({ length: count }, (_, index) => ({ id: `s${index}`, url: `${pages.origin}/${index}` })))
})
afterEach(async () => {
  await Promise.all([runtime.close(), pages.close()])
  rmSync(data, { recursive: true, force: true })
})

async function sizeAfter(times: number): Promise<number> {
  for (let time = 0; time < times; time++) await round(runtime)
  await emptyLog(runtime.opened)
  return bytesUnder(data)
}

it('an unchanged check costs at most 150 bytes', { timeout: 300_000 }, async () => {
  noisy = false
  const cold = await sizeAfter(1)
  const growth = (await sizeAfter(rounds)) - cold
  expect((await storageOf(runtime.ports.db)).checks).toBe(count * (rounds + 1))
  expect(growth / (count * rounds)).toBeLessThanOrEqual(150)
})

it('20 rounds of noise grow the directory by at most half of its size after the first', { timeout: 300_000 }, async () => {
  noisy = true
  const cold = await sizeAfter(1)
  const growth = (await sizeAfter(rounds)) - cold
  expect((await stored(runtime)).captures.length).toBe(count * (rounds + 1))
  expect((await stored(runtime)).changes).toEqual([])
  expect(growth).toBeLessThanOrEqual(cold / 2)
})
