import { collectors as all } from '../../collectors'
import type { Capture } from '../core/capture'
import type { Collector } from '../core/collector'
import type { Examination } from '../core/examination'
import { examineWith } from '../core/examine'
import { extractWith, fingerprintWith } from '../core/extract'
import type { Reading } from '../core/reading'
import type { SourceView } from '../core/source'
import type { Examined, Ports } from '../ports'

/** Readings kept by snapshot id: at most so many, and about so many characters in all. */
const mostReadings = 32
const mostCharacters = 16_000_000

/** The pipeline in the thread that asks: what the worker thread runs, and what runtimes without threads use. */
export function createLocalPipeline(): Ports['pipeline'] {
  const collectors = all.map(readingOnce)
  const examine = examineWith(collectors)
  const fingerprint = fingerprintWith(collectors)
  const kept = createKept()

  async function readingOf(before: Capture | null, key: string | null, source: SourceView): Promise<Reading | null> {
    if (!before) return null
    const known = key === null ? null : kept.get(key)
    if (known) return known
    const extracted = await extractWith(collectors, before, source)
    if (!extracted.ok) return null
    if (key !== null) kept.put(key, extracted.reading)
    return extracted.reading
  }

  return {
    examine: async ({ before, beforeKey, ...request }) =>
      slim(await examine({ ...request, before: await readingOf(before, beforeKey, request.source) })),
    fingerprint,
    read: (capture, source) => extractWith(collectors, capture, source),
  }
}

/** The fingerprint and the comparison of one capture need the same reading: it is made once. Keyed by the object, so another source reads anew. */
function readingOnce(collector: Collector): Collector {
  const made = new WeakMap<Capture, { sourceId: string; rules: unknown; extracted: ReturnType<Collector['extract']> }>()
  return {
    ...collector,
    extract: (capture, source) => {
      const before = made.get(capture)
      if (before && before.sourceId === source.id && JSON.stringify(before.rules) === JSON.stringify(source.rules)) return before.extracted
      const extracted = collector.extract(capture, source)
      made.set(capture, { sourceId: source.id, rules: source.rules, extracted })
      return extracted
    },
  }
}

const slim = ({ reading, ...rest }: Examination): Examined => ({
  ...rest,
  reading: reading && {
    collector: reading.collector,
    collectorVersion: reading.collectorVersion,
    fingerprint: reading.fingerprint,
    language: reading.language,
    stated: reading.stated,
    statementCount: reading.statements.length,
  },
})

/** The last readings used, the oldest dropped first. */
function createKept() {
  const readings = new Map<string, Reading>()
  let characters = 0
  const drop = (key: string, reading: Reading) => {
    readings.delete(key)
    characters -= sizeOf(reading)
  }
  return {
    get: (key: string): Reading | null => {
      const reading = readings.get(key)
      if (!reading) return null
      readings.delete(key)
      readings.set(key, reading)
      return reading
    },
    put: (key: string, reading: Reading): void => {
      readings.set(key, reading)
      characters += sizeOf(reading)
      for (const [oldest, old] of readings) {
        if (readings.size <= mostReadings && characters <= mostCharacters) break
        drop(oldest, old)
      }
    },
  }
}

const sizeOf = (reading: Reading): number =>
  reading.whole.length + reading.periphery.length + reading.statements.reduce((sum, { key, text }) => sum + key.length + text.length, 0)
