import { statementKey, words } from './canonical'
import type { HeldBack } from './change'
import type { Reading } from './reading'
import { isPeripheral, standsAnywhere } from './standing'
import { type Statement, said } from './statement'

/** What differs, before anybody graded it: a pair is an edit, a lone side was added or removed. */
export type Pair = { before: Statement | null; after: Statement | null; overlap: number }
/** `repeated`: what stands in both, and in one of them more often. */
export type Comparison = { pairs: Pair[]; relinked: Pair[]; repeated: Pair[]; heldBack: HeldBack[]; retained: number }

const shortestContained = 10
const shortestContainedItem = 40
const closeEnough = 0.45
const closeToHeld = 0.75
const mostRepeats = 6
const mostPaired = 4_000_000

/**
 * What one reading says that the other does not. Statements are compared as sets of keys: order carries no meaning. What stands elsewhere
 * in the other version, hidden and peripheral text included, was moved, merged or split and is held back; what is left is paired by overlap
 * of words, best first. `compare(a, a)` is empty.
 */
export function compare(before: Reading, after: Reading): Comparison {
  const heldBack: HeldBack[] = []
  const old = countedOf(before.statements)
  const now = countedOf(after.statements)
  const removed = missingFrom(old, now)
  const added = missingFrom(now, old)
  const [gone, moved] = parted(removed, { here: old, other: after, there: now }, heldBack, 'stands-elsewhere')
  const [come, stood] = parted(added, { here: now, other: before, there: old }, heldBack, 'stood-elsewhere')
  const pairs = adopted(adopted(paired(gone, come), stood, 'after'), moved, 'before')
  const echoed = pairs.filter(
    ({ before: was, after: is }) => was !== null && is === null && standsAnywhere(after, was.key) && isOnlyEchoed(was, old, after),
  )
  const repeated = before.keyed ? [] : [...echoed, ...repeatedIn(old, now)]
  return {
    pairs: pairs.filter((pair) => !echoed.includes(pair)),
    relinked: relinked(old, now),
    repeated,
    heldBack,
    retained: old.size === 0 ? 1 : 1 - removed.length / old.size,
  }
}

type Counted = Map<string, { statement: Statement; count: number }>

function countedOf(statements: readonly Statement[]): Counted {
  const counted: Counted = new Map()
  for (const statement of statements) {
    const id = identity(statement)
    const known = counted.get(id)
    if (known) known.count++
    else counted.set(id, { statement, count: 1 })
  }
  return counted
}

/** What `other` says less often. How often matters only for rows and short entries: the same name may stand in two lists or tables. */
function missingFrom(counted: Counted, other: Counted): Statement[] {
  const missing: Statement[] = []
  for (const [id, { statement, count }] of counted) {
    const there = other.get(id)?.count ?? 0
    const listed = statement.role === 'row' || (statement.role === 'item' && statement.key.length < shortestContainedItem)
    if (there === 0 || (listed && there < count && count <= mostRepeats)) missing.push(statement)
  }
  return missing
}

/** Parts what is really missing from what stands elsewhere in the other version: moved, merged, split, or now in its periphery. */
function parted(
  missing: readonly Statement[],
  { here, other, there }: { here: Counted; other: Reading; there: Counted },
  heldBack: HeldBack[],
  rule: HeldBack['rule'],
): [Statement[], Statement[]] {
  const real: Statement[] = []
  const elsewhere: Statement[] = []
  for (const statement of missing) {
    if (!there.has(identity(statement)) && standsIn(other, statement) && !isOnlyEchoed(statement, here, other)) {
      elsewhere.push(statement)
      heldBack.push({ text: statement.text, rule })
    } else real.push(statement)
  }
  return [real, elsewhere]
}

function standsIn(other: Reading, statement: Statement): boolean {
  const { key, role } = statement
  if (role === 'record' || role === 'entry') return false
  if (isPeripheral(other, key)) return true
  const least = role === 'item' || role === 'row' ? shortestContainedItem : shortestContained
  return (key.length >= least && standsAnywhere(other, key)) || (role !== 'row' && standsInParts(other, statement))
}

/**
 * A whole sentence whose words stand inside a longer one that both versions hold ("Nobody may claim that we …") did not move out of it: it came or
 * went by itself.
 */
function isOnlyEchoed(statement: Statement, here: Counted, other: Reading): boolean {
  const { key } = statement
  if (!isLong(statement) || other.periphery.includes(key)) return false
  const holders = other.statements.filter((one) => one.key.includes(key))
  return holders.length > 0 && holders.every((one) => here.has(identity(one)))
}

/** Sentences of both versions that one of them says in more places: the same promise may stand under two plans, and go under one of them. */
function repeatedIn(before: Counted, after: Counted): Pair[] {
  const pairs: Pair[] = []
  for (const [id, { statement, count }] of after) {
    const old = before.get(id)
    if (!old || old.count === count || Math.max(old.count, count) > mostRepeats || !isLong(statement)) continue
    if (statement.role === 'row') continue // counted with what is missing
    pairs.push(old.count > count ? { before: old.statement, after: null, overlap: 1 } : { before: null, after: statement, overlap: 1 })
  }
  return pairs
}

