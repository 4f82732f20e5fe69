import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Service = { base: string; setupLink: string; stop: () => Promise<void> }

const startMs = 60_000

/** The built product on a port of its own, without scheduled polls, over an empty data directory or `data`, which is removed at the end. */
export async function startService({ data: given }: { data?: string } = {}): Promise<Service> {
  const data = given ?? mkdtempSync(join(tmpdir(), 'telltale-browser-'))
  const child = spawn(process.execPath, ['--enable-source-maps', join(import.meta.dirname, '../../dist/telltale.js'), 'start'], {
    env: {
      PATH: process.env.PATH,
      HOME: data,
      TELLTALE_DATA: data,
      TELLTALE_PORT: String(await freePort()),
      TELLTALE_POLLING: 'off',
      TELLTALE_ALLOW_PRIVATE: '127.0.0.1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (part: Buffer) => {
    said.out += part.toString()
  })
  child.stderr.on('data', (part: Buffer) => {
    said.err += part.toString()
  })
  const base = await until(child, () => /listens on (http:\/\/\S+)/.exec(said.out)?.[1], said)
  const setupLink = given ? '' : await until(child, () => /(http:\/\/\S+\/setup\S*)/.exec(said.err)?.[1], said)
  return { base, setupLink, stop: () => stopped(child, data) }
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // an address of a server that listens on a port is never a string (node:net)
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function until(child: ChildProcess, look: () => string | undefined, said: { out: string; err: string }): Promise<string> {
  for (const begun = Date.now(); Date.now() - begun < startMs; ) {
    const found = look()
    if (found) return found
    if (child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the service did not start: ${said.out} ${said.err}`)
}

async function stopped(child: ChildProcess, data: string): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  rmSync(data, { recursive: true, force: true })
}

/** A vendor's page on a loopback port; set `body` to change it. */
export async function startSite(): Promise<{ url: string; page: { body: string }; stop: () => Promise<void> }> {
  const page = { body: '' }
  const server: Server = createServer((request, response) => {
    if (request.url !== '/terms') return void response.writeHead(404, { 'content-type': 'text/plain' }).end('none')
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // an address of a server that listens on a port is never a string (node:net)
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/terms`, page, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}
