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
const mostCharacters = 6_000_000

/** The pipeline in the thread that asks: what the worker thread runs, and what runtimes without threads use. */
export function createLocalPipeline(): Ports['pipeline'] {
  const { once, forget } = readOnce()
  const collectors = all.map(once)
  const examine = examineWith(collectors)
  const fingerprint = fingerprintWith(collectors)
  const kept = createKept()

  async function readingOf(before: Capture | null, key: string | null, source: SourceView): Promise<Reading | null> {
    if (!before) return null
    const known = key === null ? null : kept.get(key)
    if (known) return known
    // kept by its key, so that it takes no place of what the second fetch will ask about
    const extracted = await extractWith(all, before, source)
    if (!extracted.ok) return null
    if (key !== null) kept.put(key, extracted.reading)
    return extracted.reading
  }

  return {
    examine: async ({ before, beforeKey, ...request }) => {
      const examined = await examine({ ...request, before: await readingOf(before, beforeKey, request.source) })
      if (examined.outcome === 'baseline') forget(request.capture)
      return slim(examined)
    },
    fingerprint: async (capture, source, known = null) => {
      const made = await fingerprint(capture, source)
      if (made !== null && made === known) forget(capture)
      return made
    },
    read: (capture, source) => extractWith(collectors, capture, source),
  }
}

type Made = { capture: Capture; source: SourceView; collector: string; extracted: ReturnType<Collector['extract']> }

/** Of what was read last, so many bodies and about so many bytes in all are kept with their readings. */
const mostMade = 48
const mostMadeBytes = 8_000_000

/**
 * The fingerprint, the comparison and the second fetch of one document need the same reading: it is made once. Bodies are compared byte by byte,
 * and all that a collector reads besides must be the same. What will not be asked about again is forgotten while it is young: memory that stays for
 * a while is only cleared when much of it has gathered.
 */
function readOnce(): { once: (collector: Collector) => Collector; forget: (capture: Capture) => void } {
  const made: Made[] = []
  let bytes = 0
  const forget = (capture: Capture) => {
    const index = made.findIndex((one) => one.capture === capture)
    if (index >= 0) bytes -= made.splice(index, 1)[0]?.capture.body.length ?? 0
  }
  const once = (collector: Collector): Collector => ({
    ...collector,
    extract: (capture, source) => {
      const index = made.findIndex((one) => one.collector === collector.id && isSameReading(one, capture, source))
      const [before] = index < 0 ? [] : made.splice(index, 1)
      const one = before ?? { capture, source, collector: collector.id, extracted: collector.extract(capture, source) }
      made.push(one)
      bytes += before ? 0 : capture.body.length
      while (made.length > 1 && (made.length > mostMade || bytes > mostMadeBytes)) bytes -= made.shift()?.capture.body.length ?? 0
      return one.extracted
    },
  })
  return { once, forget }
}

function isSameReading({ capture: was, source: of }: Made, capture: Capture, source: SourceView): boolean {
  if (of.id !== source.id || was.mediaType !== capture.mediaType || was.finalUrl !== capture.finalUrl) return false
  if (was.body !== capture.body && !isSameBytes(was.body, capture.body)) return false
  return of.url === source.url && of.type === source.type && JSON.stringify(of.rules) === JSON.stringify(source.rules)
}

const isSameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && Buffer.compare(a, b) === 0

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
