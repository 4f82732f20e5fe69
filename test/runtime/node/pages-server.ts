import http, { type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Asked = { path: string; headers: IncomingMessage['headers']; at: number }
export type PagesServer = { origin: string; port: number; asked: Asked[]; close: () => Promise<void> }

/** A real server on 127.0.0.1 that answers as the test says, and remembers what it was asked; but for `robots.txt`, which it has not, unless asked to. */
export async function pagesServer(answer: RequestListener, { answersRobots = false } = {}): Promise<PagesServer> {
  const asked: Asked[] = []
  const server = http.createServer((request, response) => {
    if (request.url === '/robots.txt' && !answersRobots) return void response.writeHead(404).end()
    asked.push({ path: request.url ?? '', headers: request.headers, at: Date.now() })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server that listens has one
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    asked,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
