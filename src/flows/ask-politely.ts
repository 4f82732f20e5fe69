import type { Ports } from '../ports'
import type { Source } from '../store/sources'
import { holdOrigins } from './hold-origins'
import { originManners } from './origin-manners'
import { politeness } from './poll-round'
import { createSlots } from './slots'
import { takeTurns } from './take-turns'

const waits = 20

export type Asked<T> = { ok: true; result: T } | { ok: false; until: string | null }
type AskPorts = Pick<Ports, 'db' | 'realNow' | 'sleep' | 'newId' | 'every' | 'fetch' | 'now' | 'random' | 'log'>

/**
 * Work that fetches on a person's word, within the manners of each origin that it meets: `work` gets the gate, which answers as a fault what
 * `robots.txt` forbids. Refused where another process reads the site just now (`until` null) or where the site asked to be left alone.
 */
export async function askPolitely<T>(
  ports: AskPorts,
  source: Pick<Source, 'origin' | 'url' | 'robotsOverride'>,
  work: (fetch: Ports['fetch']) => Promise<T>,
): Promise<Asked<T>> {
  const { origin } = source
  const holder = holdOrigins(ports, politeness)
  try {
    let free = (await holder.take([origin])).length > 0
    for (let wait = 0; !free && wait < waits; wait++) {
      const { taken, living } = await holder.wait([origin])
      if (living.size) return { ok: false, until: null }
      free = taken.length > 0
    }
    if (!free) return { ok: false, until: null }
    const turns = takeTurns({
      ports,
      holder,
      manners: originManners(ports),
      slots: createSlots(politeness.concurrency),
      perOrigin: politeness.perOrigin,
      minGapMs: politeness.minGapMs,
      insists: true,
      stopped: () => false,
    })
    let put: string | null = null
    const fetch: Ports['fetch'] = async (request) => {
      const turn = turns(source)
      try {
        const against = await turn.go(request.url)
        if (against && 'until' in against) {
          put = against.until
          return {
            ok: false,
            cause: 'timeout',
            reason: 'the site is to be left alone for a while',
            status: null,
            headers: {},
            finalUrl: null,
          }
        }
        if (against) return { ok: false, ...against }
        const answer = await ports.fetch({ ...request, admit: turn.admit })
        put = turn.putOff()?.until ?? put
        return answer
      } finally {
        await turn.end()
      }
    }
    const result = await work(fetch)
    return put === null ? { ok: true, result } : { ok: false, until: put }
  } finally {
    await holder.release([origin])
    holder.stop()
  }
}
