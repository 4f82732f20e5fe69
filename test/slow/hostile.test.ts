import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import zlib from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, newPerson } from '../../src/flows/add-person'
import { addToken } from '../../src/flows/add-token'
import { configOf, openRuntime } from '../../src/runtime/node/runtime'
import { ruleActor } from '../../src/store/audit'
import { watch } from '../flows/watched'
import { type PagesServer, pagesServer } from '../runtime/node/pages-server'

const main = new URL('../../src/runtime/node/main.ts', import.meta.url).pathname
const html = { 'content-type': 'text/html' }
const clause = 'We retain prompts and outputs for thirty days after they are submitted and then delete them from our systems. '
const laughs = Array.from({ length: 12 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('')

/** One server a page, so that none waits for another; what health says at the end, as `state` or `state cause`. */
const hostile: Record<string, { is: RegExp; answer: RequestListener; rules?: { ignore: string[] }; answersRobots?: true }> = {
  'a redirect to the metadata address': {
    is: /^unavailable refused-address$/,
    answer: (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  },
  'a redirect to loopback on another address': {
    is: /^unavailable refused-address$/,
    answer: (_, response) => response.writeHead(302, { location: 'http://127.0.0.2/' }).end(),
  },
  'a redirect to the metadata address, written as a number': {
    is: /^unavailable refused-address$/,
    answer: (_, response) => response.writeHead(302, { location: 'http://2852039166/latest/meta-data/' }).end(),
  },
  'a redirect to the metadata address, mapped into IPv6': {
    is: /^unavailable refused-address$/,
    answer: (_, response) => response.writeHead(302, { location: 'http://[::ffff:169.254.169.254]/latest/meta-data/' }).end(),
  },
  'a redirect out of the web': {
    is: /^unavailable refused-address$/,
    answer: (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  },
  'a robots.txt without end': {
    is: /^blocked robots$/,
    answersRobots: true,
    answer: (_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' })
      const timer = setInterval(() => response.write('# '.repeat(100_000)), 5)
      response.on('close', () => clearInterval(timer))
    },
  },
  'a brotli bomb': {
    is: /^unavailable too-large$/,
    answer: (_, response) => response.writeHead(200, { ...html, 'content-encoding': 'br' }).end(brotliBomb),
  },
  'gzip that is broken': {
    is: /^unavailable unreadable$/,
    answer: (_, response) => response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(bomb.subarray(0, 5_000)),
  },
  'a PDF that holds a bomb': {
    is: /^unavailable (?:unreadable|too-slow)$/,
    answer: (_, response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end(pdfBomb()),
  },
  'JSON nested a hundred thousand deep': {
    is: /^unavailable (?:empty|unreadable|too-slow)$/,
    answer: (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('['.repeat(100_000) + ']'.repeat(100_000)),
  },
  'a page that asks for cookies before it shows anything': {
    is: /^blocked consent-wall$/,
    answer: (_, response) =>
      response.writeHead(200, html).end('<title>Before you continue</title><main><p>Before you continue: accept all cookies.</p></main>'),
  },
  'a page that shows nothing without its scripts': {
    is: /^needs-browser empty$/,
    answer: (_, response) =>
      response.writeHead(200, html).end('<!doctype html><body><div id="root"></div><script>for (;;) {}</script></body>'),
  },
  'a gzip bomb': {
    is: /^unavailable too-large$/,
    answer: (_, response) => response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(bomb),
  },
  'an endless body': {
    is: /^unavailable too-large$/,
    answer: (_, response) => {
      response.writeHead(200, html)
      const timer = setInterval(() => response.write('x'.repeat(200_000)), 5)
      response.on('close', () => clearInterval(timer))
    },
  },
  'a slow drip': {
    is: /^unavailable timeout$/,
    answer: (_, response) => {
      response.writeHead(200, html)
      const timer = setInterval(() => response.write('x'), 500)
      response.on('close', () => clearInterval(timer))
    },
  },
  silence: { is: /^unavailable timeout$/, answer: () => {} },
  'ten megabytes of header': {
    is: /^unavailable too-large$/,
    answer: (_, response) => {
      response.on('error', () => {})
      response.socket?.on('error', () => {})
      response.socket?.write(`HTTP/1.1 200 OK\r\nx-large: ${'y'.repeat(10_000_000)}\r\n\r\n`)
    },
  },
  'a charset that is none': {
    is: /^ok$/,
    answer: (_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html; charset=klingon-9' })
        .end(`<main><h1>Terms</h1><p>${clause}</p><p>${clause.repeat(2)}</p></main>`),
  },
  'bytes of another charset than the header says': {
    is: /^(?:ok|unavailable (?:empty|unreadable))$/,
    answer: (_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-16le' })
        .end(`<main><h1>Terms</h1><p>${clause.repeat(3)}</p></main>`),
  },
  'broken chunks': {
    is: /^unavailable (?:unreadable|connect)$/,
    answer: (_, response) => void response.socket?.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nnonsense'),
  },
  'a wall of cookies': {
    is: /^unavailable unreadable$/,
    answer: (request, response) =>
      response.writeHead(302, { location: `/?n=${Math.random()}`, 'set-cookie': `a=${request.url?.length}` }).end(),
  },
  'a hundred redirects': {
    is: /^unavailable unreadable$/,
    answer: (request, response) =>
      response.writeHead(302, { location: `/${Number(request.url?.slice(1).replace('terms', '0')) + 1}` }).end(),
  },
  'HTML that says it is a PDF': {
    is: /^(?:ok|unavailable (?:wrong-type|unreadable))$/,
    answer: (_, response) =>
      response.writeHead(200, { 'content-type': 'application/pdf' }).end(`<main><h1>Terms</h1><p>${clause.repeat(3)}</p></main>`),
  },
  'a bomb of entities': {
    is: /^(?:ok|unavailable (?:empty|unreadable|wrong-type))$/,
    answer: (_, response) =>
      response
        .writeHead(200, { 'content-type': 'application/rss+xml' })
        .end(
          `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">${laughs}]><rss><channel><title>News</title><item><title>&l12;</title><guid>1</guid></item></channel></rss>`,
        ),
  },
  'markup nested a hundred thousand deep': {
    is: /^(?:ok|unavailable (?:empty|unreadable|too-slow))$/,
    answer: (_, response) => response.writeHead(200, html).end(`${'<div>'.repeat(100_000)}${clause.repeat(3)}`),
  },
  'a text that makes patterns backtrack': {
    is: /^ok$/,
    rules: { ignore: ['(a+)+$', '(x|x)*y'] },
    answer: (_, response) =>
      response
        .writeHead(200, html)
        .end(`<main><h1>Terms</h1><p>${clause.repeat(3)}</p><p>${'a'.repeat(50_000)}!</p><p>${'x'.repeat(50_000)}</p></main>`),
  },
}
const bomb = zlib.gzipSync(Buffer.alloc(800_000_000))
const brotliBomb = zlib.brotliCompressSync(Buffer.alloc(800_000_000), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } })

/** A PDF of one page whose text unfolds to 50 MB. */
function pdfBomb(): Buffer {
  const stream = zlib.deflateSync(Buffer.alloc(50_000_000, 'BT /F1 12 Tf (terms) Tj ET '))
  const head = `%PDF-1.5
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >> endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
4 0 obj << /Length ${stream.length} /Filter /FlateDecode >>
stream
`
  return Buffer.concat([Buffer.from(head), stream, Buffer.from('\nendstream endobj\ntrailer << /Root 1 0 R /Size 6 >>\n%%EOF\n')])
}

let servers: [string, PagesServer][]
let data: string
let child: ChildProcess
let base: string
let idler: ChildProcess
/** A server in a process of its own that has nothing else to do. */
let bystander: string
let token: string

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'telltale-hostile-'))
  servers = await Promise.all(
    Object.entries(hostile).map(
      async ([name, { answer, answersRobots }]): Promise<[string, PagesServer]> => [name, await pagesServer(answer, { answersRobots })],
    ),
  )
  const runtime = await openRuntime(configOf({ env: { TELLTALE_LOG: 'silent' }, values: { data } }))
  await watch(
    runtime,
    ...servers.map(([name, { origin }], index) => ({ id: `h${index}`, url: `${origin}/terms`, rules: hostile[name]?.rules })),
  )
  const made = await addPerson(
    runtime.ports,
    ruleActor,
    newPerson.parse({ email: 'a@example.test', name: 'A', role: 'administrator', unitIds: null }),
  )
  if (!made.ok) throw new Error(made.reason)
  const given = await addToken(runtime.ports, { personId: made.person.id }, made.person, {})
  if (!given.ok) throw new Error(given.reason)
  token = given.secret
  await runtime.close()
  const port = await freePort()
  child = spawn(process.execPath, ['--import', 'tsx', main, 'start', '--data', data], {
    env: {
      ...process.env,
      TELLTALE_ALLOW_PRIVATE: '127.0.0.1',
      TELLTALE_LOG: 'silent',
      TELLTALE_POLLING: 'off',
      TELLTALE_PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout) await once(child.stdout, 'data')
  base = `http://127.0.0.1:${port}`
  const idlePort = await freePort()
  const idle = `require('node:http').createServer((_, answer) => answer.end('idle')).listen(${idlePort}, '127.0.0.1', () => console.log('here'))`
  idler = spawn(process.execPath, ['-e', idle], { stdio: ['ignore', 'pipe', 'inherit'] })
  if (idler.stdout) await once(idler.stdout, 'data')
  bystander = `http://127.0.0.1:${idlePort}/`
})
afterAll(async () => {
  const ended = once(child, 'close')
  child.kill('SIGTERM')
  idler.kill()
  await ended
  await Promise.all(servers.map(([, server]) => server.close()))
  rmSync(data, { recursive: true, force: true })
})

const api = (path: string, init: RequestInit = {}) =>
  fetch(`${base}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } })

/** How long this answer took, in ms; it must be a good one. */
async function tookMs(answer: Promise<Response>): Promise<number> {
  const begun = performance.now()
  const { status } = await answer
  expect(status).toBe(200)
  return performance.now() - begun
}

/** Peak resident memory of the service in MB, as the kernel counts it. */
const peakMb = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

describe('a hostile server', () => {
  it('harms nothing: each page ends as a named state, the web answers meanwhile, memory stays bounded', { timeout: 150_000 }, async () => {
    await api('/sources')
    const calm = peakMb()
    let going = true
    const waits: number[] = []
    const watching = (async () => {
      while (going) {
        const [waited, idle] = await Promise.all([tookMs(api('/health')), tookMs(fetch(bystander))])
        waits.push(waited - idle)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    })()
    const polled = await Promise.all(servers.map((_, index) => api(`/sources/h${index}/poll`, { method: 'POST', body: '{}' })))
    going = false
    await watching
    expect(polled.map(({ status }) => status)).toEqual(servers.map(() => 200))
    const ends = await Promise.all(
      servers.map(async ([name], index) => {
        const { health } = await (await api(`/sources/h${index}`)).json()
        return [name, [health.state, health.cause].filter(Boolean).join(' ')] as const
      }),
    )
    for (const [name, end] of ends) expect.soft(end, name).toMatch(hostile[name]?.is ?? /^$/)
    const slow = waits.filter((wait) => wait > 200)
    console.info(
      `${waits.length} answers meanwhile, ${slow.length} over 200 ms, the slowest ${Math.round(Math.max(...waits))} ms; peak memory ${Math.round(calm)} MB calm, ${Math.round(peakMb())} MB after`,
    )
    // what a process without any work had to wait at that moment is the machine's; the rest is the service's, and a busy machine may hold one up
    expect(slow.length / waits.length).toBeLessThan(0.02)
    // all of them at once, each within its 8 MB: the bombs alone would be 1,650 MB unfolded
    expect(peakMb() - calm).toBeLessThan(600)
    for (const table of ['findings', 'changes']) expect((await (await api(`/${table}`)).json()).total).toBe(0)
  })
})
