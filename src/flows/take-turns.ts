import type { Ports, Refusal } from '../ports'
import type { Source } from '../store/sources'
import type { Holder } from './hold-origins'
import type { Forbidden, Manners } from './origin-manners'
import { createSlots, type Slots } from './slots'

/**
 * One fetch's way through the web, address by address: its page, and wherever redirects lead it. At each it keeps the manners of that origin: what
 * `robots.txt` says, the gap, and so many requests in flight. Nothing is held while it waits, so that two fetches never wait for one another.
 */
export type Turn = {
  /** Waits for the turn of an address. What it answers speaks against asking; `until`: it may be asked then. */
  go: (url: string) => Promise<Forbidden | { until: string } | null>
  /** The same for a redirect, in the words of the gate. */
  admit: (url: string) => Promise<Refusal | null>
  /** Set when a redirect led to where nobody may be asked before that. */
  putOff: () => { origin: string; until: string } | null
  end: () => Promise<void>
}

type TurnsOf = {
  ports: Pick<Ports, 'now' | 'sleep'>
  holder: Holder
  manners: Manners
  slots: Slots
  /** Requests in flight to one origin; ms between their starts. */
  perOrigin: number
  minGapMs: number
  insists: boolean
  stopped: () => boolean
}

/** Turns that share slots and origins: those of one round. */
export function takeTurns({ ports, holder, manners, slots, perOrigin, minGapMs, insists, stopped }: TurnsOf) {
  const inFlight = new Map<string, Slots>()
  const slotsOf = (origin: string): Slots => {
    const found = inFlight.get(origin) ?? createSlots(perOrigin)
    inFlight.set(origin, found)
    return found
  }

  async function begin(origin: string, visiting: boolean): Promise<(() => void) | null> {
    const ours = await holder.mayStart(origin)
    if (!ours && !visiting) return null
    if (!ours) await ports.sleep(minGapMs)
    const leave = await slots.enter()
    const leaveOrigin = await slotsOf(origin).enter()
    holder.started(origin)
    return () => {
      leaveOrigin()
      leave()
    }
  }

  return (source: Pick<Source, 'origin' | 'url' | 'robotsOverride'>): Turn => {
    let done: (() => void) | null = null
    let endVisit: (() => Promise<void>) | null = null
    let put: { origin: string; until: string } | null = null
    const leave = async () => {
      done?.()
      done = null
      await endVisit?.()
      endVisit = null
    }
    const go: Turn['go'] = async (url) => {
      const origin = url === source.url ? source.origin : new URL(url).origin
      const visiting = origin !== source.origin
      await leave()
      if (visiting) endVisit = await holder.visit(origin)
      const rested = await manners.restsUntil(origin, insists)
      if (rested !== null) return { until: rested }
      if (stopped()) return { until: ports.now() }
      const forbidden = await manners.forbidden(source, { url, origin }, () => begin(origin, visiting))
      if (forbidden) return forbidden
      // its robots.txt may have said so just now
      const rests = await manners.restsUntil(origin, insists)
      if (rests !== null) return { until: rests }
      done = stopped() ? null : await begin(origin, visiting)
      return done ? null : { until: ports.now() }
    }
    return {
      go,
      admit: async (url) => {
        // what is no address of the web is the gate's to refuse
        if (!/^https?:/i.test(url)) return null
        const against = await go(url)
        if (!against) return null
        if ('cause' in against) return { cause: against.cause, reason: `It redirects to ${new URL(url).host}. ${against.reason}` }
        put = { origin: new URL(url).origin, until: against.until }
        return { cause: 'timeout', reason: 'the site that it redirects to is to be left alone for a while' }
      },
      putOff: () => put,
      end: leave,
    }
  }
}

/**
 * The gate for a page that asks for more than itself: one request after another, each within the manners of its origin. `begun` is the address
 * whose turn it is already.
 */
export function inTurn(turn: Turn, gate: Ports['fetch'], begun: string): Ports['fetch'] {
  let next: string | null = begun
  let before: Promise<unknown> = Promise.resolve()
  const ask: Ports['fetch'] = async (request) => {
    const against = next === request.url ? null : await turn.go(request.url)
    next = null
    if (!against) return gate({ ...request, admit: turn.admit })
    if ('cause' in against) return { ok: false, ...against }
    return { ok: false, cause: 'timeout', reason: 'the site is to be left alone for a while', status: null, headers: {}, finalUrl: null }
  }
  return (request) => {
    const answer = before.then(() => ask(request))
    before = answer.catch(() => null)
    return answer
  }
}
