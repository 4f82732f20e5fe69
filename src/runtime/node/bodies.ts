import { promisify } from 'node:util'
import zlib from 'node:zlib'
import type { Encoded, Ports } from '../../ports'

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = zlib.constants
const decompress = promisify<Uint8Array, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)
const gunzip = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip)

/** Of a brotli stream that was flushed, all that `end` adds without further input: the empty last block (RFC 7932, 9.1). */
const trailerBytes = 1
/** A delta larger than this part of its key frame's stored form is not worth the second step: the body becomes a key frame itself. */
const worthwhile = 0.3
const maxBytes = 64 * 1024 * 1024

/**
 * Bodies as brotli, or as what brotli adds for them after their key frame has gone through the same encoder: the *delta* is the suffix of
 * compress(key · flush · body), so one concatenation and one decompression give the body back. A delta is kept only when it was read back
 * to the same bytes at once, since another build of the encoder may write the key frame differently.
 */
export function createBodies(): Ports['bodies'] {
  return {
    encode: async (body, base) => (base && (await delta(body, base))) ?? whole(body),
    decode: async ({ encoding, data }, base) => {
      if (encoding === 'identity') return data
      if (encoding === 'gzip') return gunzip(data, { maxOutputLength: maxBytes })
      if (encoding === 'br') return decompress(data, { maxOutputLength: maxBytes })
      if (!base) throw new Error('a delta without its key frame cannot be read')
      return readDelta(data, base)
    },
  }
}

const options = (sizeHint: number): zlib.BrotliOptions => ({
  params: { [BROTLI_PARAM_QUALITY]: 5, [BROTLI_PARAM_LGWIN]: 22, [BROTLI_PARAM_SIZE_HINT]: sizeHint },
})

async function whole(body: Uint8Array): Promise<Encoded> {
  const { prefix, suffix } = await compressed(body, null)
  const data = Buffer.concat([prefix, suffix])
  return data.length < body.length ? { encoding: 'br', data } : { encoding: 'identity', data: body }
}

type Base = NonNullable<Parameters<Ports['bodies']['encode']>[1]>

async function delta(body: Uint8Array, base: Base): Promise<Encoded | null> {
  if (base.stored.encoding !== 'br') return null
  const { prefix, suffix } = await compressed(base.body, body)
  const kept = base.stored.data.subarray(0, -trailerBytes)
  if (suffix.length > base.stored.data.length * worthwhile || !prefix.equals(kept)) return null
  const back = await readDelta(suffix, { stored: base.stored, bytes: base.body.length })
  return back.equals(body) ? { encoding: 'br-delta', data: suffix } : null
}

async function readDelta(suffix: Uint8Array, { stored, bytes }: { stored: Encoded; bytes: number }): Promise<Buffer> {
  const stream = Buffer.concat([stored.data.subarray(0, -trailerBytes), suffix])
  return (await decompress(stream, { maxOutputLength: 2 * maxBytes })).subarray(bytes)
}

/** What the encoder gave out until the flush after `key`, and what it added until its end. */
function compressed(key: Uint8Array, body: Uint8Array | null): Promise<{ prefix: Buffer; suffix: Buffer }> {
  return new Promise((resolve, reject) => {
    // the hint belongs to the parameters that a delta must repeat, so it goes by the key frame alone
    const encoder = zlib.createBrotliCompress(options(key.length))
    let parts: Buffer[] = []
    let prefix = Buffer.alloc(0)
    encoder.on('data', (part: Buffer) => parts.push(part))
    encoder.on('error', reject)
    encoder.on('end', () => resolve({ prefix, suffix: Buffer.concat(parts) }))
    encoder.write(key)
    encoder.flush(() => {
      for (let part = encoder.read(); part !== null; part = encoder.read()) parts.push(part)
      prefix = Buffer.concat(parts)
      parts = []
      encoder.end(body ?? undefined)
    })
  })
}
