import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createProxy } from 'node:http'
import { createServer } from 'node:https'
import { connect, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'
import { parseConfig } from '../../../src/config'
import { issueAccessLink } from '../../../src/flows/access-links'
import { addPerson, newPerson } from '../../../src/flows/add-person'
import { openRuntime } from '../../../src/runtime/node/runtime'
import { mailReceiver } from './receivers'

const root = resolve(import.meta.dirname, '../../..')
const target = join(root, 'dist/telltale.js')
beforeAll(() => {
  execFileSync('node', ['scripts/build.mjs'], { cwd: root, stdio: 'ignore' })
})

async function listening(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

function bundle(): string {
  const entry = readFileSync(target, 'utf8')
  const bundles = readdirSync(join(root, 'dist/bundles')).filter((name) => name.endsWith('.cjs') && entry.includes(name))
  expect(bundles).toHaveLength(1)
  return readFileSync(join(root, 'dist/bundles', bundles[0] ?? ''), 'utf8')
}

it('a bundle is ASCII to the last regular expression, for it is read byte by byte', () => {
  expect(/[^\x00-\x7f]/.exec(bundle())?.[0]).toBeUndefined()
})

it('a bundle loads packages late by require alone: code from the cache cannot import', () => {
  expect(bundle().match(/\bimport\("[^"]*"\)/g)).toBeNull()
})

it('the built command reads an https page through the proxy of HTTPS_PROXY', async () => {
  const data = mkdtempSync(join(tmpdir(), 'telltale-proxy-'))
  const fixture = (name: string) => join(root, 'test/fixtures/tls', name)
  const words = Array.from({ length: 12 }, (_, index) => `<p>Clause ${index} binds the customer and the provider of this service.</p>`)
  const site = createServer(
    { key: readFileSync(fixture('self-signed.key')), cert: readFileSync(fixture('self-signed.crt')) },
    (request, response) => {
      if (request.url === '/robots.txt') response.writeHead(404).end()
      else response.setHeader('content-type', 'text/html').end(`<html lang="en"><main><h1>Terms</h1>${words.join('')}</main></html>`)
    },
  )
  const port = await listening(site)
  const asked: string[] = []
  const proxy = createProxy().on('connect', (request, socket) => {
    asked.push(`${request.method} ${request.url}`)
    const onward = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'))
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
    onward.pipe(socket).pipe(onward)
  })
  const env = {
    PATH: process.env.PATH,
    TELLTALE_LOG: 'silent',
    TELLTALE_ALLOW_PRIVATE: '127.0.0.1',
    HTTPS_PROXY: `http://127.0.0.1:${await listening(proxy)}`,
    NODE_EXTRA_CA_CERTS: fixture('self-signed.crt'),
  }
  const args = [target, 'try', `https://127.0.0.1:${port}/terms`, '--data', data, '--json']
  const { stdout } = await promisify(execFile)('node', args, { env })
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'ok', cause: null })
  expect(new Set(asked)).toEqual(new Set([`CONNECT 127.0.0.1:${port}`]))
  site.closeAllConnections()
  site.close()
  proxy.closeAllConnections()
  proxy.close()
  rmSync(data, { recursive: true })
})

it('the built command sends mail', async () => {
  const post = await mailReceiver()
  const data = mkdtempSync(join(tmpdir(), 'telltale-bundle-'))
  const env = {
    TELLTALE_LOG: 'silent',
    TELLTALE_SMTP_URL: post.url,
    TELLTALE_MAIL_FROM: 'Telltale <alerts@telltale.example.test>',
    TELLTALE_PUBLIC_URL: 'https://telltale.example.test',
  }
  const parsed = parseConfig(env, { dataDir: data, now: '2026-11-21T09:00:00.000Z' })
  if (!parsed.ok) throw new Error(parsed.faults.join('; '))
  const runtime = await openRuntime(parsed.config)
  const made = await addPerson(
    runtime.ports,
    { personId: null },
    newPerson.parse({ email: 'ada@example.test', name: 'Ada', role: 'analyst' }),
  )
  if (!made.ok) throw new Error(made.reason)
  await issueAccessLink(runtime.ports, { personId: null }, made.person.id, { base: 'https://telltale.example.test', mail: true })
  await runtime.close()
  const args = ['--enable-source-maps', target, 'tick', '--data', data, '--now', '2026-11-21T10:00:00.000Z', '--json']
  const { stdout } = await promisify(execFile)('node', args, { env: { PATH: process.env.PATH, ...env } })
  expect(JSON.parse(stdout)).toMatchObject({ noticesSent: 1, noticesFailed: 0 })
  expect(post.mails.map(({ to }) => to?.[0]?.address)).toEqual(['ada@example.test'])
  await post.close()
  rmSync(data, { recursive: true })
})
