import type { Reading } from './reading'

/** Runs of so many characters are looked up before the text itself: a sentence that stands nowhere has one that is nowhere, nearly always. */
const run = 8
const bits = 20

/**
 * Whether a key stands somewhere in the whole text of a reading, hidden and peripheral text included. The same answer as a search, without it for
 * nearly all keys that do not stand there.
 */
export function standsAnywhere(reading: Reading, key: string): boolean {
  if (key.length >= run * 2 && reading.whole.length > key.length * 20) {
    const seen = runsOf(reading)
    let hash = 0
    for (let at = 0; at < run; at++) hash = step(hash, key.charCodeAt(at), 0)
    for (let at = run; ; at++) {
      if (!isSet(seen, hash)) return false
      if (at >= key.length) break
      hash = step(hash, key.charCodeAt(at), key.charCodeAt(at - run))
    }
  }
  return reading.whole.includes(key)
}

/** Whether a key is a whole block of what is not the document. */
export function isPeripheral(reading: Reading, key: string): boolean {
  const held = lines.get(reading) ?? new Set(reading.periphery.split('\n'))
  lines.set(reading, held)
  return key !== '' && held.has(key)
}
const lines = new WeakMap<Reading, Set<string>>()

function runsOf(reading: Reading): Uint32Array {
  const held = runs.get(reading)
  if (held) return held
  const seen = new Uint32Array(2 ** bits / 32)
  const { whole } = reading
  let hash = 0
  for (let at = 0; at < whole.length; at++) {
    hash = step(hash, whole.charCodeAt(at), at >= run ? whole.charCodeAt(at - run) : 0)
    if (at >= run - 1) set(seen, hash)
  }
  runs.set(reading, seen)
  return seen
}
const runs = new WeakMap<Reading, Uint32Array>()

/** A rolling hash over the last `run` characters: takes one in, lets the one before them go. */
const step = (hash: number, come: number, gone: number): number => (Math.imul(hash, factor) + come - Math.imul(gone, leaving)) | 0
const factor = 0x01000193
const leaving = Array.from({ length: run }).reduce<number>((power) => Math.imul(power, factor), 1)

const place = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> (32 - bits)
const isSet = (seen: Uint32Array, hash: number): boolean => (((seen[place(hash) >>> 5] ?? 0) >>> (place(hash) & 31)) & 1) === 1
function set(seen: Uint32Array, hash: number): void {
  const at = place(hash)
  seen[at >>> 5] = (seen[at >>> 5] ?? 0) | (1 << (at & 31))
}
