import type { Ports } from '../ports'
import { dropKey, dropOldKeys, type KeptAnswer, keepAnswer, keptAnswer, takeKey } from '../store/idempotency'

const keptMs = 24 * 3_600_000
/** A request that holds its key longer than this without an answer died with its process. */
const runningMs = 120_000
/** Longer answers are not kept. */
const maxKeptLength = 900_000

export type OnceRequest = { key: string; personId: string; route: string; requestHash: string }
const earlier = (at: string, ms: number) => new Date(Date.parse(at) - ms).toISOString()

/**
 * Takes an `Idempotency-Key` for a request that begins; null when it is this request's to do. Otherwise what is kept under the key: the first
 * answer, or `status` 0 while the first request is still worked on. Keys last 24 hours.
 */
export async function beginOnce({ db, now }: Pick<Ports, 'db' | 'now'>, request: OnceRequest): Promise<KeptAnswer | null> {
  const at = now()
  await dropOldKeys(db, earlier(at, keptMs))
  if (await takeKey(db, { ...request, at })) return null
  const kept = await keptAnswer(db, request.personId, request.key)
  return kept && !(kept.status === 0 && kept.at < earlier(at, runningMs)) ? kept : null
}

/** Keeps the answer of a request that ended; null frees the key, so that it can be tried again. */
export async function endOnce(
  { db }: Pick<Ports, 'db'>,
  { personId, key }: OnceRequest,
  answer: Pick<KeptAnswer, 'status' | 'etag' | 'body'> | null,
): Promise<void> {
  if (answer === null || answer.body.length > maxKeptLength) await dropKey(db, personId, key)
  else await keepAnswer(db, personId, key, answer)
}
