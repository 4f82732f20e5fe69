import { createServer } from 'node:net'
import zlib from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FetchAnswer, FetchRequest } from '../../../src/ports'
import { digest } from '../../../src/runtime/crypto'
import { createFetch, type Fetcher } from '../../../src/runtime/node/fetch'
import type { Lookup } from '../../../src/runtime/node/gate'
import { type PagesServer, pagesServer } from './pages-server'

const limits: FetchRequest['limits'] = { wireBytes: 200_000, decodedBytes: 200_000, timeMs: 1_500, redirects: 10 }
const settings = { allowPrivate: [{ address: '127.0.0.1', bits: 32 }], proxy: null, contact: 'watch@example.test', publicUrl: null }
let pages: PagesServer
let other: PagesServer
let fetcher: Fetcher
const open: { close: () => Promise<void> }[] = []
const fetchWith = (
  more: Partial<typeof settings> | { proxy: { url: string; except: string | null } },
  options: { lookup?: Lookup } = {},
) => {
  const made = createFetch({ ...settings, ...more }, options)
  open.push(made)
  return made
}
const get = (url: string, more: Partial<FetchRequest> = {}, by = fetcher): Promise<FetchAnswer> =>
  by.fetch({ url, headers: {}, limits, knownHash: null, ...more })
const good = (answer: FetchAnswer) => {
  if (!answer.ok) throw new Error(`${answer.cause}: ${answer.reason}`)
  return answer
}
const bad = (answer: FetchAnswer) => {
  if (answer.ok) throw new Error(`expected a fault, came ${answer.status} of ${answer.finalUrl}`)
  return answer
}
const bomb = zlib.gzipSync(Buffer.alloc(20_000_000))

beforeAll(async () => {
  other = await pagesServer((request, response) => response.end(JSON.stringify(request.headers)))
  pages = await pagesServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    const to = new URL(request.url ?? '/', 'http://x').searchParams.get('to')
    if (to) return response.writeHead(302, { location: to, 'set-cookie': ['seen=1; Path=/', 'other=2'] }).end()
    if (path === '/headers') return response.end(JSON.stringify(request.headers))
    if (path === '/bomb') return response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    if (path === '/gzip') return response.writeHead(200, { 'content-encoding': 'gzip' }).end(zlib.gzipSync('the same words'))
    if (path === '/br') return response.writeHead(200, { 'content-encoding': 'br' }).end(zlib.brotliCompressSync('the same words'))
    if (path === '/deflate') return response.writeHead(200, { 'content-encoding': 'deflate' }).end(zlib.deflateSync('the same words'))
    if (path === '/raw-deflate')
      return response.writeHead(200, { 'content-encoding': 'deflate' }).end(zlib.deflateRawSync('the same words'))
    if (path === '/twice')
      return response.writeHead(200, { 'content-encoding': 'gzip, br' }).end(zlib.brotliCompressSync(zlib.gzipSync('the same words')))
    if (path === '/broken-gzip') return response.writeHead(200, { 'content-encoding': 'gzip' }).end('these are not the bytes of gzip')
    if (path === '/odd') return response.writeHead(200, { 'content-encoding': 'zstd-7' }).end('x')
    if (path === '/cut')
      return response.writeHead(200, { 'content-encoding': 'gzip' }).end(zlib.gzipSync('x'.repeat(9_000)).subarray(0, 30))
    if (path === '/none') return response.writeHead(200).end('no type at all')
    if (path === '/silent') return undefined
    if (path === '/large') return response.writeHead(200, { 'content-length': '9000000' }).end('x')
    if (path === '/header') return response.writeHead(200, { 'x-large': 'y'.repeat(200_000) }).end('x')
    if (path === '/loop')
      return response
        .writeHead(302, { location: `/loop?n=${Number(new URL(request.url ?? '', 'http://x').searchParams.get('n')) + 1}` })
        .end()
    if (path === '/nowhere') return response.writeHead(302, { location: 'http://[nonsense' }).end()
    if (path === '/endless' || path === '/drip') {
      response.writeHead(200)
      const timer = setInterval(() => response.write(path === '/drip' ? 'x' : 'x'.repeat(50_000)), path === '/drip' ? 100 : 5)
      response.on('close', () => clearInterval(timer))
      return undefined
    }
    return response.writeHead(200, { 'content-type': 'text/html' }).end('the same words')
  })
  fetcher = fetchWith({})
})
afterAll(async () => {
  await Promise.all([...open, pages, other].map((one) => one.close()))
})

