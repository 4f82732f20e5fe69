// Learns `src/core/weights.ts` from the labelled steps of the corpora beside the project: logistic regression with a ridge, on the vendors that may be
// read only. Prints the weights, and how they do on vendors left out one at a time and on the half that was not read. Changes no file.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type Feature, least } from '../src/core/weights'
import { replayed } from '../src/runtime/node/cli/replay'
import { sequencesIn } from '../src/runtime/node/corpus'

const shared = resolve(import.meta.dirname, '../../shared/corpus')
const ridge: number = 4
const label = z.object({ sequence: z.string(), step: z.number(), label: z.string(), confidence: z.string().optional() })
const sequenceVendor = z.object({ id: z.string(), vendor: z.string() })

type Step = { vendor: string; corpus: string; features: Record<Feature, number>; spared: boolean; material: boolean }

async function lines<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const text = await readFile(file, 'utf8')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => schema.parse(JSON.parse(line)))
}

async function stepsOf(corpus: string): Promise<Step[]> {
  const folder = join(shared, corpus)
  const labels = new Map((await lines(join(folder, 'labels.jsonl'), label)).map((one) => [`${one.sequence}#${one.step}`, one]))
  const vendors = new Map((await lines(join(folder, 'sequences.jsonl'), sequenceVendor)).map(({ id, vendor }) => [id, vendor]))
  const steps: Step[] = []
  for (const sequence of await sequencesIn(folder))
    for await (const { step, examination } of replayed(folder, sequence, false)) {
      const known = labels.get(`${sequence.id}#${step}`)
      if (!examination.weighed || !known || known.confidence === 'low' || known.label === 'baseline') continue
      const { features, spared } = examination.weighed
      steps.push({
        vendor: vendors.get(sequence.id) ?? '',
        corpus,
        features,
        spared: spared !== null,
        material: known.label === 'material',
      })
    }
  return steps
}

/** Newton's method on standardised measures; the answer is in the measures' own units. */
function learnt(steps: readonly Step[], names: readonly Feature[]): number[] {
  const rows = steps.map(({ features }) => names.map((name) => features[name]))
  const mean = names.map((_, j) => rows.reduce((sum, row) => sum + (row[j] ?? 0), 0) / rows.length)
  const spread = names.map(
    (_, j) => Math.sqrt(rows.reduce((sum, row) => sum + ((row[j] ?? 0) - (mean[j] ?? 0)) ** 2, 0) / rows.length) || 1,
  )
  const x = rows.map((row) => [1, ...row.map((value, j) => (value - (mean[j] ?? 0)) / (spread[j] ?? 1))])
  let w = Array.from({ length: names.length + 1 }, () => 0)
  for (let round = 0; round < 40; round++) {
    const gradient: number[] = w.map((value, j) => (j === 0 ? 0 : ridge * value))
    const hessian = w.map((_, j) => w.map((_, k): number => (j === k && j > 0 ? ridge : 0)))
    steps.forEach((step, i) => {
      const row = x[i] ?? []
      const p = 1 / (1 + Math.exp(-row.reduce((sum, value, j) => sum + value * (w[j] ?? 0), 0)))
      row.forEach((value, j) => {
        gradient[j] = (gradient[j] ?? 0) + value * (p - (step.material ? 1 : 0))
        const line = hessian[j] ?? []
        row.forEach((other, k) => {
          line[k] = (line[k] ?? 0) + value * other * p * (1 - p)
        })
      })
    })
    const change = solved(hessian, gradient)
    w = w.map((value, j) => value - (change[j] ?? 0))
  }
  const own = names.map((_, j) => (w[j + 1] ?? 0) / (spread[j] ?? 1))
  return [(w[0] ?? 0) - own.reduce((sum, value, j) => sum + value * (mean[j] ?? 0), 0), ...own]
}

/** Gaussian elimination with pivoting. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const m = matrix.map((row, i) => [...row, right[i] ?? 0])
  const at = (i: number, j: number): number => m[i]?.[j] ?? 0
  const n = m.length
  for (let i = 0; i < n; i++) {
    let best = i
    for (let k = i + 1; k < n; k++) if (Math.abs(at(k, i)) > Math.abs(at(best, i))) best = k
    const pivot = m[best] ?? []
    m[best] = m[i] ?? []
    m[i] = pivot
    for (let k = 0; k < n; k++) {
      if (k === i) continue
      const factor = at(k, i) / at(i, i)
      m[k] = (m[k] ?? []).map((value, j) => value - factor * at(i, j))
    }
  }
  return m.map((_, i) => at(i, n) / at(i, i))
}

const certainty = (w: readonly number[], { features }: Step, names: readonly Feature[]): number =>
  1 / (1 + Math.exp(-names.reduce((sum, name, j) => sum + features[name] * (w[j + 1] ?? 0), w[0] ?? 0)))

function report(title: string, scored: readonly { step: Step; certainty: number }[]): void {
  const all = scored.filter(({ step }) => step.material).length
  const at = [0.4, 0.5, 0.6, 0.65, least].map((limit) => {
    const told = scored.filter((one) => one.step.spared || one.certainty >= limit)
    const hits = told.filter(({ step }) => step.material).length
    return `${limit}: ${hits}/${told.length - hits}`
  })
  process.stdout.write(`${title.padEnd(34)} of ${all}/${scored.length - all} right/false at ${at.join('  ')}\n`)
}

if (!existsSync(join(shared, 'split.json'))) process.stdout.write('No corpora in ../shared: nothing to learn from.\n')
else {
  const split = z.object({ read: z.array(z.string()) }).parse(JSON.parse(await readFile(join(shared, 'split.json'), 'utf8')))
  const corpora = ['terms', 'docs', 'wide']
  const steps = (await Promise.all(corpora.map(stepsOf))).flat()
  const read = steps.filter(({ vendor }) => split.read.includes(vendor))
  const names = Object.keys(read[0]?.features ?? {}) as Feature[] // the keys of a record typed by them
  const w = learnt(read, names)
  process.stdout.write(`base ${(w[0] ?? 0).toFixed(3)}\n${names.map((name, j) => `${name} ${(w[j + 1] ?? 0).toFixed(3)}`).join('\n')}\n\n`)
  for (const corpus of corpora) {
    const leftOut = [...new Set(read.map(({ vendor }) => vendor))].flatMap((vendor) => {
      const left = learnt(
        read.filter((step) => step.vendor !== vendor),
        names,
      )
      return read
        .filter((step) => step.vendor === vendor && step.corpus === corpus)
        .map((step) => ({ step, certainty: certainty(left, step, names) }))
    })
    report(`${corpus}, read, its vendor left out`, leftOut)
    const unread = steps.filter((step) => step.corpus === corpus && !split.read.includes(step.vendor))
    report(
      `${corpus}, measure`,
      unread.map((step) => ({ step, certainty: certainty(w, step, names) })),
    )
  }
}
