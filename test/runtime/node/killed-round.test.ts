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
const count = 24
/** After so many answers the server falls silent, so that the round stands still in its middle. */
let answers = 10
let pages: PagesServer
let data: string
let runtime: Runtime

function telltale(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args, '--data', data], {
    env: { ...process.env, TELLTALE_ALLOW_PRIVATE: '127.0.0.1', TELLTALE_LOG: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  return { child, ended: once(child, 'close'), out: () => out }
}
const round = ['poll', '--once', '--all', '--json', '--per-origin', '2', '--min-gap', '0']

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'telltale-killed-'))
  pages = await pagesServer((request, response) => {
    if (answers-- > 0) response.writeHead(200, { 'content-type': 'text/html' }).end(policy({ days: 30 + Number(request.url?.slice(1)) }))
  })
  runtime = await openRuntime(configOf({ env: { TELLTALE_LOG: 'silent' }, values: { data } }))
  await watch(runtime, ...Array.from({ length: count }, (_, index) => ({ id: `s${index}`, url: `${pages.origin}/${index}` })))
})
afterAll(async () => {
  await Promise.all([runtime.close(), pages.close()])
  rmSync(data, { recursive: true, force: true })
})

describe('a process killed in the middle of a round', () => {
  it('loses nothing that was written and doubles nothing; the next round polls the rest', { timeout: 180_000 }, async () => {
    const killed = telltale(...round)
    while (pages.asked.length < 12 || !(await stored(runtime)).captures.length) await new Promise((resolve) => setTimeout(resolve, 50))
    killed.child.kill('SIGKILL')
    await killed.ended
    const before = await stored(runtime)
    expect(before.captures.length).toBeGreaterThan(0)
    expect(before.captures.length).toBeLessThan(count)
    expect([...before.states.values()].some(({ pollStartedAt }) => pollStartedAt !== null)).toBe(true)

    answers = Number.POSITIVE_INFINITY
    const next = telltale(...round)
    await next.ended
    const report = JSON.parse(next.out().trim().split('\n').at(-1) ?? '')
    expect(report).toMatchObject({ changed: [], noise: [], errors: [], deferred: [] })
    expect(report.first.length).toBe(count - before.snapshots.length)
    expect(report.first.length + report.unchanged).toBe(count)

    const after = await stored(runtime)
    expect(after.snapshots.length).toBe(count)
    expect(new Set(after.captures.map(({ sourceId }) => sourceId)).size).toBe(count)
    expect(after.captures.length).toBe(count)
    for (const capture of before.captures) expect(after.captures).toContainEqual(capture)
    expect([...after.states.values()].every(({ pollStartedAt }) => pollStartedAt === null)).toBe(true)
  })
})
