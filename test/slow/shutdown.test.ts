import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { addPerson, newPerson } from '../../src/flows/add-person'
import { addToken } from '../../src/flows/add-token'
import { configOf, openRuntime } from '../../src/runtime/node/runtime'
import { ruleActor } from '../../src/store/audit'
import { watch } from '../flows/watched'
import { pagesServer } from '../runtime/node/pages-server'

const main = new URL('../../src/runtime/node/main.ts', import.meta.url).pathname
const data = mkdtempSync(join(tmpdir(), 'telltale-shutdown-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

describe('SIGTERM', () => {
  it('ends the service within ten seconds while a page keeps a poll waiting', { timeout: 300_000 }, async () => {
    const silent = await pagesServer(() => {})
    const runtime = await openRuntime(configOf({ env: { TELLTALE_LOG: 'silent' }, values: { data } }))
    await watch(runtime, { id: 's1', url: `${silent.origin}/terms` })
    const made = await addPerson(
      runtime.ports,
      ruleActor,
      newPerson.parse({ email: 'a@example.test', name: 'A', role: 'administrator', unitIds: null }),
    )
    if (!made.ok) throw new Error(made.reason)
    const token = await addToken(runtime.ports, { personId: made.person.id }, made.person, {})
    if (!token.ok) throw new Error(token.reason)
    await runtime.close()

    const port = await freePort()
    const child = spawn(process.execPath, ['--import', 'tsx', main, 'start', '--data', data], {
      env: {
        ...process.env,
        TELLTALE_ALLOW_PRIVATE: '127.0.0.1',
        TELLTALE_LOG: 'silent',
        TELLTALE_POLLING: 'off',
        TELLTALE_PORT: String(port),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'close')
    await once(child.stdout, 'data')
    const poll = fetch(`http://127.0.0.1:${port}/api/v1/sources/s1/poll`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.secret}`, 'content-type': 'application/json' },
      body: '{}',
    }).catch(() => null)
    while (!silent.asked.length) await new Promise((resolve) => setTimeout(resolve, 50))
    const begun = performance.now()
    child.kill('SIGTERM')
    const [code] = await ended
    expect(performance.now() - begun).toBeLessThan(10_000)
    expect(code).toBe(0)
    await poll
    await silent.close()
  })
})
