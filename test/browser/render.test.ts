import type { RequestListener } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Ports } from '../../src/ports'
import { createFetch, type Fetcher } from '../../src/runtime/node/fetch'
import { createRender } from '../../src/runtime/node/render'
import { round, stored, watch } from '../flows/watched'
import { type PagesServer, pagesServer } from '../runtime/node/pages-server'
import { type World, world } from '../world'
import { launched } from './chromium'

const shell = (script: string) =>
  `<!doctype html><html lang="en"><head><title>Terms</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script>${script}</script></body></html>`
const write = (days: string) => `document.getElementById('root').innerHTML = '<main><h1>Terms of service</h1>' +
  '<p>These terms govern the use of the service by our customers, who decide which of its features their staff may use.</p>' +
  '<p>We retain prompts and outputs for ' + ${days} + ' days after they are submitted and then delete them from all our systems.</p></main>'`

let render: NonNullable<Ports['render']>
let fetcher: Fetcher
let site: PagesServer
let metadata: PagesServer
let pages: Record<string, string>
let days: number
let w: World

const answer: RequestListener = (request, response) => {
  const path = (request.url ?? '').split('?')[0] ?? ''
  if (path === '/days') return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ days }))
  if (path === '/away') return void response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end()
  const body = pages[path]
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html', etag: '"shell"' }).end(body)
}

beforeAll(async () => {
  const { executablePath, args } = await launched()
  render = createRender(executablePath, { args: args.filter((one) => one !== '--single-process' && one !== '--no-zygote') })
  fetcher = createFetch({ allowPrivate: [{ address: '127.0.0.1', bits: 32 }], proxy: null, contact: 'test@example.test', publicUrl: null })
  site = await pagesServer(answer)
  // on another loopback address, which the gate does not let through
  metadata = await pagesServer((_, response) => response.end('secret'))
})
afterAll(async () => {
  await Promise.all([fetcher.close(), site.close(), metadata.close()])
})
beforeEach(async () => {
  site.asked.length = 0
  days = 30
  pages = { '/terms': shell(`fetch('/days').then((r) => r.json()).then(({ days }) => { ${write('days')} })`) }
  w = await world({ ports: { fetch: fetcher.fetch, render } })
})
const limits = { wireBytes: 8_000_000, decodedBytes: 8_000_000, timeMs: 20_000, redirects: 10 }
const shown = async (path: string, more: Partial<typeof limits> = {}) => {
  const got = await render({ url: `${site.origin}${path}`, headers: {}, limits: { ...limits, ...more }, knownHash: null }, fetcher.fetch)
  return got.ok ? { ...got, text: new TextDecoder().decode(got.body ?? new Uint8Array()) } : got
}

describe('a source that is read with a browser', () => {
  it('shows what its scripts make, is unchanged while that is, and a change of the data is found', async () => {
    await watch(w, { id: 'terms', url: `${site.origin}/terms`, rules: { render: true } })
    expect(await round(w)).toMatchObject({ first: ['terms'], errors: [] })
    expect((await stored(w)).states.get('terms')).toMatchObject({ health: 'ok', etag: null })
    expect(await round(w)).toMatchObject({ unchanged: 1, errors: [] })
    days = 90
    expect(await round(w)).toMatchObject({ changed: ['terms'], errors: [] })
    expect(JSON.stringify((await stored(w)).changes)).toMatch(/30 days/)
    // everything that was asked came through the gate
    expect(new Set(site.asked.map(({ headers }) => headers['user-agent']?.startsWith('Telltale/')))).toEqual(new Set([true]))
    expect(site.asked.filter(({ path }) => path === '/days').length).toBeGreaterThanOrEqual(3)
  })
  it('is not asked for what robots.txt forbids, by its scripts neither', async () => {
    const careful = await pagesServer(
      (request, response) => (request.url === '/robots.txt' ? response.end('User-agent: *\nDisallow: /days') : answer(request, response)),
      { answersRobots: true },
    )
    await watch(w, { id: 'terms', url: `${careful.origin}/terms`, rules: { render: true } })
    await round(w)
    expect(careful.asked.map(({ path }) => path)).toEqual(['/robots.txt', '/terms'])
    // a browser was there, and it showed nothing
    expect((await stored(w)).states.get('terms')).toMatchObject({ health: 'unavailable', cause: 'empty' })
    await careful.close()
  })
})

describe('the browser', () => {
  it('reaches no private address, by redirect, script, frame, image or socket', async () => {
    const secret = metadata.origin.replace('127.0.0.1', 'localhost')
    const private6 = `http://127.0.0.2:${metadata.port}`
    pages['/nosy'] = shell(`
      const said = []
      const note = (what) => { said.push(what); document.getElementById('root').textContent = said.join(' ') }
      const tries = ['/away', '${private6}/', 'http://169.254.169.254/latest/', 'http://[::1]:${metadata.port}/']
      Promise.all(tries.map((url) => fetch(url).then((r) => r.text()).then((t) => note('GOT ' + t), () => note('refused')))).then(() => note('done'))
      new Image().src = '${private6}/image'
      const frame = document.createElement('iframe'); frame.src = '${private6}/frame'; document.body.append(frame)
      try { new WebSocket('${secret.replace('http', 'ws')}/socket') } catch {}
      navigator.sendBeacon('${private6}/beacon', 'x')`)
    metadata.asked.length = 0
    const got = await shown('/nosy')
    expect(got).toMatchObject({ ok: true, text: expect.stringContaining('refused refused refused refused done') })
    expect(metadata.asked).toEqual([])
  })
  it('sends nothing but GET', async () => {
    pages['/post'] = shell(
      `fetch('/days', { method: 'POST', body: 'x' }).then(() => document.body.append('SENT'), () => document.body.append('refused'))`,
    )
    expect(await shown('/post')).toMatchObject({ ok: true, text: expect.stringMatching(/refused<\/body>/) })
    expect(site.asked.map(({ path }) => path)).toEqual(['/post'])
  })
  it.each([
    { says: 'scripts that never end', script: 'for (;;) {}', timeMs: 10_000, is: { ok: false, cause: 'too-slow' } },
    {
      says: 'a text without end',
      script: `document.body.append('x'.repeat(9000000))`,
      // what is told is its size, however slow the machine is
      timeMs: 90_000,
      is: { ok: false, cause: 'too-large' },
    },
  ])('is bounded: $says', async ({ script, timeMs, is }) => {
    pages['/bad'] = shell(script)
    expect(await shown('/bad', { timeMs })).toMatchObject(is)
  })
  it('is bounded in its requests', async () => {
    pages['/many'] = shell(
      `(async () => { for (let i = 0; i < 200; i++) await fetch('/days?' + i).catch(() => {}); document.body.append('end') })()`,
    )
    expect(await shown('/many')).toMatchObject({ ok: true, text: expect.stringContaining('end</body>') })
    expect(site.asked.filter(({ path }) => path.startsWith('/days')).length).toBe(60)
  })
  it('is not begun for what is no page', async () => {
    expect(await shown('/missing')).toMatchObject({ ok: true, status: 404 })
    expect(await shown('/days')).toMatchObject({ ok: true, text: '{"days":30}' })
  })
})
