import { promisify } from 'node:util'
import zlib from 'node:zlib'

const gunzip = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip)
const inflate = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate)
const inflateRaw = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflateRaw)
const brotli = promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)

/** More bytes than we take, on the wire or after decoding. */
export class Oversize extends Error {
  constructor(readonly limitBytes: number) {
    super(`more than ${Math.round(limitBytes / 1e6)} MB`)
  }
}
/** Bytes that are not what their header says. */
export class Undecodable extends Error {}

const maxLayers = 3
/** Pages unfold to about so many times their size: what is expected is taken in one piece, since each piece goes through the pool of threads. */
const usualRatio = 6
const leastPiece = 16 * 1024

/**
 * Takes the layers of `content-encoding` off, last one first. Output beyond `limitBytes` is never held: the decoder stops there, so that a
 * small body cannot unfold into memory. Throws `Oversize` or `Undecodable`.
 */
export async function decodeBody(body: Buffer, encoding: string, limitBytes: number): Promise<Buffer> {
  const layers = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name && name !== 'identity')
  if (layers.length > maxLayers) throw new Undecodable(`${layers.length} layers of content encoding`)
  let decoded = body
  for (const layer of layers.reverse()) if (decoded.length) decoded = await decodeLayer(decoded, layer, limitBytes)
  return decoded
}

async function decodeLayer(body: Buffer, layer: string, limitBytes: number): Promise<Buffer> {
  const options = { maxOutputLength: limitBytes, chunkSize: Math.min(limitBytes + 1, Math.max(leastPiece, usualRatio * body.length)) }
  try {
    if (layer === 'gzip' || layer === 'x-gzip') return await gunzip(body, options)
    if (layer === 'br') return await brotli(body, options)
    // servers send both forms under this name; the first two bytes of the zlib form are a multiple of 31 (RFC 1950)
    if (layer === 'deflate')
      return await (body.length > 1 && body.readUInt16BE(0) % 31 === 0 ? inflate(body, options) : inflateRaw(body, options))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw new Oversize(limitBytes)
    throw new Undecodable(`the body is not valid ${layer}`)
  }
  throw new Undecodable(`the content encoding ${layer.slice(0, 30)} is unknown`)
}
