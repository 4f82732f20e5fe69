import type { Statement } from './statement'

/**
 * 32 hexadecimal digits over what a document says and where it leads. Equal fingerprints mean equal statements in equal order with equal
 * canonical links; nothing else goes in, so furniture, scripts, class names and ids of a visit do not matter.
 *
 * Not cryptographic (four 32-bit lanes of multiply and xor): it tells states of one source apart, it proves nothing; the hash that proves
 * is taken over the bytes.
 */
export function fingerprintOf(statements: readonly Pick<Statement, 'key' | 'row' | 'links'>[]): string {
  const parts: string[] = []
  for (const { key, row, links } of statements) {
    parts.push(row === null ? key : `${row}\u0003${key}`)
    for (const link of links) parts.push(`\u0002${link}`)
  }
  return hash128(parts.join('\n'))
}

/** The same for a set of statement keys: order and repetition do not matter. For recognising a state that was there before. */
export function stateOf(keys: Iterable<string>): string {
  return hash128([...new Set(keys)].sort().join('\n'))
}

/** A short name for one key in stored memory: 53 bits in base 36. */
export function shortHash(text: string): string {
  const [a, b] = mix(text, 0x9e3779b9)
  return (4294967296 * (2097151 & b) + a).toString(36)
}

function hash128(text: string): string {
  return [...mix(text, 0), ...mix(text, 0x5bd1e995)].map((lane) => lane.toString(16).padStart(8, '0')).join('')
}

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
