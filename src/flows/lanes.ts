import type { Ports } from '../ports'
import { type DueSource, polledOf } from '../store/due-sources'
import { type PollTarget, pollTargets, sourcesIn } from '../store/source-states'

/** So many sources are held whole at once, however many are due; of one origin at least and at most so many. */
const mostHeld = 1_000
const [fewestAnOrigin, mostAnOrigin] = [8, 64]

/**
 * The sources of a round by origin. What stands in a lane is read whole only shortly before it is polled, some of an origin at a time, so that a
 * round over fifty thousand sources holds no more than one over a thousand.
 */
export type Lanes = {
  /** Origins in portions that are read together; each is given out when there is room for it. */
  portions: (origins: readonly string[]) => AsyncGenerator<string[]>
  /** The next sources of these origins as they stand now. Those that another process polled since they were found due are `done`. */
  next: (origins: readonly string[]) => Promise<{ left: Map<string, PollTarget[]>; done: PollTarget[] }>
  /** So many that `next` gave out are polled. */
  finished: (count: number) => void
  /** What is still to be read of an origin. */
  rest: (origin: string) => readonly DueSource[]
}

export function lanesOf({ db }: Pick<Ports, 'db'>, due: ReadonlyMap<string, DueSource[]>): Lanes {
  const lanes = new Map([...due].map(([origin, sources]) => [origin, [...sources]]))
  const atOnce = Math.min(mostAnOrigin, Math.max(fewestAnOrigin, Math.ceil(mostHeld / Math.max(1, lanes.size))))
  let held = 0
  let wake = () => {}
  const room = async () => {
    while (held > mostHeld / 2) await new Promise<void>((resolve) => (wake = resolve))
  }
  return {
    async *portions(origins) {
      let [some, count]: [string[], number] = [[], 0]
      for (const origin of origins) {
        some.push(origin)
        count += Math.min(atOnce, lanes.get(origin)?.length ?? 0)
        if (count < mostHeld / 2) continue
        await room()
        yield some
        ;[some, count] = [[], 0]
      }
      await room()
      if (some.length) yield some
    },
    next: async (origins) => {
      const taken = origins.flatMap((origin) => lanes.get(origin)?.splice(0, atOnce) ?? [])
      const before = new Map(taken.map((source) => [source.id, source]))
      const left = new Map(origins.map((origin): [string, PollTarget[]] => [origin, []]))
      const done: PollTarget[] = []
      let count = 0
      for (const target of taken.length ? await pollTargets(db, sourcesIn([...before.keys()])) : []) {
        const was = before.get(target.source.id)
        if (was?.polled === polledOf(target)) {
          left.get(was.origin)?.push(target)
          count++
        } else done.push(target)
      }
      held += count
      return { left, done }
    },
    finished: (count) => {
      held -= count
      if (held <= mostHeld / 2) wake()
    },
    rest: (origin) => lanes.get(origin) ?? [],
  }
}