describe('what comes back', () => {
  it('has status, headers in lower case, the bytes and their hash', async () => {
    const answer = good(await get(`${pages.origin}/page#part`))
    expect(answer).toMatchObject({ status: 200, finalUrl: `${pages.origin}/page`, redirects: [], bytes: 14 })
    expect(answer.headers['content-type']).toBe('text/html')
    expect(answer.bodyHash).toBe(digest('the same words'))
    expect(Buffer.from(answer.body ?? []).toString()).toBe('the same words')
  })
  it('leaves bytes out that are known by their hash', async () => {
    expect(good(await get(`${pages.origin}/page`, { knownHash: digest('the same words') }))).toMatchObject({
      body: null,
      bodyHash: digest('the same words'),
    })
  })
  it.each(['/gzip', '/br', '/deflate', '/raw-deflate', '/twice'])('takes %s apart: the hash is of the decoded bytes', async (path) => {
    expect(good(await get(pages.origin + path)).bodyHash).toBe(digest('the same words'))
  })
  it('B15 a missing content type is no fault', async () => {
    const answer = good(await get(`${pages.origin}/none`))
    expect(answer.headers['content-type']).toBeUndefined()
  })
  it('says honestly who asks, how to reach us, and what is accepted', async () => {
    const sent = JSON.parse(Buffer.from(good(await get(`${pages.origin}/headers`)).body ?? []).toString())
    expect(sent['user-agent']).toMatch(/^Telltale\/\d+\.\d+\.\d+ \(\+watch@example\.test\)$/)
    expect(sent['accept-encoding']).toMatch(/gzip.*br/)
  })
})

describe('redirects', () => {
  it('are followed, and counted by address', async () => {
    const answer = good(await get(`${pages.origin}/a?to=/b`))
    expect(answer).toMatchObject({ finalUrl: `${pages.origin}/b`, redirects: [`${pages.origin}/a?to=/b`] })
  })
  it.each([
    ['a metadata address', 'http://169.254.169.254/latest/meta-data/'],
    ['a private network', 'http://10.0.0.1/'],
    ['the decimal form of loopback on another address', 'http://2130706434/'],
    ['the hexadecimal form', 'http://0x7f000002/'],
    ['an IPv6 form of IPv4', 'http://[::ffff:169.254.169.254]/'],
    ['another scheme', 'file:///etc/passwd'],
    ['shared address space', 'http://100.64.0.1/'],
  ])('to %s are refused', async (_, to) => {
    expect(bad(await get(`${pages.origin}/a?to=${encodeURIComponent(to)}`)).cause).toBe('refused-address')
  })
  it('to an address that cannot be read are a fault', async () => {
    expect(bad(await get(`${pages.origin}/nowhere`)).cause).toBe('refused-address')
  })
  it('without end stop after ten', async () => {
    const before = pages.asked.length
    expect(bad(await get(`${pages.origin}/loop?n=0`))).toMatchObject({ cause: 'unreadable' })
    expect(pages.asked.length - before).toBe(11)
  })
  it('take no credentials and no cookies to another origin', async () => {
    const headers = { authorization: 'Bearer secret', cookie: 'mine=1', 'if-none-match': '"v1"' }
    const sent = JSON.parse(
      Buffer.from(good(await get(`${pages.origin}/a?to=${encodeURIComponent(`${other.origin}/`)}`, { headers })).body ?? []).toString(),
    )
    expect(sent.authorization).toBeUndefined()
    expect(sent.cookie).toBeUndefined()
  })
  it('give back to the same origin the cookies that it set', async () => {
    const sent = JSON.parse(Buffer.from(good(await get(`${pages.origin}/a?to=/headers`)).body ?? []).toString())
    expect(sent.cookie).toBe('seen=1; other=2')
  })
})

