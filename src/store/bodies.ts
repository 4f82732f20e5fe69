import type { SQL } from 'drizzle-orm'
import { asc, eq, sql } from 'drizzle-orm'
import type { Encoded, Ports } from '../ports'
import type { Database, Statement } from './database'
import { bodies, bodyChunks } from './schema'

/** A stored value stays under 1 MB (D1 takes 2): larger bodies are cut. */
const chunkBytes = 900_000

export type StoredBody = { hash: string; bytes: number; baseHash: string | null; held: boolean; stored: Encoded }
export type NewBody = Omit<StoredBody, 'held'>

/** A body in its stored form, put together where it was cut; null when it is not kept. */
export async function storedBody(db: Pick<Database, 'select'>, hash: string): Promise<StoredBody | null> {
  const [row] = await db.select().from(bodies).where(eq(bodies.hash, hash))
  if (!row) return null
  const data = row.data ?? (await chunksOf(db, hash))
  return { hash, bytes: row.bytes, baseHash: row.baseHash, held: row.held, stored: { encoding: row.encoding, data: bytesOf(data) } }
}

export async function isBodyKept(db: Pick<Database, 'select'>, hash: string): Promise<boolean> {
  const [row] = await db.select({ hash: bodies.hash }).from(bodies).where(eq(bodies.hash, hash))
  return row !== undefined
}

async function chunksOf(db: Pick<Database, 'select'>, hash: string): Promise<Uint8Array> {
  const parts = await db.select().from(bodyChunks).where(eq(bodyChunks.hash, hash)).orderBy(asc(bodyChunks.part))
  const whole = new Uint8Array(parts.reduce((sum, { data }) => sum + data.byteLength, 0))
  let at = 0
  for (const { data } of parts) {
    whole.set(bytesOf(data), at)
    at += data.byteLength
  }
  return whole
}

/** Drivers differ in what they give for a BLOB (ArrayBuffer, Buffer, list of numbers). */
const bytesOf = (data: Uint8Array | ArrayBuffer | number[]): Uint8Array => (data instanceof Uint8Array ? data : new Uint8Array(data))

/** The exact bytes of a kept body; null when it is not kept. */
export async function bodyOf(ports: Pick<Ports, 'db' | 'bodies'>, hash: string): Promise<Uint8Array | null> {
  const body = await storedBody(ports.db, hash)
  if (!body) return null
  const keyFrame = body.baseHash === null ? null : await storedBody(ports.db, body.baseHash)
  return ports.bodies.decode(body.stored, keyFrame && { stored: keyFrame.stored, bytes: keyFrame.bytes })
}

/** The key frame behind a kept body (itself, when it is one), for the next delta; null when it is not kept. */
export async function keyFrameOf(
  ports: Pick<Ports, 'db' | 'bodies'>,
  hash: string,
): Promise<{ hash: string; body: Uint8Array; stored: Encoded } | null> {
  const body = await storedBody(ports.db, hash)
  const frame = body?.baseHash ? await storedBody(ports.db, body.baseHash) : body
  return frame && { hash: frame.hash, body: await ports.bodies.decode(frame.stored, null), stored: frame.stored }
}

/** Statements that keep a body; nothing happens where the same bytes are kept already. */
export function insertBody(db: Database, { hash, bytes, baseHash, stored }: NewBody, applies: SQL = sql`1`): Statement[] {
  const { encoding, data } = stored
  const cut = data.byteLength > chunkBytes
  const parts = cut
    ? Array.from({ length: Math.ceil(data.byteLength / chunkBytes) }, (_, part) =>
        data.subarray(part * chunkBytes, (part + 1) * chunkBytes),
      )
    : []
  return [
    ...parts.map((piece, part) =>
      db.run(sql`insert or ignore into body_chunks (hash, part, data) select ${hash}, ${part}, ${blob(piece)} where ${applies}`),
    ),
    db.run(sql`insert or ignore into bodies (hash, encoding, base_hash, bytes, stored_bytes, data, held)
      select ${hash}, ${encoding}, ${baseHash}, ${bytes}, ${data.byteLength}, ${cut ? null : blob(data)}, 0 where ${applies}`),
  ]
}

/** D1 takes an ArrayBuffer, libSQL too; a view of a larger buffer is copied out of it. */
const blob = (data: Uint8Array) => (data.byteOffset === 0 && data.byteLength === data.buffer.byteLength ? data : data.slice())

export type BodyTotals = { bodies: number; bytes: number }
export async function bodyTotals(db: Pick<Database, 'select'>): Promise<BodyTotals> {
  const [row] = await db.select({ bodies: sql<number>`count(*)`, bytes: sql<number>`coalesce(sum(stored_bytes), 0)` }).from(bodies)
  return row ?? { bodies: 0, bytes: 0 }
}
