import { createReadStream } from 'node:fs'

/** A file of an archive: its name in there and where its bytes are. */
export type TarEntry = { name: string; bytes: number; content: string | { path: string } }

const blockBytes = 512
const endBytes = 2 * blockBytes

/** Files as a POSIX ustar archive (IEEE 1003.1, pax), each of mode 0600, in pieces. Names are ASCII of at most 100 characters. */
export async function* tarred(entries: readonly TarEntry[], seconds: number): AsyncGenerator<Uint8Array> {
  for (const { name, bytes, content } of entries) {
    yield header(name, bytes, seconds)
    if (typeof content === 'string') yield Buffer.from(content)
    else yield* createReadStream(content.path)
    yield Buffer.alloc(paddingOf(bytes))
  }
  yield Buffer.alloc(endBytes)
}

const paddingOf = (bytes: number) => (blockBytes - (bytes % blockBytes)) % blockBytes
const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`

function header(name: string, bytes: number, seconds: number): Buffer {
  const block = Buffer.alloc(blockBytes)
  block.write(name, 0)
  block.write(octal(0o600, 7), 100)
  block.write(octal(0, 7), 108)
  block.write(octal(0, 7), 116)
  block.write(octal(bytes, 11), 124)
  block.write(octal(seconds, 11), 136)
  block.write('0', 156)
  block.write('ustar\x0000', 257)
  block.write(octal(checksum(block), 6), 148)
  return block
}

/** The sum of all bytes, those of the checksum itself as blanks. */
function checksum(block: Uint8Array): number {
  let sum = 0
  for (const [index, byte] of block.entries()) sum += index >= 148 && index < 156 ? 0x20 : byte
  return sum
}

/** What stands wrong in an archive, in words. */
export class TarFault extends Error {}

/**
 * The files of an archive in turn, with their pieces. Throws `TarFault` at anything that `tarred` would not have written: another kind of entry, a
 * wrong checksum, an end before the end.
 */
export async function* untarred(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ name: string; bytes: number; piece: Uint8Array | null }> {
  let held: Buffer = Buffer.alloc(0)
  const source = stream[Symbol.asyncIterator]()
  /** At least one byte and at most so many; null at the end of the stream. */
  const take = async (most: number): Promise<Buffer | null> => {
    if (!held.length) {
      const { value, done } = await source.next()
      if (done) return null
      held = Buffer.from(value)
      return take(most)
    }
    const piece = held.subarray(0, most)
    held = held.subarray(piece.length)
    return piece
  }
  const exactly = async (bytes: number): Promise<Buffer> => {
    const pieces: Buffer[] = []
    for (let left = bytes; left > 0; ) {
      const piece = await take(left)
      if (!piece) throw new TarFault('it ends too early')
      pieces.push(piece)
      left -= piece.length
    }
    return Buffer.concat(pieces)
  }
  for (;;) {
    const block = await exactly(blockBytes)
    if (block.every((byte) => byte === 0)) return
    if (Number.parseInt(block.toString('latin1', 148, 156), 8) !== checksum(block)) throw new TarFault('a checksum in it is wrong')
    if (block.toString('latin1', 156, 157) !== '0') throw new TarFault('it holds something that is not a file')
    const name = block.toString('latin1', 0, 100).replace(/\0.*$/s, '')
    const bytes = Number.parseInt(block.toString('latin1', 124, 136), 8)
    yield { name, bytes, piece: null }
    for (let left = bytes; left > 0; ) {
      const piece = await take(left)
      if (!piece) throw new TarFault('it ends too early')
      left -= piece.length
      yield { name, bytes, piece }
    }
    await exactly(paddingOf(bytes))
  }
}
