import type { Ports } from '../ports'
import { isBodyKept, keyFrameOf, type NewBody } from '../store/bodies'

/**
 * What keeping a body writes: nothing where the same bytes are kept already, else its compressed form, as a delta to the key frame behind
 * `nearHash` where that pays.
 */
export async function keepBody(
  ports: Pick<Ports, 'db' | 'bodies'>,
  hash: string,
  body: Uint8Array,
  nearHash: string | null,
): Promise<{ body: NewBody | null }> {
  if (await isBodyKept(ports.db, hash)) return { body: null }
  const keyFrame = nearHash === null ? null : await keyFrameOf(ports, nearHash)
  const stored = await ports.bodies.encode(body, keyFrame)
  return { body: { hash, bytes: body.length, baseHash: stored.encoding === 'br-delta' && keyFrame ? keyFrame.hash : null, stored } }
}
