import type { Ports } from '../../ports'

const through = async (data: Uint8Array, stream: ReadableWritablePair<Uint8Array, BufferSource>): Promise<Uint8Array> =>
  new Uint8Array(await new Response(new Blob([new Uint8Array(data)]).stream().pipeThrough(stream)).arrayBuffer())

/** Bodies where the runtime has gzip only: no deltas, and those written by Node in brotli are refused with a clear error. */
export const createWorkerBodies = (): Ports['bodies'] => ({
  encode: async (body) => {
    const data = await through(body, new CompressionStream('gzip'))
    return data.byteLength < body.byteLength ? { encoding: 'gzip', data } : { encoding: 'identity', data: body }
  },
  decode: async ({ encoding, data }) => {
    if (encoding === 'identity') return data
    if (encoding === 'gzip') return through(data, new DecompressionStream('gzip'))
    throw new Error(`bodies encoded as ${encoding} are read on Node only`)
  },
})
