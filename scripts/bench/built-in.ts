import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Row } from './bounds'
import type { BenchOptions } from './harness'
import { servePages } from './pages'

const root = resolve(import.meta.dirname, '../..')
const origins = 8

/** What a contestant prints last of a round. */
const report = z.object({
  changed: z.array(z.string()),
  stats: z.object({ wallMs: z.number(), cpuMs: z.number(), peakRssBytes: z.number() }),
})

/** Every scenario on invented pages: the least possible work and Telltale in turn, each in a process of its own. */
export async function builtInRows({ scenarios, rounds, n }: BenchOptions): Promise<Row[]> {
  const rows: Row[] = []
  for (const scenario of scenarios) {
    const pages = await servePages({ scenario, n, origins })
    const dir = mkdtempSync(join(tmpdir(), 'telltale-bench-'))
    try {
      writeFileSync(join(dir, 'sources.json'), JSON.stringify({ sources: pages.sources }))
      const data = join(dir, 'telltale')
      const program = join(root, 'dist/telltale.js')
      await run([program, 'import', '--data', data, '--file', join(dir, 'sources.json')])
      const reference = (kind: string) => [
        join(import.meta.dirname, 'reference.mjs'),
        kind,
        join(dir, 'sources.json'),
        join(dir, `${kind}.json`),
      ]
      const poll = [program, 'poll', '--once', '--all', '--json', '--data', data, '--per-origin', '2', '--min-gap', '0']
      const contestants = [
        { who: 'ref-hash-16', args: reference('hash'), disk: () => 0 },
        { who: 'ref-store-16', args: reference('store'), disk: () => statSync(join(dir, 'store.json.bodies')).size },
        { who: 'telltale', args: poll, disk: () => readdirSync(data).reduce((sum, name) => sum + statSync(join(data, name)).size, 0) },
      ]
      for (let epoch = 0; epoch <= rounds; epoch++) {
        const truth = pages.turn(epoch)
        for (const [index] of contestants.entries()) {
          const one = contestants[(index + epoch) % contestants.length]
          if (!one) continue
          const { changed, stats } = report.parse(JSON.parse((await run(one.args)).trim().split('\n').at(-1) ?? ''))
          const found = changed.filter((id) => truth.has(id)).length
          rows.push({
            ...{ scenario, n, epoch, cold: epoch === 0, who: one.who, rc: 0 },
            ...{ wall: stats.wallMs / 1000, cpu: stats.cpuMs / 1000, treeMB: Math.round(stats.peakRssBytes / 1048576), disk: one.disk() },
            ...{ truth: truth.size, found, falseReports: changed.length - found },
          })
        }
      }
    } finally {
      await pages.close()
      rmSync(dir, { recursive: true, force: true })
    }
  }
  return rows
}

/** Standard output of a Node program that ended well. */
async function run(args: string[]): Promise<string> {
  const env = { ...process.env, TELLTALE_ALLOW_PRIVATE: '127.0.0.1', TELLTALE_LOG: 'silent' }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (piece) => {
    out += piece
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`)
  return out
}
