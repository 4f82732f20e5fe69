import type { FetchAnswer, FetchRequest, Ports } from '../ports'
import { type DemoPage, momentAt } from './page'
import { kestrelcode } from './pages/kestrelcode'
import { notefell } from './pages/notefell'
import { pennant } from './pages/pennant'
import { quaylight } from './pages/quaylight'
import { saltmarsh } from './pages/saltmarsh'
import { tarn } from './pages/tarn'

export const demoPages: readonly DemoPage[] = [...saltmarsh, ...quaylight, ...pennant, ...notefell, ...tarn, ...kestrelcode]

export const demoUrl = (page: Pick<DemoPage, 'vendor' | 'path'>) => `https://${page.vendor}.example${page.path}`

const missing = { status: 404, mediaType: 'text/plain; charset=utf-8', body: 'Not found' }
const dayMs = 86_400_000

/**
 * The invented web of the demonstration as the fetch port: each page as it stood at `now()`, counted back from `end`. Nothing leaves the process.
 * Pages carry a validator over what they say, so that an unchanged page answers 304 as a good server would.
 */
export function demoFetch({ end, now, digest }: { end: string; now: () => string; digest: Ports['digest'] }): Ports['fetch'] {
  const visits = new Map<string, number>()
  return async (request: FetchRequest): Promise<FetchAnswer> => {
    const ago = Math.floor((Date.parse(end) - Date.parse(now())) / dayMs)
    const seen = `${ago} ${request.url}`
    const visit = (visits.get(seen) ?? 0) + 1
    visits.set(seen, visit)
    const page = demoPages.find((one) => demoUrl(one) === request.url)
    const { status, mediaType, body } = page ? page.render(momentAt(end, ago, visit)) : missing
    const bytes = new TextEncoder().encode(body)
    const at = { finalUrl: request.url, redirects: [], wireBytes: bytes.length }
    const etag =
      page && !page.restless && status === 200 ? `"${digest(page.render(momentAt(end, ago, visit, 0)).body).slice(0, 20)}"` : null
    const headers = { 'content-type': mediaType, date: new Date(now()).toUTCString(), ...(etag ? { etag } : {}) }
    if (etag && request.headers['if-none-match'] === etag)
      return { ok: true, status: 304, headers, ...at, body: null, bodyHash: null, bytes: 0 }
    return { ok: true, status, headers, ...at, body: bytes, bodyHash: digest(bytes), bytes: bytes.length }
  }
}
