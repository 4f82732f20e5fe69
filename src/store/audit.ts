import type { SQL } from 'drizzle-orm'
import { desc, sql } from 'drizzle-orm'
import type { Ports } from '../ports'
import type { Statement } from './database'
import { audit } from './schema'

/** Who acts: a person, or (null) a rule of ours. */
export type Actor = { personId: string | null }
export const ruleActor: Actor = { personId: null }

/** One act to be recorded. `after` is the whole record as it will stand (with its `version`), null when it goes. */
export type Act = { action: string; entity: string; entityId: string; after: object | null }

export const genesis = '0'.repeat(64)
/** One of three writers that never rest loses some two rounds of three: twenty losses in a row do happen, five hundred do not. */
const maxAttempts = 500

/** JSON with sorted keys and no undefined: the same record gives the same bytes in every process. */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  let out = ''
  for (const key of Object.keys(value).sort()) {
    const item: unknown = Reflect.get(value, key)
    if (item !== undefined) out += `${out ? ',' : ''}${JSON.stringify(key)}:${canonicalJson(item)}`
  }
  return `{${out}}`
}

/** A record as canonical JSON, and that JSON once more as a JSON string. */
type Canonical = { text: string; quoted: string }

/**
 * `canonicalJson` for many records that are alike: what stands under a name is written again only where it is another value than in the record
 * before. So nothing in the records may change between calls.
 */
export function canonicalWriter(): (record: object) => Canonical {
  let shape: string[] = []
  let names: string[] = []
  let values: unknown[] = []
  let texts: string[] = []
  let quoteds: string[] = []
  return (record) => {
    const given = Object.keys(record)
    if (given.length !== shape.length || given.some((name, index) => name !== shape[index])) {
      shape = given
      names = given.toSorted()
      values = []
      texts = []
      quoteds = []
    }
    for (const [index, name] of names.entries()) {
      const value: unknown = Reflect.get(record, name)
      if (value === undefined) return quotedToo(canonicalJson(record))
      if (index < texts.length && values[index] === value) continue
      const { text, quoted } = quotedToo(`${JSON.stringify(name)}:${canonicalJson(value)}`)
      values[index] = value
      texts[index] = text
      quoteds[index] = quoted.slice(1, -1)
    }
    return { text: `{${texts.join(',')}}`, quoted: `"{${quoteds.join(',')}}"` }
  }
}

const quotedToo = (text: string): Canonical => ({ text, quoted: JSON.stringify(text) })

export type AuditRow = typeof audit.$inferSelect

/** SHA-256 over the previous hash and the canonical row, as `verify` recomputes it. */
export function auditHash(digest: Ports['digest'], row: Omit<AuditRow, 'hash'>): string {
  return digest(hashed(row, JSON.stringify(row.after)))
}

/** What is hashed: a JSON list of the row, the record in it as a string. */
function hashed({ prev, seq, at, actorId, action, entity, entityId }: Omit<AuditRow, 'hash' | 'after'>, quoted: string): string {
  return `${JSON.stringify([prev, seq, at, actorId, action, entity, entityId]).slice(0, -1)},${quoted}]`
}

/**
 * Writes acts and what they did in one batch: the first statement inserts the first audit row only where the chain's head is still the one
 * read *and* `guard` holds; every other statement must carry the condition that `write` is given. Answers false when the guard no longer
 * holds, and then nothing was written; a lost race on the head is retried with the new head.
 *
 * `guard` is an SQL condition on what must still be so (e.g. `exists (select 1 from reviews where id = … and version = …)`).
 * `write(applies)` returns the statements; `applies` is true in SQL only when the audit rows of this batch went in.
 */
