import { blockKey, keysOf, statementKey } from './canonical'
import { type Lanes, lanesOf } from './fingerprint'

/** One piece of a block: what a person reads, the key it is compared by, and what the key adds to a fingerprint. */
export type Piece = { text: string; said?: string; key: string; lanes: Lanes }

/** A block's sentences (or the whole block), and its whole key with numbering, for looking statements up. */
export type Pieces = { pieces: Piece[]; blockKey: string }

const shortest = 25

/**
 * Parts prose into sentences. Never after abbreviations, initials or list markers, and never so that a piece of under 25 characters
 * is left: it stays with its neighbour. Chinese and Japanese part after their own full stop, which no space follows.
 */
export function sentences(text: string): string[] {
  const found: string[] = []
  let start = 0
  for (const stop of text.matchAll(stops)) {
    const end = stop.index + stop[0].length
    if (stop.index - start < shortest || text.length - end < shortest) continue
    const wide = /[。！？]/.test(stop[0])
    if (
      !wide &&
      (abbreviation.test(text.slice(Math.max(0, stop.index - 12), stop.index + 1)) ||
        !/[\p{Lu}\p{N}\p{Lo}"'“‘«([•*_`]/u.test(text[end] ?? ''))
    )
      continue
    found.push(text.slice(start, end).trim())
    start = end
  }
  found.push(text.slice(start).trim())
  return found.filter((piece) => piece !== '')
}
const stops = /[。！？]+[”’」』）)]*\s*|[.!?…]+["'”’»)\]*_]*\s+|(?<=\p{Ll}|\))[.!?](?=\p{Lu}\p{Ll})/gu
const abbreviation =
  /(?:^|[\s("'“])(?:\p{L}|\d{1,2}|[ivx]+|e\.g|i\.e|etc|inc|ltd|llc|corp|co|no|nr|art|sec|abs|ziff|vs|v|mr|mrs|ms|dr|st|u\.s|u\.k|a\.k\.a|z\.b|d\.h|bzw|ggf|u\.a|p\.ex|cf|al|bsp|sog|approx|para|cl|fig)\.$/iu

/**
 * The pieces of one block. Blocks repeat from one capture to the next, so what was computed is kept: the largest single saving of the
 * pipeline. Same text, same answer, so the memo cannot be observed; it is emptied when it holds too much.
 */
export function piecesOf(text: string, whole: boolean, unmarked: ((raw: string) => string) | null = null): Pieces {
  const memo = memos[(whole ? 1 : 0) + (unmarked ? 2 : 0)] ?? memos[0]
  const held = memo.get(text)
  if (held) return held
  const own = detached(text)
  const pieces = partsOf(own, whole, unmarked)
  memoSize += text.length
  if (memoSize > mostKept) {
    for (const one of memos) one.clear()
    memoSize = text.length
  }
  memo.set(own, pieces)
  return pieces
}
/** Characters of text that are kept with their pieces. */
const mostKept = 5_000_000

/** The text as a string of its own: a part of a page would keep the whole page in memory for as long as it is kept itself. */
const detached = (text: string): string => `${text}\u0000`.slice(0, -1)

type Memo = Map<string, Pieces>
const memos: readonly [Memo, Memo, Memo, Memo] = [new Map(), new Map(), new Map(), new Map()]
let memoSize = 0

function partsOf(text: string, whole: boolean, unmarked: ((raw: string) => string) | null): Pieces {
  const parts = whole ? [text] : sentences(text)
  const [only] = parts
  if (parts.length === 1 && only === text) {
    const said = unmarked ? unmarked(text) : text
    const { key, blockKey } = keysOf(said)
    return { pieces: [pieceOf(text, said, key)], blockKey }
  }
  const pieces = parts.map((part) => {
    const said = unmarked ? unmarked(part) : part
    return pieceOf(part, said, statementKey(said))
  })
  return { pieces, blockKey: blockKey(unmarked ? unmarked(text) : text) }
}

const pieceOf = (text: string, said: string, key: string): Piece => ({ text, ...(said === text ? {} : { said }), key, lanes: lanesOf(key) })
