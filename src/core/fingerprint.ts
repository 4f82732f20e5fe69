import type { Statement } from './statement'

/** What one text adds to a fingerprint: 128 bits in four lanes. */
export type Lanes = readonly [number, number, number, number]

/**
 * 32 hexadecimal digits over what a document says and where it leads. Equal fingerprints mean equal statements in equal order with equal
 * canonical links; of what stands around it only where links lead goes in (`leads`), so the words of furniture, scripts, class names and ids of a visit do not matter.
 *
 * Not cryptographic (four 32-bit lanes of multiply and xor): it tells states of one source apart, it proves nothing; the hash that proves
 * is taken over the bytes. `lanes` is what the key of each statement adds, worked out once and kept with the key.
 */
export function fingerprintOf(
  statements: readonly Pick<Statement, 'row' | 'links'>[],
  lanes: readonly Lanes[],
  leads: readonly { lane: number }[] = [],
): string {
  const sum: [number, number, number, number] = [...seed]
  for (const [index, { row, links }] of statements.entries()) {
    fold(sum, lanes[index] ?? seed)
    if (row !== null) fold(sum, keptLanes(`\u0003${row}`))
    for (const link of links) fold(sum, keptLanes(`\u0002${link}`))
  }
  let led = 0
  for (const { lane } of leads) led = Math.imul(led ^ lane, 2246822507) ^ (led >>> 15)
  sum[3] ^= led
  return hex(sum)
}

/** Whether two fingerprints are of the same document, wherever the links around it lead: those go into the last lane alone. */
export const isSameDocument = (one: string, other: string): boolean => one.slice(0, 24) === other.slice(0, 24)

/** The same for a set of statement keys: order and repetition do not matter. For recognising a state that was there before. */
export function stateOf(keys: Iterable<string>): string {
  const sum: [number, number, number, number] = [...seed]
  for (const key of new Set(keys)) {
    const lanes = keptLanes(key)
    for (let lane = 0; lane < 4; lane++) sum[lane] = ((sum[lane] ?? 0) + (lanes[lane] ?? 0)) | 0
  }
  return hex(sum)
}

/** A short name for one key in stored memory: 53 bits in base 36. */
export function shortHash(text: string): string {
  const [a, b] = mix(text, 0x9e3779b9)
  return (4294967296 * (2097151 & b) + a).toString(36)
}

/** The 128 bits of a text as four numbers of 32 bits; not for secrets. */
export function lanesOf(text: string): Lanes {
  const [a, b] = mix(text, 0)
  const [c, d] = mix(text, 0x5bd1e995)
  return [a, b, c, d]
}

/** The first of them alone. */
export const laneOf = (text: string): number => mix(text, 0)[0] | 0

/** Keys and links repeat from one capture to the next; the memo is emptied when it is full. */
function keptLanes(text: string): Lanes {
  const held = memo.get(text)
  if (held) return held
  const lanes = lanesOf(text)
  if (memo.size >= mostKept) memo.clear()
  memo.set(text, lanes)
  return lanes
}
const mostKept = 40_000
const memo = new Map<string, Lanes>()

const seed: Lanes = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a]

/** Takes the next part in: where it stands counts. */
function fold(sum: [number, number, number, number], [a, b, c, d]: Lanes): void {
  sum[0] = Math.imul(sum[0] ^ a, 2654435761) ^ (sum[3] >>> 15)
  sum[1] = Math.imul(sum[1] ^ b, 1597334677) ^ (sum[0] >>> 13)
  sum[2] = Math.imul(sum[2] ^ c, 2246822507) ^ (sum[1] >>> 16)
  sum[3] = Math.imul(sum[3] ^ d, 3266489909) ^ (sum[2] >>> 14)
}

const hex = (lanes: Lanes): string => lanes.map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')

function mix(text: string, seed: number): [number, number] {
  let a = 0xdeadbeef ^ seed
  let b = 0x41c6ce57 ^ seed
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return [a >>> 0, b >>> 0]
}