export async function appendAudited(
  { db, now, digest }: Pick<Ports, 'db' | 'now' | 'digest'>,
  actor: Actor,
  acts: readonly Act[],
  write: (applies: SQL) => Statement[],
  guard: SQL = sql`1`,
): Promise<boolean> {
  if (!acts.length) return true
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const [head] = await db.select({ seq: audit.seq, hash: audit.hash }).from(audit).orderBy(desc(audit.seq)).limit(1)
    const at = now()
    const rows = chain(digest, head ?? { seq: 0, hash: genesis }, at, actor, acts)
    const [first, ...others] = rows
    if (!first) return true
    const applies = sql`exists (select 1 from audit where seq = ${first.seq} and hash = ${first.hash})`
    const stands = head ? sql`(select hash from audit order by seq desc limit 1) = ${head.hash}` : sql`not exists (select 1 from audit)`
    const statements = [
      db.all(sql`${insertRows([first], sql`${stands} and (${guard})`)} returning seq`),
      ...chunks(others, 400, (row) => row.after?.length ?? 0).map((some) => db.run(insertRows(some, applies))),
      ...write(applies),
    ]
    const [opening, ...rest] = statements
    if (!opening) return true
    const answers = await db.batch([opening, ...rest])
    if (returned(answers[0])) return true
    const [after] = await db.select({ hash: audit.hash }).from(audit).orderBy(desc(audit.seq)).limit(1)
    if ((after?.hash ?? genesis) === (head?.hash ?? genesis)) return false
  }
  throw new Error(`the audit trail was busy: ${maxAttempts} attempts`)
}

function chain(digest: Ports['digest'], head: { seq: number; hash: string }, at: string, actor: Actor, acts: readonly Act[]): AuditRow[] {
  let { seq, hash: prev } = head
  const written = canonicalWriter()
  return acts.map(({ action, entity, entityId, after }) => {
    const { text, quoted } = after === null ? { text: null, quoted: 'null' } : written(after)
    const row = { seq: ++seq, prev, at, actorId: actor.personId, action, entity, entityId, after: text, hash: '' }
    row.hash = digest(hashed(row, quoted))
    prev = row.hash
    return row
  })
}

/**
 * `insert … select … from json_each(?) where …`, the fastest bulk form on both engines. A record goes as JSON within the JSON and comes out with the
 * bytes that were hashed; what all rows share is bound once.
 */
function insertRows(rows: readonly AuditRow[], where: SQL): SQL {
  const [first] = rows
  const shared = (name: 'action' | 'entity', place: number) =>
    rows.every((row) => row[name] === first?.[name]) ? sql`${first?.[name]}` : sql.raw(`v->>'$[${place}]'`)
  const payload = rows.map(
    ({ seq, prev, hash, action, entity, entityId, after }) =>
      `[${seq},"${prev}","${hash}",${JSON.stringify(action)},${JSON.stringify(entity)},${JSON.stringify(entityId)},${after}]`,
  )
  return sql`with acts as materialized (select value as v from json_each(${`[${payload.join(',')}]`}))
    insert into audit (seq, prev, hash, at, actor_id, action, entity, entity_id, after)
    select v->>'$[0]', v->>'$[1]', v->>'$[2]', ${first?.at}, ${first?.actorId ?? null}, ${shared('action', 3)}, ${shared('entity', 4)}, v->>'$[5]', v->>'$[6]'
    from acts where ${where}`
}

const returned = (answer: unknown): boolean => Array.isArray(answer) && answer.length > 0

const maxChunkLength = 500_000

/** Parts of at most `size` items and about 500,000 characters by `length`, so that no bound value comes near D1's 2 MB. */
export function chunks<T>(items: readonly T[], size: number, length: (item: T) => number = () => 0): T[][] {
  const out: T[][] = []
  let part: T[] = []
  let total = 0
  for (const item of items) {
    if (part.length && (part.length >= size || total + length(item) > maxChunkLength)) {
      out.push(part)
      part = []
      total = 0
    }
    part.push(item)
    total += length(item)
  }
  if (part.length) out.push(part)
  return out
}
