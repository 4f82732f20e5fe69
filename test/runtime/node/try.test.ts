import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tryCommand } from '../../../src/runtime/node/cli/try'
import { configOf, openRuntime } from '../../../src/runtime/node/runtime'
import { captures, snapshots, sources } from '../../../src/store/schema'
import { policy } from '../../flows/watched'
import { type PagesServer, pagesServer } from './pages-server'

const data = mkdtempSync(join(tmpdir(), 'telltale-try-'))
const env = { TELLTALE_LOG: 'silent', TELLTALE_ALLOW_PRIVATE: '127.0.0.1' }
let site: PagesServer

beforeAll(async () => {
  site = await pagesServer(
    (request, response) =>
      request.url === '/robots.txt'
        ? response.end('User-agent: *\nDisallow: /private')
        : response.writeHead(200, { 'content-type': 'text/html' }).end(policy()),
    { answersRobots: true },
  )
})
afterAll(async () => {
  await site.close()
  rmSync(data, { recursive: true, force: true })
})

async function tried(url: string, values: Record<string, string> = {}) {
  const out: string[] = []
  const input = { positionals: [url], terminal: false, env, stdin: async () => '', err: () => {} }
  const code = await tryCommand.run({ ...input, values: { ...values, data, json: true }, out: (text) => void out.push(text) })
  return { code, ...JSON.parse(out.join('')) }
}

describe('telltale try', () => {
  it('prints what is read and stores nothing', async () => {
    const done = await tried(`${site.origin}/terms`)
    expect(done).toMatchObject({ code: 0, verdict: 'ok', cause: null, reason: null, finalUrl: `${site.origin}/terms` })
    expect(done.statements.length).toBeGreaterThan(3)
    const runtime = await openRuntime(configOf({ env, values: { data } }))
    for (const table of [captures, snapshots, sources]) expect(await runtime.ports.db.select().from(table)).toEqual([])
    await runtime.close()
  })
  it('asks robots.txt first, and for nothing that it forbids', async () => {
    site.asked.length = 0
    const done = await tried(`${site.origin}/private/terms`)
    expect(done).toMatchObject({
      code: 1,
      verdict: 'blocked',
      cause: 'robots',
      reason: expect.stringMatching(/robots\.txt/),
      statements: [],
    })
    expect(site.asked.map(({ path }) => path)).not.toContain('/private/terms')
  })
  it('asks all the same where somebody gives the reason, and refuses an empty one', async () => {
    expect(await tried(`${site.origin}/private/terms`, { 'despite-robots': 'the vendor allowed it by mail' })).toMatchObject({
      code: 0,
      verdict: 'ok',
    })
    await expect(tried(`${site.origin}/private/terms`, { 'despite-robots': ' ' })).rejects.toThrow(/reason/)
  })
  it('names an address that may not be asked', async () => {
    expect(await tried('http://169.254.169.254/latest/meta-data/')).toMatchObject({ code: 1, verdict: 'error', cause: 'refused-address' })
  })
})
