import type { Ports } from '../ports'
import { type PollTarget, pollTargets, sourcesIn } from '../store/source-states'

/**
 * Looks again at targets whose origin another process may have held since they were read: those it polled are done, for one round is shared by all
 * that make it; the rest come back as they stand now.
 */
export async function readAgain(
  { db }: Pick<Ports, 'db'>,
  targets: readonly PollTarget[],
): Promise<{ left: PollTarget[]; done: PollTarget[] }> {
  if (!targets.length) return { left: [], done: [] }
  const ids = targets.map(({ source }) => source.id)
  const now = new Map((await pollTargets(db, sourcesIn(ids))).map((target) => [target.source.id, target]))
  const fresh = targets.flatMap((target) => {
    const again = now.get(target.source.id)
    return again ? [{ again, polled: wasPolled(target, again) }] : []
  })
  return {
    left: fresh.filter(({ polled }) => !polled).map(({ again }) => again),
    done: fresh.filter(({ polled }) => polled).map(({ again }) => again),
  }
}

/** Every check moves one of these, whatever it brought and whatever the clock says. */
const wasPolled = (before: PollTarget, after: PollTarget): boolean =>
  after.state.lastCheckedAt !== before.state.lastCheckedAt ||
  after.state.lastCaptureId !== before.state.lastCaptureId ||
  after.run?.id !== before.run?.id ||
  after.run?.count !== before.run?.count
