import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    vendorSite: string
  }
}

const page = (
  days: number,
) => `<!doctype html><html lang="en"><head><title>Terms of the service</title></head><body><main><h1>Terms of the service</h1>
<p>Last updated: 3 May 2026</p><h2>Customer data</h2>
<p>We process the documents of applicants only to provide the service to the customer.</p>
<p>We retain prompts and outputs for ${days} days after they are submitted and then delete them from all our systems.</p>
<h2>Support</h2><p>Our support desk answers on working days between nine and five.</p></main></body></html>`

/** A vendor's page on 127.0.0.1: `/terms?days=30`, which `/become?days=90` changes. */
export default function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  let days = 30
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (url.pathname === '/become') days = Number(url.searchParams.get('days'))
    if (url.pathname === '/away') return response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
    const etag = `"${days}"`
    if (request.headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end()
    return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag }).end(page(days))
  })
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo // a TCP server's address is no string
      provide('vendorSite', `http://127.0.0.1:${port}`)
      resolve(() => new Promise((done) => server.close(() => done())))
    }),
  )
}
