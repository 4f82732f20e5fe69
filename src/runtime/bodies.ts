import { promisify } from 'node:util'
import zlib from 'node:zlib'
import type { Ports } from '../ports'

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN } = zlib.constants
const decompress = promisify<Uint8Array, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)
const gunzip = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip)

/** Of a brotli stream that was flushed, all that its end adds: the empty last block (RFC 7932, 9.2). */
const trailer = Uint8Array.of(3)
/** A delta larger than this part of the body's own compressed form is not worth what it rests on. */
const worthwhile = 0.85
/** A delta as small as this part of the body itself is: no page alone is compressed so far. */
const surelyWorthwhile = 0.02
/** All bodies of a path together: they must fit the window, and are read in one go. */
const pathBytes = 8_000_000
const maxBytes = 64 * 1024 * 1024

/**
 * Bodies as brotli, or as what brotli adds for them after the bodies that they rest on have gone through the same encoder. A *delta* is the suffix
 * of compress(key frame · flush · … · flush · body · flush), so that one concatenation and one decompression give the body back. A delta is kept
 * only when it was read back to the same bytes at once, since another build of the encoder may write the same differently.
 */
export function createBodies(): Ports['bodies'] {
  return { encode, decode }
}

const encode: Ports['bodies']['encode'] = async (body, path) => {
  const delta = await deltaTo(path, body)
  if (delta && delta.length <= body.length * surelyWorthwhile) return { encoding: 'br-delta', data: delta }
  const data = ended(await flushed([body], windowBits(body.length)))
  if (delta && delta.length <= data.length * worthwhile) return { encoding: 'br-delta', data: delta }
  return data.length < body.length ? { encoding: 'br', data } : { encoding: 'identity', data: body }
}

async function deltaTo(path: Parameters<typeof encode>[1], body: Uint8Array): Promise<Buffer | null> {
  const bodies = [...path.map((one) => one.body), body]
  const [key] = path
  if (key?.stored.encoding !== 'br' || bodies.reduce((sum, { length }) => sum + length, 0) > pathBytes) return null
  const parts = await flushed(bodies, windowOf(key.stored.data))
  const last = parts.pop()
  if (!last || !parts.every((part, index) => part.equals(opened(path[index]?.stored.data ?? last)))) return null
  const bytes = bodies.reduce((sum, { length }) => sum + length, 0)
  const back = await decompress(ended([...parts, last]), { maxOutputLength: 2 * maxBytes, chunkSize: inOnePiece(bytes) })
  return back.subarray(-body.length).equals(body) ? ended([last]) : null
}

const decode: Ports['bodies']['decode'] = async (path) => {
  const [key] = path
  if (!key) return []
  const { encoding, data } = key.stored
  if (path.length === 1) {
    if (encoding === 'identity') return [data]
    const limits = { maxOutputLength: maxBytes, chunkSize: inOnePiece(key.bytes) }
    if (encoding === 'gzip') return [await gunzip(data, limits)]
    if (encoding === 'br') return [await decompress(data, limits)]
  }
  if (encoding !== 'br') throw new Error('a delta without its key frame cannot be read')
  const stream = ended(path.map(({ stored }) => opened(stored.data)))
  const bytes = path.reduce((sum, one) => sum + one.bytes, 0)
  const all = await decompress(stream, { maxOutputLength: 2 * maxBytes, chunkSize: inOnePiece(bytes) })
  let at = 0
  return path.map(({ bytes }) => {
    at += bytes
    return all.subarray(at - bytes, at)
  })
}

/** What is known to come out is taken as it comes, not 16 KB at a time, each on a way through the pool of threads; one byte more shows the end. */
const inOnePiece = (bytes: number): number => Math.min(pathBytes, Math.max(zlib.constants.Z_MIN_CHUNK, bytes + 1))

/** A stored part as it stands in a stream that goes on. */
const opened = (data: Uint8Array): Uint8Array => data.subarray(0, -trailer.length)

/** Parts of a stream as one that ends with them. */
const ended = (parts: readonly Uint8Array[]): Buffer => Buffer.concat([...parts, trailer])

const [fewestBits, mostBits] = [18, 24]
/** A window that holds some bodies like this one, in bits (RFC 7932, 9.1): an encoder takes memory for twice its window. */
const windowBits = (bytes: number): number => Math.min(mostBits, Math.max(fewestBits, Math.ceil(Math.log2(bytesInWindow * bytes + 1))))
const bytesInWindow = 4

/** The window that a stream was written with, from its first bits (RFC 7932, 9.1). */
function windowOf([first = 0]: Uint8Array): number {
  if (!(first & 1)) return 16
  const above = (first >> 1) & 7
  if (above) return 17 + above
  const below = (first >> 4) & 7
  return below ? 8 + below : 17
}

/** What the encoder gives out for each of these bodies, flushed after each. */
function flushed(bodies: readonly Uint8Array[], lgwin: number): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    const encoder = zlib.createBrotliCompress({ params: { [BROTLI_PARAM_QUALITY]: 5, [BROTLI_PARAM_LGWIN]: lgwin } })
    const done: Buffer[] = []
    let parts: Buffer[] = []
    encoder.on('data', (part: Buffer) => parts.push(part))
    encoder.on('error', reject)
    const next = (index: number) => {
      const body = bodies[index]
      if (!body) {
        encoder.close()
        return resolve(done)
      }
      if (body.length) encoder.write(body)
      encoder.flush(() => {
        for (let part = encoder.read(); part !== null; part = encoder.read()) parts.push(part)
        done.push(Buffer.concat(parts))
        parts = []
        next(index + 1)
      })
    }
    next(0)
  })
}
