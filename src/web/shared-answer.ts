import type { Ports } from '../ports'
import { highestRow } from '../store/size'
import type { Scope } from '../store/visibility'

/** An answer and the instant (product time) that it is of. */
export type Dated<T> = { value: T; at: string }

/** From so many findings or sources on, what must be counted over all of them is not counted anew for every reader. */
const largeFrom = 10_000
const keptMs = 60_000
const mostKept = 200

/**
 * A question that goes over all of an installation. In a large one its answer is kept for a minute of real time, by what the reader may see, and says
 * of which instant it is; in a small one it is asked each time. Two readers who ask at once share the answer.
 */
export function sharedAnswer<T>(
  { db, now, realNow }: Pick<Ports, 'db' | 'now' | 'realNow'>,
  ask: (scope: Scope) => Promise<T>,
): (scope: Scope) => Promise<Dated<T>> {
  const kept = new Map<string, { untilMs: number; answer: Promise<Dated<T>> }>()
  return async ({ unitIds, limits = null }) => {
    const fresh = async (): Promise<Dated<T>> => ({ value: await ask({ unitIds, limits }), at: now() })
    if ((await highestRow(db)) <= largeFrom) return fresh()
    const key = JSON.stringify([unitIds, limits])
    const before = kept.get(key)
    if (before && before.untilMs > realNow()) return before.answer
    const answer = fresh()
    if (kept.size >= mostKept) kept.clear()
    kept.set(key, { untilMs: realNow() + keptMs, answer })
    answer.catch(() => kept.delete(key)) // whoever asked is told; the next one asks anew
    return answer
  }
}
