import type { Ports } from '../ports'
import { auditHead } from '../store/charts'

type Head = number | string
type Kept<T> = { head: Head; begunMs: number; tookMs: number; value: Promise<T> }

const slowMs = 100
const keptMs = 300_000
const mostKept = 100

/**
 * Figures that take long to count: those of before, where nothing has been written since, and where counting took more than a tenth of a second also
 * those of the last five minutes. Who asks while they are being counted gets the same ones. Pages that show them say of when they are.
 * `exactly` keeps none that something was written after. `headOf` tells whether something was, where more than audited acts move the figures.
 */
export function remembered<T>(
  { db, realNow }: Pick<Ports, 'db' | 'realNow'>,
  { exactly = false, headOf = () => auditHead(db) }: { exactly?: boolean; headOf?: () => Promise<Head> } = {},
): (key: string, count: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Kept<T>>()
  return async (key, count) => {
    const head = await headOf()
    const known = kept.get(key)
    const nowMs = realNow()
    if (known && (known.head === head || (!exactly && known.tookMs > slowMs && nowMs - known.begunMs < keptMs))) return known.value
    if (kept.size >= mostKept) kept.clear()
    const made: Kept<T> = { head, begunMs: nowMs, tookMs: Number.POSITIVE_INFINITY, value: asked(count) }
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
