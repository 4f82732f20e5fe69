import { type SQL, sql } from 'drizzle-orm'
import type { Ports } from '../ports'
import { type Act, type Actor, appendAudited } from './audit'
import { allOf } from './bulk'
import type { Statement } from './database'

/**
 * What one act of a flow writes, before it is written: audit rows, statements, and what must still be so. Parts made by different nouns are
 * combined into one, and one `commit` makes one batch of it.
 */
export type Writing = {
  acts: Act[]
  /** Each statement must carry the condition that it is given. */
  write: (applies: SQL) => Statement[]
  guard: SQL
}

export const nothing: Writing = { acts: [], write: () => [], guard: sql`1` }

/** One writing of several: all of it is written while every guard holds, or nothing. */
export function combine(...parts: Writing[]): Writing {
  const some = parts.filter((part) => part !== nothing)
  return {
    acts: some.flatMap((part) => part.acts),
    write: (applies) => some.flatMap((part) => part.write(applies)),
    guard: allOf(some.map((part) => part.guard)),
  }
}

/** Writes it all in one audited batch. False when the guard no longer held, and then nothing was written. */
export const commit = (ports: Pick<Ports, 'db' | 'now' | 'digest'>, actor: Actor, { acts, write, guard }: Writing): Promise<boolean> =>
  appendAudited(ports, actor, acts, write, guard)

/** A refusal that a caller must read; `detail` is for people. */
export type Refusal<Reason extends string = string> = { ok: false; reason: Reason; detail?: string }
export type Attempt<T, F extends Refusal> = { ok: true; writing: Writing; result: T } | F
export type Persisted<T, F extends Refusal> = { ok: true; result: T } | F

const maxRounds = 8

/**
 * Reads, decides and writes until the guard holds: what others changed meanwhile is read again. `attempt` answers what to write, or a refusal
 * that ends it. Throws when others keep changing the same records.
 */
export async function persist<T, F extends Refusal>(
  ports: Pick<Ports, 'db' | 'now' | 'digest'>,
  actor: Actor,
  attempt: () => Promise<Attempt<T, F>>,
): Promise<Persisted<T, F>> {
  for (let round = 0; round < maxRounds; round++) {
    const made = await attempt()
    if (!made.ok) return made
    if (await commit(ports, actor, made.writing)) return { ok: true, result: made.result }
  }
  throw new Error(`records kept changing: ${maxRounds} rounds`)
}