describe('addresses', () => {
  it.each([
    'http://127.0.0.1:9/',
    'http://localhost:9/',
    'http://[::1]:9/',
    'http://0.0.0.0:9/',
    'http://2130706433:9/',
    'http://0177.0.0.1:9/',
  ])('without an exemption %s is refused', async (url) => {
    expect(bad(await get(url, {}, fetchWith({ allowPrivate: [] }))).cause).toBe('refused-address')
  })
  it.each(['ftp://example.test/', 'javascript:alert(1)', 'not an address'])('%s is refused', async (url) => {
    expect(bad(await get(url)).cause).toBe('refused-address')
  })
  it('a name that resolves to a private address is refused, whatever it is called', async () => {
    const lookup: Lookup = (_, done) => done(null, [{ address: '192.168.1.1', family: 4 }])
    expect(bad(await get('http://vendor.example.test/', {}, fetchWith({}, { lookup })))).toMatchObject({ cause: 'refused-address' })
  })
  it('a name that answers differently the second time gains nothing', async () => {
    const answers = ['127.0.0.1', '169.254.169.254']
    const lookup: Lookup = (_, done) => done(null, [{ address: answers.shift() ?? '169.254.169.254', family: 4 }])
    const by = fetchWith({}, { lookup })
    expect(good(await get(`http://vendor.example.test:${pages.port}/page`, {}, by)).status).toBe(200)
    const second = fetchWith({}, { lookup })
    expect(bad(await get(`http://vendor.example.test:${pages.port}/page`, {}, second)).cause).toBe('refused-address')
  })
  it('of several addresses only public ones and exempted ones are used', async () => {
    const lookup: Lookup = (_, done) =>
      done(
        null,
        ['10.1.1.1', '127.0.0.1'].map((address) => ({ address, family: 4 })),
      )
    expect(good(await get(`http://vendor.example.test:${pages.port}/page`, {}, fetchWith({}, { lookup }))).status).toBe(200)
  })
  it('ports of other services are refused on public addresses', async () => {
    const lookup: Lookup = (_, done) => done(null, [{ address: '203.0.114.7', family: 4 }])
    expect(bad(await get('http://vendor.example.test:6379/', {}, fetchWith({}, { lookup }))).cause).toBe('refused-address')
  })
  it('a range exempts every address in it', async () => {
    expect(good(await get(`${pages.origin}/page`, {}, fetchWith({ allowPrivate: [{ address: '127.0.0.0', bits: 8 }] }))).status).toBe(200)
  })
})

describe('B9 faults have a cause in words', () => {
  it('an unknown host is dns', async () => {
    const lookup: Lookup = (_, done) => done(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), [])
    expect(bad(await get('http://nobody.example.test/', {}, fetchWith({}, { lookup })))).toMatchObject({
      cause: 'dns',
      reason: 'the name of the host is unknown',
    })
  })
  it('a closed port is connect', async () => {
    const closed = await pagesServer(() => undefined)
    await closed.close()
    expect(bad(await get(`${closed.origin}/`))).toMatchObject({ cause: 'connect', reason: 'the host refuses the connection' })
  })
  it.each(['/silent', '/drip'])('%s ends in time as timeout', async (path) => {
    const begun = Date.now()
    expect(bad(await get(pages.origin + path)).cause).toBe('timeout')
    expect(Date.now() - begun).toBeLessThan(10_000)
  })
  it.each(['/bomb', '/endless', '/large', '/header'])('%s is too large, and is not held in memory', async (path) => {
    const before = process.memoryUsage().arrayBuffers
    expect(bad(await get(pages.origin + path)).cause).toBe('too-large')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000)
  })
  it.each(['/broken-gzip', '/odd', '/cut'])('%s is unreadable', async (path) => {
    expect(bad(await get(pages.origin + path))).toMatchObject({ cause: 'unreadable', status: 200 })
  })
  it('bytes that are no HTTP are unreadable', async () => {
    const server = createServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nnonsense'))
      socket.on('error', () => undefined)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    expect(bad(await get(`http://127.0.0.1:${port}/`)).cause).toBe('unreadable')
    server.close()
  })
  it('B19 a proxy that cannot be reached is the fault of the proxy', async () => {
    const lookup: Lookup = (_, done) => done(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), [])
    const closed = await pagesServer(() => undefined)
    await closed.close()
    const by = fetchWith({ proxy: { url: closed.origin, except: null } }, { lookup })
    expect(bad(await get('https://vendor.example.test/', {}, by)).cause).toBe('proxy')
  })
  it('B19 a proxy that refuses is the fault of the proxy, and hosts of NO_PROXY do not use it', async () => {
    const lookup: Lookup = (_, done) => done(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), [])
    const refusing = createServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
      socket.on('error', () => undefined)
    })
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve))
    const address = refusing.address()
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    const by = fetchWith({ proxy: { url, except: 'other.example.test, .inside.test' } }, { lookup })
    expect(bad(await get('https://vendor.example.test/', {}, by)).cause).toBe('proxy')
    expect(bad(await get('https://other.example.test/', {}, by)).cause).toBe('dns')
    refusing.close()
  })
})
