// node scripts/code-cache.mjs BUNDLE CACHE: runs a bundle on an invented page as a round does, in the current folder, and keeps what V8 compiled of it.
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { basename } from 'node:path'
import { loadBundle } from './load-bundle.cjs'

const [bundle = '', cache = ''] = process.argv.slice(2)
const page = (days, rest) =>
  `<!doctype html><html lang="en"><head><title>Terms</title>${rest}</head><body><header><a href="/">Home</a></header><main><h1>Terms of service</h1>
${Array.from({ length: 40 }, (_, part) => `<h2>${part}. Part</h2><p>Inputs that are sent to the service under part ${part} are kept for ${days} days and are then deleted, unless the law asks for <a href="/law/${part}?b=2&a=1">more</a>. Last updated 3 May 2026.</p><ul><li>one &amp; two</li></ul>`).join('')}</main></body></html>`

if (basename(bundle).startsWith('telltale')) await poll()
else await examine()

/** The command ends the process when it is done. */
async function poll() {
  let asked = 0
  const server = createServer((request, response) => {
    const [days, rest] = asked++ < 4 ? [30, ''] : [31, `<meta name="visit" content="${asked}">`]
    if (request.url === '/same' && request.headers['if-none-match']) return response.writeHead(304).end()
    response.writeHead(200, { 'content-type': 'text/html', ...(request.url === '/same' && { etag: '"1"' }) })
    response.end(request.url === '/robots.txt' ? 'User-agent: *\nAllow: /\n' : page(request.url === '/same' ? 30 : days, rest))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${server.address().port}`
  writeFileSync(
    'sources.json',
    JSON.stringify({
      sources: [
        { id: 'a', url: `${url}/terms`, vendor: 'v' },
        { id: 'b', url: `${url}/same`, vendor: 'v' },
      ],
    }),
  )
  process.env.TELLTALE_ALLOW_PRIVATE = '127.0.0.1'
  const runs = [
    ['import', '--data', 'data', '--file', 'sources.json'],
    ...Array.from({ length: 3 }, () => ['poll', '--once', '--all', '--json', '--data', 'data', '--min-gap', '0']),
  ]
  const { exit } = process
  for (const given of runs) {
    process.argv = [process.argv[0], bundle, ...given]
    let script = null
    const ended = new Promise((resolve) => {
      process.exit = resolve
    })
    script = loadBundle(bundle, null).script
    if ((await ended) !== 0) exit(1)
    writeFileSync(cache, script.createCachedData())
  }
  exit(0)
}

async function examine() {
  const { script, exports } = loadBundle(bundle, null)
  const source = { id: 'a', type: 'terms', url: 'https://example.org/terms', collector: null, rules: null }
  const capture = (days) => ({
    at: '2026-01-01T00:00:00.000Z',
    status: 200,
    headers: {},
    mediaType: 'text/html',
    requestedUrl: source.url,
    finalUrl: source.url,
    body: Buffer.from(page(days, '')),
  })
  for (const days of [30, 31, 32]) await exports.answerOf({ ask: 'fingerprint', id: 0, captureId: days, capture: capture(days), source })
  writeFileSync(cache, script.createCachedData())
}
