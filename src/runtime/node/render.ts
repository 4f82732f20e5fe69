import { createHash } from 'node:crypto'
import type { Browser, Page, Route } from 'playwright-core'
import { createSlots } from '../../flows/slots'
import type { FetchAnswer, FetchRequest, Ports } from '../../ports'

/** What a page may ask for besides itself, how long its scripts may run, and how long it must be quiet to be done. */
const mostRequests = 60
const scriptMs = 45_000
const quietMs = 750
/** Kinds of request that text can depend on. */
const wanted = new Set(['document', 'script', 'xhr', 'fetch'])
/** The browser has no way out of its own: what is not answered by our gate ends at a proxy that is not there. */
const nowhere = { server: 'http://127.0.0.1:9', bypass: '<-loopback>' }
const flags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
  '--no-first-run',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--js-flags=--max-old-space-size=256',
]

type Render = NonNullable<Ports['render']>
type Fetch = Ports['fetch']
type Ok = Extract<FetchAnswer, { ok: true }>

/**
 * Pages as a browser shows them, one at a time, each in a browser of its own that ends with it. The browser is loaded when the first page is asked for.
 * Only GET is let through, for documents, scripts and data; service workers, web sockets and downloads are not.
 */
export function createRender(executablePath: string, { args = [] }: { args?: readonly string[] } = {}): Render {
  const slots = createSlots(1)
  return async (request, fetch) => {
    const first = await fetch({ ...request, headers: {}, knownHash: null })
    if (!first.ok || first.status < 200 || first.status >= 300 || !isHtml(first)) return first
    const leave = await slots.enter()
    let browser: Browser | null = null
    try {
      const { chromium } = await import('playwright-core')
      browser = await chromium.launch({
        executablePath,
        args: [...args, ...flags],
        proxy: nowhere,
        // where we are root there is no sandbox to be had
        chromiumSandbox: process.getuid?.() !== 0,
        timeout: 20_000,
      })
      return await rendered(browser, request, first, fetch)
    } catch (error) {
      return fault(
        first,
        'unreadable',
        `the browser failed: ${error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)}`,
      )
    } finally {
      await browser?.close()
      leave()
    }
  }
}

async function rendered(browser: Browser, request: FetchRequest, first: Ok, fetch: Fetch): Promise<FetchAnswer> {
  const context = await browser.newContext({ serviceWorkers: 'block', acceptDownloads: false, locale: 'en' })
  await context.routeWebSocket(/.*/, (socket) => void socket.close())
  const page = await context.newPage()
  const spent = { requests: 0, bytes: first.bytes, wireBytes: first.wireBytes, lastMs: Date.now(), pending: 0 }
  const served = { first: false }
  await context.route(/.*/, async (route) => {
    spent.pending++
    try {
      await answer(route, { page, request, first, fetch, spent, served })
    } finally {
      spent.pending--
      spent.lastMs = Date.now()
    }
  })
  const untilMs = Date.now() + Math.min(scriptMs, request.limits.timeMs)
  const html = await within(untilMs - Date.now(), async () => {
    await page.goto(first.finalUrl, { waitUntil: 'domcontentloaded', timeout: untilMs - Date.now() })
    spent.lastMs = Date.now()
    while (Date.now() < untilMs - 2_000 && (spent.pending > 0 || Date.now() - spent.lastMs < quietMs)) await page.waitForTimeout(50)
    return page.content()
  })
  if (html === null) return fault(first, 'too-slow', 'the scripts of the page did not come to an end')
  if (html.length > request.limits.decodedBytes) return fault(first, 'too-large', 'what the scripts of the page made is too large')
  const body = new TextEncoder().encode(html)
  // validators are of what was sent, not of what scripts made of it
  const { etag: _etag, 'last-modified': _modified, 'content-encoding': _encoding, 'content-length': _length, ...headers } = first.headers
  return {
    ...first,
    finalUrl: addressOf(page, first),
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
    body,
    bodyHash: createHash('sha256').update(body).digest('hex'),
    bytes: body.length,
    wireBytes: spent.wireBytes,
  }
}

/** Where the scripts led, without what names a place in the page. */
function addressOf(page: Page, { finalUrl }: Ok): string {
  const at = URL.canParse(page.url()) ? new URL(page.url()) : null
  if (!at || !/^https?:$/.test(at.protocol)) return finalUrl
  at.hash = ''
  return at.href
}

type Serving = {
  page: Page
  request: FetchRequest
  first: Ok
  fetch: Fetch
  spent: { requests: number; bytes: number; wireBytes: number }
  served: { first: boolean }
}

/** One request of the page: the page itself is here already, the rest goes through the gate, within what is left of the bounds. */
async function answer(route: Route, { page, request, first, fetch, spent, served }: Serving): Promise<void> {
  const asked = route.request()
  const isPage = asked.isNavigationRequest() && asked.frame() === page.mainFrame()
  if (isPage && !served.first) {
    served.first = true
    return route.fulfill({
      status: first.status,
      contentType: first.headers['content-type'],
      body: Buffer.from(first.body ?? new Uint8Array()),
    })
  }
  const left = request.limits.decodedBytes - spent.bytes
  if (asked.method() !== 'GET' || !wanted.has(asked.resourceType()) || ++spent.requests > mostRequests || left <= 0) return route.abort()
  const got = await fetch({
    url: asked.url(),
    headers: {},
    limits: { ...request.limits, wireBytes: Math.min(request.limits.wireBytes, left), decodedBytes: left },
    knownHash: null,
  })
  if (!got.ok) return route.abort()
  spent.bytes += got.bytes
  spent.wireBytes += got.wireBytes
  return route.fulfill({
    status: got.status,
    headers: {
      'content-type': got.headers['content-type'] ?? 'application/octet-stream',
      // nothing here belongs to anybody: what the page may read of another site it could read without a browser
      'access-control-allow-origin': '*',
    },
    body: Buffer.from(got.body ?? new Uint8Array()),
  })
}

/** What work gives within so many ms; null when it takes longer. */
async function within<T>(ms: number, work: () => Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  try {
    return await Promise.race([work().catch((error) => (isLate(error) ? null : Promise.reject(error))), late])
  } finally {
    clearTimeout(timer)
  }
}

const isLate = (error: unknown) => error instanceof Error && (error.name === 'TimeoutError' || /has been closed/.test(error.message))

const isHtml = ({ headers }: Ok) => /html/i.test(headers['content-type'] ?? 'text/html')

const fault = (first: Ok, cause: 'unreadable' | 'too-slow' | 'too-large', reason: string): FetchAnswer => ({
  ok: false,
  cause,
  reason,
  status: first.status,
  headers: first.headers,
  finalUrl: first.finalUrl,
})
