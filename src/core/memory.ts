import { z } from 'zod'

const state = z.object({ fingerprint: z.string(), firstAt: z.string(), lastAt: z.string(), count: z.number() })
/** A reading that waits: a return to a known state, another language, a mass loss. It is accepted when it lasts. */
const waiting = z.object({
  why: z.enum(['reverted', 'partial', 'wrong-locale', 'moved', 'replaced']),
  fingerprint: z.string(),
  since: z.string(),
  lastAt: z.string(),
  captures: z.number(),
  /** Hashed keys of what a return to a known state changed back: while it waits, the same in another state is no news either. */
  keys: z.array(z.string()).default([]),
})

/**
 * What a source's history taught, as plain JSON kept with the source's state: states seen before, statements that flicker, its usual
 * language and mass. Bounded in size however long the history.
 */
export const memory = z.object({
  version: z.literal(1),
  captures: z.number(),
  language: z.string().nullable(),
  /** The final address of the last accepted capture. */
  address: z.string().nullable().default(null),
  /** Fingerprints of states (as sets) that were accepted, with when and how often; the oldest are dropped. */
  states: z.array(state),
  /** Keys (hashed) of statements that came and went without consequence, with how often. */
  volatile: z.record(z.string(), z.number()),
  /** Keys (hashed) of statements that once stood and are gone, with the last day they stood: a feed may bring them back. */
  gone: z.record(z.string(), z.string()).default({}),
  waiting: waiting.nullable().default(null),
  /** Openings (hashed) of other documents that stood at the address for a while. */
  foreign: z.array(z.string()).default([]),
  /** By the place (hashed) of a link around the document: the targets (hashed) that it left, with when; the last ones. */
  leads: z.record(z.string(), z.array(z.object({ way: z.string(), at: z.string() }))).default({}),
  extra: z.record(z.string(), z.unknown()),
})
export type Memory = z.infer<typeof memory>
export type Waiting = z.infer<typeof waiting>
export const emptyMemory: Memory = {
  version: 1,
  captures: 0,
  language: null,
  address: null,
  states: [],
  volatile: {},
  gone: {},
  waiting: null,
  foreign: [],
  leads: {},
  extra: {},
}

const mostStates = 40
const mostKeys = 2_000
const lastsCaptures = 3
const lastsMs = 72 * 3_600_000
/** Another document is watched in the place of the first one after this long: by then its health has been told, and somebody could have mended the address. */
const staysMs = 30 * 86_400_000

/** Whether the state was accepted before, other than as the current one. */
export const isKnown = (memory: Memory, fingerprint: string): boolean => memory.states.some((one) => one.fingerprint === fingerprint)

/** The state is the document now. Whatever waited is settled. */
export function accepted(
  memory: Memory,
  { fingerprint, at, language, address }: { fingerprint: string; at: string; language: string | null; address: string },
): Memory {
  const old = memory.states.find((one) => one.fingerprint === fingerprint)
  const next = { fingerprint, firstAt: old?.firstAt ?? at, lastAt: at, count: (old?.count ?? 0) + 1 }
  const states = [...memory.states.filter((one) => one.fingerprint !== fingerprint), next].slice(-mostStates)
  return { ...memory, captures: memory.captures + 1, language: language ?? memory.language, address, states, waiting: null }
}

/** One more capture shows what waits; a different one starts anew. The same capture read twice counts once. */
export function waited(memory: Memory, why: Waiting['why'], fingerprint: string, at: string): { memory: Memory; lasts: boolean } {
  const old = memory.waiting
  const same = old !== null && old.why === why && old.fingerprint === fingerprint
  const next: Waiting = same
    ? { ...old, lastAt: at, captures: old.captures + (old.lastAt === at ? 0 : 1) }
    : { why, fingerprint, since: at, lastAt: at, captures: 1, keys: [] }
  const lasts = next.captures >= lastsCaptures || (next.captures > 1 && Date.parse(at) - Date.parse(next.since) >= lastsMs)
  return { memory: { ...memory, captures: memory.captures + 1, waiting: next }, lasts }
}

