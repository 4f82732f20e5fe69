import type { Reading } from './reading'

/** Runs of so many characters are looked up before the text itself: a sentence that stands nowhere has one that is nowhere, nearly always. */
const long = runOf(8)
const short = runOf(4)
const bits = 20

/** `leaving` takes the character before the run out of the rolling hash. */
type Run = { length: number; leaving: number }
function runOf(length: number): Run {
  let leaving = 1
  for (let at = 0; at < length; at++) leaving = Math.imul(leaving, 0x01000193)
  return { length, leaving }
}

/**
 * Whether a key stands somewhere in the whole text of a reading, hidden and peripheral text included. The same answer as a search, without it for
 * nearly all keys that do not stand there.
 */
export function standsAnywhere(reading: Reading, key: string): boolean {
  const worth = key.length >= long.length * 2 && reading.whole.length > key.length * 20
  return (
    (!worth || !isAskedOften(reading) || mayStand(runsOf(runs, reading, reading.whole, long), key, long)) && reading.whole.includes(key)
  )
}

/** Whether the key of a word stands in what a document says, as a word or inside one. */
export function isSaid(reading: Reading, key: string): boolean {
  const text = said.get(reading) ?? reading.statements.map((statement) => statement.key).join('\n')
  said.set(reading, text)
  return (
    (key.length <= short.length || !isAskedOften(reading) || mayStand(runsOf(shortRuns, reading, text, short), key, short)) &&
    text.includes(key)
  )
}
const said = new WeakMap<Reading, string>()

/** Few questions are answered by a search; an index of the runs pays from here on. */
const fewQuestions = 24
const asked = new WeakMap<Reading, number>()

function isAskedOften(reading: Reading): boolean {
  const times = (asked.get(reading) ?? 0) + 1
  asked.set(reading, times)
  return times > fewQuestions
}

function mayStand(seen: Uint32Array, key: string, { length, leaving }: Run): boolean {
  let hash = 0
  for (let at = 0; at < key.length; at++) {
    hash = step(hash, key.charCodeAt(at), at >= length ? key.charCodeAt(at - length) : 0, leaving)
    if (at >= length - 1 && !isSet(seen, hash)) return false
  }
  return true
}

/** Whether a key is a whole block of what is not the document. */
export function isPeripheral(reading: Reading, key: string): boolean {
  const held = lines.get(reading) ?? new Set(reading.periphery.split('\n'))
  lines.set(reading, held)
  return key !== '' && held.has(key)
}
const lines = new WeakMap<Reading, Set<string>>()

function runsOf(held: WeakMap<Reading, Uint32Array>, reading: Reading, text: string, { length, leaving }: Run): Uint32Array {
  const known = held.get(reading)
  if (known) return known
  const seen = new Uint32Array(2 ** bits / 32)
  let hash = 0
  for (let at = 0; at < text.length; at++) {
    hash = step(hash, text.charCodeAt(at), at >= length ? text.charCodeAt(at - length) : 0, leaving)
    if (at >= length - 1) set(seen, hash)
  }
  held.set(reading, seen)
  return seen
}
const runs = new WeakMap<Reading, Uint32Array>()
const shortRuns = new WeakMap<Reading, Uint32Array>()

/** A rolling hash over the last characters: takes one in, lets the one before them go. */
const step = (hash: number, come: number, gone: number, leaving: number): number =>
  (Math.imul(hash, factor) + come - Math.imul(gone, leaving)) | 0
const factor = 0x01000193

const place = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> (32 - bits)
const isSet = (seen: Uint32Array, hash: number): boolean => (((seen[place(hash) >>> 5] ?? 0) >>> (place(hash) & 31)) & 1) === 1
function set(seen: Uint32Array, hash: number): void {
  const at = place(hash)
  seen[at >>> 5] = (seen[at >>> 5] ?? 0) | (1 << (at & 31))
}
