import type { Ports } from '../ports'
import { auditHead, hasActedSince } from '../store/charts'

type Head = number | string
type Kept<T> = { head: Head; seq: number | null; begunMs: number; tookMs: number; value: Promise<T> }

const slowMs = 100
const keptMs = 300_000
const mostKept = 100
/** While rounds of polls write, figures are not counted anew before twenty times as long has passed as counting them took, and no longer than this. */
const restParts = 20
const restMs = 2_000

/**
 * Figures that take long to count: those of before, where nothing has been written since, and where counting took more than a tenth of a second also
 * those of the last five minutes. Who asks while they are being counted gets the same ones. Pages that show them say of when they are.
 * `exactly` keeps none that somebody wrote after; what the rules alone wrote since, as they do many times a second while sources are polled, is told
 * a moment later. `moreOf` tells of what moves the figures besides audited acts; `headOf` takes the place of both, and then every write counts.
 */
export function remembered<T>(
  { db, realNow }: Pick<Ports, 'db' | 'realNow'>,
  { exactly = false, headOf, moreOf }: { exactly?: boolean; headOf?: () => Promise<Head>; moreOf?: () => Promise<Head> } = {},
): (key: string, count: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Kept<T>>()
  return async (key, count) => {
    const seq = headOf ? null : await auditHead(db)
    const head = headOf ? await headOf() : `${seq} ${moreOf ? await moreOf() : ''}`
    const known = kept.get(key)
    const nowMs = realNow()
    if (known && (known.head === head || (!exactly && known.tookMs > slowMs && nowMs - known.begunMs < keptMs))) return known.value
    if (known && known.seq !== null && nowMs - known.begunMs < Math.min(restMs, restParts * known.tookMs)) {
      if (!(await hasActedSince(db, known.seq))) return known.value
    }
    if (kept.size >= mostKept) kept.clear()
    const made: Kept<T> = { head, seq, begunMs: nowMs, tookMs: Number.POSITIVE_INFINITY, value: asked(count) }
    kept.set(key, made)
    made.value.then(
      () => {
        made.tookMs = realNow() - nowMs
      },
      () => {
        kept.delete(key)
      },
    )
    return made.value
  }
}

/** Asks once: a query of the store is not sent before somebody waits for it, and anew for each who does. */
const asked = async <T>(count: () => Promise<T>): Promise<T> => await count()