const isLong = (statement: Statement): boolean =>
  statement.key.length >= shortestContainedItem && words(said(statement)).length >= longSentence
const longSentence = 12

/**
 * "Refunds. All sales are final." where a heading and its sentence stood apart: what was only joined. Not where a number is in it, which may belong to
 * another heading, nor for parts so short that they stand anywhere.
 */
function standsInParts(other: Reading, statement: Statement): boolean {
  const text = said(statement)
  if (/\d/.test(text)) return false
  const parts = text
    .split(/(?<=[.。])\s*/)
    .map(statementKey)
    .filter((part) => part !== '')
  return (
    parts.length > 1 &&
    parts.every((part, index) => part.length >= (index === 0 ? shortestPart : shortestJoined) && standsAnywhere(other, part))
  )
}
const shortestPart = 6
const shortestJoined = 14

/**
 * A lone statement may be an edit of one that was held back on the other side, because its words happen to stand inside a longer text: "…repos" in
 * "…repositories". Then the edit says what changed; the lone half would not.
 */
function adopted(pairs: readonly Pair[], held: readonly Statement[], side: 'before' | 'after'): Pair[] {
  if (held.length === 0) return [...pairs]
  const lone = pairs.filter((pair) => pair[side] === null)
  const texts = lone.flatMap((pair) => pair[side === 'before' ? 'after' : 'before'] ?? [])
  const found = side === 'before' ? paired(held, texts) : paired(texts, held)
  const edits = found.filter((pair) => pair.before && pair.after && pair.overlap >= closeToHeld)
  const used = new Set(edits.map((pair) => (side === 'before' ? pair.after : pair.before)))
  return [...pairs.filter((pair) => !(pair[side] === null && used.has(side === 'before' ? pair.after : pair.before))), ...edits]
}

const identity = (statement: Statement): string =>
  statement.role === 'record' || statement.role === 'entry' ? `${statement.row ?? ''}\u0003${statement.key}` : statement.key

function relinked(before: Counted, after: Counted): Pair[] {
  const pairs: Pair[] = []
  for (const [id, { statement }] of after) {
    const old = before.get(id)?.statement
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
  const byRow = new Map<string, number | null>()
  gone.forEach((statement, index) => {
    if (statement.row !== null && statement.role !== 'entry') byRow.set(statement.row, byRow.has(statement.row) ? null : index)
  })
  come.forEach((statement, index) => {
    const match = statement.row === null ? undefined : byRow.get(statement.row)
    if (match !== undefined && match !== null && openBefore.has(match)) take(match, index, 1)
  })
  for (const { b, a, overlap } of candidates(gone, come, openBefore, openAfter))
    if (openBefore.has(b) && openAfter.has(a)) take(b, a, overlap)
  for (const index of openBefore) pairs.push({ before: gone[index] ?? null, after: null, overlap: 0 })
  for (const index of openAfter) pairs.push({ before: null, after: come[index] ?? null, overlap: 0 })
  return pairs
}

/** Pairs that share enough of their words. Words that very many statements hold nominate nobody. */
function candidates(gone: readonly Statement[], come: readonly Statement[], openBefore: Set<number>, openAfter: Set<number>) {
  const found: { b: number; a: number; overlap: number }[] = []
  if (openBefore.size * openAfter.size > mostPaired) return found
  const sizes = new Int32Array(gone.length)
  const holders = new Map<string, number[]>()
  for (const index of openBefore) {
    const bag = bagOf(saidOr(gone[index]))
    sizes[index] = sizeOf(bag)
    // a holder and how often it holds the word, one after the other
    for (const [word, count] of bag) holders.get(word)?.push(index, count) ?? holders.set(word, [index, count])
  }
  const shared = new Int32Array(gone.length)
  for (const a of openAfter) {
    const after = come[a]
    const bag = bagOf(saidOr(after))
    const size = sizeOf(bag)
    const touched: number[] = []
    for (const [word, count] of bag) {
      const holding = holders.get(word)
      if (!holding || holding.length > mostHolding * 2) continue
      for (let at = 0; at < holding.length; at += 2) {
        const b = holding[at] ?? 0
        if (shared[b] === 0) touched.push(b)
        shared[b] = (shared[b] ?? 0) + Math.min(count, holding[at + 1] ?? 0)
      }
    }
    for (const b of touched) {
      const overlap = (2 * (shared[b] ?? 0)) / (size + (sizes[b] ?? 0))
      shared[b] = 0
      if (overlap < closeEnough || (after?.role === 'entry' && after.row !== gone[b]?.row)) continue
      found.push({ b, a, overlap: overlap + (gone[b]?.section === after?.section ? 0.02 : 0) })
    }
  }
  return found.sort((x, y) => y.overlap - x.overlap || x.b - y.b || x.a - y.a)
}
const mostHolding = 200

function bagOf(text: string): Map<string, number> {
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
