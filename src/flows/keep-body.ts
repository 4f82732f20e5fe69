import type { Ports } from '../ports'
import { isBodyKept, type NewBody, newestBody, placed, readPath } from '../store/bodies'

/**
 * What keeping a body writes: nothing where the same bytes are kept already, else its compressed form, as a delta to what was kept last of
 * `sourceId` where that pays. Null = the body resembles nothing.
 */
export async function keepBody(
  ports: Pick<Ports, 'db' | 'bodies'>,
  hash: string,
  body: Uint8Array,
  sourceId: string | null,
): Promise<{ body: NewBody | null }> {
  if (await isBodyKept(ports.db, hash)) return { body: null }
  const near = sourceId === null ? null : await newestBody(ports.db, sourceId)
  const path = near === null ? [] : await readPath(ports, near)
  const stored = await ports.bodies.encode(body, path)
  const baseHash = stored.encoding === 'br-delta' ? (path.at(-1)?.hash ?? null) : null
  return { body: await placed(ports, { hash, bytes: body.length, baseHash, stored }) }
}
