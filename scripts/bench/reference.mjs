// The least work that can tell whether a page changed. usage: reference.mjs hash|store SOURCES STATE
// hash: fetch and SHA-256. store: also each new body compressed and a line for every check. Prints one JSON object.
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { Agent, request } from 'undici'

const [kind, sourcesFile, stateFile] = process.argv.slice(2)
const brotli = promisify(zlib.brotliCompress)
const quality = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } }
const began = performance.now()
const { sources } = JSON.parse(readFileSync(sourcesFile, 'utf8'))
const state = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : {}
const dispatcher = new Agent({ connections: 2 })
const changed = []
const checks = []
const queue = [...sources]

async function work() {
  for (let source = queue.shift(); source; source = queue.shift()) {
    const known = state[source.id]
    const headers = known?.etag ? { 'if-none-match': known.etag } : {}
    const answer = await request(source.url, { dispatcher, headers })
    const body = Buffer.from(await answer.body.arrayBuffer())
    const hash = answer.statusCode === 304 ? known.hash : createHash('sha256').update(body).digest('hex')
    if (known && known.hash !== hash) changed.push(source.id)
    if (kind === 'store') {
      if (known?.hash !== hash) appendFileSync(`${stateFile}.bodies`, await brotli(body, quality))
      checks.push(`${source.id} ${answer.statusCode} ${hash}\n`)
    }
    state[source.id] = { hash, etag: answer.headers.etag ?? null }
  }
}
await Promise.all(Array.from({ length: 16 }, work))
writeFileSync(stateFile, JSON.stringify(state))
if (kind === 'store') appendFileSync(`${stateFile}.checks`, checks.join(''))
await dispatcher.close()
const { user, system } = process.cpuUsage()
const stats = { wallMs: performance.now() - began, cpuMs: (user + system) / 1000, peakRssBytes: process.resourceUsage().maxRSS * 1024 }
console.log(JSON.stringify({ changed, stats }))