/** A return that waits goes on waiting under another state of the document; `keys` are what it changed back. */
export function waitedOn(memory: Memory, waiting: Waiting, keys: readonly string[], at: string): { memory: Memory; lasts: boolean } {
  const once = waited({ ...memory, waiting }, waiting.why, waiting.fingerprint, at)
  const kept = once.memory.waiting ? { ...once.memory.waiting, keys: keys.slice(0, mostKeys) } : null
  return { ...once, memory: { ...once.memory, waiting: kept } }
}

/** Whether what the guard does not take for the document has lasted long enough to be taken for it: see `examine`. */
export function lastsLong({ waiting }: Memory, why: 'partial' | 'wrong-locale' | 'moved' | 'replaced'): boolean {
  if (!waiting || waiting.why !== why) return false
  const lastedMs = Date.parse(waiting.lastAt) - Date.parse(waiting.since)
  if (why === 'replaced') return waiting.captures >= lastsCaptures && lastedMs >= staysMs
  if (why === 'partial') return waiting.captures >= 2
  if (why === 'moved') return waiting.captures >= lastsCaptures && lastedMs >= lastsMs
  return waiting.captures >= lastsCaptures || (waiting.captures > 1 && lastedMs >= lastsMs)
}

/**
 * Whether a state had been the document for 72 hours by `until`: then it was no flicker, and whoever leaves it changes the document, even back to an
 * earlier state.
 */
export function wasSettled(memory: Memory, fingerprint: string, until: string): boolean {
  const since = memory.states.find((one) => one.fingerprint === fingerprint)?.lastAt
  return since !== undefined && Date.parse(until) - Date.parse(since) >= lastsMs
}

/** When a state was first accepted; null when it never was. */
export const firstSeen = (memory: Memory, fingerprint: string): string | null =>
  memory.states.find((one) => one.fingerprint === fingerprint)?.firstAt ?? null

/** Learns how another document begins that stood at the address for a while. */
export const learntForeign = (memory: Memory, opening: string): Memory => ({
  ...memory,
  foreign: [...memory.foreign.filter((one) => one !== opening), opening].slice(-mostForeign),
})
const mostForeign = 20

/** Learns that these statements move by themselves; the least often seen go first when there are too many. */
export function learntVolatile(memory: Memory, keys: Iterable<string>): Memory {
  const volatile = { ...memory.volatile }
  for (const key of keys) volatile[key] = (volatile[key] ?? 0) + 1
  return { ...memory, volatile: bounded(volatile, (a, b) => b - a) }
}

/** Remembers what left the document, so that its return can be told from news. */
export function remembered(memory: Memory, keys: Iterable<string>, at: string): Memory {
  const gone = { ...memory.gone }
  for (const key of keys) gone[key] = at
  return { ...memory, gone: bounded(gone, (a, b) => (a < b ? 1 : -1)) }
}

/** Whether a link around the document led there before. */
export const leftBefore = ({ leads }: Memory, place: string, way: string): boolean => (leads[place] ?? []).some((one) => one.way === way)

/** Whether a link around the document was seen to lead elsewhere so often of late that it moves by itself. */
export const movesByItself = ({ leads }: Memory, place: string, at: string): boolean =>
  (leads[place] ?? []).filter((one) => Date.parse(at) - Date.parse(one.at) < staysMs).length >= mostMoves
const mostMoves = 4

/** Remembers the target that a link around the document left. */
export function remembersLead(memory: Memory, place: string, way: string, at: string): Memory {
  const { [place]: known = [], ...others } = memory.leads
  const places = Object.entries({ ...others, [place]: [...known, { way, at }].slice(-mostMoves) })
  return { ...memory, leads: Object.fromEntries(places.slice(-mostPlaces)) }
}
const mostPlaces = 60

function bounded<Value>(record: Record<string, Value>, order: (a: Value, b: Value) => number): Record<string, Value> {
  const entries = Object.entries(record)
  if (entries.length <= mostKeys) return record
  return Object.fromEntries(entries.sort(([, a], [, b]) => order(a, b)).slice(0, mostKeys))
}
