// Replays recorded pages and prints what reading, comparing and naming cost, as ratios to one `cheerio/slim` load of the same page in the same run.
// Steps go in order, as a poller saw them, so that what is kept from the page before counts as it does in a round. The corpora stand beside the
// project in ../shared; without them there is nothing to measure.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { load } from 'cheerio/slim'
import { collectors } from '../collectors'
import type { Capture } from '../src/core/capture'
import { classify } from '../src/core/classify'
import type { Collector } from '../src/core/collector'
import { compare } from '../src/core/compare'
import { textOf } from '../src/core/decode'
import { differencesOf } from '../src/core/differences'
import type { Examination } from '../src/core/examination'
import { examineWith } from '../src/core/examine'
import { emptyMemory } from '../src/core/memory'
import type { Reading } from '../src/core/reading'
import type { SourceView } from '../src/core/source'
import { captureOf, type Sequence, sequencesIn, sourceOf } from '../src/runtime/node/corpus'

const shared = resolve(import.meta.dirname, '../../shared/corpus')
const html = /html/i

/** One changed page, all times in ms. `parts` are taken again after the whole, so they are a little warmer than their share of it. */
type Page = { load: number; read: number; whole: number; parts: { compare: number; grade: number; classify: number }; changed: boolean }

/** How long reading took within an examination: the collectors are wrapped, nothing else is. */
let readMs = 0
const timed: Collector[] = collectors.map((collector) => ({
  ...collector,
  extract: async (capture, source) => {
    const from = performance.now()
    const extracted = await collector.extract(capture, source)
    readMs += performance.now() - from
    return extracted
  },
}))
const examine = examineWith(timed)

async function pagesOf(folder: string, sequence: Sequence): Promise<Page[]> {
  const source = sourceOf(sequence)
  const pages: Page[] = []
  let before: Reading | null = null
  let memory = emptyMemory
  let candidate: Examination['candidate'] = null
  let body = ''
  for (const step of sequence.steps) {
    if (step.body === body) continue
    body = step.body
    const capture = await captureOf(folder, sequence, step)
    const loadMs = html.test(capture.mediaType ?? '') ? loading(capture) : null
    readMs = 0
    const from = performance.now()
    const examination = await examine({ source, capture, before, memory, candidate, settled: true })
    const whole = performance.now() - from
    const { reading, outcome } = examination
    if (before && reading && loadMs !== null && outcome !== 'unavailable') {
      const changed = reading.fingerprint !== before.fingerprint
      const parts = changed ? partsOf(source, before, reading, memory) : { compare: 0, grade: 0, classify: 0 }
      pages.push({ load: loadMs, read: readMs, whole, parts, changed })
    }
    ;({ memory, candidate } = examination)
    if (examination.becomesCurrent && reading) before = reading
  }
  return pages
}

function loading(capture: Capture): number {
  const text = textOf(capture)
  const from = performance.now()
  load(text, { xml: { xmlMode: false } })
  return performance.now() - from
}

function partsOf(source: SourceView, before: Reading, after: Reading, memory: typeof emptyMemory): Page['parts'] {
  const start = performance.now()
  const comparison = compare(before, after)
  const compared = performance.now()
  const { differences } = differencesOf(comparison, before, after, memory, source.type)
  const graded = performance.now()
  classify({ differences, before, after, source, language: after.language })
  return { compare: compared - start, grade: graded - compared, classify: performance.now() - graded }
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

function line(name: string, pages: readonly Page[], timeOf: (page: Page) => number): string {
  const ratios = pages.map((page) => timeOf(page) / page.load).sort((a, b) => a - b)
  const sums = mean(pages.map(timeOf)) / mean(pages.map(({ load }) => load))
  const shown = [at(ratios, 0.5), mean(ratios), at(ratios, 0.95), sums].map((ratio) => ratio.toFixed(2).padStart(7))
  return `${name.padEnd(44)} ${String(pages.length).padStart(5)} ${shown.join('  ')}   ${mean(pages.map(timeOf)).toFixed(2)} ms\n`
}

function report(name: string, pages: readonly Page[]): void {
  const same = pages.filter(({ changed }) => !changed)
  const changed = pages.filter((page) => page.changed)
  process.stdout.write(`\n${name.padEnd(44)} pages     p50     mean      p95   of sums   mean\n`)
  process.stdout.write(line('one load of the page', pages, ({ load }) => load))
  process.stdout.write(line('text unchanged: extraction and fingerprint', same, ({ read }) => read))
  process.stdout.write(line('text unchanged: guard to answer', same, ({ whole }) => whole))
  process.stdout.write(line('changed: guard to quotes', changed, ({ whole }) => whole))
  process.stdout.write(line('  of it reading', changed, ({ read }) => read))
  process.stdout.write(line('  of it comparing', changed, ({ parts }) => parts.compare))
  process.stdout.write(line('  of it grading', changed, ({ parts }) => parts.grade))
  process.stdout.write(line('  of it naming kinds and quoting', changed, ({ parts }) => parts.classify))
}

const corpora = ['terms', 'wide'].filter((corpus) => existsSync(join(shared, corpus, 'sequences.jsonl')))
if (corpora.length === 0) process.stdout.write('No corpora in ../shared: nothing to measure.\n')
const all: Page[] = []
for (const corpus of corpora) {
  const folder = join(shared, corpus)
  const sequences = await sequencesIn(folder)
  // one sequence first, so that the compiler has seen the code
  for (const sequence of sequences.slice(0, 2)) await pagesOf(folder, sequence)
  const pages: Page[] = []
  for (const sequence of sequences) pages.push(...(await pagesOf(folder, sequence)))
  report(corpus, pages)
  all.push(...pages)
}
if (corpora.length > 1) report('all', all)
