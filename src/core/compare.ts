import { words } from './canonical'
import type { HeldBack } from './change'
import type { Reading } from './reading'
import { type Statement, said } from './statement'

/** What differs, before anybody graded it: a pair is an edit, a lone side was added or removed. */
export type Pair = { before: Statement | null; after: Statement | null; overlap: number }
export type Comparison = { pairs: Pair[]; relinked: Pair[]; heldBack: HeldBack[]; retained: number }

const shortestContained = 10
const shortestContainedItem = 40
const closeEnough = 0.45
const mostPaired = 4_000_000

/**
 * What one reading says that the other does not. Statements are compared as sets of keys: order carries no meaning. What stands elsewhere
 * in the other version, hidden and peripheral text included, was moved, merged or split and is held back; what is left is paired by overlap
 * of words, best first. `compare(a, a)` is empty.
 */
export function compare(before: Reading, after: Reading): Comparison {
  const heldBack: HeldBack[] = []
  const beforeKeys = new Map(before.statements.map((statement) => [identity(statement), statement]))
  const afterKeys = new Map(after.statements.map((statement) => [identity(statement), statement]))
  const beforeBare = new Set(before.statements.map((statement) => statement.key))
  const afterBare = new Set(after.statements.map((statement) => statement.key))
  const elsewhere = (statement: Statement, other: Reading, bare: Set<string>): boolean => {
    const { key, role } = statement
    if (role === 'record' || role === 'entry') return false
    if (bare.has(key)) return true
    if (other.periphery.includes(`\n${key}\n`)) return true
    const least = role === 'item' || role === 'row' ? shortestContainedItem : shortestContained
    return key.length >= least && other.whole.includes(key)
  }
  const removed = [...beforeKeys].filter(([id]) => !afterKeys.has(id)).map(([, statement]) => statement)
  const added = [...afterKeys].filter(([id]) => !beforeKeys.has(id)).map(([, statement]) => statement)
  const gone = removed.filter((statement) => !elsewhere(statement, after, afterBare) || hold(heldBack, statement, 'stands-elsewhere'))
  const come = added.filter((statement) => !elsewhere(statement, before, beforeBare) || hold(heldBack, statement, 'stood-elsewhere'))
  const pairs = paired(gone, come)
  return {
    pairs,
    relinked: relinked(beforeKeys, afterKeys),
    heldBack,
    retained: beforeKeys.size === 0 ? 1 : 1 - removed.length / beforeKeys.size,
  }
}

const identity = (statement: Statement): string =>
  statement.role === 'record' || statement.role === 'entry' ? `${statement.row ?? ''}\u0003${statement.key}` : statement.key

const hold = (heldBack: HeldBack[], statement: Statement, rule: string): false => {
  heldBack.push({ text: statement.text, rule })
  return false
}

function relinked(before: Map<string, Statement>, after: Map<string, Statement>): Pair[] {
  const pairs: Pair[] = []
  for (const [id, statement] of after) {
    const old = before.get(id)
    if (!old || (old.links.length === 0 && statement.links.length === 0)) continue
    if (old.links.join('\n') === statement.links.join('\n')) continue
    const was = new Set(old.links)
    const is = new Set(statement.links)
    if (old.links.every((link) => is.has(link)) && statement.links.every((link) => was.has(link))) continue
    pairs.push({ before: old, after: statement, overlap: 1 })
  }
  return pairs
}

/** Best pairs first, each statement once; records and rows with the same identity belong together whatever else they say. */
function paired(gone: readonly Statement[], come: readonly Statement[]): Pair[] {
  const pairs: Pair[] = []
  const openBefore = new Set(gone.keys())
  const openAfter = new Set(come.keys())
  const take = (b: number, a: number, overlap: number): void => {
    openBefore.delete(b)
    openAfter.delete(a)
    pairs.push({ before: gone[b] ?? null, after: come[a] ?? null, overlap })
  }
  const byRow = new Map<string, number>()
  gone.forEach((statement, index) => {
    if (statement.row !== null) byRow.set(statement.row, index)
  })
  come.forEach((statement, index) => {
    const match = statement.row === null ? undefined : byRow.get(statement.row)
    if (match !== undefined && openBefore.has(match)) take(match, index, 1)
  })
  for (const { b, a, overlap } of candidates(gone, come, openBefore, openAfter))
    if (openBefore.has(b) && openAfter.has(a)) take(b, a, overlap)
  for (const index of openBefore) pairs.push({ before: gone[index] ?? null, after: null, overlap: 0 })
  for (const index of openAfter) pairs.push({ before: null, after: come[index] ?? null, overlap: 0 })
  return pairs
}

function candidates(gone: readonly Statement[], come: readonly Statement[], openBefore: Set<number>, openAfter: Set<number>) {
  const found: { b: number; a: number; overlap: number }[] = []
  if (openBefore.size * openAfter.size > mostPaired) return found
  const bags = gone.map((statement) => bagOf(said(statement)))
  const holders = new Map<string, number[]>()
  for (const index of openBefore) for (const word of bags[index]?.keys() ?? []) holders.get(word)?.push(index) ?? holders.set(word, [index])
  for (const a of openAfter) {
    const bag = bagOf(saidOr(come[a]))
    const shared = new Map<number, number>()
    for (const [word, count] of bag) {
      const holding = holders.get(word) ?? []
      if (holding.length > 200) continue
      for (const b of holding) shared.set(b, (shared.get(b) ?? 0) + Math.min(count, bags[b]?.get(word) ?? 0))
    }
    const size = sizeOf(bag)
    for (const [b, count] of shared) {
      const overlap = (2 * count) / (size + sizeOf(bags[b] ?? new Map()))
      const bonus = gone[b]?.section === come[a]?.section ? 0.02 : 0
      if (overlap >= closeEnough) found.push({ b, a, overlap: overlap + bonus })
    }
  }
  return found.sort((x, y) => y.overlap - x.overlap || x.b - y.b || x.a - y.a)
}

export function bagOf(text: string): Map<string, number> {
  const bag = new Map<string, number>()
  for (const word of words(text)) bag.set(word, (bag.get(word) ?? 0) + 1)
  return bag
}

function sizeOf(bag: Map<string, number>): number {
  let size = 0
  for (const count of bag.values()) size += count
  return size
}

const saidOr = (statement: Statement | undefined): string => (statement ? said(statement) : '')
