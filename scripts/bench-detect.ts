// Replays the development corpora and prints how well changes are told from noise: total, both halves of the vendors, the worst vendor, with and
// without waiting for a second fetch. The corpora stand beside the project in ../shared; without them there is nothing to measure.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { replayCommand } from '../src/runtime/node/cli/replay'

const run = promisify(execFile)
const shared = resolve(import.meta.dirname, '../../shared/corpus')
const scored = z.array(
  z.object({
    name: z.string(),
    steps: z.number(),
    material: z.number(),
    precision: z.number().nullable(),
    recall: z.number().nullable(),
    false_alerts_per_1000_same: z.number().nullable(),
    cosmetic_alerted: z.number().nullable(),
    unavailable: z.object({ recall: z.number().nullable() }),
    unavailable_alerted: z.number().nullable(),
    kind_macro_f1: z.number().nullable(),
    false_kinds: z.number(),
    quote_recall_soft: z.number().nullable(),
  }),
)
type Score = z.infer<typeof scored>[number]

const percent = (share: number | null): string =>
  share === null || Number.isNaN(share) ? '   —' : `${(share * 100).toFixed(1).padStart(5)}`
const row = (name: string, score: Score): string =>
  [
    name.padEnd(34),
    percent(score.precision),
    percent(score.recall),
    (score.false_alerts_per_1000_same ?? 0).toFixed(1).padStart(6),
    percent(score.cosmetic_alerted),
    percent(score.unavailable.recall),
    percent(score.kind_macro_f1),
    String(score.false_kinds).padStart(5),
    percent(score.quote_recall_soft),
  ].join('  ')

async function score(corpus: string, file: string, ...options: string[]): Promise<z.infer<typeof scored>> {
  const { stdout } = await run('node', [join(shared, 'score.mjs'), join(shared, corpus), file, '--json', ...options], {
    maxBuffer: 256 * 1024 * 1024,
  })
  return scored.parse(JSON.parse(stdout))
}

async function measure(corpus: string, folder: string, confirm: boolean, confidence: string): Promise<void> {
  const file = join(folder, `${corpus}-${confirm}.jsonl`)
  const values = { out: file, json: true, confirm }
  await replayCommand.run({
    values,
    positionals: [join(shared, corpus)],
    out: (text) => process.stderr.write(text),
    err: () => {},
    terminal: false,
    stdin: async () => '',
    env: {},
  })
  const grace = confirm ? ['--grace', '1'] : []
  const options = ['--min-confidence', confidence, ...grace]
  const [total, ...vendors] = await score(corpus, file, ...options, '--by-vendor')
  const [read] = await score(corpus, file, ...options, '--split', 'read')
  const [unread] = await score(corpus, file, ...options, '--split', 'measure')
  const title = `${corpus}${confirm ? ' --confirm --grace 1' : ''}`
  if (total) process.stdout.write(`${row(title, total)}\n`)
  if (read) process.stdout.write(`${row('  read half', read)}\n`)
  if (unread) process.stdout.write(`${row('  measure half', unread)}\n`)
  const large = vendors
    .filter(({ material }) => material >= 10)
    .sort((a, b) => (a.precision ?? 0) + (a.recall ?? 0) - (b.precision ?? 0) - (b.recall ?? 0))
  if (large[0]) process.stdout.write(`${row(`  worst vendor: ${large[0].name}`.slice(0, 34), large[0])}\n`)
}

const confidence = process.argv.includes('--high') ? 'high' : 'medium'
const corpora = ['terms', 'docs', 'wide'].filter((corpus) => existsSync(join(shared, corpus, 'sequences.jsonl')))
if (corpora.length === 0) process.stdout.write('No corpora in ../shared: nothing to measure.\n')
else {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-bench-'))
  process.stdout.write(
    `labels of ${confidence} confidence and above; percent, false alerts per 1,000 same steps\n${''.padEnd(34)}   prec    rec   /1000  cosm   unav     F1  falsek quote\n`,
  )
  for (const corpus of corpora) for (const confirm of [false, true]) await measure(corpus, folder, confirm, confidence)
  await rm(folder, { recursive: true })
}
