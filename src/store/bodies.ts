import type { SQL } from 'drizzle-orm'
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Encoded, Ports } from '../ports'
import { isOneOf } from './bulk'
import type { Database, Statement } from './database'
import { bodies, bodyChunks, captures } from './schema'

/** A stored value stays under 1 MB (D1 takes 2): larger bodies are cut. */
const chunkBytes = 900_000

/** `outside`: its stored form lies in `bodies.objects`, and the row says only that it is there. */
export type NewBody = { hash: string; bytes: number; baseHash: string | null; stored: Encoded; outside?: true }
type StoredBody = NewBody
type BodyPorts = Pick<Ports, 'db' | 'bodies'>

/**
 * Puts a body where bodies lie, before the row that names it is written: what a batch that fails leaves behind is found again under the same hash.
 */
export async function placed({ bodies }: Pick<Ports, 'bodies'>, body: NewBody): Promise<NewBody> {
  if (!bodies.objects) return body
  await bodies.objects.put(body.hash, body.stored.data)
  return { ...body, outside: true }
}

/** A kept body with all that it rests on, key frame first; empty when it is not kept. */
async function pathOf({ db, bodies: { objects } }: BodyPorts, hash: string): Promise<StoredBody[]> {
  const path = await db.all<{ hash: string }>(sql`with recursive path (hash, base_hash, depth) as (
      select hash, base_hash, 0 from bodies where hash = ${hash}
      union all select below.hash, below.base_hash, depth + 1 from path join bodies as below on below.hash = path.base_hash)
    select hash from path order by depth desc`)
  if (!path.length) return []
  const hashes = path.map((one) => one.hash)
  const rows = new Map((await db.select().from(bodies).where(isOneOf(bodies.hash, hashes))).map((row) => [row.hash, row]))
  const found: StoredBody[] = []
  for (const one of hashes) {
    const row = rows.get(one)
    if (!row) throw new Error(`the body ${one} went while it was read`)
    const data = row.data === null ? await elsewhere(db, objects, one) : bytesOf(row.data)
    found.push({ hash: one, bytes: row.bytes, baseHash: row.baseHash, stored: { encoding: row.encoding, data } })
  }
  return found
}

export async function isBodyKept(db: Pick<Database, 'select'>, hash: string): Promise<boolean> {
  const [row] = await db.select({ hash: bodies.hash }).from(bodies).where(eq(bodies.hash, hash))
  return row !== undefined
}

/** A stored form that is not in its row: outside the database, or cut into chunks. */
async function elsewhere(db: Pick<Database, 'select'>, objects: BodyPorts['bodies']['objects'], hash: string): Promise<Uint8Array> {
  const chunks = await chunksOf(db, hash)
  const data = chunks.length ? chunks : await objects?.get(hash)
  if (!data) throw new Error(`the body ${hash} is not where bodies are kept`)
  return data
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
export async function bodyOf(ports: BodyPorts, hash: string): Promise<Uint8Array | null> {
  return (await ports.bodies.decode(await pathOf(ports, hash))).at(-1) ?? null
}

/** A kept body with all that it rests on, key frame first, read; empty when it is not kept. What a delta to it is made from. */
export async function readPath(
  ports: Pick<Ports, 'db' | 'bodies'>,
  hash: string,
): Promise<{ hash: string; body: Uint8Array; stored: Encoded }[]> {
  const path = await pathOf(ports, hash)
  const read = await ports.bodies.decode(path)
  return path.flatMap(({ hash, stored }, index) => {
    const body = read[index]
    return body ? [{ hash, body, stored }] : []
  })
}

/** The newest kept body of a source, which the next one is likely to resemble; null before the first. */
export async function newestBody(db: Pick<Database, 'select'>, sourceId: string): Promise<string | null> {
  const [row] = await db
    .select({ hash: captures.bodyHash })
    .from(captures)
    .where(and(eq(captures.sourceId, sourceId), eq(captures.bodyKept, true), eq(captures.verdict, 'ok')))
    .orderBy(desc(captures.ordinal))
    .limit(1)
  return row?.hash ?? null
}

/** Statements that keep a body; nothing happens where the same bytes are kept already. */
export function insertBody(db: Database, { hash, bytes, baseHash, stored, outside }: NewBody, applies: SQL = sql`1`): Statement[] {
  const { encoding, data } = stored
  const cut = !outside && data.byteLength > chunkBytes
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
      select ${hash}, ${encoding}, ${baseHash}, ${bytes}, ${data.byteLength}, ${cut || outside ? null : blob(data)}, 0 where ${applies}`),
  ]
}

/** D1 takes an ArrayBuffer, libSQL too; a view of a larger buffer is copied out of it. */
const blob = (data: Uint8Array) => (data.byteOffset === 0 && data.byteLength === data.buffer.byteLength ? data : data.slice())
