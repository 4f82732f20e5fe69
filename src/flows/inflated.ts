import type { ZipEntry } from '../core/upload/zip-directory'

/** How many bytes an entry of a ZIP unpacks to, each piece told as it comes; null where it is more than `most`, or does not unpack. */
export async function inflated(
  { method, packed }: Pick<ZipEntry, 'method' | 'packed'>,
  most: number,
  tell: (piece: Uint8Array) => void,
): Promise<number | null> {
  if (method === 0) {
    if (packed.length > most) return null
    tell(packed)
    return packed.length
  }
  if (method !== 8) return null
  const reader = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return bytes
      bytes += value.length
      if (bytes > most) {
        await reader.cancel()
        return null
      }
      tell(value)
    }
  } catch (error) {
    // what is no deflate stream is told by the engine as an error of its own
    if (error instanceof Error) return null
    throw error
  }
}
