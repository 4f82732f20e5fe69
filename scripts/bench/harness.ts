import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Row, row } from './bounds'

export type BenchOptions = { scenarios: string[]; rounds: number; n: number; port: number }
type Harness = { perf: string; dir: string }

const root = resolve(import.meta.dirname, '../..')
const pages = 300

/** Where the harness and its scratch folder are; otherwise, in words, what is missing. */
export function findHarness(): Harness | string {
  const perf = resolve(root, '../shared/perf')
  if (!existsSync(join(perf, 'peers.mjs'))) return 'the harness is not beside the project (../shared/perf)'
  const dir = process.env.PERF_DIR
  if (!dir) return 'PERF_DIR names no scratch folder: set it up as ../shared/perf/README.md says'
  if (!existsSync(join(dir, 'h/node_modules/better-sqlite3'))) return `${dir}/h has not the modules that ../shared/perf/README.md names`
  if (spawnSync('time', ['--version']).error) return 'the command "time" is not installed'
  if (!existsSync(join(dir, 'bodies/index.json')))
    execFileSync(process.execPath, ['extract-bodies.mjs', resolve(perf, '../corpus/terms/bodies'), join(dir, 'bodies'), String(pages)], {
      cwd: perf,
      stdio: 'inherit',
      env: environment(dir),
    })
  return { perf, dir }
}

const environment = (dir: string) => ({
  ...process.env,
  PERF_DIR: dir,
  PERF_MODULES: join(dir, 'h'),
  TELLTALE_CMD: `${process.execPath} ${join(root, 'dist/telltale.js')}`,
  TELLTALE_POLL_ARGS: process.env.TELLTALE_POLL_ARGS ?? '--per-origin 2 --min-gap 0',
  TELLTALE_ALLOW_PRIVATE: '127.0.0.1',
  TELLTALE_LOG: 'silent',
})

/** Every scenario in a fresh folder, all contestants interleaved round by round. */
export async function harnessRows({ perf, dir }: Harness, { scenarios, rounds, n, port }: BenchOptions): Promise<Row[]> {
  const env = environment(dir)
  const who = ['ref-hash-16', 'ref-store-16', 'telltale']
  if (spawnSync('urlwatch', ['--version']).error) console.error('urlwatch is not installed: nothing is compared with it')
  else who.push('urlwatch-re', 'urlwatch-py')
  const server = spawn(
    process.execPath,
    ['server.mjs', '--bodies', join(dir, 'bodies'), '--port', String(port), '--hosts', '40', '--max-minutes', '240'],
    { cwd: perf, stdio: 'ignore', env },
  )
  const rows: Row[] = []
  try {
    await answers(server, `http://127.0.0.1:${port}/stats`)
    for (const scenario of scenarios) {
      const run = join(dir, 'run', `${scenario}-${n}`)
      rmSync(run, { recursive: true, force: true })
      mkdirSync(run, { recursive: true })
      const out = join(dir, 'run', `${scenario}-${n}.jsonl`)
      rmSync(out, { force: true })
      const args = [
        '--port',
        port,
        '--dir',
        run,
        '--n',
        n,
        '--scenario',
        scenario,
        '--rounds',
        rounds,
        '--who',
        who.join(','),
        '--out',
        out,
      ]
      const peers = spawn(process.execPath, ['peers.mjs', ...args.map(String)], { cwd: perf, env, stdio: ['ignore', 2, 2] })
      const [code] = await once(peers, 'close')
      if (code !== 0) throw new Error(`the harness ended with ${code} at ${scenario}`)
      for (const line of readFileSync(out, 'utf8').trim().split('\n')) rows.push(row.parse(JSON.parse(line)))
    }
  } finally {
    server.kill()
  }
  return rows
}

async function answers(server: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (server.exitCode !== null) throw new Error('the page server of the harness ended: is its port taken? (--port)')
    const up = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (up) return
    await sleep(100)
  }
  throw new Error('the page server of the harness does not answer')
}
