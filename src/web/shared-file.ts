import type { Ports } from '../ports'
import { searchHead } from '../store/search'

/** Makes the parts of a file one after the other; null after the last. */
export type Making = () => Promise<Uint8Array | null>
type File = { head: string; untilMs: number; reader: () => ReadableStream<Uint8Array> }

const keptMs = 60_000
const mostKept = 3
const mostBytes = 8_000_000

/**
 * Files that take long to make. Who asks for the same one while nothing has been written since it was begun, and within a minute, reads the parts that
 * are there and waits with the others for the next; a part is made when the first reader has come to it. A file that grows beyond 8 MB is not joined any
 * more, and what all its readers have had of it is let go.
 */
export function sharedFiles({ db, realNow }: Pick<Ports, 'db' | 'realNow'>) {
  const kept = new Map<string, File>()
  return async (key: string, begin: () => Making): Promise<ReadableStream<Uint8Array>> => {
    const head = await searchHead(db)
    const known = kept.get(key)
    if (known && known.head === head && known.untilMs > realNow()) return known.reader()
    for (const [other, file] of kept) if (file.untilMs <= realNow() || kept.size >= mostKept) kept.delete(other)
    const file: File = { head, untilMs: realNow() + keptMs, reader: inParts(begin(), () => kept.get(key) === file && kept.delete(key)) }
    kept.set(key, file)
    return file.reader()
  }
}

/** Readers of one file. `part` at their place is made once; `close` is called when nobody is to join any more. */
function inParts(next: Making, close: () => void): () => ReadableStream<Uint8Array> {
  const parts = new Map<number, Promise<Uint8Array | null>>()
  const readers = new Set<{ place: number }>()
  let bytes = 0
  const made = async (): Promise<Uint8Array | null> => {
    try {
      const part = await next()
      bytes += part?.byteLength ?? 0
      if (bytes > mostBytes) close()
      return part
    } catch (error) {
      close() // its readers are told; who comes next begins anew
      throw error
    }
  }
  return () => {
    const reader = { place: 0 }
    readers.add(reader)
    return new ReadableStream({
      pull: async (controller) => {
        const waiting = parts.get(reader.place) ?? made()
        parts.set(reader.place, waiting)
        const part = await waiting
        reader.place++
        if (bytes > mostBytes) {
          const all = Math.min(...[...readers].map(({ place }) => place))
          for (const place of parts.keys()) if (place < all) parts.delete(place)
        }
        if (part) return controller.enqueue(part)
        readers.delete(reader)
        controller.close()
      },
      cancel: () => {
        readers.delete(reader)
      },
    })
  }
}
