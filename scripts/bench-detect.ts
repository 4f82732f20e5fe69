// Replays the development corpora and prints how well changes are told from noise: total, both halves of the vendors, mean and worst vendor, the small
// vendors pooled, other languages apart, each with and without waiting for a second fetch (`--confirm`). Options: --high (labels of high confidence
// only), --vendors (every vendor). The corpora stand beside the project in ../shared; without them there is nothing to measure. What the weights do on
// vendors left out is printed by `learn-weights.ts`.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { replayCommand } from '../src/runtime/node/cli/replay'

const run = promisify(execFile)
const shared = resolve(import.meta.dirname, '../../shared/corpus')
const share = z.number().nullable()
const scored = z.array(
  z.object({
    name: z.string(),
    material: z.number(),
    precision: share,
    recall: share,
    false_alerts_per_1000_same: share,
    cosmetic_alerted: share,
    unavailable: z.object({ recall: share }),
    kind_macro_f1: share,
    false_kinds: z.number(),
    quote_recall_soft: share,
    confusion: z.record(z.string(), z.record(z.string(), z.number())),
  }),
)
type Score = z.infer<typeof scored>[number]
const fewest = 10

const percent = (value: number | null): string =>
  value === null || Number.isNaN(value) ? '   —' : `${(value * 100).toFixed(1).padStart(5)}`
const print = (name: string, one: Score): void => {
  const cells = [
    name.slice(0, 38).padEnd(38),
    String(one.material).padStart(4),
    percent(one.precision),
    percent(one.recall),
    (one.false_alerts_per_1000_same ?? 0).toFixed(1).padStart(6),
    percent(one.cosmetic_alerted),
    percent(one.unavailable.recall),
    percent(one.kind_macro_f1),
    String(one.false_kinds).padStart(5),
    percent(one.quote_recall_soft),
  ]
  process.stdout.write(`${cells.join('  ')}\n`)
}
const line = (text: string): void => void process.stdout.write(`${text}\n`)

async function scores(folder: string, file: string, ...options: string[]): Promise<Score[]> {
  const { stdout } = await run('node', [join(shared, 'score.mjs'), folder, file, '--json', ...options], { maxBuffer: 256 * 1024 * 1024 })
  return scored.parse(JSON.parse(stdout))
}

/** Precision and recall over several vendors, alerts added up. */
function pooled(vendors: readonly Score[]): { material: number; precision: number; recall: number } {
  const count = (label: string, verdict: string): number =>
    vendors.reduce((sum, { confusion }) => sum + (confusion[label]?.[verdict] ?? 0), 0)
  const right = count('material', 'material')
  const wrong = ['same', 'cosmetic', 'unavailable'].reduce((sum, label) => sum + count(label, 'material'), 0)
  const material = vendors.reduce((sum, one) => sum + one.material, 0)
  return { material, precision: right / (right + wrong), recall: right / material }
}

const sequenceLanguage = z.object({ id: z.string(), language: z.string().nullish() })
const predicted = z.object({ sequence: z.string() })

/** The predictions for documents in one language, in a file of their own beside labels and sequences of these documents only. */
async function byLanguage(corpus: string, file: string, folder: string, options: string[]): Promise<[string, Score][]> {
  const read = async (path: string): Promise<string[]> => (await readFile(path, 'utf8')).split('\n').filter(Boolean)
  const sequences = (await read(join(shared, corpus, 'sequences.jsonl'))).map((text) => ({
    text,
    ...sequenceLanguage.parse(JSON.parse(text)),
  }))
  const found: [string, Score][] = []
  for (const language of [...new Set(sequences.map((one) => one.language ?? 'en'))].sort()) {
    const ids = new Set(sequences.filter((one) => (one.language ?? 'en') === language).map(({ id }) => id))
    const within = (text: string): boolean => ids.has(predicted.parse(JSON.parse(text)).sequence)
    const part = await mkdtemp(join(folder, `${language}-`))
    const labels = (await read(join(shared, corpus, 'labels.jsonl'))).filter(within)
    await writeFile(join(part, 'labels.jsonl'), labels.join('\n'))
    const own = sequences.filter(({ id }) => ids.has(id)).map(({ text }) => text)
    await writeFile(join(part, 'sequences.jsonl'), own.join('\n'))
    await writeFile(join(part, 'predictions.jsonl'), (await read(file)).filter(within).join('\n'))
    const [score] = await scores(part, join(part, 'predictions.jsonl'), ...options)
    if (score) found.push([language, score])
  }
  return found
}

async function measure(corpus: string, folder: string, confirm: boolean, confidence: string, everyVendor: boolean): Promise<void> {
  const file = join(folder, `${corpus}-${confirm}.jsonl`)
  await replayCommand.run({
    values: { out: file, json: true, confirm },
    positionals: [join(shared, corpus)],
    out: (text) => process.stderr.write(text),
    err: () => {},
    terminal: false,
    stdin: async () => '',
    env: {},
  })
  const options = ['--min-confidence', confidence, ...(confirm ? ['--grace', '1'] : [])]
  const of = join(shared, corpus)
  const [total, ...vendors] = await scores(of, file, ...options, '--by-vendor')
  if (total) print(`${corpus}${confirm ? ' --confirm --grace 1' : ''}`, total)
  for (const half of ['read', 'measure']) {
    const [score] = await scores(of, file, ...options, '--split', half)
    if (score) print(`  ${half} half`, score)
  }
  if (confirm) return
  const large = vendors.filter(({ material }) => material >= fewest)
  const small = pooled(vendors.filter(({ material }) => material < fewest))
  const mean = (values: (number | null)[]): number => {
    const known = values.filter((value) => value !== null)
    return known.reduce((sum, value) => sum + value, 0) / known.length
  }
  line(
    `  mean of vendors: precision ${percent(mean(vendors.map(({ precision }) => precision)))}, recall ${percent(mean(vendors.map(({ recall }) => recall)))}`,
  )
  for (const measure of ['precision', 'recall'] as const) {
    const [worst] = [...large].sort((a, b) => (a[measure] ?? 0) - (b[measure] ?? 0))
    if (worst) print(`  worst in ${measure}: ${worst.name}`, worst)
  }
  line(
    `  vendors under ${fewest} material steps, pooled (${small.material}): precision ${percent(small.precision)}, recall ${percent(small.recall)}`,
  )
  if (everyVendor) for (const vendor of vendors) print(`    ${vendor.name}`, vendor)
  const languages = await byLanguage(corpus, file, folder, options)
  if (languages.length > 1) for (const [language, score] of languages) print(`  language ${language}`, score)
}

const confidence = process.argv.includes('--high') ? 'high' : 'medium'
const corpora = ['terms', 'docs', 'wide'].filter((corpus) => existsSync(join(shared, corpus, 'sequences.jsonl')))
if (corpora.length === 0) line('No corpora in ../shared: nothing to measure.')
else {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-bench-'))
  line(`labels of ${confidence} confidence and above; percent, false alerts per 1,000 same steps`)
  line(`${''.padEnd(38)}  mat.   prec    rec   /1000   cosm   unav     F1  falsek quote`)
  try {
    for (const corpus of corpora)
      for (const confirm of [false, true]) await measure(corpus, folder, confirm, confidence, process.argv.includes('--vendors'))
  } finally {
    await rm(folder, { recursive: true })
  }
}
