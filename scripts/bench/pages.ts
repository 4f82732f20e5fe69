import http from 'node:http'
import type { AddressInfo } from 'node:net'

const words =
  'service customer data retention notice agreement provider processing security access personal model output review term'.split(' ')
const changedOf = 50

type Pages = { sources: { id: string; url: string; vendor: string }[]; turn: (epoch: number) => Set<string>; close: () => Promise<void> }

/**
 * Invented policies on a few origins of 127.0.0.1. `change`: every 50th page gets another number each turn; `noise`: what nobody sees differs at every
 * fetch; `etag`: nothing changes and validators are honoured; any other name: nothing changes. `turn` answers what really changed.
 */
export async function servePages({ scenario, n, origins }: { scenario: string; n: number; origins: number }): Promise<Pages> {
  let epoch = 0
  let fetches = 0
  const changes = (index: number, turn: number) => scenario === 'change' && turn > 0 && (index + turn) % changedOf === 0
  const body = (index: number) => {
    const edits = Array.from({ length: epoch }, (_, turn) => changes(index, turn + 1)).filter(Boolean).length
    const visit = scenario === 'noise' ? `${index}-${++fetches}` : 'none'
    return policy(index, 30 + edits, visit)
  }
  const servers = await Promise.all(
    Array.from({ length: origins }, async () => {
      const server = http.createServer((request, response) => {
        const index = Number(request.url?.slice(1))
        if (!Number.isInteger(index)) return void response.writeHead(404).end()
        const etag = `"${index}-1"`
        if (scenario === 'etag' && request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end()
        const headers = { 'content-type': 'text/html; charset=utf-8', ...(scenario === 'etag' && { etag }) }
        response.writeHead(200, headers).end(body(index))
      })
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port) // TCP servers that listen have one
  const ids = Array.from({ length: n }, (_, index) => `s${String(index).padStart(5, '0')}`)
  return {
    sources: ids.map((id, index) => ({ id, url: `http://127.0.0.1:${ports[index % origins]}/${index}`, vendor: `v${index % origins}` })),
    turn: (next) => {
      epoch = next
      return new Set(ids.filter((_, index) => changes(index, next)))
    },
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections()
        await new Promise((done) => server.close(done))
      }
    },
  }
}

/** Some 60 KB of markup round a policy of its own, much of it script and style, as pages are. */
function policy(index: number, days: number, visit: string): string {
  const sentence = (at: number) =>
    `${Array.from({ length: 18 }, (_, word) => words[(index * 31 + at * 17 + word * (1 + (at % 7))) % words.length]).join(' ')}.`
  const sections = Array.from(
    { length: 40 },
    (_, at) =>
      `<section class="c-${at}"><h2>${at + 1}. Of ${words[at % words.length]}</h2><p>${sentence(at)}</p><p>${sentence(at + 40)}</p></section>`,
  ).join('\n')
  const script = Array.from(
    { length: 300 },
    (_, at) => `window.s${at}=${JSON.stringify({ page: index, at, value: Math.sin(index + at) })};`,
  ).join('\n')
  return `<!doctype html><html lang="en"><head><title>Terms ${index}</title><meta name="csrf-token" content="${visit}">
<style>${Array.from({ length: 200 }, (_, at) => `.c-${at}{margin:${at}px;color:#${(at * 1237).toString(16).padStart(6, '0')}}`).join('\n')}</style>
<script>${script}</script></head><body><nav><a href="/">Home</a></nav><main><h1>Terms of service ${index}</h1>
<p>We retain prompts and outputs for ${days} days after they are submitted and then delete them from all our systems.</p>
${sections}</main></body></html>`
}
