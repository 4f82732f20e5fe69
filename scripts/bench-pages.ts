// How fast pages answer over a large installation while a round of polls runs beside them: the 95th percentile at 8 and at 50 connections.
//   npm run bench:pages -- [--data DIR] [--seconds 4] [--small] [--only TEXT]
// `--data` keeps the seeded installation for the next run (seeding takes a minute); `--small` seeds a hundredth of it. All traffic stays on 127.0.0.1.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createClient } from '@libsql/client'
import autocannon from 'autocannon'
import { type Target, targets } from './bench/page-targets'
import { servePages } from './bench/pages'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    seconds: { type: 'string', default: '4' },
    small: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
})
const seconds = Number(values.seconds)
const program = resolve(import.meta.dirname, '../dist/telltale.js')
const env = {
  ...process.env,
  TELLTALE_ALLOW_PRIVATE: '127.0.0.1',
  TELLTALE_LOG: 'silent',
  TELLTALE_POLLING: 'off',
  TELLTALE_RATE_LIMIT: '0',
}
const bounds = { list: { 8: 150, 50: 400 }, record: { 8: 150, 50: 400 }, heavy: { 8: 600, 50: null } } as const
const counts = { vendors: 5000, systems: 20000, deployments: 30000, sources: 50000, findings: 200000, reviews: 100000 }
const polled = 1000

const data = values.data ?? mkdtempSync(join(tmpdir(), 'telltale-pages-'))
const pages = await servePages({ scenario: 'change', n: polled, origins: 20 })
let service: ReturnType<typeof spawn> | undefined
let measuring = true
try {
  await prepare()
  const base = await start()
  const token = JSON.parse(await telltale(['token', 'add', '--email', 'lead@bench.example', '--json'])).token
  const headers = { authorization: `Bearer ${token}` }
  const rounds = pollRounds()
  const rows: string[][] = []
  let beyond = 0
  for (const target of targets.filter((one) => one.path.includes(values.only))) {
    const first = await fetch(base + target.path, { headers, redirect: 'manual' })
    const size = (await first.arrayBuffer()).byteLength
    if (first.status !== 200) {
      rows.push([target.name, String(first.status), '', '', ''])
      beyond++
      continue
    }
    const at = async (connections: 8 | 50) => {
      const bound = bounds[target.weight][connections]
      if (bound === null) return ''
      const p95 = await percentile(base, target, headers, { connections, lasts: seconds })
      if (p95 > bound) beyond++
      return `${Math.round(p95)}${p95 > bound ? ` > ${bound}` : ''}`
    }
    // code that ran a few times only is slow: a service that has been up for a minute is what is measured
    await percentile(base, target, headers, { connections: 8, lasts: 1 })
    rows.push([target.name, '200', String(Math.round(size / 1024)), await at(8), await at(50)])
    console.error(rows.at(-1)?.join('  '))
  }
  measuring = false
  console.log(`| address | status | KB | p95 ms at 8 | p95 ms at 50 |\n|---|--:|--:|--:|--:|`)
  for (const row of rows) console.log(`| ${row.join(' | ')} |`)
  console.log(
    `\n${rows.length} addresses, ${beyond} beyond their bound or not answered; ${await rounds} rounds of ${polled} polls meanwhile`,
  )
} finally {
  measuring = false
  service?.kill('SIGTERM')
  await pages.close()
  if (!values.data) rmSync(data, { recursive: true, force: true })
}

/** Seeds once, puts the seeded sources' next poll far off, and registers pages of 127.0.0.1 that rounds are made of. */
async function prepare(): Promise<void> {
  mkdirSync(data, { recursive: true })
  const done = join(data, 'bench-seeded')
  if (!existsSync(done)) {
    const by = values.small ? 100 : 1
    await telltale(['seed', ...Object.entries(counts).flatMap(([noun, count]) => [`--${noun}`, String(count / by)])])
    await telltale(
      ['user', 'add', '--email', 'lead@bench.example', '--name', 'Lead', '--role', 'administrator', '--password-stdin'],
      'seven quiet gauges',
    )
    writeFileSync(done, '')
  }
  const db = createClient({ url: `file:${join(data, 'telltale.db')}`, timeout: 5000 })
  await db.execute(`update source_states set next_poll_at = '2999-01-01T00:00:00.000Z' where source_id like 'seed-%'`)
  db.close()
  const file = join(data, 'sources.json')
  writeFileSync(file, JSON.stringify({ sources: pages.sources.map((source) => ({ ...source, id: `local-${source.id}-${process.pid}` })) }))
  await telltale(['import', '--file', file])
}

/** One round after another, each with a day between, until measuring ends; answers how many. */
async function pollRounds(): Promise<number> {
  let done = 0
  for (let day = 1; measuring; day++) {
    pages.turn(day)
    const now = new Date(Date.now() + day * 86_400_000).toISOString()
    await telltale(['poll', '--once', '--json', '--per-origin', '2', '--min-gap', '0', '--now', now])
    done++
  }
  return done
}

async function start(): Promise<string> {
  const child = spawn(process.execPath, [program, 'start', '--data', data], {
    env: { ...env, TELLTALE_PORT: String(await freePort()) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  service = child
  return new Promise((found, failed) => {
    child.stdout.on('data', (part) => {
      const base = /listens on (http:\/\/\S+)/.exec(String(part))?.[1]
      if (base) found(base)
    })
    child.once('exit', (code) => failed(new Error(`the service ended with ${code}`)))
  })
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo // a server that listens on a port has an address
  await new Promise((closed) => server.close(closed))
  return port
}

/** The 95th percentile of the answers' times in ms; an answer that is not 200 ends the run. */
async function percentile(
  base: string,
  { path }: Target,
  headers: Record<string, string>,
  { connections, lasts }: { connections: number; lasts: number },
): Promise<number> {
  const times: number[] = []
  const wrong: number[] = []
  await new Promise<void>((done, failed) => {
    const load = autocannon({ url: base + path, connections, duration: lasts, headers, timeout: 60 }, (error, { errors }) =>
      error || errors ? failed(error ?? new Error(`${errors} of ${path} failed`)) : done(),
    )
    load.on('response', (_, status: number, __, ms: number) => {
      times.push(ms)
      if (status !== 200) wrong.push(status)
    })
  })
  if (wrong.length) throw new Error(`${path} answered ${wrong[0]} ${wrong.length} times`)
  times.sort((a, b) => a - b)
  return times[Math.max(0, Math.ceil(times.length * 0.95) - 1)] ?? Number.POSITIVE_INFINITY
}

/** Standard output of a command that ended well. */
function telltale(args: string[], input = ''): Promise<string> {
  const child = spawn(process.execPath, [program, ...args, '--data', data], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (part) => {
    out += part
  })
  child.stdin.end(input)
  return new Promise((done, failed) =>
    child.once('close', (code) => (code === 0 ? done(out) : failed(new Error(`${args[0]} ended with ${code}`)))),
  )
}
